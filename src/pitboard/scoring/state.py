"""The state of a session: what the facts so far add up to.

Laps are immutable and shared between snapshots; only the shells around them (`CarState`, `SessionState`) change, and
`copy` makes a snapshot by copying the shells. A passing changes nothing but its own car: that is what lets a
correction re-score one car instead of the session (see `scorer`).
"""

from __future__ import annotations

import msgspec

from pitboard.model.circuit import Circuit
from pitboard.model.entry import Entry
from pitboard.model.facts import Fact, NoteTaken, WeatherMeasured
from pitboard.model.meeting import Meeting, Session

WHY_LAP_ONE = "lap_one"
WHY_OUT_LAP = "out_lap"
WHY_IN_LAP = "in_lap"
WHY_RED = "red_flag"
WHY_CHEQUERED = "chequered_flag"
WHY_UNKNOWN_FLAG = "unknown_flag"


class Lap(msgspec.Struct, frozen=True, gc=False):
    """One completed lap.

    Attributes:
        number: from 1.
        seq: of the passing that ended it.
        start_us, end_us: on the timing clock, cut to the resolution.
        time_us: end − start.
        flag: shown to the car when it crossed the line; empty where none was known.
        in_pit: the line was crossed in the pit lane: an in-lap.
        out_lap: the lap before ended in the pit lane.
        driver_id: who was in the car at the line; empty where nobody was named.
        sectors_us: sector times; None where a loop missed the car.
        pit_us: time in the pit lane during the lap [µs]; None where there was none or it was not measured.
        part: part of the session it ended in; empty without parts.
        why_not: why it does not count for the best lap by the rules alone; empty where it counts.
    """

    number: int
    seq: int
    start_us: int
    end_us: int
    time_us: int
    flag: str
    in_pit: bool
    out_lap: bool
    driver_id: str
    sectors_us: tuple[int | None, ...]
    pit_us: int | None
    part: str
    why_not: str


class PitVisit(msgspec.Struct, frozen=True, gc=False):
    """One visit to the pit lane; instants are None where no loop saw them.

    Attributes:
        in_us, out_us: when the car entered and left.
        duration_us: entry to exit; None while it lasts or where it was not measured.
        lap_number: the lap in which the car left.
    """

    in_us: int | None
    out_us: int | None
    duration_us: int | None
    lap_number: int


class DriveSpan(msgspec.Struct, frozen=True, gc=False):
    """A driver takes over.

    Attributes:
        driver_id: who.
        from_us: when; None means from the start of the session.
        earliest_us, latest_us: bounds where the instant is inferred.
    """

    driver_id: str
    from_us: int
    earliest_us: int | None = None
    latest_us: int | None = None


class CarState:
    """One car in the session. Attributes are as in `Lap`; further:

    lap_start_us: when the lap being driven began; None before it did.
    splits: instants at the sector lines of the lap being driven, by sector number − 1.
    pit_in_us: a loop saw the car enter the pit lane and none has seen it leave.
    in_pit: what a board shows: in the pit lane, as far as is known.
    finished_us: when it took the chequered flag.
    ruled: decisions on laps by `seq` of the passing: the last one wins.
    """

    __slots__ = (
        "added",
        "best",
        "entry",
        "finished_us",
        "in_pit",
        "lap_start_us",
        "laps",
        "last_at_us",
        "last_line",
        "last_seen_us",
        "moved",
        "pit_in_us",
        "pit_us",
        "prev_in_pit",
        "ruled",
        "rulings",
        "spans",
        "splits",
        "status",
        "subtracted",
        "visits",
    )

    def __init__(self, entry: Entry, sectors: int) -> None:
        self.entry = entry
        self.laps: list[Lap] = []
        self.best: Lap | None = None
        self.lap_start_us: int | None = None
        self.splits: list[int | None] = [None] * (sectors - 1)
        self.pit_in_us: int | None = None
        self.pit_us: int | None = None
        self.prev_in_pit = False
        self.in_pit = False
        self.finished_us: int | None = None
        self.last_line = ""
        self.last_at_us = -1
        self.last_seen_us: dict[str, int] = {}
        self.spans: list[DriveSpan] = []
        self.visits: list[PitVisit] = []
        self.ruled: dict[int, Fact] = {}
        self.rulings: list[Fact] = []
        self.added: list[Fact] = []
        self.subtracted: list[Fact] = []
        self.moved: list[Fact] = []
        self.status: Fact | None = None

    def copy(self) -> CarState:
        """A snapshot that later facts do not reach."""
        twin = CarState.__new__(CarState)
        for name in CarState.__slots__:
            value = getattr(self, name)
            setattr(twin, name, value.copy() if type(value) is list or type(value) is dict else value)
        return twin

    @property
    def entry_id(self) -> str:
        """Identity of the entry."""
        return self.entry.entry_id

    @property
    def car(self) -> str:
        """The car number as it is now."""
        return self.entry.number

    @property
    def laps_completed(self) -> int:
        """Laps driven, decisions apart."""
        return len(self.laps)

    @property
    def driver_id(self) -> str:
        """Who is in the car; empty where nobody was named."""
        return self.spans[-1].driver_id if self.spans else ""


class FlagSpan(msgspec.Struct, frozen=True, gc=False):
    """A flag from `from_us` until the next one; bounds where the instant is inferred."""

    flag: str
    from_us: int
    part: str = ""
    zone: str = ""
    seq: int = 0
    earliest_us: int | None = None
    latest_us: int | None = None
    inferred: bool = False


class PartState(msgspec.Struct, frozen=True, gc=False):
    """A part that has started; `ended_us` is None while it runs."""

    part: str
    name: str
    classes: tuple[str, ...]
    started_us: int
    ended_us: int | None = None
    inferred: bool = False
    earliest_us: int | None = None
    latest_us: int | None = None


class WorkItem(msgspec.Struct, frozen=True, gc=False):
    """Something a timekeeper has to look at.

    Attributes:
        kind: `unknown_car`, `decision_without_lap`, `decision_suspended`, `target_missing`, ….
        seq: the fact in question.
        text: one sentence in race words.
        entry_id: which car; empty where none is known.
        at_us: when.
    """

    kind: str
    seq: int
    text: str
    entry_id: str = ""
    at_us: int = 0


class SessionState:
    """A session: its cars, clock, flags and parts.

    Attributes:
        cars: by entry id, in the order of the entry list.
        dropped: passings that were not scored, by `seq`: `doubled`, `before_start`, `after_flag`, `after_end`, ….
        last: the newest fact applied, for the order check; None at first.
        flag: shown to everybody now; empty before the first.
        part_flags: flags shown to one part only.
        part_of_class: the part that a class runs in now, by class code; "" stands for every class not named.
        decided: decisions in the order in which they were applied.
    """

    __slots__ = (
        "cars",
        "circuit",
        "decided",
        "dropped",
        "ended_us",
        "flag",
        "flags",
        "holds",
        "issued",
        "last",
        "lines",
        "meeting",
        "messages",
        "notes",
        "part_flags",
        "part_of_class",
        "parts",
        "plan",
        "pole_side",
        "sectors",
        "started_us",
        "weather",
        "work",
    )

    def __init__(self, plan: Session, circuit: Circuit | None = None, meeting: Meeting | None = None) -> None:
        self.plan = plan
        self.meeting = meeting
        self.cars: dict[str, CarState] = {}
        self.last: Fact | None = None
        self.started_us: int | None = None
        self.ended_us: int | None = None
        self.flag = ""
        self.flags: list[FlagSpan] = []
        self.part_flags: dict[str, str] = {}
        self.parts: dict[str, PartState] = {}
        self.part_of_class: dict[str, str] = {}
        self.holds: list[tuple[int, int | None]] = []
        self.dropped: dict[int, str] = {}
        self.work: list[WorkItem] = []
        self.decided: list[Fact] = []
        self.notes: list[NoteTaken] = []
        self.messages: list[Fact] = []
        self.issued: list[Fact] = []
        self.weather: list[WeatherMeasured] = []
        self.pole_side = ""
        self.use_circuit(circuit or Circuit())

    def use_circuit(self, circuit: Circuit) -> None:
        """Take the timing lines of this circuit."""
        self.circuit = circuit
        self.sectors = circuit.sector_count
        self.lines = {line.line: (line.kind, line.ends_sector) for line in circuit.lines}

    def copy(self) -> SessionState:
        """A snapshot that later facts do not reach; laps are shared."""
        twin = SessionState.__new__(SessionState)
        for name in SessionState.__slots__:
            value = getattr(self, name)
            setattr(twin, name, value.copy() if type(value) is list or type(value) is dict else value)
        twin.cars = {entry_id: car.copy() for entry_id, car in self.cars.items()}
        return twin

    def part_of(self, car_class: str) -> str:
        """The part that a class runs in now; empty without parts."""
        part = self.part_of_class.get(car_class)
        return self.part_of_class.get("", "") if part is None else part

    @property
    def seq(self) -> int:
        """The newest fact applied; 0 before the first."""
        return self.last.seq if self.last is not None else 0

    @property
    def end_of_time_us(self) -> int | None:
        """When time is up on the timing clock, clock holds so far included; None where the plan has no duration."""
        if self.started_us is None or self.plan.duration_us is None:
            return None
        held = sum(until - since for since, until in self.holds if until is not None)
        return self.started_us + self.plan.duration_us + held

    def session_us(self, at_us: int) -> int | None:
        """Time since the start in force [µs]; None before it."""
        return None if self.started_us is None else at_us - self.started_us
