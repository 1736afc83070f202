"""What the bundled tables hold besides laps: the session's start, its parts, its flags and the weather."""

from __future__ import annotations

from pitboard.bundled.tables import Row, field, optional, read_rows
from pitboard.errors import Fault, SourceError
from pitboard.model.facts import FlagShown, PartEnded, PartStarted, SessionStarted, WeatherMeasured
from pitboard.model.flags import Flag
from pitboard.model.meeting import Session
from pitboard.times import parse_clock

CourseFact = SessionStarted | PartStarted | PartEnded | FlagShown


def course_facts(folder: str, plan: Session, midnight_us: int) -> list[CourseFact]:
    """The session's start, its parts and its flags, with the bounds that the table gives.

    Args:
        folder: of the session's tables.
        plan: the session as scheduled.
        midnight_us: when its day began in the venue's zone, µs since 1970 UTC.

    Raises:
        SourceError: a line that is no start, part or flag, or a time that cannot be read.
    """
    where = f"{folder}/flags.csv"
    return [_course_fact(where, line, row, plan, midnight_us) for line, row in read_rows(folder, "flags.csv")]


def _course_fact(where: str, line: int, row: Row, plan: Session, midnight_us: int) -> CourseFact:
    at_us = midnight_us + field(where, line, row, "at", parse_clock)
    earliest_us = _bound(where, line, row, "earliest", midnight_us)
    latest_us = _bound(where, line, row, "latest", midnight_us)
    session, which, inferred = plan.session, row["which"], row["word"] == "inferred"
    match row["what"]:
        case "session_started":
            return SessionStarted(at_us=at_us, session=session, inferred=inferred)
        case "part_started":
            part = next(part for part in plan.parts if part.part == which)
            return PartStarted(
                at_us=at_us,
                session=session,
                part=which,
                name=part.name,
                classes=part.classes,
                earliest_us=earliest_us,
                latest_us=latest_us,
                inferred=inferred,
            )
        case "part_ended":
            return PartEnded(
                at_us=at_us,
                session=session,
                part=which,
                earliest_us=earliest_us,
                latest_us=latest_us,
                inferred=inferred,
            )
        case "flag_shown":
            return FlagShown(
                at_us=at_us,
                session=session,
                flag=Flag(which).value,
                earliest_us=earliest_us,
                latest_us=latest_us,
                inferred=inferred,
            )
        case what:
            raise SourceError(Fault(where, line, "what", "a start, a part or a flag", repr(what)))


def _bound(where: str, line: int, row: Row, column: str, midnight_us: int) -> int | None:
    clock_us = field(where, line, row, column, optional(parse_clock))
    return None if clock_us is None else midnight_us + clock_us


def weather_facts(folder: str, session: str, midnight_us: int) -> list[WeatherMeasured]:
    """The rows of the weather station."""
    where, measured = f"{folder}/weather.csv", optional(float)
    return [
        WeatherMeasured(
            at_us=midnight_us + field(where, line, row, "at", parse_clock),
            session=session,
            air_c=field(where, line, row, "air_c", measured),
            track_c=field(where, line, row, "track_c", measured),
            humidity_percent=field(where, line, row, "humidity_percent", measured),
            pressure_hpa=field(where, line, row, "pressure_hpa", measured),
            wind_m_s=field(where, line, row, "wind_m_s", measured),
            wind_from_deg=field(where, line, row, "wind_from_deg", measured),
        )
        for line, row in read_rows(folder, "weather.csv")
    ]
