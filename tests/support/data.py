"""Real timing files, which belong to their owners and are therefore not in this repository.

They are looked for in `../shared/data` beside the clone, or where the environment variable PITBOARD_DATA says.
"""

import os
from pathlib import Path

import pytest

from tests.support.tools import NEEDS_DATA

REPOSITORY = Path(__file__).resolve().parents[2]


def find_shared_data() -> Path | None:
    """Return the folder of real timing files, or None where this machine has none."""
    named = os.environ.get("PITBOARD_DATA")
    folder = Path(named) if named else REPOSITORY.parent / "shared" / "data"
    return folder if folder.is_dir() else None


def shared_data(*parts: str) -> Path:
    """Return the folder of real timing files or a file in it; skip the running test where there is none.

    Under CI the skip is a failure.
    """
    folder = find_shared_data()
    if folder is None:
        pytest.skip(
            f"{NEEDS_DATA} real timing files in ../shared/data beside the clone, or where PITBOARD_DATA says",
            allow_module_level=True,
        )
    place = folder.joinpath(*parts)
    if not place.exists():
        pytest.skip(f"{NEEDS_DATA} {'/'.join(parts)} among the real timing files", allow_module_level=True)
    return place
