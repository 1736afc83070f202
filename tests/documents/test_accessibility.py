"""PDF/UA-1: the checker applies veraPDF's rules to every kind of document; page heads and feet are artifacts."""

from __future__ import annotations

import page
import pytest

from pitboard.documents.catalogue import documents, kinds_for
from pitboard.documents.club import Club
from pitboard.documents.job import make_job
from pitboard.documents.page import pdf
from pitboard.documents.words import Words
from pitboard.sessions.opened import open_session
from tests.support.files import write_session

LOGO = '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="20"><rect width="60" height="20" fill="#103080"/></svg>'


def faults_of(made):
    report = page.validate_pdf_bytes(made, profile=page.ValidationProfile.PDF_UA_1)
    assert report.rules.total > 100
    return [(fault.rule_id, fault.message) for fault in report.failures]


def printed(job, document):
    return pdf(document, paper="A4", classes=job.classes, club=job.club, words=job.words, at_us=0)


@pytest.fixture
def race(tmp_path):
    """A small race on a club's paper, in French."""
    logo = tmp_path / "logo.svg"
    logo.write_text(LOGO)
    laps = write_session(tmp_path / "one", "202401201100-race")
    club = Club(name="Écurie de l’Île", logo=logo, accent="#103080")
    return make_job(open_session(str(laps)), words=Words("fr"), club=club)


def first_of_each_kind(job):
    for kind in kinds_for(job):
        for document in documents(job, kind):
            yield document
            break


def test_every_kind_of_a_race_keeps_to_pdf_ua(race):
    for document in first_of_each_kind(race):
        assert (document.kind, faults_of(printed(race, document))) == (document.kind, [])


@pytest.mark.slow
def test_every_kind_of_qualifying_keeps_to_pdf_ua():
    job = make_job(open_session("roar-2024-q"), words=Words("de"))

    for document in first_of_each_kind(job):
        assert (document.kind, faults_of(printed(job, document))) == (document.kind, [])


def test_a_pdf_without_its_tags_is_noticed(race):
    made = printed(race, next(first_of_each_kind(race)))

    assert faults_of(made.replace(b"/Marked true", b"/Marked null"))
