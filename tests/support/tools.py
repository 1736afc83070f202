"""What a test needs from the machine, and what happens where it is missing.

On a person's machine such a test is skipped with a sentence. Under CI it fails: a check that silently does
not run is worse than none. The hook in `tests/conftest.py` tells by the first words of the reason.
"""

import os
import shutil
from pathlib import Path
from typing import NoReturn

import pytest

NEEDS_TOOL = "needs tool:"
NEEDS_DATA = "needs data:"


def under_ci() -> bool:
    """Tell whether the environment says that this is CI."""
    return os.environ.get("CI", "").lower() not in {"", "0", "false", "no"}


def skip_for_tool(name: str, why: str) -> NoReturn:
    """Skip the running test since a tool is missing; under CI that is a failure."""
    pytest.skip(f"{NEEDS_TOOL} {name} ({why})", allow_module_level=True)


def needs_tool(name: str, why: str) -> Path:
    """Find a program on PATH, or skip the running test.

    Args:
        name: the program; several names of one program are separated by `|`.
        why: what the test does with it, as in "to read the tagged PDF".
    """
    for candidate in name.split("|"):
        found = shutil.which(candidate)
        if found is not None:
            return Path(found)
    skip_for_tool(name, why)


def needs_chromium() -> Path:
    """Find Debian's Chromium or another, for the tests that drive the live board."""
    return needs_tool(
        "chromium|chromium-browser|google-chrome", "to drive the live board; see tools/chromium.sh"
    )
