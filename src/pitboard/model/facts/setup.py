"""Set-up: what is known before cars run."""

from __future__ import annotations

from pitboard.model.circuit import Circuit
from pitboard.model.entry import Driver, Entry
from pitboard.model.facts.base import Fact
from pitboard.model.meeting import Meeting, Session


class MeetingOpened(Fact, frozen=True, tag="meeting_opened"):
    """A log begins: which meeting it is."""

    meeting: Meeting


class CircuitDescribed(Fact, frozen=True, tag="circuit_described"):
    """The circuit and its timing lines; the latest one holds."""

    circuit: Circuit


class RulebookAdopted(Fact, frozen=True, tag="rulebook_adopted"):
    """The rulebook in force, whole, so that the log needs nothing else.

    Attributes:
        rulebook: its id, such as `imsa-2024`.
        text: the resolved rulebook as canonical JSON.
        sha256: hash of `text`.
    """

    rulebook: str
    text: str
    sha256: str


class SessionScheduled(Fact, frozen=True, tag="session_scheduled"):
    """A session of the meeting, with its parts."""

    plan: Session


class EntryAdded(Fact, frozen=True, tag="entry_added"):
    """A car enters; with the id of an entry that exists, the entry list's line is replaced from the start."""

    entry: Entry


class NumberChanged(Fact, frozen=True, tag="number_changed"):
    """A car's number changes.

    Attributes:
        entry_id: whose.
        number: the new one.
        from_us: valid from this instant; None means from the start.
    """

    entry_id: str
    number: str
    from_us: int | None = None


class ClassChanged(Fact, frozen=True, tag="class_changed"):
    """A car is moved to another class, from the start of the session or meeting named."""

    entry_id: str
    car_class: str


class CrewChanged(Fact, frozen=True, tag="crew_changed"):
    """The crew of an entry changes."""

    entry_id: str
    crew: tuple[Driver, ...]


class TransponderAssigned(Fact, frozen=True, tag="transponder_assigned"):
    """A transponder belongs to an entry.

    Attributes:
        transponder: as the decoder reads it.
        entry_id: whose.
        from_us: valid from this instant; None means from the start, earlier passings counted.
        until_us: valid until (exclusive); None means until another assignment.
    """

    transponder: str
    entry_id: str
    from_us: int | None = None
    until_us: int | None = None
