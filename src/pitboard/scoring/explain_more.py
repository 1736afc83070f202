"""Where laps, penalties, drive time, points and places on the grid come from: rule, facts and decision of each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pitboard.scoring.awards import session_points
from pitboard.scoring.classification import Row
from pitboard.scoring.drive_time import DriverTime, drive_times
from pitboard.scoring.endurance_cup import cup_points
from pitboard.scoring.explain import WHY_WORDS, Reason, decision_text, waiting
from pitboard.scoring.grid import starting_grid
from pitboard.scoring.options import PenaltyRules
from pitboard.scoring.passings import lap_counts
from pitboard.scoring.penalties import Penalty, penalties_of
from pitboard.scoring.qualifying import sets_the_grid_only
from pitboard.scoring.race_rules import minimum_laps
from pitboard.scoring.state import CarState, Lap, SessionState
from pitboard.times import format_time

if TYPE_CHECKING:
    from pitboard.model.rulebook import Rulebook


def explain_more(
    state: SessionState, rows: Sequence[Row], rulebook: Rulebook, entry_id: str, now_us: int
) -> list[Reason]:
    """What else there is to a car beside its place: penalties, drive time, grid, points.

    Raises:
        KeyError: no such entry.
    """
    car = state.cars[entry_id]
    reasons = _distance(rows, rulebook, car)
    reasons += [r for one in penalties_of(car, state, PenaltyRules.of(rulebook)) for r in _penalty(one)]
    reasons += _drive_time(state, rulebook, car, now_us)
    reasons += _grid(state, rows, rulebook, entry_id)
    reasons += _points(state, rows, rulebook, car, now_us)
    return reasons


def _distance(rows: Sequence[Row], rulebook: Rulebook, car: CarState) -> list[Reason]:
    """The figures behind a car that covered too little."""
    race, row = rulebook.race, next(row for row in rows if row.entry_id == car.entry_id)
    share = race.minimum_distance.value
    if share is None or "race.minimum_distance" not in row.rules:
        return []
    of_class = race.minimum_distance_of.value == "class"
    most = max(
        (r.laps for r in rows if r.position is not None and (not of_class or r.car_class == row.car_class)),
        default=0,
    )
    least = minimum_laps(most, share, down=race.minimum_distance_rounding.value == "down")
    text = f"{row.laps} laps, {least.normalize():f} needed: {share} of the winner's {most}"
    return [Reason(kind="distance", text=text, rule="race.minimum_distance")]


# ---- penalties ------------------------------------------------------------------------------------------------------


def _penalty(one: Penalty) -> list[Reason]:
    effect = [f"{format_time(one.time_us)} added"] if one.time_us else []
    effect += [f"{one.laps} lap{'s' if one.laps != 1 else ''} taken off"] if one.laps else []
    effect += [one.open] if one.open else []
    stages = "; ".join(text for _, text in one.history)
    what = f" ({one.infraction.replace('_', ' ')})" if one.infraction else ""
    text = f"penalty {one.penalty}{what}: {stages}" + (f"; {', '.join(effect)}" if effect else "")
    first, *others = one.rules or ("",)
    reasons = [Reason(kind="penalty", text=text, rule=first, seqs=one.seqs)]
    return [
        *reasons,
        *(
            Reason(kind="penalty", text=f"penalty {one.penalty}: by this rule too", rule=key)
            for key in others
        ),
    ]


# ---- drive time -----------------------------------------------------------------------------------------------------


def _drive_time(state: SessionState, rulebook: Rulebook, car: CarState, now_us: int) -> list[Reason]:
    mine = [row for row in drive_times(state, rulebook, now_us) if row.entry_id == car.entry_id]
    reasons = []
    for row in mine:
        rule = row.minimum_rule or row.maximum_rule or "drive_time.applies"
        reasons.append(Reason(kind="drive_time", text=_drove(row, car), rule=rule))
        if row.stint_limit_us is not None:
            text = f"longest stint {format_time(row.stint_us)} of {format_time(row.stint_limit_us)}"
            reasons.append(Reason(kind="drive_time", text=text, rule=row.stint_rule))
        if row.laps_short:
            text = f"{row.laps_short} laps short of the least number"
            reasons.append(Reason(kind="drive_time", text=text, rule="drive_time.min_laps"))
    return reasons


def _drove(row: DriverTime, car: CarState) -> str:
    driver = car.entry.driver(row.driver_id)
    text = f"{driver.name if driver else row.driver_id} drove {format_time(row.driven.net_us)}"
    if row.bound:
        text += f" (between {format_time(row.driven.low_us)} and {format_time(row.driven.high_us)})"
    if row.total_us != row.driven.net_us:
        text += f", {format_time(row.total_us)} with another car"
    if row.minimum_us is not None:
        text += f"; at least {format_time(row.minimum_us)}"
        text += f", {format_time(row.shortfall_us)} short" if row.shortfall_us else ""
    if row.maximum_us is not None:
        text += f"; at most {format_time(row.maximum_us)}"
    if row.excess_us:
        text += f"; {format_time(row.excess_us)} more than allowed"
    return text


# ---- grid and points ------------------------------------------------------------------------------------------------


def _grid(state: SessionState, rows: Sequence[Row], rulebook: Rulebook, entry_id: str) -> list[Reason]:
    if state.plan.kind.value != "qualifying":
        return []
    return [
        Reason(
            kind="grid",
            text=f"grid place {place.place}, row {place.row}: {place.reason}",
            rule=place.rule,
            seqs=place.seqs,
        )
        for place in starting_grid(state, rows, rulebook)
        if place.entry_id == entry_id
    ]


def _points(
    state: SessionState, rows: Sequence[Row], rulebook: Rulebook, car: CarState, now_us: int
) -> list[Reason]:
    awards = [one for one in session_points(rulebook, state, rows, now_us) if one.car == car.car]
    reasons = [
        Reason(
            kind="points", text=f"{one.title}, {one.name}: {one.points:f} points, {one.why}", rule=one.rule
        )
        for one in awards
    ]
    if not any(one.points for one in awards):
        reasons = _no_points(state, rows, rulebook, car)
    if state.plan.kind.is_race:
        reasons += [
            Reason(
                kind="points",
                text=f"endurance cup, {words}: {value:f} points",
                rule="points.endurance_cup.checkpoints_us",
            )
            for words, value in cup_points(rulebook, state, rows).get(car.entry_id, ())
        ]
    return reasons


def _no_points(state: SessionState, rows: Sequence[Row], rulebook: Rulebook, car: CarState) -> list[Reason]:
    """Why a car has no points in a session that gives some."""
    kind, points = state.plan.kind, rulebook.points
    table = (points.race_table if kind.is_race else points.qualifying_table).value
    if table == "none" or kind.value not in ("race", "qualifying"):
        return []
    row = next(row for row in rows if row.entry_id == car.entry_id)
    key, words = f"points.tables.{table}", "its place gives none"
    if kind.is_race and (row.position is None or not car.laps):
        key, words = "points.not_started", "it did not start or is not classified"
    elif not kind.is_race and sets_the_grid_only(rulebook, row.car_class, state.plan.session):
        key, words = f"qualifying.segments.{row.car_class}.points", "another segment gives them"
    elif not kind.is_race and row.best is None:
        key, words = "points.no_time", "it set no time"
    return [Reason(kind="points", text=f"no points: {words}", rule=key)]


# ---- a lap ----------------------------------------------------------------------------------------------------------


def explain_lap(state: SessionState, entry_id: str, number: int) -> list[Reason]:
    """Where a lap's time comes from, and why it counts or not.

    Raises:
        KeyError: no such entry.
        IndexError: the car did no such lap.
    """
    car = state.cars[entry_id]
    if not 1 <= number <= len(car.laps):
        raise IndexError(number)
    lap = car.laps[number - 1]
    before = car.laps[number - 2] if number > 1 else None
    began = "it began" if before is not None else "it began with the start of the session"
    driver = car.entry.driver(lap.driver_id)
    head = f"lap {number} in {format_time(lap.time_us)}" + (f" by {driver.name}" if driver else "")
    return [
        Reason(kind="lap", text=head, seqs=(lap.seq,) if before is None else (before.seq, lap.seq)),
        Reason(
            kind="passing",
            text=began,
            rule="" if before is not None else "timing.lap_one",
            seqs=() if before is None else (before.seq,),
            at_us=lap.start_us,
            line="" if before is None else _line(before),
        ),
        Reason(kind="passing", text="it ended", seqs=(lap.seq,), at_us=lap.end_us, line=_line(lap)),
        *_course(state, lap),
        *_counts(car, lap),
        *waiting(state, entry_id),
    ]


def _line(lap: Lap) -> str:
    return "finish_pit" if lap.in_pit else "finish"


def _course(state: SessionState, lap: Lap) -> list[Reason]:
    reasons = []
    if lap.flag:
        flags = [span for span in state.flags if span.flag == lap.flag and span.from_us <= lap.end_us]
        seqs = (flags[-1].seq,) if flags else ()
        reasons.append(Reason(kind="flag", text=f"flag at the line: {lap.flag.replace('_', ' ')}", seqs=seqs))
    if lap.pit_us is not None:
        reasons.append(Reason(kind="pit", text=f"{format_time(lap.pit_us)} of it in the pit lane"))
    sectors = " / ".join("–" if us is None else format_time(us) for us in lap.sectors_us)
    return [*reasons, Reason(kind="sectors", text=f"sectors {sectors}")]


def _counts(car: CarState, lap: Lap) -> list[Reason]:
    ruling = car.ruled.get(lap.seq)
    counts = "counts for the best lap" if lap_counts(car, lap) else "does not count for the best lap"
    if ruling is not None:
        by_rule = "qualifying.red_flag.laps_lost" if type(ruling).__name__ == "RedFlagCaused" else ""
        text = f"it {counts}: {decision_text(ruling)}"
        return [Reason(kind="decision", text=text, rule=by_rule, seqs=(ruling.seq,))]
    if lap.why_not:
        words, rule = WHY_WORDS[lap.why_not]
        return [Reason(kind="not_counted", text=f"it {counts}: {words}", rule=rule, seqs=(lap.seq,))]
    return [Reason(kind="rule", text=f"it {counts}: no rule and no decision takes it away")]
