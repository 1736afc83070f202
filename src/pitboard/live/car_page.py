"""A car's page: laps, stints, sectors against the class, and why its place is what it is."""

from __future__ import annotations

from bisect import bisect_left, insort
from itertools import groupby

from pitboard.live.cells import driver_cell, driver_of, lap_mark, plain_duration, sector_mark, time_cell
from pitboard.live.pages import flag_bands
from pitboard.scoring import board as measures
from pitboard.scoring.explain import WHY_WORDS
from pitboard.scoring.passings import lap_counts
from pitboard.scoring.state import CarState, Lap, SessionState
from pitboard.sessions.scored import Scored
from pitboard.times import format_time
from pitboard.wire.base import DriverCell, TimeCell
from pitboard.wire.car import CarPage, Explanation, LapRow, SectorBest, Step, StintRow
from pitboard.wire.explained import explained
from pitboard.wire.score import time_of_day, zone_of


def car_page(scored: Scored, entry_id: str, seq: int) -> CarPage:
    """Everything about one car.

    Raises:
        KeyError: no such entry.
    """
    state = scored.state
    car = state.cars[entry_id]
    cars = {key: measures.measure(each, state.sectors) for key, each in state.cars.items()}
    best = measures.bests(state, cars)
    overall, in_class = places(state, ""), places(state, car.entry.car_class)
    own = cars[entry_id].best_sectors
    entry = car.entry
    whole = [us for us in own if us is not None]
    return CarPage(
        seq=seq,
        entry_id=entry_id,
        car=car.car,
        car_class=entry.car_class,
        team=entry.team,
        vehicle=entry.vehicle,
        manufacturer=entry.manufacturer,
        tyres=entry.tyres,
        crew=tuple(driver_cell(driver) for driver in entry.crew),
        driver=driver_of(car, car.driver_id),
        laps=tuple(_lap(state, car, lap, best, own, overall, in_class) for lap in car.laps),
        stints=tuple(_stints(car, best)),
        sectors=tuple(_sectors(state, car, best, cars)),
        best_sectors=format_time(sum(whole)) if whole and len(whole) == len(own) else "",
        positions=tuple(in_class.get(lap.seq) for lap in car.laps),
        flags=flag_bands(state, entry.car_class),
        explain=_explain(scored, entry_id),
    )


def places(state: SessionState, car_class: str) -> dict[int, int]:
    """The place of a car at the end of each lap, by the `seq` of the passing: overall, or in a class."""
    cars = [car for car in state.cars.values() if not car_class or car.entry.car_class == car_class]
    laps = sorted(
        ((lap, car) for car in cars for lap in car.laps), key=lambda pair: (pair[0].end_us, pair[0].seq)
    )
    found: dict[int, int] = {}
    if state.plan.kind.is_race:
        done: dict[int, int] = {}
        for lap, _ in laps:
            done[lap.number] = done.get(lap.number, 0) + 1
            found[lap.seq] = done[lap.number]
        return found
    bests: dict[str, tuple[int, int]] = {}
    order: list[tuple[int, int]] = []
    for lap, car in laps:
        known, fresh = bests.get(car.entry_id), (lap.time_us, lap.end_us)
        if lap_counts(car, lap) and (known is None or fresh < known):
            if known is not None:
                order.remove(known)
            insort(order, fresh)
            bests[car.entry_id] = known = fresh
        if known is not None:
            found[lap.seq] = bisect_left(order, known) + 1
    return found


def _lap(
    state: SessionState,
    car: CarState,
    lap: Lap,
    best: measures.Bests,
    own: list[int | None],
    overall: dict[int, int],
    in_class: dict[int, int],
) -> LapRow:
    of_class = best.sectors[car.entry.car_class]
    return LapRow(
        lap=lap.number,
        time=time_cell(lap.time_us, lap_mark(car, lap, best)),
        sectors=tuple(
            time_cell(us, sector_mark(us, own[index], of_class[index], best.overall_sectors[index]))
            for index, us in enumerate(lap.sectors_us[: len(own)])
        ),
        driver=driver_of(car, lap.driver_id),
        at_us=lap.end_us,
        clock=time_of_day(lap.end_us, zone_of(state.circuit.zone)),
        flag=lap.flag,
        kind="in" if lap.in_pit else "first" if lap.number == 1 else "out" if lap.out_lap else "lap",
        pit_text="" if lap.pit_us is None else plain_duration(lap.pit_us),
        top_speed="",
        position=overall.get(lap.seq),
        class_position=in_class.get(lap.seq),
        counted=lap_counts(car, lap),
        why=_why(car, lap),
        seq=lap.seq,
    )


def _why(car: CarState, lap: Lap) -> str:
    ruling = car.ruled.get(lap.seq)
    if ruling is not None:
        what = "counted" if lap_counts(car, lap) else "deleted"
        reason = getattr(ruling, "reason", "") or ruling.why
        by = f" by {ruling.by}" if ruling.by else ""
        return f"{what}{by}" + (f": {reason.replace('_', ' ')}" if reason else "")
    return WHY_WORDS[lap.why_not][0] if lap.why_not else ""


def _stints(car: CarState, best: measures.Bests) -> list[StintRow]:
    rows = []
    for driver_id, group in groupby(car.laps, key=lambda lap: lap.driver_id):
        laps = list(group)
        clean = [lap.time_us for lap in laps if lap_counts(car, lap)]
        fastest = min(
            (lap for lap in laps if lap_counts(car, lap)), key=lambda lap: lap.time_us, default=None
        )
        driven = laps[-1].end_us - laps[0].start_us
        rows.append(
            StintRow(
                driver=driver_of(car, driver_id)
                or DriverCell(driver_id="", name="not known", short="not known"),
                from_lap=laps[0].number,
                to_lap=laps[-1].number,
                drive_us=driven,
                drive_text=format_time(driven, decimals=0),
                best=TimeCell()
                if fastest is None
                else time_cell(fastest.time_us, lap_mark(car, fastest, best)),
                average=format_time(sum(clean) // len(clean)) if clean else "",
                limit="",
                limit_us=None,
            )
        )
    return rows


def _sectors(
    state: SessionState, car: CarState, best: measures.Bests, cars: dict[str, measures.CarMeasure]
) -> list[SectorBest]:
    code, own = car.entry.car_class, cars[car.entry_id].best_sectors
    rows = []
    for index, mine in enumerate(own):
        of_class = best.sectors[code][index]
        holder = next(
            (
                other.car
                for key, other in state.cars.items()
                if other.entry.car_class == code
                and of_class is not None
                and cars[key].best_sectors[index] == of_class
            ),
            "",
        )
        rows.append(
            SectorBest(
                sector=index + 1,
                own=time_cell(mine, sector_mark(mine, mine, of_class, best.overall_sectors[index])),
                class_best=time_cell(of_class),
                class_car=holder,
                lost="" if mine is None or of_class is None else f"+{format_time(mine - of_class)}",
            )
        )
    return rows


def _explain(scored: Scored, entry_id: str) -> Explanation:
    row = next(row for row in scored.rows if row.entry_id == entry_id)
    told = explained(scored, row)
    if row.position is None or not (row.laps or row.best):
        question, answer = f"Why has #{row.car} no place?", row.status.value.replace("_", " ")
        if told.reasons:
            answer = told.reasons[0].text
    else:
        question = f"Why P{row.class_position} in {row.car_class}?"
        answer = f"P{row.class_position} in {row.car_class}, P{row.position} overall: {told.reasons[0].text}"
    steps = tuple(
        Step(
            text=reason.text
            + (f" at {reason.at}" if reason.at else "")
            + (f" on {reason.line}" if reason.line else ""),
            rule=reason.rule,
            article=reason.article,
            source=reason.source,
            seqs=tuple(int(fact.rpartition(":")[2]) for fact in reason.facts),
        )
        for reason in told.reasons
    )
    return Explanation(question=question, answer=answer, steps=steps)
