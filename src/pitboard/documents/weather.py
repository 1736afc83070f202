"""Weather: what the station measured, in SI units."""

from __future__ import annotations

from pitboard.documents import cells as c
from pitboard.documents.job import Job
from pitboard.documents.model import Body, Cell, Kind, Section, Table


def build(job: Job) -> list[Body]:
    """Every row of the station."""
    measured = job.scored.state.weather
    if not measured:
        return [Body(sections=(Section(lines=(job.words("say.no_weather"),)),))]
    columns = c.columns(
        job,
        ("clock", Kind.CLOCK),
        ("air", Kind.NUMBER),
        ("track", Kind.NUMBER),
        ("humidity", Kind.NUMBER),
        ("pressure", Kind.NUMBER),
        ("wind", Kind.NUMBER),
        ("wind_from", Kind.NUMBER),
        ("rain", Kind.TEXT, 1.0),
    )
    rows = tuple(
        (
            c.clock(one.at_us, job.zone),
            _figure(one.air_c),
            _figure(one.track_c),
            _figure(one.humidity_percent, 0),
            _figure(one.pressure_hpa),
            _figure(one.wind_m_s),
            _figure(one.wind_from_deg, 0),
            c.EMPTY if one.rain is None else c.text(job.words("say.rain" if one.rain else "say.dry")),
        )
        for one in measured
    )
    return [Body(sections=(Section(tables=(Table(columns=columns, rows=rows),)),))]


def _figure(value: float | None, decimals: int = 1) -> Cell:
    return c.EMPTY if value is None else Cell(f"{value:.{decimals}f}", value)
