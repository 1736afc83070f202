"""The other pages as wire types: classification, entries, flags, grid, records, combined times."""

from __future__ import annotations

from pitboard.live.cells import driver_cell, driver_of
from pitboard.live.heading import class_heads, header, stage_of
from pitboard.live.naming import flag_name
from pitboard.model import facts as f
from pitboard.scoring.grid import starting_grid
from pitboard.scoring.state import SessionState
from pitboard.sessions.scored import Scored
from pitboard.times import format_time
from pitboard.wire.base import DriverCell
from pitboard.wire.board import Mode
from pitboard.wire.car import FlagBand
from pitboard.wire.grid import grid_line
from pitboard.wire.pages import (
    Classification,
    ClassificationRow,
    Entries,
    EntryLine,
    Flags,
    Grid,
    GridRow,
    RecordRow,
    Records,
)
from pitboard.wire.score import score_row


def classification(scored: Scored, *, now_us: int, seq: int, mode: Mode) -> Classification:
    """The result as it stands."""
    state = scored.state
    rows = []
    for row in scored.rows:
        car, printed = state.cars[row.entry_id], score_row(row, state)
        rows.append(
            ClassificationRow(
                entry_id=row.entry_id,
                car=row.car,
                car_class=row.car_class,
                position=row.position,
                class_position=row.class_position,
                team=car.entry.team,
                vehicle=car.entry.vehicle,
                tyres=car.entry.tyres,
                drivers=tuple(driver_cell(driver) for driver in car.entry.crew),
                laps=row.laps,
                time=printed.total_time or "",
                gap=row.text_first,
                interval=row.text_previous,
                best=printed.best_time,
                best_lap=printed.best_lap or None,
                kph=printed.speed_kph,
                status=row.status.value,
                notes=tuple(note.text for note in state.notes if note.entry_id == row.entry_id),
            )
        )
    issued = [fact for fact in state.issued if isinstance(fact, f.ResultIssued)]
    return Classification(
        seq=seq,
        stage=stage_of(state),
        version=issued[-1].version if issued else 0,
        header=header(scored, now_us, 1.0, mode),
        classes=class_heads(scored),
        rows=tuple(rows),
    )


def entries(scored: Scored, seq: int) -> Entries:
    """The entry list as it stands."""
    assigned: dict[str, list[str]] = {}
    for fact in scored.opened.facts:
        if isinstance(fact, f.TransponderAssigned):
            assigned.setdefault(fact.entry_id, []).append(fact.transponder)
    lines = []
    for car in scored.state.cars.values():
        entry, status = car.entry, car.status
        lines.append(
            EntryLine(
                entry_id=entry.entry_id,
                car=entry.number,
                car_class=entry.car_class,
                team=entry.team,
                vehicle=entry.vehicle,
                manufacturer=entry.manufacturer,
                tyres=entry.tyres,
                group=entry.group,
                crew=tuple(driver_cell(driver) for driver in entry.crew),
                transponders=tuple(dict.fromkeys([*entry.transponders, *assigned.get(entry.entry_id, [])])),
                withdrawn=isinstance(status, f.StatusRuled) and status.status == "withdrawn",
            )
        )
    return Entries(seq=seq, classes=class_heads(scored), entries=tuple(lines))


def flag_bands(state: SessionState, car_class: str = "") -> tuple[FlagBand, ...]:
    """The flags one after the other: of the whole course, or as one class saw them."""
    part = state.part_of_class.get(car_class, "")
    spans = [span for span in state.flags if not span.zone and span.part in ("", part)]
    bands = []
    for index, span in enumerate(spans):
        following = spans[index + 1] if index + 1 < len(spans) else None
        bands.append(
            FlagBand(
                flag=span.flag,
                name=flag_name(span.flag),
                from_us=span.from_us,
                to_us=following.from_us if following is not None else state.ended_us,
            )
        )
    return tuple(bands)


def flags(scored: Scored) -> Flags:
    """Every flag of the session."""
    return Flags(flags=flag_bands(scored.state))


def grid(scored: Scored, seq: int) -> Grid:
    """The starting grid that a qualifying sets."""
    line = grid_line(scored)
    places = {
        place.place: place for place in starting_grid(scored.state, scored.rows, scored.opened.rulebook)
    }
    drivers: dict[int, DriverCell | None] = {}
    for number, place in places.items():
        car = scored.state.cars[place.entry_id]
        drivers[number] = driver_of(car, car.best.driver_id) if car.best else None
    rows = tuple(
        GridRow(
            place=row.place,
            row=row.row,
            side=row.side,
            entry_id=places[row.place].entry_id,
            car=row.car,
            car_class=row.car_class,
            team=row.team,
            driver=drivers[row.place],
            best=row.best_time,
            gap=row.gap_to_class_pole,
            class_pole=row.class_pole,
            reason=row.reason,
            rule=row.rule,
            by_hand=bool(places[row.place].seqs),
        )
        for row in line.rows
    )
    name = scored.state.plan.name or scored.state.plan.session
    return Grid(
        seq=seq,
        title=f"Starting grid from {name}",
        standing=line.status,
        pole_side=line.pole_side,
        pole_side_source=line.pole_side_source,
        classes=class_heads(scored),
        rows=rows,
    )


def records(scored: Scored) -> Records:
    """What the package knows of this circuit."""
    from pitboard.bundled import poles as known_poles
    from pitboard.bundled import records as known_records

    circuit = scored.state.circuit
    if circuit.circuit_id != "daytona-road-course":
        return Records(circuit=circuit.name, rows=())
    rows = [
        RecordRow(
            kind=record.status.value,
            year=record.year,
            car_class=record.car_class,
            driver=record.driver,
            car=record.car or record.make,
            text=record.time,
            us=record.time_us,
            session_kind=record.kind.value,
            source=record.source,
        )
        for record in known_records.records()
    ]
    rows += [
        RecordRow(
            kind="pole",
            year=pole.year,
            car_class=pole.car_class,
            driver=", ".join(pole.drivers),
            car=pole.car or pole.make,
            text=format_time(pole.time_us),
            us=pole.time_us,
            session_kind=pole.basis.value,
            source=pole.source,
        )
        for pole in known_poles.class_poles()
        if pole.time_us is not None
    ]
    return Records(circuit=circuit.name, rows=tuple(rows))
