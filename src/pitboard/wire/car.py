"""A car's page: laps, stints, best sectors, and why its position is what it is."""

from __future__ import annotations

from pitboard.wire.base import DriverCell, TimeCell, Wire


class LapRow(Wire, frozen=True, kw_only=True):
    """One lap.

    Attributes:
        lap: its number, from 1.
        time: the lap time.
        sectors: sector times.
        driver: who drove it; None where it is not known.
        at_us: when it ended, µs since 1970 UTC.
        clock: the same as time of day in the venue's zone.
        flag: flag at its end, empty where it is not known.
        kind: `lap`, `in`, `out` or `first`.
        pit_text: time in the pit lane, empty where there was none.
        top_speed: km/h as printed.
        position, class_position: at its end; None where there was none.
        counted: the time counts.
        why: why it does not count, or what was decided about it.
        seq: the passing that ended it; None where only a sheet tells of it.
    """

    lap: int
    time: TimeCell
    sectors: tuple[TimeCell, ...]
    driver: DriverCell | None
    at_us: int
    clock: str
    flag: str
    kind: str
    pit_text: str
    top_speed: str
    position: int | None
    class_position: int | None
    counted: bool
    why: str
    seq: int | None


class StintRow(Wire, frozen=True, kw_only=True):
    """A driver's stint.

    Attributes:
        driver: who.
        from_lap, to_lap: first and last lap.
        drive_us, drive_text: time in the car.
        best: best lap of the stint.
        average: average of clean laps as printed.
        limit: what the drive-time rules say of this driver, in words.
        limit_us: the longest a driver may drive in one go or in all, whichever comes first [µs]; None without a limit.
    """

    driver: DriverCell
    from_lap: int
    to_lap: int
    drive_us: int
    drive_text: str
    best: TimeCell
    average: str
    limit: str
    limit_us: int | None


class FlagBand(Wire, frozen=True, kw_only=True):
    """A time under one flag, for the bands behind a chart; `to_us` is None while it is shown."""

    flag: str
    name: str
    from_us: int
    to_us: int | None


class SectorBest(Wire, frozen=True, kw_only=True):
    """A sector's own best beside the best of the class."""

    sector: int
    own: TimeCell
    class_best: TimeCell
    class_car: str
    lost: str


class Step(Wire, frozen=True, kw_only=True):
    """One step of an explanation.

    Attributes:
        text: the sentence.
        rule, article, source: which rule says so, and where it is written; empty where none is needed.
        seqs: the facts it rests on.
    """

    text: str
    rule: str = ""
    article: str = ""
    source: str = ""
    seqs: tuple[int, ...] = ()


class Explanation(Wire, frozen=True, kw_only=True):
    """Why a number is what it is: `Why P4?`, the answer in one sentence, and the steps."""

    question: str
    answer: str
    steps: tuple[Step, ...]


class CarPage(Wire, frozen=True, kw_only=True):
    """Everything about one car in one session.

    Attributes:
        seq: the last fact that is in it.
        positions: class position at the end of each lap, from lap 1; None where there was none.
        best_sectors: the sum of best sectors, as printed.
    """

    seq: int
    entry_id: str
    car: str
    car_class: str
    team: str
    vehicle: str
    manufacturer: str
    tyres: str
    crew: tuple[DriverCell, ...]
    driver: DriverCell | None
    laps: tuple[LapRow, ...]
    stints: tuple[StintRow, ...]
    sectors: tuple[SectorBest, ...]
    best_sectors: str
    positions: tuple[int | None, ...]
    flags: tuple[FlagBand, ...]
    explain: Explanation
