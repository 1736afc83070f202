"""What-if: a ruling taken back or added, what comes out otherwise; and nothing is written."""

from __future__ import annotations

import json

import pytest
import typer
from typer.testing import CliRunner

from pitboard.cli.what_if import what_if as verb
from pitboard.documents.catalogue import KINDS
from pitboard.errors import UsageError
from pitboard.model import facts as f
from pitboard.sessions.many import lap_passings
from pitboard.sessions.opened import open_session
from pitboard.sessions.what_if import what_if

run = CliRunner()
app = typer.Typer()
app.command()(verb)
NAME = "roar-2024-q"


@pytest.fixture(scope="module")
def opened():
    return open_session(NAME)


def best_lap_deleted(opened, car):
    laps, at_us = lap_passings(opened)
    from pitboard.sessions.scored import score

    best = score(opened).row_of(car).best
    return f.LapDeleted(
        at_us=at_us,
        session=opened.plan.session,
        entry_id=car,
        passing_seq=laps[car][best.number - 1],
        lap_number=best.number,
        reason="track_limits",
    )


def test_a_lap_deleted_changes_classification_grid_and_points(opened):
    found = what_if(opened, decide=[best_lap_deleted(opened, "31")])

    assert {one.of for one in found.changed} >= {"classification", "grid", "points"}
    assert "lap" in found.ruled[0]
    lost = next(one for one in found.changed if (one.of, one.car, one.field) == ("points", "31", "teams GTP"))
    assert (lost.before, int(lost.after) < 35, lost.rules) == ("35", True, ("points.tables.qualifying",))
    assert all(one.rules for one in found.changed if one.of in ("classification", "grid"))


def test_a_decision_taken_and_taken_back_changes_nothing(opened):
    decided = opened.with_facts([best_lap_deleted(opened, "31")])
    last = max(fact.seq for fact in decided.facts)

    back = what_if(decided, withdraw=[last])

    assert back.after.rows == what_if(opened, decide=[best_lap_deleted(opened, "31")]).before.rows
    assert any((one.car, one.field, one.after) == ("31", "position", "1") for one in back.changed)


def test_a_fact_that_is_not_there_cannot_be_taken_back(opened):
    with pytest.raises(UsageError, match="expected a fact of the session"):
        what_if(opened, withdraw=[10**9])
    with pytest.raises(UsageError, match="expected a change"):
        what_if(opened)


def test_on_the_command_line_withdrawing_a_passing_prints_what_changes(opened):
    from pitboard.sessions.scored import score

    seq = score(opened).row_of("31").best.seq
    printed = json.loads(run.invoke(app, [NAME, "--withdraw", str(seq), "--json"]).stdout)

    assert printed["ruled"] == [f"without fact {seq}: Passing"]
    assert printed["documents"] == [
        "classification",
        "classification-by-class",
        "grid",
        "best-laps",
        "lap-cards",
        "points",
        "standings",
        "decisions",
    ]
    assert set(printed["documents"]) <= {kind.key for kind in KINDS}
    assert printed["issued"] == []
    words = run.invoke(app, [NAME, "--withdraw", str(seq)]).stdout
    assert "nothing was written" in words


def test_the_facts_are_left_as_they_were(opened):
    before = list(opened.facts)
    what_if(opened, decide=[best_lap_deleted(opened, "31")])
    assert opened.facts == before


def test_a_result_issued_that_would_not_hold_is_named(opened):
    from pitboard.sessions.issuing import result_fact
    from pitboard.sessions.scored import score

    at_us = max(fact.at_us for fact in opened.facts)
    issued = opened.with_facts([result_fact(score(opened), stage="official", by="A Director", at_us=at_us)])

    found = what_if(issued, decide=[best_lap_deleted(issued, "31")])

    (line,) = found.issued
    assert line.startswith("official 1 by A Director (fact ")
    assert "car 01: position 2 → 1" in line


def test_a_grid_decision_changes_the_grid_alone(opened):
    drop = f.GridPlaceRuled(at_us=max(x.at_us for x in opened.facts), entry_id="31", drop="pit_lane")

    found = what_if(opened, decide=[drop])

    assert {one.of for one in found.changed} == {"grid"}
    assert found.documents == ("grid", "decisions")
    assert {(one.car, one.before, one.after) for one in found.changed} >= {
        ("31", "1", "59"),
        ("01", "2", "1"),
    }


def test_the_season_s_standings_follow_a_bundled_session(tmp_path):
    season = tmp_path / "season.toml"
    season.write_text(
        f'name = "One"\nrulebook = "imsa-2024"\nclasses = ["GTP"]\n[[rounds]]\nname = "Roar"\nqualifying = ["{NAME}"]\n'
    )
    decisions = tmp_path / "ruling.csv"
    decisions.write_text(f"session,order,car,decision,lap,seconds\n{NAME},1,31,delete_lap,5,\n")

    text = run.invoke(app, [NAME, "--decisions", str(decisions), "--season", str(season)]).stdout

    assert "teams GTP Whelen Engineering Cadillac Racing: 1. with 35 → 4. with 28" in text


def test_an_entry_taken_off_the_list_leaves_the_classification_and_the_grid():
    result = run.invoke(app, [NAME, "--withdraw", "5"])

    assert result.exit_code == 0, result.output
    lines = result.output.splitlines()
    assert "  car 1: position 49 → –" in lines, "the classification"
    assert "  car 1: place 50 → –" in lines, "the grid"
    assert any(line.startswith("  car 64: position 50 → 49") for line in lines)
