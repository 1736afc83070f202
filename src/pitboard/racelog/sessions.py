"""Which sessions a log holds, and from which files they came."""

from __future__ import annotations

from collections.abc import Iterable

from pitboard.errors import LogError
from pitboard.model.facts import Fact, FactWithdrawn, SessionScheduled
from pitboard.model.meeting import Session
from pitboard.racelog.interface import RaceLog


def plans_in_force(facts: Iterable[Fact]) -> dict[str, Session]:
    """The latest plan of each session that was not withdrawn, in the order they were first scheduled.

    Args:
        facts: the log's `SessionScheduled` and `FactWithdrawn`, by seq; others are passed over.
    """
    facts = list(facts)
    withdrawn = _withdrawn([fact for fact in facts if isinstance(fact, FactWithdrawn)])
    plans: dict[str, Session] = {}
    for fact in facts:
        if isinstance(fact, SessionScheduled) and fact.seq not in withdrawn:
            plans[fact.plan.session] = fact.plan
    return plans


def _withdrawn(withdrawals: list[FactWithdrawn]) -> set[int]:
    # Facts only point back, so from the newest on, whether a withdrawal itself stands is already known.
    gone: set[int] = set()
    for fact in reversed(withdrawals):
        if fact.seq not in gone:
            gone.add(fact.target_seq)
    return gone


def imported(log: RaceLog, session: str) -> str | None:
    """SHA-256 of the laps file that a session was imported from, empty for a live one; None without such a session."""
    sessions = log.sessions()
    if session not in sessions:
        return None
    plan = sessions[session]
    return plan.source_sha256 if plan is not None else ""


def is_new_import(log: RaceLog, session: str, source_sha256: str) -> bool:
    """Whether a session is still to be imported; False when the same bytes already were, by whatever path.

    Raises:
        LogError: the log has the session from other bytes, or not from a file.
    """
    known = imported(log, session)
    if known == "":
        raise LogError(f"{session}: the log has this session already, and not from a file")
    if known is not None and known != source_sha256:
        raise LogError(
            f"{session}: already imported from other bytes (SHA-256 {known[:12]}… then, {source_sha256[:12]}… now);"
            " a log is never rewritten: import the new file into a new log"
        )
    return known is None
