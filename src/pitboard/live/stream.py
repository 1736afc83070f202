"""Server-Sent Events straight over ASGI: one coroutine a viewer, no copy of what is sent."""

from __future__ import annotations

import asyncio
import contextlib

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from pitboard.live.channel import Channel

_HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
]
RETRY = b"retry: 1000\n\n"


class EventStream(Response):
    """The frames of a channel for one viewer, until either side ends it."""

    def __init__(self, channel: Channel, last_id: str) -> None:
        super().__init__()
        self.channel = channel
        self.last_id = last_id

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 (ASGI's shape)
        await send({"type": "http.response.start", "status": 200, "headers": list(_HEADERS)})
        viewer = asyncio.create_task(self._feed(send))
        self.channel.viewers += 1
        try:
            while not viewer.done():
                gone = asyncio.ensure_future(receive())
                await asyncio.wait({viewer, gone}, return_when=asyncio.FIRST_COMPLETED)
                if not gone.done():
                    gone.cancel()
                elif gone.result()["type"] == "http.disconnect":
                    break
        finally:
            self.channel.viewers -= 1
            viewer.cancel()
            with contextlib.suppress(asyncio.CancelledError, OSError):
                await viewer

    async def _feed(self, send: Send) -> None:
        channel = self.channel
        first, place = channel.join(self.last_id)
        await send({"type": "http.response.body", "body": RETRY + first, "more_body": True})
        while not channel.closed:
            data, place = channel.after(place)
            if data:
                await send({"type": "http.response.body", "body": data, "more_body": True})
            else:
                await channel.wait(place)
        await send({"type": "http.response.body", "body": b"", "more_body": False})
