"""Installs packages into a virtual environment, quickly and as this machine's pip is told to.

    .venv/bin/python -m tools.install PYTHON ARGUMENT...

uv installs the whole of Pitboard about four times as fast as pip from empty caches, yet reads none of
pip's settings. So the indexes, folders and certificate that pip was given are handed on to uv; where uv
cannot be had or fails, pip does the work.
"""

import os
import subprocess
import sys
from pathlib import Path

CONSTRAINTS = Path(__file__).resolve().parent.parent / "requirements" / "constraints.txt"


def main(python: str, arguments: list[str]) -> int:
    """Install with uv, else with pip; every version as in `requirements/constraints.txt`."""
    wanted = ["install", "--quiet", *arguments]
    constrained = {"UV_CONSTRAINT": str(CONSTRAINTS), "PIP_CONSTRAINT": str(CONSTRAINTS)}
    environment = {**os.environ, **constrained, "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    if not CONSTRAINTS.is_file():
        for name in constrained:
            del environment[name]
    uv = _uv(environment)
    if uv is not None:
        chosen = {**uv_settings(pip_settings()), **environment}
        done = subprocess.run([uv, "pip", *wanted, "--python", python], env=chosen, check=False)
        if done.returncode == 0:
            return 0
        print("uv could not install; trying pip", file=sys.stderr)
    command = [sys.executable, "-m", "pip", "--python", python, *wanted]
    return subprocess.run(command, env=environment, check=False).returncode


def _uv(environment: dict[str, str]) -> str | None:
    """Find uv beside the Python that runs this, putting it there first if need be."""
    uv = Path(sys.executable).with_name("uv.exe" if os.name == "nt" else "uv")
    if not uv.exists():
        asked = [sys.executable, "-m", "pip", "install", "--quiet", "uv"]
        subprocess.run(asked, env=environment, check=False, capture_output=True)
    return str(uv) if uv.exists() else None


def pip_settings() -> dict[str, str]:
    """Read what pip's files and environment variables say, as `{"index-url": ...}`."""
    listed = subprocess.run(
        [sys.executable, "-m", "pip", "config", "list"], capture_output=True, text=True, check=False
    )
    settings = {}
    for line in listed.stdout.splitlines():
        name, _, value = line.partition("=")
        section, _, key = name.partition(".")
        if section in {"global", "install", ":env:"}:
            settings[key] = value.strip("'\"").replace("\\n", " ").strip()
    return settings


def uv_settings(pip: dict[str, str]) -> dict[str, str]:
    """Say in uv's environment variables what pip was told.

    >>> uv_settings({"index-url": "file:///mirror", "cert": "/etc/ca.pem", "timeout": "60"})
    {'UV_DEFAULT_INDEX': 'file:///mirror', 'SSL_CERT_FILE': '/etc/ca.pem', 'UV_INDEX_STRATEGY': 'unsafe-best-match'}
    """
    names = {
        "index-url": "UV_DEFAULT_INDEX",
        "extra-index-url": "UV_INDEX",
        "find-links": "UV_FIND_LINKS",
        "trusted-host": "UV_INSECURE_HOST",
        "no-index": "UV_NO_INDEX",
        "cert": "SSL_CERT_FILE",
    }
    settings = {uv: pip[key] for key, uv in names.items() if pip.get(key)}
    if "UV_INDEX" in settings:
        present = [url for url in settings["UV_INDEX"].split() if _reachable(url)]
        settings["UV_INDEX"] = " ".join(present)
    if "UV_FIND_LINKS" in settings:
        settings["UV_FIND_LINKS"] = ",".join(
            place for place in settings["UV_FIND_LINKS"].split() if _reachable(place)
        )
    settings = {name: value for name, value in settings.items() if value}
    # pip takes the best version of all indexes together; uv must be told to.
    return {**settings, "UV_INDEX_STRATEGY": "unsafe-best-match"}


def _reachable(place: str) -> bool:
    """Drop folders that are configured but not there: uv stops at one, pip goes on."""
    if place.startswith(("http://", "https://")):
        return True
    return Path(place.removeprefix("file://")).is_dir()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
