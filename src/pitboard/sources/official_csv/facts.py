"""Laps as facts: passings at each timing line, flags, driver changes, pit visits.

An official laps file holds durations; the facts hold instants. What the file only bounds (when a flag was shown, when
a driver got in) carries its bounds and counts as inferred.
"""

from __future__ import annotations

import gc
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from pitboard.model.entry import driver_id_of
from pitboard.model.facts import DriverChanged, Fact, FlagShown, Passing, PitVisitTimed, SessionStarted
from pitboard.model.flags import OFFICIAL_FLAGS, Flag
from pitboard.times import MILLISECOND_US

if TYPE_CHECKING:
    from pitboard.sources.official_csv.laps import LapTable


def lap_facts(table: LapTable, start_us: int, session: str) -> list[Fact]:
    """The facts of a laps file, car by car; `seq` is not set.

    Args:
        table: the checked file.
        start_us: the session's start, µs since 1970 UTC.
        session: id of the session.
    """
    paused = gc.isenabled()
    gc.disable()
    try:
        return [
            SessionStarted(at_us=start_us, session=session, inferred=True),
            *flag_facts(table, start_us, session),
            *_car_facts(table, start_us, session),
        ]
    finally:
        if paused:
            gc.enable()


def _car_facts(table: LapTable, start_us: int, session: str) -> list[Fact]:
    names = ("NUMBER", "DRIVER_NAME", "in_pit", "begin_us", "end_us", "s1_us", "s2_us", "PIT_TIME")
    columns = [table.frame[name].to_list() for name in names]
    ids = {name: driver_id_of(name or "") for name in set(columns[1])}
    facts: list[Fact] = []
    add = facts.append
    last_car = last_driver = None
    for car, name, in_pit, begin_us, end_us, s1_us, s2_us, pit_us in zip(*columns, strict=True):
        if car != last_car or name != last_driver:
            if name:
                add(_driver(car, ids[name], begin_us, end_us, start_us, session, first=car != last_car))
            last_car, last_driver = car, name
        if s1_us is not None:
            add(Passing(at_us=start_us + s1_us, session=session, car=car, line="s1", source="file"))
        if s2_us is not None:
            add(Passing(at_us=start_us + s2_us, session=session, car=car, line="s2", source="file"))
        at_us = start_us + end_us
        if pit_us is not None:
            add(PitVisitTimed(at_us=at_us, session=session, car=car, duration_us=pit_us))
        add(Passing(at_us=at_us, session=session, car=car, line="finish_pit" if in_pit else "finish", source="file"))
    return facts


def _driver(
    car: str, driver_id: str, begin_us: int, end_us: int, start_us: int, session: str, *, first: bool
) -> DriverChanged:
    # The file names who was in the car when a lap ended. He got in at some instant of that lap: the first possible one
    # is taken, just after the crossing that began it, which was still the other driver's.
    if first:
        return DriverChanged(at_us=start_us, session=session, car=car, driver_id=driver_id)
    earliest_us = start_us + begin_us + MILLISECOND_US
    return DriverChanged(
        at_us=earliest_us,
        session=session,
        car=car,
        driver_id=driver_id,
        earliest_us=earliest_us,
        latest_us=start_us + end_us,
    )


def flag_facts(table: LapTable, start_us: int, session: str) -> list[FlagShown]:
    """Flags as far as the crossings tell: each is first seen at a crossing, and was not yet shown at the one before."""
    if not table.has_flags:
        return []
    pairs = sorted(
        (end_us, code) for end_us, code in zip(table.frame["end_us"], table.frame["FLAG_AT_FL"], strict=True) if code
    )
    facts: list[FlagShown] = []
    last_code, last_us = "", 0
    for end_us, code in _steady(pairs):
        if code != last_code:
            flag = OFFICIAL_FLAGS[code]
            at_us = end_us if last_code or flag is not Flag.GREEN else 0
            facts.append(
                FlagShown(
                    at_us=start_us + at_us,
                    session=session,
                    flag=flag.value,
                    earliest_us=start_us + (last_us + MILLISECOND_US if last_code else 0),
                    latest_us=start_us + end_us,
                    inferred=True,
                )
            )
            last_code = code
        last_us = end_us
    return facts


def _steady(pairs: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """Crossings of one millisecond under two flags: those under the flag that was shown already come first."""
    steady: list[tuple[int, str]] = []
    index = 0
    while index < len(pairs):
        stop = index
        while stop < len(pairs) and pairs[stop][0] == pairs[index][0]:
            stop += 1
        before = steady[-1][1] if steady else ""
        steady += sorted(pairs[index:stop], key=lambda pair: pair[1] != before)
        index = stop
    return steady


