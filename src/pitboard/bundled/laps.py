"""Laps of the bundled tables as facts: passings, driver changes and pit visits."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

import msgspec

from pitboard.bundled.tables import field, optional, read_rows
from pitboard.errors import Fault, SourceError
from pitboard.model.entry import Entry
from pitboard.model.facts import DriverChanged, Passing, PitVisitTimed
from pitboard.times import parse_time

LapFact = Passing | DriverChanged | PitVisitTimed


class Lap(msgspec.Struct, frozen=True, kw_only=True):
    """A completed lap as the table holds it; durations [µs].

    Attributes:
        car: number.
        lap: its number, from 1.
        driver: place in the crew of who was in the car at the line, from 1.
        lap_us: crossing to crossing; lap 1 runs from the session's start.
        sectors_us: the three sectors; None where a loop missed the car.
        in_pit: the line was crossed in the pit lane.
        pit_us: time in the pit lane before this lap's run; on lap 1 from the session's start to the pit exit.
        elapsed_us: session's start to the crossing.
    """

    car: str
    lap: int
    driver: int
    lap_us: int
    sectors_us: tuple[int | None, int | None, int | None]
    in_pit: bool
    pit_us: int | None
    elapsed_us: int


def read_laps(folder: str) -> tuple[Lap, ...]:
    """The laps of a session, by car and lap.

    Raises:
        SourceError: a field that cannot be read, or a lap that does not follow from the one before.
    """
    where, duration = f"{folder}/laps.csv", optional(parse_time)
    laps: list[Lap] = []
    for line, row in read_rows(folder, "laps.csv"):
        sectors_us = tuple(field(where, line, row, column, duration) for column in ("s1", "s2", "s3"))
        lap = Lap(
            car=row["car"],
            lap=field(where, line, row, "lap", int),
            driver=field(where, line, row, "driver", int),
            lap_us=field(where, line, row, "lap_time", parse_time),
            sectors_us=(sectors_us[0], sectors_us[1], sectors_us[2]),
            in_pit=row["in_pit"] == "yes",
            pit_us=field(where, line, row, "pit_time", duration),
            elapsed_us=field(where, line, row, "elapsed", parse_time),
        )
        before_us = laps[-1].elapsed_us if laps and laps[-1].car == lap.car else 0
        if lap.elapsed_us != before_us + lap.lap_us:
            raise SourceError(Fault(where, line, "elapsed", "the sum of the car's laps", row["elapsed"]))
        laps.append(lap)
    return tuple(laps)


def lap_facts(
    laps: tuple[Lap, ...], entries: dict[str, Entry], start_us: int, session: str
) -> Iterator[LapFact]:
    """Passings at each timing line, driver changes and pit visits, car by car."""
    for car, run in groupby(laps, key=lambda lap: lap.car):
        begun_us, driver = start_us, 0
        for lap in run:
            ended_us = start_us + lap.elapsed_us
            if lap.driver != driver:
                driver = lap.driver
                driver_id = entries[car].crew[driver - 1].driver_id
                yield DriverChanged(at_us=begun_us, session=session, car=car, driver_id=driver_id)
            if lap.pit_us is not None:
                yield PitVisitTimed(at_us=ended_us, session=session, car=car, duration_us=lap.pit_us)
            first_us, second_us, _third_us = lap.sectors_us
            if first_us is not None:
                yield Passing(at_us=begun_us + first_us, session=session, car=car, line="s1", source="file")
                if second_us is not None:
                    at_us = begun_us + first_us + second_us
                    yield Passing(at_us=at_us, session=session, car=car, line="s2", source="file")
            line = "finish_pit" if lap.in_pit else "finish"
            yield Passing(at_us=ended_us, session=session, car=car, line=line, source="file")
            begun_us = ended_us
