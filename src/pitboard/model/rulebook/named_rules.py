"""Odd rules: named functions that a rulebook selects.

Whatever fits in a table is data. A rule that does not, such as the one long stop at Spa, is a function of `scoring` with
a name that stands here; a rulebook names it, and a name that stands nowhere is refused when the book is loaded.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

NAMED_RULES: Final[Mapping[str, Mapping[str, str]]] = {
    "penalties.minimum_pit_time": {
        "none": "no minimum time in the pits",
        "technical_stop_4_min": "24 hours of Spa 2020: one stop of 4 minutes between hours 12 and 22",
    },
    "points.manufacturer_multiplier": {
        "none": "points as in the table",
        "cars_in_class": "times the number of cars of the class that started",
        "cars_in_race": "GT World Challenge Europe 2020: times the number of cars that started, all of them GT3",
    },
}
"""Key of the rulebook that takes a name → the names it takes → what they mean."""

FOR_PEOPLE: Final[Mapping[str, str]] = {
    "drive_time.consequence_order": "several cars are listed by shortfall; the order of moves is race.move_to_back_order",
    "drive_time.counts.formation": "driving is measured from the start on: before it nothing is scored",
    "entries.rating_as_of": "the entry list holds the ratings",
    "neutralisation.pits.emergency_service": "what is done in a closed pit lane is not measured",
    "neutralisation.race_clock_runs": "race control holds and resumes the clock",
    "neutralisation.safety_car.pass_around_misuse": "the steward's decision states the penalty",
    "neutralisation.slow.countdown_s": "race control shows the flag when the limit begins",
    "penalties.appealable": "printed for the stewards",
    "penalties.pit_speed_kph": "speed in the pit lane is not measured",
    "penalties.technical_after_race": "the steward's decision states what it costs",
    "penalties.time_changes_laps": "added time never takes laps off here; a decision does",
    "race.red_flag.clock_runs": "race control holds and resumes the clock",
    "refuelling.min_any_s": "refuelling is not measured",
    "refuelling.min_full_s": "refuelling is not measured",
    "results.roles_for_official": "who signs is stated when a result is issued",
}
"""Keys that are kept with their source and from which nothing is worked out: who or what applies them instead."""


def for_people(key: str) -> str:
    """Why nothing is worked out from a key; empty where something is.

    >>> for_people("refuelling.min_full_s.GTD"), for_people("classification.tie")
    ('refuelling is not measured', '')
    """
    return next((why for name, why in FOR_PEOPLE.items() if f"{key}.".startswith(f"{name}.")), "")
