"""The board of a session as of one instant: a pure function of the state, its classification and `now_us`.

Nothing is scored here: order, gaps and bests come from `scoring`; this file puts them into the words of `wire.board`.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from pitboard.live.cells import (
    LEADS,
    NO_GAP,
    NO_TIME,
    driver_cell,
    driver_of,
    gap_cell,
    lap_mark,
    plain_duration,
    sector_mark,
    time_cell,
)
from pitboard.live.heading import class_heads, header
from pitboard.live.messages import car_words
from pitboard.live.references import battles, references
from pitboard.model import facts as f
from pitboard.model.flags import Flag, Status
from pitboard.scoring import board as measures
from pitboard.scoring.classification import Row as ScoredRow
from pitboard.scoring.passings import lap_counts
from pitboard.scoring.state import CarState, SessionState
from pitboard.sessions.scored import Scored
from pitboard.wire.base import CarState as State
from pitboard.wire.base import DriverCell, TimeCell
from pitboard.wire.board import BestLap, Board, Message, Mode, Row


@dataclass(slots=True)
class Memory:
    """What is kept between two boards of one session so that only what is new is measured; never a source of truth."""

    measures: dict[str, measures.CarMeasure] = field(default_factory=dict)
    crews: dict[int, tuple[DriverCell, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """What a board needs to know beside the score.

    Attributes:
        run, seq: its id.
        now_us: the data clock.
        speed: of the data clock.
        mode: how the session reaches the viewer.
        messages: the newest, oldest first.
    """

    run: str
    seq: int
    now_us: int
    speed: float = 1.0
    mode: Mode = Mode.LIVE
    messages: tuple[Message, ...] = ()


def measured(state: SessionState, memory: Memory) -> dict[str, measures.CarMeasure]:
    """Every car measured, going on from what is known."""
    known = memory.measures
    memory.measures = {
        entry_id: measures.measure(car, state.sectors, known.get(entry_id))
        for entry_id, car in state.cars.items()
    }
    return memory.measures


def board(scored: Scored, moment: Moment, memory: Memory | None = None) -> Board:
    """The whole board."""
    memory = memory or Memory()
    state, rows = scored.state, scored.rows
    cars = measured(state, memory)
    best = measures.bests(state, cars)
    won = measures.gained(state, rows, cars)
    out = tuple(
        _row(place, row, _Context(state, best, cars, won, moment.now_us, memory))
        for place, row in enumerate(rows, 1)
    )
    return Board(
        run=moment.run,
        seq=moment.seq,
        header=header(scored, moment.now_us, moment.speed, moment.mode),
        classes=class_heads(scored),
        rows=out,
        messages=moment.messages,
        references=references(scored),
        battles=battles(scored),
    )


@dataclass(frozen=True, slots=True)
class _Context:
    state: SessionState
    best: measures.Bests
    cars: dict[str, measures.CarMeasure]
    won: dict[str, int]
    now_us: int
    memory: Memory


def _row(place: int, row: ScoredRow, at: _Context) -> Row:
    state = at.state
    car = state.cars[row.entry_id]
    entry = car.entry
    known = at.cars[row.entry_id]
    race = state.plan.kind.is_race
    has_place = row.status is Status.CLASSIFIED and (bool(car.laps) if race else row.best is not None)
    expected = measures.expected_us(car, at.best.laps.get(entry.car_class))
    first, class_first = row.position == 1 and has_place, row.class_position == 1 and has_place
    overall = (row.gap_first, row.gap_previous) if has_place else (None, None)
    of_class = (row.class_gap_first, row.class_gap_previous) if has_place else (None, None)
    return Row(
        entry_id=row.entry_id,
        order=place,
        position=row.position if has_place else None,
        class_position=row.class_position if has_place else None,
        gained=at.won.get(row.entry_id, 0),
        car=row.car,
        car_class=row.car_class,
        team=entry.team,
        vehicle=entry.vehicle,
        manufacturer=entry.manufacturer,
        driver=driver_of(car, car.driver_id),
        crew=_crew(car, at.memory),
        laps=row.laps,
        best=_best(car, row, at.best),
        last=_last(car, at.best),
        sectors=_sectors(car, known, at),
        gap=gap_cell(overall[0], leads=first) if has_place else NO_GAP,
        interval=gap_cell(overall[1], leads=first) if has_place else NO_GAP,
        class_gap=LEADS if class_first else gap_cell(of_class[0], leads=False),
        class_interval=LEADS if class_first else gap_cell(of_class[1], leads=False),
        stint_laps=known.since_stop if known.since_stop is not None else (known.laps if race else None),
        stops=_stops(car, known),
        pit_text=_pit_text(car, race=race),
        pit_since_us=_pit_since(car, state),
        top_speed="",
        state=car_state(car, state, expected, at.now_us),
        notes=_notes(car),
        improved_us=row.best.end_us if row.best is not None else None,
        expected_us=expected,
        status=row.status.value,
    )


def _crew(car: CarState, memory: Memory) -> tuple[DriverCell, ...]:
    key = id(car.entry.crew)
    if key not in memory.crews:
        memory.crews[key] = tuple(driver_cell(driver) for driver in car.entry.crew)
    return memory.crews[key]


def _best(car: CarState, row: ScoredRow, best: measures.Bests) -> BestLap:
    lap = row.best
    if lap is None:
        return BestLap()
    return BestLap(
        time=time_cell(lap.time_us, lap_mark(car, lap, best)),
        lap=lap.number,
        driver=driver_of(car, lap.driver_id),
    )


def _last(car: CarState, best: measures.Bests) -> TimeCell:
    return time_cell(car.laps[-1].time_us, lap_mark(car, car.laps[-1], best)) if car.laps else NO_TIME


def _sectors(car: CarState, known: measures.CarMeasure, at: _Context) -> tuple[TimeCell, ...]:
    times: list[int | None] = [None] * at.state.sectors
    if any(split is not None for split in car.splits):
        before = car.lap_start_us if car.lap_start_us is not None else at.state.started_us
        for index, split in enumerate(car.splits):
            times[index] = split - before if split is not None and before is not None else None
            before = split
    elif car.laps:
        times = list(car.laps[-1].sectors_us)
    of_class = at.best.sectors.get(car.entry.car_class, [])
    return tuple(
        time_cell(
            us,
            sector_mark(us, known.best_sectors[index], of_class[index], at.best.overall_sectors[index]),
        )
        for index, us in enumerate(times[: at.state.sectors])
    )


def _stops(car: CarState, known: measures.CarMeasure) -> int:
    seen = sum(visit.in_us is not None for visit in car.visits) + (car.pit_in_us is not None)
    return max(known.in_laps, seen)


def _pit_text(car: CarState, *, race: bool) -> str:
    # Outside a race every car waits in the pit lane for the start: that is no visit anybody asks for.
    visit = car.visits[-1] if car.visits else None
    if visit is None or visit.duration_us is None or (visit.lap_number == 1 and not race):
        return ""
    return plain_duration(visit.duration_us)


def _pit_since(car: CarState, state: SessionState) -> int | None:
    if not car.in_pit or car.last_at_us < 0 or state.started_us is None:
        return None
    if car.pit_in_us is not None:
        return car.pit_in_us
    return car.laps[-1].end_us if car.laps and car.laps[-1].in_pit else None


def car_state(car: CarState, state: SessionState, expected: int | None, now_us: int) -> State:
    """Where a car is, in a board's word."""
    if car.status is not None:
        return (
            State.RET
            if isinstance(car.status, f.StatusRuled) and car.status.status != "disqualified"
            else State.NONE
        )
    if car.finished_us is not None:
        return State.FIN
    if car.last_at_us < 0:
        return State.NONE
    if car.in_pit:
        return State.PIT
    if _is_running(car, state) and measures.is_overdue(car, expected, now_us):
        return State.STOP
    return State.OUT if car.prev_in_pit or (not car.laps and not state.plan.kind.is_race) else State.RUN


def _is_running(car: CarState, state: SessionState) -> bool:
    if state.ended_us is not None or state.flag == Flag.RED or (state.holds and state.holds[-1][1] is None):
        return False
    part = state.parts.get(state.part_of_class.get(car.entry.car_class, ""))
    return part is None or part.ended_us is None


def _notes(car: CarState) -> tuple[str, ...]:
    notes = []
    for fact in car.rulings:
        if isinstance(fact, f.LapDecision):
            lap = next((lap for lap in car.laps if lap.seq == fact.passing_seq), None)
            if lap is not None and car.ruled.get(lap.seq) is fact:
                what = "counted" if lap_counts(car, lap) else "deleted"
                reason = f": {fact.reason.replace('_', ' ')}" if fact.reason else ""
                notes.append(f"lap {lap.number} {what}{reason}")
        else:
            notes.append(car_words(fact))
    return tuple(dict.fromkeys(notes))
