"""A session's stream over HTTP: the snapshot, then patches; after a break it resumes where it was.

`EventReader` does no I/O. `Feed` runs in a thread of its own and keeps the newest board; a screen that draws twice a second
asks for it and misses nothing that it could have shown.
"""

from __future__ import annotations

import contextlib
import json
import ssl
import threading
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass

import msgspec

from pitboard.errors import SourceError
from pitboard.wire import delta
from pitboard.wire.board import Board, Patch

LINE_BYTES_MAX = 4 << 20
RETRY_S = 1.0


@dataclass(frozen=True, slots=True)
class Event:
    """One server-sent event."""

    kind: str
    data: str
    event_id: str


class EventReader:
    """Lines of a stream in, events out.

    >>> reader = EventReader()
    >>> [event.kind for line in ("id: a.1", "event: tick", "data: {}", "") for event in reader.line(line)]
    ['tick']
    """

    def __init__(self) -> None:
        self._kind, self._data, self._id = "message", [], ""  # type: str, list[str], str

    def line(self, text: str) -> Iterator[Event]:
        """Take one line without its end; yields the event that it completes."""
        if not text:
            if self._data:
                yield Event(self._kind, "\n".join(self._data), self._id)
            self._kind, self._data = "message", []
            return
        name, _, value = text.partition(":")
        value = value.removeprefix(" ")
        if name == "event":
            self._kind = value
        elif name == "data":
            self._data.append(value)
        elif name == "id":
            self._id = value


class Feed:
    """The newest board of a session on a server.

    Attributes:
        board: as of the last frame; None before the first.
        connected: the stream is open.
        problem: why it is not, in words; empty while it is.
        heard_s: monotonic time of the last frame.
    """

    def __init__(self, url: str, session: str = "", *, delay_s: int = 0, insecure: bool = False) -> None:
        self.url = url.rstrip("/")
        self.session = session
        self.delay_s = delay_s
        self.board: Board | None = None
        self.connected = False
        self.problem = ""
        self.heard_s = time.monotonic()
        self._context = ssl.create_default_context()
        if insecure:
            # A server on a LAN has a certificate that it made itself.
            self._context.check_hostname = False
            self._context.verify_mode = ssl.CERT_NONE
        self._last_id = ""
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="board feed", daemon=True)

    def start(self) -> None:
        """Begin to follow."""
        self._thread.start()

    def stop(self) -> None:
        """Let go; the thread ends with the next frame."""
        self._stop.set()

    def find_session(self) -> str:
        """The session to follow: the one asked for, else the server's current one.

        Raises:
            SourceError: the server offers none.
        """
        with self._open("/api/sessions") as answer:
            told = json.load(answer)
        ids = [session["session"] for session in told.get("sessions", [])]
        if self.session and self.session not in ids:
            raise SourceError(
                f"{self.url}: expected a session of {', '.join(ids) or 'none'}, was {self.session!r}"
            )
        found = self.session or told.get("current") or (ids[0] if ids else "")
        if not found:
            raise SourceError(f"{self.url}: serves no session")
        return str(found)

    def take(self, event: Event) -> None:
        """Apply one event."""
        self.heard_s = time.monotonic()
        if event.kind == "snapshot":
            self.board = msgspec.json.decode(event.data, type=Board)
        elif event.kind == "patch" and self.board is not None:
            self.board = delta.apply(self.board, msgspec.json.decode(event.data, type=Patch))
        else:
            return
        self._last_id = event.event_id

    def _open(self, path: str, headers: dict[str, str] | None = None):  # type: ignore[no-untyped-def]
        request = urllib.request.Request(self.url + path, headers=headers or {})  # noqa: S310 - scheme checked by cli
        return urllib.request.urlopen(request, timeout=20, context=self._context)  # noqa: S310

    def _run(self) -> None:
        while not self._stop.is_set():
            try:
                self._follow()
                self.problem = "the server ended the stream"
            except (OSError, ValueError, SourceError) as error:
                self.problem = str(error)
            self.connected = False
            self._stop.wait(RETRY_S)

    def _follow(self) -> None:
        self.session = self.find_session()
        query = urllib.parse.urlencode({"delay_s": self.delay_s}) if self.delay_s else ""
        path = f"/api/sessions/{urllib.parse.quote(self.session, safe='')}/stream" + (
            f"?{query}" if query else ""
        )
        headers = {"Last-Event-ID": self._last_id} if self._last_id and self.board is not None else {}
        reader = EventReader()
        with contextlib.closing(self._open(path, headers)) as stream:
            self.connected, self.problem = True, ""
            while not self._stop.is_set():
                line = stream.readline(LINE_BYTES_MAX)
                if not line:
                    return
                for event in reader.line(line.decode().rstrip("\r\n")):
                    self.take(event)
