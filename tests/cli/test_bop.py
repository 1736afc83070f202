"""`pitboard bop` as a competition department uses it: add, issue, weigh, print; a version is never changed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pitboard.cli.main import app
from pitboard.documents.catalogue import documents, kind_of
from pitboard.documents.job import make_job
from pitboard.documents.words import Words
from pitboard.errors import SourceError, UsageError
from pitboard.sessions.bop import bop_in_force, versions_in_log
from pitboard.sessions.opened import open_session
from pitboard.sessions.scored import score
from tests.support.files import write_session

runner = CliRunner()
SESSION = "202401191100-practice-1"
BEFORE, AFTER = "2024-01-01T00:00:00Z", "2030-01-01T00:00:00Z"


def run(*arguments: object):
    return runner.invoke(app, [str(one) for one in arguments])


@pytest.fixture
def log(tmp_path: Path) -> Path:
    write_session(tmp_path / "2024" / "01-roar-before-the-24", SESSION)
    assert run("import", tmp_path / "2024", "-o", tmp_path).exit_code == 0
    return tmp_path / "2024-01-roar-before-the-24.pitboard"


def classes(log: Path) -> list[str]:
    return sorted({car.entry.car_class for car in score(open_session(str(log))).state.cars.values()})


@pytest.fixture
def table(log: Path, tmp_path: Path) -> Path:
    path = tmp_path / "table.toml"
    entry = next(iter(score(open_session(str(log))).state.cars.values())).entry
    path.write_text(
        f'table = "ALL"\nclasses = {json.dumps(classes(log))}\nsource = "us"\nbulletin = "7"\n'
        '[sources]\nus = { kind = "own", text = "our office" }\n'
        f"[[model]]\nname = {json.dumps(entry.vehicle)}\nmass_kg = 1000\n"
    )
    return path


def issued(log: Path, table: Path, *, state: str = "provisional", at: str = BEFORE) -> None:
    assert run("bop", "add", log, table, "--by", "office").exit_code == 0
    result = run("bop", "issue", f"{log}#7", "--state", state, "--effective", at, "--by", "office")
    assert result.exit_code == 0, result.output


def in_force(log: Path) -> str:
    force = bop_in_force(score(open_session(str(log))))
    return force.text if force is not None else ""


def test_a_version_binds_once_it_is_issued_and_not_before(log: Path, table: Path):
    run("bop", "add", log, table, "--by", "office")
    assert in_force(log) == ""

    run("bop", "issue", f"{log}#7", "--state", "provisional", "--effective", BEFORE, "--by", "office")

    assert in_force(log) == "ALL 7 (provisional)"
    assert run("verify", log).exit_code == 0


def test_a_version_that_takes_effect_later_does_not_bind_a_session_of_today(log: Path, table: Path):
    issued(log, table, at=AFTER)

    assert in_force(log) == ""


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "it", "de", "fr", "es"])
def test_every_sheet_names_what_binds(log: Path, table: Path, language: str):
    issued(log, table)
    job = make_job(open_session(str(log)), words=Words(language))

    (sheet,) = documents(job, kind_of("classification"))

    said = {fact.label: fact.value for fact in sheet.head.facts}
    assert said[job.words("bop.label")] == f"ALL · 7 ({job.words('bop_state.provisional')})"


def test_a_result_names_what_bound_it_when_it_was_issued(log: Path, table: Path):
    assert run("issue", log, "--stage", "provisional", "--by", "t").exit_code == 0
    issued(log, table)

    opened = open_session(str(log))
    heads = [
        [
            fact.label
            for fact in next(
                iter(documents(make_job(opened, status=status, words=Words("en")), kind_of("flags")))
            ).head.facts
        ]
        for status in ("provisional", "live")
    ]

    assert ["Balance of Performance" in head for head in heads] == [False, True]
    assert run("verify", log).exit_code == 0


def test_the_same_bulletin_with_another_figure_is_refused_and_nothing_is_written(log: Path, table: Path):
    issued(log, table)
    table.write_text(table.read_text().replace("1000", "1001"))

    result = run("bop", "add", log, table, "--by", "office")

    assert isinstance(result.exception, UsageError)
    assert "a version is never changed: give another number" in str(result.exception)
    assert len(versions_in_log(log)) == 1


def test_an_amended_table_supersedes_the_definitive_one(log: Path, table: Path):
    issued(log, table, state="definitive")
    table.write_text(table.read_text().replace("1000", "1010").replace('"7"', '"8"'))
    assert run("bop", "add", log, table, "--by", "office").exit_code == 0
    assert (
        run("bop", "issue", f"{log}#8", "--state", "amended", "--effective", BEFORE, "--by", "x").exit_code
        == 0
    )

    shown = run("bop", "show", log).output

    assert "ALL 7 · superseded" in shown
    assert "ALL 8 · amended" in shown
    assert in_force(log) == "ALL 8 (amended)"
    assert "mass_kg: 1000 → 1010  +10" in run("bop", "diff", f"{log}#7", f"{log}#8").output


def test_a_withdrawn_issue_binds_no_more(log: Path, table: Path):
    from pitboard.model import facts as f
    from pitboard.racelog import open_log

    issued(log, table)
    with open_log(log) as opened:
        opened.append([f.FactWithdrawn(at_us=0, target_seq=opened.last_seq)])

    assert in_force(log) == ""


def test_weighed_cars_meet_the_version_in_force_or_are_named(log: Path, table: Path, tmp_path: Path):
    issued(log, table)
    cars = [car.entry.number for car in score(open_session(str(log))).state.cars.values()]
    weights = tmp_path / "w.csv"
    weights.write_text(f"time,car,mass_kg\n9:00,{cars[0]},999.5\n9:10,{cars[0]},1000\n")

    result = run("bop", "check", "--session", log, "--weights", weights, "--json")

    assert result.exit_code == 1
    assert [(one["verdict"], one["margin_kg"]) for one in json.loads(result.output)] == [
        ("under", "-0.5"),
        ("ok", "0"),
    ]


def test_a_weight_list_with_mistakes_names_all_of_them(log: Path, table: Path, tmp_path: Path):
    weights = tmp_path / "w.csv"
    weights.write_text("car,mass_kg\n7,heavy\n,1000\n8\n")

    result = run("bop", "check", table, "--session", log, "--weights", weights)

    assert isinstance(result.exception, SourceError)
    assert [(fault.line, fault.field) for fault in result.exception.faults] == [
        (2, "mass_kg"),
        (3, "car"),
        (4, ""),
    ]


def test_a_weighed_car_that_is_not_entered_is_refused(log: Path, table: Path, tmp_path: Path):
    weights = tmp_path / "w.csv"
    weights.write_text("car,mass_kg\n00999,1000\n")

    result = run("bop", "check", table, "--session", log, "--weights", weights)

    assert "not on the entry list: 00999" in str(result.exception)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ["issue", "x.toml", "--state", "provisional", "--effective", "now", "--by", "x"],
            "only a version in a race log",
        ),
        (["show", "x.txt"], "expected a TOML or CSV file, LOG.pitboard[#REF] or a bundled table"),
        (["show", "x.toml"], "cannot be read"),
        (["check"], "expected a TABLE, or --session"),
        (["show", "rolex-24-2024-gtp", "--format", "xml"], "expected text, json, toml or csv"),
        (["bulletin", "rolex-24-2024-gtp", "--lang", "xx"], "expected a language of"),
        (["bulletin", "rolex-24-2024-gtp", "--paper", "A5"], "expected a paper of"),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_reason(arguments: list[str], said: str):
    assert said in str(run("bop", *arguments).exception)


def test_a_reference_to_several_versions_lists_them(log: Path, table: Path):
    run("bop", "add", log, table, "--by", "office")
    run("bop", "add", log, "rolex-24-2024-gtp", "--by", "office")

    said = str(run("bop", "show", f"{log}#9").exception)

    assert "ALL/1 (7), GTP/1 (" in said


def test_what_show_prints_is_read_again(tmp_path: Path):
    for form in ("toml", "csv"):
        path = tmp_path / f"again.{form}"
        path.write_text(run("bop", "show", "rolex-24-2024-gtd-definitive", "--format", form).output)
        assert "no figure differs" in run("bop", "diff", "rolex-24-2024-gtd-definitive", path).output


def test_a_table_without_mistakes_exits_0_and_one_with_them_1(tmp_path: Path):
    path = tmp_path / "t.csv"
    path.write_text(run("bop", "show", "ctmp-2025-gtd", "--format", "csv").output.replace("23.650", "33.650"))

    assert run("bop", "check", "ctmp-2025-gtd").exit_code == 0
    assert run("bop", "check", path).exit_code == 1


def test_papers_put_into_a_log_later_leave_its_session_as_long_as_it_was(log: Path, table: Path):
    from pitboard.live.replaying import Playlist

    before = Playlist(open_session(str(log)))
    issued(log, table)

    after = Playlist(open_session(str(log)))

    assert (after.from_us, after.to_us) == (before.from_us, before.to_us)
    assert max(fact.at_us for fact in after.facts) == max(fact.at_us for fact in before.facts)
