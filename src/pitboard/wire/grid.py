"""What `pitboard grid --json` prints and the Grid page shows."""

from __future__ import annotations

import msgspec

from pitboard.model.entry import Entry
from pitboard.scoring.gaps import Gap, official_text
from pitboard.scoring.grid import GridPlace, starting_grid
from pitboard.sessions.grid_source import GridSource
from pitboard.sessions.scored import Scored
from pitboard.times import format_time

BY_RULEBOOK = "by the rulebook, not yet corrected by a steward"
CORRECTED = "by the rulebook and {count} decision{s}"


class GridLineRow(msgspec.Struct, frozen=True, kw_only=True):
    """One place; texts are empty and figures null where there is nothing."""

    place: int
    row: int
    side: str
    car: str
    car_class: str
    reason: str
    rule: str
    class_pole: bool
    from_pit_lane: bool
    start: int
    best_time: str
    gap_to_class_pole: str
    gap_to_class_pole_us: int | None
    driver: str
    team: str
    vehicle: str
    nation: str | None


class GridLine(msgspec.Struct, frozen=True, kw_only=True):
    """The starting grid.

    Attributes:
        status: whose work it is: the rulebook's alone, or corrected by decisions.
        source: what ordered the groups: this session, or what else was given.
        missing: what the rulebook takes the grid from and was not given; empty where nothing is missing.
        pole_side: `left`, `right` or empty where no source says.
    """

    session: str
    rulebook: str
    status: str
    source: str
    missing: str
    pole_side: str
    pole_side_source: str
    rows: tuple[GridLineRow, ...]


def grid_line(scored: Scored, source: GridSource | None = None) -> GridLine:
    """The grid of a scored session.

    Args:
        scored: the session, with the entry list.
        source: what else sets the grid (the race before, a qualifying race, points); None for the session's own result.
    """
    places = grid_places(scored, source)
    decisions = len({seq for place in places for seq in place.seqs})
    circuit = scored.state.circuit
    side = scored.state.pole_side
    return GridLine(
        session=scored.opened.name,
        rulebook=scored.opened.rulebook.id,
        status=CORRECTED.format(count=decisions, s="" if decisions == 1 else "s")
        if decisions
        else BY_RULEBOOK,
        source=source.words if source is not None else scored.opened.name,
        missing=_missing(scored, given=source is not None),
        pole_side=side or circuit.pole_side,
        pole_side_source="set by hand" if side else circuit.pole_side_source,
        rows=tuple(_row(place, scored) for place in places),
    )


def grid_places(scored: Scored, source: GridSource | None = None) -> tuple[GridPlace, ...]:
    """The places, as `grid_line` prints them."""
    book = scored.opened.rulebook
    if source is None:
        return starting_grid(scored.state, scored.rows, book)
    return starting_grid(
        scored.state, scored.rows, book, source_order=source.order, source=source.words, rule=source.rule
    )


def _missing(scored: Scored, *, given: bool) -> str:
    """What the rulebook asks for and nobody gave, such as a qualifying race where the session is qualifying."""
    wanted = scored.opened.rulebook.grid.source.value
    kind = scored.state.plan.kind
    own = {"qualifying": kind.value == "qualifying", "qualifying_race": kind.is_race}
    if given or own.get(wanted, False):
        return ""
    return f"the rulebook takes the grid from {wanted.replace('_', ' ')}"


def _row(place: GridPlace, scored: Scored) -> GridLineRow:
    entry: Entry = scored.state.cars[place.entry_id].entry
    best = next(row.best for row in scored.rows if row.entry_id == place.entry_id)
    driver = entry.driver(best.driver_id) if best else None
    gap = place.gap_to_class_pole_us
    return GridLineRow(
        place=place.place,
        row=place.row,
        side=place.side,
        car=place.car,
        car_class=place.car_class,
        reason=place.reason,
        rule=place.rule,
        class_pole=place.class_pole,
        from_pit_lane=place.from_pit_lane,
        start=place.start,
        best_time=format_time(place.best_us) if place.best_us is not None else "",
        gap_to_class_pole="-" if place.class_pole else official_text(Gap(0, gap)) if gap is not None else "",
        gap_to_class_pole_us=gap,
        driver=driver.name if driver else "",
        team=entry.team,
        vehicle=entry.vehicle,
        nation=driver.nation if driver else None,
    )
