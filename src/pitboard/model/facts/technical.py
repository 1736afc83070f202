"""Technical regulation: Balance of Performance tables, kept whole, and the states they were given."""

from __future__ import annotations

from pitboard.model.facts.base import Fact


class BopTableAdded(Fact, frozen=True, tag="bop_table_added"):
    """A version of a Balance of Performance table, whole; a draft until it is issued.

    Attributes:
        table: name of the table, such as `GTD`.
        bulletin: number as published; empty where there is none.
        text: the table as canonical JSON.
        sha256: hash of `text`; it names the version.
    """

    table: str
    text: str
    sha256: str
    bulletin: str = ""


class BopTableIssued(Fact, frozen=True, tag="bop_table_issued"):
    """A version is given a state; what it says never changes.

    Attributes:
        table: name of the table.
        sha256: which version.
        state: `provisional`, `definitive` or `amended`.
        effective_us: from when it binds, µs since 1970 UTC.
    """

    table: str
    sha256: str
    state: str
    effective_us: int
