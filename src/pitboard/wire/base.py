"""What every wire type shares, and the words that more than one view uses."""

from __future__ import annotations

from enum import StrEnum

import msgspec


class Wire(msgspec.Struct, frozen=True, kw_only=True):
    """A view's type. Every field is always sent: a viewer never guesses a default."""


class Mark(StrEnum):
    """What a time is worth. A board draws it as colour and glyph."""

    NONE = ""
    OWN_BEST = "own_best"
    CLASS_BEST = "class_best"
    """Best of the class in this session: purple ●."""
    OVERALL_BEST = "overall_best"
    """Best of all classes in this session: purple ◉."""


class CarState(StrEnum):
    """Where a car is, as a board writes it."""

    RUN = "RUN"
    """On track, on a timed lap."""
    OUT = "OUT"
    """On track, on the lap it left the pits on."""
    IN = "IN"
    """On track, coming to the pits."""
    PIT = "PIT"
    STOP = "STOP"
    """Overdue: it has missed its expected passing by the rulebook's margin."""
    RET = "RET"
    FIN = "FIN"
    NONE = ""
    """Not seen yet."""


class TimeCell(Wire, frozen=True, kw_only=True):
    """A lap or sector time.

    Attributes:
        us: duration [µs]; None where there is none.
        text: as sheets print it; empty where there is none.
        mark: what it is worth.
    """

    us: int | None = None
    text: str = ""
    mark: Mark = Mark.NONE


class Gap(Wire, frozen=True, kw_only=True):
    """A gap or interval: laps and time.

    Attributes:
        laps: whole laps behind.
        time_us: time behind [µs]; in a race measured at the end of the car's own last lap, in other sessions the
            difference of best laps; None where it is not known.
        text: as sheets print it: `+0.071`, `+2 Laps`; `–` for who leads, empty where there is none.
    """

    laps: int = 0
    time_us: int | None = None
    text: str = ""


class DriverCell(Wire, frozen=True, kw_only=True):
    """A driver as a board prints one.

    Attributes:
        driver_id: identity within the meeting.
        name: in full.
        short: `Derani P`.
        nation: three letters, empty where it is not known.
        rating: `P`, `G`, `S`, `B` or empty.
    """

    driver_id: str
    name: str
    short: str
    nation: str = ""
    rating: str = ""


class CarRef(Wire, frozen=True, kw_only=True):
    """A car named in a list.

    Attributes:
        entry_id: its entry.
        car: number as text.
        car_class: class code.
    """

    entry_id: str
    car: str
    car_class: str


class Problem(Wire, frozen=True, kw_only=True):
    """Why a request was refused, in the shape of RFC 9457.

    Attributes:
        status: HTTP status.
        title: kind of problem: `newer_fact`, `not_allowed`, `unknown_session`, `bad_command`, `too_many_attempts`, …
        detail: one sentence for the person who asked.
        seq: the fact that stands against it; None where none does.
    """

    status: int
    title: str
    detail: str
    seq: int | None = None
