"""Between facts and the bytes that a log keeps.

Stored bytes are never re-encoded. When a kind of fact changes in a way that defaults cannot bridge, it gets a new tag,
and the old tag goes into `UPCASTS` for ever: facts stored under it are changed on reading.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import NamedTuple, get_args

import msgspec

from pitboard.errors import LogError
from pitboard.model import facts as model
from pitboard.model.facts import AnyFact, Fact

KINDS: dict[type[Fact], str] = {cls: str(cls.__struct_config__.tag) for cls in get_args(AnyFact)}
"""Every kind of fact with its tag."""


class Upcast(NamedTuple):
    """How facts under a retired tag are read.

    Attributes:
        to: the kind they become.
        change: their fields then, to their fields now; neither holds the tag.
    """

    to: type[Fact]
    change: Callable[[dict[str, object]], dict[str, object]]


UPCASTS: dict[str, Upcast] = {}
"""Retired tags. None yet: format 1 is the first."""


def kind_of(cls: type[Fact]) -> str:
    """The tag of a kind of fact.

    >>> kind_of(model.FlagShown)
    'flag_shown'
    """
    try:
        return KINDS[cls]
    except KeyError:
        raise TypeError(f"{cls.__name__} is no kind of fact that a log keeps") from None


def tags_of(kinds: Collection[type[Fact]]) -> tuple[str, ...]:
    """All tags under which facts of these kinds may be stored, retired ones included."""
    retired = [tag for tag, upcast in UPCASTS.items() if upcast.to in kinds]
    return tuple(dict.fromkeys([kind_of(cls) for cls in kinds] + retired))


def read_stored(stored: bytes, seq: int) -> AnyFact:
    """Read a fact from its bytes.

    Raises:
        LogError: no fact, or none that this version knows.
    """
    try:
        return model.decode(stored, seq)
    except (msgspec.DecodeError, TypeError) as error:
        if not isinstance(stored, bytes):
            raise LogError(f"fact {seq}: expected stored bytes, was {type(stored).__name__}") from error
        return _read_retired(stored, seq, error)


def _read_retired(stored: bytes, seq: int, reason: Exception) -> AnyFact:
    try:
        fields = msgspec.json.decode(stored, type=dict[str, object])
    except msgspec.DecodeError as error:
        raise LogError(f"fact {seq}: expected a fact as JSON: {error}") from error
    tag = str(fields.pop("fact", ""))
    if tag not in UPCASTS:
        raise LogError(_unreadable(tag, seq, reason)) from reason
    upcast = UPCASTS[tag]
    changed = upcast.change(fields) | {"fact": kind_of(upcast.to), "seq": seq}
    try:
        fact: AnyFact = msgspec.convert(changed, AnyFact)
    except msgspec.ValidationError as error:
        raise LogError(f"fact {seq}: {tag} cannot be brought up to date: {error}") from error
    return fact


def _unreadable(tag: str, seq: int, reason: Exception) -> str:
    if tag in KINDS.values():
        return f"fact {seq}: {tag} cannot be read: {reason}"
    return f"fact {seq}: this version knows no kind {tag!r}; a newer Pitboard may have written it"
