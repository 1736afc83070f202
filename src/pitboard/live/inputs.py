"""Passings from decoders and lines of text into the session that runs."""

from __future__ import annotations

import asyncio
import contextlib
import sys
from collections.abc import AsyncIterable, Callable
from datetime import date

import msgspec

from pitboard.live.hub import SessionHub
from pitboard.live.site import Site
from pitboard.model.facts import Passing
from pitboard.sources.decoder.p3_client import follow_decoder
from pitboard.sources.decoder.p3_session import P3Session
from pitboard.sources.line_feed import LineParser, RefusedLine
from pitboard.sources.line_feed_io import LineServer, read_stdin
from pitboard.wire.score import zone_of

_AT_ONCE = 500


def running_hub(site: Site) -> SessionHub:
    """The session that passings belong to: the one that runs, else the next that has not ended, else the last."""
    states = [(hub, hub.main.running.scored.state) for hub in site.hubs.values()]
    for hub, state in states:
        if state.started_us is not None and state.ended_us is None:
            return hub
    for hub, state in states:
        if state.ended_us is None:
            return hub
    return states[-1][0]


class Inputs:
    """Takes passings from any number of feeds; what waits together goes to disk together.

    Attributes:
        refused: lines that are no passing, newest last.
        kept_out: passings that arrived while another machine wrote the log.
    """

    def __init__(self, site: Site, say: Callable[[str], object] = print) -> None:
        self.site = site
        self.refused: list[str] = []
        self.kept_out = 0
        self._say = say
        self._waiting: asyncio.Queue[Passing] = asyncio.Queue(10_000)
        # After a restart a decoder is asked for what it has stored; what is in the log already is left out.
        self._known = {
            _identity(fact)
            for hub in site.hubs.values()
            for fact in hub.facts
            if isinstance(fact, Passing) and fact.number is not None
        }

    async def run(self, *feeds: AsyncIterable[object]) -> None:
        """Follow the feeds until cancelled."""
        tasks = [asyncio.create_task(self._follow(feed)) for feed in feeds]
        try:
            await self._write()
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _follow(self, feed: AsyncIterable[object]) -> None:
        async for item in feed:
            if isinstance(item, Passing):
                await self._waiting.put(item)
            elif isinstance(item, RefusedLine):
                self.refused = [*self.refused[-99:], str(item.fault)]
                self._say(f"left out: {item.fault}")

    async def _write(self) -> None:
        while True:
            batch = [await self._waiting.get()]
            while len(batch) < _AT_ONCE and not self._waiting.empty():
                batch.append(self._waiting.get_nowait())
            hub = running_hub(self.site)
            if hub.read_only:
                self._left_out(len(batch))
                continue
            fresh = []
            for passing in batch:
                if passing.number is not None:
                    key = _identity(passing)
                    if key in self._known:
                        continue
                    self._known.add(key)
                fresh.append(msgspec.structs.replace(passing, session=hub.session))
            if fresh:
                await hub.append(fresh)

    def _left_out(self, count: int) -> None:
        if not self.kept_out:
            self._say("Another machine writes this log: passings that arrive here are left to it.")
        self.kept_out += count


def _identity(passing: Passing) -> tuple[str, int | None, int]:
    return passing.decoder, passing.number, passing.at_us


def decoder_feed(address: str, line: str) -> AsyncIterable[object]:
    """A MYLAPS P3 decoder at `HOST:PORT`, whose loop is at a line."""
    host, _, port = address.rpartition(":")
    return follow_decoder(host.strip("[]"), int(port), session=P3Session(default_line=line))


def parser_of(site: Site, today: date) -> Callable[[str], LineParser]:
    """Makes parsers of lines: times of day are those of the meeting's day and zone."""
    zone = zone_of(running_hub(site).main.running.scored.state.circuit.zone)
    return lambda name: LineParser(name, day=today, zone=zone)


async def line_feed(server: LineServer) -> AsyncIterable[object]:
    """Lines of text over TCP."""
    async with server:
        async for item in server:
            yield item


def stdin_feed(make_parser: Callable[[str], LineParser]) -> AsyncIterable[object]:
    """Lines of text on stdin."""
    with contextlib.suppress(ValueError):
        return read_stdin(make_parser, descriptor=sys.stdin.fileno())
    return read_stdin(make_parser)
