"""What a Balance of Performance can set: each lever with its unit and the bounds within which a figure makes sense.

A lever's key ends in its unit, so that a column of another unit is an unknown column and not a wrong car.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Lever:
    """One thing that a table sets.

    Attributes:
        key: as files name it, such as `mass_kg`.
        word: key of its label, the same for every bracket of a family.
        unit: as sheets print it; empty for a count.
        low, high: bounds of a figure that can be meant.
        at: bracket of a family as sheets print it, such as `4500 rpm`.
    """

    key: str
    word: str
    unit: str
    low: Decimal
    high: Decimal
    at: str = ""


def _lever(key: str, unit: str, low: str, high: str) -> Lever:
    return Lever(key, key, unit, Decimal(low), Decimal(high))


LEVERS: dict[str, Lever] = {
    lever.key: lever
    for lever in (
        _lever("mass_kg", "kg", "400", "2500"),
        _lever("restrictors", "", "1", "8"),
        _lever("restrictor_mm", "mm", "10", "120"),
        _lever("rpm_max", "rpm", "1000", "20000"),
        _lever("power_kw", "kW", "50", "1500"),
        _lever("power_v1_percent", "%", "30", "130"),
        _lever("power_v2_percent", "%", "30", "130"),
        _lever("boost_bar", "bar", "0.3", "6"),
        _lever("wing_deg", "°", "-30", "45"),
        _lever("wing_min_deg", "°", "-30", "45"),
        _lever("wing_max_deg", "°", "-30", "45"),
        _lever("fuel_l", "l", "10", "250"),
        _lever("energy_mj", "MJ", "50", "3000"),
        _lever("refill_mj_per_s", "MJ/s", "0.5", "200"),
    )
}
"""The levers that stand alone, in the order in which sheets print them."""

FAMILIES = {
    "boost_bar": re.compile(r"boost_bar_at_([1-9]\d{2,4})_(rpm)"),
    "power_kw": re.compile(r"power_kw_at_([1-9]\d{1,4})_(rpm|kmh)"),
    "power_percent": re.compile(r"power_percent_at_([1-9]\d{1,4})_(rpm|kmh)"),
}
"""Levers by bracket of engine speed or road speed: `boost_bar_at_4500_rpm`, `power_percent_at_190_kmh`."""

_PERCENT = LEVERS["power_v1_percent"]


def lever_of(key: str) -> Lever | None:
    """The lever of a key; None where there is none.

    >>> lever_of("boost_bar_at_4500_rpm").at
    '4500 rpm'
    >>> lever_of("mass_lb") is None
    True
    """
    if key in LEVERS:
        return LEVERS[key]
    for word, pattern in FAMILIES.items():
        found = pattern.fullmatch(key)
        if found is not None:
            plain = LEVERS.get(word, _PERCENT)
            speed = found[2].replace("kmh", "km/h")
            return Lever(key, word, plain.unit, plain.low, plain.high, f"{found[1]} {speed}")
    return None


def nearest_lever(key: str) -> str:
    """`; did you mean mass_kg?`, or the levers there are."""
    near = difflib.get_close_matches(key, list(LEVERS), n=1, cutoff=0.5)
    if near:
        return f"; did you mean {near[0]}?"
    return f"; levers: {', '.join(LEVERS)}, and boost_bar, power_kw or power_percent …_at_N_rpm or …_at_N_kmh"


def order_of(key: str) -> tuple[int, int, str]:
    """Where sheets print a lever: in the order of `LEVERS`, a family's brackets by speed behind it."""
    lever = lever_of(key)
    places = list(LEVERS)
    if lever is None:
        return len(places), 0, key
    word = lever.word if lever.word in LEVERS else "power_v2_percent"
    return places.index(word), int(lever.at.split()[0]) if lever.at else 0, key
