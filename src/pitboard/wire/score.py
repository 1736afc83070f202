"""What `pitboard score --json` prints: one object for a session, one row for a car."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

import msgspec

from pitboard.model.entry import Driver
from pitboard.scoring.classification import Row
from pitboard.scoring.gaps import Gap, official_text
from pitboard.scoring.state import CarState, SessionState
from pitboard.sessions.scored import Scored
from pitboard.times import format_clock, format_time

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class CrewMember(msgspec.Struct, frozen=True, kw_only=True):
    """A driver of the crew; `nation` is null where no source settles it."""

    name: str
    nation: str | None
    rating: str


class ScoreRow(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=False):
    """One car. Texts are as official sheets print them; without a value counts are 0, texts empty, the rest null.

    Attributes:
        gap_first_us: null when `gap_first_laps` is above 0.
        speed_kph: average of the best lap, rounded half up to 0.1 km/h.
        session: of the best lap; only in combined lists.
    """

    position: int | None
    class_position: int | None
    car: str
    car_class: str
    status: str
    laps: int
    best_lap: int
    best_time: str
    best_time_us: int | None
    best_driver: str
    best_at: str
    gap_first: str
    gap_previous: str
    gap_first_us: int | None
    gap_first_laps: int
    class_gap_first: str
    class_gap_previous: str
    speed_kph: str
    total_time: str | None
    total_time_us: int | None
    team: str
    vehicle: str
    crew: tuple[CrewMember, ...]


class ScoreLine(msgspec.Struct, frozen=True, kw_only=True):
    """One session: a line of the JSON."""

    session: str
    kind: str
    rulebook: str
    rows: tuple[ScoreRow, ...]
    part: str | msgspec.UnsetType = msgspec.UNSET


def zone_of(name: str | None) -> tzinfo:
    """The venue's zone; UTC where it is not known."""
    return ZoneInfo(name) if name else UTC


def time_of_day(at_us: int, zone: tzinfo, *, decimals: int = 3) -> str:
    """An instant on the wall at the venue.

    >>> time_of_day(3_600_500_000, UTC)
    '01:00:00.500'
    """
    # Whole seconds through datetime (it rounds), the fraction kept apart.
    seconds, fraction_us = divmod(at_us, 1_000_000)
    there = (_EPOCH + timedelta(seconds=seconds)).astimezone(zone)
    since_midnight = there.hour * 3600 + there.minute * 60 + there.second
    return format_clock(since_midnight * 1_000_000 + fraction_us, decimals=decimals)


def speed_kph(length_m: float | None, time_us: int) -> str:
    """Average speed over a lap, rounded half up to 0.1 km/h; empty where the length is not known.

    >>> speed_kph(5729.0, 92_656_000)
    '222.6'
    """
    if not length_m or time_us <= 0:
        return ""
    # In whole millimetres and microseconds, so that a half is a half: 0.1 km/h = mm · 3.6e4 / µs.
    tenths = (2 * round(length_m * 1000) * 36_000 + time_us) // (2 * time_us)
    return f"{tenths // 10}.{tenths % 10}"


def score_line(
    scored: Scored, *, car_class: str = "", rows: tuple[Row, ...] | None = None, part: str = ""
) -> ScoreLine:
    """A scored session as JSON prints it.

    Args:
        scored: the session.
        car_class: only this class; empty for all.
        rows: other rows than the session's own (one part's); None for the classification.
        part: name of the part the rows belong to.
    """
    chosen = scored.rows if rows is None else rows
    return ScoreLine(
        session=scored.opened.name,
        kind=scored.opened.plan.kind.value,
        rulebook=scored.opened.rulebook.id,
        rows=tuple(
            score_row(row, scored.state) for row in chosen if not car_class or row.car_class == car_class
        ),
        part=part or msgspec.UNSET,
    )


def score_row(row: Row, state: SessionState) -> ScoreRow:
    """One row of the classification as JSON prints it."""
    car = state.cars[row.entry_id]
    best = row.best
    race = state.plan.kind.is_race
    gap = row.gap_first
    leads = row.position == 1 and (race or best is not None)
    return ScoreRow(
        position=row.position,
        class_position=row.class_position,
        car=row.car,
        car_class=row.car_class,
        status=row.status.value,
        laps=row.laps,
        best_lap=best.number if best else 0,
        best_time=format_time(best.time_us) if best else "",
        best_time_us=best.time_us if best else None,
        best_driver=driver_name(car, best.driver_id) if best else "",
        best_at=time_of_day(best.end_us, zone_of(state.circuit.zone)) if best else "",
        gap_first=row.text_first,
        gap_previous=row.text_previous,
        gap_first_us=0 if leads else gap.time_us if gap is not None and not gap.laps else None,
        gap_first_laps=gap.laps if gap is not None else 0,
        class_gap_first=_class_text(row, row.class_gap_first, race=race),
        class_gap_previous=_class_text(row, row.class_gap_previous, race=race),
        speed_kph=speed_kph(state.circuit.length_m, best.time_us) if best else "",
        total_time=format_time(row.total_us) if row.total_us is not None else "" if race else None,
        total_time_us=row.total_us,
        team=car.entry.team,
        vehicle=car.entry.vehicle,
        crew=tuple(crew_member(driver) for driver in car.entry.crew),
    )


def _class_text(row: Row, gap: Gap | None, *, race: bool) -> str:
    if row.class_position == 1 and (race or row.best is not None):
        return "-"
    return official_text(gap)


def driver_name(car: CarState, driver_id: str) -> str:
    """Name of a member of the crew; the id where the crew does not list it."""
    driver = car.entry.driver(driver_id)
    return driver.name if driver else driver_id


def crew_member(driver: Driver) -> CrewMember:
    """A driver as JSON prints one."""
    return CrewMember(name=driver.name, nation=driver.nation, rating=driver.rating.value)
