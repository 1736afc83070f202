"""The life of a penalty: noted, investigated, given, served or converted; what it does to the result.

Everything is read off the facts and the passings: a drive-through is measured in the pit lane, and what was not served
when the race is over becomes time by the rulebook. Time never takes laps off; only a decision does.
"""

from __future__ import annotations

from collections.abc import Iterable
from heapq import nsmallest

import msgspec

from pitboard.model import facts as f
from pitboard.model.flags import Flag
from pitboard.scoring.options import PenaltyRules
from pitboard.scoring.state import CarState, PitVisit, SessionState
from pitboard.times import format_time

TOLERANCE_US = 5_000_000
"""A drive-through may take this much longer than the way through the pit lane and still pass for one."""

_FACTS = (f.PenaltyNoted, f.PenaltyGiven, f.PenaltyServed, f.PenaltyConverted)
_TO_SERVE = ("drive_through", "stop")


class Served(msgspec.Struct, frozen=True, kw_only=True):
    """A visit to the pit lane that serves a penalty, as the loops measured it.

    Attributes:
        lap_number: the lap in which the car entered the pit lane.
        lane_us: time in the pit lane [µs].
        stood_us: longer than the way through it takes without a stop [µs].
    """

    lap_number: int
    lane_us: int
    stood_us: int


class Penalty(msgspec.Struct, frozen=True, kw_only=True):
    """One matter of one car.

    Attributes:
        penalty, entry_id: which.
        stage: `noted`, `investigation`, `no_action`, `given`, `served` or `converted`.
        kind: as in `PenaltyGiven`; empty before one is given.
        infraction, article: as given.
        stop_us: length of a stop [µs].
        given_us: when; None before.
        serve_by_lap: the last lap in which the car may enter the pit lane to serve it; None where nothing is served.
        laps_left: laps left to do so; negative when it is overdue.
        served: the visit that serves it; None where none was measured.
        time_us: added to the car's race time [µs].
        laps: taken off its distance.
        excluded, to_back: the car is disqualified, or moved to the back of its class.
        open: what has to be decided by a person; empty where nothing has.
        rules: keys of the rulebook that made the effect.
        history: (instant, sentence) of each stage.
        seqs: the facts.
    """

    penalty: str
    entry_id: str
    stage: str
    kind: str = ""
    infraction: str = ""
    article: str = ""
    stop_us: int = 0
    given_us: int | None = None
    serve_by_lap: int | None = None
    laps_left: int | None = None
    served: Served | None = None
    time_us: int = 0
    laps: int = 0
    excluded: bool = False
    to_back: bool = False
    open: str = ""
    rules: tuple[str, ...] = ()
    history: tuple[tuple[int, str], ...] = ()
    seqs: tuple[int, ...] = ()

    @property
    def words(self) -> str:
        """As sheets print it: `Drive-through`, `Stop + 60`."""
        return kind_words(self.kind, self.stop_us) if self.kind else self.stage.replace("_", " ")


def kind_words(kind: str, stop_us: int = 0) -> str:
    """A kind of penalty as sheets print it.

    >>> kind_words("drive_through"), kind_words("stop", 60_000_000), kind_words("back_of_class")
    ('Drive-through', 'Stop + 60', 'Back of class')
    """
    if kind == "stop":
        return f"Stop + {stop_us / 1_000_000:g}"
    return "Drive-through" if kind == "drive_through" else kind.replace("_", " ").capitalize()


def has_penalties(car: CarState) -> bool:
    """Whether race control has ever taken up a matter of this car."""
    return any(isinstance(fact, _FACTS) for fact in car.rulings)


def penalties(state: SessionState, rules: PenaltyRules) -> tuple[Penalty, ...]:
    """All penalties of a session, in the order in which they were taken up."""
    found = [
        penalty
        for car in state.cars.values()
        if has_penalties(car)
        for penalty in penalties_of(car, state, rules)
    ]
    return tuple(sorted(found, key=lambda penalty: (penalty.history[0][0], penalty.seqs[0])))


def penalties_of(car: CarState, state: SessionState, rules: PenaltyRules) -> tuple[Penalty, ...]:
    """The penalties of one car."""
    matters: dict[str, list[f.Fact]] = {}
    for fact in car.rulings:
        if isinstance(fact, _FACTS):
            matters.setdefault(fact.penalty, []).append(fact)
    used: set[int] = set()
    return tuple(_matter(name, facts, car, state, rules, used) for name, facts in matters.items())


def _matter(
    name: str, facts: list[f.Fact], car: CarState, state: SessionState, rules: PenaltyRules, used: set[int]
) -> Penalty:
    penalty = Penalty(penalty=name, entry_id=car.entry_id, stage="noted")
    given: f.PenaltyGiven | None = None
    accepted = converted = None
    for fact in facts:
        match fact:
            case f.PenaltyNoted():
                if fact.stage == "no_action":
                    # It ends the matter: what was given before has no effect any more.
                    given = accepted = converted = None
                    penalty = Penalty(
                        penalty=name, entry_id=car.entry_id, stage="no_action", infraction=penalty.infraction
                    )
                penalty = _replace(
                    penalty, stage=fact.stage, infraction=fact.infraction or penalty.infraction
                )
            case f.PenaltyGiven():
                given = fact
                penalty = _given(penalty, fact, rules, race=state.plan.kind.is_race)
            case f.PenaltyServed():
                accepted = fact
            case f.PenaltyConverted():
                converted = fact
    penalty = _replace(
        penalty,
        history=tuple((fact.at_us, _sentence(fact)) for fact in facts),
        seqs=tuple(fact.seq for fact in facts),
        article=next((fact.article for fact in reversed(facts) if fact.article), ""),
    )
    if converted is not None:
        return _converted(penalty, converted, rules)
    if given is None or given.kind not in _TO_SERVE:
        return penalty
    return _to_serve(penalty, given, car, state, rules, used, accepted=accepted is not None)


def _given(penalty: Penalty, fact: f.PenaltyGiven, rules: PenaltyRules, *, race: bool) -> Penalty:
    # An infraction in words of its own has no ladder: the decision is all there is.
    ladder = f"penalties.infractions.{fact.infraction}.{'race' if race else 'qualifying'}"
    rule = ladder if fact.infraction in rules.infractions else ""
    return _replace(
        penalty,
        stage="given",
        kind=fact.kind,
        infraction=fact.infraction or penalty.infraction,
        stop_us=fact.stop_us,
        given_us=fact.at_us,
        time_us=fact.time_us if fact.kind == "time" else 0,
        laps=fact.laps if fact.kind == "laps" else 0,
        excluded=fact.kind == "exclusion",
        to_back=fact.kind == "back_of_class",
        rules=(rule,) if rule else (),
    )


def _to_serve(
    penalty: Penalty,
    given: f.PenaltyGiven,
    car: CarState,
    state: SessionState,
    rules: PenaltyRules,
    used: set[int],
    *,
    accepted: bool,
) -> Penalty:
    before = sum(lap.end_us <= given.at_us for lap in car.laps)
    within = rules.serve_within_laps if given.serve_within_laps is None else given.serve_within_laps
    serve_by = before + within
    served, index = _visit_that_serves(given, car, serve_by, Lane.of(state.cars.values(), rules), used)
    if index is not None:
        used.add(index)
    penalty = _replace(penalty, serve_by_lap=serve_by, laps_left=serve_by - len(car.laps), served=served)
    if accepted or served is not None:
        return _replace(
            penalty,
            stage="served",
            laps_left=None,
            history=penalty.history if served is None else (*penalty.history, _measured(car, served)),
        )
    if not _over(car, state):
        overdue = len(car.laps) > serve_by
        words = f"not served within {within} laps" if overdue else ""
        return _replace(penalty, open=words, rules=(*penalty.rules, "penalties.serve_within_laps"))
    return _unserved(penalty, rules)


def _over(car: CarState, state: SessionState) -> bool:
    return car.finished_us is not None or state.ended_us is not None or state.flag == Flag.CHEQUERED


class Lane(msgspec.Struct, frozen=True):
    """What a way through the pit lane without a stop takes [µs], as far as it is known.

    Attributes:
        fastest_us: the fastest visit measured.
        second_us: the one after it.
        known_us: what a drive-through is worth by the rulebook. It is a little more than the way through: in the ten
            races of IMSA files where both are known the fastest visit took 0.62 to 0.93 of it. Until somebody has
            driven through, all visits are stops, and this is the better measure.
    """

    fastest_us: int | None
    second_us: int | None
    known_us: int | None

    @staticmethod
    def of(cars: Iterable[CarState], rules: PenaltyRules) -> Lane:
        """Read off the cars' visits."""
        measured = nsmallest(
            2, (v.duration_us for car in cars for v in car.visits if v.duration_us is not None)
        )
        fastest_us, second_us = [*measured, None, None][:2]
        return Lane(fastest_us, second_us, rules.drive_through_us)

    def way_us(self, visit_us: int) -> int:
        """The way through that a visit is judged by: never itself, unless nothing else is known.

        A club's race without stops and without a figure has one car that drives through, and that is its penalty.

        >>> lane = Lane(25_000_000, 60_000_000, 35_000_000)
        >>> lane.way_us(60_000_000), lane.way_us(25_000_000), Lane(25_000_000, None, None).way_us(25_000_000)
        (25000000, 35000000, 25000000)
        """
        other_us = self.second_us if visit_us == self.fastest_us else self.fastest_us
        return min((us for us in (other_us, self.known_us) if us is not None), default=visit_us)


def _visit_that_serves(
    given: f.PenaltyGiven, car: CarState, serve_by: int, lane: Lane, used: set[int]
) -> tuple[Served | None, int | None]:
    for index, visit in enumerate(car.visits):
        lap_number = _entered_in(car, visit)
        if index in used or visit.duration_us is None or lap_number > serve_by:
            continue
        if not _after(given, car, visit, lap_number):
            continue
        stood_us = visit.duration_us - lane.way_us(visit.duration_us)
        enough = stood_us >= given.stop_us if given.kind == "stop" else stood_us <= TOLERANCE_US
        if enough:
            return Served(lap_number=lap_number, lane_us=visit.duration_us, stood_us=max(0, stood_us)), index
    return None, None


def _entered_in(car: CarState, visit: PitVisit) -> int:
    """The lap in which a car entered the pit lane."""
    if visit.in_us is not None:
        return sum(lap.end_us < visit.in_us for lap in car.laps) + 1
    before = visit.lap_number - 2
    return (
        visit.lap_number - 1 if 0 <= before < len(car.laps) and car.laps[before].in_pit else visit.lap_number
    )


def _after(given: f.PenaltyGiven, car: CarState, visit: PitVisit, lap_number: int) -> bool:
    if visit.in_us is not None:
        return visit.in_us >= given.at_us
    return lap_number > sum(lap.end_us <= given.at_us for lap in car.laps)


def _measured(car: CarState, served: Served) -> tuple[int, str]:
    end = car.laps[served.lap_number - 1].end_us if served.lap_number <= len(car.laps) else car.last_at_us
    stood = f", {format_time(served.stood_us)} longer than the way through" if served.stood_us else ""
    return end, f"served on lap {served.lap_number}: {format_time(served.lane_us)} in the pit lane{stood}"


# ---- what was not served --------------------------------------------------------------------------------------------


def time_equivalent(kind: str, stop_us: int, rules: PenaltyRules) -> tuple[int | None, tuple[str, ...]]:
    """What a penalty that was not served is worth, and the keys that say so.

    Args:
        kind: `drive_through` or `stop`.
        stop_us: length of the stop [µs].
        rules: with the event's figure for a drive-through.

    >>> glen = PenaltyRules(drive_through_us=35_000_000)
    >>> time_equivalent("drive_through", 0, glen)[0], time_equivalent("stop", 60_000_000, glen)[0]
    (35000000, 95000000)
    """
    if kind == "stop" and rules.unserved_stop_us is not None:
        return rules.unserved_stop_us, ("penalties.unserved_stop_time_s",)
    if rules.drive_through_us is None:
        return None, ("penalties.drive_through_time_s",)
    if kind == "drive_through":
        return rules.drive_through_us, ("penalties.drive_through_time_s",)
    if kind != "stop" or not rules.stop_adds_up:
        return None, ("penalties.stop_equivalent",)
    return rules.drive_through_us + stop_us, ("penalties.drive_through_time_s", "penalties.stop_equivalent")


def _unserved(penalty: Penalty, rules: PenaltyRules) -> Penalty:
    if rules.unserved == "exclusion":
        return _replace(
            penalty, stage="converted", excluded=True, rules=(*penalty.rules, "penalties.unserved")
        )
    time_us, keys = time_equivalent(penalty.kind, penalty.stop_us, rules)
    keys = (*penalty.rules, "penalties.unserved", *keys)
    if time_us is None:
        return _replace(
            penalty,
            open="not served, and the rulebook has no time for it: convert it by decision",
            rules=keys,
        )
    return _replace(penalty, stage="converted", time_us=time_us, laps_left=None, rules=keys)


def _converted(penalty: Penalty, fact: f.PenaltyConverted, rules: PenaltyRules) -> Penalty:
    if fact.time_us is not None or fact.laps:
        return _replace(penalty, stage="converted", time_us=fact.time_us or 0, laps=fact.laps)
    return _unserved(penalty, rules)


def _sentence(fact: f.Fact) -> str:
    match fact:
        case f.PenaltyNoted():
            what = {"investigation": "under investigation", "no_action": "no further action"}.get(
                fact.stage, "noted"
            )
        case f.PenaltyGiven():
            what = f"given: {kind_words(fact.kind, fact.stop_us)}"
        case f.PenaltyServed():
            what = "served, accepted by race control"
        case _:
            what = "converted by decision"
    who = f", by {fact.by}" if fact.by else ""
    return f"{what}{who}" + (f": {fact.why}" if fact.why else "")


def _replace(penalty: Penalty, **changes: object) -> Penalty:
    return msgspec.structs.replace(penalty, **changes)
