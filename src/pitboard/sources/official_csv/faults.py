"""Collecting what is wrong with a file, so that one reading reports every mistake."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NoReturn

from pitboard.errors import Fault, SourceError

FAULT_LIMIT: Final = 50
"""Faults told in full; a wrong delimiter makes one a row, and nobody reads ten thousand."""


class Faults:
    """The faults of one file.

    Attributes:
        file: name of the file, as the user gave it.
        line_of: line of the file that holds a data row, rows counted from 0.
    """

    def __init__(self, file: str, line_of: Callable[[int], int] = lambda row: row + 2) -> None:
        self.file = file
        self.line_of = line_of
        self._told: list[Fault] = []
        self._untold = 0

    def __len__(self) -> int:
        return len(self._told) + self._untold

    @property
    def full(self) -> bool:
        """True when another fault would only be counted."""
        return len(self._told) >= FAULT_LIMIT

    def row(self, row: int, field: str, expected: str, found: object) -> None:
        """Add a fault in a data row."""
        if self.full:
            self._untold += 1
            return
        self._told.append(Fault(self.file, self.line_of(row), field, expected, describe(found)))

    def told(self, row: int, field: str, expected: str, found: str) -> None:
        """Add a fault in a data row; `found` is printed as it is."""
        if self.full:
            self._untold += 1
            return
        self._told.append(Fault(self.file, self.line_of(row), field, expected, found))

    def line(self, line: int | None, field: str, expected: str, found: object) -> None:
        """Add a fault whose line is known, or that is about the whole file (None)."""
        if self.full:
            self._untold += 1
            return
        self._told.append(Fault(self.file, line, field, expected, describe(found)))

    def uncounted(self, count: int) -> None:
        """Count faults that were seen and not told."""
        self._untold += count

    def refuse(self) -> NoReturn:
        """Raise what was found."""
        told = sorted(self._told, key=lambda fault: fault.line or 0)
        error = SourceError(told)
        if self._untold:
            error.args = (f"{error.args[0]}\n{self.file}: and {self._untold} more",)
        raise error

    def raise_if_any(self) -> None:
        """Raise `SourceError` if there is a fault."""
        if self._told:
            self.refuse()


def describe(found: object) -> str:
    """How a found value is printed: text in quotes and cut short, nothing as `nothing`.

    >>> describe("1:75.000"), describe(None), describe(7)
    ("'1:75.000'", 'nothing', '7')
    """
    if found is None or found == "":
        return "nothing"
    if isinstance(found, str):
        return repr(found if len(found) <= 60 else found[:57] + "...")
    return str(found)


def refuse_file(file: str, expected: str, found: str) -> NoReturn:
    """Raise for a file that cannot be read at all; `found` is printed as it is."""
    raise SourceError(Fault(file, None, "", expected, found))
