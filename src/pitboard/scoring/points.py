"""Championship points of one meeting: race, qualifying and pole, for drivers, teams and makes.

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
from pitboard.scoring.state import CarState, Lap, SessionState

if TYPE_CHECKING:
    from pitboard.model.rulebook import Rulebook
    from pitboard.model.rulebook.points import Points

ZERO = Decimal(0)

Barred = Mapping[str, Mapping[str, tuple[str, str]]]
"""Drivers who score nothing, by car number: identity → (the rulebook's key, why)."""


class Finish(msgspec.Struct, frozen=True, kw_only=True):
    """A car's result in its class, as points see it.

    Attributes:
        car, car_class, team, make: which.
        drivers: (identity, name) of the crew that scores.
        place: in class, from 1; None where it is not classified.
        overall_place: among all classes, likewise.
        started, timed: did start; did set a time.
        moved: was moved to the back of its class.
    """

    car: str
    car_class: str
    team: str = ""
    make: str = ""
    drivers: tuple[tuple[str, str], ...] = ()
    place: int | None = None
    overall_place: int | None = None
    started: bool = True
    timed: bool = True
    moved: bool = False


class Award(msgspec.Struct, frozen=True, kw_only=True):
    """Points for somebody.

    Attributes:
        title: `drivers`, `teams` or `manufacturers`; with `cup` of the endurance cup.
        car_class, who, name, car: for whom; `who` is a driver's identity, a car number or a make; the class is empty where
            one title is for all classes.
        points: may be negative for a deduction.
        what: `race`, `qualifying`, `pole`, `checkpoint`, `finish` or `adjustment`.
        place: among those who score, in class or overall as the title counts; None where no place made the points.
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
                overall_place=row.position,
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
    skipped = passed_over(rulebook, guests)
    ineligible = barred or {}
    awards = _race_awards(rulebook, race, skipped, ineligible, share)
    awards += _qualifying_awards(rulebook, qualifying, skipped, ineligible)
    return _multiplied(rulebook, _makes(rulebook, awards), race)


def passed_over(rulebook: Rulebook, guests: Iterable[str]) -> set[str]:
    """Car numbers that are classified and do not score."""
    return set(guests) if rulebook.points.eligibility.full_season_only.value else set()


def _race_awards(
    rulebook: Rulebook, race: Sequence[Finish], skipped: set[str], ineligible: Barred, share: Decimal
) -> list[Award]:
    points = rulebook.points
    overall = points.manufacturer_places.value == "overall"
    of_makes = {finish.car: place for finish, place in _of_starters(_places(race, skipped, overall=overall))}
    awards: list[Award] = []
    for finish, place in _of_starters(_places(race, skipped)):
        if points.race_table.value != "none":
            given = _race(points, points.race_table.value, finish, place, share)
            awards += _of_crew(points, finish, place, given, ineligible)
        table, make_place = points.table_of("manufacturers"), of_makes[finish.car]
        if table != "none":
            where = "overall" if overall else "in class"
            given = _race(points, table, finish, make_place, share, where)
            awards += _of_make(points, finish, make_place, given)
    return awards


def _of_starters(placed: Iterable[tuple[Finish, int | None]]) -> list[tuple[Finish, int | None]]:
    """A car that did not start has no place, also where nobody completed a lap: it breaks no tie."""
    return [(finish, place if finish.started else None) for finish, place in placed]


def _qualifying_awards(
    rulebook: Rulebook, qualifying: Sequence[Finish], skipped: set[str], ineligible: Barred
) -> list[Award]:
    points = rulebook.points
    of_makes = points.manufacturer_places.value == "in_class"
    awards: list[Award] = []
    for finish, place in _places(qualifying, skipped):
        if points.qualifying_table.value != "none":
            given = _qualifying(points, finish, place)
            awards += _of_crew(points, finish, place, given, ineligible)
            awards += _of_make(points, finish, place, given) if of_makes else []
        if place == 1 and finish.timed and points.pole.value:
            given = (points.pole.value, "pole", "points.pole", "pole in class")
            pole = _of_crew(points, finish, place, given, ineligible)
            pole += _of_make(points, finish, place, given) if of_makes else []
            awards += [award for award in pole if award.title in points.pole_titles.value]
    return awards


def _multiplied(rulebook: Rulebook, awards: list[Award], race: Sequence[Finish]) -> list[Award]:
    """Points of makes times the cars of the class or of the race, where the rulebook names that rule."""
    rule = rulebook.points.manufacturer_multiplier.value
    if rule not in ("cars_in_class", "cars_in_race"):
        return awards

    def times(award: Award) -> Award:
        of_class = rule == "cars_in_class" and award.car_class
        cars = sum(one.started for one in race if not of_class or one.car_class == award.car_class)
        return msgspec.structs.replace(
            award,
            points=award.points * cars,
            rule="points.manufacturer_multiplier",
            why=f"{award.why}, times {cars} cars",
        )

    return [
        times(award) if (award.title, award.what) == ("manufacturers", "race") and award.points else award
        for award in awards
    ]


def _places(
    results: Sequence[Finish], skipped: set[str], *, overall: bool = False
) -> list[tuple[Finish, int | None]]:
    """Places among those who score, in class or overall."""
    count: dict[str, int] = {}
    placed: list[tuple[Finish, int | None]] = []

    def classified(finish: Finish) -> int | None:
        return finish.overall_place if overall else finish.place

    for finish in sorted(results, key=lambda one: (classified(one) is None, classified(one) or 0)):
        if finish.car in skipped:
            continue
        if classified(finish) is None:
            placed.append((finish, None))
            continue
        among = "" if overall else finish.car_class
        count[among] = count.get(among, 0) + 1
        placed.append((finish, count[among]))
    return placed


Given = tuple[Decimal, str, str, str]
"""Points, what for, rule, why."""


def _race(
    points: Points, table: str, finish: Finish, place: int | None, share: Decimal, where: str = "in class"
) -> Given:
    if not finish.started or place is None:
        return points.not_started.value, "race", "points.not_started", "did not start or is not classified"
    if finish.moved and points.moved_to_back.value == "none":
        return ZERO, "race", "points.moved_to_back", "moved to the back of its class"
    value = points.for_place(table, place)
    if finish.moved:
        value = max(value, points.moved_to_back_minimum.value)
    part = "" if share == 1 else f", {share} of them"
    return value * share, "race", f"points.tables.{table}", f"{place}. {where}{part}"


def _qualifying(points: Points, finish: Finish, place: int | None) -> Given:
    table = points.qualifying_table.value
    if not finish.timed or place is None:
        return points.no_time.value, "qualifying", "points.no_time", "set no time"
    return points.for_place(table, place), "qualifying", f"points.tables.{table}", f"{place}. of qualifying"


def _of_crew(
    points: Points, finish: Finish, place: int | None, given: Given, ineligible: Barred
) -> list[Award]:
    """What the team and its drivers get. Points may be 0: a place that scores nothing still breaks ties."""
    base = _award("teams", finish, place, given)
    titles = points.titles.value
    awards = [base] if "teams" in titles else []
    if "drivers" in titles:
        awards += of_drivers(base, finish.drivers, ineligible.get(finish.car, {}))
    return awards


def of_drivers(
    team: Award, drivers: Iterable[tuple[str, str]], out: Mapping[str, tuple[str, str]]
) -> list[Award]:
    """A team's award for each (identity, name) of its crew; whoever is in `out` gets 0 and why."""
    awards = []
    for driver_id, name in drivers:
        award = msgspec.structs.replace(team, title="drivers", who=driver_id, name=name)
        if driver_id in out:
            key, reason = out[driver_id]
            award = msgspec.structs.replace(award, points=ZERO, place=None, rule=key, why=reason)
        awards.append(award)
    return awards


def _of_make(points: Points, finish: Finish, place: int | None, given: Given) -> list[Award]:
    if "manufacturers" not in points.titles.value or not finish.make:
        return []
    award = _award("manufacturers", finish, place, given)
    overall = points.manufacturer_places.value == "overall"
    return [
        msgspec.structs.replace(
            award, car_class="" if overall else finish.car_class, who=finish.make, name=finish.make
        )
    ]


def _award(title: str, finish: Finish, place: int | None, given: Given) -> Award:
    value, what, rule, why = given
    return Award(
        title=title,
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


def _makes(rulebook: Rulebook, awards: Sequence[Award]) -> list[Award]:
    """Of a make its best car scores, or its two best, or all."""
    scores = {"best_car": 1, "two_best_cars": 2}.get(rulebook.points.manufacturer_scores.value)
    if scores is None:
        return list(awards)
    kept: list[Award] = []
    seen: dict[tuple[str, str, str], int] = {}
    for award in sorted(awards, key=lambda award: (-award.points, award.place is None, award.place or 0)):
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


def green_laps_of(state: SessionState, car: CarState) -> int:
    """Laps of a car that ended under green; the white and the chequered flag end no neutralisation."""
    return sum(_course_at(state, lap) in (Flag.GREEN, "") for lap in car.laps)


def _course_at(state: SessionState, lap: Lap) -> str:
    """What was shown to the course when a lap ended, the white and the chequered flag apart; empty: nothing."""
    if lap.flag not in (Flag.CHEQUERED, Flag.WHITE):
        return lap.flag
    shown = [
        span.flag
        for span in state.flags
        if span.from_us <= lap.end_us
        and not (span.zone or span.part)
        and span.flag not in (Flag.CHEQUERED, Flag.WHITE)
    ]
    return shown[-1] if shown else ""
