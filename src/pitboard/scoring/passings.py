"""What a passing does to its car: sectors, laps, pit lane. The hot path of the engine.

`passing` is written flat on purpose: it runs for every read of every car, and a call costs as much as a lap.
"""

from __future__ import annotations

import itertools

from pitboard.model.circuit import LineKind
from pitboard.model.facts import Passing, PitVisitTimed
from pitboard.model.flags import Flag
from pitboard.scoring.rules import Rules
from pitboard.scoring.state import (
    WHY_CHEQUERED,
    WHY_IN_LAP,
    WHY_LAP_ONE,
    WHY_OUT_LAP,
    WHY_RED,
    WHY_UNKNOWN_FLAG,
    CarState,
    Lap,
    PitVisit,
    SessionState,
    WorkItem,
)

_FINISH = LineKind.FINISH
_FINISH_PIT = LineKind.FINISH_PIT
_INTERMEDIATE = LineKind.INTERMEDIATE
_RED: str = Flag.RED.value
_CHEQUERED: str = Flag.CHEQUERED.value


_WHY_BY_FLAG = {_RED: WHY_RED, _CHEQUERED: WHY_CHEQUERED, "": WHY_UNKNOWN_FLAG}
"""Flags under which a rulebook may not let a lap count; empty: the source shows none."""


def _flag_counts(flag: str, rules: Rules) -> bool:
    if flag == _RED:
        return rules.red_flag_lap_counts
    return rules.chequered_lap_counts if flag else rules.unknown_flag_lap_counts


def passing(state: SessionState, fact: Passing, rules: Rules) -> None:
    """Score one passing whose `car` is an entry id and whose instant is on the resolution's grid."""
    car = state.cars.get(fact.car)
    if car is None:
        _unknown(state, fact)
        return
    at_us = fact.at_us
    line = fact.line
    found = state.lines.get(line)
    if found is None:
        state.dropped[fact.seq] = "unknown_line"
        return
    if state.started_us is None or car.finished_us is not None or state.ended_us is not None:
        state.dropped[fact.seq] = _outside(state, car)
        return
    kind, sector = found
    if at_us - car.last_seen_us.get(line, -1 << 62) < rules.doubled_within_us:
        state.dropped[fact.seq] = "doubled"
        return
    car.last_seen_us[line] = at_us
    car.last_line = line
    car.last_at_us = at_us
    if kind is _INTERMEDIATE:
        if car.pit_in_us is not None:
            _seen_on_track(car)
        else:
            car.in_pit = False
        if sector:
            car.splits[sector - 1] = at_us
    elif kind is _FINISH:
        complete_lap(state, car, fact, car.pit_in_us is not None, rules)
    elif kind is _FINISH_PIT:
        complete_lap(state, car, fact, True, rules)
    elif kind is LineKind.PIT_IN:
        car.pit_in_us = at_us
        car.in_pit = True
    elif kind is LineKind.PIT_OUT:
        _leave_pit(car, at_us)


def _outside(state: SessionState, car: CarState) -> str:
    if state.started_us is None:
        return "before_start"
    return "after_flag" if car.finished_us is not None else "after_end"


def _seen_on_track(car: CarState) -> None:
    # The loop at the pit exit missed the car: it has completed a lap since it entered and is out on the next one.
    assert car.pit_in_us is not None
    if car.lap_start_us is None or car.pit_in_us > car.lap_start_us:
        return
    car.visits.append(PitVisit(car.pit_in_us, None, None, len(car.laps) + 1))
    car.pit_in_us = None
    car.in_pit = False


def _unknown(state: SessionState, fact: Passing) -> None:
    read = f"car {fact.car.removeprefix('?')!r}" if fact.car else f"transponder {fact.transponder!r}"
    state.dropped[fact.seq] = "unknown_car"
    state.work.append(
        WorkItem("unknown_car", fact.seq, f"fact {fact.seq}: {read} is not on the entry list", "", fact.at_us)
    )


def _leave_pit(car: CarState, at_us: int) -> None:
    duration = None if car.pit_in_us is None else at_us - car.pit_in_us
    if duration is not None:
        car.pit_us = (car.pit_us or 0) + duration
    car.visits.append(PitVisit(car.pit_in_us, at_us, duration, len(car.laps) + 1))
    car.pit_in_us = None
    car.in_pit = False


def pit_visit_timed(state: SessionState, fact: PitVisitTimed) -> None:
    """A visit of which only the duration is known: it belongs to the lap being driven."""
    car = state.cars.get(fact.car)
    if car is None or state.started_us is None:
        return
    car.pit_us = (car.pit_us or 0) + fact.duration_us
    car.visits.append(PitVisit(None, None, fact.duration_us, len(car.laps) + 1))


def complete_lap(state: SessionState, car: CarState, fact: Passing, in_pit: bool, rules: Rules) -> None:
    """A crossing of the finish line, on the track or in the pit lane."""
    at_us = fact.at_us
    start_us = car.lap_start_us
    if start_us is None:
        if not rules.lap_one_from_start:
            # Under `first_crossing` this passing completes nothing: it starts lap 1.
            _begin_lap(car, at_us, in_pit)
            return
        start_us = state.started_us
        assert start_us is not None
    time_us = at_us - start_us
    number = len(car.laps) + 1
    out_lap = car.prev_in_pit
    part = ""
    flag = state.flag
    if state.part_of_class:
        part = state.part_of(car.entry.car_class)
        flag = state.part_flags.get(part, flag)
    why_not = ""
    if number == 1 and rules.lap_one_from_start and not rules.lap_one_counts:
        why_not = WHY_LAP_ONE
    elif out_lap and not rules.out_lap_counts:
        why_not = WHY_OUT_LAP
    elif in_pit and not rules.in_lap_counts:
        why_not = WHY_IN_LAP
    elif flag in _WHY_BY_FLAG and not _flag_counts(flag, rules):
        why_not = _WHY_BY_FLAG[flag]
    lap = Lap(
        number,
        fact.seq,
        start_us,
        at_us,
        time_us,
        flag,
        in_pit,
        out_lap,
        car.spans[-1].driver_id if car.spans else "",
        sector_times(start_us, car.splits, at_us),
        car.pit_us,
        part,
        why_not,
    )
    car.laps.append(lap)
    if car.ruled:
        if lap_counts(car, lap):
            car.best = better(car.best, lap)
    elif not why_not:
        best = car.best
        # A tie with oneself: the earlier lap stays the best one.
        if best is None or time_us < best.time_us:
            car.best = lap
    if flag == _CHEQUERED and (rules.early_chequered_ends or not _early(state, at_us)):
        car.finished_us = at_us
    _begin_lap(car, at_us, in_pit)


def _early(state: SessionState, at_us: int) -> bool:
    end_us = state.end_of_time_us if state.plan.kind.is_race else None
    return end_us is not None and at_us < end_us


def _begin_lap(car: CarState, at_us: int, in_pit: bool) -> None:
    car.lap_start_us = at_us
    splits = car.splits
    for index in range(len(splits)):
        splits[index] = None
    car.pit_us = None
    car.prev_in_pit = in_pit
    car.in_pit = in_pit


def sector_times(start_us: int, splits: list[int | None], end_us: int) -> tuple[int | None, ...]:
    """Sector times from the instants at the sector lines.

    A sector is None where one of its two lines was missed, or where they were seen in the wrong order.

    >>> sector_times(0, [30, 70], 100)
    (30, 40, 30)
    >>> sector_times(0, [None, 70], 100)
    (None, None, 30)
    """
    if len(splits) == 2:  # three sectors, as nearly everywhere
        first, second = splits
        if first is not None and second is not None:
            middle = second - first
            return first - start_us, middle if middle > 0 else None, end_us - second
        return (
            None if first is None else first - start_us,
            None,
            None if second is None else end_us - second,
        )
    bounds = [start_us, *splits, end_us]
    times: list[int | None] = []
    for before, after in itertools.pairwise(bounds):
        times.append(after - before if before is not None and after is not None and after > before else None)
    return tuple(times)


def lap_counts(car: CarState, lap: Lap) -> bool:
    """Whether a lap counts for the best lap: by decision where there is one, else by the rules."""
    ruling = car.ruled.get(lap.seq)
    if ruling is None:
        return not lap.why_not
    return type(ruling).__name__ == "LapCounted"


def better(best: Lap | None, lap: Lap) -> Lap:
    """The faster of two laps; the earlier one if they tie."""
    if best is None or (lap.time_us, lap.end_us) < (best.time_us, best.end_us):
        return lap
    return best


def find_best(car: CarState) -> Lap | None:
    """The best lap that counts, worked out anew."""
    best: Lap | None = None
    for lap in car.laps:
        if lap_counts(car, lap):
            best = better(best, lap)
    return best
