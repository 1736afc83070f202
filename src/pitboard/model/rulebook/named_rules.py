"""Odd rules: named functions that a rulebook selects.

Whatever fits in a table is data. A rule that does not, such as the Nürburgring's pit times, is a function of `scoring` with
a name that stands here; a rulebook names it, and a name that stands nowhere is refused when the book is loaded.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

NAMED_RULES: Final[Mapping[str, Mapping[str, str]]] = {
    "penalties.minimum_pit_time": {
        "none": "no minimum time in the pits",
        "by_class_laps_and_time_left": "24 hours of the Nürburgring: by class, laps since the last stop and time left",
        "technical_stop_4_min": "24 hours of Spa 2020: one stop of 4 minutes between hours 12 and 22",
    },
    "points.manufacturer_multiplier": {
        "none": "points as in the table",
        "cars_in_class": "GT World Challenge Europe 2020: times the number of GT3 cars in the class",
    },
}
"""Key of the rulebook that takes a name → the names it takes → what they mean."""
