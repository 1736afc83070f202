"""Values that say where they are from.

A sporting rule is worth what its source is worth, so every number of a rulebook is a `Ruled`: the value, the keys of its
sources and how far they can be trusted. `explain`, `rulebook show` and the documents print all three.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Annotated, Any, ClassVar, Final, Generic, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, WithJsonSchema

from pitboard.times import HOUR_US, MINUTE_US, SECOND_US

T = TypeVar("T")


class Confidence(StrEnum):
    """How far a value can be trusted, best first."""

    PRIMARY = "primary"
    """Rule text or an official notice, quoted."""
    OFFICIAL = "official"
    """The series' own site or wire."""
    PRESS = "press"
    """Reported by the press."""
    INFERRED = "inferred"
    """Read off official timing files; the source says in how many cases."""
    UNKNOWN = "unknown"
    """No text seen that settles it; the value is a default to be checked."""
    HOUSE = "house"
    """Decided by whoever wrote the book: the club, or Pitboard."""


class Frozen(BaseModel):
    """What all parts of a rulebook share: nothing unknown, nothing coerced, nothing changed later."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", strict=True, protected_namespaces=(), defer_build=True
    )


# A dataclass, not a model: Pydantic makes a new class for every model of a generic, and there are sixty kinds of value.
@dataclass(frozen=True, kw_only=True)
class Ruled(Generic[T]):
    """A value with its source.

    Attributes:
        value: the rule.
        source: keys of the book's `sources`, comma-separated; words after a key are detail, such as `D 22/22`.
        confidence: how far the sources can be trusted.
        article: article of the regulations, as `explain` cites it; empty where it is not known.
        note: what a reader should know, such as why a value is uncertain.
    """

    value: T
    source: str
    confidence: Confidence
    article: str = ""
    note: str = ""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid", strict=True)

    @property
    def source_keys(self) -> tuple[str, ...]:
        """The keys alone, without detail.

        >>> Ruled[int](value=2, source="D 22/22, S34", confidence=Confidence.INFERRED).source_keys
        ('D', 'S34')
        """
        return tuple(part.split(maxsplit=1)[0] for part in self.source.split(",") if part.strip())


class Section(Frozen):
    """A table of a rulebook: its fields are `Ruled` values, tables, or tables by class, rating or name."""


_DURATION: Final = re.compile(
    r"(?P<hours>\d{1,3}):(?P<minutes>[0-5]\d):(?P<seconds>[0-5]\d)(?:\.(?P<fraction>\d{1,6}))?", re.ASCII
)


def parse_duration(value: object) -> object:
    """Read `h:mm:ss` as microseconds; a number is taken as it is.

    Raises:
        ValueError: a text of another shape.

    >>> parse_duration("4:30:00")
    16200000000
    """
    if not isinstance(value, str):
        return value
    found = _DURATION.fullmatch(value)
    if found is None:
        raise ValueError("expected a duration like '4:30:00' (hours, minutes, seconds)")
    hours, minutes, seconds, fraction = found.group("hours", "minutes", "seconds", "fraction")
    return (
        int(hours) * HOUR_US
        + int(minutes) * MINUTE_US
        + int(seconds) * SECOND_US
        + int((fraction or "0").ljust(6, "0"))
    )


def none_if_none(value: Any) -> Any:
    """TOML has no null: the word `none` is one."""
    return None if value == "none" else value


DurationUs = Annotated[
    int,
    BeforeValidator(parse_duration),
    WithJsonSchema(
        {
            "anyOf": [
                {"const": 0},
                {"type": "integer", "minimum": SECOND_US},
                {"type": "string", "pattern": r"^\d{1,3}:[0-5]\d:[0-5]\d(\.\d{1,6})?$"},
            ]
        }
    ),
]
"""A duration [µs]; in TOML `"4:30:00"` or a whole number of microseconds. `checks.bare_durations` refuses small bare numbers."""

# Files are checked when they are loaded (`checks`); a stored log must open whatever colour its book once had.
Colour = Annotated[str, WithJsonSchema({"type": "string", "pattern": "^#[0-9a-fA-F]{6}$"})]
"""A colour, `#rrggbb`."""


def exact_number(value: object) -> object:
    """A number as a decimal; what is none is left for Pydantic to refuse."""
    if isinstance(value, bool | None):
        return value
    try:
        return Decimal(str(value))
    except InvalidOperation:
        return value


Exact = Annotated[
    Decimal,
    BeforeValidator(exact_number),
    WithJsonSchema({"anyOf": [{"type": "number"}, {"type": "string"}]}),
]
"""A number with decimals that are kept exactly: 16.5 points, 0.70 of the distance."""

OrNone = BeforeValidator(none_if_none)
"""Marks a field that may be absent: `none` in TOML."""
