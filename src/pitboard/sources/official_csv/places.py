"""Where a session took place, and what kind of session it was, from the names of its files."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from pitboard.model.meeting import SessionKind

_DATED = re.compile(r"^(?P<stamp>20\d{2}[01]\d[0-3]\d[0-2]\d[0-5]\d)-")
_YEAR = re.compile(r"(?<!\d)(20\d{2})(?!\d)")


@dataclass(frozen=True, slots=True)
class Place:
    """A circuit as the names of folders and files give it away.

    Attributes:
        circuit_id, name: of the circuit.
        zone: IANA time zone.
    """

    circuit_id: str
    name: str
    zone: str


_EASTERN, _CENTRAL, _PACIFIC = "America/New_York", "America/Chicago", "America/Los_Angeles"
_PLACES = (
    ("daytona|roar", Place("daytona-road-course", "Daytona International Speedway", _EASTERN)),
    ("sebring", Place("sebring", "Sebring International Raceway", _EASTERN)),
    ("mid-ohio", Place("mid-ohio", "Mid-Ohio Sports Car Course", _EASTERN)),
    ("lime-rock", Place("lime-rock", "Lime Rock Park", _EASTERN)),
    ("road-america", Place("road-america", "Road America", _CENTRAL)),
    ("long-beach", Place("long-beach", "Long Beach Street Circuit", _PACIFIC)),
    ("road-atlanta|petit", Place("road-atlanta", "Michelin Raceway Road Atlanta", _EASTERN)),
    ("laguna-seca", Place("laguna-seca", "WeatherTech Raceway Laguna Seca", _PACIFIC)),
    ("canadian-tire|mosport", Place("ctmp", "Canadian Tire Motorsport Park", "America/Toronto")),
    ("virginia|vir", Place("vir", "Virginia International Raceway", _EASTERN)),
    ("indianapolis", Place("indianapolis", "Indianapolis Motor Speedway Road Course", "America/Indiana/Indianapolis")),
    ("detroit", Place("detroit", "Detroit Street Course", "America/Detroit")),
    ("watkins-glen", Place("watkins-glen", "Watkins Glen International", _EASTERN)),
    ("le-mans", Place("le-mans", "Circuit des 24 Heures", "Europe/Paris")),
    ("spa", Place("spa", "Circuit de Spa-Francorchamps", "Europe/Brussels")),
)


def place_of(path: Path) -> Place | None:
    """The circuit that a file's folder or name speaks of; None where neither does."""
    for text in (path.resolve().parent.name, path.name):
        words = text.lower().replace("_", "-").replace(" ", "-")
        for pattern, place in _PLACES:
            if re.search(rf"(?<![a-z])(?:{pattern})(?![a-z])", words):
                return place
    return None


def session_of(path: Path) -> str:
    """Id of the session: the file name without what says that it is the laps file.

    >>> session_of(Path("202401211355-qualifying-laps.csv.gz"))
    '202401211355-qualifying'
    >>> session_of(Path("23_Analysis_Race.CSV"))
    '23_Analysis_Race'
    """
    name = re.sub(r"\.gz$", "", path.name, flags=re.IGNORECASE)
    name = re.sub(r"\.csv$", "", name, flags=re.IGNORECASE)
    return name.removesuffix("-laps")


def kind_of(session: str) -> SessionKind:
    """What a session is for, by its name.

    >>> kind_of("202101241405-r24h-qualifying-race").value, kind_of("202401191100-session-1").value
    ('race', 'test')
    """
    words = re.sub(r"[^a-z]+", " ", _DATED.sub("", session).lower()).split()
    if "race" in words:
        return SessionKind.RACE
    if any(word.startswith("quali") or word == "hyperpole" for word in words):
        return SessionKind.QUALIFYING
    if "warm" in words or "warmup" in words:
        return SessionKind.WARM_UP
    if "session" in words or "test" in words:
        return SessionKind.TEST
    return SessionKind.PRACTICE


def title_of(session: str) -> str:
    """The session's name as people read it."""
    words = _DATED.sub("", session).replace("_", " ").replace("-", " ").split()
    return " ".join(word if word.isupper() or word.isdigit() else word.capitalize() for word in words)


def scheduled_of(session: str, zone: str | None) -> int | None:
    """Scheduled start out of the file name, µs since 1970 UTC; None without a date."""
    found = _DATED.match(session)
    if found is None:
        return None
    there = datetime.strptime(found["stamp"], "%Y%m%d%H%M").replace(tzinfo=ZoneInfo(zone or "UTC"))
    return round(there.timestamp()) * 1_000_000


def start_of(session: str, start_clock_us: int, zone: str | None) -> int:
    """Start of the session, µs since 1970 UTC: the date of the file name and the file's own time of day.

    Without a date the first of January of a year that the name gives, else 1970, stands in: durations and times of day
    are right, the date is not known. A start just after midnight that was scheduled before it falls on the next day.
    """
    day, scheduled_clock_us = _day_of(session)
    if scheduled_clock_us is not None and start_clock_us < scheduled_clock_us - 12 * 3_600_000_000:
        day += timedelta(days=1)
    midnight = datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone or "UTC"))
    seconds, fraction_us = divmod(start_clock_us, 1_000_000)
    there = midnight.replace(hour=seconds // 3600, minute=seconds // 60 % 60, second=seconds % 60)
    return round(there.timestamp()) * 1_000_000 + fraction_us


def _day_of(session: str) -> tuple[date, int | None]:
    found = _DATED.match(session)
    if found is not None:
        stamp = datetime.strptime(found["stamp"], "%Y%m%d%H%M")  # noqa: DTZ007 - the zone joins later
        return stamp.date(), (stamp.hour * 3600 + stamp.minute * 60) * 1_000_000
    year = _YEAR.search(session.replace("_", " "))
    return date(int(year[1]) if year else 1970, 1, 1), None
