"""Bytes in: a result or a `SourceError`, never another exception; and the two ways to read a time agree."""

from __future__ import annotations

import gzip
import tempfile
from collections.abc import Callable
from pathlib import Path

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from pitboard.errors import SourceError, TimeFormatError
from pitboard.sources.official_csv import load_session, read_decisions, read_entries, read_official_rows
from pitboard.sources.official_csv.columns import clocks, durations
from pitboard.sources.official_csv.faults import Faults
from pitboard.sources.official_csv.weather import read_weather
from pitboard.times import parse_clock, parse_time
from tests.sources.official_csv.table import Lap, laps_text

# What is promised is a result or a SourceError, not a time: on a busy machine the first reading takes half a second.
untimed = settings(deadline=None)

LAPS = laps_text(
    [Lap("7", 90_000, kph="120.1"), Lap("7", 91_000, pit=True), Lap("07", 99_000, pit_ms=5_000)]
).encode()
ENTRIES = b"number,class,team,vehicle,driver_1\n7,A,T,V,Ana Ek/SWE/Gold\n"
RESULTS = b"POS,NUMBER,LAP,TIME,GAP_FIRST,GAP_PREVIOUS,LAPS,TEAM,CLASS,VEHICLE,DRIVER_1\n1,7,1,1:30.000,-,-,2,T,A,V,Ana EK\n"
DECISIONS = b"session,order,car,decision,lap,seconds\ns,1,7,delete_lap,2,\ns,2,7,add_time,,1.5\n"
WEATHER = b"TIME_UTC_SECONDS,AIR_TEMP,TRACK_TEMP,HUMIDITY,PRESSURE,WIND_SPEED,WIND_DIRECTION,RAIN\n1705863363,50,60,70,30,1,2,-1\n"
ODD = st.sampled_from(
    [b'"', b";", b",", b"\n", b"\r", b"\0", b"\xff", b"\xef\xbb\xbf", b"9" * 40, b"-", b"nan", b"1e400", b"'"]
)


@st.composite
def damaged(draw: st.DrawFn, whole: bytes) -> bytes:
    """A file with a few places overwritten, removed or added, sometimes packed and cut off."""
    data = whole
    for _ in range(draw(st.integers(0, 4))):
        place = draw(st.integers(0, len(data)))
        length = draw(st.integers(0, 12))
        data = data[:place] + draw(ODD | st.binary(max_size=6)) + data[place + length :]
    if draw(st.integers(0, 9)) == 0:
        packed = gzip.compress(data, mtime=0)
        return packed[: draw(st.integers(0, len(packed)))]
    return data


def survives(read: Callable[[Path], object], data: bytes, name: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        refused: SourceError | None = None
        try:
            read(path)
        except SourceError as error:
            refused = error
        assert refused is None or str(path) in str(refused)


@untimed
@given(damaged(LAPS) | st.binary(max_size=200))
def test_a_laps_file_is_read_or_refused(data: bytes):
    survives(load_session, data, "202401211355-qualifying-laps.csv")


@untimed
@given(damaged(ENTRIES) | damaged(RESULTS))
def test_an_entry_list_is_read_or_refused(data: bytes):
    survives(read_entries, data, "entries.csv")


@untimed
@given(damaged(RESULTS))
def test_official_rows_are_read_or_refused(data: bytes):
    survives(read_official_rows, data, "a-results.csv")


@untimed
@given(damaged(DECISIONS))
def test_decisions_are_read_or_refused(data: bytes):
    survives(read_decisions, data, "decisions.csv")


@untimed
@given(damaged(WEATHER))
def test_weather_is_read_or_refused(data: bytes):
    survives(lambda path: read_weather(path, "s"), data, "a-weather.csv")


def column(texts: list[str]) -> pl.DataFrame:
    return pl.DataFrame({"row": range(len(texts)), "X": texts}, schema={"row": pl.UInt32, "X": pl.String})


def one_by_one(parse: Callable[[str], int], text: str) -> int | None:
    try:
        return parse(text)
    except TimeFormatError:
        return None


TIMES = st.from_regex(r"\A(?:[0-9]{1,5}[:'])?[0-9]{1,3}[:'.][0-9]{1,3}[.,]?[0-9]{0,7}\Z") | st.text(
    "0123456789:'. -٣", min_size=1
)


@untimed
@given(st.lists(TIMES, min_size=1, max_size=20))
def test_a_column_of_times_is_read_as_one_time_is(texts: list[str]):
    faults = Faults("f")
    read = durations(column(texts), ["X"], faults)["X"].to_list()

    assert read == [one_by_one(parse_time, text) for text in texts]
    assert len(faults) == read.count(None)


@untimed
@given(st.lists(st.times().map(lambda time: time.isoformat("milliseconds")) | TIMES, min_size=1, max_size=20))
def test_a_column_of_clocks_is_read_as_one_clock_is(texts: list[str]):
    faults = Faults("f")
    read = clocks(column(texts), ["X"], faults)["X"].to_list()

    assert read == [one_by_one(parse_clock, text) for text in texts]
    assert len(faults) == read.count(None)
