"""The drive-time sheet: laps and time of each driver in each car, as the laps at the line tell."""

from __future__ import annotations

from pitboard.documents import cells as c
from pitboard.documents.job import Job
from pitboard.documents.model import Body, Kind, Section, Table
from pitboard.scoring.measures import by_driver


def build(job: Job) -> list[Body]:
    """One table a class, cars in the order of the classification."""
    state = job.scored.state
    columns = c.columns(
        job,
        ("number", Kind.PLATE),
        ("driver", Kind.TEXT, 1.0),
        ("grade", Kind.TEXT),
        ("laps", Kind.COUNT),
        ("driven", Kind.TIME),
        ("in_pit_lane", Kind.TIME),
        ("on_track", Kind.TIME),
    )
    sections = []
    for one in job.classes:
        rows = []
        for row in job.scored.rows:
            if row.car_class != one.code:
                continue
            car = state.cars[row.entry_id]
            for measure in by_driver(car, state.sectors):
                driver = car.entry.driver(measure.driver_id)
                rows.append(
                    (
                        c.plate(car.entry),
                        c.text(c.driver_name(car.entry, measure.driver_id)),
                        c.text(driver.rating.value if driver is not None else ""),
                        c.count(measure.laps),
                        c.time(measure.driven_us),
                        c.time(measure.pit_us),
                        c.time(measure.on_track_us),
                    )
                )
        if rows:
            sections.append(Section(title=one.name, tables=(Table(columns=columns, rows=tuple(rows)),)))
    sections.insert(0, Section(lines=(job.words("say.drive_time_rule"),)))
    return [Body(sections=tuple(sections))]
