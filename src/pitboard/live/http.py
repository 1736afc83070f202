"""How requests are answered: wire types as JSON, problems in the shape of RFC 9457, bounded bodies, safe headers."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, TypeVar
from urllib.parse import urlsplit

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pitboard.wire.base import Problem

BODY_BYTES = 256_000
CSP = (
    "default-src 'self'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "frame-ancestors 'self'; base-uri 'none'; form-action 'self'"
)
HEADERS = [
    (b"content-security-policy", CSP.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
]
T = TypeVar("T")
_ENCODE = msgspec.json.Encoder().encode


class Refused(Exception):  # noqa: N818 (it is an answer, not a fault)
    """A request that is answered with a problem."""

    def __init__(self, status: int, title: str, detail: str, seq: int | None = None) -> None:
        super().__init__(detail)
        self.problem = Problem(status=status, title=title, detail=detail, seq=seq)
        self.retry_after_s: int | None = None


def answer(value: object, *, status: int = 200, etag: str = "", cached: bool = False) -> Response:
    """A wire type as JSON."""
    headers = {"ETag": f'"{etag}"'} if etag else {}
    headers["Cache-Control"] = "no-cache" if cached else "no-store"
    return Response(_ENCODE(value), status_code=status, media_type="application/json", headers=headers)


def refuse(refused: Refused) -> Response:
    """A problem as JSON."""
    headers = {} if refused.retry_after_s is None else {"Retry-After": str(refused.retry_after_s)}
    return Response(
        _ENCODE(refused.problem),
        status_code=refused.problem.status,
        media_type="application/problem+json",
        headers=headers,
    )


async def body(request: Request, kind: type[T], *, limit: int = BODY_BYTES) -> T:
    """The body as a wire type.

    Raises:
        Refused: too large, not JSON, or of another shape.
    """
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise Refused(415, "not_json", "expected a body of content type application/json")
    data = bytearray()
    async for chunk in request.stream():
        data += chunk
        if len(data) > limit:
            raise Refused(413, "too_large", f"expected at most {limit:,} bytes")
    try:
        return msgspec.json.decode(bytes(data), type=kind)
    except (msgspec.ValidationError, msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Refused(422, "bad_body", f"the body cannot be read: {error}") from None


def same_origin(request: Request) -> None:
    """Refuse a request that another site's page sends.

    Raises:
        Refused: its origin is another.
    """
    origin = request.headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != request.headers.get("host", ""):
        raise Refused(403, "other_origin", "the request comes from another site's page")


def is_loopback(request: Request) -> bool:
    """Whether the client is on this machine."""
    host = request.client.host if request.client else ""
    return host in ("127.0.0.1", "::1", "localhost") or host.startswith("127.")


class SecureHeaders:
    """Puts the safe headers on every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", []), *HEADERS]
            await send(message)

        await self.app(scope, receive, with_headers)


Handler = Callable[[Request], Awaitable[Response]]


def schema_of(kind: type) -> dict[str, Any]:
    """A reference to a wire type in the OpenAPI document."""
    return {"$ref": f"#/components/schemas/{kind.__name__}"}


def documented(
    kind: type | None, *, takes: type | None = None, status: int = 200, problems: tuple[int, ...] = ()
) -> dict[str, Any]:
    """Keyword arguments of a FastAPI route that say what it takes and answers."""
    content = {} if kind is None else {"content": {"application/json": {"schema": schema_of(kind)}}}
    problem = {"content": {"application/problem+json": {"schema": schema_of(Problem)}}}
    words = {
        400: "Bad command", 401: "Not signed in", 403: "Not allowed", 404: "Unknown", 409: "A newer fact stands against it",
        413: "Too large", 415: "Not JSON", 422: "Unreadable", 429: "Too many attempts", 503: "Read-only",
    }  # fmt: skip
    always = {422, *problems} | ({413, 415} if takes else set())
    responses: dict[int, Any] = {status: {"description": "Done", **content}}
    responses |= {code: {"description": words[code], **problem} for code in sorted(always)}
    extra: dict[str, Any] = {}
    if takes is not None:
        extra["requestBody"] = {
            "required": True,
            "content": {"application/json": {"schema": schema_of(takes)}},
        }
    return {"responses": responses, "status_code": status, "openapi_extra": extra, "response_model": None}
