"""Importing again, at once, by another path, or of several meetings: a log holds each session of one meeting once."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pitboard.cli.main import app
from pitboard.model import facts as f
from pitboard.racelog import open_log
from pitboard.sessions import importing
from tests.sources.official_csv.table import WEC, Lap, laps_text
from tests.support.files import CARS, laps_rows, write_session

NAME = "202401191100-practice-1"


def run(*arguments: str):
    return CliRunner().invoke(app, list(arguments), catch_exceptions=True)


def imported(*paths: Path, out: Path, code: int = 0, more: tuple[str, ...] = ()):
    result = run("import", *map(str, paths), "-o", str(out), *more)
    assert result.exit_code == code, result.output
    return result


def adopted(log: Path) -> list[str]:
    with open_log(log, read_only=True) as opened:
        return [fact.rulebook for fact in opened.read(kinds=(f.RulebookAdopted,))]


def logs(out: Path) -> list[str]:
    return sorted(path.name for path in out.glob("*.pitboard"))


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "logs"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "2024" / "01-roar-before-the-24"
    write_session(folder, NAME)
    return folder


# ---- the same session again ----


def test_by_another_path_it_is_already_there_and_can_still_be_scored(folder: Path, out: Path):
    imported(folder.parent, out=out)
    log = out / "2024-01-roar-before-the-24.pitboard"
    before = log.read_bytes()
    again = imported(folder / f"{NAME}-laps.csv.gz", out=out)

    assert "already there" in again.output
    assert log.read_bytes() == before
    assert run("score", str(log)).exit_code == 0


def test_by_another_path_other_bytes_are_refused(folder: Path, out: Path):
    imported(folder.parent, out=out)
    write_session(folder, NAME, rows=laps_rows({"1": (600_000, 90_000)}))
    again = imported(folder / f"{NAME}-laps.csv.gz", out=out, code=2)

    assert f"{NAME}: already imported from other bytes" in again.output


def test_an_import_that_was_first_while_the_files_were_read_counts(folder: Path, out: Path, monkeypatch):
    open_file = importing.open_file

    def slowly(*arguments):
        opened = open_file(*arguments)
        monkeypatch.setattr(importing, "open_file", open_file)
        assert "imported" in imported(folder, out=out).output
        return opened

    monkeypatch.setattr(importing, "open_file", slowly)
    second = imported(folder, out=out)

    assert "already there" in second.output
    assert run("score", str(out / "2024-01-roar-before-the-24.pitboard")).exit_code == 0


def test_an_import_waits_while_another_holds_the_log_and_gives_up_on_a_server(
    folder: Path, out: Path, monkeypatch
):
    imported(folder, out=out)
    write_session(folder, "202401191600-practice-2")
    log = open_log(out / "2024-01-roar-before-the-24.pitboard")
    held = threading.Timer(0.3, log.close)
    held.start()
    second = imported(folder, out=out)
    held.join()

    assert "practice-2: imported" in second.output
    monkeypatch.setattr(importing, "_PATIENCE_S", 0.1)
    write_session(folder, "202401191800-practice-3")
    with open_log(out / "2024-01-roar-before-the-24.pitboard"):
        assert "locked by another writer" in imported(folder, out=out, code=2).output


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("Team 7,", "Other Team,", "car 7, team: 'Team 7' then, 'Other Team' now"),
        ("Driver,7,Gold", "Driver,8,Gold", "car 7, crew: Driver 7 (USA/Gold) then, Driver 8 (USA/Gold) now"),
        ("1,1,0", "1,11,0", "car 11 was not on it"),
    ],
)
def test_another_entry_list_for_laps_that_are_there_is_refused(folder: Path, out: Path, old, new, told):
    imported(folder, out=out)
    rows = [
        f"{place},{car},0,,,,,0,Team {car},{'GTP' if car != '7' else 'GTD'},,,Vehicle {car},M,Driver,{car},Gold,,USA,,"
        for place, car in enumerate(CARS, 1)
    ]
    assert any(old in row for row in rows)
    write_session(folder, NAME, results=[row.replace(old, new, 1) for row in rows])
    again = imported(folder, out=out, code=2)

    assert (
        f"{NAME}: already imported with another entry list than {NAME}-results.csv.gz now is" in again.output
    )
    assert told in again.output


def test_results_with_other_times_and_the_same_entries_change_nothing(folder: Path, out: Path):
    imported(folder, out=out)
    rows = [
        f"{place},{car},2,1:35.000,,,,5,Team {car},{'GTP' if car != '7' else 'GTD'},,,Vehicle {car},M,Driver,{car},Gold,,USA,,"
        for place, car in enumerate(CARS, 1)
    ]
    write_session(folder, NAME, results=rows)

    assert "already there" in imported(folder, out=out).output


def test_a_session_without_laps_is_not_kept_for_good(folder: Path, out: Path):
    write_session(folder, NAME, rows=[])
    result = imported(folder, out=out)

    assert "not imported, it has no laps yet" in result.output
    assert logs(out) == []
    write_session(folder, NAME)
    assert "imported" in imported(folder, out=out).output


# ---- several meetings, years and rulebooks ----


def test_two_years_of_one_name_get_a_log_each(tmp_path: Path, out: Path):
    write_session(tmp_path / "A" / "roar", "202301201100-practice-1")
    write_session(tmp_path / "B" / "roar", "202401191100-practice-1")
    imported(tmp_path / "A", tmp_path / "B", out=out)

    assert logs(out) == ["2023-roar.pitboard", "2024-roar.pitboard"]
    assert adopted(out / "2023-roar.pitboard") == ["imsa-2023"]
    assert adopted(out / "2024-roar.pitboard") == ["imsa-2024"]


def test_the_second_year_finds_the_name_taken_and_both_are_found_again(tmp_path: Path, out: Path):
    first, second = tmp_path / "A" / "roar", tmp_path / "B" / "roar"
    write_session(first, "202301201100-practice-1")
    write_session(second, "202401191100-practice-1")
    imported(first, out=out)
    imported(second, out=out)
    write_session(first, "202301201600-practice-2")
    again = imported(second, first, out=out)

    assert logs(out) == ["2024-roar.pitboard", "roar.pitboard"]
    assert again.output.count("already there") == 2
    assert f"{out / 'roar.pitboard'}  202301201600-practice-2: imported" in again.output


def wec_files(folder: Path, *names: str) -> Path:
    """A folder of files in the WEC's form, one lap each."""
    folder.mkdir()
    for name in names:
        (folder / name).write_text(
            laps_text([Lap("7", 90_000, car_class="LMGT3")], header=WEC, delimiter=";")
        )
    return folder


def test_two_folders_of_one_name_and_year_are_told_apart_by_their_parents(tmp_path: Path, out: Path):
    write_session(tmp_path / "A" / "roar", "202401191100-practice-1")
    write_session(
        tmp_path / "B" / "roar", "202401191100-practice-1", rows=laps_rows({"1": (600_000, 90_000)})
    )
    imported(tmp_path, out=out)

    assert logs(out) == ["A-roar.pitboard", "B-roar.pitboard"]
    assert imported(tmp_path, out=out).output.count("already there") == 2


def test_files_of_several_years_in_one_folder_get_a_log_each(tmp_path: Path, out: Path):
    folder = wec_files(
        tmp_path / "wec", "2024_le_mans_24h_23_Analysis_Race.csv", "2025_spa_6h_23_Analysis_Race.csv"
    )
    imported(folder, out=out)

    assert logs(out) == ["2024-wec.pitboard", "2025-wec.pitboard"]
    assert [adopted(out / name) for name in logs(out)] == [["wec-2024"], ["wec-2025"]]


def test_two_circuits_in_one_folder_are_two_meetings_and_a_name_that_says_nothing_joins_neither(
    tmp_path: Path, out: Path
):
    folder = wec_files(
        tmp_path / "wec",
        "2024_le_mans_23_Analysis_Race.csv",
        "2024_spa_23_Analysis_Race.csv",
        "23_Analysis_Race.csv",
    )
    imported(folder, out=out)

    assert logs(out) == ["2024-wec-club.pitboard", "wec-le-mans.pitboard", "wec-spa.pitboard"]
    assert imported(folder, out=out).output.count("already there") == 3


def test_a_file_whose_name_says_no_year_joins_the_others_of_its_folder(tmp_path: Path, out: Path):
    folder = wec_files(tmp_path / "le-mans", "2024_le_mans_23_Analysis_Race.csv", "23_Analysis_Hyperpole.csv")
    imported(folder, out=out)

    assert logs(out) == ["le-mans.pitboard"]
    assert adopted(out / "le-mans.pitboard") == ["wec-2024"]


def test_another_rulebook_for_a_log_that_is_there_is_refused(folder: Path, out: Path):
    imported(folder, out=out)
    write_session(folder, "202401191600-practice-2")
    result = imported(folder, out=out, code=2, more=("--rulebook", "club"))

    assert "the log keeps the rulebook imsa-2024" in result.output
    assert "--rulebook names club" in result.output
    assert "2024-01-roar-before-the-24.pitboard: " in result.output
    assert "imported" in imported(folder, out=out, more=("--rulebook", "imsa-2024")).output


def test_classes_are_coded_by_the_rulebook_of_the_log(tmp_path: Path, out: Path):
    folder = tmp_path / "spa"
    book = tmp_path / "mine.toml"
    book.write_text(
        'name = "Mine"\nextends = "club"\n_source = "house"\n_confidence = "house"\n[classes.PRO]\nname = "Pro"\norder = 1\n'
        'colour = "#ffffff"\ncolour_on_paper = "#000000"\naliases = ["GTP", "GTD"]\n'
    )
    write_session(folder, NAME)
    imported(folder, out=out, more=("--rulebook", str(book)))
    write_session(folder, "202401191600-practice-2")
    imported(folder, out=out)
    line = json.loads(run("score", f"{out / 'spa.pitboard'}#202401191600-practice-2", "--json").stdout)

    assert {row["car_class"] for row in line["rows"]} == {"PRO"}
