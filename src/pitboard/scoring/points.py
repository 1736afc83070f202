"""Championship points of one meeting: race, qualifying, pole and endurance-cup checkpoints, for drivers, teams and makes.

Every award names the rule it follows from. Points are decimals: half points and 16.5 stay exact.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

import msgspec

from pitboard.model import facts as f
from pitboard.model.flags import Flag, Status
from pitboard.scoring.classification import Row
from pitboard.scoring.race_rules import race_is_over
from pitboard.scoring.state import CarState, SessionState

if TYPE_CHECKING:
    from pitboard.model.rulebook import Rulebook

ZERO = Decimal(0)

Barred = Mapping[str, Mapping[str, tuple[str, str]]]
"""Drivers who score nothing, by car number: identity → (the rulebook's key, why)."""


class Finish(msgspec.Struct, frozen=True, kw_only=True):
    """A car's result in its class, as points see it.

    Attributes:
        car, car_class, team, make: which.
        drivers: (identity, name) of the crew that scores.
        place: in class, from 1; None where it is not classified.
        started, timed: did start; did set a time.
        moved: was moved to the back of its class.
    """

    car: str
    car_class: str
    team: str = ""
    make: str = ""
    drivers: tuple[tuple[str, str], ...] = ()
    place: int | None = None
    started: bool = True
    timed: bool = True
    moved: bool = False


class Award(msgspec.Struct, frozen=True, kw_only=True):
    """Points for somebody.

    Attributes:
        title: `drivers`, `teams` or `manufacturers`; with `cup` of the endurance cup.
        car_class, who, name, car: for whom; `who` is a driver's identity, a car number or a make.
        points: may be negative for a deduction.
        what: `race`, `qualifying`, `pole`, `checkpoint`, `finish` or `adjustment`.
        place: in class, among those who score; None where no place made the points.
        round: name of the round.
        rule, why: the rulebook's key, and a sentence.
        seqs: decisions it rests on, where it is one.
    """

    title: str
    car_class: str
    who: str
    name: str
    car: str
    points: Decimal
    what: str
    place: int | None
    round: str = ""
    rule: str = ""
    why: str = ""
    seqs: tuple[int, ...] = ()


def finishes(state: SessionState, rows: Iterable[Row]) -> list[Finish]:
    """The result of a session as points see it: every car of the entry list, drivers who drove in it or all the crew."""
    found = []
    for row in rows:
        car = state.cars[row.entry_id]
        moved = any(isinstance(fact, f.MovedToBack) for fact in car.moved)
        moved = moved or any(
            isinstance(fact, f.PenaltyGiven) and fact.kind == "back_of_class" for fact in car.rulings
        )
        found.append(
            Finish(
                car=row.car,
                car_class=row.car_class,
                team=car.entry.team,
                make=car.entry.manufacturer or car.entry.vehicle.split(" ")[0],
                drivers=tuple((driver.driver_id, driver.name) for driver in car.entry.crew),
                place=row.class_position,
                started=bool(car.laps) and row.status is not Status.NOT_STARTED,
                timed=row.best is not None,
                moved=moved,
            )
        )
    return found


def meeting_points(
    rulebook: Rulebook,
    race: Sequence[Finish],
    qualifying: Sequence[Finish] = (),
    *,
    guests: Iterable[str] = (),
    barred: Barred | None = None,
    share: Decimal = Decimal(1),
) -> list[Award]:
    """Points of a meeting.

    Args:
        rulebook: with the event's overrides.
        race: result of the race.
        qualifying: result of qualifying; empty where there was none.
        guests: car numbers that are classified and passed over, where only full-season entries score.
        barred: drivers of a car who score nothing, such as for too little drive time; each gets an award of 0 that says why.
        share: of the points that a short race gives.
    """
    points = rulebook.points
    skipped = set(guests) if points.eligibility.full_season_only.value else set()
    ineligible = barred or {}
    awards: list[Award] = []
    for finish, place in _places(race, skipped):
        awards += _of_car(rulebook, finish, place, _race(rulebook, finish, place, share), ineligible)
    for finish, place in _places(qualifying, skipped):
        awards += _of_car(rulebook, finish, place, _qualifying(rulebook, finish, place), ineligible)
        if place == 1 and finish.timed and points.pole.value:
            pole = (points.pole.value, "pole", "points.pole", "pole in class")
            awards += _of_car(rulebook, finish, place, pole, ineligible)
    return _multiplied(rulebook, _makes(rulebook, awards), race)


def _multiplied(rulebook: Rulebook, awards: list[Award], race: Sequence[Finish]) -> list[Award]:
    """Points of makes times the cars of the class, where the rulebook names that rule."""
    if rulebook.points.manufacturer_multiplier.value != "cars_in_class":
        return awards
    cars: dict[str, int] = {}
    for finish in race:
        cars[finish.car_class] = cars.get(finish.car_class, 0) + finish.started
    return [
        msgspec.structs.replace(
            award,
            points=award.points * cars[award.car_class],
            rule="points.manufacturer_multiplier",
            why=f"{award.why}, times {cars[award.car_class]} cars",
        )
        if award.title == "manufacturers" and award.what == "race"
        else award
        for award in awards
    ]


def _places(results: Sequence[Finish], skipped: set[str]) -> list[tuple[Finish, int | None]]:
    """Places in class among those who score."""
    count: dict[str, int] = {}
    placed: list[tuple[Finish, int | None]] = []
    for finish in sorted(results, key=lambda finish: (finish.place is None, finish.place or 0)):
        if finish.car in skipped:
            continue
        if finish.place is None:
            placed.append((finish, None))
            continue
        count[finish.car_class] = count.get(finish.car_class, 0) + 1
        placed.append((finish, count[finish.car_class]))
    return placed


Given = tuple[Decimal, str, str, str]
"""Points, what for, rule, why."""


def _race(rulebook: Rulebook, finish: Finish, place: int | None, share: Decimal) -> Given:
    points = rulebook.points
    table = points.race_table.value
    if not finish.started or place is None:
        return points.not_started.value, "race", "points.not_started", "did not start or is not classified"
    if finish.moved and points.moved_to_back.value == "none":
        return ZERO, "race", "points.moved_to_back", "moved to the back of its class"
    value = points.for_place(table, place)
    if finish.moved:
        value = max(value, points.moved_to_back_minimum.value)
    part = "" if share == 1 else f", {share} of them"
    return value * share, "race", f"points.tables.{table}", f"{place}. in class{part}"


def _qualifying(rulebook: Rulebook, finish: Finish, place: int | None) -> Given:
    points = rulebook.points
    table = points.qualifying_table.value
    if not finish.timed or place is None:
        return points.no_time.value, "qualifying", "points.no_time", "set no time"
    return points.for_place(table, place), "qualifying", f"points.tables.{table}", f"{place}. of qualifying"


def _of_car(
    rulebook: Rulebook, finish: Finish, place: int | None, given: Given, ineligible: Barred
) -> list[Award]:
    value, what, rule, why = given
    if not value:
        return []
    base = Award(
        title="teams",
        car_class=finish.car_class,
        who=finish.car,
        name=finish.team or finish.car,
        car=finish.car,
        points=value,
        what=what,
        place=place,
        rule=rule,
        why=why,
    )
    titles = rulebook.points.titles.value
    awards = [base] if "teams" in titles else []
    if "drivers" in titles:
        out = ineligible.get(finish.car, {})
        for driver_id, name in finish.drivers:
            award = msgspec.structs.replace(base, title="drivers", who=driver_id, name=name)
            if driver_id in out:
                key, reason = out[driver_id]
                award = msgspec.structs.replace(award, points=ZERO, place=None, rule=key, why=reason)
            awards.append(award)
    if "manufacturers" in titles and finish.make:
        awards.append(msgspec.structs.replace(base, title="manufacturers", who=finish.make, name=finish.make))
    return awards


def _makes(rulebook: Rulebook, awards: Sequence[Award]) -> list[Award]:
    """Of a make its best car scores, or its two best, or all."""
    scores = {"best_car": 1, "two_best_cars": 2}.get(rulebook.points.manufacturer_scores.value)
    if scores is None:
        return list(awards)
    kept: list[Award] = []
    seen: dict[tuple[str, str, str], int] = {}
    for award in sorted(awards, key=lambda award: -award.points):
        key = (award.what, award.car_class, award.who)
        if award.title == "manufacturers":
            seen[key] = seen.get(key, 0) + 1
            if seen[key] > scores:
                continue
        kept.append(award)
    return kept


# ---- a short race ---------------------------------------------------------------------------------------------------


def share_of_points(rulebook: Rulebook, green_laps: int, part: Decimal | None) -> tuple[Decimal, str]:
    """What share of the points a race gives, and the rule.

    Args:
        rulebook: with the event's overrides.
        green_laps: laps that the leader did under green.
        part: of the scheduled time or distance that was run; None where it is not known.
    """
    short = rulebook.race.short
    if green_laps < short.no_points_below_green_laps.value:
        return ZERO, "race.short.no_points_below_green_laps"
    half = short.half_points_below_part.value
    if half is not None and part is not None and part < half:
        return Decimal("0.5"), "race.short.half_points_below_part"
    return Decimal(1), "points.race_table"


def green_laps_of(car: CarState) -> int:
    """Laps of a car that ended under green."""
    return sum(lap.flag in (Flag.GREEN, Flag.CHEQUERED, Flag.WHITE, "") for lap in car.laps)


# ---- the endurance cup ----------------------------------------------------------------------------------------------


def order_at(state: SessionState, at_us: int) -> dict[str, list[str]]:
    """Entries of each class in the order at an instant: by laps, then by who crossed the line first."""
    reached = []
    for car in state.cars.values():
        laps = [lap for lap in car.laps if lap.end_us <= at_us]
        if laps:
            reached.append((-len(laps), laps[-1].end_us, car))
    order: dict[str, list[str]] = {}
    for _, _, car in sorted(reached, key=lambda one: one[:2]):
        order.setdefault(car.entry.car_class, []).append(car.entry_id)
    return order


def cup_points(
    rulebook: Rulebook, state: SessionState, rows: Sequence[Row]
) -> dict[str, list[tuple[str, Decimal]]]:
    """Endurance-cup points of each entry: (checkpoint in words, points), in the order of the checkpoints."""
    cup = rulebook.points.endurance_cup
    found: dict[str, list[tuple[str, Decimal]]] = {}
    checkpoints = cup.checkpoints_us.value
    if not checkpoints or state.started_us is None:
        return found
    last_us = state.last.at_us if state.last is not None else state.started_us
    for checkpoint in checkpoints:
        if state.started_us + checkpoint > last_us:
            continue
        words = f"{checkpoint / 3_600_000_000:g} h"
        for entries in order_at(state, state.started_us + checkpoint).values():
            for place, entry_id in enumerate(entries, 1):
                found.setdefault(entry_id, []).append(
                    (words, _cup_value(rulebook, state, entry_id, place, checkpoint))
                )
    if cup.at_finish.value and race_is_over(state):
        for row in rows:
            if row.class_position is not None and row.laps:
                value = _table_value(rulebook, row.class_position)
                found.setdefault(row.entry_id, []).append(("finish", value))
    return found


def cup_awards(rulebook: Rulebook, state: SessionState, rows: Sequence[Row]) -> list[Award]:
    """The endurance cup's points of a race, for teams, drivers and makes: of a make its best car at each checkpoint."""
    titles = rulebook.points.titles.value
    awards: list[Award] = []
    makes: dict[tuple[str, str], dict[str, Decimal]] = {}
    for entry_id, gained in cup_points(rulebook, state, rows).items():
        entry = state.cars[entry_id].entry
        team = _cup_award(entry.car_class, entry.number, entry.team or entry.number, gained, car=entry.number)
        awards += [team] if "teams" in titles else []
        if "drivers" in titles:
            awards += [
                msgspec.structs.replace(team, title="drivers", who=one.driver_id, name=one.name)
                for one in entry.crew
            ]
        make = entry.manufacturer or entry.vehicle.split(" ")[0]
        best = makes.setdefault((entry.car_class, make), {})
        for words, value in gained:
            best[words] = max(value, best.get(words, ZERO))
    if "manufacturers" in titles:
        awards += [
            msgspec.structs.replace(_cup_award(code, make, make, list(best.items())), title="manufacturers")
            for (code, make), best in makes.items()
            if make
        ]
    return awards


def _cup_award(
    car_class: str, who: str, name: str, gained: Sequence[tuple[str, Decimal]], car: str = ""
) -> Award:
    return Award(
        title="teams",
        car_class=car_class,
        who=who,
        name=name,
        car=car,
        points=sum((value for _, value in gained), ZERO),
        what="checkpoint",
        place=None,
        rule="points.endurance_cup.checkpoints_us",
        why=", ".join(f"{words} {value:f}" for words, value in gained),
    )


def _cup_value(
    rulebook: Rulebook, state: SessionState, entry_id: str, place: int, checkpoint_us: int
) -> Decimal:
    value = _table_value(rulebook, place)
    later = any(lap.end_us > (state.started_us or 0) + checkpoint_us for lap in state.cars[entry_id].laps)
    cup = rulebook.points.endurance_cup
    return value if later or place <= len(cup.table.value) else cup.retired_score.value


def _table_value(rulebook: Rulebook, place: int) -> Decimal:
    cup = rulebook.points.endurance_cup
    return cup.table.value[place - 1] if place <= len(cup.table.value) else cup.others.value
