"""The facts of a running session, kept in effective order while they arrive: who owns which, and what each changes.

`effective` works out the same for all facts at once; here one more fact costs little. The two are held equal by test.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable

import msgspec

from pitboard.model import facts as f
from pitboard.scoring.effective import (
    CORRECTIONS,
    OF_AN_ENTRY,
    Corrections,
    as_it_counts,
    effective,
    entry_in,
    gone_entries,
    in_order,
    open_work,
    without_entry,
)
from pitboard.scoring.resolve import Resolver, reads_given_by, reads_of
from pitboard.scoring.state import WorkItem

Key = tuple[int, int, str, str, int]
"""See `facts.order_key`."""

FROM_THE_START: Key = (-1 << 63, 0, "", "", 0)
NOBODY = ""
"""Owner of reads that belong to no entry."""

_MANY = 32
_STEER = (
    f.SessionStarted,
    f.SessionEnded,
    f.ClockHeld,
    f.ClockResumed,
    f.PartStarted,
    f.PartEnded,
    f.FlagShown,
)
_OF_A_CAR = (f.Passing, f.DriverChanged, f.PitVisitTimed)
_WITHOUT_EFFECT = (f.RulebookAdopted, f.WriterTakenOver, f.BopTableAdded, f.BopTableIssued)


class Change:
    """What one fact changes.

    Attributes:
        everything: all of it has to be worked out again.
        steers_from: what steers everybody changes from this key on; None if it does not.
        touched: owners whose facts change, each from a key on.
        appended: the fact as it counts, where it only has to be applied.
    """

    __slots__ = ("appended", "everything", "steers_from", "touched")

    def __init__(self) -> None:
        self.everything = False
        self.steers_from: Key | None = None
        self.touched: list[tuple[str, Key]] = []
        self.appended: f.Fact | None = None


class Ledger:
    """The facts of one session.

    Attributes:
        setup: entries, circuit and the like that are in force, in order of arrival.
        quiet_changed: words, weather, results arrived out of order.
    """

    def __init__(self, resolution_us: int) -> None:
        self._resolution_us = resolution_us
        self._arrived: list[f.Fact] = []
        self._raw: dict[int, f.Fact] = {}
        self._corrections_made: list[f.Fact] = []
        self._corrections = Corrections([])
        self._lap_decisions: list[f.LapDecision] = []
        self._setup_made: list[f.Fact] = []
        self._resolver = Resolver([])
        self._entries: set[str] = set()
        self._reads: dict[str, list[int]] = {}
        self._counts: dict[int, f.Fact] = {}
        self._timed: list[f.Fact] = []
        self._owned: dict[str, list[f.Fact]] = {}
        self._ever: dict[str, set[int]] = {}
        self._everybodys: list[f.Fact] = []
        self._starts = 0
        self._gone: frozenset[str] = frozenset()
        self._unsorted = True
        self.setup: list[f.Fact] = []
        self.quiet_changed = False

    # ---- asking -------------------------------------------------------------------------------------------------

    def has_entry(self, entry_id: str) -> bool:
        """Whether a car is on the entry list, or was and has been taken off."""
        return entry_id in self._entries or entry_id in self._gone

    def owner_of(self, fact: f.Fact) -> str | None:
        """The entry that a fact as it counts belongs to; `NOBODY` for an unknown read, None if it is everybody's."""
        if isinstance(fact, _OF_A_CAR):
            return fact.car if fact.car in self._entries else NOBODY
        return fact.entry_id if isinstance(fact, f.Decision) else None

    def own(self, owner: str, until: Key | None = None) -> list[f.Fact]:
        """An entry's facts in order, up to and with a key."""
        return _until(self._owned.get(owner, []), until)

    def steering(self, until: Key | None = None) -> list[f.Fact]:
        """What steers everybody, in order, up to and with a key."""
        return [fact for fact in _until(self._everybodys, until) if isinstance(fact, _STEER)]

    def quiet(self) -> list[f.Fact]:
        """Words, weather, results and the like, in order."""
        return [fact for fact in self._everybodys if not isinstance(fact, _STEER)]

    def seqs_of(self, owner: str) -> set[int]:
        """Facts that an owner has, or had and that nobody has now."""
        return {seq for seq in self._ever.get(owner, ()) if self._owner_now(seq) in {owner, None}}

    def in_entry_order(self, owners: Iterable[str]) -> list[str]:
        """Owners as the entry list has them, whatever order they arrived in together; `NOBODY` last."""
        entered = (fact.entry.entry_id for fact in self.setup if type(fact) is f.EntryAdded)
        listed = {entry_id: place for place, entry_id in enumerate(dict.fromkeys(entered))}
        return sorted(owners, key=lambda owner: (listed.get(owner, len(listed)), owner))

    def setup_of(self, owner: str) -> list[f.Fact]:
        """The set-up facts that one car's fold needs."""
        return [fact for fact in self.setup if _entry_of(fact) in {None, owner}]

    def key_of(self, seq: int) -> Key:
        """Place of a fact in effective order; first of all if it counts no longer."""
        fact = self._counts.get(seq)
        return FROM_THE_START if fact is None else f.order_key(fact)

    def in_force(self, after: Key | None = None) -> list[f.Fact]:
        """The timed facts as they count, in order, after a key."""
        if after is None:
            return list(self._timed)
        return self._timed[bisect_right(self._timed, after, key=f.order_key) :]

    def last(self) -> f.Fact | None:
        """The newest timed fact."""
        return self._timed[-1] if self._timed else None

    def last_until(self, key: Key) -> f.Fact | None:
        """The newest timed fact up to and with a key."""
        index = bisect_right(self._timed, key, key=f.order_key)
        return self._timed[index - 1] if index else None

    def work(self) -> list[WorkItem]:
        """Corrections and decisions that need a timekeeper."""
        if not self._corrections_made:
            return []
        work = open_work(self._lap_decisions, self._corrections_made, self._raw.keys(), self._corrections)
        return [*work, *without_entry(self._arrived, self._gone, self._corrections.withdrawn)]

    def _owner_now(self, seq: int) -> str | None:
        fact = self._counts.get(seq)
        return None if fact is None else self.owner_of(fact)

    # ---- arriving -----------------------------------------------------------------------------------------------

    def arrive(self, fact: f.Fact) -> Change:
        """Take one more fact and say what it changes."""
        change = Change()
        self._arrived.append(fact)
        self._raw[fact.seq] = fact
        if type(fact) is f.EntryAdded:
            self._entries.add(fact.entry.entry_id)
        if self._unsorted or (self._gone and (fact.rank == 0 or entry_in(fact, self._gone))):
            change.everything = True
        elif isinstance(fact, CORRECTIONS):
            self._correct(fact, change)
        elif fact.rank == 0:
            self._set_up(fact, change)
        else:
            self._time(fact, change)
        self._unsorted = self._unsorted or change.everything
        return change

    def _correct(self, fact: f.Fact, change: Change) -> None:
        self._corrections_made.append(fact)
        self._corrections = Corrections(self._corrections_made)
        target = self._raw.get(self._root(fact))
        if target is None:
            return
        if target.rank == 0:
            self._set_up_again(target, change)
            return
        if type(target) is f.SessionStarted and self._starts > 1:
            change.everything = True
            return
        on_it = [ruled.seq for ruled in self._lap_decisions if ruled.passing_seq == target.seq]
        self._count_again([target.seq, *on_it], change)

    def _root(self, fact: f.Fact) -> int:
        """What a correction is about in the end: through withdrawals of withdrawals."""
        assert isinstance(fact, CORRECTIONS)
        target = self._raw.get(fact.target_seq)
        while isinstance(target, CORRECTIONS):
            fact = target
            target = self._raw.get(fact.target_seq)
        return fact.target_seq

    def _set_up(self, fact: f.Fact, change: Change) -> None:
        self._setup_made.append(fact)
        if isinstance(fact, _WITHOUT_EFFECT):
            self.setup.append(fact)
            return
        if self._timed and isinstance(fact, f.EntryAdded):
            self._entry_changed(fact.entry.entry_id, change)
        else:
            self._set_up_again(fact, change)

    def _set_up_again(self, fact: f.Fact, change: Change) -> None:
        if self._timed and isinstance(fact, OF_AN_ENTRY) and fact.entry_id in self._entries:
            self._entry_changed(fact.entry_id, change)
        else:
            change.everything = True

    def _entry_changed(self, entry_id: str, change: Change) -> None:
        self.setup = [fact for fact in self._setup_made if fact.seq not in self._corrections.withdrawn]
        self._resolver = Resolver(self.setup)
        change.touched.append((entry_id, FROM_THE_START))
        reads = {
            read for fact in self._setup_made if _entry_of(fact) == entry_id for read in reads_given_by(fact)
        }
        self._count_again([seq for read in reads for seq in self._reads.get(read, ())], change, owners=True)

    def _time(self, fact: f.Fact, change: Change) -> None:
        self._note(fact)
        if type(fact) is f.SessionStarted and self._starts > 1:
            change.everything = True
            return
        counts = self._as_it_counts(fact)
        if counts is None:
            return
        key = f.order_key(counts)
        if not self._timed or key > f.order_key(self._timed[-1]):
            self._put(counts)
            change.appended = counts
            return
        self._put(counts)
        self._report(counts, change)

    def _note(self, fact: f.Fact) -> None:
        if isinstance(fact, _OF_A_CAR):
            for read in reads_of(fact):
                self._reads.setdefault(read, []).append(fact.seq)
        elif isinstance(fact, f.LapDecision):
            self._lap_decisions.append(fact)
        elif type(fact) is f.SessionStarted:
            self._starts += 1

    def _as_it_counts(self, fact: f.Fact) -> f.Fact | None:
        counts = as_it_counts(fact, self._corrections) if self._corrections_made else fact
        if counts is None:
            return None
        counts = self._resolver.resolve(counts)
        over = counts.at_us % self._resolution_us
        return msgspec.structs.replace(counts, at_us=counts.at_us - over) if over else counts

    def _count_again(self, seqs: Iterable[int], change: Change, *, owners: bool = False) -> None:
        """Work out facts anew.

        Args:
            seqs: which.
            change: what it changes is added here.
            owners: the entry list changed, so that a fact may have another owner though it reads the same.
        """
        old: dict[int, f.Fact] = {}
        new: list[f.Fact] = []
        for seq in dict.fromkeys(seqs):
            before, now = self._counts.get(seq), self._as_it_counts(self._raw[seq])
            if before == now and not owners:
                continue
            if before is not None:
                old[seq] = before
            if now is not None:
                new.append(now)
        for fact in [*old.values(), *new]:
            self._report(fact, change)
        self._exchange(old, new)

    def _report(self, fact: f.Fact, change: Change) -> None:
        key, owner = f.order_key(fact), self.owner_of(fact)
        if owner is not None:
            change.touched.append((owner, key))
        elif isinstance(fact, _STEER):
            change.steers_from = key if change.steers_from is None else min(key, change.steers_from)
        else:
            self.quiet_changed = True

    # ---- keeping ------------------------------------------------------------------------------------------------

    def _exchange(self, old: dict[int, f.Fact], new: list[f.Fact]) -> None:
        if len(old) + len(new) <= _MANY:
            for fact in old.values():
                self._take_out(fact)
            for fact in new:
                self._put(fact)
            return
        for seq in old:
            del self._counts[seq]
        self._counts.update((fact.seq, fact) for fact in new)
        self._timed = in_order([*(fact for fact in self._timed if fact.seq not in old), *new])
        self._sort_by_owner()

    def _put(self, fact: f.Fact) -> None:
        self._counts[fact.seq] = fact
        _insert(self._timed, fact)
        owner = self.owner_of(fact)
        if owner is None:
            _insert(self._everybodys, fact)
            return
        _insert(self._owned.setdefault(owner, []), fact)
        self._ever.setdefault(owner, set()).add(fact.seq)

    def _take_out(self, fact: f.Fact) -> None:
        del self._counts[fact.seq]
        _remove(self._timed, fact)
        for facts in (self._everybodys, *self._owned.values()):
            if _remove(facts, fact):
                return

    def _sort_by_owner(self) -> None:
        self._owned, self._everybodys = {}, []
        for fact in self._timed:
            owner = self.owner_of(fact)
            if owner is None:
                self._everybodys.append(fact)
            else:
                self._owned.setdefault(owner, []).append(fact)
                self._ever.setdefault(owner, set()).add(fact.seq)

    def rebuild(self) -> None:
        """Work everything out anew from what arrived."""
        as_happened = effective(self._arrived, self._resolution_us)
        self._corrections_made = [fact for fact in self._arrived if isinstance(fact, CORRECTIONS)]
        self._corrections = Corrections(self._corrections_made)
        self._setup_made = [
            fact for fact in self._arrived if fact.rank == 0 and not isinstance(fact, CORRECTIONS)
        ]
        self.setup = as_happened.setup
        self._resolver = Resolver(self.setup)
        self._gone = gone_entries(self._setup_made, self._corrections.withdrawn)
        self._entries = {fact.entry.entry_id for fact in self.setup if type(fact) is f.EntryAdded}
        self._reads, self._lap_decisions, self._starts = {}, [], 0
        for fact in self._arrived:
            if fact.rank:
                self._note(fact)
        self._timed = as_happened.timed
        self._counts = {fact.seq: fact for fact in self._timed}
        self._ever = {}
        self._sort_by_owner()
        self._unsorted = False


def _until(facts: list[f.Fact], until: Key | None) -> list[f.Fact]:
    return facts if until is None else facts[: bisect_right(facts, until, key=f.order_key)]


def _insert(facts: list[f.Fact], fact: f.Fact) -> None:
    if not facts or f.order_key(facts[-1]) < f.order_key(fact):
        facts.append(fact)
    else:
        insort(facts, fact, key=f.order_key)


def _remove(facts: list[f.Fact], fact: f.Fact) -> bool:
    index = bisect_left(facts, f.order_key(fact), key=f.order_key)
    if index < len(facts) and facts[index].seq == fact.seq:
        del facts[index]
        return True
    return False


def _entry_of(fact: f.Fact) -> str | None:
    if type(fact) is f.EntryAdded:
        return fact.entry.entry_id
    return fact.entry_id if isinstance(fact, OF_AN_ENTRY) else None
