"""What moves a car on the grid: no time, disallowed times, decisions; and cars that are withdrawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pitboard.model import facts as f
from pitboard.model.flags import Status
from pitboard.scoring.classification import Row
from pitboard.scoring.race_rules import stopped_for_good_us
from pitboard.scoring.state import SessionState

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

    __slots__ = ("group", "pit_lane", "reason", "row", "rule", "seqs")

    def __init__(self, row: Row, group: int, reason: str, rule: str) -> None:
        self.row = row
        self.group = group
        self.reason = reason
        self.rule = rule
        self.seqs: tuple[int, ...] = ()
        self.pit_lane = False


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
        key = "no_time" if void is None else "times_disallowed"
        scope = getattr(rulebook.grid.penalty, key).value
        words = "set no time" if void is None else "its times were disallowed"
        slot.reason, slot.rule = f"{words}: behind its {scope}", f"grid.penalty.{key}"
        slot.seqs = slot.seqs if void is None else (*slot.seqs, void.seq)
        if scope != "none":
            slots = _to_back(slots, slot, scope)
    return slots


def _to_back(slots: list[Slot], slot: Slot, scope: str) -> list[Slot]:
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
    gone |= {slot.row.entry_id for slot in slots if slot.row.status in (Status.WITHDRAWN, Status.NOT_STARTED)}
    empty = {index for index, slot in enumerate(slots, 1) if slot.row.entry_id in gone} if leave else set()
    return [slot for slot in slots if slot.row.entry_id not in gone], empty


def abandoned(slots: list[Slot], state: SessionState, rulebook: Rulebook) -> list[Slot]:
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


def dropped(slots: list[Slot], state: SessionState, rulebook: Rulebook) -> list[Slot]:
    """Apply the decisions on places: by the severity of the drop, then in the order in which they were taken."""
    rulings = [fact for fact in _decided(state) if fact.drop != "withdrawn"]
    rulings.sort(key=lambda fact: _turn(fact, rulebook))
    for fact in rulings:
        slot = next((slot for slot in slots if slot.row.entry_id == fact.entry_id), None)
        if slot is None:
            continue
        drop, rule = _what(fact, rulebook)
        slots = _drop(slots, slot, drop, fact.places)
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


def _drop(slots: list[Slot], slot: Slot, drop: str, places: int) -> list[Slot]:
    if drop in ("places", "place"):
        rest = [other for other in slots if other is not slot]
        at = slots.index(slot) + places if drop == "places" else places - 1
        at = max(0, min(at, len(rest)))
        return [*rest[:at], slot, *rest[at:]]
    slot.pit_lane = slot.pit_lane or drop == PIT_LANE
    return slots if drop == "none" else _to_back(slots, slot, drop)


def _drop_words(fact: f.GridPlaceRuled, drop: str) -> str:
    if fact.drop == "places":
        return f"{fact.places} place{'s' if fact.places != 1 else ''} lost"
    if fact.drop == "place":
        return f"place {fact.places}"
    words = "starts from the pit lane" if drop == PIT_LANE else f"back of {drop}"
    words = "keeps its place" if drop == "none" else words
    return f"{CAUSES[fact.drop]}: {words}" if fact.drop in CAUSES else words
