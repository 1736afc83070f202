"""Who led at the line, overall and in each class."""

from __future__ import annotations

from pitboard.documents import cells as c
from pitboard.documents.job import Job
from pitboard.documents.model import Body, Kind, Section, Table
from pitboard.scoring.measures import LeadSpan, lap_chart, leaders


def build(job: Job) -> list[Body]:
    """The sequence overall, then of each class."""
    state = job.scored.state
    sections = [Section(title=job.words("say.overall"), tables=(_table(job, leaders(lap_chart(state))),))]
    if len(job.classes) > 1:
        sections += [
            Section(title=one.name, tables=(_table(job, leaders(lap_chart(state, one.code))),))
            for one in job.classes
        ]
    return [Body(sections=tuple(section for section in sections if section.tables[0].rows))]


def _table(job: Job, spans: tuple[LeadSpan, ...]) -> Table:
    columns = c.columns(
        job,
        ("from_lap", Kind.COUNT),
        ("to_lap", Kind.COUNT),
        ("laps_led", Kind.COUNT),
        ("number", Kind.PLATE),
        ("driver", Kind.TEXT, 1.2),
        ("team", Kind.TEXT, 1.2),
        ("at", Kind.CLOCK),
    )
    rows = []
    for span in spans:
        entry = job.scored.state.cars[span.entry_id].entry
        rows.append(
            (
                c.count(span.from_lap),
                c.count(span.to_lap),
                c.count(span.laps),
                c.plate(entry),
                c.text(c.driver_name(entry, span.driver_id)),
                c.text(entry.team),
                c.clock(span.from_us, job.zone, decimals=3),
            )
        )
    return Table(columns=columns, rows=tuple(rows))
