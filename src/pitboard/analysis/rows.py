"""What charts read of a session: rows of a class, a car's label, colours of classes."""

from __future__ import annotations

from pitboard.scoring.classification import Row
from pitboard.scoring.state import Lap
from pitboard.sessions.scored import Scored

_FALLBACK = "#5f6368"


def class_rows(scored: Scored, code: str) -> list[Row]:
    """The placed rows of a class, first to last."""
    rows = [row for row in scored.rows if row.car_class == code and row.class_position is not None]
    return sorted(rows, key=lambda row: row.class_position or 0)


def colour_of(scored: Scored, code: str) -> str:
    """A class's colour on paper."""
    return next(
        (one.colour_on_paper for one in scored.opened.rulebook.classes if one.code == code), _FALLBACK
    )


def label(scored: Scored, row: Row) -> str:
    """`#31 Pipo Derani`: the number, and who set the best lap; in a race, and where nobody is named, the make."""
    car = scored.state.cars[row.entry_id]
    name = ""
    if row.best is not None and not scored.state.plan.kind.is_race:
        name = next((one.name for one in car.entry.crew if one.driver_id == row.best.driver_id), "")
    return f"#{row.car} {name or car.entry.manufacturer}".strip()


def laps_of(scored: Scored, row: Row) -> list[Lap]:
    """A car's laps in order."""
    return list(scored.state.cars[row.entry_id].laps)
