"""Results that were issued: what their documents say, and that a reprint is the same to the byte."""

from __future__ import annotations

import json

import pytest
import typer
from typer.testing import CliRunner

from pitboard.cli.verify import verify
from pitboard.documents.catalogue import documents, kind_of
from pitboard.documents.changes import readable
from pitboard.documents.club import Club
from pitboard.documents.job import make_job
from pitboard.documents.produce import produce
from pitboard.documents.words import Words
from pitboard.errors import UsageError
from pitboard.model import facts as f
from pitboard.racelog import open_log
from pitboard.sessions.importing import import_meetings, meetings_in
from pitboard.sessions.issuing import result_fact
from pitboard.sessions.opened import OpenOptions, open_from_log
from pitboard.sessions.scored import score
from tests.support.files import write_session

MINUTE_US = 60_000_000


class Desk:
    """A log with one small race, and what officials do to it."""

    def __init__(self, selector):
        self.selector = selector

    def opened(self):
        return open_from_log(self.selector, OpenOptions())

    def add(self, *facts):
        with open_log(self.opened().log) as log:
            log.append(list(facts))

    def issue(self, stage, *, roles=(), protest_minutes=None, why=""):
        opened = self.opened()
        last_us = max(fact.at_us for fact in opened.facts)
        protest = None if protest_minutes is None else last_us + protest_minutes * MINUTE_US
        self.add(
            result_fact(
                score(opened),
                stage=stage,
                by="Timing",
                at_us=last_us,
                why=why,
                protest_until_us=protest,
                roles=roles,
            )
        )

    def rule(self, cls, car, **values):
        state = score(self.opened()).state
        entry = next(one for one in state.cars.values() if one.car == car)
        at_us = state.last.at_us
        self.add(
            cls(at_us=at_us, session=state.plan.session, entry_id=entry.entry_id, by="Stewards", **values)
        )
        return entry

    def job(self, status="", language="en", club=None):
        return make_job(self.opened(), status=status, words=Words(language), club=club)


@pytest.fixture
def desk(tmp_path):
    laps = write_session(tmp_path / "meeting", "202401201100-race")
    (outcome,) = import_meetings(meetings_in([laps.parent]), tmp_path)
    return Desk(str(outcome.log))


def only(job, key="classification"):
    (document,) = documents(job, kind_of(key))
    return document


def titles(document):
    return [section.title for section in document.sections]


def texts(document, title):
    section = next(section for section in document.sections if section.title == title)
    return [[cell.text for cell in row] for row in section.tables[0].rows]


def test_what_was_not_issued_is_marked_live_and_a_status_selects_and_never_sets(desk):
    before = len(desk.opened().facts)

    assert desk.job("official").stage == "live"
    assert only(desk.job("official")).head.status == "Live"
    assert len(desk.opened().facts) == before

    desk.issue("unofficial")
    desk.issue("provisional", protest_minutes=30)

    assert [desk.job(status).stage for status in ("", "unofficial", "provisional", "official")] == [
        "provisional",
        "unofficial",
        "provisional",
        "live",
    ]


def test_a_provisional_classification_says_all_that_it_must(desk):
    first = desk.rule(f.PenaltyGiven, "1", penalty="p1", kind="time", time_us=30_000_000, article="57.2")
    desk.rule(f.PenaltyNoted, "7", penalty="p2", infraction="contact", stage="investigation", article="35")
    lap = score(desk.opened()).state.cars[first.entry_id].laps[1]
    desk.rule(f.LapDeleted, "1", passing_seq=lap.seq, lap_number=2, reason="track_limits", article="7.1")
    desk.issue("provisional", roles=("timekeeper",), protest_minutes=30)
    document = only(desk.job())
    lines = document.head.status_lines

    assert lines[0].startswith("Posted 20 January 2024, ") and lines[0].endswith(" UTC.")
    assert lines[1].startswith("Protests until 20 January 2024, ")
    assert lines[2] == "Subject to technical and drive-time checks."
    assert texts(document, "Penalties and decisions")[0][1:] == [
        "1",
        "Time penalty +30 s",
        "",
        "57.2",
        "Stewards",
    ]
    assert texts(document, "Under investigation")[0][1:5] == ["7", "Under investigation", "contact", "35"]
    assert texts(document, "Laps deleted") == [["1", "1", "2 (1:35.100)", "Track limits, 7.1"]]
    assert [row[0] for row in texts(document, "Fastest lap of each class")] == ["GTP", "GTD"]
    assert [row[0].text for row in document.sections[-1].tables[0].rows] == ["Timekeeper", "Race director"]


def test_official_needs_the_timekeeper_and_the_race_director(desk):
    desk.issue("official", roles=("timekeeper",))
    assert only(desk.job()).head.status_lines == ("Not in force: signature missing, Race director.",)

    desk.issue("official", roles=("timekeeper", "race_director"))
    assert only(desk.job()).head.status_lines == ()


def test_an_amended_result_says_what_changed_and_why(desk):
    desk.issue("official", roles=("timekeeper", "race_director"))
    desk.rule(f.StatusRuled, "01", status="disqualified", article="60.1")
    desk.issue("amended", roles=("timekeeper", "race_director"), why="Below the minimum weight")
    document = only(desk.job())

    assert document.head.status == "Amended 1"
    assert document.head.status_lines == ("Reason: Below the minimum weight",)
    assert "Disqualified" in titles(document)
    changed = texts(document, "What changed")
    assert changed[-1][0] == "01"
    assert "classified → disqualified" in changed[-1]


def test_a_reprint_of_an_issued_document_is_the_same_to_the_byte(desk, tmp_path):
    desk.issue("provisional", protest_minutes=30)
    first = list(produce(desk.job(), [kind_of("classification")], tmp_path / "one", formats=["pdf", "json"]))
    made = [path.read_bytes() for path in first]
    # What is decided later changes neither the kept document nor one made anew from the log.
    desk.rule(f.StatusRuled, "1", status="disqualified")
    desk.issue("official", roles=("timekeeper", "race_director"))
    again = desk.job("provisional")
    kept = list(produce(again, [kind_of("classification")], tmp_path / "two", formats=["pdf", "json"]))

    assert [path.read_bytes() for path in kept] == made

    for path in again.scored.opened.log.with_suffix(".documents").rglob("*.*"):
        path.unlink()
    anew = list(produce(again, [kind_of("classification")], tmp_path / "three", formats=["pdf", "json"]))

    assert [path.read_bytes() for path in anew] == made
    assert json.loads(made[1])["head"]["sha256"] == again.sha256


def test_a_clubs_paper_is_kept_apart_from_plain_paper(desk, tmp_path):
    desk.issue("provisional", protest_minutes=30)
    plain = next(produce(desk.job(), [kind_of("flags")], tmp_path / "one")).read_bytes()
    club = next(
        produce(desk.job(club=Club(name="Club", accent="#103080")), [kind_of("flags")], tmp_path / "two")
    )

    assert club.read_bytes() != plain
    assert next(produce(desk.job(), [kind_of("flags")], tmp_path / "three")).read_bytes() == plain


def test_changes_of_times_are_told_as_times():
    assert readable("car 7: total 43255411000 → 43285411000") == "car 7: total 12:00:55.411 → 12:01:25.411"
    assert readable("car 7: position 3 → None") == "car 7: position 3 → –"
    assert readable("car 7 is new") == "car 7 is new"


def test_what_the_qr_code_says_tells_a_sheet_of_this_log_from_another(desk):
    desk.issue("provisional", protest_minutes=30)
    said = only(desk.job()).head.verify
    log, sheet = str(desk.opened().log), said.removeprefix("pitboard verify LOG --sheet ")
    app = typer.Typer()
    app.command()(verify)

    good = CliRunner().invoke(app, [log, "--sheet", sheet])
    bad = CliRunner().invoke(app, [log, "--sheet", sheet[:-1] + ("0" if sheet[-1] != "0" else "1")])
    beyond = CliRunner().invoke(app, [log, "--sheet", f"99999:{sheet.partition(':')[2]}"])

    assert (good.exit_code, "of this log" in good.stdout, "NOT OF THIS LOG" in good.stdout) == (
        0,
        True,
        False,
    )
    assert (bad.exit_code, "NOT OF THIS LOG" in bad.stdout) == (1, True)
    assert beyond.exit_code == 1
    assert isinstance(CliRunner().invoke(app, [log, "--sheet", "1:abc"]).exception, UsageError)
