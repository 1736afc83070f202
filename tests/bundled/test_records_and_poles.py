"""Daytona's records and class poles: what may be called a record, and counts that name their window."""

from collections import Counter
from datetime import date

import pytest

from pitboard.bundled.poles import PoleMeaning, class_pole, class_poles, count_poles
from pitboard.bundled.records import RecordKind, RecordStatus, fastest_known, records, track_record
from pitboard.errors import UsageError
from pitboard.times import format_time

DAY = date(2024, 1, 21)


def test_the_record_that_the_session_attacked_is_jarvis_in_2019_though_two_laps_were_faster() -> None:
    record = track_record(RecordKind.QUALIFYING, DAY, classes={"GTP", "DPi"})
    faster = [lap for lap in records() if lap.kind is RecordKind.QUALIFYING and lap.time_us < 93_685_000]

    assert record is not None
    assert (record.time, record.driver, record.make, record.year) == (
        "1:33.685",
        "Oliver Jarvis",
        "Mazda",
        2019,
    )
    assert record == track_record(RecordKind.QUALIFYING, DAY)
    assert {lap.driver for lap in faster if lap.was_set_before(DAY)} == {"Oliver Jarvis", "Olivier Pla"}
    assert {lap.status for lap in faster if lap.was_set_before(DAY)} == {RecordStatus.UNOFFICIAL}


def test_what_a_day_brings_is_the_record_only_from_the_next_day_on() -> None:
    record = track_record(RecordKind.QUALIFYING, date(2024, 1, 22))

    assert record is not None
    assert (record.driver, format_time(93_685_000 - record.time_us)) == ("Pipo Derani", "1.029")


def test_before_1993_was_over_no_record_is_known() -> None:
    assert track_record(RecordKind.QUALIFYING, date(1993, 12, 31)) is None
    assert track_record(RecordKind.QUALIFYING, date(1994, 1, 1)) is not None


def test_a_new_class_starts_without_a_record() -> None:
    assert track_record(RecordKind.QUALIFYING, DAY, classes={"GTP"}) is None
    assert fastest_known(RecordKind.QUALIFYING, DAY, classes={"GTP"}) is not None


def test_no_race_lap_is_called_a_record_and_each_names_its_window() -> None:
    race = [lap for lap in records() if lap.kind is RecordKind.RACE]

    assert {lap.status for lap in race} == {RecordStatus.FASTEST_KNOWN}
    assert {(lap.since, lap.until) for lap in race} == {(2021, 2025)}
    assert {lap.car_class: lap.time for lap in race} == {
        "DPi": "1:33.724",
        "GTP": "1:35.554",
        "LMP2": "1:35.532",
        "LMP3": "1:42.133",
        "GTLM": "1:42.411",
        "GTDPRO": "1:45.087",
        "GTD": "1:45.117",
    }


def test_every_row_has_a_source_and_a_key_of_its_own() -> None:
    rows = [*records(), *class_poles()]

    assert all(row.source for row in rows)
    assert max(Counter(row.key for row in rows).values()) == 1


def test_keating_was_fastest_in_lmp2_five_years_in_a_row_to_2024() -> None:
    found = count_poles("Ben Keating", PoleMeaning.FASTEST_IN_QUALIFYING, until=2024)

    assert (found.count, found.in_a_row, found.since, found.until) == (5, 5, 2019, 2024)
    assert {pole.car_class for pole in found.poles} == {"LMP2"}
    assert count_poles("Ben Keating", PoleMeaning.FASTEST_IN_QUALIFYING).in_a_row == 0


def test_first_on_the_grid_is_another_count_where_a_qualifying_race_set_it() -> None:
    fastest = count_poles("Tristan Vautier", PoleMeaning.FASTEST_IN_QUALIFYING)
    first = count_poles("Tristan Vautier", PoleMeaning.FIRST_ON_GRID)

    assert (fastest.count, first.count) == (1, 0)
    assert {pole.key for pole in first.unknown} == {
        "daytona/qualifying-race/2022/GTDPRO",
        "daytona/qualifying-race/2022/GTD",
    }


@pytest.mark.parametrize(
    ("year", "meaning", "car"),
    [
        (2021, PoleMeaning.FASTEST_IN_QUALIFYING, "24"),
        (2021, PoleMeaning.FIRST_ON_GRID, "4"),
        (2020, PoleMeaning.FIRST_ON_GRID, "911"),
    ],
)
def test_class_pole_of_gtlm(year: int, meaning: PoleMeaning, car: str) -> None:
    pole = class_pole(year, "GTLM", meaning)

    assert pole is not None
    assert pole.car == car


def test_a_window_outside_the_table_is_refused() -> None:
    with pytest.raises(UsageError, match="expected years from 2019 to 2025, was 2018 to 2024"):
        count_poles("Ben Keating", PoleMeaning.FASTEST_IN_QUALIFYING, since=2018, until=2024)
