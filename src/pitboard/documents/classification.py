"""The classification, overall and by class, with everything that a provisional one has to say."""

from __future__ import annotations

from pitboard.bundled.note_texts import note_text
from pitboard.documents import cells as c
from pitboard.documents.changes import changed_table
from pitboard.documents.job import LIVE, Job
from pitboard.documents.model import Body, Cell, Column, Kind, Layout, Mark, Section, Table
from pitboard.documents.rulings import deleted_table, investigation_table, penalty_table
from pitboard.model.entry import Entry
from pitboard.model.flags import Status
from pitboard.scoring.classification import Row, by_class
from pitboard.scoring.measures import neutralisations
from pitboard.wire.score import speed_kph


def overall(job: Job) -> list[Body]:
    """All cars in one table, then what belongs to the result."""
    placed = tuple(row for row in job.scored.rows if row.status is Status.CLASSIFIED)
    sections = [
        Section(tables=(classification_table(job, placed, overall=True),)),
        *_without_a_place(job),
        *_tail(job),
    ]
    return [Body(sections=tuple(sections), landscape=True, size_pt=7.5)]


def _without_a_place(job: Job) -> list[Section]:
    """A section for each status that has no place: not classified, disqualified, not started, withdrawn."""
    sections = []
    for status in Status:
        rows = tuple(row for row in job.scored.rows if row.status is status)
        if rows and status is not Status.CLASSIFIED:
            title = job.words(f"section.{status.value}")
            sections.append(Section(title=title, tables=(classification_table(job, rows, overall=True),)))
    return sections


def of_classes(job: Job) -> list[Body]:
    """A table for each class."""
    rows = by_class(job.scored.rows)
    sections = [
        Section(
            title=one.name,
            tables=(classification_table(job, tuple(rows[one.code]), overall=False),),
        )
        for one in job.classes
        if one.code in rows
    ]
    return [Body(sections=(*sections, *_tail(job)), landscape=True, size_pt=7.5)]


def classification_table(job: Job, rows: tuple[Row, ...], *, overall: bool) -> Table:
    """The rows of the engine as a table."""
    places: tuple[tuple[str, Kind], ...] = (
        (("position", Kind.COUNT),) if overall else (("class_position", Kind.COUNT),)
    )
    own = (("number", Kind.PLATE), *((("class", Kind.TEXT),) if overall else ()))
    in_class = (("class_position", Kind.COUNT),) if overall else (("position", Kind.COUNT),)
    who: tuple[tuple[str, Kind, float], ...] = (
        ("drivers", Kind.TEXT, 3.0),
        ("team", Kind.TEXT, 1.7),
        ("vehicle", Kind.TEXT, 1.5),
    )
    result: tuple[tuple[str, Kind], ...]
    if job.race:
        result = (
            ("laps", Kind.COUNT),
            ("total", Kind.TIME),
            ("gap", Kind.TIME),
            ("interval", Kind.TIME),
            ("class_gap", Kind.TIME),
            ("best", Kind.TIME),
            ("best_lap", Kind.COUNT),
            ("kph", Kind.NUMBER),
        )
    else:
        result = (
            ("best", Kind.TIME),
            ("best_lap", Kind.COUNT),
            ("laps", Kind.COUNT),
            ("gap", Kind.TIME),
            ("interval", Kind.TIME),
            ("class_gap", Kind.TIME),
            ("kph", Kind.NUMBER),
        )
    columns = c.columns(job, *places, *own, *in_class, *who, *result)
    return Table(columns=columns, rows=tuple(_row(job, row, columns) for row in rows))


def _row(job: Job, row: Row, columns: tuple[Column, ...]) -> tuple[Cell, ...]:
    entry = job.scored.state.cars[row.entry_id].entry
    made = {**_place_cells(job, row, entry), **_time_cells(job, row)}
    return tuple(made[column.key] for column in columns)


def _place_cells(job: Job, row: Row, entry: Entry) -> dict[str, Cell]:
    status = "" if row.status is Status.CLASSIFIED else job.words(f"short_status.{row.status.value}")
    return {
        "position": c.count(row.position, Mark.STRONG) if row.position else c.text(status),
        "class_position": c.count(row.class_position) if row.class_position else c.text(status),
        "number": c.plate(entry, row.car),
        "class": c.text(job.class_name(row.car_class)),
        "drivers": c.text(c.crew_text(entry)),
        "team": c.text(entry.team),
        "vehicle": c.text(c.vehicle(entry)),
    }


def _time_cells(job: Job, row: Row) -> dict[str, Cell]:
    best = row.best
    leads = row.class_position == 1 and (job.race or best is not None)
    fastest = best is not None and best is _fastest(job).get(row.car_class)
    mark = Mark.STRUCK if row.entry_id in job.disqualified else Mark.BEST if fastest else Mark.NONE
    return {
        "laps": c.count(row.laps),
        "total": c.time(row.total_us),
        "gap": c.gap(job, row.gap_first, official=row.text_first),
        "interval": c.gap(job, row.gap_previous, official=row.text_previous),
        "class_gap": c.gap(job, row.class_gap_first, leads=leads),
        "best": c.time(best.time_us if best else None, mark),
        "best_lap": c.count(best.number if best else None),
        "kph": c.text(speed_kph(job.scored.state.circuit.length_m, best.time_us) if best else ""),
    }


def _fastest(job: Job) -> dict[str, object]:
    """The fastest lap of each class; of equal laps the earlier one. A disqualified car's lap is struck."""
    rows = [row for row in job.scored.rows if row.best is not None and row.entry_id not in job.disqualified]
    rows.sort(key=lambda row: (row.best.time_us, row.best.end_us) if row.best else (0, 0))
    fastest: dict[str, object] = {}
    for row in rows:
        fastest.setdefault(row.car_class, row.best)
    return fastest


# ---- what belongs to the result ------------------------------------------------------------------------------------


def _tail(job: Job) -> list[Section]:
    tables = [
        _fastest_table(job),
        neutral_table(job),
        penalty_table(job),
        investigation_table(job),
        deleted_table(job),
        changed_table(job),
        _notes_table(job),
    ]
    sections = [
        Section(title=table.title, tables=(_untitled(table),), keep=True) for table in tables if table.rows
    ]
    if not any(job.scored.state.decided):
        sections.append(Section(lines=(job.words("say.no_decisions"),)))
    if job.stage != LIVE:
        sections.append(Section(tables=(signatures(job),), keep=True))
    return sections


def _untitled(table: Table) -> Table:
    return Table(columns=table.columns, rows=table.rows, note=table.note, layout=table.layout)


def _fastest_table(job: Job) -> Table:
    rows = []
    fastest = _fastest(job)
    by_code = {row.car_class: row for row in job.scored.rows if row.best is fastest.get(row.car_class, 0)}
    for one in job.classes:
        row = by_code.get(one.code)
        if row is None or row.best is None:
            continue
        entry = job.scored.state.cars[row.entry_id].entry
        rows.append(
            (
                c.text(one.name),
                c.plate(entry, row.car),
                c.text(c.driver_name(entry, row.best.driver_id)),
                c.time(row.best.time_us),
                c.count(row.best.number),
                c.text(speed_kph(job.scored.state.circuit.length_m, row.best.time_us)),
                c.clock(row.best.end_us, job.zone),
            )
        )
    columns = c.columns(
        job,
        ("class", Kind.TEXT),
        ("number", Kind.PLATE),
        ("driver", Kind.TEXT),
        ("best", Kind.TIME),
        ("best_lap", Kind.COUNT),
        ("kph", Kind.NUMBER),
        ("at", Kind.CLOCK),
    )
    return Table(title=job.words("section.fastest"), columns=columns, rows=tuple(rows))


def neutral_table(job: Job) -> Table:
    """The periods in which the session was neutralised or stopped."""
    columns = c.columns(
        job,
        ("flag", Kind.TEXT),
        ("from", Kind.CLOCK),
        ("to", Kind.CLOCK),
        ("duration", Kind.TIME),
        ("laps_span", Kind.TEXT),
    )
    rows = tuple(
        (
            c.text(job.words.get(f"flag.{period.flag}", period.flag)),
            c.clock(period.from_us, job.zone),
            c.clock(period.to_us, job.zone),
            c.span(period.duration_us),
            c.lap_span(period.from_lap, period.to_lap),
        )
        for period in neutralisations(job.scored.state)
    )
    inferred = any(period.inferred for period in neutralisations(job.scored.state))
    note = job.words("say.inferred_flags") if inferred else ""
    return Table(title=job.words("section.neutralisations"), columns=columns, rows=rows, note=note)


def _notes_table(job: Job) -> Table:
    rows = []
    for note in job.scored.state.notes:
        car = job.scored.state.cars.get(note.entry_id)
        rows.append(
            (
                c.plate(car.entry) if car is not None else c.EMPTY,
                c.text(note_text(note.text, job.words.language)),
                c.text(note.source),
            )
        )
    columns = c.columns(job, ("number", Kind.PLATE), ("note", Kind.TEXT, 2.0), ("source", Kind.TEXT, 1.5))
    return Table(title=job.words("section.notes"), columns=columns, rows=tuple(rows))


def signatures(job: Job) -> Table:
    """Lines for the timekeeper and the race director."""
    columns = c.columns(job, "role", "name", "time_of_signing", "signature")
    rows = tuple(
        (c.text(job.words.get(f"role.{role}", role)), c.EMPTY, c.EMPTY, c.EMPTY)
        for role in job.club.signatures
    )
    return Table(columns=columns, rows=rows, layout=Layout.SIGN)
