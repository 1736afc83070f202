"""One car of a session folded again, and put in its place in the state."""

from __future__ import annotations

from pitboard.model.circuit import Circuit
from pitboard.model.meeting import Meeting, Session
from pitboard.scoring.apply import fold
from pitboard.scoring.effective import in_order
from pitboard.scoring.ledger import Key, Ledger
from pitboard.scoring.rules import Rules
from pitboard.scoring.state import SessionState, WorkItem

Origin = tuple[Session, Circuit | None, Meeting | None]
"""What a session began with."""

_QUIET = ("issued", "messages", "notes", "weather")


def splice(
    state: SessionState, owner: str, ledger: Ledger, rules: Rules, origin: Origin, *, until: Key | None = None
) -> int:
    """Fold one car's facts again and put the car, its dropped passings, decisions and work items in place.

    Args:
        state: whole but for this car.
        owner: the car's entry id; empty for reads that no entry owns.
        ledger: the session's facts.
        rules: the rulebook as the fold reads it.
        origin: plan, circuit and meeting that the session began with.
        until: only facts up to this key; None for all.

    Returns:
        How many facts were folded.
    """
    own = ledger.own(owner, until)
    alone = SessionState(*origin)
    fold(alone, ledger.setup_of(owner), rules)
    fold(alone, in_order([*ledger.steering(until), *own]), rules)
    if owner:
        state.cars[owner] = alone.cars[owner]
    mine = ledger.seqs_of(owner)
    for seq in mine & state.dropped.keys():
        del state.dropped[seq]
    state.dropped.update(alone.dropped)
    decided = [fact for fact in state.decided if fact.seq not in mine]
    state.decided = in_order([*decided, *alone.decided])
    state.work = _work(state.work, [item for item in alone.work if item.seq in mine], mine, ledger)
    return len(own)


def _work(work: list[WorkItem], fresh: list[WorkItem], mine: set[int], ledger: Ledger) -> list[WorkItem]:
    others = [item for item in work if item.seq not in mine]
    if not fresh:
        return others
    return sorted([*others, *fresh], key=lambda item: ledger.key_of(item.seq))


def keep_quiet(state: SessionState, ledger: Ledger, rules: Rules, origin: Origin) -> None:
    """Put words, weather, results and the like in order where one of them arrived late; no car depends on them."""
    alone = SessionState(*origin)
    fold(alone, ledger.quiet(), rules)
    for name in _QUIET:
        setattr(state, name, getattr(alone, name))
