"""What every fact carries."""

from __future__ import annotations

from typing import ClassVar

import msgspec


class Fact(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    omit_defaults=True,
    gc=False,
    tag_field="fact",
    forbid_unknown_fields=False,
):
    """What every fact carries.

    Attributes:
        at_us: µs since 1970 UTC on the timing clock, as read; stories (`.race`) start at 0.
        session: id of the session it belongs to; empty for facts of the whole meeting.
        seq: arrival in the log, from 1; 0 until it is appended. It orders the log and never decides a result.
        by: who acted, where a person did.
        why: the reason given.
        article: the rule named.
        recorded_us: wall-clock instant at which an operator acted, µs since 1970 UTC; None for what was measured.
    """

    at_us: int
    session: str = ""
    seq: int = 0
    by: str = ""
    why: str = ""
    article: str = ""
    recorded_us: int | None = None

    rank: ClassVar[int] = 0
    """Place among facts of one instant: set-up 0, session and flags 1-3, people 4, passings 5, decisions 6, words and weather 7,
    ends 8, results 9."""
