"""Lines of passings: every shape of a field, bad lines that cost only themselves, any split."""

import itertools
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pitboard.model.facts import Passing
from pitboard.sources.line_feed import LONGEST_LINE_BYTES, Item, LineParser, RefusedLine
from pitboard.times import DAY_US, HOUR_US, SECOND_US

DAYTONA = ZoneInfo("America/New_York")
DAY = date(2024, 1, 21)
MIDNIGHT_US = int(datetime(2024, 1, 21, 5, tzinfo=UTC).timestamp()) * SECOND_US
NOON_US = MIDNIGHT_US + 12 * HOUR_US


def parser(name: str = "feed", *, day: date | None = DAY) -> LineParser:
    return LineParser(name, day=day, zone=DAYTONA if day else None)


def read(text: str | bytes, *, day: date | None = DAY) -> list[Item]:
    feed = parser(day=day)
    data = text.encode() if isinstance(text, str) else text
    return [*feed.receive(data), *feed.close(whole=True)]


def at(*times: str, day: date | None = DAY) -> list[int]:
    items = read("\n".join(f"finish,31,{time}" for time in times), day=day)
    return [item.at_us for item in items if isinstance(item, Passing)]


def fault_of(line: str | bytes, *, day: date | None = DAY) -> str:
    (item,) = read(line, day=day)
    assert isinstance(item, RefusedLine)
    assert item.raw == (line.encode() if isinstance(line, str) else line)
    return str(item.fault)


def test_a_line_becomes_a_passing() -> None:
    assert read("s1,#31,12:00:00.5\n") == [
        Passing(at_us=NOON_US + 500_000, line="s1", car="31", source="loop")
    ]


@pytest.mark.parametrize(
    ("token", "car", "transponder"),
    [
        ("#31", "31", ""),
        ("#001", "001", ""),
        ("T:102758186", "", "102758186"),
        ("t:FL-94890", "", "FL-94890"),
        ("31", "31", "31"),
        ("FL-94890", "FL-94890", "FL-94890"),
    ],
)
def test_a_prefix_says_what_a_token_is_and_without_one_it_may_be_either(
    token: str, car: str, transponder: str
) -> None:
    (item,) = read(f"finish,{token},12:00:00")

    assert isinstance(item, Passing)
    assert (item.car, item.transponder) == (car, transponder)


@pytest.mark.parametrize(
    ("text", "at_us"),
    [
        ("2024-01-21T12:00:00.123456-05:00", NOON_US + 123_456),
        ("2024-01-21 17:00:00Z", NOON_US),
        ("2024-01-21t17:00:00.1z", NOON_US + 100_000),
        ("2024-01-21T18:00:00+0100", NOON_US),
        ("1705856400", NOON_US),
        ("1705856400.123456", NOON_US + 123_456),
        ("1705856400.1234569", NOON_US + 123_456),
        ("0.000001", 1),
        ("12:00:00", NOON_US),
        ("12:00:00.123456789", NOON_US + 123_456),
        ("0:00:00", MIDNIGHT_US),
    ],
)
def test_a_time_is_read_to_the_microsecond_and_cut(text: str, at_us: int) -> None:
    assert at(text) == [at_us]


@given(st.integers(0, 99_999_999_999), st.integers(0, 999_999))
def test_epoch_seconds_are_exact(seconds: int, fraction: int) -> None:
    assert at(f"{seconds}.{fraction:06d}") == [seconds * SECOND_US + fraction]


@given(st.datetimes(timezones=st.timezones()).filter(lambda instant: 1970 < instant.year < 5000))
def test_iso_times_are_exact(instant: datetime) -> None:
    assume(instant.utcoffset() is not None and instant.strftime("%z")[5:] == "")  # some old zones had seconds
    whole_us = int(instant.replace(microsecond=0).timestamp()) * SECOND_US

    assert at(instant.isoformat()) == [whole_us + instant.microsecond]


def test_times_of_day_run_past_midnight_and_back() -> None:
    read_us = at("23:59:59.9", "0:00:00.1", "23:59:59.8", "12:00:00", "23:00:00", "1:00:00")

    expected = [24 * HOUR_US - 100_000, 24 * HOUR_US + 100_000, 24 * HOUR_US - 200_000, 36 * HOUR_US]
    expected += [47 * HOUR_US, 49 * HOUR_US]
    # 12:00 lies 12 hours and 0.2 seconds after the third and 11:59:59.8 before it.
    expected[3:] = [us - DAY_US for us in expected[3:]]
    assert [at_us - MIDNIGHT_US for at_us in read_us] == expected


def test_one_wrong_date_does_not_move_the_times_of_day() -> None:
    assert at("12:00:00", "2031-01-01T00:00:00Z", "5", "12:00:01")[-1] == NOON_US + SECOND_US


def test_an_hour_that_comes_twice_goes_on_from_the_time_before() -> None:
    autumn = date(2024, 11, 3)

    read_us = at("0:59:00", "1:30:00", "1:59:00", "1:01:00", "1:30:00", "2:00:00", day=autumn)

    assert [(b - a) // SECOND_US for a, b in itertools.pairwise(read_us)] == [
        1860,
        1740,
        120,
        1740,
        1800,
    ]


def test_a_time_that_the_clocks_skip_is_refused() -> None:
    assert "that the venue's clocks show" in fault_of("finish,31,2:30:00", day=date(2024, 3, 10))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("finish,31", "feed line 1: expected line,transponder-or-car,time, was 'finish,31'"),
        ("finish,31,12:00:00,x", "expected line,transponder-or-car,time"),
        (",31,12:00:00", "feed line 1, line: expected the name of a timing line, was ''"),
        ("fin ish,31,12:00:00", "line: expected the name of a timing line, was 'fin ish'"),
        ("finish,,12:00:00", "transponder-or-car: expected '31', '#31' or 'T:102758186', was ''"),
        ("finish,#,12:00:00", "transponder-or-car"),
        ("finish,X:9,12:00:00", "transponder-or-car"),
        ("finish,@31,12:00:00", "transponder-or-car"),
        ("finish,#?31,12:00:00", "transponder-or-car"),
        ("finish,3\x001,12:00:00", "transponder-or-car"),
        (
            "finish,31,",
            "time: expected an ISO 8601 time with its zone, seconds since 1970 UTC, or a time of day",
        ),
        ("finish,31,1705856400123", "seconds since 1970 UTC"),
        ("finish,31,-5", "seconds since 1970 UTC"),
        ("finish,31,١٢:00:00", "seconds since 1970 UTC"),
        ("finish,31,24:00:00", "time: expected a time of day from 0:00:00 to 23:59:59, was '24:00:00'"),
        ("finish,31,12:60:00", "a time of day from 0:00:00"),
        ("finish,31,2024-01-21T12:00:00", "time: expected the zone after a date and time"),
        ("finish,31,2024-02-30T12:00:00Z", "a date and time that exist"),
        ("finish,31,1969-12-31T23:59:59Z", "a date and time since 1970"),
        ("finish,31,0001-01-01T00:00:00+14:00", "a date and time"),
        (b"finish,\xff,12:00:00", "text in UTF-8"),
    ],
)
def test_a_bad_line_names_its_field_and_keeps_its_bytes(line: str | bytes, expected: str) -> None:
    assert expected in fault_of(line)


def test_a_time_of_day_needs_a_date_and_a_zone() -> None:
    assert "a date and zone" in fault_of("finish,31,12:00:00", day=None)


def test_a_bad_line_costs_only_itself_and_lines_are_counted_with_comments() -> None:
    items = read(
        "\ufeff# Roar\r\n\r\nfinish,#1,12:00:00\r\nnonsense\r\n  finish , #2 ,\t12:00:01 \r\nfinish,#3,12:00:02"
    )

    assert [item.car if isinstance(item, Passing) else item.fault.line for item in items] == [
        "1",
        4,
        "2",
        "3",
    ]


def test_a_line_that_is_too_long_is_cut_off_and_the_next_is_read() -> None:
    feed = parser()
    for _ in range(1000):
        assert feed.receive(b"x" * 1000) == []

    refused, passing = feed.receive(b"\nfinish,#1,12:00:00\n")

    assert isinstance(refused, RefusedLine)
    assert refused.raw == b"x" * LONGEST_LINE_BYTES
    assert refused.fault.found == "one of 1000000"
    assert isinstance(passing, Passing)


def test_a_line_of_exactly_the_longest_length_is_read() -> None:
    line = b"finish,#1,12:00:00".ljust(LONGEST_LINE_BYTES)

    assert isinstance(read(line)[0], Passing)
    assert isinstance(read(line + b" ")[0], RefusedLine)


def test_half_a_line_of_a_broken_connection_is_refused_not_read_as_another_time() -> None:
    feed = parser()
    feed.receive(b"finish,#1,12:00:00.1")

    (item,) = feed.close(whole=False)

    assert isinstance(item, RefusedLine)
    assert item.raw == b"finish,#1,12:00:00.1"


lines = st.sampled_from(
    ["finish,#31,12:00:00.5", "s1,T:9,1705856400.25", "# note", "", "bad", "finish,31,23:59:59", "s2,7,0:0:1"]
)
streams = st.lists(lines.map(str.encode) | st.binary(max_size=30), max_size=12).map(b"\n".join)


@given(streams, st.lists(st.integers(0, 300), max_size=8))
def test_any_split_of_a_stream_gives_the_same_items(stream: bytes, cuts: list[int]) -> None:
    feed = parser()
    items: list[Item] = []
    for start, end in zip([0, *sorted(cuts)], [*sorted(cuts), len(stream)], strict=True):
        items += feed.receive(stream[start : max(start, end)])
    items += feed.close(whole=True)

    assert items == read(stream)


times = st.from_regex(
    r"[0-9]{1,12}(\.[0-9]{0,9})?|[0-9]{1,2}:[0-9]{2}:[0-9]{2}|[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(Z|[+-][0-9]{2}:[0-9]{2})",
    fullmatch=True,
)


@given(
    st.lists(
        st.binary(max_size=40)
        | st.text(max_size=40).map(str.encode)
        | times.map(lambda t: f"s1,#1,{t}".encode()),
        max_size=8,
    )
)
def test_nothing_raises_and_every_line_is_a_passing_a_refusal_or_a_comment(raw: list[bytes]) -> None:
    texts = [line.replace(b"\n", b"") for line in raw]

    items = read(b"\n".join(texts))

    refused = [item.raw for item in items if isinstance(item, RefusedLine)]
    assert all(line in [text.removesuffix(b"\r") for text in texts] for line in refused)
    assert len(items) == sum(not is_comment(text, first=index == 0) for index, text in enumerate(texts))


def is_comment(raw: bytes, *, first: bool) -> bool:
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        return False
    text = (text.removeprefix("\ufeff") if first else text).strip()
    return not text or text.startswith("#")
