"""A season as a TOML file: its rounds with their logs or official files, guests, deductions; and its standings.

```toml
name = "IMSA WeatherTech 2024, GTP"
rulebook = "imsa-2024"
classes = ["GTP"]                 # empty: all, with a title that is for all classes
guests = ["99"]                   # classified and passed over, where only full-season entries score
nominated = { "A Driver" = "7" }  # the car in which a driver of two cars scores

[[rounds]]
name = "Sebring"
event = "sebring"                 # whose overrides hold; empty: by the folder's name
race = "05-sebring-international-raceway/202403160940-race-laps.csv.gz"   # or a log, or a results file alone
qualifying = ["05-…/202403150945-qualifying-laps.csv.gz"]
decisions = "decisions.csv"
results = "scored"                # or "official": the order of the results file beside the laps
share = 1                         # of the points; left out: what the rulebook gives a race that was cut short

[[adjustments]]
title = "teams"
class = "GTP"
who = "60"
points = -200
round = "Daytona"
reason = "tyre pressure data"
source = "speedwaydigest.com 75923"
```
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import msgspec
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from pitboard import bundled
from pitboard.errors import Fault, SourceError, UsageError
from pitboard.model.rulebook import Rulebook, load
from pitboard.scoring.awards import barred, deductions, session_points, share_in_force
from pitboard.scoring.endurance_cup import cup_awards
from pitboard.scoring.points import Award, Barred, Finish, finishes, meeting_points
from pitboard.scoring.standings import Chance, Standing, chances, standings
from pitboard.sessions.many import Batch
from pitboard.sessions.official_points import is_results_file, official_finishes, official_order
from pitboard.sessions.opened import OpenOptions
from pitboard.sessions.qualifying_points import qualifying_result

if TYPE_CHECKING:
    from pitboard.sessions.scored import Scored


def _exact(value: object) -> Decimal:
    try:
        return Decimal(str(value))
    except InvalidOperation as error:
        raise ValueError(f"expected a number, was {value!r}") from error


_Exact = Annotated[Decimal, BeforeValidator(_exact)]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Round(_Table):
    """A round; see the module's example. `held = false`: still to come, with the rules of its event."""

    name: str
    event: str = ""
    race: str = ""
    qualifying: list[str] = Field(default_factory=list)
    decisions: str = ""
    results: Literal["scored", "official"] = "scored"
    share: _Exact | None = None
    held: bool = True


class Adjustment(_Table):
    """Points given or taken by decision: an entry of the ledger with its reason, never an edit."""

    title: Literal["drivers", "teams", "manufacturers"]
    car_class: str = Field(alias="class")
    who: str
    points: _Exact
    reason: str
    source: str = ""
    round: str = ""
    cup: bool = False


class SeasonFile(_Table):
    """A season as its file has it."""

    name: str
    rulebook: str
    classes: list[str] = Field(default_factory=list)
    guests: list[str] = Field(default_factory=list)
    nominated: dict[str, str] = Field(default_factory=dict)
    rounds: list[Round] = Field(min_length=1)
    adjustments: list[Adjustment] = Field(default_factory=list)


@dataclass(frozen=True)
class Season:
    """A season with its points.

    Attributes:
        file: as it was read.
        folder: that its paths start from.
        rulebook: of the season.
        awards: of all rounds held, adjustments among them.
        cup: the endurance cup's.
        notes: what the user should know.
    """

    file: SeasonFile
    folder: Path
    rulebook: Rulebook
    awards: tuple[Award, ...]
    cup: tuple[Award, ...]
    notes: tuple[str, ...] = ()

    @cached_property
    def rounds(self) -> tuple[str, ...]:
        """Names of the rounds in order."""
        return tuple(one.name for one in self.file.rounds)

    @cached_property
    def standings(self) -> tuple[Standing, ...]:
        """Every championship, in order."""
        return standings(self.awards, self.rulebook.points.tie_break.value, self.rounds)

    @cached_property
    def cup_standings(self) -> tuple[Standing, ...]:
        """The endurance cup's."""
        return standings(self.cup, self.rulebook.points.tie_break.value, self.rounds)

    def chances(self, title: str, car_class: str) -> tuple[Chance, ...]:
        """What each needs in the last round; empty unless exactly one round is to come."""
        to_come = [one for one in self.file.rounds if not one.held]
        if len(to_come) != 1:
            return ()
        book = self.rulebook.for_meeting(to_come[0].event or to_come[0].name)
        table = [line for line in self.standings if (line.title, line.car_class) == (title, car_class)]
        return chances(table, book)


def read_season(path: Path) -> SeasonFile:
    """Read a season's file.

    Raises:
        SourceError: it cannot be read; every mistake is named with its key.
    """
    try:
        return SeasonFile.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise SourceError(Fault(path.name, None, "", "a season's TOML file", str(error.strerror))) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SourceError(Fault(path.name, None, "", "TOML", str(error))) from None
    except ValidationError as error:
        faults = [
            Fault(
                path.name, None, ".".join(map(str, one["loc"])), one["msg"].lower(), repr(one["input"])[:60]
            )
            for one in error.errors(include_url=False)
        ]
        raise SourceError(faults) from None


def open_season(path: Path) -> Season:
    """Read a season and score its rounds.

    Raises:
        SourceError, RulebookError, UsageError: the file or one of its sessions cannot be read.
    """
    file = read_season(path)
    book = load(file.rulebook)
    awards: list[Award] = []
    cup: list[Award] = []
    notes: list[str] = []
    for one in file.rounds:
        if one.held:
            scored = _Round(one, path.parent, book, file)
            awards += scored.awards()
            cup += scored.cup()
            notes += scored.notes()
    awards += [_adjusted(one) for one in file.adjustments if not one.cup]
    cup += [_adjusted(one) for one in file.adjustments if one.cup]
    if file.classes:
        awards = [award for award in awards if award.car_class in file.classes]
        cup = [award for award in cup if award.car_class in file.classes]
    return Season(file, path.parent, book, tuple(awards), tuple(cup), tuple(notes))


def points_so_far(season: Season) -> dict[tuple[str, str, str], Decimal]:
    """Points of the rounds held, by (title, class, who): what a running session adds to."""
    return {(line.title, line.car_class, line.who): line.points for line in season.standings}


def with_changed_points(season: Season, before: Scored, after: Scored) -> Season:
    """The season with one session's points as they would be; the session is found by its laps file or log.

    Raises:
        UsageError: no round of the season rests on that session.
    """
    name = _round_of(season, before)
    event = next(one.event for one in season.file.rounds if one.name == name) or before.opened.rulebook.event
    book = season.rulebook.for_meeting(event) if event else season.rulebook
    race = before.state.plan.kind.is_race

    def points(scored: Scored) -> list[Award]:
        last_us = scored.state.last.at_us if scored.state.last is not None else 0
        found = session_points(
            book,
            scored.state,
            scored.rows,
            last_us,
            guests=season.file.guests,
            nominated=_nominated(season.file, scored),
        )
        return [msgspec.structs.replace(award, round=name) for award in found]

    was, now = points(before), points(after)
    kinds = ("race",) if race else ("qualifying", "pole")
    # Another session of the round may have given the points of another class.
    classes = {award.car_class for award in (*was, *now) if award.what in kinds}
    taken = [award for award in was if award.what == "adjustment"]
    kept = [
        award
        for award in season.awards
        if award.round != name
        or ((award.what not in kinds or award.car_class not in classes) and award not in taken)
    ]
    fresh = [award for award in now if not season.file.classes or award.car_class in season.file.classes]
    return replace(season, awards=(*kept, *fresh))


def _nominated(file: SeasonFile, scored: Scored) -> dict[str, str]:
    """The season's nominations by identity: people write names."""
    return {
        driver.driver_id: file.nominated[name]
        for car in scored.state.cars.values()
        for driver in car.entry.crew
        for name in (driver.name, driver.driver_id)
        if name in file.nominated
    }


def _round_of(season: Season, scored: Scored) -> str:
    where = scored.opened.laps_file or scored.opened.log
    for one in season.file.rounds:
        for selector in (one.race, *one.qualifying):
            path = season.folder / selector.partition("#")[0]
            if selector in bundled.names() and selector == scored.opened.name:
                return one.name
            if selector and where is not None and path.resolve() == where.resolve():
                return one.name
    raise UsageError(f"{scored.opened.name}: expected a session of the season {season.file.name!r}")


def _adjusted(one: Adjustment) -> Award:
    source = f" ({one.source})" if one.source else ""
    return Award(
        title=one.title,
        car_class=one.car_class,
        who=one.who,
        name="",
        car=one.who if one.title == "teams" else "",
        points=one.points,
        what="adjustment",
        place=None,
        round=one.round,
        why=f"{one.reason}{source}",
    )


class _Round:
    """One round while it is scored."""

    def __init__(self, one: Round, folder: Path, book: Rulebook, file: SeasonFile) -> None:
        self.one, self.folder, self.file = one, folder, file
        self.race = self._scored([one.race] if one.race else [])
        self.qualifying = self._scored(one.qualifying)
        event = one.event or (self.race[0].opened.rulebook.event if self.race else "")
        # Of a results file the folder names the event, as it does of laps.
        self.book = book.for_meeting(event) if event else book.for_meeting(Path(one.race).parent.name)

    def _scored(self, selectors: Sequence[str]) -> list[Scored]:
        where = [
            # A bundled name is no path; everything else is one from the season's folder.
            selector if selector in bundled.names() else str(self.folder / selector)
            for selector in selectors
            if not is_results_file(selector)
        ]
        if not where:
            return []
        decisions = self.folder / self.one.decisions if self.one.decisions else None
        batch = Batch(where, OpenOptions(rulebook=""), decisions)
        scored = list(batch.scored())
        if batch.errors:
            raise batch.errors[0]
        return scored

    def awards(self) -> list[Award]:
        race = [finish for _, found in self._results(self.race, [self.one.race]) for finish in found]
        qualifying = qualifying_result(self.book, self._results(self.qualifying, self.one.qualifying))
        found = meeting_points(
            self.book, race, qualifying, guests=self.file.guests, barred=self._barred(), share=self._share()
        )
        for scored in (*self.race, *self.qualifying):
            found += deductions(self.book, scored.state)
        return [self._named(award) for award in found]

    def _share(self) -> Decimal:
        if self.one.share is not None or not self.race:
            return Decimal(1) if self.one.share is None else self.one.share
        return share_in_force(self.book, self.race[0].state)[0]

    def _barred(self) -> Barred:
        found: dict[str, Mapping[str, tuple[str, str]]] = {}
        for scored in self.race:
            last_us = scored.state.last.at_us if scored.state.last is not None else 0
            found.update(barred(self.book, scored.state, last_us, _nominated(self.file, scored)))
        return found

    def cup(self) -> list[Award]:
        found: list[Award] = []
        for scored in self.race:
            found += cup_awards(
                self.book, scored.state, scored.rows, guests=self.file.guests, barred=self._barred()
            )
        return [self._named(award) for award in found]

    def notes(self) -> list[str]:
        """What cannot be known from the files of the round."""
        checkpoints = self.book.points.endurance_cup.checkpoints_us.value
        if checkpoints and is_results_file(self.one.race):
            return [f"{self.one.name}: a results file has no checkpoints of the endurance cup"]
        return []

    def _named(self, award: Award) -> Award:
        return msgspec.structs.replace(award, round=self.one.name)

    def _results(
        self, scored: Sequence[Scored], selectors: Sequence[str]
    ) -> list[tuple[str, Sequence[Finish]]]:
        """(Id of the session, its result)."""
        found: list[tuple[str, Sequence[Finish]]] = [
            (one.state.plan.session, self._finishes(one)) for one in scored
        ]
        for selector in selectors:
            if is_results_file(selector):
                result = official_finishes(self.folder / selector, self.book.class_code)
                found.append((Path(selector).name.partition("-results")[0], result))
        return found

    def _finishes(self, scored: Scored) -> list[Finish]:
        found = finishes(scored.state, scored.rows)
        return official_order(scored, found) if self.one.results == "official" else found
