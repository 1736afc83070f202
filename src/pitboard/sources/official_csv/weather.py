"""Weather files: about one row a minute from the station; facts hold SI units.

The files do not state their units. American ones hold °F, inHg and mph, the others °C and hPa; no place on a circuit has
an air pressure where the two could be mistaken (30 inHg, 1000 hPa). No source says what the wind of the metric form is
measured in, so its speed is left out there. `RAIN` is −1 throughout in the American files: it says nothing.
"""

from __future__ import annotations

import math
from pathlib import Path
from typing import Final

from pitboard.model.facts import WeatherMeasured
from pitboard.sources.official_csv.faults import Faults
from pitboard.sources.official_csv.rawfile import cut_table, read_bytes
from pitboard.times import SECOND_US

_REQUIRED: Final = (
    "TIME_UTC_SECONDS",
    "AIR_TEMP",
    "TRACK_TEMP",
    "HUMIDITY",
    "PRESSURE",
    "WIND_SPEED",
    "WIND_DIRECTION",
)
_INCHES_BELOW: Final = 40.0
_HPA_PER_INCH: Final = 33.863886667
_M_S_PER_MPH: Final = 0.44704
_SECONDS_BELOW: Final = 1 << 33


def read_weather(path: Path, session: str) -> list[WeatherMeasured]:
    """The rows of a weather file; an empty file gives none.

    Raises:
        SourceError: a missing column, a row cut off, or a number that cannot be read.
    """
    _, data = read_bytes(path)
    if not data.strip():
        return []
    table = cut_table(data, str(path))
    table.require(_REQUIRED)
    faults = Faults(table.file)
    facts: list[WeatherMeasured] = []
    width = len([name for name in table.header if name])
    for line, row in table.rows():
        if len(row) < width and any(row):
            faults.line(line, table.header[len(row)], f"at least {width} fields", len(row))
        elif any(row):
            facts.append(_fact(dict(zip(table.header, row, strict=False)), line, session, faults))
    faults.raise_if_any()
    return facts


def _fact(cells: dict[str, str], line: int, session: str, faults: Faults) -> WeatherMeasured:
    read = {name: _number(cells.get(name, ""), name, line, faults) for name in (*_REQUIRED, "RAIN")}
    at_s, pressure, rain = read["TIME_UTC_SECONDS"], read["PRESSURE"], read["RAIN"]
    if at_s is None or not 0 <= at_s < _SECONDS_BELOW:
        faults.line(line, "TIME_UTC_SECONDS", "seconds since 1970", cells.get("TIME_UTC_SECONDS"))
        at_s = 0.0
    american = pressure is not None and pressure < _INCHES_BELOW
    return WeatherMeasured(
        at_us=round(at_s * SECOND_US),
        session=session,
        air_c=_celsius(read["AIR_TEMP"], american=american),
        track_c=_celsius(read["TRACK_TEMP"], american=american),
        humidity_percent=_scaled(read["HUMIDITY"], 1.0),
        pressure_hpa=_scaled(pressure, _HPA_PER_INCH if american else 1.0),
        wind_m_s=_scaled(read["WIND_SPEED"], _M_S_PER_MPH) if american else None,
        wind_from_deg=_scaled(read["WIND_DIRECTION"], 1.0),
        rain=None if rain is None or rain < 0 else rain > 0,
    )


def _number(text: str, name: str, line: int, faults: Faults) -> float | None:
    if not text:
        return None
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        faults.line(line, name, "a number", text)
        return None
    return value


def _celsius(value: float | None, *, american: bool) -> float | None:
    return None if value is None else round((value - 32) / 1.8 if american else value, 2)


def _scaled(value: float | None, factor: float) -> float | None:
    return None if value is None else round(value * factor, 2)
