"""Which sessions lie in a folder, and what is said of names that cannot be used."""

from __future__ import annotations

import gzip
import os
from pathlib import Path

import pytest

from pitboard.errors import SourceError
from pitboard.sources.official_csv import find_sessions
from pitboard.sources.official_csv.names import season_of
from tests.sources.official_csv.table import Lap, laps_text, write_laps

NAME = "202401211355-practice-1-laps.csv"


def refused(*paths: Path) -> list[tuple[str, str]]:
    with pytest.raises(SourceError) as raised:
        find_sessions(paths)
    return [(fault.file, fault.found) for fault in raised.value.faults]


def both(folder: Path, *, plain: list[Lap], packed: list[Lap]) -> None:
    write_laps(folder, plain, NAME)
    (folder / f"{NAME}.gz").write_bytes(gzip.compress(laps_text(packed).encode()))


def test_the_same_laps_packed_and_plain_are_one_session_with_a_note(tmp_path: Path):
    both(tmp_path, plain=[Lap("7", 90_000)], packed=[Lap("7", 90_000)])
    (session,) = find_sessions([tmp_path])

    assert session.laps.name == f"{NAME}.gz"
    assert session.notes == (f"{NAME} holds the same as {NAME}.gz, which is read",)
    assert session.conflict is None
    (alone,) = find_sessions([tmp_path / NAME])
    assert (alone.laps.name, alone.notes) == (NAME, ())


def test_other_laps_packed_and_plain_are_a_conflict_of_that_session_only(tmp_path: Path):
    both(tmp_path, plain=[Lap("7", 90_000)], packed=[Lap("7", 91_000)])
    write_laps(tmp_path, [Lap("7", 90_000)], "202401211600-practice-2-laps.csv")
    first, second = find_sessions([tmp_path])

    assert str(first.conflict) == (
        f"{tmp_path / NAME}.gz: expected one laps file a session, was {NAME}.gz beside {NAME}, and they differ"
    )
    assert second.conflict is None


def test_a_damaged_file_beside_a_sound_one_is_a_conflict(tmp_path: Path):
    both(tmp_path, plain=[Lap("7", 90_000)], packed=[Lap("7", 90_000)])
    packed = tmp_path / f"{NAME}.gz"
    packed.write_bytes(packed.read_bytes()[:-9])

    assert "cut off" in str(find_sessions([tmp_path])[0].conflict)


@pytest.mark.skipif(os.name == "nt", reason="names that Windows does not allow")
def test_a_name_that_is_not_utf8_is_refused_and_in_a_folder_costs_only_itself(tmp_path: Path):
    path = tmp_path / os.fsdecode(b"caf\xe9-laps.csv")
    write_laps(tmp_path, [Lap("7", 90_000)], path.name)
    write_laps(tmp_path, [Lap("7", 90_000)], NAME)
    told = f"{tmp_path}/caf\\xe9-laps.csv"
    sound, other = find_sessions([tmp_path])

    assert refused(path) == [(told, "another one; rename it")]
    assert (sound.name, sound.conflict) == ("202401211355-practice-1", None)
    assert other.name == "caf\\xe9"
    assert str(other.conflict) == f"{told}: expected a name in UTF-8, was another one; rename it"


def test_a_name_that_is_too_long_is_refused_in_words(tmp_path: Path):
    path = tmp_path / ("x" * 300)

    assert refused(path, tmp_path / "nowhere") == [
        (str(path)[-240:], "File name too long"),
        (str(tmp_path / "nowhere"), "nothing there"),
    ]


def test_a_folder_below_that_cannot_be_read_is_not_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    write_laps(tmp_path, [Lap("7", 90_000)], NAME)
    closed = tmp_path / "closed"
    closed.mkdir()
    scandir = os.scandir

    def closed_to_us(path: str) -> object:
        if Path(path) == closed:
            raise PermissionError(13, "Permission denied", str(closed))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", closed_to_us)

    assert refused(tmp_path) == [(str(closed), "Permission denied")]


@pytest.mark.parametrize(
    ("path", "year"),
    [
        ("2024/01-roar/23_Analysis_Race.CSV", 2024),
        ("2024/01-roar/202312151100-test-laps.csv", 2023),
        ("wec/2025_spa_6h_23_Analysis_Race.csv.gz", 2025),
        ("2019/a/b/c/d/23_Analysis_Race.CSV", None),
    ],
)
def test_the_year_is_that_of_the_file_or_of_the_nearest_folder(path: str, year: int | None):
    assert season_of(Path("/x/y/z") / path) == year
