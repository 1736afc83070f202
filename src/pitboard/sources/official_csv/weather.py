"""Weather files: about one row a minute, in the units of the series; facts hold SI units."""

from __future__ import annotations

from pathlib import Path

from pitboard.model.facts import WeatherMeasured
from pitboard.sources.official_csv.faults import Faults
from pitboard.sources.official_csv.rawfile import cut_table, read_bytes

_NUMBERS = ("AIR_TEMP", "TRACK_TEMP", "HUMIDITY", "PRESSURE", "WIND_SPEED", "WIND_DIRECTION")
_INCHES_BELOW = 40.0


def read_weather(path: Path, session: str) -> list[WeatherMeasured]:
    """The rows of a weather file; an empty file gives none.

    The units are not stated: pressure near 30 is inches of mercury, and then temperatures are °F and wind is mph (IMSA);
    near 1000 it is hPa with °C and km/h. `RAIN` is −1 throughout and says nothing.

    Raises:
        SourceError: a missing column, or a number that cannot be read.
    """
    _, data = read_bytes(path)
    if not data.strip():
        return []
    table = cut_table(data, str(path))
    table.require(["TIME_UTC_SECONDS"])
    faults = Faults(table.file)
    found = [
        _row(dict(zip(table.header, row, strict=False)), line, session, faults) for line, row in table.rows()
    ]
    faults.raise_if_any()
    return [fact for fact in found if fact is not None]


def _row(cells: dict[str, str], line: int, session: str, faults: Faults) -> WeatherMeasured | None:
    values: dict[str, float | None] = {}
    for name in ("TIME_UTC_SECONDS", *_NUMBERS):
        text = cells.get(name, "")
        try:
            values[name] = float(text) if text else None
        except ValueError:
            faults.line(line, name, "a number", text)
            return None
    at_s = values["TIME_UTC_SECONDS"]
    if at_s is None or not 0 <= at_s < 1 << 33:
        faults.line(line, "TIME_UTC_SECONDS", "seconds since 1970", cells.get("TIME_UTC_SECONDS", ""))
        return None
    pressure = values["PRESSURE"]
    imperial = pressure is not None and pressure < _INCHES_BELOW
    wind = values["WIND_SPEED"]
    return WeatherMeasured(
        at_us=int(at_s) * 1_000_000,
        session=session,
        air_c=_celsius(values["AIR_TEMP"], imperial=imperial),
        track_c=_celsius(values["TRACK_TEMP"], imperial=imperial),
        humidity_percent=values["HUMIDITY"],
        pressure_hpa=None if pressure is None else round(pressure * 33.8639, 2) if imperial else pressure,
        wind_m_s=None if wind is None else round(wind * (0.44704 if imperial else 1 / 3.6), 2),
        wind_from_deg=values["WIND_DIRECTION"],
    )


def _celsius(value: float | None, *, imperial: bool) -> float | None:
    return value if value is None or not imperial else round((value - 32) / 1.8, 2)
