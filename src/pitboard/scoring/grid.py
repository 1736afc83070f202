"""The starting grid: groups, the order in them, and what moves a car.

Steps as in the rulebooks: group the cars, sort each group, apply drops in order of severity and decision, join the
groups, make rows. Every place says which rule or decision set it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from pitboard.model.entry import number_order
from pitboard.model.flags import Status
from pitboard.scoring.classification import Row
from pitboard.scoring.grid_drops import Slot, abandoned, dropped, time_us_of, withdrawn, without_time
from pitboard.scoring.state import SessionState
from pitboard.times import format_time

if TYPE_CHECKING:
    from pitboard.model.rulebook import Rulebook


class GridPlace(msgspec.Struct, frozen=True, kw_only=True):
    """One place on the grid.

    Attributes:
        place: from 1 over the whole grid.
        row: ceil(place / row size).
        side: `left` or `right` seen in driving direction; empty where the circuit's pole side is not known.
        entry_id, car, car_class: who stands there; the number of a slot left empty is skipped.
        reason: why, in one sentence.
        rule: the rulebook's key that set the place.
        group: number of the group, from 1.
        class_pole: the class's pole.
        best_us: time that counts [µs]; None without one.
        gap_to_class_pole_us: behind the class's pole [µs]; None without a time, and where times do not set the grid.
        from_pit_lane: starts from the pit lane.
        start: which of the starts the car takes, from 1; 1 for all without a split start.
        seqs: decisions that moved the car.
    """

    place: int
    row: int
    side: str
    entry_id: str
    car: str
    car_class: str
    reason: str
    rule: str
    group: int
    class_pole: bool
    best_us: int | None
    gap_to_class_pole_us: int | None
    from_pit_lane: bool
    start: int
    seqs: tuple[int, ...]


def starting_grid(
    state: SessionState,
    rows: Sequence[Row],
    rulebook: Rulebook,
    *,
    source_order: Sequence[str] | None = None,
    source: str = "",
    rule: str = "grid.source",
) -> tuple[GridPlace, ...]:
    """The grid that a session's classification gives.

    Args:
        state: of the session that sets the grid.
        rows: its classification.
        rulebook: with the event's overrides.
        source_order: entry ids in the order of what else sorts the groups (a qualifying race, the previous race,
            points); None for the classification itself.
        source: what that is, in words; empty for what the rulebook says.
        rule: the key that lets it set the grid.

    Returns:
        Every car that starts, front to back.
    """
    grid = rulebook.grid
    groups = _groups(rulebook, rows)
    words = source or grid.source.value.replace("_", " ")
    slots = _sorted(groups, rows, source_order, words, rule if source_order is not None else "grid.groups")
    by_time = source_order is None and not state.plan.kind.is_race
    if by_time:
        slots = without_time(slots, state, rulebook)
    slots, empty = withdrawn(slots, state, leave=grid.empty_slots.value == "leave_empty")
    slots = abandoned(slots, state, rulebook)
    slots = dropped(slots, state, rulebook, empty)
    poles = _poles(rows, slots, after_penalties=grid.class_pole.after_penalties.value)
    return _placed(slots, empty, state, poles, rulebook, by_time=by_time)


def _groups(rulebook: Rulebook, rows: Sequence[Row]) -> dict[str, int]:
    """Group of each class, from 1."""
    present = list(dict.fromkeys(row.car_class for row in rows))
    order = {car_class.code: car_class.order for car_class in rulebook.classes}
    present.sort(key=lambda code: order.get(code, len(order)))
    arranged = rulebook.grid.arranged.value
    if arranged == "overall":
        return dict.fromkeys(present, 1)
    blocks = [list(block) for block in rulebook.grid.groups.value] if arranged == "groups" else []
    blocks += [[code] for code in present if not any(code in block for block in blocks)]
    blocks = [block for block in blocks if any(code in present for code in block)]
    return {code: number for number, block in enumerate(blocks, 1) for code in block}


def _sorted(
    groups: dict[str, int], rows: Sequence[Row], source_order: Sequence[str] | None, source: str, rule: str
) -> list[Slot]:
    place = {entry_id: index for index, entry_id in enumerate(source_order or [row.entry_id for row in rows])}
    slots = []
    for row in rows:
        words, time_us = f"{_names(groups, row.car_class)}, by {source}", time_us_of(row)
        if time_us is not None and source_order is None and row.total_us is None:
            words += f": {format_time(time_us)}"
        elif source_order is not None and row.entry_id not in place:
            words += ", which does not name it"
        slots.append(Slot(row, groups[row.car_class], words, rule))
    return sorted(
        slots,
        key=lambda slot: (slot.group, place.get(slot.row.entry_id, len(place)), number_order(slot.row.car)),
    )


def _names(groups: dict[str, int], code: str) -> str:
    mates = [name for name, group in groups.items() if group == groups[code]]
    return f"group {groups[code]} ({', '.join(mates)})"


def _poles(rows: Sequence[Row], slots: list[Slot], *, after_penalties: bool) -> dict[str, Row]:
    poles: dict[str, Row] = {}
    for row in [slot.row for slot in slots] if after_penalties else rows:
        if time_us_of(row) is not None and row.status is Status.CLASSIFIED:
            poles.setdefault(row.car_class, row)
    return poles


def _placed(
    slots: list[Slot],
    empty: set[int],
    state: SessionState,
    poles: dict[str, Row],
    rulebook: Rulebook,
    *,
    by_time: bool,
) -> tuple[GridPlace, ...]:
    pole_side, row_size = state.pole_side or state.circuit.pole_side, rulebook.grid.row_size.value
    places = []
    place = 0
    for slot in slots:
        place += 1
        while place in empty:
            place += 1
        row, pole = slot.row, poles.get(slot.row.car_class)
        mine, fastest = time_us_of(row), None if pole is None else time_us_of(pole)
        places.append(
            GridPlace(
                place=place,
                row=-(-place // row_size),
                side=_side(place, pole_side, row_size) if not slot.pit_lane else "",
                entry_id=row.entry_id,
                car=row.car,
                car_class=row.car_class,
                reason=slot.reason,
                rule=slot.rule,
                group=slot.group,
                class_pole=pole is not None and pole.entry_id == row.entry_id,
                best_us=mine,
                gap_to_class_pole_us=mine - fastest
                if by_time and mine is not None and fastest is not None
                else None,
                from_pit_lane=slot.pit_lane,
                start=_start(row.car_class, rulebook),
                seqs=slot.seqs,
            )
        )
    return tuple(places)


def _start(car_class: str, rulebook: Rulebook) -> int:
    """Which of the starts a class takes: a class that no start names takes the last one."""
    starts = rulebook.grid.start.split.value
    found = [number for number, codes in enumerate(starts, 1) if car_class in codes]
    return found[0] if found else max(1, len(starts))


def _side(place: int, pole_side: str, row_size: int) -> str:
    if pole_side not in ("left", "right") or row_size != 2:
        return ""
    other = "right" if pole_side == "left" else "left"
    return pole_side if place % 2 else other
