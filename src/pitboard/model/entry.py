"""Entries and their crews."""

from __future__ import annotations

import unicodedata
from enum import StrEnum

import msgspec


class Rating(StrEnum):
    """FIA driver categorisation, as the entry list states it; `NONE` where it says nothing."""

    PLATINUM = "Platinum"
    GOLD = "Gold"
    SILVER = "Silver"
    BRONZE = "Bronze"
    NONE = ""


# Official files spell the licence in more than one way; the spelling is not information.
_RATINGS = {
    "platinum": Rating.PLATINUM,
    "platinium": Rating.PLATINUM,
    "gold": Rating.GOLD,
    "silver": Rating.SILVER,
    "bronze": Rating.BRONZE,
}


def parse_rating(text: str) -> Rating:
    """Read a rating; whatever is no FIA grade is `Rating.NONE`.

    >>> parse_rating("Platinium")
    <Rating.PLATINUM: 'Platinum'>
    """
    return _RATINGS.get(text.strip().lower(), Rating.NONE)


def driver_id_of(name: str) -> str:
    """The identity of a driver within a meeting: the name without accents, case and doubled blanks.

    One person entered in two cars is one driver, however the two entries capitalise the name.

    >>> driver_id_of("Sébastien  BOURDAIS")
    'sebastien bourdais'
    """
    plain = unicodedata.normalize("NFKD", name)
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).casefold().split())


class Driver(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One member of a crew.

    Attributes:
        driver_id: identity within the meeting, see `driver_id_of`; can be overridden on the entry list.
        name: as it is printed, given name first.
        nation: three-letter code where it is known and valid; None where it is not, never a guess.
        country_as_filed: what the source's COUNTRY column held. It is not nationality: files disagree about one driver.
        rating: FIA grade on the entry list.
        hometown: as filed, may be empty.
        family_name: the part of the name that boards shorten to; empty where the source does not say.
    """

    driver_id: str
    name: str
    nation: str | None = None
    country_as_filed: str = ""
    rating: Rating = Rating.NONE
    hometown: str = ""
    family_name: str = ""

    @property
    def short_name(self) -> str:
        """`Derani P`: the family name and an initial, as boards print it."""
        family = self.family_name or self.name.rpartition(" ")[2]
        given = self.name.removesuffix(family).strip()
        return f"{family} {given[0]}" if given else family


class Entry(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A car on the entry list with its crew.

    Attributes:
        entry_id: identity within the meeting; never changes, not even with the number.
        number: the car number when the entry was made, as text: `01`, `1` and `001` are three cars.
        car_class: class code of the rulebook.
        team, vehicle, manufacturer, tyres, group: as filed.
        crew: drivers in the order of the entry list; the source's DRIVER_NUMBER counts it from 1.
        transponders: what the car carries, as read by the decoder.
    """

    entry_id: str
    number: str
    car_class: str
    team: str = ""
    vehicle: str = ""
    manufacturer: str = ""
    tyres: str = ""
    group: str = ""
    crew: tuple[Driver, ...] = ()
    transponders: tuple[str, ...] = ()

    def driver(self, driver_id: str) -> Driver | None:
        """The member of the crew with this identity, or None."""
        return next((driver for driver in self.crew if driver.driver_id == driver_id), None)


def number_order(number: str) -> tuple[int, int, str]:
    """Sort key of a car number where a list goes by number: as an integer, then shorter first, then as text.

    Official lists print `04` before `4` and `5` before `023`; numbers that are no integers come last.

    >>> sorted(["92", "4", "023", "04", "5"], key=number_order)
    ['04', '4', '5', '023', '92']
    """
    if number.isascii() and number.isdigit():
        return int(number), -len(number), number
    return 1 << 62, 0, number
