"""Laps as facts: passings at each timing line, flags, driver changes, pit visits.

An official laps file holds durations; the facts hold instants. What is measured is taken as it is. What the file only
bounds (when a flag was shown, when a driver got in) carries its bounds and counts as inferred.
"""

from __future__ import annotations

import gc
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from pitboard.model.entry import driver_id_of
from pitboard.model.facts import (
    DriverChanged,
    Fact,
    FlagShown,
    Passing,
    PitVisitTimed,
    SessionStarted,
    order_key,
    with_seq,
)
from pitboard.model.flags import OFFICIAL_FLAGS, Flag
from pitboard.times import MILLISECOND_US, format_clock

if TYPE_CHECKING:
    import polars as pl

    from pitboard.sources.official_csv.laps import LapTable

Passings = tuple[list[int], list[str], list[str]]
"""Instants [µs], lines and cars of passings, in effective order."""


@contextmanager
def no_garbage_collection() -> Iterator[None]:
    """Facts hold no cycles; looking for some while a hundred thousand are made would cost a good part of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def lap_facts(table: LapTable, start_us: int, session: str) -> list[Fact]:
    """The facts of a laps file in effective order, `seq` from 1.

    Args:
        table: the checked file.
        start_us: the session's start, µs since 1970 UTC.
        session: id of the session.
    """
    with no_garbage_collection():
        return in_order(course_facts(table, start_us, session), passings_of(table.frame, start_us), session)


def course_facts(table: LapTable, start_us: int, session: str, notes: list[str] | None = None) -> list[Fact]:
    """Everything but the passings: the start, flags, driver changes, pit visits.

    `notes` gets a sentence for what the file leaves open; the rest is as in `lap_facts`.
    """
    return [
        SessionStarted(at_us=start_us, session=session, inferred=True),
        *flag_facts(table, start_us, session, notes),
        *driver_facts(table.frame, start_us, session),
        *pit_facts(table.frame, start_us, session),
    ]


def flag_facts(
    table: LapTable, start_us: int, session: str, notes: list[str] | None = None
) -> list[FlagShown]:
    """Flags as far as the crossings tell: each is first seen at a crossing, and was not yet shown at the one before.

    Two crossings of one millisecond under different flags cannot both be put right, since flags come before passings
    of the same instant: the new flag then holds for both, and a note says so. No file of the data has such a pair.
    """
    import polars as pl

    if not table.has_flags:
        return []
    seen = table.frame.lazy().filter(pl.col("FLAG_AT_FL").is_not_null()).select("end_us", "FLAG_AT_FL")
    crossings = seen.sort("end_us", maintain_order=True).collect()
    ends, codes = crossings["end_us"].to_list(), crossings["FLAG_AT_FL"].to_list()
    facts: list[FlagShown] = []
    current = ""
    index = 0
    while index < len(codes):
        if codes[index] == current:
            index += 1
            continue
        end_us = ends[index]
        first, stop = bisect_left(ends, end_us), bisect_right(ends, end_us)
        together = list(dict.fromkeys(codes[first:stop]))
        last_us = ends[first - 1] if first else None
        new = [code for code in together if code != current]
        facts += [_flag(OFFICIAL_FLAGS[code], end_us, last_us, start_us, session) for code in new]
        current, index = new[-1], stop
        if len(together) > 1 and notes is not None:
            clock = format_clock(table.start_clock_us + end_us)
            notes.append(
                f"{clock}: crossings of one millisecond under {' and '.join(together)}; {current} is taken"
            )
    return facts


def _flag(flag: Flag, end_us: int, last_us: int | None, start_us: int, session: str) -> FlagShown:
    # Green before anybody crossed was green from the start; any other first flag may have come later.
    at_us = 0 if last_us is None and flag is Flag.GREEN else end_us
    earliest_us = 0 if last_us is None else min(last_us + MILLISECOND_US, end_us)
    return FlagShown(
        at_us=start_us + at_us,
        session=session,
        flag=flag.value,
        earliest_us=start_us + earliest_us,
        latest_us=start_us + end_us,
        inferred=True,
    )


def driver_facts(frame: pl.DataFrame, start_us: int, session: str) -> list[DriverChanged]:
    """Who is in the car: the first driver from the start, later ones from the beginning of their first lap.

    The file names who was in the car when a lap ended. Of all instants of that lap the first possible one is taken,
    just after the crossing that began it, which was still the other driver's.
    """
    import polars as pl

    known = frame.filter(pl.col("DRIVER_NAME").is_not_null())
    other = pl.any_horizontal(pl.col(name) != pl.col(name).shift(1) for name in ("NUMBER", "DRIVER_NAME"))
    changed = known.filter(other.fill_null(value=True))
    columns = (changed[name].to_list() for name in ("NUMBER", "DRIVER_NAME", "begin_us", "end_us"))
    facts: list[DriverChanged] = []
    last_car = last_driver = ""
    for car, name, begin_us, end_us in zip(*columns, strict=True):
        driver = driver_id_of(name)
        first_us = begin_us + MILLISECOND_US
        if car != last_car:
            facts.append(DriverChanged(at_us=start_us, session=session, car=car, driver_id=driver))
        elif driver != last_driver:  # else the same person, spelled another way
            facts.append(
                DriverChanged(
                    at_us=start_us + first_us,
                    session=session,
                    car=car,
                    driver_id=driver,
                    earliest_us=start_us + first_us,
                    latest_us=start_us + end_us,
                )
            )
        last_car, last_driver = car, driver
    return facts


def pit_facts(frame: pl.DataFrame, start_us: int, session: str) -> list[PitVisitTimed]:
    """Lengths of visits to the pit lane, at the crossing that ends their lap; no file gives entry and exit."""
    import polars as pl

    timed = frame.filter(pl.col("PIT_TIME").is_not_null())
    columns = (timed[name].to_list() for name in ("NUMBER", "end_us", "PIT_TIME"))
    return [
        PitVisitTimed(at_us=start_us + end_us, session=session, car=car, duration_us=duration_us)
        for car, end_us, duration_us in zip(*columns, strict=True)
    ]


def passings_of(frame: pl.DataFrame, start_us: int) -> Passings:
    """All passings of a file."""
    import polars as pl

    laps = frame.lazy().select("NUMBER", "in_pit", "s1_us", "s2_us", "end_us")
    finish = pl.when("in_pit").then(pl.lit("finish_pit")).otherwise(pl.lit("finish"))
    lines = {"end_us": finish, "s1_us": pl.lit("s1"), "s2_us": pl.lit("s2")}
    crossings = [
        laps.select(
            (pl.col(name) + start_us).alias("at_us"), line.alias("line"), pl.col("NUMBER").alias("car")
        )
        for name, line in lines.items()
    ]
    ordered = (
        pl.concat(crossings).filter(pl.col("at_us").is_not_null()).sort("at_us", "line", "car").collect()
    )
    return ordered["at_us"].to_list(), ordered["line"].to_list(), ordered["car"].to_list()


def in_order(others: Sequence[Fact], passings: Passings, session: str) -> list[Fact]:
    """Passings and the few other facts in one list, in effective order, `seq` from 1."""
    instants, lines, cars = passings
    facts: list[Fact] = []
    done = 0
    for other in [*sorted(others, key=order_key), None]:
        end = len(instants) if other is None else _place(other, instants)
        facts += [
            Passing(at_us=at_us, session=session, seq=seq, car=car, line=line, source="file")
            for seq, (at_us, line, car) in enumerate(
                zip(instants[done:end], lines[done:end], cars[done:end], strict=True), start=len(facts) + 1
            )
        ]
        done = end
        if other is not None:
            facts.append(with_seq(other, len(facts) + 1))
    return facts


def _place(other: Fact, instants: list[int]) -> int:
    """How many passings come before a fact of another kind."""
    find = bisect_left if other.rank < Passing.rank else bisect_right
    return find(instants, other.at_us)
