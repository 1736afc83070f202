"""A log with two sessions, in which a team has code for a name."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.publishing.support import (
    QUALIFYING,
    done,
)
from tests.support.files import laps_rows, write_session


@pytest.fixture
def log(tmp_path: Path) -> Path:
    folder = tmp_path / "2024" / "01-roar-before-the-24"
    write_session(folder, "202401191100-practice-1")
    evil = [row.replace("Team 1,", '<script>alert("x")</script> & Co,') for row in laps_rows()]
    write_session(folder, QUALIFYING, rows=evil, results=None)
    done("import", folder, "-o", tmp_path)
    return tmp_path / "2024-01-roar-before-the-24.pitboard"
