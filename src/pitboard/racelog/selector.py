"""Which session is meant: `FILE.pitboard`, or `FILE.pitboard#ID` where the log holds several."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pitboard.errors import UsageError
from pitboard.racelog.interface import RaceLog

SUFFIX = ".pitboard"
"""How a race log's file name ends."""


@dataclass(frozen=True, slots=True)
class Selector:
    """A session of a log, as typed.

    Attributes:
        path: the log.
        session: the session's id; None where none was typed.
    """

    path: Path
    session: str | None = None

    def __str__(self) -> str:
        return str(self.path) if self.session is None else f"{self.path}#{self.session}"


def is_selector(text: str) -> bool:
    """Whether a text names a log, and not a laps file or a bundled session.

    >>> is_selector("roar.pitboard#Q"), is_selector("laps.csv.gz")
    (True, False)
    """
    return text.endswith(SUFFIX) or f"{SUFFIX}#" in text


def parse_selector(text: str) -> Selector:
    """Read a selector.

    Raises:
        UsageError: it names no log, or nothing follows the `#`.

    >>> parse_selector("roar.pitboard#202401211355-qualifying").session
    '202401211355-qualifying'
    """
    if not is_selector(text):
        raise UsageError(f"expected FILE{SUFFIX} or FILE{SUFFIX}#ID, was {text!r}")
    if text.endswith(SUFFIX):
        return Selector(Path(text))
    before, _, session = text.partition(f"{SUFFIX}#")
    if not session:
        raise UsageError(f"expected the id of a session after the #, was {text!r}")
    return Selector(Path(before + SUFFIX), session)


def choose_session(log: RaceLog, selector: Selector) -> str:
    """The session that is meant.

    Raises:
        UsageError: the log holds no such session, several and none was named, or none at all. The message lists the ids.
    """
    ids = list(log.sessions())
    if selector.session is not None:
        if selector.session in ids:
            return selector.session
        raise UsageError(
            f"{selector.path}: there is no session {selector.session!r}; it holds {_listed(ids)}"
        )
    if len(ids) == 1:
        return ids[0]
    if not ids:
        raise UsageError(f"{selector.path}: holds no session yet")
    raise UsageError(
        f"{selector.path}: holds {len(ids)} sessions; say which, as in {selector.path}#{ids[0]}:{_lines(ids)}"
    )


def _listed(ids: list[str]) -> str:
    return f"these:{_lines(ids)}" if ids else "none"


def _lines(ids: list[str]) -> str:
    return "".join(f"\n  {name}" for name in ids)
