"""A session while its facts arrive: scored, with its messages, ready to be looked at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pitboard.errors import ScoringError
from pitboard.live.messages import MessageList
from pitboard.live.references import references
from pitboard.live.view import Memory, Moment, board
from pitboard.model.facts import Fact
from pitboard.scoring.effective import Effective
from pitboard.scoring.rules import Rules
from pitboard.scoring.scorer import Scorer
from pitboard.sessions.opened import Opened
from pitboard.sessions.scored import Scored
from pitboard.wire.board import Board, Mode

NOT_KEPT = Effective([], [], frozenset(), [])
"""A running session keeps its effective facts inside its scorer."""


class Running:
    """One scorer and what is read off it.

    Attributes:
        opened: the session; its `facts` grow.
        seq: the last fact taken.
        last_read_us: when the newest passing was read.
        refused: facts that cannot have happened, as sentences.
    """

    def __init__(self, opened: Opened) -> None:
        self.opened = replace(opened, facts=[])
        rules = Rules.of(opened.rulebook, opened.plan.kind)
        self._scorer = Scorer(opened.plan, rules, circuit=opened.circuit, meeting=opened.meeting)
        self._memory = Memory()
        self._messages: MessageList | None = None
        self._anew = True
        self._scored: Scored | None = None
        self.seq = 0
        self.last_read_us: int | None = None
        self.refused: list[str] = []

    def add(self, facts: Sequence[Fact]) -> None:
        """Take facts in order of arrival."""
        if not facts:
            return
        self.opened.facts.extend(facts)
        self.seq = facts[-1].seq
        self._scored = None
        for fact in reversed(facts):
            if fact.rank == 5:
                self.last_read_us = max(fact.at_us, self.last_read_us or 0)
                break
        try:
            self._scorer.add(facts)
        except ScoringError:
            self._one_by_one(facts)
        if self._scorer.refolded:
            self._anew = True

    def _one_by_one(self, facts: Sequence[Fact]) -> None:
        # The scorer took what stood before the impossible fact; taking those again would count them twice.
        taken = self._scorer.state.seq
        for fact in facts:
            if fact.seq <= taken:
                continue
            try:
                self._scorer.add([fact])
            except ScoringError as error:
                self.refused.append(str(error))
        self._anew = True

    @property
    def scored(self) -> Scored:
        """The session as it stands; good until the next `add`."""
        if self._scored is None:
            self._scored = Scored(self.opened, NOT_KEPT, self._scorer.state)
        return self._scored

    @property
    def messages(self) -> MessageList:
        """The message list, brought up to date."""
        if self._messages is None:
            self._messages = MessageList(references(self.scored))
        if self._messages.seq != self.seq or self._anew:
            self._messages.update(self.scored.state, anew=self._anew)
            self._messages.seq = self.seq
            self._anew = False
        return self._messages

    def board(self, *, run: str, now_us: int, speed: float, mode: Mode) -> Board:
        """The board as of an instant."""
        moment = Moment(
            run=run, seq=self.seq, now_us=now_us, speed=speed, mode=mode, messages=self.messages.newest()
        )
        return board(self.scored, moment, self._memory)
