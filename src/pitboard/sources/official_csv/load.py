"""A laps file and the files beside it as a session: plan, circuit, entries and facts.

session = load_session(Path("2024/01-roar-before-the-24/202401211355-qualifying-laps.csv.gz"))
session.facts       # in effective order, numbered from 1
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from pitboard.model.circuit import Circuit
from pitboard.model.entry import Driver, Entry, driver_id_of
from pitboard.model.facts import (
    CircuitDescribed,
    EntryAdded,
    Fact,
    PartStarted,
    Passing,
    SessionScheduled,
    WeatherMeasured,
)
from pitboard.model.meeting import Session, SessionKind
from pitboard.sources.official_csv.facts import course_facts, in_order, no_garbage_collection, passings_of
from pitboard.sources.official_csv.faults import Faults
from pitboard.sources.official_csv.laps import LapTable, read_laps
from pitboard.sources.official_csv.names import (
    SessionFiles,
    kind_of,
    known_kind,
    scheduled_of,
    session_files,
    title_of,
    year_of,
)
from pitboard.sources.official_csv.nations import Codes, with_nations
from pitboard.sources.official_csv.parts import Part, find_parts, part_facts, part_plans
from pitboard.sources.official_csv.places import circuit_of
from pitboard.sources.official_csv.rawfile import cut_table, read_bytes, read_table
from pitboard.sources.official_csv.results import driver_from_name, entries_of
from pitboard.sources.official_csv.weather import read_weather
from pitboard.times import DAY_US, SECOND_US

if TYPE_CHECKING:
    import polars as pl

_HALF_A_DAY = timedelta(hours=12)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class LoadedSession:
    """What the official files of one session say.

    Attributes:
        name: the session in JSON: path of the laps file below the folder given, without `-laps.csv.gz`.
        plan: id, kind, schedule and parts.
        circuit: circuit with its zone and length where they are known.
        entries: cars with their crews, in the order of the entry list.
        facts: everything that happened, in effective order, `seq` counted from 1.
        notes: what people should be told on stderr: no weather, no flags, no date.
        laps: how many laps the file holds.
    """

    name: str
    plan: Session
    circuit: Circuit
    entries: tuple[Entry, ...]
    facts: list[Fact]
    notes: list[str]
    laps: int


def load_session(
    laps_path: Path,
    *,
    name: str | None = None,
    entries: Sequence[Entry] | None = None,
    countries: Codes | None = None,
) -> LoadedSession:
    """Read a laps file with the results and weather files beside it.

    Args:
        laps_path: the laps file; `-results` and `-weather` are looked for in its folder.
        name: the session's name in JSON; the file's own name without `-laps.csv.gz` if None.
        entries: the entry list, as `read_entries` gives it; the results file beside the laps if None, and without one
            the cars and drivers of the laps.
        countries: codes that other files hold for the drivers, as `agree_countries` gives them.

    Raises:
        SourceError: with all faults of the first file that has some.
    """
    found = session_files(laps_path)
    stored, unpacked = read_bytes(laps_path)
    table = cut_table(unpacked, str(laps_path))
    notes: list[str] = []
    with no_garbage_collection():
        laps = read_laps(table)
        notes += laps.notes
        cars = tuple(_entry_list(laps, found, entries, Faults(table.file, table.line_of), countries))
        circuit = _known_zone(circuit_of(laps_path, laps.frame, notes), notes)
        start_us = _start_us(laps_path, laps.start_clock_us, circuit.zone, notes)
        plan = _plan(found, name or found.name, stored, circuit.zone)
        parts = _parts(plan, laps, cars)
        plan = msgspec.structs.replace(plan, parts=part_plans(parts))
        others = [
            *_set_up(plan, circuit, cars, start_us),
            *course_facts(laps, start_us, plan.session, notes),
            *part_facts(parts, start_us, plan.session),
            *_weather(found, plan.session, circuit.zone, notes),
        ]
        facts = in_order(others, passings_of(laps.frame, start_us), plan.session)
    _note_the_rest(plan, laps, notes)
    return LoadedSession(
        name=plan.source_name,
        plan=plan,
        circuit=circuit,
        entries=cars,
        facts=facts,
        notes=notes,
        laps=laps.frame.height,
    )


def _plan(found: SessionFiles, name: str, stored: bytes, zone: str | None) -> Session:
    return Session(
        session=found.session,
        kind=kind_of(found.session),
        name=title_of(found.session),
        scheduled_us=_scheduled_us(found.laps, zone),
        source_name=name,
        source_sha256=hashlib.sha256(stored).hexdigest(),
    )


def _parts(plan: Session, laps: LapTable, cars: Sequence[Entry]) -> list[Part]:
    """Parts are looked for in qualifying only: a practice in groups is one session to everybody."""
    if plan.kind is not SessionKind.QUALIFYING:
        return []
    return find_parts(laps.frame, {car.number: car.car_class for car in cars})


def _set_up(plan: Session, circuit: Circuit, cars: Sequence[Entry], start_us: int) -> list[Fact]:
    """What is known before cars run."""
    return [
        CircuitDescribed(at_us=start_us, session=plan.session, circuit=circuit),
        SessionScheduled(at_us=start_us, session=plan.session, plan=plan),
        *(EntryAdded(at_us=start_us, session=plan.session, entry=car) for car in cars),
    ]


def _note_the_rest(plan: Session, laps: LapTable, notes: list[str]) -> None:
    if not laps.frame.height:
        notes.append("no laps")
    elif not laps.has_flags:
        notes.append("no column FLAG_AT_FL: nothing is known of flags")
    if known_kind(plan.session) is None:
        notes.append(f"the name does not say what kind of session it is: taken as {plan.kind.value}")


def read_entries(path: Path, countries: Codes | None = None) -> list[Entry]:
    """Read an entry list: a results file of either layout, or a plain entry CSV (see `entry_csv`).

    Args:
        path: the file.
        countries: codes that other files hold for the drivers, as `agree_countries` gives them.

    Raises:
        SourceError: with every fault found in the file.
    """
    return with_nations(entries_of(read_table(path)), countries)


def normalise_classes(loaded: LoadedSession, class_code: Callable[[str], str]) -> LoadedSession:
    """The session with class codes instead of the labels as filed: in entries, in the plan's parts, in the facts.

    Args:
        loaded: as read.
        class_code: the rulebook's code for a label; a label it does not know comes back as it is.
    """

    def codes(labels: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(class_code(label) for label in labels))

    def coded(fact: Fact) -> Fact:
        match fact:
            case EntryAdded():
                return msgspec.structs.replace(fact, entry=entries[fact.entry.entry_id])
            case SessionScheduled():
                return msgspec.structs.replace(fact, plan=plan)
            case PartStarted():
                return msgspec.structs.replace(fact, classes=codes(fact.classes))
            case _:
                return fact

    entries = {
        entry.entry_id: msgspec.structs.replace(entry, car_class=class_code(entry.car_class))
        for entry in loaded.entries
    }
    parts = tuple(msgspec.structs.replace(part, classes=codes(part.classes)) for part in loaded.plan.parts)
    plan = msgspec.structs.replace(loaded.plan, parts=parts)
    facts = [fact if type(fact) is Passing else coded(fact) for fact in loaded.facts]
    return replace(loaded, entries=tuple(entries.values()), plan=plan, facts=facts)


# ---- instants ---------------------------------------------------------------------------------------------------------


def _known_zone(circuit: Circuit, notes: list[str]) -> Circuit:
    """The circuit, without its zone where this machine has no zone database."""
    if circuit.zone is None:
        notes.append("circuit not known: times of day are taken as UTC")
        return circuit
    try:
        ZoneInfo(circuit.zone)
    except (ZoneInfoNotFoundError, OSError):
        notes.append(
            f"this machine does not know the time zone {circuit.zone}: times of day are taken as UTC"
        )
        return msgspec.structs.replace(circuit, zone=None)
    return circuit


def _start_us(laps_path: Path, clock_us: int, zone: str | None, notes: list[str]) -> int:
    """Instant of the start: its time of day, on the day that brings it nearest to the scheduled start."""
    scheduled = scheduled_of(laps_path)
    clock = timedelta(microseconds=clock_us)
    if scheduled is None:
        year = year_of(laps_path) or 1970
        notes.append(f"no date in the name: 1 January {year} stands in for it")
        return _utc_us(date(year, 1, 1), clock_us, zone)
    day = scheduled.replace(hour=0, minute=0)
    if day + clock - scheduled > _HALF_A_DAY:
        day -= timedelta(days=1)
    elif scheduled - (day + clock) > _HALF_A_DAY:
        day += timedelta(days=1)
    return _utc_us(day.date(), clock_us, zone)


def _scheduled_us(laps_path: Path, zone: str | None) -> int | None:
    scheduled = scheduled_of(laps_path)
    if scheduled is None:
        return None
    return _utc_us(scheduled.date(), (scheduled.hour * 60 + scheduled.minute) * 60 * SECOND_US, zone)


def _utc_us(day: date, clock_us: int, zone: str | None) -> int:
    """µs since 1970 UTC of a time of day on a day in a zone."""
    local = datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone) if zone else UTC)
    local += timedelta(microseconds=clock_us % DAY_US)
    return (local.astimezone(UTC) - _EPOCH) // timedelta(microseconds=1)


# ---- entries ----------------------------------------------------------------------------------------------------------


def _entry_list(
    laps: LapTable,
    found: SessionFiles,
    given: Sequence[Entry] | None,
    faults: Faults,
    countries: Codes | None,
) -> list[Entry]:
    """The entry list, with drivers and manufacturers that only the laps know."""
    cars = _cars_of(laps.frame)
    listed = list(given) if given is not None else None
    if listed is None and found.results is not None:
        listed = entries_of(read_table(found.results))
    if listed is None:
        listed = [entry for entry, _ in cars.values()]
    known = {entry.number: entry for entry in listed}
    for number, (_, row) in cars.items():
        if number not in known:
            faults.row(row, "NUMBER", "a car on the entry list", number)
    faults.raise_if_any()
    return with_nations((_completed(entry, cars) for entry in listed), countries)


def _completed(entry: Entry, cars: Mapping[str, tuple[Entry, int]]) -> Entry:
    if entry.number not in cars:
        return entry
    seen = cars[entry.number][0]
    listed = {driver.driver_id for driver in entry.crew}
    more = tuple(driver for driver in seen.crew if driver.driver_id not in listed)
    maker = entry.manufacturer or seen.manufacturer
    if not more and maker == entry.manufacturer:
        return entry
    return msgspec.structs.replace(entry, crew=entry.crew + more, manufacturer=maker)


def _cars_of(frame: pl.DataFrame) -> dict[str, tuple[Entry, int]]:
    """Every car in the laps as an entry, with the row where it comes first."""
    import polars as pl

    texts = ("CLASS", "TEAM", "MANUFACTURER", "GROUP")
    cars = frame.group_by("NUMBER", maintain_order=True).agg(
        pl.col("row").first(),
        *(pl.col(name).first() for name in texts),
        pl.struct("DRIVER_NUMBER", "DRIVER_NAME").unique(maintain_order=True).alias("crew"),
    )
    return {car["NUMBER"]: (_entry_of(car), car["row"]) for car in cars.iter_rows(named=True)}


def _entry_of(car: Mapping[str, str]) -> Entry:
    return Entry(
        entry_id=car["NUMBER"],
        number=car["NUMBER"],
        car_class=car["CLASS"] or "",
        team=car["TEAM"] or "",
        manufacturer=car["MANUFACTURER"] or "",
        group=car["GROUP"] or "",
        crew=_crew_of(car["crew"]),  # type: ignore[arg-type]
    )


def _crew_of(seats: Iterable[Mapping[str, str | None]]) -> tuple[Driver, ...]:
    """Drivers in the order of DRIVER_NUMBER, each once."""
    crew: dict[str, Driver] = {}
    for seat in sorted(
        seats, key=lambda seat: (len(seat["DRIVER_NUMBER"] or ""), seat["DRIVER_NUMBER"] or "")
    ):
        driver = driver_from_name(seat["DRIVER_NAME"] or "")
        if driver is not None:
            crew.setdefault(driver_id_of(driver.name), driver)
    return tuple(crew.values())


# ---- weather ----------------------------------------------------------------------------------------------------------


def _weather(found: SessionFiles, session: str, zone: str | None, notes: list[str]) -> list[WeatherMeasured]:
    """The weather beside the laps; none, with a note, where the file is empty or its UTC cannot be placed."""
    if found.weather is None:
        return []
    unpacked = read_bytes(found.weather)[1]
    if not unpacked.strip():
        notes.append(f"{found.weather.name} is empty: no weather")
        return []
    if zone is None or scheduled_of(found.laps) is None:
        notes.append(
            f"{found.weather.name} not used: its times are UTC, and the session's offset from UTC is not known"
        )
        return []
    return read_weather(found.weather, session)
