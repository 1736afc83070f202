"""From what arrived to what happened: the pure step before scoring.

`seq` orders the log and never decides a result. Here late, withdrawn, moved, reassigned and hand-entered facts are
put right; numbers and transponders are resolved to entries; instants are cut to the timing resolution. What leaves is
ordered by (instant, kind with flags before passings, line, car, arrival), as `apply` requires.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from operator import attrgetter

import msgspec

from pitboard.model import facts as f
from pitboard.scoring.resolve import Resolver
from pitboard.scoring.state import WorkItem

CORRECTIONS = (f.FactWithdrawn, f.FactMoved, f.PassingReassigned)
OF_AN_ENTRY = (f.NumberChanged, f.ClassChanged, f.CrewChanged, f.TransponderAssigned)
_AT = attrgetter("at_us")


class Effective(msgspec.Struct, frozen=True):
    """Facts as they count.

    Attributes:
        setup: entries, circuit, rulebook, …: valid from the start, in the order of arrival.
        timed: everything else in effective order.
        withdrawn: `seq` of what was taken back.
        work: corrections and decisions that need a timekeeper.
    """

    setup: list[f.Fact]
    timed: list[f.Fact]
    withdrawn: frozenset[int]
    work: list[WorkItem]


class Corrections:
    """What the corrections in a log add up to."""

    def __init__(self, facts: Sequence[f.Fact]) -> None:
        self.withdrawn = _withdrawn(facts)
        self.moved: dict[int, f.FactMoved] = {}
        self.reassigned: dict[int, f.PassingReassigned] = {}
        for fact in facts:
            if fact.seq in self.withdrawn:
                continue
            if type(fact) is f.FactMoved:
                self.moved[fact.target_seq] = fact
            elif type(fact) is f.PassingReassigned:
                self.reassigned[fact.target_seq] = fact

    def suspends(self, decision: f.LapDecision) -> bool:
        """Whether a decision's passing was taken back, or moved or reassigned after the decision was taken."""
        if decision.passing_seq in self.withdrawn:
            return True
        touched = self.moved.get(decision.passing_seq), self.reassigned.get(decision.passing_seq)
        return any(correction is not None and correction.seq > decision.seq for correction in touched)


def _withdrawn(facts: Sequence[f.Fact]) -> frozenset[int]:
    # A withdrawal can be withdrawn (redo). Whatever takes a fact back is newer than it, so going from the newest down
    # each withdrawal is known to hold or not before it is used.
    gone: set[int] = set()
    withdrawals = [fact for fact in facts if type(fact) is f.FactWithdrawn]
    for fact in sorted(withdrawals, key=attrgetter("seq"), reverse=True):
        if fact.seq not in gone:
            gone.add(fact.target_seq)
    return frozenset(gone)


def effective(facts: Iterable[f.Fact], resolution_us: int = 1000) -> Effective:
    """Put the facts of one session (and of its meeting) into effective order.

    Args:
        facts: in order of arrival, with their `seq`.
        resolution_us: grid of the instants [µs].
    """
    arrived = facts if isinstance(facts, list) else list(facts)
    setup: list[f.Fact] = []
    timed: list[f.Fact] = []
    corrected = False
    for fact in arrived:
        if fact.rank:
            timed.append(fact)
        elif isinstance(fact, CORRECTIONS):
            corrected = True
        else:
            setup.append(fact)
    work: list[WorkItem] = []
    withdrawn: frozenset[int] = frozenset()
    if corrected:
        corrections = Corrections(arrived)
        withdrawn = corrections.withdrawn
        setup = [fact for fact in setup if fact.seq not in withdrawn]
        rulings = [fact for fact in timed if isinstance(fact, f.LapDecision)]
        made = [fact for fact in arrived if isinstance(fact, CORRECTIONS)]
        work = open_work(rulings, made, {fact.seq for fact in arrived}, corrections)
        timed = [counts for fact in timed if (counts := as_it_counts(fact, corrections)) is not None]
        gone = gone_entries(arrived, withdrawn)
        if gone:
            work += without_entry(arrived, gone, withdrawn)
            setup = [fact for fact in setup if entry_in(fact, gone) is None]
            timed = [fact for fact in timed if entry_in(fact, gone) is None]
    resolver = Resolver(setup)
    if resolver.needed or (corrected and corrections.reassigned):
        timed = [resolver.resolve(fact) for fact in timed]
    timed = [fact if fact.at_us % resolution_us == 0 else _cut(fact, resolution_us) for fact in timed]
    return Effective(setup, _last_start_only(in_order(timed)), withdrawn, work)


def as_it_counts(fact: f.Fact, corrections: Corrections) -> f.Fact | None:
    """A timed fact with its corrections; None if it was taken back, or is a ruling that has to be made again."""
    if fact.seq in corrections.withdrawn:
        return None
    if isinstance(fact, f.LapDecision) and corrections.suspends(fact):
        return None
    moved = corrections.moved.get(fact.seq)
    if moved is not None:
        fact = msgspec.structs.replace(fact, at_us=moved.to_us)
    reassigned = corrections.reassigned.get(fact.seq)
    if reassigned is not None and type(fact) is f.Passing:
        fact = msgspec.structs.replace(fact, car="@" + reassigned.entry_id, transponder="")
    return fact


def open_work(
    rulings: Iterable[f.LapDecision], made: Iterable[f.Fact], known: Container[int], corrections: Corrections
) -> list[WorkItem]:
    """What corrections leave to a timekeeper.

    Args:
        rulings: decisions on laps, in order of arrival.
        made: the corrections, in order of arrival.
        known: `seq` of every fact there is.
        corrections: what they add up to.
    """
    work = [
        WorkItem("decision_suspended", fact.seq, _suspended(fact, corrections), fact.entry_id, fact.at_us)
        for fact in rulings
        if fact.seq not in corrections.withdrawn and corrections.suspends(fact)
    ]
    for fact in made:
        assert isinstance(fact, CORRECTIONS)
        if fact.target_seq not in known and fact.seq not in corrections.withdrawn:
            text = f"fact {fact.seq} corrects fact {fact.target_seq}, which is not there"
            work.append(WorkItem("target_missing", fact.seq, text))
    return work


def gone_entries(facts: Iterable[f.Fact], withdrawn: Container[int]) -> frozenset[str]:
    """Entries that were taken off the list again."""
    made = [fact for fact in facts if type(fact) is f.EntryAdded]
    there = {fact.entry.entry_id for fact in made if fact.seq not in withdrawn}
    return frozenset(fact.entry.entry_id for fact in made) - there


def entry_in(fact: f.Fact, gone: Container[str]) -> str | None:
    """The entry that a decision or a line of the entry list is about, if it is one of those that are gone."""
    if isinstance(fact, (f.Decision, *OF_AN_ENTRY)) and fact.entry_id in gone:
        return fact.entry_id
    return None


def without_entry(facts: Iterable[f.Fact], gone: frozenset[str], withdrawn: Container[int]) -> list[WorkItem]:
    """Decisions on entries that were taken off the list: they wait for a timekeeper."""
    if not gone:
        return []
    return [
        WorkItem("entry_withdrawn", fact.seq, _about_nobody(fact, entry_id), "", fact.at_us)
        for fact in facts
        if isinstance(fact, f.Decision)
        and fact.seq not in withdrawn
        and (entry_id := entry_in(fact, gone)) is not None
    ]


def _about_nobody(fact: f.Fact, entry_id: str) -> str:
    return (
        f"fact {fact.seq} is a decision on {entry_id}, whose entry was withdrawn: rule again or withdraw it"
    )


def _suspended(fact: f.LapDecision, corrections: Corrections) -> str:
    what = "deleted" if type(fact) is f.LapDeleted else "counted"
    withdrawn = fact.passing_seq in corrections.withdrawn
    how = "withdrawn" if withdrawn else "moved or given to another car"
    return f"lap {fact.lap_number} of {fact.entry_id} was {what}, then its passing was {how}: rule again"


def _cut(fact: f.Fact, resolution_us: int) -> f.Fact:
    return msgspec.structs.replace(fact, at_us=fact.at_us - fact.at_us % resolution_us)


def in_order(facts: list[f.Fact]) -> list[f.Fact]:
    """Sort by `order_key`, at the price of sorting by instant: full keys are built only where instants are equal."""
    ordered = sorted(facts, key=_AT)
    start = 0
    last_us: int | None = None
    for index, fact in enumerate(ordered):
        if fact.at_us != last_us:
            if index - start > 1:
                ordered[start:index] = sorted(ordered[start:index], key=f.order_key)
            start, last_us = index, fact.at_us
    if len(ordered) - start > 1:
        ordered[start:] = sorted(ordered[start:], key=f.order_key)
    return ordered


def _last_start_only(ordered: list[f.Fact]) -> list[f.Fact]:
    # Two starts in force: the session was started again, and only the last start counts.
    starts = [index for index, fact in enumerate(ordered) if type(fact) is f.SessionStarted]
    if len(starts) < 2:
        return ordered
    dropped = set(starts[:-1])
    return [fact for index, fact in enumerate(ordered) if index not in dropped]
