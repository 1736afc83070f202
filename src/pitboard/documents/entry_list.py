"""The entry list, class by class."""

from __future__ import annotations

from pitboard.documents import cells as c
from pitboard.documents.job import Job
from pitboard.documents.model import Body, Kind, Section, Table
from pitboard.model.entry import number_order


def build(job: Job) -> list[Body]:
    """One table a class, by number."""
    entries = sorted(
        (car.entry for car in job.scored.state.cars.values()), key=lambda entry: number_order(entry.number)
    )
    columns = c.columns(
        job,
        ("number", Kind.PLATE),
        ("team", Kind.TEXT, 1.4),
        ("vehicle", Kind.TEXT, 1.2),
        ("tyres", Kind.TEXT),
        ("drivers", Kind.TEXT, 3.0),
    )
    sections = []
    for one in job.classes:
        rows = tuple(
            (
                c.plate(entry),
                c.text(entry.team),
                c.text(c.vehicle(entry)),
                c.text(entry.tyres),
                c.text(c.crew_text(entry)),
            )
            for entry in entries
            if entry.car_class == one.code
        )
        title = job.words("say.class_entries", name=one.name, n=len(rows))
        sections.append(Section(title=title, tables=(Table(columns=columns, rows=rows),)))
    return [Body(sections=tuple(sections))]
