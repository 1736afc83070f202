"""Words of stories for the sporting rules: penalties, drive time, neutralisations, the end of the race.

Importing this module gives a story its words; `story` does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pitboard.model import facts as f
from pitboard.scoring.penalties import penalties_of
from pitboard.scoring.qualifying import qualifying_work
from pitboard.scoring.race_work import race_work
from pitboard.testing.story_expectations import NONE, Asked, Words, of_car, of_session
from pitboard.testing.story_verbs import Said, verb

if TYPE_CHECKING:
    from pitboard.testing.story import Told

_NO_STOP = 0


@verb("noted", "CAR PENALTY INFRACTION", at_least=3)
def _noted(said: Said) -> f.Fact:
    return _about(said, "noted")


@verb("investigation", "CAR PENALTY INFRACTION", at_least=3)
def _investigation(said: Said) -> f.Fact:
    return _about(said, "investigation")


@verb("no_action", "CAR PENALTY INFRACTION", at_least=3)
def _no_action(said: Said) -> f.Fact:
    return _about(said, "no_action")


def _about(said: Said, stage: str) -> f.Fact:
    return f.PenaltyNoted(
        at_us=said.at_us,
        entry_id=said.told.entry_id(said.words[0]),
        penalty=said.words[1],
        infraction=said.words[2],
        stage=stage,
    )


@verb("penalty", "CAR PENALTY KIND [stop|time|laps|places|points N]", at_least=3)
def _penalty(said: Said) -> f.Fact:
    words = said.words
    what, number = (words[3], words[4]) if len(words) > 4 else ("", "0")
    figures = {what: said.told.count(number, what)} if what in ("laps", "places", "points") else {}
    if what in ("stop", "time"):
        figures = {f"{what}_us": said.told.time(number)}
    return f.PenaltyGiven(
        at_us=said.at_us,
        entry_id=said.told.entry_id(words[0]),
        penalty=words[1],
        kind=words[2],
        stop_us=figures.get("stop_us", _NO_STOP),
        time_us=figures.get("time_us", 0),
        laps=figures.get("laps", 0),
        places=figures.get("places", 0),
        points=figures.get("points", 0),
    )


@verb("served", "CAR PENALTY", at_least=2)
def _served(said: Said) -> f.Fact:
    return f.PenaltyServed(
        at_us=said.at_us, entry_id=said.told.entry_id(said.words[0]), penalty=said.words[1]
    )


@verb("converted", "CAR PENALTY [time TIME | laps N]", at_least=2)
def _converted(said: Said) -> f.Fact:
    words = said.words
    what, number = (words[2], words[3]) if len(words) > 3 else ("", "0")
    return f.PenaltyConverted(
        at_us=said.at_us,
        entry_id=said.told.entry_id(words[0]),
        penalty=words[1],
        time_us=said.told.time(number) if what == "time" else None,
        laps=said.told.count(number, "laps") if what == "laps" else 0,
    )


@verb("back_of_class_for", "CAR SHORTFALL", at_least=2)
def _short_of_drive_time(said: Said) -> f.Fact:
    return f.MovedToBack(
        at_us=said.at_us,
        entry_id=said.told.entry_id(said.words[0]),
        scope="class",
        shortfall_us=said.told.time(said.words[1]),
    )


@of_session("rules_work")
def _rules_work(told: Told, words: Words) -> tuple[str, str]:
    """`rules_work driver_not_eligible`: what the rules leave to a person."""
    state, book = told.state, told.story.rulebook
    found = [*qualifying_work(state, book), *race_work(state, book)]
    return " ".join(words), " ".join(item.kind for item in found) or NONE


@of_car("rule", asked=1)
def _rule(asked: Asked) -> str:
    """`7 rule race.minimum_distance yes`: whether that key set the car's place."""
    return "yes" if asked.words[0] in asked.row.rules else "no"


@of_car("penalty", asked=1)
def _stage(asked: Asked) -> str:
    """`7 penalty P1 served`: the stage in which the matter is."""
    rules = asked.told.story.options.penalties
    return next(
        (p.stage for p in penalties_of(asked.car, asked.told.state, rules) if p.penalty == asked.words[0]),
        NONE,
    )


@of_car("laps_left", asked=1)
def _laps_left(asked: Asked) -> str:
    """`7 laps_left P1 2`: laps left to serve it."""
    rules = asked.told.story.options.penalties
    found = (p for p in penalties_of(asked.car, asked.told.state, rules) if p.penalty == asked.words[0])
    left = next((p.laps_left for p in found), None)
    return NONE if left is None else str(left)
