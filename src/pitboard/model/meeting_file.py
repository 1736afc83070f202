"""MEETING.toml: everything that is known before cars run, written by the organiser.

A mistake is named by its key, and every one of them at once. The template of `pitboard meeting new` shows each key.
"""

from __future__ import annotations

import tomllib
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, available_timezones

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from pitboard.errors import PitboardError
from pitboard.model.circuit import STANDARD_LINES, Circuit, LineKind, TimingLine
from pitboard.model.meeting import Meeting, PartPlan, Session, SessionKind
from pitboard.times import MINUTE_US, SECOND_US

Key = Annotated[str, Field(min_length=1, max_length=80, pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")]
Text = Annotated[str, Field(max_length=200)]
Minutes = Annotated[int, Field(gt=0, le=7 * 24 * 60)]


class MeetingFileError(PitboardError):
    """A meeting file that cannot be used. `problems` holds every mistake, as (key, what is wrong)."""

    def __init__(self, name: str, problems: list[tuple[str, str]]) -> None:
        self.problems = tuple(problems)
        lines = [f"{name}: {len(problems)} mistake{'s' if len(problems) != 1 else ''}"]
        super().__init__("\n".join([*lines, *(f"  {key}: {what}" for key, what in problems)]))


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class AboutMeeting(_Table):
    """`[meeting]`: name and rules.

    Attributes:
        id: short name; the log is `ID.pitboard` unless `log` says otherwise.
        name: as documents print it.
        rulebook: a built-in name or a path.
        series: series key; empty for a club.
        season: year.
        log: file of the race log, beside the meeting file.
        entries: entry list, CSV or Excel, beside the meeting file.
    """

    id: Key
    name: Text
    rulebook: Text = "club"
    series: Text = ""
    season: int | None = None
    log: Text = ""
    entries: Annotated[str, Field(min_length=1)]


class Line(_Table):
    """`[[circuit.lines]]`: a timing line, as `TimingLine`."""

    line: Annotated[str, Field(pattern=r"^[^\s,]{1,64}$")]
    kind: Literal["finish", "finish_pit", "intermediate", "pit_in", "pit_out", "speed"]
    ends_sector: Annotated[int, Field(ge=0, le=50)] = 0
    distance_m: float | None = None


class AboutCircuit(_Table):
    """`[circuit]`: where, as `Circuit`; without `lines` three sectors and a pit lane."""

    id: Key
    name: Text
    zone: str
    length_m: Annotated[float, Field(gt=0)] | None = None
    pole_side: Literal["left", "right", ""] = ""
    lines: tuple[Line, ...] = ()

    @field_validator("lines", mode="before")
    @classmethod
    def _as_tuple(cls, value: Any) -> Any:
        return tuple(value) if isinstance(value, list) else value

    @field_validator("length_m", mode="before")
    @classmethod
    def _whole_metres(cls, value: Any) -> Any:
        return float(value) if isinstance(value, int) and not isinstance(value, bool) else value

    @field_validator("zone")
    @classmethod
    def _zone(cls, value: str) -> str:
        if value not in available_timezones():
            raise ValueError("expected an IANA time zone such as Europe/Berlin")
        return value

    @model_validator(mode="after")
    def _lines(self) -> AboutCircuit:
        names = [line.line for line in self.lines]
        if len(set(names)) != len(names):
            raise ValueError("expected each line once")
        if self.lines and not any(line.kind in ("finish", "finish_pit") for line in self.lines):
            raise ValueError("expected a line of kind finish")
        return self


class AboutPart(_Table):
    """`[[session.part]]`: a part with its own clock."""

    id: Key
    name: Text
    classes: tuple[str, ...]
    start: datetime | None = None
    minutes: Minutes | None = None

    @field_validator("classes", mode="before")
    @classmethod
    def _as_tuple(cls, value: Any) -> Any:
        return tuple(value) if isinstance(value, list) else value


class AboutSession(_Table):
    """`[[session]]`: one session; `start` is a local time at the venue."""

    id: Key
    kind: Literal["practice", "test", "qualifying", "warm-up", "race"]
    name: Text
    start: datetime
    minutes: Minutes | None = None
    laps: Annotated[int, Field(gt=0)] | None = None
    part: tuple[AboutPart, ...] = ()

    @field_validator("part", mode="before")
    @classmethod
    def _as_tuple(cls, value: Any) -> Any:
        return tuple(value) if isinstance(value, list) else value


class Inputs(_Table):
    """`[inputs]`: where passings come from; options of `pitboard serve` come before it.

    Attributes:
        p3: `HOST:PORT` of a MYLAPS P3 decoder.
        p3_line: the line that its loop is.
        lines: TCP port on which lines of text are taken.
    """

    p3: str = ""
    p3_line: str = "finish"
    lines: Annotated[int, Field(ge=0, le=65_535)] | None = None


class MeetingFile(_Table):
    """The whole file."""

    meeting: AboutMeeting
    circuit: AboutCircuit
    session: tuple[AboutSession, ...]
    inputs: Inputs = Inputs()

    @field_validator("session", mode="before")
    @classmethod
    def _as_tuple(cls, value: Any) -> Any:
        return tuple(value) if isinstance(value, list) else value

    @field_validator("session")
    @classmethod
    def _each_once(cls, value: tuple[AboutSession, ...]) -> tuple[AboutSession, ...]:
        if not value:
            raise ValueError("expected at least one [[session]]")
        names = [session.id for session in value]
        if len(set(names)) != len(names):
            raise ValueError("expected each session id once")
        return value

    def as_meeting(self) -> Meeting:
        """The meeting as facts hold it."""
        about = self.meeting
        return Meeting(
            meeting=about.id,
            name=about.name,
            series=about.series,
            season=about.season,
            circuit_name=self.circuit.name,
        )

    def as_circuit(self) -> Circuit:
        """The circuit as facts hold it."""
        about = self.circuit
        lines = tuple(
            TimingLine(
                line=each.line,
                kind=LineKind(each.kind),
                ends_sector=each.ends_sector,
                distance_m=each.distance_m,
            )
            for each in about.lines
        )
        return Circuit(
            circuit_id=about.id,
            name=about.name,
            length_m=about.length_m,
            zone=about.zone,
            lines=lines or STANDARD_LINES,
            pole_side=about.pole_side,
            pole_side_source="the meeting file" if about.pole_side else "",
        )

    def as_sessions(self) -> tuple[Session, ...]:
        """The sessions as facts hold them."""
        zone = ZoneInfo(self.circuit.zone)
        return tuple(
            Session(
                session=each.id,
                kind=SessionKind(each.kind),
                name=each.name,
                scheduled_us=_instant_us(each.start, zone),
                duration_us=None if each.minutes is None else each.minutes * MINUTE_US,
                laps=each.laps,
                parts=tuple(_part(part, zone) for part in each.part),
            )
            for each in self.session
        )


def _part(part: AboutPart, zone: ZoneInfo) -> PartPlan:
    return PartPlan(
        part=part.id,
        name=part.name,
        classes=part.classes,
        start_us=None if part.start is None else _instant_us(part.start, zone),
        duration_us=None if part.minutes is None else part.minutes * MINUTE_US,
    )


def _instant_us(local: datetime, zone: ZoneInfo) -> int:
    there = local if local.tzinfo is not None else local.replace(tzinfo=zone)
    return int(there.timestamp()) * SECOND_US


def read_meeting_file(path: Path) -> MeetingFile:
    """Read a meeting file.

    Raises:
        MeetingFileError: with every mistake by its key.
    """
    try:
        tree = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise MeetingFileError(str(path), [("file", "is not there")]) from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise MeetingFileError(str(path), [("file", f"cannot be read: {error}")]) from error
    try:
        return MeetingFile.model_validate(tree)
    except ValidationError as error:
        raise MeetingFileError(
            str(path), [_problem(item) for item in error.errors(include_url=False)]
        ) from None


def _problem(item: Any) -> tuple[str, str]:
    key = ".".join(f"{part + 1}" if isinstance(part, int) else str(part) for part in item["loc"])
    match item["type"]:
        case "missing":
            return key, "is missing"
        case "extra_forbidden":
            return key, "unknown key"
        case "value_error":
            return key, f"{item['ctx']['error']}, was {item['input']!r}" if isinstance(
                item["input"], str
            ) else str(item["ctx"]["error"])
        case _:
            return key, f"{item['msg'][0].lower()}{item['msg'][1:]}, was {str(item['input'])[:80]!r}"


TEMPLATE = """# A meeting of Pitboard: `pitboard meeting check MEETING.toml`, then `pitboard serve MEETING.toml`.

[meeting]
id = "club-day"                  # short name; the race log becomes club-day.pitboard
name = "Club Day"
rulebook = "club"                # `pitboard rulebook list`, or a path to your own
entries = "entries.csv"          # CSV or Excel: number, class, team, vehicle, transponder, driver_1 …

[circuit]
id = "home-ring"
name = "Home Ring"
length_m = 2400
zone = "Europe/Berlin"           # all times below are local times there
lines = [                        # leave out for three sectors and a pit lane
  { line = "finish", kind = "finish", ends_sector = 1 },
]

[[session]]
id = "race"
kind = "race"                    # practice, test, qualifying, warm-up or race
name = "Race"
start = 2030-05-04T14:00:00
minutes = 60

[inputs]
# p3 = "192.168.1.50:5403"       # a MYLAPS P3 decoder
# lines = 5404                   # lines `line,transponder-or-car,time` over TCP
"""

ENTRIES_TEMPLATE = """number,class,team,vehicle,transponder,driver_1,driver_2
7,A,First Team,Blue car,102758186,Ada Example/GER/Bronze,Ben Example/GER/Silver
8,A,Second Team,Red car,102758187,Cleo Example/FRA/Bronze,
"""
