"""Circuits: their timing lines and what depends on the place."""

from __future__ import annotations

from enum import StrEnum

import msgspec


class LineKind(StrEnum):
    """What a crossing of a timing line means.

    A car that crosses the finish line's extension in the pit lane completes a lap too: `FINISH_PIT`.
    """

    FINISH = "finish"
    FINISH_PIT = "finish_pit"
    INTERMEDIATE = "intermediate"
    PIT_IN = "pit_in"
    PIT_OUT = "pit_out"
    SPEED = "speed"


class TimingLine(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One loop in the ground.

    Attributes:
        line: its name in facts, such as `finish`, `s1`, `s2`, `finish_pit`, `pit_in`, `pit_out`.
        kind: what a crossing means.
        ends_sector: number of the sector that ends here, from 1; 0 where none does.
        distance_m: from the finish line along the lap [m]; None where it is not known.
    """

    line: str
    kind: LineKind
    ends_sector: int = 0
    distance_m: float | None = None


STANDARD_LINES = (
    TimingLine(line="finish", kind=LineKind.FINISH, ends_sector=3),
    TimingLine(line="finish_pit", kind=LineKind.FINISH_PIT, ends_sector=3),
    TimingLine(line="s1", kind=LineKind.INTERMEDIATE, ends_sector=1),
    TimingLine(line="s2", kind=LineKind.INTERMEDIATE, ends_sector=2),
    TimingLine(line="pit_in", kind=LineKind.PIT_IN),
    TimingLine(line="pit_out", kind=LineKind.PIT_OUT),
)
"""Three sectors and a pit lane: what official files in Al Kamel form describe."""


class Circuit(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A circuit in one layout.

    Attributes:
        circuit_id: short name, such as `daytona-road-course`.
        name: as documents print it.
        length_m: lap length [m]; None where it is not known.
        zone: IANA time zone; None where it is not known, then times of day are UTC and say so.
        lines: timing lines.
        layout_revision: which layout records belong to.
        pole_side: `left` or `right` seen in driving direction; empty where no source says.
        pole_side_source: where the pole side is from.
    """

    circuit_id: str = ""
    name: str = ""
    length_m: float | None = None
    zone: str | None = None
    lines: tuple[TimingLine, ...] = STANDARD_LINES
    layout_revision: str = ""
    pole_side: str = ""
    pole_side_source: str = ""

    @property
    def sector_count(self) -> int:
        """How many sectors a lap has."""
        return max((line.ends_sector for line in self.lines), default=1) or 1
