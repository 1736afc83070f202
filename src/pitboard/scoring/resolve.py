"""Which entry a read belongs to: car numbers and transponders with their validity."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from pitboard.model import facts as f

_ALWAYS = -1 << 62
_NEVER = 1 << 62


class Resolver:
    """Numbers and transponders of a session, from its set-up facts.

    `needed` is False in the plain case: every entry's id is its number and nobody carries a transponder. Then a
    passing's `car` is the entry's id as it stands and the whole step is left out.
    """

    def __init__(self, setup: Sequence[f.Fact]) -> None:
        entries = {fact.entry.entry_id: fact.entry for fact in setup if type(fact) is f.EntryAdded}
        self._entries = entries
        self._numbers: dict[str, list[tuple[int, int, str]]] = {}
        self._transponders: dict[str, list[tuple[int, int, str]]] = {}
        renumbered = [fact for fact in setup if type(fact) is f.NumberChanged]
        assigned = [fact for fact in setup if type(fact) is f.TransponderAssigned]
        for entry in entries.values():
            self._give(self._numbers, entry.number, entry.entry_id, _ALWAYS, _NEVER)
            for transponder in entry.transponders:
                self._give(self._transponders, transponder, entry.entry_id, _ALWAYS, _NEVER)
        for change in renumbered:
            self._renumber(change)
        for fact in assigned:
            self._give(
                self._transponders,
                fact.transponder,
                fact.entry_id,
                _ALWAYS if fact.from_us is None else fact.from_us,
                _NEVER if fact.until_us is None else fact.until_us,
            )
        plain = all(entry_id == entry.number for entry_id, entry in entries.items())
        self.needed = bool(renumbered or assigned or self._transponders or not plain)

    @staticmethod
    def _give(
        table: dict[str, list[tuple[int, int, str]]], key: str, entry_id: str, start: int, end: int
    ) -> None:
        table.setdefault(key, []).append((start, end, entry_id))

    def _renumber(self, change: f.NumberChanged) -> None:
        from_us = _ALWAYS if change.from_us is None else change.from_us
        for number, spans in self._numbers.items():
            self._numbers[number] = [
                (start, min(end, from_us) if entry_id == change.entry_id else end, entry_id)
                for start, end, entry_id in spans
            ]
        self._give(self._numbers, change.number, change.entry_id, from_us, _NEVER)

    @staticmethod
    def _find(table: dict[str, list[tuple[int, int, str]]], key: str, at_us: int) -> str | None:
        # The latest assignment wins: `from now` given after `from the start`.
        for start, end, entry_id in reversed(table.get(key, ())):
            if start <= at_us < end:
                return entry_id
        return None

    def entry_of(self, car: str, transponder: str, at_us: int) -> str | None:
        """The entry's id, or None where nobody carries that number or transponder at that instant."""
        if car.startswith("@"):
            return car[1:]
        # A bare token of a line feed is both: a number if anybody carries it, else a transponder.
        found = self._find(self._numbers, car, at_us) if car else None
        return found or (self._find(self._transponders, transponder, at_us) if transponder else None)

    def resolve(self, fact: f.Fact) -> f.Fact:
        """The same fact with `car` set to the entry's id; an unknown read is left as it was read."""
        if type(fact) is f.Passing:
            entry_id = self.entry_of(fact.car, fact.transponder, fact.at_us)
            if entry_id is None:
                # A number that nobody carries now must not pass for an entry's id.
                return (
                    msgspec.structs.replace(fact, car=f"?{fact.car}") if fact.car in self._entries else fact
                )
            return fact if entry_id == fact.car else msgspec.structs.replace(fact, car=entry_id)
        if type(fact) is f.DriverChanged or type(fact) is f.PitVisitTimed:
            entry_id = self.entry_of(fact.car, "", fact.at_us)
            return fact if entry_id in (None, fact.car) else msgspec.structs.replace(fact, car=entry_id)
        return fact


def reads_of(fact: f.Passing | f.DriverChanged | f.PitVisitTimed) -> tuple[str, ...]:
    """What was typed or read, as keys: a number, a transponder, or a token that may be either."""
    transponder = fact.transponder if type(fact) is f.Passing else ""
    return (*((f"#{fact.car}",) if fact.car else ()), *((f"t{transponder}",) if transponder else ()))


def reads_given_by(fact: f.Fact) -> tuple[str, ...]:
    """The keys, as in `reads_of`, that a set-up fact gives to an entry."""
    match fact:
        case f.EntryAdded(entry=entry):
            # The id too: a read of it can stop being one.
            return f"#{entry.number}", f"#{entry.entry_id}", *(f"t{read}" for read in entry.transponders)
        case f.NumberChanged(number=number):
            return (f"#{number}",)
        case f.TransponderAssigned(transponder=transponder):
            return (f"t{transponder}",)
        case _:
            return ()
