"""What anybody may read: boards, streams, classification, laps, messages, facts. The addresses are `docs/reference/wire.md`."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Header, Path, Query
from starlette.responses import Response

from pitboard.live import pages
from pitboard.live.car_page import car_page
from pitboard.live.http import Refused, answer, documented
from pitboard.live.ledgers import ledgers
from pitboard.live.site import LONGEST_DELAY_S, Site, session_line
from pitboard.live.stream import EventStream
from pitboard.model import facts as f
from pitboard.wire.board import Board
from pitboard.wire.car import CarPage
from pitboard.wire.combined import combined_line
from pitboard.wire.desk import ClockSample
from pitboard.wire.ledgers import Ledgers
from pitboard.wire.pages import (
    Classification,
    Combined,
    CombinedRow,
    Entries,
    FactLine,
    Facts,
    Flags,
    Grid,
    Messages,
    Records,
    Sessions,
)

Delay = Annotated[
    int, Query(ge=0, le=LONGEST_DELAY_S, description="The session as it was this long ago [s].")
]
SessionId = Annotated[str, Path(max_length=200)]
EntryId = Annotated[str, Path(max_length=100)]
WITHOUT = documented


def read_routes(site: Site) -> APIRouter:
    """The routes of the board and the pages beside it."""
    api = APIRouter(prefix="/api")
    _sessions(api, site)
    _board(api, site)
    _pages(api, site)
    _log(api, site)
    _meeting(api, site)
    return api


def _sessions(api: APIRouter, site: Site) -> None:
    @api.get("/sessions", **documented(Sessions))
    async def sessions() -> Response:
        """The sessions of this server."""
        lines = tuple(session_line(hub) for hub in site.hubs.values())
        return answer(Sessions(current=site.current, sessions=lines, languages=site.press.languages))

    @api.get("/sessions/{session}/clock", **documented(ClockSample, problems=(404,)))
    async def clock(session: SessionId) -> Response:
        """The data clock, for measuring the offset of a page's clock."""
        hub = site.hub(session)
        return answer(ClockSample(now_us=hub.clock.now_us(), speed=hub.clock.speed))


def _board(api: APIRouter, site: Site) -> None:
    @api.get("/sessions/{session}/board", **documented(Board, problems=(404,)))
    async def board(session: SessionId, delay_s: Delay = 0) -> Response:
        """The whole board."""
        cohort = site.cohort(session, delay_s)
        hub = site.hub(session)
        now_us = hub.clock.now_us() - cohort.delay_us
        found = cohort.running.board(run=hub.run, now_us=now_us, speed=hub.clock.speed, mode=hub.mode())
        return answer(found, etag=f"{found.run}.{found.seq}")

    @api.get(
        "/sessions/{session}/stream",
        responses={200: {"content": {"text/event-stream": {}}, "description": "Events"}, 404: {}, 422: {}},
        response_model=None,
    )
    async def stream(
        session: SessionId,
        delay_s: Delay = 0,
        last_id: Annotated[str, Query(max_length=80)] = "",
        last_event_id: Annotated[str, Header(max_length=80)] = "",
    ) -> Response:
        """A snapshot, then patches and ticks, as Server-Sent Events."""
        cohort = site.hub(session).cohort(delay_s)
        return EventStream(cohort.channel, last_event_id or last_id)


def _pages(api: APIRouter, site: Site) -> None:
    @api.get("/sessions/{session}/classification", **documented(Classification, problems=(404,)))
    async def classification(
        session: SessionId, delay_s: Delay = 0, issued: Annotated[str, Query(max_length=40)] = ""
    ) -> Response:
        """The classification as it stands, or as it was issued (`STAGE.VERSION`)."""
        cohort, hub = site.cohort(session, delay_s), site.hub(session)
        scored, seq = cohort.running.scored, cohort.running.seq
        if issued:
            scored, seq = pages_as_issued(scored, issued)
        now_us = hub.clock.now_us() - cohort.delay_us
        return answer(pages.classification(scored, now_us=now_us, seq=seq, mode=hub.mode()))

    @api.get("/sessions/{session}/cars/{entry_id}", **documented(CarPage, problems=(404,)))
    async def car(session: SessionId, entry_id: EntryId, delay_s: Delay = 0) -> Response:
        """Laps, sectors, stints and the explanation of one car."""
        running = site.cohort(session, delay_s).running
        if entry_id not in running.scored.state.cars:
            raise Refused(404, "unknown_car", f"no entry {entry_id!r} in this session")
        return answer(car_page(running.scored, entry_id, running.seq))

    @api.get("/sessions/{session}/messages", **documented(Messages, problems=(404,)))
    async def messages(
        session: SessionId,
        delay_s: Delay = 0,
        before: Annotated[str, Query(max_length=200)] = "",
        limit: Annotated[int, Query(ge=1, le=1000)] = 200,
    ) -> Response:
        """Messages, newest last."""
        found = site.cohort(session, delay_s).running.messages.all()
        if before:
            index = next((n for n, message in enumerate(found) if message.id == before), None)
            if index is None:
                raise Refused(404, "unknown_message", f"no message {before!r} in this session")
            found = found[:index]
        return answer(Messages(messages=tuple(found[-limit:]), more=len(found) > limit))

    @api.get("/sessions/{session}/flags", **documented(Flags, problems=(404,)))
    async def flags(session: SessionId, delay_s: Delay = 0) -> Response:
        """Every flag."""
        return answer(pages.flags(site.scored(session, delay_s)))

    @api.get("/sessions/{session}/entries", **documented(Entries, problems=(404,)))
    async def entries(session: SessionId, delay_s: Delay = 0) -> Response:
        """The entry list as it stands."""
        running = site.cohort(session, delay_s).running
        return answer(pages.entries(running.scored, running.seq))

    @api.get("/sessions/{session}/grid", **documented(Grid, problems=(404,)))
    async def grid(session: SessionId, delay_s: Delay = 0) -> Response:
        """The starting grid that a qualifying sets."""
        running = site.cohort(session, delay_s).running
        if running.scored.state.plan.kind.value != "qualifying":
            raise Refused(404, "no_grid", "only a qualifying session sets a grid")
        return answer(pages.grid(running.scored, running.seq))

    @api.get("/sessions/{session}/ledgers", **documented(Ledgers, problems=(404,)))
    async def ledger(session: SessionId, delay_s: Delay = 0) -> Response:
        """Penalties and the other ledgers."""
        cohort = site.cohort(session, delay_s)
        hub = site.hub(session)
        now_us = hub.clock.now_us() - cohort.delay_us
        return answer(ledgers(cohort.running.scored, now_us, cohort.running.seq, hub.options.before))


def pages_as_issued(scored: Any, issued: str) -> tuple[Any, int]:
    """The session scored up to what was issued as `STAGE.VERSION`.

    Raises:
        Refused: nothing was issued under that name.
    """
    from pitboard.sessions.scored import score

    for fact in scored.state.issued:
        if isinstance(fact, f.ResultIssued) and f"{fact.stage}.{fact.version}" == issued:
            return score(scored.opened, until_seq=fact.seq), fact.as_of_seq
    raise Refused(404, "not_issued", f"no result {issued!r} was issued")


def _log(api: APIRouter, site: Site) -> None:
    @api.get("/sessions/{session}/facts", **documented(Facts, problems=(404,)))
    async def facts(
        session: SessionId,
        delay_s: Delay = 0,
        since: Annotated[int, Query(ge=0, le=2**53)] = 0,
        limit: Annotated[int, Query(ge=1, le=5000)] = 500,
    ) -> Response:
        """Facts as they are stored, after `since`."""
        cohort, hub = site.cohort(session, delay_s), site.hub(session)
        found = [fact for fact in cohort.running.opened.facts if fact.seq > since]
        lines = tuple(
            FactLine(
                seq=fact.seq, hash=hub.log.hash_at(fact.seq).hex(), fact=msgspec.json.decode(f.encode(fact))
            )
            for fact in found[:limit]
        )
        return answer(Facts(facts=lines, next=lines[-1].seq if len(found) > limit else None))


def _meeting(api: APIRouter, site: Site) -> None:
    @api.get("/records", **documented(Records))
    async def records() -> Response:
        """Track records and poles of the meeting's circuit."""
        return answer(pages.records(site.scored(site.current, 0)))

    @api.get("/combined", **documented(Combined, problems=(404,)))
    async def combined(delay_s: Delay = 0, sessions: Annotated[str, Query(max_length=2000)] = "") -> Response:
        """Best lap of each car over several sessions of the meeting."""
        names = sessions.split(",") if sessions else list(site.hubs)
        return answer(combined_page(site, names, delay_s))


def combined_page(site: Site, names: list[str], delay_s: int) -> Combined:
    """Combined times of sessions."""
    from pitboard.live.cells import driver_of, time_cell
    from pitboard.live.heading import class_heads

    scored = [site.scored(name, delay_s) for name in names]
    line = combined_line(scored)
    rows = []
    for row in line.rows:
        states = [each.state for each in scored]
        car = next(car for state in states for car in state.cars.values() if car.car == row.car)
        best = [next((r.best for r in each.rows if r.car == row.car), None) for each in scored]
        where = next((n for n, lap in enumerate(best) if lap and lap.time_us == row.best_time_us), None)
        lap = None if where is None else best[where]
        rows.append(
            CombinedRow(
                position=row.position or 0,
                class_position=row.class_position or 0,
                entry_id=car.entry_id,
                car=row.car,
                car_class=row.car_class,
                team=row.team,
                vehicle=row.vehicle,
                driver=driver_of(car, lap.driver_id) if lap else None,
                best=time_cell(row.best_time_us),
                session="" if where is None else names[where],
                laps=row.laps,
                gap=row.class_gap_first,
                times=tuple(time_cell(each.time_us if each else None) for each in best),
            )
        )
    meeting = scored[0].state.meeting if scored else None
    return Combined(
        title=f"Combined times, {meeting.name}" if meeting else "Combined times",
        sessions=tuple(session_line(site.hub(name)) for name in names),
        classes=class_heads(scored[0]) if scored else (),
        rows=tuple(rows),
    )
