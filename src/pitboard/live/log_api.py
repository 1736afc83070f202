"""The race log for another machine: following it, and taking it over."""

from __future__ import annotations

from itertools import islice
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from pitboard.live.desk_api import operator
from pitboard.live.http import Refused, answer, body, documented
from pitboard.live.site import Site
from pitboard.live.writer import ReadOnlyError, Writer
from pitboard.racelog import StoredFact
from pitboard.wire.board import Mode
from pitboard.wire.desk import Appended, Role
from pitboard.wire.log import LogPage, LogRecord, TakeOver

LONGEST_WAIT_S = 25.0


def log_routes(site: Site) -> APIRouter:
    """The routes of the log."""
    api = APIRouter(prefix="/api")

    @api.get("/log", **documented(LogPage, problems=(404,)))
    async def log(
        since: Annotated[int, Query(ge=0, le=2**53)] = 0,
        limit: Annotated[int, Query(ge=1, le=5000)] = 2000,
        wait_s: Annotated[
            float, Query(ge=0, le=LONGEST_WAIT_S, description="Wait this long for the next fact [s].")
        ] = 0,
    ) -> Response:
        """Facts of every session exactly as they are stored, after `since`."""
        writer = live_writer(site)
        if wait_s:
            await writer.news(since, wait_s)
        return answer(_page(writer, since, limit))

    @api.post(
        "/log/take-over", **documented(Appended, takes=TakeOver, status=201, problems=(401, 403, 404, 503))
    )
    async def take_over(request: Request) -> Response:
        """Let another machine write from now on; this server turns read-only."""
        user = operator(site, request, Role.RACE_DIRECTOR, changes=True)
        asked = await body(request, TakeOver, limit=4_000)
        writer = live_writer(site)
        if not 0 < len(asked.writer) <= 200 or not 0 <= asked.last_seq_held <= writer.log.last_seq:
            raise Refused(
                422, "bad_body", f"expected a writer and a last_seq_held up to {writer.log.last_seq}"
            )
        now_us = site.hub(site.current).clock.now_us()
        try:
            seq = await writer.take_over(now_us, by=user.name, writer=asked.writer, held=asked.last_seq_held)
        except ReadOnlyError as error:
            raise Refused(503, "read_only", str(error)) from None
        return answer(Appended(seq=seq, text=f"{asked.writer} writes from here on"), status=201)

    return api


def live_writer(site: Site) -> Writer:
    """Who writes the log of a live site.

    Raises:
        Refused: it is a replay, whose log is scratch.
    """
    hub = site.hub(site.current)
    if hub.mode() is not Mode.LIVE:
        raise Refused(404, "not_live", "a replay has no log that another machine could follow")
    return hub.writer


def _page(writer: Writer, since: int, limit: int) -> LogPage:
    rows = islice(writer.log.stored(since + 1), limit)
    return LogPage(
        records=tuple(record_of(row) for row in rows),
        last_seq=writer.log.last_seq,
        writer=writer.name,
        read_only=writer.read_only,
    )


def record_of(row: StoredFact) -> LogRecord:
    """A stored fact for the wire."""
    return LogRecord(
        seq=row.seq, session=row.session, kind=row.kind, stored=row.stored.decode(), hash=row.hash.hex()
    )


def row_of(record: LogRecord) -> StoredFact:
    """A stored fact off the wire.

    Raises:
        ValueError: its hash is none.
    """
    return StoredFact(
        record.seq, record.session, record.kind, record.stored.encode(), bytes.fromhex(record.hash)
    )
