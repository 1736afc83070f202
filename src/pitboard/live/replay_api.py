"""Control of a replay: play, pause, seek, speed."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from pitboard.live.api import SessionId
from pitboard.live.clock import FASTEST
from pitboard.live.http import Refused, answer, body, documented, is_loopback, same_origin
from pitboard.live.site import Site, replay_of
from pitboard.wire.pages import ReplayCommand, ReplayState


def replay_routes(site: Site) -> APIRouter:
    """The routes of replays."""
    api = APIRouter(prefix="/api")

    @api.get("/sessions/{session}/replay", **documented(ReplayState, problems=(404,)))
    async def replay(session: SessionId) -> Response:
        """Where a replay is; 404 for a live session."""
        return answer(replay_of(site.hub(session)).state())

    @api.post(
        "/sessions/{session}/replay",
        **documented(ReplayState, takes=ReplayCommand, problems=(400, 403, 404)),
    )
    async def control(session: SessionId, request: Request) -> Response:
        """Play, pause, seek or change the speed."""
        same_origin(request)
        hub = replay_of(site.hub(session))
        if not is_loopback(request):
            raise Refused(403, "not_allowed", "a replay is controlled from the machine that runs it")
        command = await body(request, ReplayCommand)
        match command.action:
            case "play":
                hub.play()
            case "pause":
                hub.pause()
            case "seek":
                hub.seek(command.to_us)
            case "speed" if command.speed is not None and 0 < command.speed <= FASTEST:
                hub.set_speed(command.speed)
            case "speed":
                raise Refused(400, "bad_command", f"expected a speed above 0 and up to {FASTEST:.0f}")
            case other:
                raise Refused(400, "bad_command", f"expected play, pause, seek or speed, was {other[:40]!r}")
        return answer(hub.state())

    return api
