"""The race log as another machine follows it."""

from __future__ import annotations

from pitboard.wire.base import Wire


class LogRecord(Wire, frozen=True, kw_only=True):
    """A fact exactly as it is stored.

    Attributes:
        seq: place in the log.
        session: id of its session; empty for facts of the whole meeting.
        kind: tag of its kind.
        stored: the stored text; its UTF-8 bytes are what the chain is made of.
        hash: the chain up to and including this fact, in hexadecimal digits.
    """

    seq: int
    session: str
    kind: str
    stored: str
    hash: str


class LogPage(Wire, frozen=True, kw_only=True):
    """Records after the `seq` that was asked for, in order.

    Attributes:
        last_seq: the newest fact of the log; what follows it comes with the next question.
        writer: which server answers.
        read_only: it takes no facts: another machine writes.
    """

    records: tuple[LogRecord, ...]
    last_seq: int
    writer: str
    read_only: bool


class TakeOver(Wire, frozen=True, kw_only=True):
    """Another machine wants to go on writing.

    Attributes:
        writer: its name.
        last_seq_held: the newest fact that it holds.
    """

    writer: str
    last_seq_held: int
