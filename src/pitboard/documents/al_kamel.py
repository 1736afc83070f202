"""The classification and the laps in the columns of official files, so that today's tools read them."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime, tzinfo

from pitboard.documents.job import Job
from pitboard.model.entry import Driver, Entry, number_order
from pitboard.model.facts import WeatherMeasured
from pitboard.model.flags import OFFICIAL_FLAGS
from pitboard.scoring.classification import Row
from pitboard.scoring.state import CarState, Lap
from pitboard.times import format_time
from pitboard.wire.score import speed_kph, time_of_day

_FLAG_CODES = {flag.value: code for code, flag in OFFICIAL_FLAGS.items()}
_CREW = 6
_LAPS = (
    "NUMBER,DRIVER_NUMBER,LAP_NUMBER,LAP_TIME,LAP_IMPROVEMENT,CROSSING_FINISH_LINE_IN_PIT,S1,S1_IMPROVEMENT,S2,"
    "S2_IMPROVEMENT,S3,S3_IMPROVEMENT,KPH,ELAPSED,HOUR,S1_LARGE,S2_LARGE,S3_LARGE,TOP_SPEED,DRIVER_NAME,PIT_TIME,"
    "CLASS,GROUP,TEAM,MANUFACTURER,FLAG_AT_FL"
)
_TIMED = "POS,NUMBER,LAP,TIME,GAP_FIRST,GAP_PREVIOUS,KPH,LAPS,TEAM,CLASS,GROUP,DIVISION,VEHICLE,TIRES"
_RACE = (
    "POSITION,NUMBER,STATUS,LAPS,TOTAL_TIME,GAP_FIRST,GAP_PREVIOUS,FL_LAPNUM,FL_TIME,FL_KPH,TEAM,CLASS,GROUP,DIVISION,"
    "VEHICLE,TIRES"
)
_WEATHER = (
    "TIME_UTC_SECONDS,TIME_UTC_STR,AIR_TEMP,TRACK_TEMP,HUMIDITY,PRESSURE,WIND_SPEED,WIND_DIRECTION,RAIN"
)
_DRIVER = ("FIRSTNAME", "SECONDNAME", "LICENSE", "HOMETOWN", "COUNTRY")


def results_csv(job: Job) -> bytes:
    """The classification in the columns of an official results file."""
    crew = [f"DRIVER{number}_{name}" for number in range(1, _CREW + 1) for name in _DRIVER]
    return _csv(
        [*(_RACE if job.race else _TIMED).split(","), *crew], [_result(job, row) for row in job.scored.rows]
    )


def laps_csv(job: Job) -> bytes:
    """Every lap in the columns of an official laps file."""
    cars = sorted(job.scored.state.cars.values(), key=lambda car: number_order(car.car))
    return _csv(_LAPS.split(","), [_lap(job, car, lap) for car in cars for lap in car.laps])


def weather_csv(job: Job) -> bytes:
    """Every row of the station in the columns of an official weather file: °C, hPa, m/s."""
    return _csv(_WEATHER.split(","), [_weather(one) for one in job.scored.state.weather])


def _csv(columns: list[str], rows: list[dict[str, str]]) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _result(job: Job, row: Row) -> dict[str, str]:
    entry, best = job.scored.state.cars[row.entry_id].entry, row.best
    time = format_time(best.time_us) if best else ""
    kph = speed_kph(job.scored.state.circuit.length_m, best.time_us) if best else ""
    made = {
        "NUMBER": row.car,
        "LAPS": str(row.laps),
        "GAP_FIRST": row.text_first,
        "GAP_PREVIOUS": row.text_previous,
        "TEAM": entry.team,
        "CLASS": row.car_class,
        "GROUP": entry.group,
        "VEHICLE": entry.vehicle or entry.manufacturer,
        "TIRES": entry.tyres,
        **_crew(entry),
    }
    position = str(row.position or "")
    if job.race:
        total = format_time(row.total_us) if row.total_us is not None else ""
        status = row.status.value.replace("_", " ").capitalize()
        fastest = {"FL_LAPNUM": str(best.number) if best else "", "FL_TIME": time, "FL_KPH": kph}
        return {**made, "POSITION": position, "STATUS": status, "TOTAL_TIME": total, **fastest}
    return {**made, "POS": position, "LAP": str(best.number) if best else "0", "TIME": time, "KPH": kph}


def _crew(entry: Entry) -> dict[str, str]:
    made: dict[str, str] = {}
    for number, driver in enumerate(entry.crew[:_CREW], 1):
        made |= {
            f"DRIVER{number}_{name}": value for name, value in zip(_DRIVER, _person(driver), strict=True)
        }
    return made


def _person(driver: Driver) -> tuple[str, ...]:
    family = driver.family_name or driver.name.rpartition(" ")[2]
    first = driver.name.removesuffix(family).strip()
    return first, family, driver.rating.value, driver.hometown, driver.nation or driver.country_as_filed


def _lap(job: Job, car: CarState, lap: Lap) -> dict[str, str]:
    entry, state = car.entry, job.scored.state
    started = state.started_us if state.started_us is not None else lap.start_us
    crew = [driver.driver_id for driver in entry.crew]
    driver = entry.driver(lap.driver_id)
    sectors = ["" if time is None else format_time(time) for time in (*lap.sectors_us, None, None, None)[:3]]
    return {
        "NUMBER": car.car,
        "DRIVER_NUMBER": str(crew.index(lap.driver_id) + 1) if lap.driver_id in crew else "",
        "LAP_NUMBER": str(lap.number),
        "LAP_TIME": format_time(lap.time_us),
        "LAP_IMPROVEMENT": "2" if lap is car.best else "0",
        "CROSSING_FINISH_LINE_IN_PIT": "B" if lap.in_pit else "",
        **{f"S{n}": text for n, text in enumerate(sectors, 1)},
        **{f"S{n}_IMPROVEMENT": "0" for n in (1, 2, 3)},
        "KPH": speed_kph(state.circuit.length_m, lap.time_us),
        "ELAPSED": format_time(max(0, lap.end_us - started)),
        "HOUR": _hour(lap.end_us, job.zone),
        "DRIVER_NAME": driver.name if driver is not None else "",
        "PIT_TIME": "" if lap.pit_us is None else format_time(lap.pit_us),
        "CLASS": entry.car_class,
        "GROUP": entry.group,
        "TEAM": entry.team,
        "MANUFACTURER": entry.manufacturer,
        "FLAG_AT_FL": _FLAG_CODES.get(lap.flag, ""),
    }


def _hour(at_us: int, zone: tzinfo) -> str:
    return time_of_day(at_us, zone)


def _weather(one: WeatherMeasured) -> dict[str, str]:
    at = datetime.fromtimestamp(one.at_us // 1_000_000, UTC)
    figures = {
        "AIR_TEMP": one.air_c,
        "TRACK_TEMP": one.track_c,
        "HUMIDITY": one.humidity_percent,
        "PRESSURE": one.pressure_hpa,
        "WIND_SPEED": one.wind_m_s,
        "WIND_DIRECTION": one.wind_from_deg,
    }
    return {
        "TIME_UTC_SECONDS": str(one.at_us // 1_000_000),
        "TIME_UTC_STR": f"{at:%Y-%m-%d %H:%M:%S}",
        **{name: "" if value is None else f"{value:g}" for name, value in figures.items()},
        # Minus one says nothing, as in official files.
        "RAIN": "-1" if one.rain is None else str(int(one.rain)),
    }
