"""The application: routers, problems, safe headers, the page, and the OpenAPI document."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import msgspec
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from pitboard import __version__
from pitboard.live.api import read_routes
from pitboard.live.http import Refused, SecureHeaders, refuse
from pitboard.live.press_api import press_routes
from pitboard.live.replay_api import replay_routes
from pitboard.live.site import Site
from pitboard.wire import board, car, desk, ledgers, log, pages, press
from pitboard.wire.base import Problem

STATIC = Path(__file__).parent / "static"
NO_PAGE = (
    "<!doctype html><html lang=en><meta charset=utf-8><title>Pitboard</title><p>The pages are not built: run "
    "<code>make demo</code>, or use the JSON at <a href=/api/sessions>/api/sessions</a>.</p></html>"
)


def create_app(site: Site) -> FastAPI:
    """The ASGI application that serves a site."""

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        await site.start()
        try:
            yield
        finally:
            await site.stop()

    app = FastAPI(
        title="Pitboard",
        version=__version__,
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/openapi.json",
    )
    app.include_router(read_routes(site))
    app.include_router(press_routes(site))
    app.include_router(replay_routes(site))
    _add_desk(app, site)
    _problems(app)
    _page(app)
    app.add_middleware(SecureHeaders)
    _openapi(app)
    return app


def _add_desk(app: FastAPI, site: Site) -> None:
    from pitboard.live.desk_api import desk_routes
    from pitboard.live.documents_api import document_routes
    from pitboard.live.log_api import log_routes
    from pitboard.live.results_pages import result_routes

    app.include_router(document_routes(site))
    app.include_router(desk_routes(site))
    app.include_router(log_routes(site))
    app.include_router(result_routes(site))


def _problems(app: FastAPI) -> None:
    @app.exception_handler(Refused)
    async def refused(_request: Request, error: Refused) -> Response:
        return refuse(error)

    @app.exception_handler(RequestValidationError)
    async def unreadable(_request: Request, error: RequestValidationError) -> Response:
        found = "; ".join(
            f"{'.'.join(map(str, each['loc'][1:]))}: {each['msg']}" for each in error.errors()[:5]
        )
        return refuse(Refused(422, "bad_request", found[:500]))

    @app.exception_handler(HTTPException)
    async def plain(_request: Request, error: HTTPException) -> Response:
        title = {404: "unknown", 405: "not_allowed"}.get(error.status_code, "refused")
        answer = refuse(Refused(error.status_code, title, str(error.detail)))
        answer.headers.update(error.headers or {})
        return answer


def _page(app: FastAPI) -> None:
    if (STATIC / "index.html").is_file():
        app.mount("/", StaticFiles(directory=STATIC, html=True), name="static")
        return

    @app.get("/", include_in_schema=False)
    async def no_page() -> HTMLResponse:
        return HTMLResponse(NO_PAGE)


def wire_types() -> list[type]:
    """Every type that an address takes or answers."""
    modules = (board, car, desk, ledgers, log, pages, press)
    return [Problem] + [
        kind
        for module in modules
        for kind in vars(module).values()
        if isinstance(kind, type) and issubclass(kind, msgspec.Struct) and kind.__module__ == module.__name__
    ]


def _openapi(app: FastAPI) -> None:
    made: dict[str, Any] = {}
    plain = app.openapi

    def openapi() -> dict[str, Any]:
        if not made:
            document = plain()
            _, schemas = msgspec.json.schema_components(
                wire_types(), ref_template="#/components/schemas/{name}"
            )
            document.setdefault("components", {}).setdefault("schemas", {}).update(schemas)
            made.update(document)
        return made

    app.openapi = openapi  # type: ignore[method-assign]
