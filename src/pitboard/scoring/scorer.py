"""One session scored while facts arrive: what is in order is applied, what is not re-scores as little as it may.

A passing changes nothing but its own car (see `state`). So a late passing, a correction or a decision touches one car
or two, and those are folded again from their own facts and the few that steer everybody: start, flags, parts. That is
three hundred laps instead of twenty thousand. What steers everybody (a flag moved, another start) is folded again from
the snapshot before it. Whatever happened on the way, the state equals that of `score_all`.
"""

from __future__ import annotations

from collections.abc import Iterable

from pitboard.errors import ScoringError
from pitboard.model import facts as f
from pitboard.model.circuit import Circuit
from pitboard.model.meeting import Meeting, Session
from pitboard.scoring.apply import apply, fold
from pitboard.scoring.effective import effective
from pitboard.scoring.ledger import Key, Ledger
from pitboard.scoring.rules import Rules
from pitboard.scoring.splice import keep_quiet, splice
from pitboard.scoring.state import SessionState, WorkItem

SNAPSHOT_EVERY = 2000
"""Facts between two snapshots: a few milliseconds of folding against a few hundred kilobytes of pointers."""


def score_all(
    plan: Session,
    facts: Iterable[f.Fact],
    rules: Rules,
    *,
    circuit: Circuit | None = None,
    meeting: Meeting | None = None,
) -> SessionState:
    """Score a session from all its facts at once: what `Scorer` must always agree with.

    Args:
        plan: of the session.
        facts: of the session and its meeting, in order of arrival, with their `seq`.
        rules: the rulebook as the fold reads it.
        circuit: where no fact describes it.
        meeting: where no fact says it.

    Raises:
        ScoringError: the facts cannot have happened.
    """
    as_happened = effective(facts, rules.resolution_us)
    state = SessionState(plan, circuit, meeting)
    fold(state, as_happened.setup, rules)
    fold(state, as_happened.timed, rules)
    state.work = [*as_happened.work, *state.work]
    return state


class _Snapshot:
    """The state after every fact up to `key`; cars in `stale` had their past changed since."""

    __slots__ = ("key", "stale", "state")

    def __init__(self, key: Key, state: SessionState) -> None:
        self.key = key
        self.state = state
        self.stale: set[str] = set()


class Scorer:
    """A session scored while it runs.

    `state` is the session as it stands; `add` changes it in place where it can, so a viewer that keeps it takes a
    `copy`. It is only whole between two calls of `add`.

    Attributes:
        state: what all facts so far add up to.
        refolded: how many facts the last `add` had to fold again; 0 when everything came in order.
    """

    def __init__(
        self,
        plan: Session,
        rules: Rules,
        *,
        circuit: Circuit | None = None,
        meeting: Meeting | None = None,
        snapshot_every: int = SNAPSHOT_EVERY,
    ) -> None:
        self._origin = (plan, circuit, meeting)
        self._rules = rules
        self._every = snapshot_every
        self._ledger = Ledger(rules.resolution_us)
        self._snapshots: list[_Snapshot] = []
        self._since = 0
        self._fold_work: list[WorkItem] = []
        self._stale: set[str] = set()
        self._from: Key | None = None
        self._everything = False
        self.refolded = 0
        self.state = SessionState(plan, circuit, meeting)

    def add(self, facts: Iterable[f.Fact]) -> SessionState:
        """Take facts in order of arrival, with their `seq`, and bring the state up to date.

        Raises:
            ScoringError: a fact cannot have happened. It and the facts after it were not taken.
        """
        self.refolded = 0
        self.state.work = self._fold_work
        try:
            for fact in facts:
                self._take(fact)
        finally:
            self._settle()
        return self.state

    def facts_in_order(self) -> list[f.Fact]:
        """The timed facts as they count, in effective order."""
        return self._ledger.in_force()

    # ---- one fact -----------------------------------------------------------------------------------------------

    def _take(self, fact: f.Fact) -> None:
        if isinstance(fact, f.Decision) and not self._ledger.has_entry(fact.entry_id):
            raise ScoringError(f"fact {fact.seq}: car {fact.entry_id!r} is not on the entry list")
        change = self._ledger.arrive(fact)
        if change.everything:
            self._everything = True
        if change.steers_from is not None and (self._from is None or change.steers_from < self._from):
            self._from = change.steers_from
        for owner, key in change.touched:
            self._touch(owner, key)
        if change.appended is not None:
            self._append(change.appended)

    def _append(self, fact: f.Fact) -> None:
        """A fact in order: the plain case."""
        owner = self._ledger.owner_of(fact)
        if self._everything or self._from is not None or owner in self._stale:
            return  # Its car, or all of them, will be folded again anyway.
        # The ledger has put it last; the state may still hold one that was last and has been taken back.
        self.state.last = None
        apply(self.state, fact, self._rules)
        self._since += 1
        if self._since >= self._every and not self._stale:
            self._keep(f.order_key(fact))

    def _touch(self, owner: str, key: Key) -> None:
        self._stale.add(owner)
        for snapshot in self._snapshots:
            if snapshot.key >= key:
                snapshot.stale.add(owner)

    def _keep(self, key: Key) -> None:
        self._snapshots.append(_Snapshot(key, self.state.copy()))
        self._since = 0

    # ---- bringing the state up to date ------------------------------------------------------------------------------

    def _settle(self) -> None:
        if self._everything:
            self._start_again()
        elif self._from is not None:
            self._go_back(self._from)
        else:
            for owner in self._ledger.in_entry_order(self._stale):
                self.refolded += splice(self.state, owner, self._ledger, self._rules, self._origin)
        # Snapshots are not told of late words, so after going back to one they are put in order too.
        if self._ledger.quiet_changed or self._from is not None:
            keep_quiet(self.state, self._ledger, self._rules, self._origin)
        self._finish()

    def _finish(self) -> None:
        ledger = self._ledger
        self._stale.clear()
        self._from = None
        self._everything = False
        ledger.quiet_changed = False
        self.state.last = ledger.last()
        # What corrections leave to do stands before what the fold found, as in `score_all`.
        self._fold_work = self.state.work
        self.state.work = [*ledger.work(), *self._fold_work]

    def _start_again(self) -> None:
        self._ledger.rebuild()
        self._snapshots.clear()
        self._replace(self._begin())
        self._fold(self._ledger.in_force())

    def _begin(self) -> SessionState:
        state = SessionState(*self._origin)
        fold(state, self._ledger.setup, self._rules)
        return state

    def _replace(self, state: SessionState) -> None:
        self.state = state
        self._since = 0

    def _go_back(self, key: Key) -> None:
        """Fold again from the newest snapshot before `key`."""
        while self._snapshots and self._snapshots[-1].key >= key:
            self._snapshots.pop()
        if not self._snapshots:
            self._replace(self._begin())
            self._fold(self._ledger.in_force())
            return
        snapshot = self._snapshots[-1]
        for owner in self._ledger.in_entry_order(snapshot.stale):
            self.refolded += splice(
                snapshot.state, owner, self._ledger, self._rules, self._origin, until=snapshot.key
            )
        snapshot.stale.clear()
        self._replace(snapshot.state.copy())
        self.state.last = self._ledger.last_until(snapshot.key)
        self._fold(self._ledger.in_force(after=snapshot.key))

    def _fold(self, facts: list[f.Fact]) -> None:
        self.refolded += len(facts)
        for start in range(0, len(facts), self._every):
            chunk = facts[start : start + self._every]
            fold(self.state, chunk, self._rules)
            self._since = len(chunk)
            if len(chunk) == self._every:
                self._keep(f.order_key(chunk[-1]))
