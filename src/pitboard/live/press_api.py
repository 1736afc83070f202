"""The press room's addresses: reports in each language, and articles checked."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from pitboard.live.api import Delay, SessionId
from pitboard.live.http import answer, body, documented
from pitboard.live.press_room import LONGEST_ARTICLE_BYTES
from pitboard.live.site import Site
from pitboard.model.facts import SessionScheduled
from pitboard.wire.press import CheckRequest, CheckResult, Report

Code = Annotated[str, Query(max_length=20)]


def press_routes(site: Site) -> APIRouter:
    """The routes of the Press page."""
    api = APIRouter(prefix="/api")

    @api.get("/sessions/{session}/report", **documented(Report, problems=(404, 422, 429)))
    async def report(
        session: SessionId, delay_s: Delay = 0, lang: Code = "en", scope: Code = "overall", focus: Code = ""
    ) -> Response:
        """A written report, in a language of `Sessions.languages`."""
        scored = site.scored(session, delay_s)
        # A generator: a long race has many facts, and they are walked only where a report is written.
        scheduled = (
            fact
            for hub in site.hubs.values()
            for fact in hub.main.running.opened.facts
            if isinstance(fact, SessionScheduled)
        )
        return answer(
            await site.press.report(
                scored, delay_s=delay_s, lang=lang, scope=scope, focus=focus, scheduled=scheduled
            )
        )

    @api.post("/check", **documented(CheckResult, takes=CheckRequest, problems=(404, 413, 415, 422, 429)))
    async def check(request: Request) -> Response:
        """Hold an article against a session."""
        asked = await body(request, CheckRequest, limit=LONGEST_ARTICLE_BYTES)
        scored = site.scored(asked.session, 0)
        suffix = {"md": ".md", "html": ".html"}.get(asked.form, ".txt")
        return answer(await site.press.check(scored, asked.text, asked.lang, suffix))

    return api
