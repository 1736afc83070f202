"""P3 records: what the worked frames say, and that nothing unknown is lost."""

import pytest

from pitboard.sources.decoder.p3_frames import P3Frame, P3Reader, encode_frame
from pitboard.sources.decoder.p3_records import (
    AnyRecord,
    P3Error,
    P3Other,
    P3Passing,
    P3Resend,
    P3Status,
    P3Time,
    P3Version,
    Tor,
    read_fields,
    read_record,
    request_resend,
    request_time,
    request_version,
    write_fields,
    write_record,
)
from tests.sources.decoder.test_p3_frames import WORKED
from tests.support.data import shared_data


def record_of(sent: bytes) -> AnyRecord:
    (frame,) = P3Reader(accept_no_length=True).receive(sent)
    assert isinstance(frame, P3Frame)
    return read_record(frame)


def worked(name: str) -> AnyRecord:
    return record_of(bytes.fromhex(WORKED[name]))


def test_a_status_is_read() -> None:
    assert worked("status") == P3Status(
        noise=40, temperature_c=22, voltage_tenths=118, gps=0, decoder_id=0x00041813
    )


def test_a_passing_is_read() -> None:
    assert worked("passing") == P3Passing(
        number=0x26851,
        transponder=5_691_251,
        rtc_us=1_551_542_808_933_000,
        strength=178,
        hits=52,
        flags=0,
        decoder_id=0x00041813,
    )


def test_a_number_with_an_escaped_byte_is_read() -> None:
    passing = worked("escaped CRC")

    assert isinstance(passing, P3Passing)
    assert passing.number == 0x2688F


def test_the_oldest_passing_keeps_the_tag_that_nobody_knows() -> None:
    passing = worked("version 01")

    assert isinstance(passing, P3Passing)
    assert (passing.rtc_us, passing.transponder_text) == (2_842_824_000, "4683575")
    assert passing.extra == ((0x02, b"\x01"),)


def test_the_number_of_a_transponder_goes_before_its_printed_code() -> None:
    passing = worked("text transponder")

    assert isinstance(passing, P3Passing)
    assert (passing.tran_code, passing.transponder_text) == ("FL-94890", "102758186")


def test_the_printed_code_stands_where_no_number_was_sent() -> None:
    passing = worked("no transponder number")

    assert isinstance(passing, P3Passing)
    assert (passing.transponder, passing.transponder_text) == (None, "PV-38463")
    assert (passing.sport, passing.extra) == (3, ((0x11, b"\x03"),))


@pytest.mark.parametrize("name", ["passing", "escaped CRC", "status"])
def test_a_record_is_written_as_decoders_write_it(name: str) -> None:
    assert encode_frame(write_record(worked(name))) == bytes.fromhex(WORKED[name])


def test_every_record_of_a_real_capture_is_written_byte_for_byte() -> None:
    lines = shared_data("captures", "p3", "amb-2019-short.out").read_text().split()
    records = [record_of(bytes.fromhex(line)) for line in lines]

    assert [encode_frame(write_record(record)).hex() for record in records] == lines
    assert all(record.extra == () for record in records)
    numbers = [record.number for record in records if isinstance(record, P3Passing)]
    # One passing, 157829, is missing in the capture itself.
    assert numbers == [*range(157_777, 157_829), *range(157_830, 157_861)]


def test_the_request_for_the_time_is_the_known_one() -> None:
    assert encode_frame(request_time()).hex().upper() == WORKED["GET_TIME request"]


def test_requests_name_the_tags_they_want() -> None:
    fields, rest = read_fields(request_version().body)

    assert [tag for tag, _ in fields] == [0x01, 0x02, 0x03, 0x04, 0x08, 0x0A, 0x0C]
    assert {value for _, value in fields} == {b""}
    assert rest == b""


def test_a_resend_names_both_ends_and_the_decoder_only_where_asked() -> None:
    assert read_record(request_resend(5, 9)) == P3Resend(from_number=5, until_number=9)
    assert read_record(request_resend(5, 9, decoder_id=7)) == P3Resend(
        from_number=5, until_number=9, decoder_id=7
    )


@pytest.mark.parametrize(
    "record",
    [
        P3Time(rtc_us=1, flags=2, utc_us=3, decoder_id=4, request_id=5, controller_id=6),
        P3Version(
            decoder_type=10,
            description="AMBrc",
            version="4.5",
            release=1,
            registration=2,
            build_number=3,
            options=4,
        ),
        P3Error(code=5, description="parameter missing"),
        P3Other(type_of_record=Tor.WATCHDOG, extra=((1, b"\x02"), (1, b"\x02"), (9, b""))),
        P3Passing(
            number=1,
            tran_code="é",
            utc_us=2,
            user_flag=3,
            driver_id=4,
            rtc_id=5,
            voltage_tenths=6,
            temperature_raw=7,
        ),
        P3Status(satellites=7, loop_triggers=2),
    ],
)
def test_a_record_is_read_back_equal(record: AnyRecord) -> None:
    assert record_of(encode_frame(write_record(record))) == record


def test_what_does_not_fit_is_kept_raw() -> None:
    body = (
        write_fields(((0x01, b"\1\2\3\4"), (0x01, b"\5"), (0x05, b"\1\2\3"), (0x99, b"?"))) + b"\x04\x08\x00"
    )

    record = read_record(P3Frame(tor=Tor.PASSING, body=body))

    assert record == P3Passing(
        number=0x04030201, extra=((0x01, b"\5"), (0x05, b"\1\2\3"), (0x99, b"?")), tail=b"\x04\x08\x00"
    )
