"""The addresses of documents: the notice board, its files, and the whole set for the desk in one press."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Path, Query
from starlette.requests import Request
from starlette.responses import Response

from pitboard.live.api import Delay, SessionId
from pitboard.live.desk_api import operator
from pitboard.live.document_room import MEDIA, copy_of, notice_board
from pitboard.live.http import answer, documented
from pitboard.live.site import Site
from pitboard.wire.desk import Role
from pitboard.wire.pages import Documents

Lang = Annotated[str, Query(max_length=10)]
Paper = Annotated[str, Query(max_length=10)]


def document_routes(site: Site) -> APIRouter:
    """The routes of the notice board."""
    api = APIRouter(prefix="/api")

    @api.get("/sessions/{session}/documents", **documented(Documents, problems=(404,)))
    async def documents(session: SessionId, delay_s: Delay = 0) -> Response:
        """The notice board."""
        opened = site.cohort(session, delay_s).running.opened
        log = site.hub(session).log
        sessions = list(log.sessions())
        number = sessions.index(session) + 1 if session in sessions else 1
        lines = notice_board(opened, number, lambda seq: log.hash_at(seq).hex())
        return answer(Documents(documents=lines))

    @api.get("/sessions/{session}/documents.zip", **documented(None, problems=(401, 403, 404, 429)))
    async def whole_set(
        session: SessionId, request: Request, lang: Lang = "en", paper: Paper = "A4"
    ) -> Response:
        """Every document of the newest result in one file."""
        operator(site, request, Role.TIMEKEEPER)
        opened = copy_of(site.cohort(session, 0).running.opened)
        made = await site.documents.whole_set(opened, lang=lang, paper=paper)
        return _file(f"{session}-documents.zip", made, "application/zip")

    @api.get("/sessions/{session}/documents/{name}.{form}", **documented(None, problems=(404, 429)))
    async def file(
        session: SessionId,
        name: Annotated[str, Path(max_length=80)],
        form: Annotated[str, Path(max_length=10)],
        delay_s: Delay = 0,
        lang: Lang = "en",
        paper: Paper = "A4",
    ) -> Response:
        """One document as a file."""
        opened = copy_of(site.cohort(session, delay_s).running.opened)
        called, made = await site.documents.file(opened, name, form, lang=lang, paper=paper)
        return _file(called, made, MEDIA[form])

    return api


def _file(name: str, made: bytes, media: str) -> Response:
    # Shown in the page where the browser can; the name holds letters of entrants in no encoding but this.
    disposition = f"inline; filename*=UTF-8''{quote(name)}"
    return Response(made, media_type=media, headers={"Content-Disposition": disposition})
