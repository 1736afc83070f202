"""The starting grid as it is drawn: rows of two, staggered, the class's colour as a chip beside the number."""

from __future__ import annotations

from typing import Any

import msgspec

from pitboard.analysis.drawing import FAINT, WIDTH, ChartWords, altair, styled
from pitboard.analysis.rows import colour_of
from pitboard.scoring.grid import starting_grid
from pitboard.sessions.scored import Scored

ROW_PX = 34


class GridBox(msgspec.Struct, frozen=True, kw_only=True):
    """One place on the grid.

    Attributes:
        place: from 1.
        car, class_name: number and class.
        text: the qualifier with the time, or nothing.
        colour: of the class, on paper.
        across: 0 for the side of the pole, 1 for the other.
        along: from the front, in rows.
    """

    place: int
    car: str
    class_name: str
    text: str
    colour: str
    across: int
    along: float


def grid_boxes(scored: Scored, words: ChartWords) -> list[GridBox]:
    """The places that the session gives, by the rulebook."""
    best = {row.entry_id: row.best for row in scored.rows}
    names = {one.code: one.name for one in scored.opened.rulebook.classes}
    boxes = []
    for place in starting_grid(scored.state, scored.rows, scored.opened.rulebook):
        lap = best.get(place.entry_id)
        crew = scored.state.cars[place.entry_id].entry.crew
        name = next((one.name for one in crew if lap is not None and one.driver_id == lap.driver_id), "")
        time = words.time(place.best_us) if place.best_us is not None else ""
        boxes.append(
            GridBox(
                place=place.place,
                car=f"#{place.car}",
                class_name=names.get(place.car_class, place.car_class),
                text="  ".join(part for part in (name, time) if part),
                colour=colour_of(scored, place.car_class),
                across=(place.place - 1) % 2,
                along=(place.place - 1) / 2,
            )
        )
    return boxes


def grid_chart(scored: Scored, words: ChartWords, title: str) -> dict[str, Any] | None:
    """The grid as Vega-Lite, drawn with the pole on the left where the circuit's side is not known; None without one."""
    boxes = grid_boxes(scored, words)
    if not boxes:
        return None
    right = (scored.state.pole_side or scored.state.circuit.pole_side) == "right"
    alt = altair()
    columns = WIDTH * 0.56
    values = [
        {
            **msgspec.structs.asdict(box),
            "x": columns * (1 - box.across if right else box.across),
            "number": str(box.place),
        }
        for box in boxes
    ]
    height = (max(box.along for box in boxes) + 1) * ROW_PX
    base = alt.Chart(alt.Data(values=values)).encode(
        x=alt.X("x:Q", axis=None, scale=alt.Scale(domain=[0, 2 * columns], nice=False)),
        y=alt.Y(
            "along:Q",
            axis=None,
            scale=alt.Scale(domain=[-0.5, max(box.along for box in boxes) + 0.5], reverse=True, nice=False),
        ),
    )
    chip = base.mark_square(size=170, xOffset=34).encode(color=alt.Color("colour:N", scale=None))
    number = base.mark_text(align="right", baseline="middle", dx=22, color=FAINT).encode(text="number:N")
    car = base.mark_text(align="left", baseline="middle", dx=48, fontWeight=600, fontSize=12).encode(
        text="car:N"
    )
    code = base.mark_text(align="left", baseline="middle", dx=90, color=FAINT).encode(text="class_name:N")
    who = base.mark_text(align="left", baseline="middle", dx=146).encode(text="text:N")
    return styled(
        (chip + number + car + code + who).properties(title=title, width=2 * columns, height=height)
    )
