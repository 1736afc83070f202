"""What a session is called in running text: the words of its file name, taken apart."""

from __future__ import annotations

import re

from pitboard.press.report.values import SessionName

_KINDS = {
    "practice": "practice",
    "free practice": "practice",
    "session": "test",
    "test": "test",
    "warm up": "warm-up",
    "warm-up": "warm-up",
    "qualifying": "qualifying",
    "qualifying race": "qualifying-race",
    "race": "race",
}
_NAMED = re.compile(
    r"(?P<kind>free practice|practice|session|test|warm[- ]up|qualifying race|qualifying|race)"
    r"(?: (?P<number>\d{1,2}))?(?P<rest>(?: [a-z0-9]+)*)",
    re.IGNORECASE,
)


def session_name(text: str, classes: dict[str, str]) -> SessionName:
    """A session's name as a value.

    Args:
        text: its name, such as `Practice 3` or, from a file, `Qualifying Lmp2 Dpi Position Points`.
        classes: names of the classes by code.

    >>> session_name("Practice 3", {}).number
    3
    >>> session_name("Qualifying Gtd Points Gtlm", {"GTD": "GTD", "GTLM": "GTLM"}).classes
    ('GTD', 'GTLM')
    >>> session_name("Rolex 24 at Daytona", {}).kind
    ''
    """
    found = _NAMED.fullmatch(text.removeprefix("R24h "))
    if found is None:
        return SessionName(text=text)
    names = {code.lower(): name for code, name in classes.items()}
    words = [word for word in found["rest"].lower().split() if word not in ("position", "points")]
    if any(word not in names for word in words):
        return SessionName(text=text)
    return SessionName(
        text=text,
        kind=_KINDS[found["kind"].lower()],
        number=int(found["number"] or 0),
        classes=tuple(names[word] for word in words),
    )
