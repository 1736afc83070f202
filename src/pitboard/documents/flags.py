"""Flags and neutralisations."""

from __future__ import annotations

from pitboard.documents import cells as c
from pitboard.documents.classification import neutral_table
from pitboard.documents.job import Job
from pitboard.documents.model import Body, Cell, Kind, Mark, Section, Table
from pitboard.scoring.measures import NEUTRAL, FlagPeriod, flag_periods


def build(job: Job) -> list[Body]:
    """Every flag with its start and end, then the neutralisations alone."""
    periods = flag_periods(job.scored.state)
    if not periods:
        return [Body(sections=(Section(lines=(job.words("say.no_flags"),)),))]
    columns = c.columns(
        job,
        ("flag", Kind.TEXT),
        ("zone", Kind.TEXT),
        ("part", Kind.TEXT),
        ("from", Kind.CLOCK),
        ("to", Kind.CLOCK),
        ("duration", Kind.TIME),
        ("laps_span", Kind.TEXT),
        ("bounds", Kind.TEXT),
    )
    rows = tuple(_row(job, period) for period in periods)
    sections = [Section(title=job.words("section.flags"), tables=(Table(columns=columns, rows=rows),))]
    neutral = neutral_table(job)
    if neutral.rows:
        sections.append(
            Section(
                title=neutral.title,
                tables=(Table(columns=neutral.columns, rows=neutral.rows, note=neutral.note),),
            )
        )
    return [Body(sections=tuple(sections))]


def _row(job: Job, period: FlagPeriod) -> tuple[Cell, ...]:
    bounds = ""
    if period.inferred and period.earliest_us is not None and period.latest_us is not None:
        first, last = (c.clock(us, job.zone).text for us in (period.earliest_us, period.latest_us))
        bounds = job.words("say.between", first=first, last=last)
    return (
        c.text(
            job.words.get(f"flag.{period.flag}", period.flag),
            Mark.STRONG if period.flag in NEUTRAL else Mark.NONE,
        ),
        c.text(period.zone),
        c.text(period.part),
        c.clock(period.from_us, job.zone),
        c.clock(period.to_us, job.zone),
        c.span(period.duration_us),
        c.lap_span(period.from_lap, period.to_lap),
        c.text(bounds),
    )
