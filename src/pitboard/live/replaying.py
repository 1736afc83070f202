"""A session played again: its facts handed out at the instants at which they were known, into a scratch log."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from pitboard.live.messages import MessageList
from pitboard.live.references import references
from pitboard.model import facts as f
from pitboard.racelog.targets import POINTERS
from pitboard.sessions.opened import Opened
from pitboard.sessions.scored import score
from pitboard.times import SECOND_US
from pitboard.wire.pages import ReplayMark

IDLE_US = 30 * SECOND_US
"""Longer than this without anything on track is an idle stretch."""

_QUIET = (f.WeatherMeasured, f.NoteTaken)


def known_us(fact: f.Fact) -> int:
    """When a fact was known: what a person did when it was recorded, what was measured at its instant."""
    if isinstance(fact, f.BopTableAdded | f.BopTableIssued):
        # From when a table binds is in the fact itself; papers put in after the meeting do not stretch its replay.
        return -1 << 62
    if fact.rank == 0 and fact.recorded_us is None and not isinstance(fact, f.FactWithdrawn | f.FactMoved):
        return -1 << 62
    return fact.at_us if fact.recorded_us is None else fact.recorded_us


def arrivals(facts: Sequence[f.Fact]) -> list[int]:
    """When each fact of a log was known, rising: a log stores facts in order of arrival."""
    times: list[int] = []
    newest = -1 << 62
    for fact in facts:
        newest = max(newest, known_us(fact))
        times.append(newest)
    return times


class Playlist:
    """The facts of a session by the instant at which a replay hands them out.

    Attributes:
        opened: the session.
        from_us, to_us: its extent.
        marks: instants worth jumping to.
    """

    def __init__(self, opened: Opened) -> None:
        self.opened = opened
        by_seq: dict[int, int] = {}
        timed: list[tuple[int, int, f.Fact]] = []
        for fact in opened.facts:
            when = max([known_us(fact), *(by_seq.get(target, 0) for target in _targets(fact))])
            by_seq[fact.seq] = when
            timed.append((when, fact.seq, fact))
        timed.sort(key=lambda item: item[:2])
        self.facts = [fact for _, _, fact in timed]
        self.times = [when for when, _, _ in timed]
        happened = [when for when, _, fact in timed if when > -1 << 62 and not isinstance(fact, f.NoteTaken)]
        self.from_us = min(happened, default=0)
        self.to_us = max(happened, default=0)
        self.marks = _marks(opened)

    def first_us(self) -> int:
        """When the session starts, less a moment."""
        start = next((fact.at_us for fact in self.facts if isinstance(fact, f.SessionStarted)), self.from_us)
        return max(self.from_us, start)

    def busy_from(self, index: int) -> int | None:
        """When something on track comes next, from this place in the list; None at the end."""
        for when, fact in zip(self.times[index:], self.facts[index:], strict=False):
            if not isinstance(fact, _QUIET):
                return when
        return None


def _targets(fact: f.Fact) -> list[int]:
    found = (getattr(fact, name, None) for name in POINTERS)
    return [target for target in found if target is not None]


def repointed(fact: f.Fact, places: dict[int, int]) -> f.Fact:
    """The same fact pointing at the scratch log's places instead of the log's it comes from."""
    moved: dict[str, int | None] = {
        name: places[target]
        for name in POINTERS
        if (target := getattr(fact, name, None)) is not None and target in places and places[target] != target
    }
    if getattr(fact, "target_last_seq", None) is not None:
        moved["target_last_seq"] = None
    return msgspec.structs.replace(fact, **moved) if moved else fact


def _marks(opened: Opened) -> tuple[ReplayMark, ...]:
    scored = score(opened)
    found = MessageList(references(scored))
    found.update(scored.state, anew=True)
    marks = [
        ReplayMark(at_us=message.at_us, label=message.text)
        for message in found.all()
        if message.kind == "flag"
    ]
    last: dict[str, ReplayMark] = {}
    for message in found.all():
        if message.kind in ("best", "record") and message.cars:
            car = message.cars[0]
            last[car.car_class] = ReplayMark(at_us=message.at_us, label=message.text, car=car)
    return tuple(sorted([*marks, *last.values()], key=lambda mark: mark.at_us))[:200]
