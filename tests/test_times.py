"""Times: what is printed is what was compared."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pitboard.errors import TimeFormatError
from pitboard.times import DAY_US, HOUR_US, cut, format_clock, format_time, parse_clock, parse_time

DURATIONS = st.integers(0, 1000 * HOUR_US)


@given(DURATIONS)
def test_a_printed_time_reads_back_to_what_it_was(duration_us):
    assert parse_time(format_time(duration_us, decimals=6)) == duration_us


@given(DURATIONS, st.integers(1, 5))
def test_printing_cuts_and_never_rounds(duration_us, decimals):
    assert parse_time(format_time(duration_us, decimals=decimals)) == cut(duration_us, 10 ** (6 - decimals))


@given(DURATIONS, DURATIONS)
def test_longer_times_never_print_shorter(one, other):
    short, long = sorted((one, other))

    assert len(format_time(short)) <= len(format_time(long))


@given(st.integers(0, DAY_US - 1))
def test_a_printed_time_of_day_reads_back_to_what_it_was(since_midnight_us):
    assert parse_clock(format_clock(since_midnight_us, decimals=6)) == since_midnight_us


@given(st.text(alphabet="0123456789:.' -+eE", max_size=12))
def test_any_text_is_a_time_or_is_refused(text):
    with contextlib.suppress(TimeFormatError):
        assert parse_time(text) >= 0


@pytest.mark.parametrize(
    ("text", "us"),
    [
        ("58.104", 58_104_000),
        ("1:32.656", 92_656_000),
        ("1'25.805", 85_805_000),
        ("6:00'26.462", 21_626_462_000),
        ("24:00:03.1", 86_403_100_000),
        ("0:05.000", 5_000_000),
    ],
)
def test_times_are_read_as_both_series_print_them(text, us):
    assert parse_time(text) == us


@pytest.mark.parametrize(
    "text",
    [
        "",
        "PIT",
        "1:75.000",
        "75.000",
        "1:5.000",
        "60:00.000",
        "1:32",
        "1:32.",
        "-1.000",
        "1:60:00.000",
        "1:1:00.000",
    ],
)
def test_what_is_no_time_is_refused(text):
    with pytest.raises(TimeFormatError, match="was"):
        parse_time(text)


@pytest.mark.parametrize("text", ["24:00:00", "12:60:00", "12:00:60", "12:00", "noon"])
def test_what_is_no_time_of_day_is_refused(text):
    with pytest.raises(TimeFormatError):
        parse_clock(text)


def test_a_negative_duration_is_not_printed():
    with pytest.raises(ValueError, match="0 or more"):
        format_time(-1)


def test_a_time_of_day_wraps_at_midnight_and_a_duration_never_does():
    assert format_clock(DAY_US + HOUR_US) == "01:00:00.000"
    assert format_time(DAY_US + HOUR_US) == "25:00:00.000"
