"""P3 frames: the envelope of the AMB/MYLAPS decoder protocol, without I/O.

Bytes go in as they arrive from the socket, frames and problems come out; how the stream was split makes no
difference. A frame that does not fit is reported with its bytes and dropped, and reading goes on at the next start
mark, so that one disturbed frame costs only itself.

    8E version LENGTH CRC flags TOR fields… 8F        (numbers little-endian, LENGTH the whole unescaped frame)

Between the marks the bytes 8D, 8E and 8F are sent as 8D followed by the byte + 20. Documentation that also escapes 8A
to 8C is contradicted by captures of real decoders; any `8D x` is accepted in reading.
"""

from __future__ import annotations

import re
from binascii import crc_hqx
from enum import StrEnum
from typing import Final

import msgspec

START: Final = 0x8E
END: Final = 0x8F
ESCAPE: Final = 0x8D
ESCAPE_SHIFT: Final = 0x20

DEFAULT_PORT: Final = 5403
"""TCP port on which decoders listen."""

_HEADER_BYTES: Final = 10
_SHORTEST: Final = _HEADER_BYTES + 1
LONGEST_BYTES: Final = 4_096
"""Bytes held for one frame, escapes included. Frames of real decoders stay under 100; more than this is no frame."""

_MARKS: Final = re.compile(rb"([\x8e\x8f])")
_ESCAPED: Final = re.compile(rb"\x8d(.)", re.DOTALL)
_TO_ESCAPE: Final = re.compile(rb"[\x8d-\x8f]")

# FFFF · x¹⁶ mod the polynomial: see `crc_of`.
_CRC_INITIAL: Final = 0x1D0F


class P3Frame(msgspec.Struct, frozen=True, gc=False):
    """One frame, unescaped and checked.

    Attributes:
        tor: type of record.
        body: the fields (tag, length, value), unescaped.
        version: 2 from current decoders, 1 from an old one, 0 in requests of some clients.
        flags: 0 in every capture.
        declares_length: False where LENGTH is 0000, as requests of some clients have it.
    """

    tor: int
    body: bytes = b""
    version: int = 2
    flags: int = 0
    declares_length: bool = True


class ProblemKind(StrEnum):
    """Why bytes were dropped."""

    STRAY = "bytes outside a frame"
    CUT = "a frame without its end"
    TOO_LONG = "a frame without end or longer than any decoder sends"
    ESCAPE = "an escape byte with nothing after it"
    LENGTH = "LENGTH differs from the frame"
    CRC = "CRC differs from the frame"


class P3Problem(msgspec.Struct, frozen=True):
    """Bytes that are no frame.

    Attributes:
        kind: why.
        raw: the bytes as they came.
    """

    kind: ProblemKind
    raw: bytes


def crc_of(frame: bytes) -> int:
    """The CRC-16 of a whole unescaped frame, both marks included, whose CRC bytes are zero.

    Polynomial 1021, initial value FFFF, each byte entering at the low end. That register holds FFFF·x⁸ⁿ + frame(x)
    modulo the polynomial; the standard library's `crc_hqx` lets bytes enter at the high end, which multiplies by x¹⁶.
    So its initial value here is FFFF·x¹⁶ = 1D0F, and the last two bytes are added untouched.

    >>> f"{crc_of(bytes.fromhex('8e021f0000000000020001022800070216000c01760601008104131804008f')):04X}"
    '89F3'
    """
    return crc_hqx(frame[:-2], _CRC_INITIAL) ^ int.from_bytes(frame[-2:], "big")


def encode_frame(frame: P3Frame) -> bytes:
    """The bytes of a frame as they go over the wire: fresh LENGTH and CRC, escaped."""
    length = _SHORTEST + len(frame.body) if frame.declares_length else 0
    plain = bytearray((START, frame.version))
    for number in (length, 0, frame.flags, frame.tor):
        plain += number.to_bytes(2, "little")
    plain += frame.body
    plain.append(END)
    plain[4:6] = crc_of(bytes(plain)).to_bytes(2, "little")
    return bytes((START, *_escape(bytes(plain[1:-1])), END))


class P3Reader:
    """Cuts a byte stream into frames.

    Args:
        accept_no_crc: take a CRC of 0000 as "none"; some decoders are said to send it, no capture shows it.
        accept_no_length: take a LENGTH of 0000 as "not stated", as requests of some clients have it.
        longest_bytes: bytes held for one frame at most.

    Attributes:
        frames: how many frames were read.
        problems: how many problems were reported.
    """

    def __init__(
        self,
        *,
        accept_no_crc: bool = False,
        accept_no_length: bool = False,
        longest_bytes: int = LONGEST_BYTES,
    ) -> None:
        self.frames = 0
        self.problems = 0
        self._accept_no_crc = accept_no_crc
        self._accept_no_length = accept_no_length
        self._longest_bytes = longest_bytes
        self._held = bytearray()
        self._inside = False

    def receive(self, data: bytes) -> list[P3Frame | P3Problem]:
        """Take bytes as they arrived; return what they complete."""
        out: list[P3Frame | P3Problem] = []
        for piece in _MARKS.split(data):
            if piece == b"\x8e":
                self._start(out)
            elif piece == b"\x8f":
                self._end(out)
            elif piece:
                self._hold(piece, out)
        self._count(out)
        return out

    def close(self) -> list[P3Problem]:
        """The connection ended: what is still held was cut off."""
        out: list[P3Frame | P3Problem] = []
        self._drop_held(ProblemKind.CUT if self._inside else ProblemKind.STRAY, out)
        self._count(out)
        return [problem for problem in out if isinstance(problem, P3Problem)]

    def _count(self, out: list[P3Frame | P3Problem]) -> None:
        problems = sum(isinstance(item, P3Problem) for item in out)
        self.problems += problems
        self.frames += len(out) - problems

    def _start(self, out: list[P3Frame | P3Problem]) -> None:
        self._drop_held(ProblemKind.CUT if self._inside else ProblemKind.STRAY, out)
        self._held.append(START)
        self._inside = True

    def _end(self, out: list[P3Frame | P3Problem]) -> None:
        if not self._inside:
            self._hold(b"\x8f", out)
            return
        raw = bytes(self._held) + b"\x8f"
        self._held.clear()
        self._inside = False
        out.append(self._check(raw))

    def _hold(self, piece: bytes, out: list[P3Frame | P3Problem]) -> None:
        # Filled to the brim before it is dropped, so that problems too are the same for any split.
        while len(self._held) + len(piece) > self._longest_bytes:
            room = self._longest_bytes - len(self._held)
            self._held += piece[:room]
            piece = piece[room:]
            self._drop_held(ProblemKind.TOO_LONG if self._inside else ProblemKind.STRAY, out)
        self._held += piece

    def _drop_held(self, kind: ProblemKind, out: list[P3Frame | P3Problem]) -> None:
        if self._held:
            out.append(P3Problem(kind, bytes(self._held)))
            self._held.clear()
        self._inside = False

    def _check(self, raw: bytes) -> P3Frame | P3Problem:
        inner = raw[1:-1]
        if _ends_in_escape(inner):
            return P3Problem(ProblemKind.ESCAPE, raw)
        plain = b"\x8e" + _unescape(inner) + b"\x8f"
        length = int.from_bytes(plain[2:4], "little")
        undeclared = self._accept_no_length and length == 0
        if len(plain) < _SHORTEST or not (undeclared or length == len(plain)):
            return P3Problem(ProblemKind.LENGTH, raw)
        crc = int.from_bytes(plain[4:6], "little")
        if crc != crc_of(plain[:4] + b"\0\0" + plain[6:]) and not (self._accept_no_crc and crc == 0):
            return P3Problem(ProblemKind.CRC, raw)
        return P3Frame(
            tor=int.from_bytes(plain[8:10], "little"),
            body=plain[10:-1],
            version=plain[1],
            flags=int.from_bytes(plain[6:8], "little"),
            declares_length=not undeclared,
        )


def _escape(plain: bytes) -> bytes:
    return _TO_ESCAPE.sub(lambda found: bytes((ESCAPE, found[0][0] + ESCAPE_SHIFT)), plain)


def _unescape(sent: bytes) -> bytes:
    # The CRC decides whether an unusual escape was meant, so no byte after 8D is refused here.
    return _ESCAPED.sub(lambda found: bytes(((found[1][0] - ESCAPE_SHIFT) & 0xFF,)), sent)


def _ends_in_escape(sent: bytes) -> bool:
    return _ESCAPED.sub(b"", sent).endswith(b"\x8d")
