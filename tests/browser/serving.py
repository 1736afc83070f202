"""A replay served by a process of its own, so that a test can stop and start it."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass, field

NAME, PASSWORD = "timekeeper", "a long password"

_SERVE = """
import sys
from pitboard.live.demo import serve_replay
from pitboard.live.users import Desks, UsersFile, with_user
from pitboard.wire.desk import Role

def before(site, address):
    users = with_user(UsersFile(secret="s" * 43), {name!r}, Role.RACE_DIRECTOR, {password!r})
    site.desks = Desks(users)

serve_replay(start_at={start!r}, speed={speed}, port={port}, open_browser=False, paused={paused}, before=before)
"""


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Server:
    """A replay of the bundled session on loopback; it ends with the test."""

    start: str = "14:49"
    speed: float = 10.0
    paused: bool = False
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.port}/"

    def up(self) -> Server:
        """Start, and wait until it answers."""
        code = _SERVE.format(
            name=NAME,
            password=PASSWORD,
            start=self.start,
            speed=self.speed,
            port=self.port,
            paused=self.paused,
        )
        self.process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.DEVNULL)
        # A machine with other work starts a process slowly: what counts is that it starts at all.
        for _ in range(600):
            assert self.process.poll() is None, "the server ended by itself"
            try:
                with urllib.request.urlopen(f"{self.url}api/sessions", timeout=1):
                    return self
            except OSError:
                time.sleep(0.1)
        raise AssertionError("the server did not start within a minute")

    def down(self) -> None:
        """Stop."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None
