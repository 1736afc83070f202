"""Laps become facts: instants, lines, flags, drivers, pit visits, each as exact as the file allows."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import pytest

from pitboard.model import facts as f
from pitboard.sources.official_csv import LoadedSession, load_session, normalise_classes
from pitboard.sources.official_csv.feed import LATE_US, as_feed
from tests.sources.official_csv.table import START_MS, Lap, write, write_laps

Kind = TypeVar("Kind", bound=f.Fact)
NEW_YORK = datetime(2024, 1, 21, 19, tzinfo=UTC)  # 14:00 at Daytona
FOLDER = "01-roar-before-the-24"


def load(tmp_path: Path, laps: list[Lap], **form: object) -> LoadedSession:
    return load_session(write_laps(tmp_path / FOLDER, laps, **form))


def of(session: LoadedSession, kind: type[Kind]) -> list[Kind]:
    return [fact for fact in session.facts if isinstance(fact, kind)]


def start_us(session: LoadedSession) -> int:
    (start,) = of(session, f.SessionStarted)
    return start.at_us


def since_start_ms(session: LoadedSession, kind: type[Kind]) -> list[float]:
    return [(fact.at_us - start_us(session)) / 1000 for fact in of(session, kind)]


def test_the_start_is_the_time_of_day_before_the_first_lap_in_the_circuits_zone(tmp_path: Path):
    session = load(tmp_path, [Lap("7", 90_000)])

    assert start_us(session) == int(NEW_YORK.timestamp()) * 1_000_000
    assert session.circuit.zone == "America/New_York"
    assert session.plan.scheduled_us == start_us(session) - 5 * 60 * 1_000_000


def test_an_unknown_circuit_is_kept_as_utc_and_said_so(tmp_path: Path):
    session = load_session(write_laps(tmp_path / "somewhere", [Lap("7", 90_000)]))

    assert start_us(session) == int(NEW_YORK.timestamp() - 5 * 3600) * 1_000_000
    assert session.circuit.zone is None
    assert any("UTC" in note for note in session.notes)


@pytest.mark.parametrize(
    ("scheduled", "clock_ms", "day"),
    [
        ("202401212350", 10 * 60_000, 22),
        ("202401220005", 86_400_000 - 60_000, 21),
        ("202401211355", START_MS, 21),
    ],
)
def test_a_start_on_the_other_side_of_midnight_falls_on_the_day_nearest_the_schedule(
    tmp_path: Path, scheduled: str, clock_ms: int, day: int
):
    path = write_laps(tmp_path / "x", [Lap("7", 90_000)], f"{scheduled}-race-laps.csv", start_ms=clock_ms)

    started = datetime.fromtimestamp(start_us(load_session(path)) / 1e6, UTC)
    assert (started.day, started.hour * 60 + started.minute) == (day, clock_ms // 60_000)


def test_a_race_past_midnight_and_past_24_hours_is_timed_from_its_start(tmp_path: Path):
    laps = [Lap("7", 3_600_000 + n) for n in range(27)]
    session = load(tmp_path, laps, name="202401211355-race-laps.csv")

    ends = [fact.at_us - start_us(session) for fact in of(session, f.Passing) if fact.line == "finish"]
    assert ends[-1] == sum(lap.time_ms for lap in laps) * 1000
    assert ends[-1] > 27 * 3600 * 1_000_000 - 1


def test_a_passing_for_each_line_that_the_sectors_tell(tmp_path: Path):
    session = load(
        tmp_path, [Lap("7", 90_000, (20_000, 30_000, 40_000)), Lap("7", 100_000, (20_000, 30_000, 50_000))]
    )

    told = [((p.at_us - start_us(session)) // 1000, p.line) for p in of(session, f.Passing)]
    assert told == [
        (20_000, "s1"),
        (50_000, "s2"),
        (90_000, "finish"),
        (110_000, "s1"),
        (140_000, "s2"),
        (190_000, "finish"),
    ]
    assert {p.source for p in of(session, f.Passing)} == {"file"}


@pytest.mark.parametrize(
    ("sectors", "lines"),
    [
        ((None, None, 40_000), ["s2", "finish"]),
        ((20_000, None, None), ["s1", "finish"]),
        ((None, None, None), ["finish"]),
        ((None, 30_000, 40_000), ["s1", "s2", "finish"]),
        ((20_000, 30_000, None), ["s1", "s2", "finish"]),
        ((60_000, None, 40_000), ["s2", "s1", "finish"]),
    ],
    ids=[
        "loop 1 missed",
        "loop 2 missed",
        "both missed",
        "s1 by the rest",
        "s2 by the rest",
        "loop 2 before loop 1",
    ],
)
def test_a_loop_that_missed_the_car_gives_no_passing(
    tmp_path: Path, sectors: tuple[int | None, ...], lines: list[str]
):
    session = load(tmp_path, [Lap("7", 90_000, sectors)])  # type: ignore[arg-type]

    assert [passing.line for passing in of(session, f.Passing)] == lines


def test_a_lap_that_ends_in_the_pit_lane_ends_on_its_line(tmp_path: Path):
    session = load(tmp_path, [Lap("7", 90_000, pit=True), Lap("7", 100_000, pit_ms=45_000)])

    assert [p.line for p in of(session, f.Passing) if p.line.startswith("finish")] == ["finish_pit", "finish"]
    (visit,) = of(session, f.PitVisitTimed)
    assert (visit.at_us - start_us(session), visit.duration_us, visit.car) == (190_000_000, 45_000_000, "7")


def test_flags_change_at_the_first_crossing_under_them_with_their_bounds(tmp_path: Path):
    laps = [Lap("7", 90_000), Lap("7", 90_000, flag="FCY"), Lap("8", 91_000), Lap("8", 100_000, flag="FF")]
    session = load(tmp_path, laps)

    shown = of(session, f.FlagShown)
    assert [fact.flag for fact in shown] == ["green", "full_course_yellow", "chequered"]
    assert since_start_ms(session, f.FlagShown) == [0, 180_000, 191_000]
    bounds = [
        ((s.earliest_us or 0) - start_us(session), (s.latest_us or 0) - start_us(session)) for s in shown
    ]
    assert bounds == [(0, 90_000_000), (91_001_000, 180_000_000), (180_001_000, 191_000_000)]
    assert all(fact.inferred for fact in shown)


def test_a_first_flag_that_is_not_green_is_not_put_at_the_start(tmp_path: Path):
    session = load(tmp_path, [Lap("7", 90_000, flag="RF"), Lap("7", 90_000, flag="GF")])

    assert since_start_ms(session, f.FlagShown) == [90_000, 180_000]
    assert of(session, f.FlagShown)[0].earliest_us == start_us(session)


def test_a_flag_comes_before_the_passing_of_its_instant(tmp_path: Path):
    session = load(tmp_path, [Lap("7", 90_000), Lap("7", 90_000, flag="FF")])

    kinds = [type(fact) for fact in session.facts]
    assert kinds.index(f.FlagShown, kinds.index(f.FlagShown) + 1) == len(kinds) - 2


@pytest.mark.parametrize("first", ["7", "8"])
def test_two_flags_in_one_millisecond_give_one_change_and_a_note(tmp_path: Path, first: str):
    laps = {
        "7": [Lap("7", 80_000), Lap("7", 10_000, flag="FCY")],
        "8": [Lap("8", 90_000), Lap("8", 90_000, flag="FCY")],
    }
    session = load(tmp_path, laps[first] + laps["8" if first == "7" else "7"])

    assert [fact.flag for fact in of(session, f.FlagShown)] == ["green", "full_course_yellow"]
    assert any("one millisecond under" in note for note in session.notes)


def test_blank_flags_say_nothing(tmp_path: Path):
    session = load(
        tmp_path, [Lap("7", 90_000, flag=""), Lap("7", 90_000, flag="GF"), Lap("7", 90_000, flag="")]
    )

    assert since_start_ms(session, f.FlagShown) == [0]


def test_a_driver_gets_in_just_after_the_crossing_that_began_his_lap(tmp_path: Path):
    laps = [
        Lap("7", 90_000, pit=True),
        Lap("7", 200_000, driver="Bo Li", seat=2),
        Lap("7", 90_000, driver="BO LI", seat=2),
    ]
    session = load(tmp_path, laps)

    first, second = of(session, f.DriverChanged)
    assert (first.driver_id, first.at_us) == ("ana ek", start_us(session))
    assert (second.driver_id, second.at_us - start_us(session)) == ("bo li", 90_001_000)
    assert (second.earliest_us, second.latest_us) == (
        start_us(session) + 90_001_000,
        start_us(session) + 290_000_000,
    )


def test_facts_stand_in_effective_order_and_are_numbered_from_1(tmp_path: Path):
    laps = [
        Lap(car, 90_000 + n, pit=n % 3 == 0, pit_ms=40_000) for car in ("01", "1", "001") for n in range(10)
    ]
    session = load(tmp_path, laps)

    assert [fact.seq for fact in session.facts] == list(range(1, len(session.facts) + 1))
    assert session.facts == sorted(session.facts, key=f.order_key)
    assert {fact.session for fact in session.facts} == {"202401211355-practice-1"}


def test_a_feed_holds_the_same_facts_up_to_two_seconds_late(tmp_path: Path):
    # A car every 10 ms, so that a fact that came later than it may would be seen.
    laps = [Lap(f"{n}", 90_000 + 10 * n, driver=f"Driver {n}") for n in range(1000)]
    session = load(tmp_path, laps)
    feed = as_feed(session, seed=7)

    def bare(facts: list[f.Fact]) -> list[f.Fact]:
        return sorted((f.with_seq(fact, 0) for fact in facts), key=f.encode)

    assert bare(feed) == bare(session.facts)
    assert [fact.seq for fact in feed] == list(range(1, len(feed) + 1))
    assert feed == as_feed(session, seed=7) != as_feed(session, seed=8)
    latest = most_late_us = 0
    for fact in feed:
        latest = max(latest, fact.at_us)
        most_late_us = max(most_late_us, latest - fact.at_us)
    assert LATE_US // 2 < most_late_us < LATE_US == 2_000_000


def test_weather_is_in_si_units(tmp_path: Path):
    header = (
        "TIME_UTC_SECONDS;TIME_UTC_STR;AIR_TEMP;TRACK_TEMP;HUMIDITY;PRESSURE;WIND_SPEED;WIND_DIRECTION;RAIN;"
    )
    write(
        tmp_path / FOLDER,
        "202401211355-practice-1-weather.csv",
        f"{header}\n1705863363;x;50;86;63;30;10;106;-1;\n1705863423;x;10;30;63;1013;10;106;1;\n",
    )
    american, metric = of(load(tmp_path, [Lap("7", 90_000)]), f.WeatherMeasured)

    assert (american.air_c, american.track_c, american.pressure_hpa) == (10, 30, 1015.92)
    assert (american.wind_m_s, american.rain) == (4.47, None)
    assert (metric.air_c, metric.pressure_hpa, metric.wind_m_s, metric.rain) == (10, 1013, None, True)


def test_an_empty_weather_file_is_noted(tmp_path: Path):
    write(tmp_path / FOLDER, "202401211355-practice-1-weather.csv", "")
    session = load(tmp_path, [Lap("7", 90_000)])

    assert of(session, f.WeatherMeasured) == []
    assert any("is empty" in note for note in session.notes)


def test_weather_in_utc_is_left_out_where_the_circuits_zone_is_not_known(tmp_path: Path):
    header = "TIME_UTC_SECONDS,AIR_TEMP,TRACK_TEMP,HUMIDITY,PRESSURE,WIND_SPEED,WIND_DIRECTION,RAIN"
    write(tmp_path, "202401211355-practice-1-weather.csv", f"{header}\n1705863363,50,86,63,30,10,106,-1\n")
    session = load_session(write_laps(tmp_path, [Lap("7", 90_000)]))

    assert session.circuit.zone is None
    assert of(session, f.WeatherMeasured) == []
    assert any("weather.csv not used" in note for note in session.notes)


def test_class_labels_become_codes_everywhere(tmp_path: Path):
    laps = [
        *[Lap("7", 90_000, car_class="GTDPro") for _ in range(3)],
        *[Lap("8", 900_000, car_class="GTP"), Lap("8", 90_000, car_class="GTP")],
    ]
    session = load(tmp_path, laps, name="202401211355-qualifying-laps.csv")
    coded = normalise_classes(session, lambda label: "GTDPRO" if label == "GTDPro" else label)

    assert [entry.car_class for entry in coded.entries] == ["GTDPRO", "GTP"]
    assert [fact.entry.car_class for fact in of(coded, f.EntryAdded)] == ["GTDPRO", "GTP"]
    assert [part.classes for part in coded.plan.parts] == [("GTDPRO",), ("GTP",)]
    assert [fact.classes for fact in of(coded, f.PartStarted)] == [("GTDPRO",), ("GTP",)]
    assert of(coded, f.SessionScheduled)[0].plan == coded.plan
    assert len(coded.facts) == len(session.facts)
