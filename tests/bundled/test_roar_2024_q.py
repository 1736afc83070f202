"""What the bundled qualifying must hold, worked out from its facts by a few lines that know nothing of the engine."""

from collections import defaultdict
from datetime import datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from pitboard import bundled
from pitboard.bundled import BundledSession
from pitboard.errors import UsageError
from pitboard.model.facts import (
    DriverChanged,
    EntryAdded,
    FlagShown,
    NoteTaken,
    PartEnded,
    PartStarted,
    Passing,
    PitVisitTimed,
    SessionStarted,
    WeatherMeasured,
    decode,
    encode,
    order_key,
)
from pitboard.times import format_time

ZONE = ZoneInfo("America/New_York")


@pytest.fixture(scope="module")
def roar() -> BundledSession:
    return bundled.load("roar-2024-q")


def of(roar: BundledSession, kind: type) -> list:
    return [fact for fact in roar.facts if isinstance(fact, kind)]


def clock(at_us: int) -> str:
    return (
        datetime.fromtimestamp(at_us // 1_000_000, ZONE).strftime("%H:%M:%S") + f".{at_us // 1000 % 1000:03d}"
    )


def reference_order(roar: BundledSession) -> list[tuple[str, int, int, int]]:
    """(car, best lap, time in µs, instant) by time, then earlier first: lap 1, out-laps, in-laps and red laps left out."""
    red = [flag for flag in of(roar, FlagShown) if flag.flag == "red"]
    crossings = defaultdict(list)
    for passing in of(roar, Passing):
        if passing.line.startswith("finish"):
            crossings[passing.car].append(passing)
    best = []
    for car, passings in crossings.items():
        laps = [
            (now.at_us - before.at_us, now.at_us, number)
            for number, (before, now) in enumerate(pairwise(passings), 2)
            if "finish_pit" not in (before.line, now.line) and not _is_red(now.at_us, red, roar)
        ]
        if laps:
            time_us, at_us, number = min(laps)
            best.append((time_us, at_us, car, number))
    return [(car, number, time_us, at_us) for time_us, at_us, car, number in sorted(best)]


def _is_red(at_us: int, red: list[FlagShown], roar: BundledSession) -> bool:
    shown = [flag for flag in of(roar, FlagShown) if flag.at_us <= at_us]
    return bool(red) and bool(shown) and shown[-1].flag == "red"


def test_a_bundled_session_has_59_cars_and_227_drivers_of_whom_one_is_entered_twice(
    roar: BundledSession,
) -> None:
    drivers = [driver.driver_id for entry in roar.entries for driver in entry.crew]

    assert len(roar.entries) == len(of(roar, EntryAdded)) == 59
    assert (len(set(drivers)), len(drivers)) == (227, 228)
    assert {
        entry.number for entry in roar.entries for driver in entry.crew if driver.name == "Ben Keating"
    } == {"2", "85"}


def test_seq_counts_from_one_and_facts_with_an_instant_are_in_effective_order(roar: BundledSession) -> None:
    timed = [fact for fact in roar.facts if not isinstance(fact, (EntryAdded, NoteTaken))][3:]

    assert [fact.seq for fact in roar.facts] == list(range(1, len(roar.facts) + 1))
    assert [order_key(fact)[:4] for fact in timed] == sorted(order_key(fact)[:4] for fact in timed)


def test_every_fact_written_and_read_back_is_equal(roar: BundledSession) -> None:
    assert [decode(encode(fact), fact.seq) for fact in roar.facts] == list(roar.facts)


def test_car_31_is_on_pole_with_the_lap_it_ended_at_14_54_53_975(roar: BundledSession) -> None:
    car, number, time_us, at_us = reference_order(roar)[0]

    assert (car, number, format_time(time_us), clock(at_us)) == ("31", 5, "1:32.656", "14:54:53.975")


def test_cars_5_and_92_set_no_time_and_only_one_of_them_has_a_sourced_reason(roar: BundledSession) -> None:
    timed = {car for car, *_rest in reference_order(roar)}
    reasons = {note.car: note.reason for note in bundled.notes("roar-2024-q") if note.topic == "no_time"}

    assert {entry.number for entry in roar.entries} - timed == {"5", "92"}
    assert reasons == {"5": True, "92": False}
    assert all(note.source for note in of(roar, NoteTaken))


def test_cars_19_and_62_tie_and_19_set_its_time_first(roar: BundledSession) -> None:
    order = [(car, format_time(time_us)) for car, _number, time_us, _at_us in reference_order(roar)]
    place = order.index(("19", "1:44.831"))

    assert order[place + 1] == ("62", "1:44.831")


@pytest.mark.parametrize(
    ("car_class", "pole", "second", "margin"),
    [
        ("GTP", "31", "01", "0.071"),
        ("LMP2", "2", "52", "0.102"),
        ("GTDPRO", "77", "14", "0.080"),
        ("GTD", "12", "86", "0.043"),
    ],
)
def test_margins_in_class(roar: BundledSession, car_class: str, pole: str, second: str, margin: str) -> None:
    classes = {entry.number: entry.car_class for entry in roar.entries}
    first, after, *_rest = [row for row in reference_order(roar) if classes[row[0]] == car_class]

    assert (first[0], after[0], format_time(after[2] - first[2])) == (pole, second, margin)


def test_instants_that_the_files_only_bound_carry_their_bounds(roar: BundledSession) -> None:
    bounds = {
        (fact.flag if isinstance(fact, FlagShown) else fact.part): (
            clock(fact.earliest_us),
            clock(fact.latest_us),
        )
        for fact in roar.facts
        if isinstance(fact, (FlagShown, PartStarted))
    }

    assert bounds == {
        "gt": ("13:55:00.000", "13:55:25.558"),
        "red": ("13:55:00.000", "13:57:39.373"),
        "green": ("13:58:52.037", "14:08:41.779"),
        "lmp2": ("14:18:50.830", "14:23:23.533"),
        "gtp": ("14:40:30.604", "14:45:41.841"),
    }
    assert all(
        fact.inferred
        for kind in (FlagShown, PartStarted, PartEnded, SessionStarted)
        for fact in of(roar, kind)
    )


def test_every_lap_gives_its_passings_and_laps_are_counted_once(roar: BundledSession) -> None:
    lines = defaultdict(int)
    for passing in of(roar, Passing):
        lines[passing.line] += 1

    assert dict(lines) == {"s1": 336, "s2": 336, "finish": 325, "finish_pit": 11}
    assert len(of(roar, DriverChanged)) == 57
    assert len(of(roar, PitVisitTimed)) == 67
    assert len(of(roar, WeatherMeasured)) == 62


def test_no_nation_is_printed_that_files_disagree_about_or_that_no_source_bears_out(
    roar: BundledSession,
) -> None:
    nations = {driver.name: driver.nation for entry in roar.entries for driver in entry.crew}
    filed = {driver.name: driver.country_as_filed for entry in roar.entries for driver in entry.crew}

    assert nations["Pipo Derani"] == "BRA"
    assert (nations["Tom Blomqvist"], filed["Tom Blomqvist"]) == ("GBR", "MCO")
    assert (nations["Romain Grosjean"], filed["Romain Grosjean"]) == (None, "SWZ")
    assert nations["Antonio Fuoco"] == "ITA"
    assert not {"SWZ", "", "?"} & set(nations.values())


def test_the_race_starts_at_13_40_in_daytona(roar: BundledSession) -> None:
    race = bundled.schedule("roar-2024-q")[-1]

    assert race.scheduled_us is not None
    assert datetime.fromtimestamp(race.scheduled_us / 1e6, ZONE).isoformat() == "2024-01-27T13:40:00-05:00"


def test_a_session_that_is_not_bundled_is_refused_with_the_names_that_are() -> None:
    with pytest.raises(UsageError, match=r"expected a bundled session \(roar-2024-q\), was 'roar-2023-q'"):
        bundled.load("roar-2023-q")
