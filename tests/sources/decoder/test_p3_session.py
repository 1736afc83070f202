"""The conversation with a decoder: holes, doubles, restarts, clocks, alarms."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from pitboard.model.facts import Passing
from pitboard.sources.decoder.p3_frames import P3Frame, P3Reader, encode_frame
from pitboard.sources.decoder.p3_records import (
    AnyRecord,
    P3Error,
    P3Passing,
    P3Resend,
    P3Status,
    P3Time,
    P3Version,
    read_record,
    write_record,
)
from pitboard.sources.decoder.p3_session import P3Session, Yielded
from pitboard.sources.decoder.p3_status import Alarm, DecoderStatus, Limits
from pitboard.times import SECOND_US
from tests.support.data import shared_data

NOW_US = 1_705_850_000 * SECOND_US
DECODER = 0x41813
SENT_STATUS = P3Status(noise=40, temperature_c=22, voltage_tenths=121, gps=1, decoder_id=DECODER)


def passing(number: int, at_us: int | None = None, **others: object) -> P3Passing:
    at_us = NOW_US + number * SECOND_US if at_us is None else at_us
    given = {"transponder": 1000 + number % 59, "decoder_id": DECODER, **others}
    return P3Passing(number=number, rtc_us=at_us, **given)  # type: ignore[arg-type]


def wire(*records: AnyRecord) -> bytes:
    return b"".join(encode_frame(write_record(record)) for record in records)


def requests(session: P3Session) -> list[AnyRecord]:
    frames = P3Reader(accept_no_length=True).receive(session.data_to_send())
    return [read_record(frame) for frame in frames if isinstance(frame, P3Frame)]


def resends(session: P3Session) -> list[tuple[int | None, int | None]]:
    return [(r.from_number, r.until_number) for r in requests(session) if isinstance(r, P3Resend)]


def numbers(yielded: Sequence[Yielded]) -> list[int | None]:
    return [fact.number for fact in yielded if isinstance(fact, Passing)]


def alarms(yielded: Sequence[Yielded]) -> frozenset[Alarm]:
    return [item for item in yielded if isinstance(item, DecoderStatus)][-1].alarms


def connected(limits: Limits | None = None) -> P3Session:
    session = P3Session(default_line="finish", limits=limits)
    session.connected(NOW_US)
    session.data_to_send()
    return session


def test_after_the_connect_the_decoder_is_asked_for_its_time() -> None:
    session = P3Session()
    session.connected(NOW_US)

    assert P3Time() in requests(session)


def test_a_passing_becomes_a_fact_as_read() -> None:
    session = P3Session(lines={"00041813": "s1"})
    session.connected(NOW_US)

    (fact,) = session.receive(wire(passing(7, 1_705_850_001_234_567, strength=150, hits=30)), NOW_US)

    assert fact == Passing(
        at_us=1_705_850_001_234_567,
        line="s1",
        transponder="1007",
        source="loop",
        decoder="00041813",
        number=7,
        strength=150,
        hits=30,
    )


def test_a_printed_code_names_the_transponder_where_no_number_was_sent() -> None:
    sent = passing(1, transponder=None, tran_code="PV-38463")

    (fact,) = connected().receive(wire(sent), NOW_US)

    assert isinstance(fact, Passing)
    assert fact.transponder == "PV-38463"


def test_a_decoder_without_a_line_raises_an_alarm_and_loses_nothing() -> None:
    session = P3Session(lines={"0000ABCD": "s1"})
    session.connected(NOW_US)

    fact, status = session.receive(wire(passing(1)), NOW_US)

    assert isinstance(fact, Passing)
    assert fact.line == "00041813"
    assert Alarm.UNMAPPED in alarms([status])


def test_a_hole_is_asked_for_at_once_and_the_answer_is_yielded_once() -> None:
    session = connected()
    assert numbers(session.receive(wire(passing(1), passing(5)), NOW_US)) == [1, 5]
    assert resends(session) == [(2, 4)]

    answer = wire(passing(2), passing(3), passing(4), passing(5))

    assert numbers(session.receive(answer, NOW_US)) == [2, 3, 4]
    assert numbers(session.receive(answer, NOW_US)) == []
    assert resends(session) == []


def test_two_holes_are_two_requests() -> None:
    session = connected()
    session.receive(wire(passing(1), passing(3), passing(6)), NOW_US)

    assert resends(session) == [(2, 2), (4, 5)]


def test_an_unanswered_hole_is_asked_for_three_times_and_then_reported() -> None:
    session = connected()
    session.receive(wire(passing(1), passing(3)), NOW_US)
    asked = len(resends(session))
    seen: list[Yielded] = []
    for second in range(1, 20):
        seen += session.tick(NOW_US + second * SECOND_US)
        asked += len(resends(session))

    assert asked == 3
    assert Alarm.HOLE in alarms(seen)
    assert numbers(session.receive(wire(passing(2)), NOW_US)) == [2]
    assert Alarm.HOLE not in alarms(session.receive(wire(SENT_STATUS), NOW_US))


def test_the_hole_of_a_real_capture_is_asked_for() -> None:
    session = connected()
    text = shared_data("captures", "p3", "amb-2019-short.out").read_text()

    yielded = session.receive(bytes.fromhex("".join(text.split())), NOW_US)

    assert len(numbers(yielded)) == 83
    assert sum(isinstance(item, DecoderStatus) for item in yielded) == 288
    assert resends(session) == [(157_829, 157_829)]


def test_after_a_reconnect_what_came_meanwhile_is_asked_for() -> None:
    session = connected()
    session.receive(wire(passing(1), passing(2)), NOW_US)
    session.disconnected(NOW_US)
    session.connected(NOW_US)

    assert [first for first, _ in resends(session)] == [3]
    assert numbers(session.receive(wire(passing(2), passing(3), passing(4)), NOW_US)) == [3, 4]


def test_half_a_frame_before_a_break_does_not_spoil_the_next_connection() -> None:
    session = connected()
    session.receive(wire(passing(1))[:20], NOW_US)
    session.disconnected(NOW_US)
    session.connected(NOW_US)

    assert numbers(session.receive(wire(passing(1)), NOW_US)) == [1]
    assert [type(item).__name__ for item in session.take_unreadable()] == ["P3Problem"]


def test_a_new_process_goes_on_where_the_stored_facts_end() -> None:
    first = connected()
    stored = [
        f for f in first.receive(wire(passing(1), passing(2), passing(4)), NOW_US) if isinstance(f, Passing)
    ]

    session = P3Session(default_line="finish")
    session.remember(stored)
    session.connected(NOW_US)

    assert resends(session) == [(5, 1004), (3, 3)]
    assert numbers(session.receive(wire(*map(passing, range(1, 7))), NOW_US)) == [3, 5, 6]


def test_a_counter_that_starts_again_loses_nothing() -> None:
    session = connected()
    session.receive(wire(passing(1), passing(2), passing(3)), NOW_US)
    later_us = NOW_US + 60 * SECOND_US

    yielded = session.receive(wire(passing(2, later_us)), NOW_US)

    assert numbers(yielded) == [2]
    assert Alarm.RESTARTED in alarms(yielded)
    assert resends(session) == [(1, 1)]
    assert numbers(session.receive(wire(passing(1, later_us - 1)), NOW_US)) == [1]
    assert numbers(session.receive(wire(passing(3, later_us + 1)), NOW_US)) == [3]


def test_a_known_number_with_another_read_is_another_passing_even_when_the_clock_was_set_back() -> None:
    session = connected()
    session.receive(wire(passing(1), passing(2)), NOW_US)

    yielded = session.receive(wire(passing(1, NOW_US - 3_600 * SECOND_US)), NOW_US)

    assert numbers(yielded) == [1]
    assert Alarm.RESTARTED in alarms(yielded)


def test_a_jump_too_wide_for_a_hole_asks_only_for_the_last_thousand() -> None:
    session = connected()
    session.receive(wire(passing(1)), NOW_US)

    yielded = session.receive(wire(passing(1_000_000)), NOW_US)

    assert numbers(yielded) == [1_000_000]
    assert Alarm.RESTARTED in alarms(yielded)
    assert resends(session) == [(999_000, 999_999)]


def test_the_time_is_asked_for_again_every_minute() -> None:
    session = connected()

    asked = []
    for second in range(1, 122):
        session.tick(NOW_US + second * SECOND_US)
        asked += [second for request in requests(session) if isinstance(request, P3Time)]

    assert asked == [60, 120]


@given(st.permutations(list(range(1, 30))), st.lists(st.integers(1, 29), max_size=20))
def test_every_passing_is_yielded_once_in_any_order_with_any_doubles(
    order: list[int], again: list[int]
) -> None:
    session = connected()
    records = [passing(1), *map(passing, order), *map(passing, again)]

    yielded = session.receive(wire(*records), NOW_US)

    assert sorted(number or 0 for number in numbers(yielded)) == list(range(1, 30))


def test_two_decoders_on_one_connection_are_counted_apart() -> None:
    session = P3Session(lines={"00000001": "finish", "00000002": "s1"})
    session.connected(NOW_US)
    session.data_to_send()

    records = [passing(number, decoder_id=decoder) for number in (1, 3) for decoder in (1, 2)]
    yielded = session.receive(wire(*records), NOW_US)

    assert numbers(yielded) == [1, 1, 3, 3]
    asked = [request for request in requests(session) if isinstance(request, P3Resend)]
    assert [(request.decoder_id, request.from_number) for request in asked] == [(1, 2), (2, 2)]


def test_a_passing_without_a_time_is_kept_for_the_log_of_raw_input() -> None:
    session = connected()

    yielded = session.receive(wire(P3Passing(number=1, transponder=2)), NOW_US)

    assert numbers(yielded) == []
    assert Alarm.UNREADABLE in alarms(yielded)
    assert session.take_unreadable() == [P3Passing(number=1, transponder=2)]


def test_a_status_says_how_the_decoder_is() -> None:
    session = connected()

    session.receive(wire(P3Version(description="TranX", version="4.5")), NOW_US)
    (status,) = session.receive(wire(SENT_STATUS), NOW_US)

    assert status == DecoderStatus(
        at_us=NOW_US,
        decoder="00041813",
        connected=True,
        description="TranX 4.5",
        noise=40,
        temperature_c=22,
        voltage_v=12.1,
        gps_locked=True,
    )


def test_noise_and_low_voltage_raise_alarms_and_end_them() -> None:
    session = connected()

    bad = session.receive(wire(P3Status(noise=101, voltage_tenths=109)), NOW_US)
    good = session.receive(wire(P3Status(noise=100, voltage_tenths=110)), NOW_US)

    assert alarms(bad) == {Alarm.NOISE, Alarm.VOLTAGE}
    assert alarms(good) == frozenset()


def test_silence_is_reported_once_and_ends_with_a_status() -> None:
    session = connected()
    assert session.tick(NOW_US + 10 * SECOND_US) == []

    silent = session.tick(NOW_US + 10 * SECOND_US + 1)

    assert alarms(silent) == {Alarm.SILENT}
    assert session.tick(NOW_US + 11 * SECOND_US) == []
    assert session.is_silent
    assert alarms(session.receive(wire(SENT_STATUS), NOW_US + 12 * SECOND_US)) == frozenset()


def test_a_lost_connection_is_reported_once() -> None:
    session = connected()

    assert alarms(session.disconnected(NOW_US)) == {Alarm.DISCONNECTED}
    assert session.disconnected(NOW_US) == []


def test_what_was_not_sent_before_a_break_is_not_sent_after_it() -> None:
    session = connected()
    session.receive(wire(passing(1), passing(3)), NOW_US)
    session.disconnected(NOW_US)

    assert session.data_to_send() == b""


def test_a_refused_request_is_an_alarm() -> None:
    assert Alarm.REFUSED in alarms(connected().receive(wire(P3Error(code=5)), NOW_US))


@given(st.lists(st.binary(max_size=60) | st.just(wire(passing(3))) | st.just(wire(SENT_STATUS)), max_size=10))
def test_no_bytes_make_a_conversation_fail(chunks: list[bytes]) -> None:
    session = connected()
    for second, chunk in enumerate(chunks):
        session.receive(chunk, NOW_US + second * SECOND_US)
        session.tick(NOW_US + second * SECOND_US)
        session.data_to_send()
    session.disconnected(NOW_US)


def test_a_hole_whose_request_went_down_with_the_connection_is_asked_for_at_once_on_the_next() -> None:
    session = connected()
    session.receive(wire(passing(1), passing(3)), NOW_US)
    session.disconnected(NOW_US)
    session.data_to_send()
    session.connected(NOW_US)

    assert (2, 2) in resends(session)
