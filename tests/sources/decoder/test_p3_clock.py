"""A decoder's clock against ours, within a conversation."""

from pitboard.model.facts import Passing
from pitboard.sources.decoder.p3_records import P3Time
from pitboard.sources.decoder.p3_status import Alarm, DecoderStatus
from pitboard.times import SECOND_US
from tests.sources.decoder.test_p3_session import (
    DECODER,
    NOW_US,
    SENT_STATUS,
    alarms,
    connected,
    numbers,
    passing,
    wire,
)


def test_the_clock_offset_allows_for_the_way_of_the_answer() -> None:
    session = connected()
    reply = P3Time(rtc_us=NOW_US + 500_000, flags=0, decoder_id=DECODER)

    session.receive(wire(reply), NOW_US + 40_000)
    status = session.receive(wire(SENT_STATUS), NOW_US + 50_000)[0]

    assert isinstance(status, DecoderStatus)
    assert (status.clock_offset_us, status.clock_uncertainty_us) == (480_000, 20_000)
    assert status.alarms == frozenset()


def test_a_clock_that_is_off_raises_an_alarm() -> None:
    session = connected()

    assert Alarm.CLOCK_OFF in alarms(session.receive(wire(P3Time(rtc_us=NOW_US - 3 * SECOND_US)), NOW_US))


def test_a_clock_that_was_never_set_keeps_lap_times_exact() -> None:
    session = connected()
    assert session.receive(wire(passing(1, 10_000_001)), NOW_US) == []

    placed = session.receive(wire(P3Time(rtc_us=11_000_000)), NOW_US + 2_000)
    placed += session.receive(wire(P3Time(rtc_us=20_000_900)), NOW_US + 9 * SECOND_US)
    placed += session.receive(wire(passing(2, 110_000_124)), NOW_US + 100 * SECOND_US)

    first, second = (fact for fact in placed if isinstance(fact, Passing))
    assert first.at_us == NOW_US + 1_000 - 999_999
    assert first.uncertainty_us == 1_000
    assert second.at_us - first.at_us == 100_000_123
    assert Alarm.CLOCK_UNSET in alarms(placed)


def test_a_clock_that_never_answers_is_placed_by_arrival() -> None:
    session = connected()
    session.receive(wire(passing(1, 10_000_001)), NOW_US)
    assert numbers(session.tick(NOW_US + 4 * SECOND_US)) == []

    fact = session.tick(NOW_US + 5 * SECOND_US)[0]

    assert isinstance(fact, Passing)
    assert (fact.at_us, fact.uncertainty_us) == (NOW_US, SECOND_US)


def test_a_boot_between_two_connections_is_measured_anew() -> None:
    session = connected()
    session.receive(wire(P3Time(rtc_us=500 * SECOND_US)), NOW_US)
    session.disconnected(NOW_US)
    session.connected(NOW_US + 60 * SECOND_US)
    assert numbers(session.receive(wire(passing(1, 2 * SECOND_US)), NOW_US + 62 * SECOND_US)) == []

    yielded = session.receive(wire(P3Time(rtc_us=3 * SECOND_US)), NOW_US + 63 * SECOND_US)

    # Asked at 60 s and answered at 63 s, so 3 s after boot was at 61.5 s.
    assert [fact.at_us for fact in yielded if isinstance(fact, Passing)] == [NOW_US + 60_500_000]


def test_utc_time_serves_where_the_clock_counts_from_boot() -> None:
    (fact,) = connected().receive(wire(passing(1, 10_000_001, utc_us=NOW_US)), NOW_US)

    assert isinstance(fact, Passing)
    assert fact.at_us == NOW_US
