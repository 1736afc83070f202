"""A scored session as the statements read it: names, rows by class, ids of facts. Nothing here computes a result."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property

from pitboard.model import facts as f
from pitboard.model.entry import Entry
from pitboard.model.flags import Flag
from pitboard.model.meeting import Session, SessionKind
from pitboard.press.report.people import press_name
from pitboard.press.report.sessions import session_name
from pitboard.press.report.values import Car, ClassName, Margin, Result, SessionName, Team, Venue
from pitboard.scoring.classification import Row, by_class
from pitboard.scoring.gaps import Gap
from pitboard.scoring.penalties import Penalty, has_penalties, penalties_of
from pitboard.scoring.state import CarState, Lap, SessionState
from pitboard.sessions.scored import Scored
from pitboard.wire.score import driver_name, zone_of


@dataclass(frozen=True)
class Context:
    """A session to be written about.

    Attributes:
        scored: the session.
        focus: three letters of the nation whose cars get a paragraph; empty for none.
        scheduled: further sessions of the meeting, which a session's own facts do not tell of.
    """

    scored: Scored
    focus: str = ""
    scheduled: tuple[f.SessionScheduled, ...] = ()

    @property
    def state(self) -> SessionState:
        """What the facts add up to."""
        return self.scored.state

    @cached_property
    def ran(self) -> dict[str, list[Row]]:
        """Rows by class, classes in the rulebook's order; a class nobody drove in is left out."""
        found = by_class(self.scored.rows)
        order = {known.code: known.order for known in self.scored.opened.rulebook.classes}
        driven = {code: rows for code, rows in found.items() if any(row.laps for row in rows)}
        return dict(sorted(driven.items(), key=lambda pair: order.get(pair[0], len(order))))

    @cached_property
    def entry_seqs(self) -> dict[str, int]:
        """The fact that put each car on the entry list."""
        return {
            fact.entry.entry_id: fact.seq
            for fact in self.scored.opened.facts
            if isinstance(fact, f.EntryAdded)
        }

    @cached_property
    def penalties(self) -> tuple[tuple[CarState, Penalty], ...]:
        """Every penalty given, by car."""
        options = self.scored.options.penalties
        return tuple(
            (car, penalty)
            for car in self.state.cars.values()
            if has_penalties(car)
            for penalty in penalties_of(car, self.state, options)
            if penalty.kind
        )

    @cached_property
    def day(self) -> date:
        """The day of the session where it is driven."""
        at = datetime.fromtimestamp(self.at_us / 1_000_000, UTC)
        return at.astimezone(zone_of(self.state.circuit.zone)).date()

    @property
    def at_us(self) -> int:
        """When the session began or was to begin, µs since 1970 UTC."""
        return self.scored.opened.plan.scheduled_us or self.state.started_us or 0

    @property
    def dated(self) -> bool:
        """Whether the day is known: an official file without a date in its name tells times of day only."""
        plan = self.scored.opened.plan
        return plan.scheduled_us is not None or not plan.source_name

    @property
    def is_over(self) -> bool:
        """Whether the session has ended, as far as its log tells; files and bundled tables are of sessions that have."""
        ended = self.state.ended_us is not None or self.state.flag == Flag.CHEQUERED.value
        return ended or self.scored.opened.log is None or bool(self.state.issued)

    @cached_property
    def scheduled_seq(self) -> int | None:
        """The fact that put the session on the schedule, else its first fact; None for a session without facts."""
        facts = self.scored.opened.facts
        own = self.scored.opened.plan.session
        named = [
            fact.seq for fact in facts if isinstance(fact, f.SessionScheduled) and fact.plan.session == own
        ]
        return next(iter(named), facts[0].seq if facts else None)

    @property
    def is_pole(self) -> bool:
        """Whether the fastest is on pole: IMSA's qualifying for points alone sets no grid, and one that runs not yet."""
        plan = self.scored.opened.plan
        points_alone = "points" in plan.session and "position" not in plan.session
        return plan.kind is SessionKind.QUALIFYING and not points_alone and self.is_over

    @property
    def circuit(self) -> str:
        """The circuit without its layout."""
        return self.state.circuit.name.partition(",")[0]

    @property
    def venue(self) -> Venue:
        """Where it happened."""
        return Venue(circuit_id=self.state.circuit.circuit_id, name=self.circuit)

    @cached_property
    def _class_names(self) -> dict[str, str]:
        return {one.code: one.name for one in self.scored.opened.rulebook.classes}

    def class_name(self, code: str) -> str:
        """A class as people read it, such as `GTD PRO`."""
        return self._class_names.get(code, code)

    def car_class(self, code: str) -> ClassName:
        """A class as a value."""
        return ClassName(text=self.class_name(code))

    def session_name(self, plan: Session) -> SessionName:
        """What a session is called."""
        return session_name(plan.name or plan.session, self._class_names)

    def car(self, row: Row | CarState) -> Car:
        """A car with its make."""
        return Car(number=row.car, make=self.entry(row).manufacturer)

    def entry(self, row: Row | CarState) -> Entry:
        """Its entry."""
        return self.state.cars[row.entry_id].entry

    def driver(self, row: Row, lap: Lap | None = None) -> str:
        """Who drove the best lap (or the one given); empty where nobody was named."""
        lap = lap or row.best
        if lap is None:
            return ""
        return press_name(driver_name(self.state.cars[row.entry_id], lap.driver_id))

    def crew(self, row: Row) -> tuple[str, ...]:
        """Everybody entered in the car."""
        return tuple(press_name(driver.name) for driver in self.entry(row).crew)

    def who(self, row: Row) -> str:
        """The driver of the best lap, else the team, else the number: a sentence needs a subject."""
        return self.driver(row) or self.entry(row).team or f"#{row.car}"

    def team(self, row: Row) -> Team:
        """The team; empty where it already stands for a driver that nobody named."""
        return Team(text=self.entry(row).team if self.driver(row) else "")

    def result(self, row: Row, *, timed: bool = True) -> Result:
        """A place in a list, with its best time."""
        return Result(
            car=self.car(row), who=self.driver(row), time_us=row.best.time_us if timed and row.best else None
        )

    def of_laps(self, rows: Iterable[Row]) -> tuple[str, ...]:
        """Fact ids of the best laps of rows."""
        return self.ids(row.best.seq for row in rows if row.best is not None)

    def of_entries(self, rows: Iterable[Row]) -> tuple[str, ...]:
        """Fact ids of the entries of rows."""
        return self.ids(self.entry_seqs[row.entry_id] for row in rows if row.entry_id in self.entry_seqs)

    def of_finish(self, rows: Iterable[Row]) -> tuple[str, ...]:
        """Fact ids of the last laps of rows: what a race result rests on."""
        cars = [self.state.cars[row.entry_id] for row in rows]
        return self.ids(car.laps[-1].seq for car in cars if car.laps)

    def ids(self, seqs: Iterable[int]) -> tuple[str, ...]:
        """`SESSION:seq` of facts."""
        session = self.scored.opened.plan.session
        return tuple(f"{session}:{seq}" for seq in dict.fromkeys(seqs))


def margin(gap: Gap | None) -> Margin | None:
    """A gap of the engine as a value; None where there is none to tell."""
    if gap is None or (not gap.laps and gap.time_us is None):
        return None
    return Margin(us=0 if gap.laps else gap.time_us or 0, laps=gap.laps)


def timed(rows: Iterable[Row]) -> list[Row]:
    """The classified rows with a time."""
    return [row for row in rows if row.best is not None and row.class_position is not None]
