"""How the lap times of the first of a class went, lap by lap."""

from __future__ import annotations

from typing import Any

import msgspec

from pitboard.analysis.drawing import SERIES, WIDTH, ChartWords, altair, styled
from pitboard.analysis.rows import class_rows, label, laps_of
from pitboard.sessions.scored import Scored

SHOWN = 1.07
"""Laps up to this much of the class's best: in-laps, out-laps and neutralised ones tell of no pace."""
HEIGHT = 320
CROWD = 60
"""More points than this are drawn small."""


class LapPoint(msgspec.Struct, frozen=True, kw_only=True):
    """One lap: the car's label, its number, its time [s]."""

    car: str
    lap: int
    time_s: float


def lap_points(scored: Scored, code: str, *, cars: int = len(SERIES)) -> list[LapPoint]:
    """The laps of the first cars of a class that show pace."""
    rows = [row for row in class_rows(scored, code) if row.best is not None]
    if not rows:
        return []
    limit_us = min(row.best.time_us for row in rows if row.best is not None) * SHOWN
    return [
        LapPoint(car=label(scored, row), lap=lap.number, time_s=lap.time_us / 1_000_000)
        for row in rows[:cars]
        for lap in laps_of(scored, row)
        if lap.time_us <= limit_us
    ]


def lap_time_chart(scored: Scored, code: str, words: ChartWords, title: str) -> dict[str, Any] | None:
    """The laps as lines with Vega-Lite; None where no car has two of them."""
    points = lap_points(scored, code)
    cars = list(dict.fromkeys(point.car for point in points))
    if len(points) <= len(cars):
        return None
    alt = altair()
    clock = "floor(datum.value / 60) + ':' + format(datum.value % 60, '04.1f')"
    if words.decimal != ".":
        clock = f"replace({clock}, '.', '{words.decimal}')"
    base = alt.Chart(alt.Data(values=[msgspec.structs.asdict(point) for point in points])).encode(
        x=alt.X("lap:Q", title=words.lap, axis=alt.Axis(tickMinStep=1, format="d")),
        y=alt.Y("time_s:Q", title=None, scale=alt.Scale(zero=False), axis=alt.Axis(labelExpr=clock)),
    )
    crowded = len(points) > CROWD
    scale = alt.Scale(domain=cars, range=list(SERIES[: len(cars)]))
    legend = alt.Legend(orient="bottom", columns=3, symbolSize=70, title=None)
    marked = alt.OverlayMarkDef(filled=True, opacity=1, size=12 if crowded else 60)
    drawn = base.mark_line(strokeWidth=1 if crowded else 1.6, point=marked).encode(
        color=alt.Color("car:N", scale=scale, legend=legend),
        shape=alt.Shape("car:N", scale=alt.Scale(domain=cars), legend=legend),
    )
    return styled(drawn.properties(title=title, width=WIDTH - 60, height=HEIGHT))
