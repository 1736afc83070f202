"""Where the first of a class are fast: each sector of their best laps against the best of them there."""

from __future__ import annotations

from typing import Any

import msgspec

from pitboard.analysis.drawing import WIDTH, ChartWords, altair, number_labels, styled
from pitboard.analysis.rows import class_rows, colour_of, label
from pitboard.scoring.measures import track_sectors
from pitboard.sessions.scored import Scored

CARS = 6
STEP = 21


class SectorBar(msgspec.Struct, frozen=True, kw_only=True):
    """One sector of a best lap.

    Attributes:
        car: `#31 Pipo Derani`.
        sector: from 1.
        behind_s: behind the best of these cars in this sector [s].
        text: the sector's time.
    """

    car: str
    sector: int
    behind_s: float
    text: str


def sector_bars(scored: Scored, code: str, words: ChartWords) -> list[SectorBar]:
    """The sectors of the best laps of the first cars; a lap without all its sectors is left out."""
    count = scored.state.circuit.sector_count
    times: list[tuple[str, dict[int, int]]] = []
    for row in class_rows(scored, code):
        if row.best is None:
            continue
        driven = dict(track_sectors(scored.state.cars[row.entry_id], row.best))
        if len(driven) == count:
            times.append((label(scored, row), driven))
    times = times[:CARS]
    best = {index: min(driven[index] for _, driven in times) for index in range(count)} if times else {}
    return [
        SectorBar(
            car=car,
            sector=index + 1,
            behind_s=(driven[index] - best[index]) / 1_000_000,
            text=words.time(driven[index]),
        )
        for car, driven in times
        for index in range(count)
    ]


def sector_chart(scored: Scored, code: str, words: ChartWords, title: str) -> dict[str, Any] | None:
    """The bars as Vega-Lite, a column a sector; None where fewer than two cars can be compared."""
    bars = sector_bars(scored, code, words)
    cars = list(dict.fromkeys(bar.car for bar in bars))
    if len(cars) < 2:
        return None
    alt = altair()
    sectors = sorted({bar.sector for bar in bars})
    widest = max(bar.behind_s for bar in bars)
    columns = []
    for sector in sectors:
        own = [msgspec.structs.asdict(bar) for bar in bars if bar.sector == sector]
        axis = alt.Axis(ticks=False, domain=False, labels=sector == sectors[0])
        base = alt.Chart(alt.Data(values=own)).encode(
            y=alt.Y("car:N", sort=cars, title=None, axis=axis),
            x=alt.X(
                "behind_s:Q",
                title=words.seconds,
                scale=alt.Scale(domain=[0, widest * 1.35 or 1]),
                axis=alt.Axis(tickCount=4, labelExpr=number_labels(words)),
            ),
        )
        drawn = base.mark_bar(color=colour_of(scored, code), height=13) + base.mark_text(
            align="left", baseline="middle", dx=4
        ).encode(text="text:N")
        width = (WIDTH - 190) // len(sectors)
        named = alt.TitleParams(f"{words.sector} {sector}", fontSize=12, offset=4)
        columns.append(drawn.properties(title=named, width=width, height=len(cars) * STEP))
    return styled(alt.hconcat(*columns, spacing=14).properties(title=title))
