"""Circuits by the names that folders and files carry, and the lap length that the speeds of a file imply.

A file's speeds bound the lap length to centimetres (KPH = length × 3600 / lap time, rounded half up to 0.1). Where the
length in this table lies within these bounds it is taken, so that all files of a circuit agree; another layout gets the
roundest length that fits. The lengths here are what all files in `../shared/data` leave open, from laps after the first.
Zones are those of the IANA database; a real-data test compares them with the weather files, whose times are UTC.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pitboard.model.circuit import Circuit
from pitboard.sources.official_csv.names import slug

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True, slots=True)
class Place:
    """A circuit that file names mention.

    Attributes:
        circuit_id: short name.
        name: as documents print it.
        zone: IANA time zone.
        words: runs of words in a folder's or file's name that mean this circuit.
        length_m: lap length [m] that fits the speeds of every file of this circuit seen so far; None without a file.
    """

    circuit_id: str
    name: str
    zone: str
    words: tuple[str, ...]
    length_m: float | None = None


_STRAYS_MAX: Final = 0.05
_NEAR: Final = 0.001
_UNITS_PER_M: Final = 72_000_000
_EAST: Final = "America/New_York"
_PACIFIC: Final = "America/Los_Angeles"
PLACES: Final = (
    Place(
        "daytona-road-course",
        "Daytona International Speedway",
        _EAST,
        ("daytona", "roar", "roar-before-the-24"),
        5729.275,
    ),
    Place("sebring", "Sebring International Raceway", _EAST, ("sebring",), 6018.932),
    Place("mid-ohio", "Mid-Ohio Sports Car Course", _EAST, ("mid-ohio",), 3633.89),
    Place("lime-rock", "Lime Rock Park", _EAST, ("lime-rock",), 2372.167),
    Place("road-america", "Road America", "America/Chicago", ("road-america",), 6514.608),
    Place(
        "road-atlanta", "Michelin Raceway Road Atlanta", _EAST, ("road-atlanta", "petit-le-mans"), 4087.724
    ),
    Place("long-beach", "Long Beach Street Circuit", _PACIFIC, ("long-beach",), 3167.189),
    Place("laguna-seca", "WeatherTech Raceway Laguna Seca", _PACIFIC, ("laguna-seca",), 3601.703),
    Place(
        "ctmp", "Canadian Tire Motorsport Park", "America/Toronto", ("canadian-tire", "mosport"), 3957.3769
    ),
    Place("vir", "Virginia International Raceway", _EAST, ("virginia-international", "vir"), 5262.542),
    Place(
        "indianapolis",
        "Indianapolis Motor Speedway Road Course",
        "America/Indiana/Indianapolis",
        ("indianapolis",),
        3925.18,
    ),
    Place("detroit", "Detroit Street Course", "America/Detroit", ("detroit", "belle-isle"), 2647.372),
    Place("watkins-glen", "Watkins Glen International", _EAST, ("watkins-glen",)),
    Place("cota", "Circuit of the Americas", "America/Chicago", ("circuit-of-the-americas", "cota")),
    Place("sonoma", "Sonoma Raceway", _PACIFIC, ("sonoma",)),
    Place("le-mans", "Circuit des 24 Heures", "Europe/Paris", ("le-mans", "circuit-de-la-sarthe"), 13626.0),
    Place("spa", "Circuit de Spa-Francorchamps", "Europe/Brussels", ("spa", "spa-francorchamps")),
    Place("imola", "Autodromo Enzo e Dino Ferrari", "Europe/Rome", ("imola",)),
    Place("monza", "Autodromo Nazionale Monza", "Europe/Rome", ("monza",)),
    Place("portimao", "Autódromo Internacional do Algarve", "Europe/Lisbon", ("portimao", "algarve")),
    Place("barcelona", "Circuit de Barcelona-Catalunya", "Europe/Madrid", ("barcelona", "catalunya")),
    Place("paul-ricard", "Circuit Paul Ricard", "Europe/Paris", ("paul-ricard", "castellet")),
    Place("silverstone", "Silverstone Circuit", "Europe/London", ("silverstone",)),
    Place("fuji", "Fuji Speedway", "Asia/Tokyo", ("fuji",)),
    Place("bahrain", "Bahrain International Circuit", "Asia/Bahrain", ("bahrain", "sakhir")),
    Place("lusail", "Lusail International Circuit", "Asia/Qatar", ("lusail", "losail", "qatar")),
    Place("sao-paulo", "Autódromo José Carlos Pace", "America/Sao_Paulo", ("sao-paulo", "interlagos")),
)


def place_of(laps: Path) -> Place | None:
    """The circuit that the name of the file, or of the nearest folder above it, mentions; None for an unknown one.

    Of two circuits in one name the longer words win: `petit-le-mans` is held at Road Atlanta. Folders further up than
    the meeting's and the season's say nothing about it.
    """
    above = laps.absolute().parents
    for name in (laps.name, *(folder.name for folder in above[:3])):
        text = f"-{slug(name)}-"
        known = [(len(words), place) for place in PLACES for words in place.words if f"-{words}-" in text]
        if known:
            return max(known, key=lambda pair: pair[0])[1]
    return None


def circuit_of(laps: Path, frame: pl.DataFrame, notes: list[str] | None = None) -> Circuit:
    """The circuit of a laps file: name and zone by its place, length by the speeds in it.

    `notes` gets a sentence for speeds that fit no length.
    """
    place = place_of(laps)
    if place is None:
        return Circuit(length_m=length_from_speeds(frame, notes=notes))
    length_m = length_from_speeds(frame, place.length_m, notes=notes)
    return Circuit(circuit_id=place.circuit_id, name=place.name, zone=place.zone, length_m=length_m)


def length_from_speeds(
    frame: pl.DataFrame, known_m: float | None = None, *, notes: list[str] | None = None
) -> float | None:
    """The lap length [m] from which KPH follows for every lap; None where none fits.

    First laps are left out: in a race they may begin at another line. A few speeds that the others contradict are left
    out too, with a note. Of all lengths that fit the known one is taken, else the one with the fewest decimals nearest
    the middle, in whole millimetres at the finest.
    """
    import polars as pl

    laps = frame.filter((pl.col("LAP_NUMBER") > 1) & pl.col("KPH").is_not_null()).select(
        (pl.col("KPH").cast(pl.Float64) * 10).round().cast(pl.Int64).alias("tenths"), "LAP_TIME"
    )
    told = notes if notes is not None else []
    length_m = _fitting(laps, known_m)
    if length_m is not None or not laps.height:
        return length_m
    agreeing = _agreeing(laps)
    strays = laps.height - agreeing.height
    if strays <= laps.height * _STRAYS_MAX:
        length_m = _fitting(agreeing, known_m)
    if length_m is None:
        told.append(
            "KPH: no lap length fits the speeds, so the circuit's is not known and no speeds are given"
        )
    else:
        told.append(f"KPH: {strays:,} of {laps.height:,} speeds contradict the others, left out")
    return length_m


def _agreeing(laps: pl.DataFrame) -> pl.DataFrame:
    """The laps whose speed gives about the lap length that most give."""
    import polars as pl

    length, half = pl.col("tenths") * pl.col("LAP_TIME"), pl.col("LAP_TIME") / 2
    return laps.filter((length - length.median()).abs() <= half + length.median() * _NEAR)


def _fitting(laps: pl.DataFrame, known_m: float | None) -> float | None:
    import polars as pl

    # Metres in units of 1/72,000,000, so that no rounding of floats decides: tenths and microseconds are whole.
    doubled = pl.col("tenths") * 2
    low, high = laps.select(
        ((doubled - 1) * pl.col("LAP_TIME")).max().alias("low"),
        ((doubled + 1) * pl.col("LAP_TIME")).min().alias("high"),
    ).row(0)
    if not isinstance(low, int) or not isinstance(high, int):
        return None
    if known_m is not None and low <= known_m * _UNITS_PER_M < high:
        return known_m
    return _roundest(low, high)


def _roundest(low: int, high: int) -> float | None:
    """The number of metres with the fewest decimals in [low, high), nearest its middle; in units of 1/72,000,000 m."""
    middle = (low + high) // 2
    for parts in (1, 10, 100, 1000):
        unit = _UNITS_PER_M // parts
        steps = (middle + unit // 2) // unit
        if low <= steps * unit < high:
            return steps / parts
    return None
