"""Standings of a season as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pitboard.scoring.standings import Standing
from pitboard.wire.base import Wire

if TYPE_CHECKING:
    from pitboard.sessions.season import Season


class AwardLine(Wire, frozen=True, kw_only=True):
    """One award: what for, how many points, by which rule."""

    round: str
    what: str
    car: str
    place: int | None
    points: str
    rule: str
    why: str


class StandingLine(Wire, frozen=True, kw_only=True):
    """One line of a championship; points as decimal text, since half points are exact."""

    title: str
    car_class: str
    position: int
    who: str
    name: str
    points: str
    tie: str
    by_round: dict[str, str]
    awards: tuple[AwardLine, ...]


class SeasonLine(Wire, frozen=True, kw_only=True):
    """A season's championships; `needs` holds a sentence a contender when one round is to come."""

    season: str
    rulebook: str
    rounds: tuple[str, ...]
    standings: tuple[StandingLine, ...]
    needs: dict[str, str]


def season_line(season: Season, lines: Sequence[Standing]) -> SeasonLine:
    """What `pitboard standings --json` prints."""
    tables = dict.fromkeys((line.title, line.car_class) for line in lines)
    needs = {
        f"{title} {car_class} {chance.who}": chance.text
        for title, car_class in tables
        for chance in season.chances(title, car_class)
    }
    return SeasonLine(
        season=season.file.name,
        rulebook=season.rulebook.id,
        rounds=season.rounds,
        standings=tuple(_line(line) for line in lines),
        needs=needs,
    )


def _line(line: Standing) -> StandingLine:
    return StandingLine(
        title=line.title,
        car_class=line.car_class,
        position=line.position,
        who=line.who,
        name=line.name,
        points=f"{line.points:f}",
        tie=line.tie,
        by_round={name: f"{points:f}" for name, points in line.by_round},
        awards=tuple(
            AwardLine(
                round=award.round,
                what=award.what,
                car=award.car,
                place=award.place,
                points=f"{award.points:f}",
                rule=award.rule,
                why=award.why,
            )
            for award in line.awards
        ),
    )
