"""What a server runs: its sessions, its users, and what it may do."""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from pitboard.live.document_room import DocumentRoom
from pitboard.live.http import Refused
from pitboard.live.hub import Cohort, SessionHub
from pitboard.live.press_room import PressRoom
from pitboard.live.replay_hub import ReplayHub
from pitboard.sessions.scored import Scored
from pitboard.times import SECOND_US
from pitboard.wire.board import Mode
from pitboard.wire.pages import SessionLine
from pitboard.wire.score import zone_of

if TYPE_CHECKING:
    from pitboard.live.desk_hub import DeskHub
    from pitboard.live.users import Desks

LONGEST_DELAY_S = 24 * 3600


@dataclass(slots=True)
class Site:
    """The sessions of one server.

    Attributes:
        hubs: by session id.
        current: the one that a page without a session opens.
        desks: who may sign in; None where nobody can.
        desk_hubs: the desks of sessions, made when first asked for.
        insecure_login: signing in over plain HTTP is allowed from other machines too.
        press: writes reports and checks articles.
        documents: prints documents.
    """

    hubs: dict[str, SessionHub] = field(default_factory=dict)
    current: str = ""
    desks: Desks | None = None
    desk_hubs: dict[str, DeskHub] = field(default_factory=dict)
    insecure_login: bool = False
    press: PressRoom = field(default_factory=PressRoom)
    documents: DocumentRoom = field(default_factory=DocumentRoom)
    _pumps: list[asyncio.Task[None]] = field(default_factory=list)

    def add(self, hub: SessionHub) -> None:
        """Serve another session; the first becomes the current one."""
        self.hubs[hub.session] = hub
        self.current = self.current or hub.session

    def hub(self, session: str) -> SessionHub:
        """The hub of a session.

        Raises:
            Refused: no such session.
        """
        if session not in self.hubs:
            known = ", ".join(self.hubs)
            raise Refused(404, "unknown_session", f"expected a session of {known}, was {session[:80]!r}")
        return self.hubs[session]

    def cohort(self, session: str, delay_s: int) -> Cohort:
        """The viewers of a session with a delay; brought up to date."""
        hub = self.hub(session)
        cohort = hub.cohort(delay_s)
        hub.step(cohort)
        return cohort

    def scored(self, session: str, delay_s: int) -> Scored:
        """The session as it was `delay_s` ago."""
        return self.cohort(session, delay_s).running.scored

    async def start(self) -> None:
        """Begin to serve."""
        self._pumps = [asyncio.create_task(hub.pump()) for hub in self.hubs.values()]

    async def stop(self) -> None:
        """End every stream and let go of the logs."""
        self.press.close()
        self.documents.close()
        for pump in self._pumps:
            pump.cancel()
        for pump in self._pumps:
            with contextlib.suppress(asyncio.CancelledError):
                await pump
        for desk in self.desk_hubs.values():
            desk.channel.close()
        for hub in self.hubs.values():
            hub.close()
        for writer in {id(hub.writer): hub.writer for hub in self.hubs.values()}.values():
            writer.close()

    def failed(self) -> BaseException | None:
        """What ended a pump, where one ended: a bug that must not pass in silence."""
        for pump in self._pumps:
            if pump.done() and not pump.cancelled():
                return pump.exception()
        return None


def session_line(hub: SessionHub) -> SessionLine:
    """A session in the list."""
    state = hub.main.running.scored.state
    plan, circuit = state.plan, state.circuit
    at_us = state.started_us if state.started_us is not None else plan.scheduled_us
    starts = ""
    if at_us is not None:
        there = datetime.fromtimestamp(at_us // SECOND_US, zone_of(circuit.zone))
        starts = f"{there:%Y-%m-%d %H:%M} {there.tzname() or 'UTC'}"
    finished = state.ended_us is not None or hub.mode() is Mode.FINISHED
    meeting = state.meeting
    return SessionLine(
        session=plan.session,
        kind=plan.kind,
        name=plan.name or plan.session,
        meeting=meeting.name if meeting else "",
        circuit=circuit.name,
        starts=starts,
        starts_us=at_us,
        mode=hub.mode(),
        state="finished" if finished else "scheduled" if state.started_us is None else "running",
    )


def replay_of(hub: SessionHub) -> ReplayHub:
    """The hub as a replay.

    Raises:
        Refused: the session is live.
    """
    if not isinstance(hub, ReplayHub):
        raise Refused(404, "not_a_replay", "this session is live: it can be watched with a delay, not moved")
    return hub
