"""Every rule is a story: one file, its source, what was seen, and what must come out."""

from pathlib import Path

import pytest

from pitboard.testing.story import prove, read_file

STORIES = sorted(Path(__file__).parent.glob("*.race"))


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
def test_story(path: Path) -> None:
    assert prove(read_file(path)) == []


def test_there_are_stories() -> None:
    assert len(STORIES) >= 170
