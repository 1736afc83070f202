"""Whatever is wrong with a file is told with file, line and field, all of it at once, and nothing comes of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from pitboard.errors import SourceError
from pitboard.model.entry import Entry
from pitboard.sources.official_csv import find_sessions, load_session, read_entries, read_official_rows
from pitboard.sources.official_csv.weather import read_weather
from tests.sources.official_csv.table import IMSA, WEC, Lap, laps_text, write, write_laps

NAME = "202401211355-practice-1-laps.csv"


def refused(path: Path, **arguments: object) -> SourceError:
    with pytest.raises(SourceError) as raised:
        load_session(path, **arguments)  # type: ignore[arg-type]
    return raised.value


@pytest.mark.parametrize(
    ("field", "text", "expected"),
    [
        ("LAP_TIME", "1:75.000", "expected a time like '1:45.678'"),
        ("LAP_TIME", "", "expected a time like '1:45.678'"),
        ("LAP_TIME", "PIT", "was 'PIT'"),
        ("LAP_TIME", "1:31.000", "expected"),
        ("S1", "30", "expected a time like"),
        ("S2", "31.000", "expected the lap time 1:30.000"),
        ("PIT_TIME", "0:61:00.000", "expected a time like"),
        ("ELAPSED", "2:00.000", "the sum of the car's lap times"),
        ("HOUR", "25:00:00.000", "expected a time of day"),
        ("HOUR", "14:01:30.001", "the session's start plus ELAPSED"),
        ("LAP_NUMBER", "3", "expected lap 2 of car 7, was 3"),
        ("LAP_NUMBER", "two", "expected a lap number"),
        ("NUMBER", "", "expected a car number"),
        ("CROSSING_FINISH_LINE_IN_PIT", "P", "expected 'B' or nothing"),
        ("FLAG_AT_FL", "XX", "expected one of the flags GF, FCY, SF, RF, FF, or nothing, was 'XX'"),
    ],
)
def test_a_wrong_field_is_named_with_its_line(tmp_path: Path, field: str, text: str, expected: str):
    laps = [Lap("7", 90_000) for _ in range(5)]
    laps[1].change = {field: text}
    path = write_laps(tmp_path, laps, NAME)

    error = refused(path)

    named = [fault for fault in error.faults if fault.line == 3]
    assert named, error
    assert expected in str(error)
    assert str(path) in str(error)
    assert any(
        fault.field.startswith(field) or field in fault.field or field == "LAP_TIME" for fault in named
    )


@pytest.mark.parametrize(
    ("lap", "field"),
    [
        (Lap("7", 0, (0, 0, 0)), "LAP_TIME"),
        (Lap("7", 90_000, (90_001, None, None)), "S1"),
        (Lap("7", 90_000, (None, None, 90_001)), "S3"),
    ],
)
def test_a_lap_that_cannot_be_is_refused(tmp_path: Path, lap: Lap, field: str):
    error = refused(write_laps(tmp_path, [lap], NAME))

    assert [(fault.line, fault.field) for fault in error.faults] == [(2, field)]


def test_all_faults_are_told_at_once_in_the_order_of_lines(tmp_path: Path):
    laps = [Lap("7", 90_000) for _ in range(5)]
    laps[4].change = {"LAP_TIME": "1:75.000"}
    laps[1].change = {"FLAG_AT_FL": "XX"}
    laps[2].change = {"S1": "x", "HOUR": "y"}

    error = refused(write_laps(tmp_path, laps, NAME))

    assert [(fault.line, fault.field) for fault in error.faults] == [
        (3, "FLAG_AT_FL"),
        (4, "S1"),
        (4, "HOUR"),
        (6, "LAP_TIME"),
    ]


def test_fifty_faults_are_told_and_the_rest_counted(tmp_path: Path):
    laps = [Lap("7", 90_000, change={"FLAG_AT_FL": "XX"}) for _ in range(200)]

    error = refused(write_laps(tmp_path, laps, NAME))

    assert len(error.faults) == 50
    assert str(error).endswith("and 150 more")


def test_a_blank_line_and_a_line_break_in_quotes_do_not_shift_the_line(tmp_path: Path):
    laps = [
        Lap("7", 90_000, change={"TEAM": '"Two\nlines"'}),
        Lap("7", 90_000, change={"LAP_TIME": "1:75.000"}),
    ]
    text = laps_text(laps).replace("FLAG_AT_FL,\n", "FLAG_AT_FL,\n\n")

    error = refused(write(tmp_path, NAME, text))

    assert [fault.line for fault in error.faults] == [5]


def test_a_cut_off_gzip(tmp_path: Path):
    path = write_laps(tmp_path, [Lap("7", 90_000) for _ in range(50)])
    path.write_bytes(path.read_bytes()[:-20])

    assert "expected a whole gzip file, was cut off before its end" in str(refused(path))


def test_a_damaged_gzip(tmp_path: Path):
    path = write_laps(tmp_path, [Lap("7", 90_000) for _ in range(50)])
    data = bytearray(path.read_bytes())
    data[-6] ^= 1
    path.write_bytes(data)

    assert "expected a whole gzip file, was damaged" in str(refused(path))


def test_rows_with_another_delimiter_than_the_header(tmp_path: Path):
    head, _, body = laps_text([Lap("7", 90_000)]).partition("\n")
    path = write(tmp_path, NAME, f"{head}\n{body.replace(',', ';')}")

    assert "line 2: expected fields separated by ','" in str(refused(path))


@pytest.mark.parametrize(
    "form", [{}, {"delimiter": ";", "header": WEC, "newline": "\r\n"}], ids=["imsa", "wec"]
)
def test_a_file_cut_in_its_last_row_is_refused_wherever_it_was_cut(tmp_path: Path, form: dict[str, str]):
    whole = laps_text([Lap("7", 90_000, kph="120.1"), Lap("7", 91_000, pit=True, flag="")], **form)
    last = whole.rstrip().rindex("\n") + 1
    # Cut where the row ends, it is the whole row; cut before it begins, it is the file without it.
    end = len(whole) - len(form.get("newline", "\n"))
    for cut in range(last + 1, end):
        error = refused(write(tmp_path, NAME, whole[:cut]))
        assert [fault.line for fault in error.faults] == [3]
    assert load_session(write(tmp_path, NAME, whole[:end])).laps == 2


def test_a_cut_row_is_told_with_its_line_its_first_missing_field_and_the_end_of_the_file(tmp_path: Path):
    whole = laps_text([Lap("7", 90_000), Lap("7", 91_000)])
    error = refused(write(tmp_path, NAME, whole[: whole.rindex("Ana Ek") + 3]))

    assert str(error) == (
        f"{tmp_path / NAME} line 3, PIT_TIME: expected 27 fields separated by ',', was 20, and there the file ends"
    )


@pytest.mark.parametrize("change", [{"TEAM": "Big, Team"}, {"TEAM": '"Big, Team"', "GROUP": "a,b"}])
def test_a_row_with_a_field_too_many_is_refused(tmp_path: Path, change: dict[str, str]):
    laps = [Lap("7", 90_000), Lap("7", 91_000, change=change), Lap("7", 91_000)]

    assert str(refused(write_laps(tmp_path, laps, NAME))).endswith(
        "line 3: expected 27 fields separated by ',', was 28"
    )


@pytest.mark.parametrize(
    ("team", "found"),
    [
        ('"Big" Team', "text after a closing quote"),
        ('"Big Team', "a quote that is never closed"),
    ],
)
def test_a_stray_quote_is_told_with_its_line(tmp_path: Path, team: str, found: str):
    laps = [Lap("7", 90_000), Lap("7", 91_000, change={"TEAM": team}), Lap("7", 91_000)]

    error = refused(write_laps(tmp_path, laps, NAME))

    assert str(error) == f"{tmp_path / NAME} line 3: expected quotes around whole fields only, was {found}"


def test_a_stray_quote_in_an_entry_list_is_told_with_its_line(tmp_path: Path):
    path = write(tmp_path, "entries.csv", 'number,class,team\n7,GTP,A\n8,GTP,"B\n9,GTP,C\n')

    with pytest.raises(SourceError, match=r"entries\.csv line 3: expected quotes around whole fields only"):
        read_entries(path)


def test_a_header_without_any_delimiter(tmp_path: Path):
    path = write(tmp_path, NAME, laps_text([Lap("7", 90_000)]).replace(",", "\t"))

    assert "line 1: expected column names separated by ';' or ','" in str(refused(path))


@pytest.mark.parametrize("gone", ["NUMBER", "LAP_TIME", "ELAPSED", "S2", "DRIVER_NAME", "HOUR"])
def test_a_missing_column_is_named(tmp_path: Path, gone: str):
    header = ",".join(name for name in IMSA.split(",") if name.strip() != gone)

    error = refused(write_laps(tmp_path, [Lap("7", 90_000)], NAME, header=header))

    assert f"expected column {gone} in the header" in str(error)


def test_a_car_that_is_not_on_the_entry_list(tmp_path: Path):
    path = write_laps(tmp_path, [Lap("7", 90_000), Lap("07", 90_000), Lap("07", 90_000)], NAME)
    seven = Entry(entry_id="7", number="7", car_class="GTP")

    error = refused(path, entries=[seven])

    assert str(error) == f"{path} line 3, NUMBER: expected a car on the entry list, was '07'"


@pytest.mark.parametrize(
    ("data", "expected"),
    [(b"", "an empty file"), (b"\xef\xbb\xbf \n", "an empty file"), (b"NUMBER,\xff\n1,2\n", "the byte 0xff")],
)
def test_what_is_no_table_at_all(tmp_path: Path, data: bytes, expected: str):
    path = tmp_path / NAME
    path.write_bytes(data)

    assert expected in str(refused(path))


def test_a_folder_with_nothing_and_a_path_that_is_not_there(tmp_path: Path):
    with pytest.raises(SourceError) as raised:
        find_sessions([tmp_path, tmp_path / "nowhere"])

    assert [fault.found for fault in raised.value.faults] == ["none", "nothing there"]


def test_a_results_file_with_a_wrong_number_and_a_wrong_time(tmp_path: Path):
    text = "POS,NUMBER,LAP,TIME,GAP_FIRST,GAP_PREVIOUS,LAPS,CLASS\nx,7,1,1:75.000,-,-,5,GTP\n"

    with pytest.raises(SourceError) as raised:
        read_official_rows(write(tmp_path, "a-results.csv", text))

    assert [(fault.line, fault.field) for fault in raised.value.faults] == [(2, "POSITION"), (2, "TIME")]


@pytest.mark.parametrize(
    "columns", ["A,B\n1,2\n", "NUMBER,CLASS,TEAM,VEHICLE\n1,GTP,T,V\n", "number,class\n"]
)
def test_an_entry_list_of_no_known_layout(tmp_path: Path, columns: str):
    with pytest.raises(SourceError):
        read_entries(write(tmp_path, "a.csv", f"{columns}".replace("NUMBER,CLASS", "POS,NUMBER,CLASS")))


def test_a_weather_file_with_a_word_for_a_number(tmp_path: Path):
    header = "TIME_UTC_SECONDS,AIR_TEMP,TRACK_TEMP,HUMIDITY,PRESSURE,WIND_SPEED,WIND_DIRECTION,RAIN,"
    path = write(tmp_path, "a-weather.csv", f"{header}\n1705863363,warm,81,63,30.4,7.9,nan,-1,\n")

    with pytest.raises(SourceError) as raised:
        read_weather(path, "a")

    assert [(fault.line, fault.field) for fault in raised.value.faults] == [
        (2, "AIR_TEMP"),
        (2, "WIND_DIRECTION"),
    ]


def test_a_weather_file_cut_in_its_last_row(tmp_path: Path):
    header = "TIME_UTC_SECONDS,AIR_TEMP,TRACK_TEMP,HUMIDITY,PRESSURE,WIND_SPEED,WIND_DIRECTION,RAIN,"
    path = write(tmp_path, "a-weather.csv", f"{header}\n1705863363,50,81,63,30.4,7.9,2,-1,\n1705863423,50,8")

    with pytest.raises(SourceError) as raised:
        read_weather(path, "a")

    assert str(raised.value) == f"{path} line 3, HUMIDITY: expected at least 8 fields, was 3"
