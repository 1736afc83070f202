"""Where a car's place comes from: passings, rules and decisions, each by its key or number."""

from __future__ import annotations

from itertools import takewhile

import msgspec

from pitboard.model import facts as f
from pitboard.model.flags import Status
from pitboard.scoring.classification import Row
from pitboard.scoring.passings import lap_counts
from pitboard.scoring.penalties import kind_words
from pitboard.scoring.state import (
    WHY_CHEQUERED,
    WHY_IN_LAP,
    WHY_LAP_ONE,
    WHY_OUT_LAP,
    WHY_RED,
    WHY_UNKNOWN_FLAG,
    CarState,
    Lap,
    SessionState,
)
from pitboard.times import format_time

WHY_WORDS = {
    WHY_LAP_ONE: ("lap 1 runs from the session's start", "best_lap.lap_one_counts"),
    WHY_OUT_LAP: ("the lap before ended in the pit lane", "best_lap.out_lap_counts"),
    WHY_IN_LAP: ("it ends in the pit lane", "best_lap.in_lap_counts"),
    WHY_RED: ("it ended under the red flag", "best_lap.red_flag_lap_counts"),
    WHY_CHEQUERED: ("it took the chequered flag", "best_lap.chequered_lap_counts"),
    WHY_UNKNOWN_FLAG: ("the source shows no flag for it", "best_lap.unknown_flag_lap_counts"),
}
_DECIDED = {
    "LapDeleted": "deleted",
    "LapCounted": "counted by decision",
    "LapsVoided": "void with all times of the car",
    "RedFlagCaused": "lost for causing a red flag",
}


class Reason(msgspec.Struct, frozen=True, kw_only=True):
    """One step of an explanation.

    Attributes:
        kind: `best_lap`, `passing`, `not_counted`, `decision`, `open`, `rule`, `order`, `tie`, `text`, `no_time` or
            `distance`.
        text: one sentence in race words.
        rule: key of the rulebook's value that made it so; empty where none did.
        seqs: facts it rests on.
        at_us: instant on the timing clock; None where it is not about one.
        line: timing line of a passing.
    """

    kind: str
    text: str
    rule: str = ""
    seqs: tuple[int, ...] = ()
    at_us: int | None = None
    line: str = ""


def explain(
    state: SessionState, rows: tuple[Row, ...], entry_id: str, *, texts_before_move: bool = False
) -> list[Reason]:
    """Why a car stands where it stands.

    Raises:
        KeyError: no such entry.
    """
    car = state.cars[entry_id]
    row = next(row for row in rows if row.entry_id == entry_id)
    reasons = _status(car, row)
    reasons += _distance(state, car) if state.plan.kind.is_race else []
    reasons += _best(state, car, row)
    reasons += _not_counted(car, row)
    reasons += _decisions(car)
    reasons += waiting(state, entry_id)
    reasons += _by_rules(row)
    reasons += _order(state, rows, row)
    if car.moved and texts_before_move:
        reasons.append(
            Reason(
                kind="text",
                text="the official layout repeats the gaps of the order before the move to the back",
                rule="classification.texts_after_move",
                seqs=tuple(fact.seq for fact in car.moved),
            )
        )
    return reasons


def _status(car: CarState, row: Row) -> list[Reason]:
    if row.status is Status.CLASSIFIED:
        return []
    words = row.status.value.replace("_", " ")
    seqs = (car.status.seq,) if car.status is not None else ()
    return [
        Reason(
            kind="decision",
            text=f"{words}: it has no position",
            rule="" if seqs else row.rules[-1] if row.rules else "",
            seqs=seqs,
        )
    ]


def _distance(state: SessionState, car: CarState) -> list[Reason]:
    if not car.laps:
        return [Reason(kind="distance", text="completed no lap")]
    last = car.laps[-1]
    driven = format_time(last.end_us - (state.started_us or 0))
    return [
        Reason(
            kind="distance",
            text=f"completed lap {last.number} at {driven} of the race",
            rule="timing.lap_one",
            seqs=(last.seq,),
            at_us=last.end_us,
            line="finish_pit" if last.in_pit else "finish",
        )
    ]


def _best(state: SessionState, car: CarState, row: Row) -> list[Reason]:
    lap = row.best
    if lap is None:
        return [Reason(kind="no_time", text="no lap counts" if car.laps else "completed no lap")]
    named = "fastest lap" if state.plan.kind.is_race else "best lap"
    start = car.laps[lap.number - 2].seq if lap.number > 1 else None
    reasons = [
        Reason(
            kind="best_lap",
            text=f"{named}: lap {lap.number} in {format_time(lap.time_us)}{_by(car, lap)}",
            seqs=(lap.seq,) if start is None else (start, lap.seq),
        )
    ]
    if start is not None:
        before = car.laps[lap.number - 2]
        reasons.append(
            Reason(kind="passing", text="it began", seqs=(start,), at_us=lap.start_us, line=_line(before))
        )
    reasons.append(
        Reason(kind="passing", text="it ended", seqs=(lap.seq,), at_us=lap.end_us, line=_line(lap))
    )
    return reasons


def _by(car: CarState, lap: Lap) -> str:
    driver = car.entry.driver(lap.driver_id)
    return f" by {driver.name}" if driver else ""


def _line(lap: Lap) -> str:
    return "finish_pit" if lap.in_pit else "finish"


def _not_counted(car: CarState, row: Row) -> list[Reason]:
    reasons = []
    for lap in car.laps:
        if lap_counts(car, lap):
            continue
        ruling = car.ruled.get(lap.seq)
        seqs: tuple[int, ...]
        if ruling is not None:
            words, rule, seqs = _DECIDED[type(ruling).__name__], _rule_of(ruling), (lap.seq, ruling.seq)
        else:
            (words, rule), seqs = WHY_WORDS[lap.why_not], (lap.seq,)
        faster = "; it would have been the best" if row.best is None or lap.time_us < row.best.time_us else ""
        reasons.append(
            Reason(
                kind="not_counted",
                text=f"lap {lap.number} in {format_time(lap.time_us)} does not count: {words}{faster}",
                rule=rule,
                seqs=seqs,
                at_us=lap.end_us,
            )
        )
    return reasons


def _rule_of(ruling: f.Fact) -> str:
    """The key that makes a decision cost the lap; empty where the decision is all there is."""
    return "qualifying.red_flag.laps_lost" if isinstance(ruling, f.RedFlagCaused) else ""


_RULE_WORDS = {
    "race.last_lap_limits": "its last lap was slower than the rules allow",
    "race.must_take_chequered": "it did not take the chequered flag",
    "race.minimum_distance": "it covered less than the part of the winner's distance that the rules ask for",
    "race.red_flag.lookback_laps": "the race was not resumed: laps after the one that counts are left out",
    "drive_time.consequence": "drive time: behind all others of its class",
    "race.move_to_back_order": "cars moved to the back stand in the order that the rulebook gives",
    "race.moved_behind_retired": "they stand behind retired cars too",
    "penalties.unserved": "a penalty was not served and is converted",
    "penalties.drive_through_time_s": "what a drive-through is worth here",
    "penalties.stop_equivalent": "a stop is worth a drive-through and its length",
    "penalties.unserved_stop_time_s": "what a stop that was not served costs",
    "qualifying.mean_of_drivers.drivers": "the mean of its drivers' best laps",
    "qualifying.mean_of_drivers.missing": "a driver is without a time",
    "qualifying.hyperpole.parts": "it reached a part for the fastest of the part before",
    "qualifying.hyperpole.no_time": "without a time in that part it stands behind the others of the part",
}


def _by_rules(row: Row) -> list[Reason]:
    """The rules behind the place that are not plain order: each once, in the order in which they applied."""
    reasons = []
    for key in dict.fromkeys(row.rules):
        words = _RULE_WORDS.get(key)
        if words is None and key.startswith("penalties.infractions."):
            words = "what that infraction costs"
        if words is not None:
            mean = (
                f": {format_time(row.mean_us)}" if key.endswith("of_drivers.drivers") and row.mean_us else ""
            )
            reasons.append(Reason(kind="rule", text=f"{words}{mean}", rule=key))
    return reasons


def _decisions(car: CarState) -> list[Reason]:
    return [
        Reason(kind="decision", text=decision_text(fact), rule=fact.article, seqs=(fact.seq,))
        for fact in car.rulings
    ]


def waiting(state: SessionState, entry_id: str) -> list[Reason]:
    """Decisions on a car's laps that are not applied until somebody rules again: their passing was corrected since."""
    return [
        Reason(kind="open", text=f"not applied: {item.text}", seqs=(item.seq,), at_us=item.at_us)
        for item in state.work
        if item.entry_id == entry_id and item.kind in ("decision_suspended", "decision_without_lap")
    ]


def decision_text(fact: f.Fact) -> str:
    """A decision in one sentence, with who took it and why."""
    match fact:
        case f.LapDeleted():
            what = f"lap {fact.lap_number} deleted" + (
                f" ({fact.reason.replace('_', ' ')})" if fact.reason else ""
            )
        case f.LapCounted():
            what = f"lap {fact.lap_number} counted"
        case f.LapsVoided():
            what = "all times void"
        case f.RedFlagCaused():
            what = "caused a red flag: loses its fastest laps"
        case f.TimeAdded():
            what = f"{format_time(fact.duration_us)} added"
        case f.LapsSubtracted():
            what = f"{fact.laps} lap{'s' if fact.laps != 1 else ''} taken off"
        case f.MovedToBack():
            what = f"moved to the back of the {fact.scope}"
        case f.StatusRuled():
            what = fact.status.replace("_", " ")
        case f.PenaltyNoted():
            what = f"{fact.infraction.replace('_', ' ')}: {fact.stage.replace('_', ' ')}"
        case f.PenaltyGiven():
            what = f"penalty {fact.penalty}: {kind_words(fact.kind, fact.stop_us)}"
        case f.PenaltyServed():
            what = f"penalty {fact.penalty} served"
        case f.PenaltyConverted():
            what = f"penalty {fact.penalty} converted"
        case f.GridPlaceRuled():
            what = f"grid: {fact.drop.replace('_', ' ')}"
        case _:
            what = type(fact).__name__
    who = f", by {fact.by}" if fact.by else ""
    why = f": {fact.why}" if fact.why else ""
    return f"{what}{who}{why}"


def _order(state: SessionState, rows: tuple[Row, ...], row: Row) -> list[Reason]:
    if row.position is None:
        return []
    if row.best is None and not state.plan.kind.is_race:
        return [
            Reason(
                kind="order",
                text="cars without a time follow the others by car number",
                rule="classification.no_time_order",
            )
        ]
    reasons = [Reason(kind="order", text=_place(row))]
    return reasons if state.plan.kind.is_race else [*reasons, *_ties(rows, row)]


def _ties(rows: tuple[Row, ...], row: Row) -> list[Reason]:
    """Cars of the same time that stand beside this one: elsewhere something else decided."""
    here = rows.index(row)
    beside = [*_run(rows[:here][::-1], row), *_run(rows[here + 1 :], row)]
    return [_tie(row, other) for other in sorted(beside, key=rows.index)]


def _run(rows: tuple[Row, ...], row: Row) -> list[Row]:
    return list(takewhile(lambda other: other.position is not None and _time(other) == _time(row), rows))


def _time(row: Row) -> int | None:
    return row.best.time_us if row.best is not None else None


def _tie(row: Row, other: Row) -> Reason:
    assert row.best is not None
    assert other.best is not None
    ahead, behind = sorted((row, other), key=lambda one: one.position or 0)
    named = "this car" if ahead is row else f"car {other.car}"
    earlier = ahead.best is not None and behind.best is not None and ahead.best.end_us < behind.best.end_us
    return Reason(
        kind="tie",
        text=f"same time as car {other.car}; {named} {'set it first' if earlier else 'has the lower number'}",
        rule="classification.tie",
        seqs=(row.best.seq, other.best.seq),
    )


def _place(row: Row) -> str:
    return f"place {row.position} overall, {row.class_position} in {row.car_class}"
