"""Requests at random, made from the OpenAPI document: none may end in a server error."""

from __future__ import annotations

import asyncio

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from pitboard.live.app import create_app
from pitboard.wire.desk import Role
from tests.live.support import SECOND, START, Hands, crossing, hub_of, race, sign_in, site_of

EXAMPLES = 12


def _site():
    hub = hub_of(race(), Hands(START + 400 * SECOND))
    return site_of(hub)


def _operations() -> list:
    schema = schemathesis.openapi.from_dict(create_app(_site()).openapi())
    found = [result.ok() for result in schema.get_all_operations()]
    # Streams never end, and argon2 takes its time on purpose.
    return [op for op in found if "stream" not in op.path and op.path != "/api/login"]


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("operation", _operations(), ids=lambda op: f"{op.method} {op.path}")
def test_no_request_ends_in_a_server_error(operation):
    site = _site()
    app = create_app(site)

    async def ask(case, headers: dict[str, str], cookies: httpx.Cookies) -> int:
        if "session" in (case.path_parameters or {}):
            case.path_parameters["session"] = "r"
        kwargs = case.as_transport_kwargs(base_url="http://board.test")
        kwargs["headers"] = {**dict(kwargs.get("headers") or {}), **headers}
        kwargs.pop("cookies", None)
        transport = httpx.ASGITransport(app=app, client=("127.0.0.1", 5), raise_app_exceptions=True)
        async with httpx.AsyncClient(transport=transport, cookies=cookies) as http:
            try:
                return (await http.request(**kwargs)).status_code
            except (httpx.InvalidURL, UnicodeError, httpx.LocalProtocolError):
                return 400  # nothing that a client could send

    async def signed_in() -> tuple[dict[str, str], httpx.Cookies]:
        await next(iter(site.hubs.values())).append([crossing("1", 100), crossing("2", 101)])
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://board.test") as http:
            headers = await sign_in(http, Role.RACE_DIRECTOR)
            return headers, http.cookies

    with asyncio.Runner() as runner:
        headers, cookies = runner.run(signed_in())

        @given(data=st.data())
        @settings(
            max_examples=EXAMPLES,
            deadline=None,
            database=None,
            derandomize=True,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        def check(data) -> None:
            case = data.draw(operation.as_strategy())
            assert runner.run(ask(case, headers, cookies)) < 500

        check()
