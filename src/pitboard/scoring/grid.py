"""The starting grid: groups, the order in them, and what moves a car.

Steps as in the rulebooks: group the cars, sort each group, apply drops in order of severity and decision, join the
groups, make rows. Every place says which rule or decision set it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from pitboard.model import facts as f
from pitboard.model.entry import number_order
from pitboard.model.flags import Status
from pitboard.scoring.classification import Row
from pitboard.scoring.race_rules import stopped_for_good_us
from pitboard.scoring.state import SessionState
from pitboard.times import format_time

if TYPE_CHECKING:
    from pitboard.model.rulebook import Rulebook

PIT_LANE = "pit_lane"


class GridPlace(msgspec.Struct, frozen=True, kw_only=True):
    """One place on the grid.

    Attributes:
        place: from 1 over the whole grid.
        row: ceil(place / row size).
        side: `left` or `right` seen in driving direction; empty where the circuit's pole side is not known.
        entry_id, car, car_class: who stands there; an empty `entry_id` is a slot left empty.
        reason: why, in one sentence.
        rule: the rulebook's key that set the place.
        group: number of the group, from 1.
        class_pole: the class's pole.
        best_us: time that counts [µs]; None without one.
        gap_to_class_pole_us: behind the class's pole [µs]; None without a time.
        from_pit_lane: starts from the pit lane.
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
    seqs: tuple[int, ...]


class _Slot:
    """A car while it is being placed."""

    __slots__ = ("group", "pit_lane", "reason", "row", "rule", "seqs")

    def __init__(self, row: Row, group: int, reason: str, rule: str) -> None:
        self.row = row
        self.group = group
        self.reason = reason
        self.rule = rule
        self.seqs: tuple[int, ...] = ()
        self.pit_lane = False


def starting_grid(
    state: SessionState, rows: Sequence[Row], rulebook: Rulebook, *, source_order: Sequence[str] | None = None
) -> tuple[GridPlace, ...]:
    """The grid that a session's classification gives.

    Args:
        state: of the session that sets the grid.
        rows: its classification.
        rulebook: with the event's overrides.
        source_order: entry ids in the order of what else sorts the groups (a qualifying race, the previous race,
            points); None for the classification itself.

    Returns:
        Every car that starts, front to back.
    """
    grid = rulebook.grid
    groups = _groups(rulebook, rows)
    slots = _sorted(groups, rows, rulebook, source_order)
    slots = _without_time(slots, rulebook)
    slots, empty = _withdrawn(slots, state, leave=grid.empty_slots.value == "leave_empty")
    slots = _abandoned(slots, state, rulebook)
    slots = _dropped(slots, state, rulebook)
    poles = _poles(rows, slots, after_penalties=grid.class_pole.after_penalties.value)
    return _placed(slots, empty, state, poles, grid.row_size.value)


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
    groups: dict[str, int], rows: Sequence[Row], rulebook: Rulebook, source_order: Sequence[str] | None
) -> list[_Slot]:
    place = {entry_id: index for index, entry_id in enumerate(source_order or [row.entry_id for row in rows])}
    slots = []
    for row in rows:
        rule = "grid.source" if source_order is not None else "grid.groups"
        words = f"{_names(groups, row.car_class)}, by {rulebook.grid.source.value.replace('_', ' ')}"
        if row.best is not None and source_order is None:
            words += f": {format_time(row.best.time_us)}"
        slots.append(_Slot(row, groups[row.car_class], words, rule))
    return sorted(
        slots,
        key=lambda slot: (slot.group, place.get(slot.row.entry_id, len(place)), number_order(slot.row.car)),
    )


def _names(groups: dict[str, int], code: str) -> str:
    mates = [name for name, group in groups.items() if group == groups[code]]
    return f"group {groups[code]} ({', '.join(mates)})"


def _without_time(slots: list[_Slot], rulebook: Rulebook) -> list[_Slot]:
    scope = rulebook.grid.penalty.no_time.value
    for slot in [slot for slot in slots if slot.row.best is None]:
        slot.reason, slot.rule = f"set no time: behind its {scope}", "grid.penalty.no_time"
        if scope != "none":
            slots = _to_back(slots, slot, scope)
    return slots


def _to_back(slots: list[_Slot], slot: _Slot, scope: str) -> list[_Slot]:
    """Move a car behind all others of its class, its group or the field."""
    rest = [other for other in slots if other is not slot]
    behind = [
        index
        for index, other in enumerate(rest)
        if scope in ("field", PIT_LANE)
        or (scope == "group" and other.group == slot.group)
        or (scope == "class" and other.row.car_class == slot.row.car_class)
    ]
    at = behind[-1] + 1 if behind else slots.index(slot)
    return [*rest[:at], slot, *rest[at:]]


def _decided(state: SessionState) -> list[f.GridPlaceRuled]:
    return [fact for fact in state.decided if isinstance(fact, f.GridPlaceRuled)]


def _withdrawn(slots: list[_Slot], state: SessionState, *, leave: bool) -> tuple[list[_Slot], set[int]]:
    gone = {fact.entry_id for fact in _decided(state) if fact.drop == "withdrawn"}
    gone |= {slot.row.entry_id for slot in slots if slot.row.status in (Status.WITHDRAWN, Status.NOT_STARTED)}
    empty = {index for index, slot in enumerate(slots, 1) if slot.row.entry_id in gone} if leave else set()
    return [slot for slot in slots if slot.row.entry_id not in gone], empty


def _abandoned(slots: list[_Slot], state: SessionState, rulebook: Rulebook) -> list[_Slot]:
    """Who caused a red flag after which the session was not resumed, where the rulebook has more than lost laps for it."""
    cost = rulebook.qualifying.red_flag.if_abandoned.value
    if cost == "laps_lost" or stopped_for_good_us(state) is None:
        return slots
    scope = cost.removeprefix("back_of_")
    for fact in [fact for fact in state.decided if isinstance(fact, f.RedFlagCaused)]:
        slot = next((slot for slot in slots if slot.row.entry_id == fact.entry_id), None)
        if slot is not None:
            slot.reason = f"caused a red flag and the session was not resumed: behind its {scope}"
            slot.rule, slot.seqs = "qualifying.red_flag.if_abandoned", (*slot.seqs, fact.seq)
            slots = _to_back(slots, slot, scope)
    return slots


def _dropped(slots: list[_Slot], state: SessionState, rulebook: Rulebook) -> list[_Slot]:
    severity: dict[str, int] = {drop: index for index, drop in enumerate(rulebook.grid.drop_severity.value)}
    rulings = [fact for fact in _decided(state) if fact.drop != "withdrawn"]
    # Places lost come first, a place given by hand last: what a steward writes down is what stands.
    rulings.sort(
        key=lambda fact: (
            -1 if fact.drop == "places" else 99 if fact.drop == "place" else severity.get(fact.drop, 50)
        )
    )
    for fact in rulings:
        slot = next((slot for slot in slots if slot.row.entry_id == fact.entry_id), None)
        if slot is None:
            continue
        slots = _drop(slots, slot, fact)
        words = f": {fact.why}" if fact.why else ""
        slot.reason = f"{_drop_words(fact)} by decision{words}"
        slot.rule = fact.article or f"grid.drop.{fact.drop}"
        slot.seqs = (*slot.seqs, fact.seq)
    return slots


def _drop(slots: list[_Slot], slot: _Slot, fact: f.GridPlaceRuled) -> list[_Slot]:
    if fact.drop in ("places", "place"):
        rest = [other for other in slots if other is not slot]
        at = slots.index(slot) + fact.places if fact.drop == "places" else fact.places - 1
        at = max(0, min(at, len(rest)))
        return [*rest[:at], slot, *rest[at:]]
    slot.pit_lane = slot.pit_lane or fact.drop == PIT_LANE
    return _to_back(slots, slot, fact.drop)


def _drop_words(fact: f.GridPlaceRuled) -> str:
    if fact.drop == "places":
        return f"{fact.places} place{'s' if fact.places != 1 else ''} lost"
    if fact.drop == "place":
        return f"place {fact.places}"
    return "starts from the pit lane" if fact.drop == PIT_LANE else f"back of {fact.drop}"


def _poles(rows: Sequence[Row], slots: list[_Slot], *, after_penalties: bool) -> dict[str, Row]:
    poles: dict[str, Row] = {}
    for row in [slot.row for slot in slots] if after_penalties else rows:
        if row.best is not None and row.status is Status.CLASSIFIED:
            poles.setdefault(row.car_class, row)
    return poles


def _placed(
    slots: list[_Slot], empty: set[int], state: SessionState, poles: dict[str, Row], row_size: int
) -> tuple[GridPlace, ...]:
    pole_side = state.pole_side or state.circuit.pole_side
    places = []
    place = 0
    for slot in slots:
        place += 1
        while place in empty:
            place += 1
        row, pole = slot.row, poles.get(slot.row.car_class)
        timed = row.best is not None and pole is not None and pole.best is not None
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
                best_us=row.best.time_us if row.best else None,
                gap_to_class_pole_us=row.best.time_us - pole.best.time_us
                if timed and row.best and pole and pole.best
                else None,
                from_pit_lane=slot.pit_lane,
                seqs=slot.seqs,
            )
        )
    return tuple(places)


def _side(place: int, pole_side: str, row_size: int) -> str:
    if pole_side not in ("left", "right") or row_size != 2:
        return ""
    other = "right" if pole_side == "left" else "left"
    return pole_side if place % 2 else other
