"""P3 frames: the worked frames of real decoders both ways, any split, any bytes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pitboard.sources.decoder.p3_frames import (
    P3Frame,
    P3Problem,
    P3Reader,
    ProblemKind,
    crc_of,
    encode_frame,
)
from pitboard.sources.decoder.p3_records import P3Other, read_record, write_record
from tests.support.data import shared_data

# Frames of real hardware and clients, as captured: (name, bytes, CRC).
WORKED = {
    "status": "8e021f00f3890000020001022800070216000c01760601008104131804008f",
    "passing": "8e02330053c800000100010451680200030473d75600040888f2fab51e8305000502b2000602340008020000"
    "8104131804008f",
    "escaped CRC": "8e0233008dafd40000010001048daf68020003042f7934000408f0e5ad831f83050005029b0006021d00"
    "080200008104131804008f",
    "GET_TIME request": "8E0000005BEB000024000100040005008F",
    "version 01": "8E0136003833000001000104110000000304377747000502450006026C00020101080200000408400D72A9"
    "000000008104540202008F",
    "text transponder": "8e023d0012850000010001049922000003042af71f060a08464c2d39343839300502850006021d0004"
    "088501ca0866420600080200008104d0000c008f",
    "no transponder number": "8e023d0050d3000001000104426d04000a0850562d333834363304088095f0e83ad1040005027a000602"
    "2800080200001101031401038104080f02008f",
}
CRC = {
    "status": 0x89F3,
    "passing": 0xC853,
    "escaped CRC": 0xD48F,
    "GET_TIME request": 0xEB5B,
    "version 01": 0x3338,
    "text transponder": 0x8512,
    "no transponder number": 0xD350,
}
STATUS = bytes.fromhex(WORKED["status"])
PASSING = bytes.fromhex(WORKED["passing"])

frames = st.builds(
    P3Frame,
    tor=st.integers(0, 0xFFFF),
    body=st.binary(max_size=200)
    | st.lists(st.sampled_from([0x8A, 0x8D, 0x8E, 0x8F, 0xAD]), max_size=60).map(bytes),
    version=st.integers(0, 255),
    flags=st.integers(0, 0xFFFF),
    declares_length=st.booleans(),
)


def read_all(data: bytes) -> list[P3Frame | P3Problem]:
    reader = P3Reader(accept_no_length=True)
    return [*reader.receive(data), *reader.close()]


def crc_by_table(plain: bytes) -> int:
    """The CRC as the protocol's description has it: step by step, each byte at the low end."""
    table = []
    for high in range(256):
        step = high << 8
        for _ in range(8):
            step = (step << 1) ^ 0x1021 if step & 0x8000 else step << 1
        table.append(step & 0xFFFF)
    crc = 0xFFFF
    for byte in plain:
        crc = table[crc >> 8] ^ ((crc << 8) & 0xFFFF) ^ byte
    return crc


@pytest.mark.parametrize("name", WORKED)
def test_a_worked_frame_is_read_and_written_byte_for_byte(name: str) -> None:
    sent = bytes.fromhex(WORKED[name])

    (frame,) = read_all(sent)

    assert isinstance(frame, P3Frame)
    assert encode_frame(frame) == sent


@pytest.mark.parametrize("name", WORKED)
def test_a_worked_frame_has_the_published_crc(name: str) -> None:
    plain = bytes.fromhex(WORKED[name]).replace(b"\x8d\xaf", b"\x8f")

    assert crc_of(plain[:4] + b"\0\0" + plain[6:]) == CRC[name]


@given(st.binary(min_size=2, max_size=300))
def test_the_crc_equals_the_published_algorithm(plain: bytes) -> None:
    assert crc_of(plain) == crc_by_table(plain)


def test_every_frame_of_a_real_capture_is_read_and_written_byte_for_byte() -> None:
    lines = shared_data("captures", "p3", "amb-2019-short.out").read_text().split()
    stream = b"".join(bytes.fromhex(line) for line in lines)

    read = read_all(stream)

    assert len(read) == 371
    assert all(isinstance(frame, P3Frame) for frame in read)
    assert b"".join(encode_frame(frame) for frame in read if isinstance(frame, P3Frame)) == stream


@given(st.lists(frames, max_size=6))
def test_a_written_frame_is_read_back_equal(sent: list[P3Frame]) -> None:
    assert read_all(b"".join(map(encode_frame, sent))) == sent


@given(frames)
def test_no_mark_stands_inside_a_written_frame(frame: P3Frame) -> None:
    inner = encode_frame(frame)[1:-1]

    assert not {0x8E, 0x8F} & set(inner)


streams = st.lists(
    frames.map(encode_frame)
    | st.binary(max_size=40)
    | st.sampled_from([b"\x8e", b"\x8f", b"\x8d", STATUS[:9], STATUS[9:], PASSING]),
    max_size=8,
).map(b"".join)


@given(streams, st.lists(st.integers(0, 600), max_size=12), st.integers(11, 80))
def test_any_split_of_a_stream_gives_the_same_frames_and_problems(
    stream: bytes, cuts: list[int], longest: int
) -> None:
    whole = P3Reader(longest_bytes=longest)
    expected = [*whole.receive(stream), *whole.close()]
    parts = P3Reader(longest_bytes=longest)
    read: list[P3Frame | P3Problem] = []
    for start, end in zip([0, *sorted(cuts)], [*sorted(cuts), len(stream)], strict=True):
        read += parts.receive(stream[start : max(start, end)])
    read += parts.close()

    assert read == expected
    assert (parts.frames, parts.problems) == (whole.frames, whole.problems)


@given(streams)
def test_no_bytes_are_lost_whatever_arrives(stream: bytes) -> None:
    kept = [item.raw if isinstance(item, P3Problem) else encode_frame(item) for item in read_all(stream)]

    assert b"".join(kept) == stream


@given(streams)
def test_a_good_frame_after_anything_that_ended_is_read(noise: bytes) -> None:
    read = read_all(noise + b"\x8f" + PASSING)

    assert read[-1] == read_all(PASSING)[0]


@given(st.integers(1, len(PASSING) - 2), st.integers(1, 255))
def test_a_disturbed_frame_costs_only_itself(place: int, change: int) -> None:
    disturbed = bytearray(PASSING)
    disturbed[place] ^= change

    read = read_all(STATUS + bytes(disturbed) + STATUS)

    assert [item for item in read if isinstance(item, P3Frame)] == [read_all(STATUS)[0]] * 2
    assert any(isinstance(item, P3Problem) for item in read)


@pytest.mark.parametrize(
    ("sent", "kind"),
    [
        (b"noise", ProblemKind.STRAY),
        (b"\x8f", ProblemKind.STRAY),
        (STATUS[:12], ProblemKind.CUT),
        (STATUS[:12] + b"\x8d\x8f", ProblemKind.ESCAPE),
        (STATUS[:12] + b"\x8f", ProblemKind.LENGTH),
        (b"\x8e\x8f", ProblemKind.LENGTH),
        (STATUS.replace(b"\xf3\x89", b"\xf3\x88"), ProblemKind.CRC),
        (b"\x8e" + b"a" * 4095, ProblemKind.CUT),
        (b"\x8e" + b"a" * 4096, ProblemKind.TOO_LONG),
    ],
)
def test_a_problem_is_named_and_keeps_its_bytes(sent: bytes, kind: ProblemKind) -> None:
    first = read_all(sent)[0]

    assert isinstance(first, P3Problem)
    assert first.kind is kind
    assert first.raw == sent[:4096]


def test_memory_is_bounded_when_no_frame_ever_ends() -> None:
    reader = P3Reader(longest_bytes=100)

    problems = [item for _ in range(1000) for item in reader.receive(b"\x00" * 77)]

    assert sum(len(problem.raw) for problem in problems if isinstance(problem, P3Problem)) >= 77_000 - 100


def test_a_frame_of_exactly_the_longest_length_is_still_read() -> None:
    assert isinstance(P3Reader(longest_bytes=len(STATUS) - 1).receive(STATUS)[0], P3Frame)
    assert isinstance(P3Reader(longest_bytes=len(STATUS) - 2).receive(STATUS)[0], P3Problem)


def test_any_escape_is_accepted_and_8a_to_8c_are_also_read_unescaped() -> None:
    plain = encode_frame(P3Frame(tor=0x7777, body=bytes((1, 3, 0x8A, 0x8B, 0x8C))))
    escaped = plain.replace(b"\x8a\x8b\x8c", b"\x8d\xaa\x8d\xab\x8d\xac")

    assert plain.count(b"\x8d") == 0
    assert escaped != plain
    assert read_all(escaped) == read_all(plain)


def test_a_crc_of_zero_is_accepted_only_when_asked_for() -> None:
    unchecked = STATUS.replace(b"\xf3\x89", b"\0\0")

    assert isinstance(P3Reader(accept_no_crc=True).receive(unchecked)[0], P3Frame)
    assert isinstance(P3Reader().receive(unchecked)[0], P3Problem)
    assert isinstance(P3Reader(accept_no_crc=True).receive(STATUS.replace(b"\xf3", b"\xf4"))[0], P3Problem)


def test_a_length_of_zero_is_accepted_only_from_clients() -> None:
    request = bytes.fromhex(WORKED["GET_TIME request"])

    assert isinstance(P3Reader(accept_no_length=True).receive(request)[0], P3Frame)
    assert isinstance(P3Reader().receive(request)[0], P3Problem)


@given(frames)
def test_any_frame_becomes_a_record_that_says_the_same_when_written(frame: P3Frame) -> None:
    record = read_record(frame)

    assert read_record(write_record(record)) == record
    assert not isinstance(record, P3Other) or record.type_of_record == frame.tor
