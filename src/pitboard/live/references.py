"""Laps to compare with in qualifying (track record, last edition's pole), and battles in a race."""

from __future__ import annotations

from datetime import date
from functools import cache

from pitboard.live.cells import car_ref
from pitboard.live.heading import local_date
from pitboard.scoring.classification import Row, by_class
from pitboard.sessions.scored import Scored
from pitboard.times import SECOND_US, format_time
from pitboard.wire.board import Battle, Reference

BATTLE_US = 2 * SECOND_US


def references(scored: Scored) -> tuple[Reference, ...]:
    """The record and last year's poles, where the session is a qualifying at a circuit that the package knows."""
    state = scored.state
    when = state.started_us if state.started_us is not None else state.plan.scheduled_us
    daytona = state.circuit.circuit_id == "daytona-road-course" or "daytona" in state.circuit.name.lower()
    if state.plan.kind.value != "qualifying" or not daytona or when is None:
        return ()
    classes = tuple(c.code for c in scored.opened.rulebook.classes)
    return _daytona(local_date(when, state.circuit.zone).date(), classes)


@cache
def _daytona(day: date, classes: tuple[str, ...]) -> tuple[Reference, ...]:
    from pitboard.bundled.poles import PoleMeaning, class_pole, years_covered
    from pitboard.bundled.records import RecordKind, track_record

    found = []
    record = track_record(RecordKind.QUALIFYING, day)
    if record is not None and classes:
        who = f"{record.driver.rpartition(' ')[2]}, {record.make}, {record.year}"
        found.append(
            Reference(
                kind="record",
                car_class=classes[0],
                us=record.time_us,
                text=record.time,
                label=f"record {record.time} {who}",
                source=record.source,
            )
        )
    first, last = years_covered()
    for code in classes if first <= day.year - 1 <= last else ():
        pole = class_pole(day.year - 1, code, PoleMeaning.FASTEST_IN_QUALIFYING)
        if pole is not None and pole.time_us is not None:
            who = ", ".join(name.rpartition(" ")[2] for name in pole.drivers) or f"#{pole.car}"
            found.append(
                Reference(
                    kind="last_pole",
                    car_class=code,
                    us=pole.time_us,
                    text=pole.time,
                    label=f"pole {pole.year} {pole.time} {who}, {pole.make}",
                    source=pole.source,
                )
            )
    return tuple(found)


def battles(scored: Scored) -> tuple[Battle, ...]:
    """Cars of one class within two seconds of each other, in a race."""
    if not scored.state.plan.kind.is_race:
        return ()
    found: list[Battle] = []
    for code, rows in by_class(scored.rows).items():
        group: list[Row] = []
        for row in rows:
            gap = row.class_gap_previous
            if (
                group
                and gap is not None
                and not gap.laps
                and gap.time_us is not None
                and 0 <= gap.time_us < BATTLE_US
            ):
                group.append(row)
                continue
            found += _battle(scored, code, group)
            group = [row] if row.class_position is not None and row.laps else []
        found += _battle(scored, code, group)
    return tuple(found)


def _battle(scored: Scored, code: str, group: list[Row]) -> list[Battle]:
    if len(group) < 2:
        return []
    span = sum((row.class_gap_previous.time_us or 0) for row in group[1:] if row.class_gap_previous)
    places = f"P{group[0].class_position}–P{group[-1].class_position}"
    cars = tuple(car_ref(scored.state.cars[row.entry_id]) for row in group)
    gap = format_time(span)
    text = f"{places} in {code}: {', '.join('#' + car.car for car in cars)} within {gap}"
    return [Battle(car_class=code, places=places, cars=cars, gap=gap, text=text)]
