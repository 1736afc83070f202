"""The bundled session: tables in, the same facts out that an import of the official files gives."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from pitboard.bundled.course import course_facts, weather_facts
from pitboard.bundled.laps import lap_table
from pitboard.bundled.tables import read_rows, read_structs, read_toml
from pitboard.errors import UsageError
from pitboard.model.circuit import Circuit
from pitboard.model.entry import Driver, Entry, driver_id_of, parse_rating
from pitboard.model.facts import (
    CircuitDescribed,
    EntryAdded,
    Fact,
    MeetingOpened,
    NoteTaken,
    SessionScheduled,
    SessionStarted,
    order_key,
    with_seq,
)
from pitboard.model.meeting import Meeting, PartPlan, Session, SessionKind
from pitboard.sources.official_csv.facts import lap_facts
from pitboard.times import SECOND_US

_FOLDERS = {"roar-2024-q": "roar_2024_q"}


@dataclass(frozen=True, slots=True)
class BundledSession:
    """A session that lies in the package.

    Attributes:
        plan: the session as scheduled, with its parts.
        circuit: where.
        meeting: the weekend it belongs to.
        entries: the entry list, by number.
        facts: with `seq` 1, 2, 3 …: set-up first, then in effective order.
        rulebook: id of the rulebook that it ran under.
        event: key of the rulebook's overrides for this event.
    """

    plan: Session
    circuit: Circuit
    meeting: Meeting
    entries: tuple[Entry, ...]
    facts: tuple[Fact, ...]
    rulebook: str
    event: str


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """A sourced statement about the session.

    Attributes:
        topic: key, such as `no_time`.
        car: number; empty for the session.
        reason: it says why, not only what; a report may print it as a cause.
        text: one plain sentence.
        source: where it is from.
    """

    topic: str
    car: str
    reason: bool
    text: str
    source: str


def names() -> list[str]:
    """Names of the bundled sessions.

    >>> names()
    ['roar-2024-q']
    """
    return sorted(_FOLDERS)


def load(name: str) -> BundledSession:
    """A bundled session with its facts.

    Raises:
        UsageError: no session has this name.

    >>> len(load("roar-2024-q").entries)
    59
    """
    folder = _folder(name)
    table = read_toml(folder, "meeting.toml")
    circuit = msgspec.convert(table["circuit"], Circuit)
    about = table["meeting"]
    rulebook, event = about.pop("rulebook"), about.pop("event")
    meeting = msgspec.convert({**about, "circuit_name": circuit.name}, Meeting)
    plan = _plan(name, table["qualifying"], _zone(circuit))
    entries = _entries(folder)
    facts = _facts(folder, plan, circuit, meeting, entries)
    return BundledSession(plan, circuit, meeting, entries, facts, rulebook, event)


def notes(name: str) -> tuple[Note, ...]:
    """The sourced notes on a bundled session; its facts hold them as `NoteTaken`."""
    return read_structs(_folder(name), "notes.toml", "note", Note)


def schedule(name: str) -> tuple[Session, ...]:
    """What else the meeting's week held: the test sessions before, and the race that the result sets the grid of.

    >>> schedule("roar-2024-q")[-1].name
    'Rolex 24 at Daytona'
    """
    table = read_toml(_folder(name), "meeting.toml")
    zone = ZoneInfo(table["circuit"]["zone"])
    return tuple(
        Session(
            session=row["session"],
            kind=SessionKind(row["kind"]),
            name=row["name"],
            scheduled_us=_instant_us(row["scheduled"], zone),
        )
        for row in table["schedule"]
    )


def _folder(name: str) -> str:
    if name not in _FOLDERS:
        raise UsageError(f"expected a bundled session ({', '.join(names())}), was {name!r}")
    return _FOLDERS[name]


def _zone(circuit: Circuit) -> ZoneInfo:
    return ZoneInfo(circuit.zone or "UTC")


def _instant_us(local: datetime, zone: ZoneInfo) -> int:
    return int(local.replace(tzinfo=zone).timestamp()) * SECOND_US


def _plan(name: str, table: dict[str, Any], zone: ZoneInfo) -> Session:
    parts = tuple(
        PartPlan(
            part=part["part"],
            name=part["name"],
            classes=tuple(part["classes"]),
            start_us=_instant_us(part["start"], zone) if "start" in part else None,
        )
        for part in table["part"]
    )
    return Session(
        session=name,
        kind=SessionKind.QUALIFYING,
        name=table["name"],
        scheduled_us=_instant_us(table["scheduled"], zone),
        parts=parts,
        source_name=name,
    )


def _entries(folder: str) -> tuple[Entry, ...]:
    crews: dict[str, list[Driver]] = defaultdict(list)
    for _line, row in read_rows(folder, "crews.csv"):
        name = f"{row['given_name']} {row['family_name']}"
        driver = Driver(
            driver_id=driver_id_of(name),
            name=name,
            nation=row["nation"] or None,
            country_as_filed=row["country_as_filed"],
            rating=parse_rating(row["rating"]),
            family_name=row["family_name"],
        )
        crews[row["car"]].append(driver)
    return tuple(
        Entry(
            entry_id=row["car"],
            number=row["car"],
            car_class=row["class"],
            team=row["team"],
            vehicle=row["vehicle"],
            manufacturer=row["manufacturer"],
            tyres=row["tyres"],
            crew=tuple(crews[row["car"]]),
        )
        for _line, row in read_rows(folder, "entries.csv")
    )


def _facts(
    folder: str, plan: Session, circuit: Circuit, meeting: Meeting, entries: tuple[Entry, ...]
) -> tuple[Fact, ...]:
    """Set-up, then everything that has an instant in effective order; `seq` counts from 1."""
    zone = _zone(circuit)
    midnight = datetime.fromtimestamp((plan.scheduled_us or 0) / SECOND_US, zone).replace(
        hour=0, minute=0, second=0
    )
    midnight_us = int(midnight.timestamp()) * SECOND_US
    course = course_facts(folder, plan, midnight_us)
    start_us = next(fact.at_us for fact in course if isinstance(fact, SessionStarted))
    by_number = {entry.number: entry for entry in entries}
    session = plan.session
    set_up: list[Fact] = [
        MeetingOpened(at_us=start_us, meeting=meeting),
        CircuitDescribed(at_us=start_us, circuit=circuit),
        SessionScheduled(at_us=start_us, session=session, plan=plan),
        *(EntryAdded(at_us=start_us, session=session, entry=entry) for entry in entries),
    ]
    laps = lap_table(folder, by_number, start_us - midnight_us)
    timed = [
        *course,
        *(fact for fact in lap_facts(laps, start_us, session) if not isinstance(fact, SessionStarted)),
        *weather_facts(folder, session, midnight_us),
    ]
    timed.sort(key=order_key)
    last_us = timed[-1].at_us
    taken = [
        NoteTaken(
            at_us=last_us,
            session=session,
            topic=note.topic,
            text=note.text,
            source=note.source,
            entry_id=note.car,
        )
        for note in read_structs(folder, "notes.toml", "note", Note)
    ]
    return tuple(with_seq(fact, seq) for seq, fact in enumerate([*set_up, *timed, *taken], 1))
