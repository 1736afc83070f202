"""Errors, split by who must act.

`SourceError`: bytes or a file that cannot be read: log it, keep the raw input, go on with the next.
`ScoringError`: readable but impossible: stop and show the fact.
`RulebookError`: configuration: refuse to start.
`LogError`: the race log on disk is damaged, or refuses what was asked of it.
`UsageError`: what was typed does not make sense; the command line exits with 2.
A bug is a plain `TypeError` or `AssertionError` and is never caught.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


class PitboardError(Exception):
    """Whatever Pitboard can explain to the person at the keyboard."""


class TimeFormatError(PitboardError, ValueError):
    """A text that should be a time and is not."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with one place of an input.

    Attributes:
        file: name of the file, as the user gave it.
        line: line in that file, from 1; None where the whole file is meant.
        field: column or key; empty where the whole line is meant.
        expected: what was expected, in race words.
        found: what stood there.
    """

    file: str
    line: int | None
    field: str
    expected: str
    found: str

    def __str__(self) -> str:
        where = self.file if self.line is None else f"{self.file} line {self.line}"
        if self.field:
            where = f"{where}, {self.field}"
        return f"{where}: expected {self.expected}, was {self.found}"


class SourceError(PitboardError):
    """An input that cannot be read. Carries every fault found, not only the first."""

    def __init__(self, faults: Sequence[Fault] | Fault | str) -> None:
        if isinstance(faults, str):
            self.faults: tuple[Fault, ...] = ()
            super().__init__(faults)
            return
        self.faults = (faults,) if isinstance(faults, Fault) else tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


class ScoringError(PitboardError):
    """Facts that can be read but cannot have happened."""


class FactOrderError(ScoringError):
    """A fact that comes before the state: effective order is broken."""


class DecisionError(PitboardError):
    """A decision that names an unknown car, lap, kind or target."""


class RulebookError(PitboardError):
    """A rulebook that cannot be used. `problems` holds every mistake, as (key, what was expected)."""

    def __init__(self, name: str, problems: Sequence[tuple[str, str]]) -> None:
        self.problems = tuple(problems)
        lines = [f"rulebook {name}: {len(self.problems)} mistake{'s' if len(self.problems) != 1 else ''}"]
        lines += [f"  {key}: {what}" for key, what in self.problems]
        super().__init__("\n".join(lines))


class LogError(PitboardError):
    """A race log that is damaged, locked, or refuses what was asked of it."""


class StaleTargetError(LogError):
    """An operator's action was prepared before somebody else changed the same target."""


class UsageError(PitboardError):
    """What was typed does not make sense; nothing was done."""
