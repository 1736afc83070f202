"""Where published pages lie: names that hold for ever, because a printed QR code leads to them."""

from __future__ import annotations

import hashlib
import re

_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,79}")
_RESERVED = frozenset({"documents", "balance-of-performance", "con", "nul", "prn", "aux"})


def session_folder(session: str) -> str:
    """The folder of a session's pages: its id where any web host can serve it, else a name made of it.

    >>> session_folder("202401211355-qualifying"), session_folder("../x")
    ('202401211355-qualifying', 'x-d6b96a97')
    """
    if _PLAIN.fullmatch(session) and session.casefold() not in _RESERVED:
        return session
    kept = "-".join(re.findall(r"[a-z0-9]+", session.casefold()))[:40] or "session"
    return f"{kept}-{hashlib.sha256(session.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"


def result_link(publish_url: str, session: str, sha256: str) -> str:
    """Where the QR code of a sheet leads: the result on its session's page."""
    return f"{publish_url.rstrip('/')}/{session_folder(session)}/#{sha256}"
