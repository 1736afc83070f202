"""Standings: awards added up, ties broken as the rulebook says, and what is still possible in the last round."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

import msgspec

from pitboard.scoring.points import ZERO, Award

if TYPE_CHECKING:
    from pitboard.model.rulebook import Rulebook
    from pitboard.model.rulebook.points import Points


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """One line of a championship.

    Attributes:
        position: shared where no rule separates equal points.
        points: total.
        by_round: (round, points), rounds without an award left out.
        places: race places among those who score, in the order of the rounds; those that give no points too.
        tie: the rule that separated equal points; empty where none was needed.
        awards: what it is made of.
    """

    position: int
    title: str
    car_class: str
    who: str
    name: str
    points: Decimal
    by_round: tuple[tuple[str, Decimal], ...]
    places: tuple[tuple[str, int], ...]
    tie: str
    awards: tuple[Award, ...]


def standings(
    awards: Sequence[Award], tie_break: Sequence[str], rounds: Sequence[str]
) -> tuple[Standing, ...]:
    """Every championship in the awards, each class's by itself, in order.

    Args:
        awards: of all rounds, adjustments among them.
        tie_break: what separates equal points, in order (`points.tie_break`).
        rounds: names in the order in which they were run.
    """
    tables: dict[tuple[str, str], dict[str, list[Award]]] = {}
    for award in awards:
        tables.setdefault((award.title, award.car_class), {}).setdefault(award.who, []).append(award)
    found: list[Standing] = []
    for (title, car_class), people in tables.items():
        lines = [_line(title, car_class, who, mine, rounds) for who, mine in people.items()]
        found += _ordered(lines, tie_break, rounds)
    return tuple(found)


def _line(title: str, car_class: str, who: str, awards: Sequence[Award], rounds: Sequence[str]) -> Standing:
    by_round: dict[str, Decimal] = {}
    for award in awards:
        by_round[award.round] = by_round.get(award.round, ZERO) + award.points
    places = [(a.round, a.place) for a in awards if a.what == "race" and a.place is not None]
    turn = {name: index for index, name in enumerate(rounds)}
    return Standing(
        position=0,
        title=title,
        car_class=car_class,
        who=who,
        name=next((award.name for award in awards if award.name), who),
        points=sum(by_round.values(), ZERO),
        by_round=tuple(sorted(by_round.items(), key=lambda item: turn.get(item[0], -1))),
        places=tuple(sorted(places, key=lambda place: turn.get(place[0], -1))),
        tie="",
        awards=tuple(awards),
    )


def _ordered(lines: list[Standing], tie_break: Sequence[str], rounds: Sequence[str]) -> list[Standing]:
    how = [name for name in tie_break if name != "shared"]
    lines.sort(key=lambda line: (-line.points, *(_tie_key(line, name, rounds) for name in how), line.name))
    placed: list[Standing] = []
    for index, line in enumerate(lines):
        before = lines[index - 1] if index else None
        position, tie = index + 1, ""
        if before is not None and before.points == line.points:
            rule = next((n for n in how if _tie_key(before, n, rounds) != _tie_key(line, n, rounds)), "")
            tie = rule or "shared"
            position = position if rule else placed[-1].position
        placed.append(msgspec.structs.replace(line, position=position, tie=tie))
    return placed


def _tie_key(line: Standing, rule: str, rounds: Sequence[str]) -> tuple[int, ...]:
    """The smaller is ahead."""
    places = [place for _, place in line.places]
    if rule == "wins":
        return (-places.count(1),)
    if rule == "count_of_places":
        # Firsts are compared, then seconds, and so on; tuples of one length compare as people count.
        return tuple(-places.count(place) for place in range(1, 100))
    if rule == "latest_result":
        latest = dict(line.places)
        return tuple(latest.get(name, 1000) for name in reversed(rounds))
    if rule == "qualifying":
        qualified = sorted(a.place for a in line.awards if a.what == "qualifying" and a.place is not None)
        return (*qualified, 1000)
    return ()


# ---- what is still possible -----------------------------------------------------------------------------------------


class Chance(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody needs in the last round to be champion.

    Attributes:
        most: points that can still be reached.
        alive: can still be champion or equal the leader.
        clinches_with: worst place that is enough whatever others do; None where no place is.
        leader_at: if they win, the best place the leader may have; None where even that is not needed or not enough.
        text: one sentence.
        called: the name, with the car of a team.
    """

    who: str
    name: str
    called: str
    points: Decimal
    most: Decimal
    alive: bool
    clinches_with: int | None
    leader_at: int | None
    text: str


def chances(table: Sequence[Standing], rulebook: Rulebook, *, cars: int = 40) -> tuple[Chance, ...]:
    """What each of one championship needs in the last round.

    The race is all one can count on: for oneself qualifying gives nothing, for the others the most there is. Drivers who
    share a car and have as many points are champions together, so they are no rivals. Where points of makes are
    multiplied by the cars that start nobody knows what they will be worth: no manufacturer is in the result.

    Args:
        table: one title of one class, in order.
        rulebook: with the last event's overrides.
        cars: places that are looked at.
    """
    points = rulebook.points
    makes = bool(table) and table[0].title == "manufacturers"
    if not table or (makes and points.manufacturer_multiplier.value != "none"):
        return ()
    race = [points.for_place(points.table_of(table[0].title), place) for place in range(1, cars + 1)]
    extra = _most_of_qualifying(points, table[0].title)
    return tuple(_chance(line, table, race, extra) for line in table)


def _most_of_qualifying(points: Points, title: str) -> Decimal:
    if title == "manufacturers" and points.manufacturer_places.value == "overall":
        return ZERO
    pole = points.pole.value if title in points.pole_titles.value else ZERO
    return points.for_place(points.qualifying_table.value, 1) + pole


def _chance(line: Standing, table: Sequence[Standing], race: Sequence[Decimal], extra: Decimal) -> Chance:
    mates = [other for other in table if other is not line and _share_a_car(line, other)]
    rivals = [other for other in table if other is not line and other not in mates]
    leader = rivals[0] if rivals else line
    best_rival = max((other.points for other in rivals), default=Decimal("-Infinity"))
    most = line.points + race[0] + extra
    alive = not rivals or most >= best_rival
    clinches = None
    for place in range(1, len(race) + 1):
        others = race[1] if place == 1 else race[0]
        if line.points + race[place - 1] > best_rival + others + extra:
            clinches = place
    leader_at = None
    if alive and leader.points >= line.points and rivals and clinches is None:
        enough = [
            p for p in range(2, len(race) + 1) if line.points + race[0] > leader.points + race[p - 1] + extra
        ]
        leader_at = min(enough, default=None)
    return Chance(
        who=line.who,
        name=line.name,
        called=called(line),
        points=line.points,
        most=most,
        alive=alive,
        clinches_with=clinches,
        leader_at=leader_at,
        text=_chance_words(leader, clinches, leader_at, alive=alive),
    )


def _share_a_car(line: Standing, other: Standing) -> bool:
    """Drivers with as many points who were in one car in the last race that both drove."""
    if line.title != "drivers" or line.points != other.points:
        return False
    cars = [{a.round: a.car for a in one.awards if a.what == "race"} for one in (line, other)]
    return bool(cars[0]) and cars[0] == cars[1]


def ordinal(number: int) -> str:
    """A place in words.

    >>> [ordinal(n) for n in (1, 2, 3, 4, 11, 22)]
    ['1st', '2nd', '3rd', '4th', '11th', '22nd']
    """
    last = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{last}"


def called(line: Standing) -> str:
    """Who a line is about: several teams of one name are told apart by the car."""
    return f"#{line.who} {line.name}" if line.title == "teams" and line.name != line.who else line.name


def _chance_words(leader: Standing, clinches: int | None, leader_at: int | None, *, alive: bool) -> str:
    if not alive:
        return "cannot be champion any more"
    if clinches == 1:
        return "is champion with a win, whatever others do"
    if clinches is not None:
        return f"is champion with {ordinal(clinches)} place or better, whatever others do"
    if leader_at is not None:
        return (
            f"is champion with a win if {called(leader)} is {ordinal(leader_at)} or worse"
            " and nobody else scores more"
        )
    return "depends on the others even with a win"
