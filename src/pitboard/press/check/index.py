"""What a scored session says, indexed by what a reporter writes. Nothing is computed here that scoring has computed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from pitboard.bundled.poles import ClassPole, class_poles
from pitboard.bundled.records import RecordStatus, TrackRecord, records
from pitboard.model import facts as f
from pitboard.model.entry import Driver, Entry
from pitboard.press.check.reading import fold
from pitboard.scoring.classification import Row, by_class
from pitboard.scoring.state import CarState
from pitboard.sessions.scored import Scored
from pitboard.times import format_time
from pitboard.wire.grid import GridLineRow, grid_line

GT_PREFIX = "GT"


@dataclass(frozen=True, slots=True)
class Car:
    """A car of the session.

    Attributes:
        entry, row, state: as entered, as classified, as it ran.
        entered_seq: of the fact that entered it.
    """

    entry: Entry
    row: Row
    state: CarState
    entered_seq: int

    @property
    def best_us(self) -> int | None:
        """Its best lap [µs]."""
        return self.row.best.time_us if self.row.best else None

    @property
    def makes(self) -> str:
        """Manufacturer and vehicle, folded."""
        return fold(f"{self.entry.manufacturer} {self.entry.vehicle}")

    @property
    def result_seq(self) -> int:
        """The fact that a place rests on: the best lap's passing, in a race the last one's."""
        if self.row.total_us is not None and self.state.laps:
            return self.state.laps[-1].seq
        return self.row.best.seq if self.row.best else self.entered_seq


@dataclass(frozen=True, slots=True)
class Past:
    """A lap of the tables of records and earlier poles."""

    key: str
    car_class: str
    drivers: tuple[str, ...]
    time_us: int | None
    year: int
    make: str
    is_record: bool


class Index:
    """A scored session, looked up by car, driver, class and place."""

    def __init__(self, scored: Scored) -> None:
        self.scored = scored
        entered = {
            fact.entry.entry_id: fact.seq for fact in scored.opened.facts if isinstance(fact, f.EntryAdded)
        }
        states = scored.state.cars
        self.cars = {
            row.entry_id: Car(
                states[row.entry_id].entry, row, states[row.entry_id], entered.get(row.entry_id, 0)
            )
            for row in scored.rows
        }
        self.order = [self.cars[row.entry_id] for row in scored.rows]
        self.classes = {
            code: [self.cars[r.entry_id] for r in rows] for code, rows in by_class(scored.rows).items()
        }
        self.is_race = scored.opened.plan.kind.is_race

    @property
    def session(self) -> str:
        """Its name, as facts cite it."""
        return self.scored.opened.name

    def fact(self, seq: int) -> str:
        """A fact as a claim cites it."""
        return f"{self.session}:{seq}"

    def results_of(self, cars: Iterable[Car]) -> tuple[str, ...]:
        """The facts that the places of some cars rest on."""
        return tuple(dict.fromkeys(self.fact(car.result_seq) for car in cars))

    def entries_of(self, cars: Iterable[Car]) -> tuple[str, ...]:
        """The facts that entered some cars."""
        return tuple(dict.fromkeys(self.fact(car.entered_seq) for car in cars))

    @cached_property
    def drivers(self) -> dict[str, tuple[Driver, tuple[Car, ...]]]:
        """Each driver with every car that he or she is entered in."""
        found: dict[str, tuple[Driver, tuple[Car, ...]]] = {}
        for car in self.order:
            for driver in car.entry.crew:
                known = found.get(driver.driver_id)
                found[driver.driver_id] = (driver, (*(known[1] if known else ()), car))
        return found

    @cached_property
    def gt_order(self) -> list[Car]:
        """The GT cars, all classes together, in order."""
        return [
            car
            for car in self.order
            if car.row.car_class.startswith(GT_PREFIX) and car.row.car_class != "GTP"
        ]

    @cached_property
    def grid(self) -> dict[str, GridLineRow]:
        """The grid that a qualifying session sets, by car number; empty otherwise."""
        if self.scored.opened.plan.kind.value != "qualifying":
            return {}
        return {row.car: row for row in grid_line(self.scored).rows}

    @cached_property
    def has_short_laps(self) -> bool:
        """Whether laps take less than a minute, so that `51.725` may be one."""
        best = self.order[0].best_us if self.order else None
        return best is not None and best < 60_000_000

    def class_name(self, code: str) -> str:
        """A class as it is printed."""
        return next((c.name for c in self.scored.opened.rulebook.classes if c.code == code), code)

    def places(self, car: Car) -> dict[str, int]:
        """The places a car may be said to hold: overall, in class, among GT cars."""
        found: dict[str, int] = {}
        if car.row.position is not None and (self.is_race or car.best_us is not None):
            found["overall"] = car.row.position
            if car.row.class_position is not None:
                found["class"] = car.row.class_position
            if car in self.gt_order:
                found["gt"] = self.gt_order.index(car) + 1
        return found

    def between(self, first: Car, second: Car) -> int | None:
        """How far apart two cars are [µs]: best laps, in a race times at the end of the same distance."""
        if self.is_race:
            same = first.row.laps == second.row.laps
            if same and first.row.total_us is not None and second.row.total_us is not None:
                return abs(first.row.total_us - second.row.total_us)
            return None
        if first.best_us is None or second.best_us is None:
            return None
        return abs(first.best_us - second.best_us)

    def gaps_of(self, car: Car) -> dict[str, int]:
        """The gaps a car may be said to have [µs], by what they are measured to."""
        row = car.row
        found: dict[str, int] = {}
        for name, gap in (
            ("class leader", row.class_gap_first),
            ("leader", row.gap_first),
            ("car ahead in class", row.class_gap_previous),
            ("car ahead", row.gap_previous),
        ):
            if gap is not None and gap.time_us is not None and not gap.laps:
                found[name] = gap.time_us
        for name, order in (("next in class", self.classes[row.car_class]), ("next", self.order)):
            at = order.index(car)
            if at + 1 < len(order):
                behind = self.between(car, order[at + 1])
                if behind is not None:
                    found[name] = behind
        return found

    def laps_down(self, car: Car) -> set[int]:
        """Whole laps a car may be said to be behind."""
        gaps = (car.row.class_gap_first, car.row.gap_first, car.row.class_gap_previous, car.row.gap_previous)
        return {gap.laps for gap in gaps if gap is not None and gap.laps}

    @cached_property
    def every_lap(self) -> dict[int, list[tuple[Car, int]]]:
        """Cars and facts by lap time [µs]."""
        found: dict[int, list[tuple[Car, int]]] = {}
        for car in self.order:
            for lap in car.state.laps:
                found.setdefault(lap.time_us, []).append((car, lap.seq))
        return found

    @cached_property
    def day(self) -> datetime | None:
        """When the session began, in UTC."""
        at_us = self.scored.state.started_us or self.scored.opened.plan.scheduled_us
        return datetime.fromtimestamp(at_us / 1_000_000, tz=UTC) if at_us else None

    @property
    def zone(self) -> str:
        """The venue's zone; empty where it is not known."""
        return self.scored.state.circuit.zone or ""

    @cached_property
    def venue(self) -> str:
        """All that names the circuit or the meeting, in one line."""
        circuit = self.scored.state.circuit
        meeting = self.scored.opened.meeting
        texts = [circuit.circuit_id, circuit.name, self.session]
        texts += [meeting.circuit_name, meeting.name] if meeting else []
        return " ".join([*texts, str(self.scored.opened.laps_file or "")])

    @cached_property
    def is_daytona(self) -> bool:
        """Whether the tables of records speak of this circuit."""
        return "daytona" in self.venue.casefold() or "roar" in self.venue.casefold()

    @cached_property
    def past(self) -> tuple[Past, ...]:
        """Records and poles before this session, where the circuit is theirs."""
        if not self.is_daytona or self.day is None:
            return ()
        there = self.day.astimezone(ZoneInfo(self.zone)).date() if self.zone else self.day.date()
        found = [_past_lap(lap) for lap in records() if lap.was_set_before(there)]
        return (*found, *(_past_pole(pole) for pole in class_poles() if pole.year < there.year))


def _past_lap(lap: TrackRecord) -> Past:
    drivers = (lap.driver,) if lap.driver else ()
    record = lap.status is RecordStatus.RECORD
    return Past(lap.key, lap.car_class, drivers, lap.time_us, lap.year, lap.make, record)


def _past_pole(pole: ClassPole) -> Past:
    return Past(pole.key, pole.car_class, pole.drivers, pole.time_us, pole.year, pole.make, False)


def plates(cars: Sequence[Car]) -> str:
    """Cars by number, for people."""
    return ", ".join(f"#{car.entry.number}" for car in cars)


def time_text(time_us: int | None) -> str | None:
    """A time as it is printed."""
    return None if time_us is None else format_time(time_us)
