"""Servers as processes of their own, to be killed, and an operator who sends them facts."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Self

import httpx

from pitboard.live.users import read_users, users_path, with_user, write_users
from pitboard.model.meeting_file import ENTRIES_TEMPLATE, TEMPLATE
from pitboard.wire.desk import Role
from tests.live.support import PASSWORD

NAME = "Ada"


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def new_meeting(folder: Path) -> Path:
    """The meeting file that `pitboard meeting new` writes, with a race director; returns the log it will have."""
    (folder / "MEETING.toml").write_text(TEMPLATE, encoding="utf-8")
    (folder / "entries.csv").write_text(ENTRIES_TEMPLATE, encoding="utf-8")
    log = folder / "club-day.pitboard"
    add_director(log)
    return log


def add_director(log: Path) -> None:
    """Somebody who may do everything at a log's desk."""
    path = users_path(log)
    write_users(path, with_user(read_users(path), NAME, Role.RACE_DIRECTOR, PASSWORD))


class Server:
    """A `pitboard` process that serves.

    Attributes:
        lines: what it printed so far.
        http: a browser of its own.
    """

    def __init__(self, folder: Path, *arguments: str, port: int | None = None, typed: str = "") -> None:
        self.port = port or free_port()
        self.lines: list[str] = []
        self.http = httpx.Client(base_url=f"http://127.0.0.1:{self.port}", timeout=10)
        self.headers: dict[str, str] = {}
        self.process = subprocess.Popen(
            [sys.executable, "-u", "-m", "pitboard.cli.main", *arguments, "--port", str(self.port)],
            cwd=folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            text=True,
        )
        assert self.process.stdin is not None
        if typed:
            self.process.stdin.write(f"{typed}\n")
            self.process.stdin.flush()
        self._reading = threading.Thread(target=self._read, daemon=True)
        self._reading.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.append(line.rstrip("\n"))

    def __enter__(self) -> Self:
        self.says("The board is at")
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()
        self.http.close()

    def says(self, text: str, seconds: float = 30.0) -> str:
        """Wait for a line with this text."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            for line in self.lines:
                if text in line:
                    return line
            assert self.process.poll() is None, "\n".join(self.lines)
            time.sleep(0.02)
        raise AssertionError(f"expected {text!r}, was: " + "\n".join(self.lines))

    def kill(self) -> None:
        """kill -9."""
        if self.process.poll() is None:
            os.kill(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self._reading.join()
        for stream in (self.process.stdin, self.process.stdout):
            if stream is not None:
                stream.close()

    def sign_in(self) -> None:
        """As the race director."""
        answer = self.http.post("/api/login", json={"name": NAME, "password": PASSWORD})
        assert answer.status_code == 200, answer.text
        self.headers = {"X-Pitboard-CSRF": answer.json()["csrf"]}

    def send(self, session: str = "race", **fact: object) -> httpx.Response:
        """A fact from the desk."""
        now_us = self.http.get(f"/api/sessions/{session}/clock").json()["now_us"]
        command = {"fact": {"at_us": now_us, **fact}, "target_last_seq": None, "request_id": ""}
        return self.http.post(f"/api/sessions/{session}/facts", json=command, headers=self.headers)

    def appended(self, **fact: object) -> int:
        """A fact that must be taken; its place."""
        answer = self.send(**fact)
        assert answer.status_code == 201, answer.text
        return int(answer.json()["seq"])

    def read_only(self) -> bool:
        """Whether it takes no facts."""
        return bool(self.http.get("/api/me").json()["read_only"])

    def last_seq(self) -> int:
        """The newest fact of its log."""
        return int(self.http.get("/api/log", params={"since": 0, "limit": 1}).json()["last_seq"])


def pitboard(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A command that ends by itself."""
    return subprocess.run(
        [sys.executable, "-m", "pitboard.cli.main", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def until(condition, seconds: float = 20.0) -> None:  # type: ignore[no-untyped-def]
    """Wait for something to become true."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not come true"
        time.sleep(0.02)
