"""Standings: awards added up, ties broken as the rulebook says, and what is still possible in the last round."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

import msgspec

from pitboard.scoring.points import ZERO, Award

if TYPE_CHECKING:
    from pitboard.model.rulebook import Rulebook


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """One line of a championship.

    Attributes:
        position: shared where no rule separates equal points.
        points: total.
        by_round: (round, points), rounds without points left out.
        places: race places in class, in the order of the rounds.
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
        return tuple(sorted(a.place or 1000 for a in line.awards if a.what == "qualifying"))
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
    """

    who: str
    name: str
    points: Decimal
    most: Decimal
    alive: bool
    clinches_with: int | None
    leader_at: int | None
    text: str


def chances(table: Sequence[Standing], rulebook: Rulebook, *, cars: int = 40) -> tuple[Chance, ...]:
    """What each of one championship needs in the last round.

    The race is all one can count on: for oneself qualifying gives nothing, for the others the most there is.

    Args:
        table: one title of one class, in order.
        rulebook: with the last event's overrides.
        cars: places that are looked at.
    """
    if not table:
        return ()
    race = [
        rulebook.points.for_place(rulebook.points.race_table.value, place) for place in range(1, cars + 1)
    ]
    extra = rulebook.points.for_place(rulebook.points.qualifying_table.value, 1) + rulebook.points.pole.value
    return tuple(_chance(line, table, race, extra) for line in table)


def _chance(line: Standing, table: Sequence[Standing], race: Sequence[Decimal], extra: Decimal) -> Chance:
    leader = table[0]
    rivals = [other.points for other in table if other is not line]
    best_rival = max(rivals, default=Decimal("-Infinity"))
    most = line.points + race[0] + extra
    alive = not rivals or most >= best_rival
    clinches = None
    for place in range(1, len(race) + 1):
        others = race[1] if place == 1 else race[0]
        if line.points + race[place - 1] > best_rival + others + extra:
            clinches = place
    leader_at = None
    if alive and line is not leader and clinches is None:
        enough = [
            p for p in range(2, len(race) + 1) if line.points + race[0] > leader.points + race[p - 1] + extra
        ]
        leader_at = min(enough, default=None)
    return Chance(
        who=line.who,
        name=line.name,
        points=line.points,
        most=most,
        alive=alive,
        clinches_with=clinches,
        leader_at=leader_at,
        text=_chance_words(line, leader, clinches, leader_at, alive=alive),
    )


def _chance_words(
    line: Standing, leader: Standing, clinches: int | None, leader_at: int | None, *, alive: bool
) -> str:
    if not alive:
        return "cannot be champion any more"
    if clinches is not None:
        return f"is champion with place {clinches} or better, whatever others do"
    if leader_at is not None:
        return f"is champion with a win if {leader.name} is no better than {leader_at}. and nobody else scores more"
    return (
        "depends on the others even with a win" if line is not leader else "leads, but depends on the others"
    )
