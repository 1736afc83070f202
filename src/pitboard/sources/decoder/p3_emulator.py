"""A P3 decoder made of software: a TCP server for tests and rehearsals, with the faults that real links have.

It stores every passing, as a decoder does, and sends it to whoever is connected; what nobody received can be asked for
with RESEND. It answers VERSION and GET_TIME, sends STATUS every second, and can drop connections, send twice, and
split what it writes. It listens on loopback unless it is told otherwise, and stops with its `async with` block.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncGenerator, Callable, Collection, Sequence
from typing import Final, Self

import msgspec

from pitboard.sources.decoder.p3_frames import P3Frame, P3Problem, P3Reader, encode_frame
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
from pitboard.sources.tcp import CHUNK_BYTES, close, wall_clock_us
from pitboard.times import SECOND_US

LOOPBACK: Final = "127.0.0.1"
_ERROR_CRC: Final = 1
_ERROR_UNKNOWN: Final = 4
_ERROR_PARAMETER: Final = 5


class Disturbances(msgspec.Struct, frozen=True, kw_only=True):
    """What goes wrong on the way, by the index of the passing played, from 0.

    Attributes:
        drop_at: all connections are cut just before these passings, which therefore nobody receives.
        double_at: these passings are sent twice.
        lose_at: these passings are stored and not sent.
        write_bytes: what is sent is written in pieces of this many bytes; 0 for whole frames.
    """

    drop_at: Collection[int] = frozenset()
    double_at: Collection[int] = frozenset()
    lose_at: Collection[int] = frozenset()
    write_bytes: int = 0


class P3Emulator:
    """A decoder on a TCP port of this machine.

    Args:
        decoder_id: its id.
        host: address to listen on; loopback unless a rehearsal needs the network.
        port: 0 for a free one, see `port` afterwards.
        first_number: number of its first passing.
        status_every_s: pause between status records [s].
        disturbances: what goes wrong.
        boot_us: instant of boot of a decoder whose clock was never set; None for a clock that shows UTC.
        now_us: the clock that GET_TIME answers, µs since 1970 UTC.

    Attributes:
        stored: every passing so far, by its number.
        port: the port it listens on.
    """

    def __init__(
        self,
        *,
        decoder_id: int = 0x0004_1813,
        host: str = LOOPBACK,
        port: int = 0,
        first_number: int = 1,
        status_every_s: float = 1.0,
        disturbances: Disturbances | None = None,
        boot_us: int | None = None,
        now_us: Callable[[], int] = wall_clock_us,
    ) -> None:
        self.decoder_id = decoder_id
        self.port = port
        self.stored: dict[int, P3Passing] = {}
        self._host = host
        self._next_number = first_number
        self._status_every_s = status_every_s
        self._disturbances = disturbances or Disturbances()
        self._boot_us = boot_us
        self._now_us = now_us
        self._played = 0
        self._writers: set[asyncio.StreamWriter] = set()
        self._conversations: set[asyncio.Task[None]] = set()
        self._client_came = asyncio.Event()
        self._server: asyncio.Server | None = None
        self._status_task: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, self._host, self.port)
        self.port = self._server.sockets[0].getsockname()[1]
        self._status_task = asyncio.create_task(self._send_statuses())
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._server is not None
        assert self._status_task is not None
        self._server.close()
        self._status_task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._status_task
        self.drop_connections()
        if self._conversations:
            await asyncio.wait(self._conversations)
        await self._server.wait_closed()

    @property
    def connections(self) -> int:
        """How many clients are connected."""
        return len(self._writers)

    async def play(self, passings: Sequence[tuple[int, int | str]], *, speed: float | None = None) -> None:
        """Let cars cross the loop.

        Args:
            passings: (instant [µs since 1970 UTC], transponder) in order of time; a text is a printed code.
            speed: 1 for the pace at which they happened, 10 for ten times that; None for as fast as the clients read.
        """
        before_us = passings[0][0] if passings else 0
        for at_us, transponder in passings:
            if speed is not None:
                await asyncio.sleep((at_us - before_us) / SECOND_US / speed)
            before_us = at_us
            self.pass_loop(at_us, transponder)
            await self._drain()

    async def wait_for_client(self) -> None:
        """Wait until a first client has connected."""
        await self._client_came.wait()

    async def play_to_client(
        self, passings: Sequence[tuple[int, int | str]], *, speed: float | None = None
    ) -> None:
        """Wait for a client, then `play`."""
        await self.wait_for_client()
        await self.play(passings, speed=speed)

    def pass_loop(self, at_us: int, transponder: int | str) -> P3Passing:
        """One car crosses the loop: the passing is stored, and sent to whoever is connected."""
        index, disturbances = self._played, self._disturbances
        passing = self._store(at_us, transponder)
        if index in disturbances.drop_at:
            self.drop_connections()
        times = 0 if index in disturbances.lose_at else 2 if index in disturbances.double_at else 1
        for _ in range(times):
            self._send_to_all(passing)
        return passing

    def drop_connections(self) -> None:
        """Cut every connection, as if the cable were pulled."""
        for writer in self._writers:
            writer.transport.abort()
        self._writers.clear()

    # ---- what it knows ----------------------------------------------------------------------------------------------

    def _store(self, at_us: int, transponder: int | str) -> P3Passing:
        code = transponder if isinstance(transponder, str) else ""
        passing = P3Passing(
            number=self._next_number,
            transponder=None if code else int(transponder),
            tran_code=code,
            rtc_us=at_us - (self._boot_us or 0),
            strength=150,
            hits=30,
            flags=0,
            decoder_id=self.decoder_id,
        )
        self.stored[self._next_number] = passing
        self._next_number += 1
        self._played += 1
        return passing

    def _status(self) -> P3Status:
        return P3Status(
            noise=40,
            temperature_c=22,
            voltage_tenths=121,
            gps=int(self._boot_us is None),
            decoder_id=self.decoder_id,
        )

    def _time(self) -> P3Time:
        now_us = self._now_us()
        utc_us = now_us if self._boot_us is None else None
        return P3Time(
            rtc_us=now_us - (self._boot_us or 0), flags=0, utc_us=utc_us, decoder_id=self.decoder_id
        )

    def _answers(self, item: P3Frame | P3Problem) -> list[AnyRecord]:
        if isinstance(item, P3Problem):
            return [P3Error(code=_ERROR_CRC, description=item.kind.value, decoder_id=self.decoder_id)]
        match read_record(item):
            case P3Time():
                return [self._time()]
            case P3Version():
                return [
                    P3Version(decoder_type=13, description="Pitboard emulator", decoder_id=self.decoder_id)
                ]
            case P3Resend(from_number=int(first), until_number=int(last)):
                return [passing for number, passing in self.stored.items() if first <= number <= last]
            case P3Resend():
                return [
                    P3Error(code=_ERROR_PARAMETER, description="FROM or UNTIL", decoder_id=self.decoder_id)
                ]
            case P3Status():
                return [self._status()]
            case _:
                return [P3Error(code=_ERROR_UNKNOWN, description="TOR", decoder_id=self.decoder_id)]

    # ---- connections ------------------------------------------------------------------------------------------------

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._conversations.add(task)
        self._writers.add(writer)
        self._client_came.set()
        try:
            await self._answer(reader, writer)
        except OSError:
            pass  # the client went away, as clients do
        finally:
            self._writers.discard(writer)
            await close(writer)
            self._conversations.discard(task)

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        requests = P3Reader(accept_no_length=True)
        self._write(writer, self._status())
        while data := await reader.read(CHUNK_BYTES):
            for item in requests.receive(data):
                for answer in self._answers(item):
                    self._write(writer, answer)
            await writer.drain()

    async def _send_statuses(self) -> None:
        while True:
            await asyncio.sleep(self._status_every_s)
            self._send_to_all(self._status())

    def _send_to_all(self, record: AnyRecord) -> None:
        for writer in self._writers:
            self._write(writer, record)

    def _write(self, writer: asyncio.StreamWriter, record: AnyRecord) -> None:
        data = encode_frame(write_record(record))
        step = self._disturbances.write_bytes or len(data)
        for at in range(0, len(data), step):
            if not writer.is_closing():
                writer.write(data[at : at + step])

    async def _drain(self) -> None:
        """Wait until the clients have taken what was sent, and let them run."""
        for writer in tuple(self._writers):
            with contextlib.suppress(OSError):
                await writer.drain()
        await asyncio.sleep(0)


@contextlib.asynccontextmanager
async def emulate(
    passings: Sequence[tuple[int, int | str]],
    *,
    speed: float | None = None,
    emulator: P3Emulator | None = None,
) -> AsyncGenerator[P3Emulator, None]:
    """Run an emulator that plays these passings once a client is connected; it stops when the block is left."""
    async with emulator or P3Emulator() as running:
        playing = asyncio.create_task(running.play_to_client(passings, speed=speed))
        try:
            yield running
        finally:
            playing.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await playing
