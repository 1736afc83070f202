"""A session scored: the state and the rows that everything prints."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from pitboard.model.rulebook import Rulebook
from pitboard.scoring.apply import fold
from pitboard.scoring.classification import Row, classify
from pitboard.scoring.drive_time import Infringement, drive_times, infringements
from pitboard.scoring.effective import Effective, effective
from pitboard.scoring.options import Options
from pitboard.scoring.qualifying import qualifying_work
from pitboard.scoring.race_work import race_work
from pitboard.scoring.rules import Rules
from pitboard.scoring.state import SessionState, WorkItem
from pitboard.sessions.opened import Opened


@dataclass(frozen=True)
class Scored:
    """A session as it stands at a fact.

    Attributes:
        opened: the session as it was found.
        effective: its facts as they count.
        state: what they add up to.
    """

    opened: Opened
    effective: Effective
    state: SessionState

    @cached_property
    def options(self) -> Options:
        """The rulebook as the classification reads it."""
        return Options.of(self.opened.rulebook)

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The classification."""
        return classify(self.state, self.options)

    @cached_property
    def rules_work(self) -> tuple[WorkItem, ...]:
        """What the rules leave to a person."""
        return tuple(rules_work(self.state, self.opened.rulebook))

    @cached_property
    def infringements(self) -> tuple[Infringement, ...]:
        """Cars that did not keep the drive time, as of the last fact; the smallest shortfall first."""
        book, last = self.opened.rulebook, self.state.last
        ledger = drive_times(self.state, book, last.at_us) if last is not None else ()
        return infringements(ledger, book.drive_time)

    def row_of(self, car: str) -> Row | None:
        """The row of a car number; None where no such car is entered. `1` is never taken for `01`."""
        return next((row for row in self.rows if row.car == car), None)


def rules_work(state: SessionState, rulebook: Rulebook) -> list[WorkItem]:
    """What the rules leave to a person: who may not qualify, too little green, drive time not kept, and the like."""
    return [*qualifying_work(state, rulebook), *race_work(state, rulebook)]


def score(opened: Opened, *, until_seq: int | None = None) -> Scored:
    """Score a session.

    Args:
        opened: the session.
        until_seq: only facts up to this one; None for all.

    Raises:
        ScoringError: its facts cannot have happened.
    """
    facts = opened.facts if until_seq is None else [fact for fact in opened.facts if fact.seq <= until_seq]
    rules = Rules.of(opened.rulebook, opened.plan.kind)
    as_happened = effective(facts, rules.resolution_us)
    state = SessionState(opened.plan, opened.circuit, opened.meeting)
    fold(state, as_happened.setup, rules)
    fold(state, as_happened.timed, rules)
    state.work = [*as_happened.work, *state.work, *rules_work(state, opened.rulebook)]
    return Scored(opened, as_happened, state)
