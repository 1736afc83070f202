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
from pitboard.sessions.opened import OpenOptions, open_from_log, open_session
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


GIVEN = {
    "stop": {"kind": "stop", "stop_us": 90_000_000},
    "long stop": {"kind": "stop", "stop_us": 180_000_000},
    "lap": {"kind": "laps", "laps": 1},
    "laps": {"kind": "laps", "laps": 2},
    "place": {"kind": "grid", "places": 1},
    "places": {"kind": "grid", "places": 5},
    "point": {"kind": "points", "points": 1},
}
SAID = {
    "en": "Stop +90 s|Stop +3:00 min|Lap penalty (1 lap)|Lap penalty (2 laps)|Grid penalty (1 place)|Grid penalty (5 places)"
    "|Points penalty (1 point)",
    "it": "Stop +90 s|Stop +3:00 min|Penalità in giri (1 giro)|Penalità in giri (2 giri)|Penalità in griglia (1 posto)"
    "|Penalità in griglia (5 posti)|Penalità in punti (1 punto)",
    "de": "Stopp +90 s|Stopp +3:00 min|Rundenstrafe (1 Runde)|Rundenstrafe (2 Runden)|Startplatzstrafe (1 Platz)"
    "|Startplatzstrafe (5 Plätze)|Punktabzug (1 Punkt)",
    "fr": "Stop +90 s|Stop +3:00 min|Pénalité en tours (1 tour)|Pénalité en tours (2 tours)|Pénalité de grille (1 place)"
    "|Pénalité de grille (5 places)|Pénalité en points (1 point)",
    "es": "Stop +90 s|Stop +3:00 min|Sanción en vueltas (1 vuelta)|Sanción en vueltas (2 vueltas)|Sanción en parrilla (1 puesto)"
    "|Sanción en parrilla (5 puestos)|Sanción en puntos (1 punto)",
}


def test_a_penalty_says_its_amount_in_the_number_forms_of_each_language(desk):
    for penalty, values in GIVEN.items():
        desk.rule(f.PenaltyGiven, "7", penalty=penalty, **values)

    for language, said in SAID.items():
        (section,) = only(desk.job(language=language), "decisions").sections
        assert [row[2].text for row in section.tables[0].rows] == said.split("|")


def test_a_time_that_was_added_says_its_unit(desk):
    desk.rule(f.TimeAdded, "7", duration_us=5_500_000)
    desk.rule(f.PenaltyConverted, "7", penalty="p", time_us=30_000_000, laps=1)
    (section,) = only(desk.job(), "decisions").sections

    assert [row[2].text for row in section.tables[0].rows] == [
        "5.5 s added",
        "Penalty converted +30 s (1 lap)",
    ]


@pytest.mark.parametrize("other", ["classification-by-class", "lap-cards", "best-laps", "best-sectors"])
def test_a_disqualified_car_is_the_best_of_nothing(desk, other):
    fastest = {row[1] for row in texts(only(desk.job()), "Fastest lap of each class")}
    assert "01" in fastest
    desk.rule(f.StatusRuled, "01", status="disqualified", article="60.1")
    job = desk.job()
    document = only(job)

    assert [row[1] for row in texts(document, "Fastest lap of each class")] == ["1", "7"]
    marked = {
        (row[number].text, cell.text): cell.mark
        for sheet in (document, *documents(job, kind_of(other)))
        for section in sheet.sections
        for table in section.tables
        for number in [next((i for i, c in enumerate(table.columns) if c.key == "number"), 0)]
        for row in table.rows
        for cell in row
        if cell.mark in ("best", "struck")
    }
    assert marked["01", "1:34.900"] == "struck"
    assert marked["1", "1:35.000"] == "best"
    assert "best" not in {mark for (car, _), mark in marked.items() if car == "01"}


def test_the_notes_of_the_bundled_session_are_in_the_language_of_the_sheet():
    opened = open_session("roar-2024-q")
    said = {}
    for language in ("en", "it", "de", "fr", "es"):
        words = Words(language)
        document = only(make_job(opened, words=words))
        said[language] = [row[1] for row in texts(document, words("section.notes"))]

    assert said["en"][1] == "The car completed no lap."
    assert said["de"][1] == "Der Wagen legte keine Runde zurück."
    for language in ("it", "de", "fr", "es"):
        assert not set(said[language]) & set(said["en"])


def test_a_note_of_ones_own_stays_as_it_was_written(desk):
    desk.rule(f.NoteTaken, "7", topic="no_time", text="Ha forato alla curva 3.", source="direzione gara")
    document = only(desk.job(language="de"))

    assert ["7", "Ha forato alla curva 3.", "direzione gara"] in texts(document, "Anmerkungen")


def test_lines_to_sign_on_stand_under_the_grid_before_its_reasons(tmp_path):
    laps = write_session(tmp_path / "meeting", "202401201000-qualifying")
    (outcome,) = import_meetings(meetings_in([laps.parent]), tmp_path)
    desk = Desk(str(outcome.log))
    desk.issue("provisional")
    document = only(desk.job(), "grid")

    assert [section.tables[0].layout for section in document.sections] == ["grid", "sign", "rows"]
