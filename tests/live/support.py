"""Sites made up for tests, a viewer that speaks ASGI, and small races."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from typing import Any, Self

import httpx
import msgspec

from pitboard.live.app import create_app
from pitboard.live.clock import ReplayClock
from pitboard.live.hub import HubOptions, SessionHub
from pitboard.live.replay_hub import ReplayHub
from pitboard.live.site import Site
from pitboard.live.users import Desks, UsersFile, with_user
from pitboard.model import facts as f
from pitboard.model.circuit import Circuit
from pitboard.model.entry import Driver, Entry
from pitboard.model.meeting import Meeting, Session, SessionKind
from pitboard.model.rulebook import load
from pitboard.racelog import MemoryLog
from pitboard.sessions.opened import Opened, open_session
from pitboard.wire.board import Board, Patch
from pitboard.wire.delta import apply
from pitboard.wire.desk import Role

SECOND = 1_000_000
START = 1_700_000_000 * SECOND
PASSWORD = "correct horse"


class Hands:
    """A clock that tests move."""

    speed = 1.0

    def __init__(self, now_us: int = START) -> None:
        self.at_us = now_us

    def now_us(self) -> int:
        return self.at_us


def race(cars: int = 3, kind: SessionKind = SessionKind.RACE, team: str = "Team") -> Opened:
    """A session that has started, with cars 1, 2, 3 … of class GTP."""
    plan = Session(session="r", kind=kind, name="Race", scheduled_us=START, duration_us=3600 * SECOND)
    meeting = Meeting(meeting="m", name="Meeting")
    facts: list[f.Fact] = [
        f.MeetingOpened(at_us=0, meeting=meeting),
        f.SessionScheduled(at_us=0, session="r", plan=plan),
    ]
    for number in range(1, cars + 1):
        crew = (Driver(driver_id=f"d{number}", name=f"Ada {number}"),)
        entry = Entry(
            entry_id=f"e{number}",
            number=str(number),
            car_class="GTP",
            team=team,
            crew=crew,
            transponders=(f"T{number}",),
        )
        facts.append(f.EntryAdded(at_us=0, session="r", entry=entry))
    facts.append(f.SessionStarted(at_us=START, session="r"))
    facts = [f.with_seq(fact, seq) for seq, fact in enumerate(facts, 1)]
    return Opened(name="r", plan=plan, circuit=Circuit(), facts=facts, rulebook=load("club"), meeting=meeting)


def hub_of(opened: Opened, clock: Hands | None = None, *, frame_s: float = 0.0) -> SessionHub:
    """A live session on a log in memory."""
    log = MemoryLog()
    log.append(opened.facts)
    return SessionHub(log, opened, clock or Hands(), HubOptions(frame_s=frame_s))


def crossing(car: str, at_s: float, line: str = "finish", **more: Any) -> f.Passing:
    """A car at a line, so many seconds after the start."""
    return f.Passing(at_us=START + int(at_s * SECOND), session="r", car=car, line=line, **more)


@cache
def users() -> UsersFile:
    """One user of each role, all with the same password."""
    found = UsersFile(secret="0" * 64)
    for role in Role:
        found = with_user(found, role.value, role, PASSWORD)
    return found


def site_of(*hubs: SessionHub) -> Site:
    """A site of these sessions, with users."""
    site = Site(desks=Desks(users()))
    for hub in hubs:
        site.add(hub)
    return site


def replay(speed: float = 1000.0, *, playing: bool = False, clock: ReplayClock | None = None) -> ReplayHub:
    """The bundled session, to be played."""
    return ReplayHub(open_session("roar-2024-q"), speed=speed, playing=playing, clock=clock, frame_s=0.01)


@asynccontextmanager
async def client_of(
    site: Site, *, client: tuple[str, int] = ("127.0.0.1", 50_000), base: str = "http://board.test"
) -> AsyncIterator[httpx.AsyncClient]:
    """A browser without streams."""
    transport = httpx.ASGITransport(app=create_app(site), client=client)
    async with httpx.AsyncClient(transport=transport, base_url=base) as http:
        yield http


async def sign_in(http: httpx.AsyncClient, role: Role) -> dict[str, str]:
    """Sign in; returns the headers that a page sends with every change."""
    answer = await http.post("/api/login", json={"name": role.value, "password": PASSWORD})
    assert answer.status_code == 200, answer.text
    return {"X-Pitboard-CSRF": answer.json()["csrf"]}


class Viewer:
    """A page that follows a stream: a board, patched as the wire says.

    Attributes:
        board: what it shows now.
        events: names of the events so far; `last_id` the newest id.
    """

    def __init__(self, site: Site, path: str, last_id: str = "") -> None:
        self.app = create_app(site)
        self.path, _, self.query = path.partition("?")
        self.last_id = last_id
        self.board: Board | None = None
        self.events: list[str] = []
        self.raw: list[bytes] = []
        self._gone = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self.hold = asyncio.Event()
        self.hold.set()

    async def __aenter__(self) -> Self:
        scope = {
            "type": "http", "method": "GET", "path": self.path, "raw_path": self.path.encode(), "query_string": self.query.encode(),
            "headers": [(b"last-event-id", self.last_id.encode())] if self.last_id else [], "client": ("127.0.0.1", 1),
            "server": ("board.test", 80), "scheme": "http", "http_version": "1.1", "root_path": "", "asgi": {"version": "3.0"},
        }  # fmt: skip
        self._task = asyncio.create_task(self.app(scope, self._receive, self._send))  # type: ignore[arg-type]
        await self.until(lambda: bool(self.events) or bool(self.last_id))
        return self

    async def __aexit__(self, *_: object) -> None:
        self._gone.set()
        assert self._task is not None
        with contextlib.suppress(asyncio.CancelledError):
            await self._task

    async def _receive(self) -> dict[str, Any]:
        await self._gone.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message: dict[str, Any]) -> None:
        await self.hold.wait()
        for block in message.get("body", b"").split(b"\n\n"):
            self.take(block)

    def take(self, block: bytes) -> None:
        """One event."""
        fields = dict(line.split(b": ", 1) for line in block.split(b"\n") if b": " in line)
        name = fields.get(b"event", b"").decode()
        if not name:
            return
        self.raw.append(block)
        self.events.append(name)
        self.last_id = fields.get(b"id", self.last_id.encode()).decode()
        if name == "snapshot":
            self.board = msgspec.json.decode(fields[b"data"], type=Board)
        elif name == "patch":
            assert self.board is not None
            self.board = apply(self.board, msgspec.json.decode(fields[b"data"], type=Patch))

    async def until(self, condition: Any, seconds: float = 10.0) -> None:
        """Wait for something to become true."""
        async with asyncio.timeout(seconds):
            while not condition():
                if self._task is not None and self._task.done():
                    await self._task
                await asyncio.sleep(0.001)


def shown(board: Board) -> Board:
    """A board without its clock and in the order of its rows: what two viewers must agree on."""
    header = msgspec.structs.replace(
        board.header, clock=msgspec.structs.replace(board.header.clock, now_us=0, elapsed_us=0, to_go_us=0)
    )
    return msgspec.structs.replace(
        board, header=header, rows=tuple(sorted(board.rows, key=lambda row: row.order))
    )
