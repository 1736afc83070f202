"""How soon a session goes on after its server was killed: from the start of the process to the first answer.

Median of nine in one run; `python -m benchmarks.bench_restart` prints it. Bytecode is kept, as it is on a user's machine.
"""

from __future__ import annotations

import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from pitboard.model.meeting_file import ENTRIES_TEMPLATE, TEMPLATE

RUNS = 9


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _start(folder: Path) -> tuple[subprocess.Popen[bytes], float]:
    """A server that answers, and how long that took [s]."""
    port = _free_port()
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    began = time.monotonic()
    server = subprocess.Popen(
        [sys.executable, "-m", "pitboard.cli.main", "serve", "MEETING.toml", "--port", str(port)],
        cwd=folder,
        env=environment,
        stdout=subprocess.DEVNULL,
    )
    while server.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/api/sessions", timeout=5):
                return server, time.monotonic() - began
        except (urllib.error.URLError, OSError):
            time.sleep(0.01)
    raise SystemExit("the server ended by itself")


def main() -> None:
    """Start, kill -9, start again; print the median."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "MEETING.toml").write_text(TEMPLATE, encoding="utf-8")
        (place / "entries.csv").write_text(ENTRIES_TEMPLATE, encoding="utf-8")
        took_s = []
        for run in range(RUNS + 1):
            server, seconds = _start(place)
            server.kill()
            server.wait()
            # The first start makes the log.
            took_s += [seconds] if run else []
    print(
        f"restart after kill -9: median {statistics.median(took_s):.2f} s, longest {max(took_s):.2f} s of {RUNS}"
    )


if __name__ == "__main__":
    main()
