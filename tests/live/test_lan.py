"""A server that is open to the network: HTTPS with its own certificate, signing in on the machine's own address."""

from __future__ import annotations

import ssl
from pathlib import Path

import httpx
import pytest

from pitboard.live.lan import lan_address
from tests.live.processes import NAME, Server, new_meeting
from tests.live.support import PASSWORD


@pytest.mark.slow
@pytest.mark.parametrize("insecure", [False, True])
def test_signing_in_on_the_machines_own_address(tmp_path: Path, insecure: bool):
    log = new_meeting(tmp_path)
    # Where a machine has no network its own address is loopback: the same then holds there.
    address = lan_address()
    options = ["--host", "0.0.0.0", *(["--insecure-login"] if insecure else [])]
    with Server(tmp_path, "serve", "MEETING.toml", *options) as server:
        scheme = "http" if insecure else "https"
        url = f"{scheme}://{address}:{server.port}/"
        assert server.says("The board is at").endswith(url)
        server.says("█")
        trust = True if insecure else ssl.create_default_context(cafile=str(log.with_suffix(".cert.pem")))
        with httpx.Client(base_url=url, verify=trust, timeout=10) as http:
            answer = http.post("/api/login", json={"name": NAME, "password": PASSWORD})
            assert answer.status_code == 200, answer.text
            assert ("Secure" in answer.headers["set-cookie"]) is not insecure
            held = {
                "fact": {"fact": "session_started", "at_us": 1},
                "target_last_seq": None,
                "request_id": "",
            }
            csrf = {"X-Pitboard-CSRF": answer.json()["csrf"]}
            if insecure:
                assert http.post("/api/sessions/race/facts", json=held, headers=csrf).status_code == 201
            page = http.get("/")
            assert "http://" not in page.text.replace("http://www.w3.org/", "")
