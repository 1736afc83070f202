"""Hypothesis strategies for facts, built from the types of the model, so that a new kind or field is covered at once.

By default values are what the sport uses (car numbers that look alike, the flags there are, instants of one weekend), and
pointers point at earlier facts. With `wild=True` every other field holds whatever its type allows: for what must work with any fact.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple, TypeVar, get_args

import msgspec
from hypothesis import strategies as st
from msgspec import inspect

from pitboard.model.circuit import STANDARD_LINES
from pitboard.model.facts import AnyFact, Fact
from pitboard.model.flags import Flag, Status

F = TypeVar("F", bound=Fact)
S = TypeVar("S", bound=msgspec.Struct)

KINDS: tuple[type[Fact], ...] = get_args(AnyFact)
"""Every kind of fact."""

POINTERS = frozenset(
    {"target_seq", "passing_seq", "flag_seq", "as_of_seq", "target_last_seq", "last_seq_held"}
)
"""Fields that hold the `seq` of an earlier fact."""

_HOW_FAR = frozenset({"as_of_seq", "target_last_seq", "last_seq_held"})
_FAR = 1_000_000
_DURATIONS = frozenset({"duration_us", "stop_us", "time_us", "uncertainty_us"})
_NOTHING: Mapping[str, st.SearchStrategy[Any]] = {}

CARS = ("1", "01", "001", "7", "92", "31")
"""Numbers that look alike are different cars."""

START_US = 1_705_845_300_000_000
"""21 January 2024, 13:55 UTC."""

_HOUR_US = 3_600_000_000
_INSTANT = st.integers(0, 25 * _HOUR_US).map(lambda after_us: START_US + after_us)
_DURATION = st.integers(0, 2 * _HOUR_US)
_ANY_INT = st.integers(-(2**63), 2**63 - 1)
_SHA256 = st.binary(min_size=32, max_size=32).map(bytes.hex)

WORDS: Mapping[str, st.SearchStrategy[Any]] = {
    "session": st.sampled_from(["practice-1", "qualifying", "race"]),
    "car": st.sampled_from(CARS),
    "entry_id": st.sampled_from(CARS),
    "number": st.sampled_from(CARS),
    "line": st.sampled_from([line.line for line in STANDARD_LINES]),
    "flag": st.sampled_from([flag.value for flag in Flag]),
    "status": st.sampled_from([status.value for status in Status if status is not Status.CLASSIFIED]),
    "scope": st.sampled_from(["class", "group", "field"]),
    "source": st.sampled_from(["loop", "backup", "beam", "hand", "file", "simulator"]),
    "car_class": st.sampled_from(["GTP", "LMP2", "GTDPRO", "GTD"]),
    "classes": st.lists(st.sampled_from(["GTP", "LMP2", "GTDPRO", "GTD"]), max_size=4, unique=True).map(
        tuple
    ),
    "part": st.sampled_from(["", "gtp", "lmp2", "gtd"]),
    "side": st.sampled_from(["left", "right"]),
    "penalty": st.sampled_from(["p1", "p2", "p3"]),
    "drop": st.sampled_from(["class", "group", "field", "pit_lane", "places", "place", "withdrawn"]),
    "zone": st.sampled_from(["America/New_York", "Europe/Paris", "UTC"]),
}
"""Text fields with a vocabulary of their own, wherever they stand."""

_WORDS_OF_KIND: Mapping[tuple[str, str], st.SearchStrategy[Any]] = {
    ("PenaltyGiven", "kind"): st.sampled_from(
        [
            "warning",
            "drive_through",
            "stop",
            "time",
            "laps",
            "grid",
            "points",
            "fine",
            "back_of_class",
            "exclusion",
        ]
    ),
    ("PenaltyNoted", "stage"): st.sampled_from(["noted", "investigation", "no_action"]),
    ("ResultIssued", "stage"): st.sampled_from(["unofficial", "provisional", "official", "amended"]),
    ("FlagShown", "zone"): st.sampled_from(["", "T1-T3"]),
}
"""Fields whose words depend on the kind they belong to."""


def any_fact(
    *, last_seq: int = 100, wild: bool = False, session: str | None = None
) -> st.SearchStrategy[AnyFact]:
    """Any kind of fact.

    Args:
        last_seq: the newest fact that pointers may point at; with 0 no fact is made that must point at one.
        wild: any value that a field's type allows, but for pointers.
        session: every fact belongs to this session; None for any.
    """
    fixed = {} if session is None else {"session": st.just(session)}
    possible = [cls for cls in KINDS if last_seq > 0 or not _must_point(cls)]
    made: list[st.SearchStrategy[Any]] = [
        fact_of(cls, last_seq=last_seq, wild=wild, **fixed) for cls in possible
    ]
    return st.one_of(made)


def fact_of(
    cls: type[F], *, last_seq: int = 100, wild: bool = False, **fields: st.SearchStrategy[Any]
) -> st.SearchStrategy[F]:
    """Facts of one kind.

    Args:
        cls: the kind.
        last_seq: as in `any_fact`.
        wild: as in `any_fact`.
        fields: strategies for some of the fields, in place of those made from their types.
    """
    return _struct(cls, _Context(last_seq, wild), {"seq": st.just(0), **fields})


def fact_lists(
    *, first_seq: int = 1, max_size: int = 30, wild: bool = False, session: str | None = None
) -> st.SearchStrategy[list[AnyFact]]:
    """Facts in order of arrival that any log accepts: each points only at earlier ones, and nothing is stale.

    Args:
        first_seq: what the first fact will be numbered.
        max_size: how many facts at most.
        wild: as in `any_fact`.
        session: as in `any_fact`.
    """
    facts = any_fact(last_seq=_FAR, wild=wild, session=session)
    return st.lists(facts, max_size=max_size).map(lambda drawn: _arrange(drawn, first_seq))


def _arrange(facts: list[AnyFact], first_seq: int) -> list[AnyFact]:
    arranged: list[AnyFact] = []
    for fact in facts:
        last_seq = first_seq + len(arranged) - 1
        if last_seq or not _must_point(type(fact)):
            arranged.append(_repoint(fact, last_seq))
    return arranged


def _repoint(fact: AnyFact, last_seq: int) -> AnyFact:
    changes: dict[str, int | None] = {}
    for name in POINTERS.intersection(fact.__struct_fields__):
        value = getattr(fact, name)
        if value is not None:
            near = last_seq if name in _HOW_FAR else (value - 1) % max(last_seq, 1) + 1
            changes[name] = near if last_seq else None
    return msgspec.structs.replace(fact, **changes) if changes else fact


# ---- from types to strategies ---------------------------------------------------------------------------------------


class _Context(NamedTuple):
    last_seq: int
    wild: bool


def _must_point(cls: type[Fact]) -> bool:
    return any(field.name in POINTERS and field.required for field in msgspec.structs.fields(cls))


def _struct(
    cls: type[S], context: _Context, fixed: Mapping[str, st.SearchStrategy[Any]] = _NOTHING
) -> st.SearchStrategy[S]:
    """A struct with its required fields, and some of the others: what is left out shrinks to the default."""
    required: dict[str, st.SearchStrategy[Any]] = {}
    optional: dict[str, st.SearchStrategy[Any]] = {}
    for field in _fields(cls):
        strategy = fixed.get(field.name)
        if strategy is None:
            strategy = _field(cls.__name__, field, context)
        (required if field.required or field.name in fixed else optional)[field.encode_name] = strategy
    # Structs are frozen and their classes hashable, so building by keyword is all there is to it.
    return st.fixed_dictionaries(required, optional=optional).map(lambda values: cls(**values))


def _fields(cls: type[msgspec.Struct]) -> tuple[inspect.Field, ...]:
    info = inspect.type_info(cls)
    assert isinstance(info, inspect.StructType), f"{cls.__name__} is no struct"
    return info.fields


def _field(owner: str, field: inspect.Field, context: _Context) -> st.SearchStrategy[Any]:
    if field.name in POINTERS:
        return _pointer(field, context.last_seq)
    if not context.wild and _holds_text(field.type):
        words = _WORDS_OF_KIND.get((owner, field.name), WORDS.get(field.name))
        if words is not None:
            return words if field.required or not _may_be_none(field.type) else st.none() | words
        if field.name.endswith("sha256"):
            return _SHA256
    return _of_type(field.type, field.name, context)


def _pointer(field: inspect.Field, last_seq: int) -> st.SearchStrategy[Any]:
    if field.name in _HOW_FAR:
        seen: st.SearchStrategy[Any] = st.just(last_seq)
    else:
        seen = st.integers(1, last_seq) if last_seq else st.nothing()
    return st.none() | seen if _may_be_none(field.type) else seen


def _may_be_none(kind: inspect.Type) -> bool:
    return isinstance(kind, inspect.UnionType) and any(
        isinstance(part, inspect.NoneType) for part in kind.types
    )


def _holds_text(kind: inspect.Type) -> bool:
    match kind:
        case inspect.UnionType(types=types):
            return any(_holds_text(part) for part in types)
        case inspect.VarTupleType(item_type=item):
            return _holds_text(item)
        case _:
            return isinstance(kind, inspect.StrType)


def _of_type(kind: inspect.Type, name: str, context: _Context) -> st.SearchStrategy[Any]:
    match kind:
        case inspect.UnionType(types=types):
            return st.one_of([_of_type(part, name, context) for part in types])
        case inspect.VarTupleType(item_type=item):
            return st.lists(_of_type(item, name, context), max_size=3).map(tuple)
        case inspect.EnumType(cls=enum):
            return st.sampled_from(list(enum))
        case inspect.StructType(cls=cls):
            return _struct(cls, context)
        case _:
            return _scalar(kind, name, wild=context.wild)


def _scalar(kind: inspect.Type, name: str, *, wild: bool) -> st.SearchStrategy[Any]:
    match kind:
        case inspect.NoneType():
            return st.none()
        case inspect.BoolType():
            return st.booleans()
        case inspect.IntType():
            return _integers(name, wild=wild)
        case inspect.FloatType():
            return (
                st.floats(allow_nan=False, allow_infinity=False)
                if wild
                else st.floats(-50, 1100).map(_tenths)
            )
        case inspect.StrType():
            return st.text() if wild else st.text(max_size=12)
        case _:
            raise TypeError(f"no strategy yet for {kind} (field {name}); teach pitboard.testing.strategies")


def _integers(name: str, *, wild: bool) -> st.SearchStrategy[int]:
    if wild:
        return _ANY_INT
    if name.endswith("_us"):
        return _DURATION if name in _DURATIONS else _INSTANT
    return st.integers(0, 50)


def _tenths(value: float) -> float:
    return round(value, 1)
