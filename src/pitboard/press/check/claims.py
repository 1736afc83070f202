"""Claims and what came of them, as the JSON prints them."""

from __future__ import annotations

from enum import StrEnum

import msgspec


class Kind(StrEnum):
    """What a claim is about."""

    POSITION = "position"
    TIME = "time"
    GAP = "gap"
    NUMBER = "number"
    DRIVER = "driver"
    TEAM = "team"
    CAR = "car"
    CLASS = "class"
    RECORD = "record"
    COUNT = "count"
    GRID = "grid"
    CLOCK = "clock"
    NAME = "name"
    TIE = "tie"


class Verdict(StrEnum):
    """What the loaded facts say of a claim."""

    TRUE = "true"
    WRONG = "wrong"
    AMBIGUOUS = "ambiguous"
    UNDECIDABLE = "undecidable"
    MISSPELT = "misspelt"


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """One checkable value of an article.

    Attributes:
        start, end: code points into the decoded text, end exclusive; the text has neither BOM nor CR.
        text: exactly that slice.
        right: the right value, or the readings of an ambiguous one; None where there is nothing to add.
        facts: `SESSION:seq` and `record:KEY`.
    """

    start: int
    end: int
    text: str
    kind: Kind
    verdict: Verdict
    right: str | None = None
    facts: tuple[str, ...] = ()


class Checked(msgspec.Struct, frozen=True, kw_only=True):
    """An article with its claims in order.

    Attributes:
        claims: without overlaps, by `start`.
        text: the article as decoded.
        lang: `en` or `it`, given or recognised.
        session: what it was checked against.
    """

    claims: tuple[Claim, ...]
    text: str
    lang: str
    session: str

    @property
    def has_wrong(self) -> bool:
        """Whether a claim is wrong; a misspelt name alone is not."""
        return any(claim.verdict is Verdict.WRONG for claim in self.claims)

    def to_json(self) -> bytes:
        """The object that `pitboard check --json` prints."""
        return msgspec.json.encode({"claims": self.claims})
