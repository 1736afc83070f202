"""A conversation with a P3 decoder, without I/O: bytes in, `Passing` facts and `DecoderStatus` values out.

One `P3Session` outlives its connections, so that after a reconnect nothing is lost and nothing comes twice: passings are
known by decoder and passing number, holes are asked for with RESEND, and what the decoder sends again is dropped.
The caller owns the socket and the clock: it calls `connected`, `receive`, `tick` and `disconnected` with the time,
and sends what `data_to_send` returns after each.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import msgspec

from pitboard.model.facts import Passing
from pitboard.sources.decoder.p3_clock import DecoderClock, counts_from_boot
from pitboard.sources.decoder.p3_frames import P3Frame, P3Problem, P3Reader, encode_frame
from pitboard.sources.decoder.p3_numbers import Numbers, Seen
from pitboard.sources.decoder.p3_records import (
    P3Error,
    P3Passing,
    P3Status,
    P3Time,
    P3Version,
    read_record,
    request_resend,
    request_time,
    request_version,
)
from pitboard.sources.decoder.p3_status import Alarm, DecoderStatus, Limits, decoder_name
from pitboard.times import SECOND_US

_CATCH_UP: Final = 1_000
"""After a reconnect or a restarted counter, how many passings are asked for blindly; a live one shows the rest."""

_ANSWER_US: Final = 5 * SECOND_US
"""A decoder that has not told its time by then is taken not to."""

_HELD: Final = 10_000


Yielded = Passing | DecoderStatus


class P3Session:
    """The state of a conversation with the decoder behind one address.

    Args:
        lines: timing line of each decoder, by its id as `decoder_name` writes it.
        default_line: line of a decoder that is not in `lines`. Where it is empty, such a decoder raises an alarm and
            its passings carry its id for a line, so that none is lost and none is scored by mistake.
        limits: when to raise an alarm.
        accept_no_crc: take frames whose CRC is 0000.
    """

    def __init__(
        self,
        *,
        lines: Mapping[str, str] | None = None,
        default_line: str = "",
        limits: Limits | None = None,
        accept_no_crc: bool = False,
    ) -> None:
        self.lines = dict(lines or {})
        self.default_line = default_line
        self.limits = limits or Limits()
        self.clock = DecoderClock()
        self._reader = P3Reader(accept_no_crc=accept_no_crc)
        self._numbers: dict[str, Numbers] = {}
        self._held: list[tuple[P3Passing, int]] = []
        self._to_send = bytearray()
        self._status = DecoderStatus(at_us=0)
        self._standing: set[Alarm] = set()
        self._heard_us = 0
        self._asked_us = 0
        self._problems = 0
        self._unreadable: list[P3Problem | P3Passing] = []

    @property
    def frames(self) -> int:
        """How many frames were read so far, over all connections."""
        return self._reader.frames

    @property
    def is_silent(self) -> bool:
        """Connected, but no status record came for too long: the cable may be out, a new connect is worth it."""
        return Alarm.SILENT in self._status.alarms

    def remember(self, passings: Iterable[Passing]) -> None:
        """Passings that an earlier run has stored: they are not yielded again, and the ones after them are asked for."""
        for passing in passings:
            if passing.number is not None:
                numbers = self._numbers.setdefault(passing.decoder, Numbers())
                numbers.see(passing.number, passing.at_us, passing.transponder)

    def data_to_send(self) -> bytes:
        """The bytes to write to the decoder now."""
        data = bytes(self._to_send)
        self._to_send.clear()
        return data

    def take_unreadable(self) -> list[P3Problem | P3Passing]:
        """What could not be used since the last call, whole, for the log of raw input."""
        taken, self._unreadable = self._unreadable, []
        return taken

    # ---- what happens to the connection -----------------------------------------------------------------------------

    def connected(self, now_us: int) -> list[Yielded]:
        """A connection stands: ask for the time, the version, and what was missed."""
        self._heard_us = now_us
        self._standing.clear()
        self._status = msgspec.structs.replace(self._status, connected=True)
        self.clock.connected()
        self._send(request_version())
        self._ask_time(now_us)
        for decoder, numbers in self._numbers.items():
            if numbers.highest is not None:
                self._ask_resend(decoder, numbers.highest + 1, numbers.highest + _CATCH_UP)
            numbers.ask_again()
            self._ask_holes(decoder, numbers, now_us)
        self._status = self._counted(now_us)
        return [self._status]

    def disconnected(self, now_us: int) -> list[Yielded]:
        """The connection is gone, or could not be made."""
        self._drop(self._reader.close())
        self._to_send.clear()
        self._status = msgspec.structs.replace(self._status, connected=False)
        return self._status_if_changed(now_us)

    def receive(self, data: bytes, now_us: int) -> list[Yielded]:
        """Bytes arrived."""
        out: list[Yielded] = []
        for item in self._reader.receive(data):
            if isinstance(item, P3Problem):
                self._drop([item])
            else:
                self._read(item, now_us, out)
        for decoder, numbers in self._numbers.items():
            self._ask_holes(decoder, numbers, now_us)
        return out + self._status_if_changed(now_us)

    def tick(self, now_us: int) -> list[Yielded]:
        """Time passed; call it once or twice a second."""
        out: list[Yielded] = []
        if self._status.connected:
            for decoder, numbers in self._numbers.items():
                self._ask_holes(decoder, numbers, now_us)
            if now_us - self._asked_us >= self.limits.time_every_us and not self._held:
                self._ask_time(now_us)
        if self._held and now_us - self._held[0][1] >= _ANSWER_US:
            self._assume_time(now_us, out)
        return out + self._status_if_changed(now_us)

    # ---- records ----------------------------------------------------------------------------------------------------

    def _read(self, frame: P3Frame, now_us: int, out: list[Yielded]) -> None:
        match read_record(frame):
            case P3Passing() as passing:
                self._hold_or_yield(passing, now_us, out)
            case P3Status() as status:
                self._note(status, now_us)
                out.append(self._status)
            case P3Time() as time:
                self._note_time(time, now_us, out)
            case P3Version(description=description, version=version):
                text = " ".join(part for part in (description, version) if part)
                self._status = msgspec.structs.replace(self._status, description=text)
            case P3Error():
                self._standing.add(Alarm.REFUSED)
            case _:
                pass

    def _note(self, status: P3Status, now_us: int) -> None:
        self._heard_us = now_us
        voltage = status.voltage_tenths
        self._status = msgspec.structs.replace(
            self._status,
            at_us=now_us,
            decoder=decoder_name(status.decoder_id) or self._status.decoder,
            noise=status.noise,
            temperature_c=status.temperature_c,
            voltage_v=None if voltage is None else voltage / 10,
            gps_locked=None if status.gps is None else status.gps == 1,
            satellites=status.satellites,
        )
        _set(self._standing, Alarm.NOISE, on=(status.noise or 0) > self.limits.noise)
        _set(self._standing, Alarm.VOLTAGE, on=voltage is not None and voltage < self.limits.voltage_tenths)
        self._status = self._counted(now_us)

    def _note_time(self, time: P3Time, now_us: int, out: list[Yielded]) -> None:
        if time.rtc_us is None:
            return
        self.clock.answered(time.rtc_us, now_us)
        self._release(out)

    def _assume_time(self, now_us: int, out: list[Yielded]) -> None:
        passing, arrived_us = self._held[0]
        if passing.rtc_us is not None:
            self.clock.assume(passing.rtc_us, arrived_us)
        self._asked_us = now_us
        self._release(out)

    def _release(self, out: list[Yielded]) -> None:
        held, self._held = self._held, []
        for passing, arrived_us in held:
            self._hold_or_yield(passing, arrived_us, out)

    def _hold_or_yield(self, passing: P3Passing, now_us: int, out: list[Yielded]) -> None:
        placed = self._place(passing)
        if placed is not None:
            self._yield(passing, *placed, out)
        elif passing.rtc_us is not None and len(self._held) < _HELD:
            self._held.append((passing, now_us))
        else:
            self._drop([passing])

    def _place(self, passing: P3Passing) -> tuple[int, int] | None:
        placed = None if passing.rtc_us is None else self.clock.place(passing.rtc_us)
        # A decoder that counts from boot may know UTC none the less.
        if passing.utc_us is not None and (passing.rtc_us is None or counts_from_boot(passing.rtc_us)):
            return passing.utc_us, 0
        return placed

    def _yield(self, passing: P3Passing, at_us: int, uncertainty_us: int, out: list[Yielded]) -> None:
        decoder = decoder_name(passing.decoder_id)
        transponder = passing.transponder_text
        if passing.number is not None:
            seen = self._numbers.setdefault(decoder, Numbers()).see(passing.number, at_us, transponder)
            if seen is Seen.AGAIN:
                self._status = msgspec.structs.replace(self._status, doubles=self._status.doubles + 1)
                return
            if seen is Seen.RESTARTED:
                self._standing.add(Alarm.RESTARTED)
                self._ask_resend(decoder, max(1, passing.number - _CATCH_UP), passing.number - 1)
        self._status = msgspec.structs.replace(self._status, passings=self._status.passings + 1)
        out.append(
            Passing(
                at_us=at_us,
                line=self._line(decoder),
                transponder=transponder,
                source="loop",
                decoder=decoder,
                number=passing.number,
                strength=passing.strength,
                hits=passing.hits,
                uncertainty_us=uncertainty_us,
            )
        )

    def _line(self, decoder: str) -> str:
        line = self.lines.get(decoder, self.default_line)
        if not line:
            self._standing.add(Alarm.UNMAPPED)
        return line or decoder

    # ---- requests ---------------------------------------------------------------------------------------------------

    def _send(self, frame: P3Frame) -> None:
        self._to_send += encode_frame(frame)

    def _ask_time(self, now_us: int) -> None:
        self._asked_us = now_us
        self.clock.asked(now_us)
        self._send(request_time())

    def _ask_holes(self, decoder: str, numbers: Numbers, now_us: int) -> None:
        if self._status.connected and numbers.missing:
            for first, last in numbers.to_ask(now_us):
                self._ask_resend(decoder, first, last)

    def _ask_resend(self, decoder: str, first: int, last: int) -> None:
        if first > last:
            return
        # Only where several decoders share the connection must the request say which one it means.
        decoder_id = int(decoder, 16) if decoder and len(self._numbers) > 1 else None
        self._send(request_resend(first, min(last, 0xFFFF_FFFF), decoder_id=decoder_id))

    # ---- health -----------------------------------------------------------------------------------------------------

    def _drop(self, problems: Sequence[P3Problem | P3Passing]) -> None:
        if problems:
            self._standing.add(Alarm.UNREADABLE)
        self._unreadable.extend(problems)
        self._problems += len(problems)

    def _alarms(self, now_us: int) -> frozenset[Alarm]:
        alarms = set(self._standing)
        connected = self._status.connected
        _set(alarms, Alarm.DISCONNECTED, on=not connected)
        _set(alarms, Alarm.SILENT, on=connected and now_us - self._heard_us > self.limits.silence_us)
        _set(alarms, Alarm.CLOCK_UNSET, on=self.clock.unset)
        off_us = 0 if self.clock.unset else abs(self.clock.offset_us or 0)
        _set(alarms, Alarm.CLOCK_OFF, on=off_us > self.limits.clock_us + self.clock.uncertainty_us)
        _set(alarms, Alarm.HOLE, on=any(numbers.lost for numbers in self._numbers.values()))
        return frozenset(alarms)

    def _counted(self, now_us: int) -> DecoderStatus:
        return msgspec.structs.replace(
            self._status,
            at_us=now_us,
            clock_offset_us=self.clock.offset_us,
            clock_uncertainty_us=self.clock.uncertainty_us,
            missing=sum(len(numbers.missing) for numbers in self._numbers.values()),
            lost=sum(numbers.lost for numbers in self._numbers.values()),
            problems=self._problems,
            alarms=self._alarms(now_us),
        )

    def _status_if_changed(self, now_us: int) -> list[Yielded]:
        before = self._status.alarms
        self._status = self._counted(now_us)
        return [] if self._status.alarms == before else [self._status]


def _set(alarms: set[Alarm], alarm: Alarm, *, on: bool) -> None:
    if on:
        alarms.add(alarm)
    else:
        alarms.discard(alarm)
