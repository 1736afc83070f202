"""The desk's routes: signing in, the desk and its stream, previews, facts."""

from __future__ import annotations

import asyncio
import hmac
from typing import Annotated

from fastapi import APIRouter, Header, Query
from starlette.requests import Request
from starlette.responses import Response

from pitboard.live.api import SessionId
from pitboard.live.desk_hub import DeskHub
from pitboard.live.http import Refused, answer, body, documented, is_loopback, same_origin
from pitboard.live.roles import at_least, may_append
from pitboard.live.site import Site
from pitboard.live.stream import EventStream
from pitboard.live.users import COOKIE, VALID_S, User
from pitboard.wire.desk import Appended, Desk, FactCommand, Login, Me, Preview, Role

_AT_ONCE = 2
"""Passwords checked at the same time: each takes a tenth of a second and 64 MB on purpose."""


def signed_in(site: Site, request: Request) -> User | None:
    """Who sends a request; None for nobody."""
    token = request.cookies.get(COOKIE, "")
    return site.desks.user_of(token) if site.desks is not None and token else None


def operator(site: Site, request: Request, least: Role, *, changes: bool = False) -> User:
    """Who sends a request, with at least a role.

    Raises:
        Refused: nobody, too low a role, or a change without the page's own header.
    """
    user = signed_in(site, request)
    if user is None or site.desks is None:
        raise Refused(401, "not_signed_in", "sign in first")
    if not at_least(user.role, least):
        raise Refused(403, "not_allowed", f"this needs the role {least.value}, you have {user.role.value}")
    if changes:
        same_origin(request)
        expected = site.desks.csrf_of(request.cookies[COOKIE])
        sent = request.headers.get("x-pitboard-csrf", "")
        if not hmac.compare_digest(sent.encode(), expected.encode()):
            raise Refused(403, "csrf", "the header X-Pitboard-CSRF is missing or wrong: load the page again")
    return user


def me_of(site: Site, user: User | None, csrf: str) -> Me:
    """Who is signed in, as the page is told."""
    role = user.role if user is not None else Role.VIEWER
    read_only = any(hub.read_only for hub in site.hubs.values())
    return Me(name=user.name if user else "", role=role, csrf=csrf, can=may_append(role), read_only=read_only)


def desk_of(site: Site, session: str) -> DeskHub:
    """The desk of a session."""
    if session not in site.desk_hubs:
        site.desk_hubs[session] = DeskHub(site.hub(session))
    return site.desk_hubs[session]


def desk_routes(site: Site) -> APIRouter:
    """The routes of the desk."""
    api = APIRouter(prefix="/api")
    _signing(api, site)
    _desk(api, site)
    return api


def _signing(api: APIRouter, site: Site) -> None:
    at_once = asyncio.Semaphore(_AT_ONCE)

    @api.post("/login", **documented(Me, takes=Login, problems=(401, 403, 429)))
    async def login(request: Request) -> Response:
        """Sign in."""
        same_origin(request)
        secure = request.url.scheme == "https"
        if not secure and not is_loopback(request) and not site.insecure_login:
            raise Refused(403, "not_secure", "signing in needs HTTPS; see pitboard serve --insecure-login")
        asked = await body(request, Login, limit=4_000)
        desks = site.desks
        if desks is None:
            raise Refused(401, "wrong_login", "nobody may sign in here: pitboard user add")
        client = request.client.host if request.client else ""
        async with at_once:
            token = await asyncio.to_thread(desks.sign_in, asked.name, asked.password, client)
        found = answer(me_of(site, desks.user_of(token), desks.csrf_of(token)))
        found.set_cookie(
            COOKIE, token, max_age=VALID_S, httponly=True, samesite="strict", secure=secure, path="/"
        )
        return found

    @api.post("/logout", **documented(None, status=204, problems=(403,)))
    async def logout(request: Request) -> Response:
        """Sign out."""
        same_origin(request)
        token = request.cookies.get(COOKIE, "")
        if site.desks is not None and site.desks.user_of(token) is not None:
            site.desks.sign_out(token)
        found = Response(status_code=204)
        found.delete_cookie(COOKIE, path="/")
        return found

    @api.get("/me", **documented(Me))
    async def me(request: Request) -> Response:
        """Who is signed in."""
        user = signed_in(site, request)
        csrf = (
            site.desks.csrf_of(request.cookies[COOKIE]) if user is not None and site.desks is not None else ""
        )
        return answer(me_of(site, user, csrf))


def _desk(api: APIRouter, site: Site) -> None:
    @api.get("/sessions/{session}/desk", **documented(Desk, problems=(401, 403, 404)))
    async def desk(session: SessionId, request: Request) -> Response:
        """The desk as it stands."""
        operator(site, request, Role.TIMEKEEPER)
        found = desk_of(site, session)
        found.hub.step(found.hub.main)
        return answer(found.now())

    @api.get(
        "/sessions/{session}/desk/stream",
        responses={
            200: {"content": {"text/event-stream": {}}, "description": "Events"},
            401: {},
            403: {},
            404: {},
            422: {},
        },
        response_model=None,
    )
    async def stream(
        session: SessionId,
        request: Request,
        last_id: Annotated[str, Query(max_length=80)] = "",
        last_event_id: Annotated[str, Header(max_length=80)] = "",
    ) -> Response:
        """The desk, then what changes on it, as Server-Sent Events."""
        operator(site, request, Role.TIMEKEEPER)
        found = desk_of(site, session)
        found.now()
        return EventStream(found.channel, last_event_id or last_id)

    @api.post(
        "/sessions/{session}/preview",
        **documented(Preview, takes=FactCommand, problems=(400, 401, 403, 404)),
    )
    async def preview(session: SessionId, request: Request) -> Response:
        """What a command would change. Writes nothing."""
        user = operator(site, request, Role.TIMEKEEPER, changes=True)
        command = await body(request, FactCommand)
        return answer(desk_of(site, session).preview(command, by=user.name, role=user.role))

    @api.post(
        "/sessions/{session}/facts",
        **documented(Appended, takes=FactCommand, status=201, problems=(400, 401, 403, 404, 409, 503)),
    )
    async def facts(session: SessionId, request: Request) -> Response:
        """Append a fact."""
        user = operator(site, request, Role.TIMEKEEPER, changes=True)
        command = await body(request, FactCommand)
        return answer(await desk_of(site, session).append(command, by=user.name, role=user.role), status=201)
