"""What the ladder of the rulebook asks for where a matter was noted: proposed to race control, never given by itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pitboard.live.cells import car_ref
from pitboard.scoring.ladder import next_step
from pitboard.scoring.penalties import Penalty, kind_words, penalties
from pitboard.sessions.scored import Scored
from pitboard.times import SECOND_US
from pitboard.wire.desk import Remedy, WorkItem

_GIVEN = (
    "warning",
    "drive_through",
    "stop",
    "time",
    "laps",
    "grid",
    "back_of_class",
    "exclusion",
    "points",
    "fine",
)
"""Steps that are a penalty of their own; a lap deletion needs the lap, which a person names."""


def ladder_items(scored: Scored, now_us: int) -> Iterator[WorkItem]:
    """One item for each matter that was noted or is under investigation and that the rulebook knows."""
    state, book = scored.state, scored.opened.rulebook
    race = state.plan.kind.is_race
    for one in penalties(state, scored.options.penalties):
        known = book.penalties.infractions.get(one.infraction)
        if one.stage not in ("noted", "investigation") or known is None:
            continue
        car = state.cars[one.entry_id]
        step, number, key = next_step(book, car, one.infraction, race=race)
        asked = "nothing" if step is None else kind_words(step.kind, step.stop_s * SECOND_US).lower()
        case = {1: "first", 2: "second", 3: "third"}.get(number, f"{number}th")
        text = f"#{car.car} {known.name.value}: {case} case in this session, the rulebook asks for {asked} [{key}]"
        remedies = [] if step is None else _give(one, step, now_us)
        yield WorkItem(
            id=f"ladder-{one.penalty}",
            kind="penalty_noted",
            urgency="soon",
            text=text,
            at_us=one.history[-1][0],
            seq=one.seqs[-1],
            car=car_ref(car),
            due_us=None,
            remedies=(*remedies, _no_action(one, now_us)),
        )


def _give(one: Penalty, step: Any, now_us: int) -> list[Remedy]:
    common = {"entry_id": one.entry_id, "at_us": now_us}
    if step.kind == "times_disallowed":
        fact = {"fact": "laps_voided", **common, "reason": one.infraction}
        return [Remedy(label="Times disallowed", fact=fact)]
    if step.kind not in _GIVEN:
        return []
    fact = {
        "fact": "penalty_given",
        **common,
        "penalty": one.penalty,
        "kind": step.kind,
        "infraction": one.infraction,
        "stop_us": step.stop_s * SECOND_US,
        "time_us": step.time_s * SECOND_US,
        "laps": step.laps,
        "places": step.places,
    }
    return [Remedy(label=f"Give: {kind_words(step.kind, step.stop_s * SECOND_US)}", fact=fact)]


def _no_action(one: Penalty, now_us: int) -> Remedy:
    fact = {
        "fact": "penalty_noted",
        "entry_id": one.entry_id,
        "at_us": now_us,
        "penalty": one.penalty,
        "infraction": one.infraction,
        "stage": "no_action",
    }
    return Remedy(label="No further action", fact=fact)
