"""The ledgers of a session. Penalties are kept here; the others are empty until scoring works them out."""

from __future__ import annotations

from collections.abc import Callable

from pitboard.live.cells import car_ref
from pitboard.live.messages import car_words
from pitboard.model import facts as f
from pitboard.sessions.scored import Scored
from pitboard.wire.ledgers import Ledgers, PenaltyRow
from pitboard.wire.score import time_of_day, zone_of

_STAGES: dict[type[f.Fact], str] = {
    f.PenaltyGiven: "given",
    f.PenaltyServed: "served",
    f.PenaltyConverted: "converted",
}


def ledgers(scored: Scored, now_us: int, seq: int) -> Ledgers:
    """All ledgers as of an instant."""
    return Ledgers(
        seq=seq,
        now_us=now_us,
        drive_time=(),
        drive_time_note="drive time is not worked out by this server yet",
        penalties=penalties(scored),
        cautions=(),
        points=(),
        last_lap=None,
    )


def penalties(scored: Scored) -> tuple[PenaltyRow, ...]:
    """Every matter with its stages, in the order in which they came up."""
    state = scored.state
    zone = zone_of(state.circuit.zone)
    matters: dict[str, list[f.Decision]] = {}
    for fact in state.decided:
        penalty = getattr(fact, "penalty", None)
        if isinstance(penalty, str) and isinstance(fact, f.Decision):
            matters.setdefault(penalty, []).append(fact)
    return tuple(
        _row(scored, penalty, facts, lambda us: time_of_day(us, zone, decimals=0))
        for penalty, facts in matters.items()
    )


def _row(scored: Scored, penalty: str, facts: list[f.Decision], clock: Callable[[int], str]) -> PenaltyRow:
    last = facts[-1]
    car = scored.state.cars[last.entry_id]
    given = next((fact for fact in reversed(facts) if isinstance(fact, f.PenaltyGiven)), None)
    stage = _STAGES.get(type(last)) or str(getattr(last, "stage", "noted"))
    infraction = next((text for fact in facts if (text := getattr(fact, "infraction", ""))), "")
    laps_left = None
    if given is not None and last is given and given.serve_within_laps is not None:
        driven = sum(lap.end_us > given.at_us for lap in car.laps)
        laps_left = max(0, given.serve_within_laps - driven)
    return PenaltyRow(
        penalty=penalty,
        car=car_ref(car),
        stage=stage,
        kind=car_words(given).partition(" for ")[0].capitalize() if given is not None else "",
        infraction=infraction.replace("_", " "),
        article=next((fact.article for fact in reversed(facts) if fact.article), ""),
        laps_left=laps_left,
        measured="",
        effect="",
        history=tuple(
            f"{clock(fact.at_us)} {car_words(fact)}" + (f", {fact.by}" if fact.by else "") for fact in facts
        ),
        seqs=tuple(fact.seq for fact in facts),
    )
