"""The meeting's public pages on the live server: what `pitboard publish` writes, made when it is asked for."""

from __future__ import annotations

import asyncio
import hashlib
import time
from collections.abc import Sequence
from pathlib import Path

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from pitboard.documents.words import Words
from pitboard.errors import PitboardError
from pitboard.live.document_room import copy_of
from pitboard.live.http import Refused
from pitboard.live.hub import SessionHub
from pitboard.live.site import Site
from pitboard.model import facts as f
from pitboard.publishing import PublicSite
from pitboard.publishing.meeting import PublicMeeting, meeting_of

NOT_OFTENER_S = 10.0
"""While cars run, pages are made anew at most this often; what is issued shows at once."""
SHARE = 20
"""… and no sooner than this many times what making them took, so that a long race pays at most a twentieth of a core."""
KEPT_BYTES = 64_000_000

_ANNOUNCED = (f.ResultIssued, f.BopTableIssued, f.FactWithdrawn)
_MEDIA = {
    "html": "text/html; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "pdf": "application/pdf",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
}


class ResultPages:
    """The pages as of a fact, kept until there is news.

    Args:
        site: what is served.
    """

    def __init__(self, site: Site) -> None:
        self._site = site
        self._pages: PublicSite | None = None
        self._seqs: tuple[tuple[str, int], ...] = ()
        self._made_s = 0.0
        self._spent_s = 0.0
        self._kept: dict[str, bytes] = {}
        self._turn = asyncio.Lock()
        self._listening: set[str] = set()

    async def get(self, path: str) -> bytes | None:
        """A page or a file; None where there is none."""
        self._listen()
        # One at a time: a crowd that asks for one sheet waits for it to be made once.
        async with self._turn:
            self._refresh()
            assert self._pages is not None
            if path not in self._kept:
                began = time.monotonic()
                made = await asyncio.to_thread(_made, self._pages, path)
                self._spent_s += time.monotonic() - began
                if made is None:
                    return None
                if sum(map(len, self._kept.values())) + len(made) > KEPT_BYTES:
                    self._kept.clear()
                self._kept[path] = made
            return self._kept[path]

    def _listen(self) -> None:
        for name, hub in self._site.hubs.items():
            if name not in self._listening:
                self._listening.add(name)
                hub.listeners.append(self._arrived)

    def _arrived(self, facts: Sequence[f.Fact]) -> None:
        if any(isinstance(fact, _ANNOUNCED) for fact in facts):
            self._made_s = float("-inf")

    def _refresh(self) -> None:
        now = time.monotonic()
        if self._pages is not None and now - self._made_s < max(NOT_OFTENER_S, SHARE * self._spent_s):
            return
        # The run too: a replay that was moved back may come to the same place with another history.
        seqs = tuple((hub.run, hub.log.last_seq) for hub in self._site.hubs.values())
        self._made_s = now
        if self._pages is None or seqs != self._seqs:
            self._seqs = seqs
            self._spent_s = 0.0
            self._kept.clear()
            self._pages = PublicSite(
                meeting_on(self._site), Words("en"), self._site.documents.club, home=("/", "Live")
            )


def meeting_on(site: Site) -> PublicMeeting:
    """What the sessions of a server have to publish now."""
    hubs = list(site.hubs.values())
    log = hubs[0].log
    return meeting_of(
        [
            (_number(hub), copy_of(hub.opened), lambda seq, log=hub.log: log.hash_at(seq).hex())  # type: ignore[misc]
            for hub in hubs
        ],
        log=Path(str(getattr(log, "name", "") or "meeting.pitboard")).name,
        identity="",
        head=log.head_hash.hex(),
        last_seq=log.last_seq,
    )


def _number(hub: SessionHub) -> int:
    """A session's place in its log, as `pitboard document` counts it."""
    known = list(hub.log.sessions())
    return known.index(hub.session) + 1 if hub.session in known else 1


def _made(pages: PublicSite, path: str) -> bytes | None:
    ending = path.rpartition(".")[2]
    return pages.page(path) if ending in ("html", "css") else pages.file(path)


def result_routes(site: Site) -> APIRouter:
    """The routes of the public pages."""
    api = APIRouter(prefix="/results", include_in_schema=False)
    pages = ResultPages(site)

    @api.get("")
    async def root() -> Response:
        return RedirectResponse("/results/")

    @api.get("/{path:path}")
    async def page(path: str, request: Request) -> Response:
        if not path or path.endswith("/"):
            path += "index.html"
        ending = path.rpartition(".")[2]
        try:
            made = await pages.get(path) if ending in _MEDIA else None
        except PitboardError as error:
            raise Refused(503, "not_made", str(error)[:500]) from None
        if made is None:
            raise Refused(404, "unknown", "there is no such page")
        etag = f'"{hashlib.sha256(made).hexdigest()[:32]}"'
        headers = {"ETag": etag, "Cache-Control": "no-cache"}
        if request.headers.get("if-none-match") == etag:
            return Response(status_code=304, headers=headers)
        return Response(made, media_type=_MEDIA[ending], headers=headers)

    return api
