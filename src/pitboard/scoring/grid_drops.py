"""What moves a car on the grid: no time, disallowed times, decisions; and cars that are withdrawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pitboard.model import facts as f
from pitboard.model.flags import Status
from pitboard.scoring.classification import Row
from pitboard.scoring.race_rules import stopped_for_good_us
from pitboard.scoring.state import PartState, SessionState

if TYPE_CHECKING:
    from pitboard.model.rulebook import Rulebook

PIT_LANE = "pit_lane"
CAUSES = {
    "driver_change": "another driver than qualified",
    "tyre_change": "other tyres than it qualified on",
    "no_session": "took no part in an official session",
    "times_disallowed": "qualifying times disallowed",
}
"""What a car did → in words; what it costs is `grid.penalty.<cause>` of the rulebook."""


class Slot:
    """A car while it is being placed."""

    __slots__ = ("behind_field", "group", "pit_lane", "reason", "row", "rule", "seqs")

    def __init__(self, row: Row, group: int, reason: str, rule: str) -> None:
        self.row = row
        self.group = group
        self.reason = reason
        self.rule = rule
        self.seqs: tuple[int, ...] = ()
        self.pit_lane = False
        self.behind_field = False


def time_us_of(row: Row) -> int | None:
    """The time that a row is sorted by: its best lap, or the mean of its drivers' where qualifying goes by that."""
    if "qualifying.mean_of_drivers.drivers" in row.rules:
        return row.mean_us
    return row.best.time_us if row.best is not None else None


def without_time(slots: list[Slot], state: SessionState, rulebook: Rulebook) -> list[Slot]:
    """Put cars without a time behind their class, group or the field, in the order that the grid has for them."""
    listed = {entry_id: index for index, entry_id in enumerate(state.cars)}
    untimed = [slot for slot in slots if time_us_of(slot.row) is None]
    if rulebook.grid.no_time_order.value == "entry_list":
        untimed.sort(key=lambda slot: listed[slot.row.entry_id])
    for slot in untimed:
        void = next((x for x in state.cars[slot.row.entry_id].rulings if isinstance(x, f.LapsVoided)), None)
        key = _why_untimed(slot.row, void)
        scope = getattr(rulebook.grid.penalty, key).value
        words = _UNTIMED[key]
        slot.reason, slot.rule = f"{words}: behind its {scope}", f"grid.penalty.{key}"
        slot.seqs = slot.seqs if void is None else (*slot.seqs, void.seq)
        if scope != "none":
            slots = _to_back(slots, slot, scope)
    return slots


_UNTIMED = {
    "no_time": "set no time",
    "times_disallowed": "its times were disallowed",
    "no_session": "took no part",
}


def _why_untimed(row: Row, void: f.LapsVoided | None) -> str:
    if void is not None:
        return "times_disallowed"
    return "no_session" if row.status is Status.NOT_STARTED else "no_time"


def _to_back(slots: list[Slot], slot: Slot, scope: str) -> list[Slot]:
    """Move a car behind all others of its class, its group or the field.

    Drops are made in the groups, before these are joined: who stands behind the field is nobody's mate any more, and
    comes forward by no milder drop.
    """
    if scope in ("field", PIT_LANE):
        slot.behind_field = True
        slot.pit_lane = slot.pit_lane or scope == PIT_LANE
        rest = [other for other in slots if other is not slot]
        return sorted([*rest, slot], key=lambda other: other.pit_lane)
    if slot.behind_field:
        return slots
    rest = [other for other in slots if other is not slot]
    at = [index for index, other in enumerate(rest) if _mates(slot, other, scope)]
    return _at(rest, slot, at[-1] + 1) if at else slots


def _mates(slot: Slot, other: Slot, scope: str) -> bool:
    if other.behind_field or other.group != slot.group:
        return False
    return scope == "group" or other.row.car_class == slot.row.car_class


def _at(rest: list[Slot], slot: Slot, index: int) -> list[Slot]:
    return [*rest[:index], slot, *rest[index:]]


def _places_lost(slots: list[Slot], slot: Slot, places: int) -> list[Slot]:
    """So many places further back, in its group: a group that starts behind it is not between them."""
    if slot.behind_field:
        return slots
    group = [index for index, other in enumerate(slots) if _mates(slot, other, "group") or other is slot]
    rest = [other for other in slots if other is not slot]
    return _at(rest, slot, min(slots.index(slot) + places, group[-1]))


def _decided(state: SessionState) -> list[f.GridPlaceRuled]:
    """Decisions on places: rulings on the grid, and penalties in grid places."""
    return [
        _as_ruling(fact) if isinstance(fact, f.PenaltyGiven) else fact
        for fact in state.decided
        if isinstance(fact, f.GridPlaceRuled) or (isinstance(fact, f.PenaltyGiven) and fact.kind == "grid")
    ]


def _as_ruling(fact: f.PenaltyGiven) -> f.GridPlaceRuled:
    what = fact.infraction.replace("_", " ") or f"penalty {fact.penalty}"
    return f.GridPlaceRuled(
        at_us=fact.at_us,
        seq=fact.seq,
        by=fact.by,
        why=f"{what}{f': {fact.why}' if fact.why else ''}",
        article=fact.article,
        entry_id=fact.entry_id,
        drop="places",
        places=fact.places,
    )


def withdrawn(slots: list[Slot], state: SessionState, *, leave: bool) -> tuple[list[Slot], set[int]]:
    """Take withdrawn cars off; with `leave` their places are left empty, and given back as numbers from 1."""
    gone = {fact.entry_id for fact in _decided(state) if fact.drop == "withdrawn"}
    gone |= {slot.row.entry_id for slot in slots if slot.row.status is Status.WITHDRAWN}
    empty = {index for index, slot in enumerate(slots, 1) if slot.row.entry_id in gone} if leave else set()
    return [slot for slot in slots if slot.row.entry_id not in gone], empty


def abandoned(slots: list[Slot], state: SessionState, rulebook: Rulebook) -> list[Slot]:
    """Who caused a red flag after which the session was not resumed, where the rulebook has more than lost laps for it."""
    cost = rulebook.qualifying.red_flag.if_abandoned.value
    if cost == "laps_lost":
        return slots
    scope = cost.removeprefix("back_of_")
    for fact in [fact for fact in state.decided if isinstance(fact, f.RedFlagCaused)]:
        slot = next((slot for slot in slots if slot.row.entry_id == fact.entry_id), None)
        if slot is not None and stopped_for_good_us(state, _part_of(slot.row, state, fact.at_us)) is not None:
            slot.reason = f"caused a red flag and the session was not resumed: behind its {scope}"
            slot.rule, slot.seqs = "qualifying.red_flag.if_abandoned", (*slot.seqs, fact.seq)
            slots = _to_back(slots, slot, scope)
    return slots


def _part_of(row: Row, state: SessionState, at_us: int) -> PartState | None:
    """The newest part of a car's class that had started then; None where the session has no parts for it."""
    found = [
        part
        for part in state.parts.values()
        if part.started_us <= at_us and (not part.classes or row.car_class in part.classes)
    ]
    return max(found, key=lambda part: part.started_us, default=None)


def dropped(slots: list[Slot], state: SessionState, rulebook: Rulebook, empty: set[int]) -> list[Slot]:
    """Apply the decisions on places: by the severity of the drop, then in the order in which they were taken.

    `empty` are the places that withdrawn cars left, which a place given by hand counts.
    """
    rulings = [fact for fact in _decided(state) if fact.drop != "withdrawn"]
    rulings.sort(key=lambda fact: _turn(fact, rulebook))
    for fact in rulings:
        slot = next((slot for slot in slots if slot.row.entry_id == fact.entry_id), None)
        if slot is None:
            continue
        drop, rule = _what(fact, rulebook)
        slots = _drop(slots, slot, drop, fact.places, empty)
        words = f": {fact.why}" if fact.why else ""
        slot.reason = f"{_drop_words(fact, drop)} by decision{words}"
        slot.rule = rule
        slot.seqs = (*slot.seqs, fact.seq)
    return slots


def _what(fact: f.GridPlaceRuled, rulebook: Rulebook) -> tuple[str, str]:
    """What a decision does to the place, and the key that says so; of a cause the rulebook has the consequence."""
    if fact.drop in CAUSES:
        return getattr(rulebook.grid.penalty, fact.drop).value, f"grid.penalty.{fact.drop}"
    if fact.drop == "places":
        return fact.drop, "grid.places_lost"
    return fact.drop, "grid.place_given" if fact.drop == "place" else "grid.drop_severity"


def _turn(fact: f.GridPlaceRuled, rulebook: Rulebook) -> int:
    grid = rulebook.grid
    drop, _ = _what(fact, rulebook)
    if drop == "places":
        return -1 if grid.places_lost.value == "before_drops" else 98
    if drop == "place":
        return -2 if grid.place_given.value == "before_drops" else 99
    severity: list[str] = list(grid.drop_severity.value)
    return severity.index(drop) if drop in severity else 50


def _drop(slots: list[Slot], slot: Slot, drop: str, places: int, empty: set[int]) -> list[Slot]:
    if drop == "places":
        return _places_lost(slots, slot, places)
    if drop == "place":
        filled = places - sum(place < places for place in empty)
        return _at([other for other in slots if other is not slot], slot, max(0, filled - 1))
    return slots if drop == "none" else _to_back(slots, slot, drop)


def _drop_words(fact: f.GridPlaceRuled, drop: str) -> str:
    if fact.drop == "places":
        return f"{fact.places} place{'s' if fact.places != 1 else ''} lost"
    if fact.drop == "place":
        return f"place {fact.places}"
    words = "starts from the pit lane" if drop == PIT_LANE else f"back of {drop}"
    words = "keeps its place" if drop == "none" else words
    return f"{CAUSES[fact.drop]}: {words}" if fact.drop in CAUSES else words
