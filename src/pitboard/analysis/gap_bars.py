"""How far each car of a class is behind its first, as bars."""

from __future__ import annotations

from typing import Any

import msgspec

from pitboard.analysis.drawing import WIDTH, ChartWords, altair, number_labels, styled
from pitboard.analysis.rows import class_rows, colour_of, label
from pitboard.sessions.scored import Scored

STEP = 21
"""Height of a bar with its blank [px]."""


class GapBar(msgspec.Struct, frozen=True, kw_only=True):
    """One bar.

    Attributes:
        car: `#31 Pipo Derani`.
        gap_s: behind the first [s].
        text: beside the bar: the first's time, the others' gap.
    """

    car: str
    gap_s: float
    text: str


def gap_bars(scored: Scored, code: str, words: ChartWords) -> list[GapBar]:
    """The cars of a class with a time, or in a race those on the lap of its first: what is behind by laps has no bar."""
    bars = []
    for row in class_rows(scored, code):
        gap = row.class_gap_first
        first = row.class_position == 1
        best_us = row.best.time_us if row.best is not None else None
        figure_us = row.total_us if scored.state.plan.kind.is_race else best_us
        if figure_us is None or (not first and (gap is None or gap.laps or gap.time_us is None)):
            continue
        gap_us = 0 if first or gap is None or gap.time_us is None else gap.time_us
        text = words.time(figure_us) if first else words.gap(gap_us)
        bars.append(GapBar(car=label(scored, row), gap_s=gap_us / 1_000_000, text=text))
    return bars


def gap_chart(scored: Scored, code: str, words: ChartWords, title: str) -> dict[str, Any] | None:
    """The bars as Vega-Lite; None where fewer than two cars can be compared."""
    bars = gap_bars(scored, code, words)
    if len(bars) < 2:
        return None
    alt = altair()
    base = alt.Chart(alt.Data(values=[msgspec.structs.asdict(bar) for bar in bars])).encode(
        y=alt.Y("car:N", sort=None, title=None, axis=alt.Axis(ticks=False, domain=False)),
        x=alt.X(
            "gap_s:Q",
            title=words.seconds,
            scale=alt.Scale(domainMin=0, nice=True),
            axis=alt.Axis(labelExpr=number_labels(words)),
        ),
    )
    drawn = base.mark_bar(color=colour_of(scored, code), height=13) + base.mark_text(
        align="left", baseline="middle", dx=4
    ).encode(text="text:N")
    return styled(drawn.properties(title=title, width=WIDTH - 190, height=len(bars) * STEP))
