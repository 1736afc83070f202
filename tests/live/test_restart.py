"""kill -9 in mid-session: the session goes on, nothing acknowledged is lost, viewers go on where they were."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

from pitboard.live.users import UsersFile, read_users, users_path, with_user, write_users
from pitboard.model.meeting_file import ENTRIES_TEMPLATE, TEMPLATE
from pitboard.racelog import open_log
from pitboard.wire.desk import Role
from tests.live.support import PASSWORD


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _start(folder: Path, port: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "pitboard.cli.main", "serve", "MEETING.toml", "--port", str(port)],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


def _answers(http: httpx.Client, server: subprocess.Popen[bytes], seconds: float) -> None:
    begin = time.monotonic()
    while time.monotonic() - begin < seconds:
        assert server.poll() is None, server.stderr.read().decode()
        try:
            http.get("/api/sessions")
        except httpx.TransportError:
            time.sleep(0.02)
        else:
            return
    pytest.fail(f"the server did not answer within {seconds} s")


def _sign_in(http: httpx.Client) -> dict[str, str]:
    answer = http.post("/api/login", json={"name": "Ada", "password": PASSWORD})
    return {"X-Pitboard-CSRF": answer.json()["csrf"]}


def _send(http: httpx.Client, headers: dict[str, str], **fact: object) -> int:
    now_us = http.get("/api/sessions/race/clock").json()["now_us"]
    command = {"fact": {"at_us": now_us, **fact}, "target_last_seq": None, "request_id": ""}
    answer = http.post("/api/sessions/race/facts", json=command, headers=headers)
    assert answer.status_code == 201, answer.text
    return int(answer.json()["seq"])


def _first_event(http: httpx.Client, last_id: str) -> tuple[str, str, dict]:
    headers = {"Last-Event-ID": last_id} if last_id else {}
    event, found = {}, ""
    with http.stream("GET", "/api/sessions/race/stream", headers=headers) as stream:
        for line in stream.iter_lines():
            key, _, value = line.partition(": ")
            event[key] = value
            if key == "data" and event.get("event") != "tick":
                found = value
                break
    return event["event"], event["id"], json.loads(found)


@pytest.mark.slow
def test_after_kill_9_the_session_goes_on(tmp_path: Path):
    (tmp_path / "MEETING.toml").write_text(TEMPLATE, encoding="utf-8")
    (tmp_path / "entries.csv").write_text(ENTRIES_TEMPLATE, encoding="utf-8")
    log = tmp_path / "club-day.pitboard"
    write_users(users_path(log), with_user(read_users(users_path(log)), "Ada", Role.RACE_DIRECTOR, PASSWORD))
    port = _free_port()
    server = _start(tmp_path, port)
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=10) as http:
        try:
            _answers(http, server, 60)
            headers = _sign_in(http)
            _send(http, headers, fact="session_started")
            acknowledged = [_send(http, headers, fact="passing", car="7", line="finish") for _ in range(5)]
            _, last_id, board = _first_event(http, "")
            os.kill(server.pid, signal.SIGKILL)
            server.wait()
            server.stderr.close()
            server = _start(tmp_path, port)
            # How soon it is back is a figure of `benchmarks/bench_restart.py`: no test is timed.
            _answers(http, server, 60)
            # The cookie still holds, and so does the run of the stream's ids.
            last = _send(http, headers, fact="passing", car="8", line="finish")
            _, new_id, again = _first_event(http, last_id)
            assert new_id.partition(".")[0] == last_id.partition(".")[0]
            assert again["seq"] == last
            assert [row["car"] for row in board["rows"]] == [row["car"] for row in again["rows"]]
        finally:
            server.kill()
            server.wait()
            server.stderr.close()
    with open_log(log, read_only=True) as stored:
        assert stored.last_seq == last
        assert {fact.seq for fact in stored.read()} >= set(acknowledged)


def test_the_users_file_is_replaced_whole_and_readable_by_its_owner_alone(tmp_path: Path):
    path = tmp_path / "x.users.json"
    write_users(path, with_user(UsersFile(secret="s"), "Ada", Role.TIMEKEEPER, PASSWORD))
    write_users(path, with_user(read_users(path), "Ben", Role.VIEWER, PASSWORD))

    assert path.stat().st_mode & 0o777 == 0o600
    assert [user.name for user in read_users(path).users] == ["Ada", "Ben"]
    assert PASSWORD not in path.read_text(encoding="utf-8")
    assert list(tmp_path.iterdir()) == [path]
