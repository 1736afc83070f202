"""Every number in every text is in the engine's results; a number that is not is found."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from pitboard.press.report import values as v
from pitboard.press.report.grammar import LANGUAGES
from pitboard.press.report.language import Language
from pitboard.press.report.writing import Report, Sentence, put_into_words, tell, write_report
from pitboard.sessions.many import Batch
from pitboard.sessions.opened import OpenOptions, open_session
from pitboard.sessions.scored import Scored, score
from tests.press.truth import faults, statement_faults, wording_faults
from tests.press.truth_session import Truth
from tests.press.truth_text import text_faults
from tests.support.files import write_session


@pytest.fixture(scope="module")
def roar() -> Scored:
    return score(open_session("roar-2024-q"))


@pytest.mark.parametrize("scope", ["overall", "class"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_number_of_the_bundled_session_is_in_its_results(
    roar: Scored, language: str, scope: str
) -> None:
    report = write_report(roar, language, scope=scope, focus="nation:ITA")

    assert list(faults(report, Truth(roar))) == []


def changed(value: v.AnyValue) -> Iterator[v.AnyValue]:
    """A value with each of its numbers off by one."""
    for field in msgspec.structs.fields(value):
        held = getattr(value, field.name)
        if isinstance(held, int) and not isinstance(held, bool):
            yield msgspec.structs.replace(value, **{field.name: held + 1})
        elif isinstance(held, tuple):
            for nth, part in enumerate(held):
                if isinstance(part, v.Result | v.Version):
                    for wrong in changed(part):
                        yield msgspec.structs.replace(
                            value, **{field.name: (*held[:nth], wrong, *held[nth + 1 :])}
                        )


def test_a_value_off_by_one_is_found(roar: Scored) -> None:
    truth = Truth(roar)
    tried = 0
    for one in write_report(roar, "en").sentences():
        for key, value in one.statement.values.items():
            for wrong in changed(value):
                statement = msgspec.structs.replace(
                    one.statement, values={**one.statement.values, key: wrong}
                )
                tried += 1
                assert list(statement_faults(statement, truth)), (one.statement.kind, key, wrong)
    assert tried > 60


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_changed_figure_in_a_text_is_found(roar: Scored, language: str) -> None:
    spoken = Language(language)
    tried = 0
    for one in write_report(roar, language).sentences():
        if one.statement.kind in ("note", "no-time-why"):
            continue
        for found in re.finditer(r"\d", one.text):
            other = str((int(found[0]) + 3) % 10)
            text = one.text[: found.start()] + other + one.text[found.end() :]
            tried += 1
            assert list(text_faults(Sentence(text=text, statement=one.statement), spoken)), text
    assert tried > 300


def test_a_changed_number_in_words_is_found(roar: Scored) -> None:
    spread = next(one for one in write_report(roar, "en").sentences() if one.statement.kind == "class-spread")
    wrong = Sentence(text=spread.text.replace("nine", "eight"), statement=spread.statement)

    assert list(text_faults(wrong, Language("en")))


def test_another_result_turns_the_report_red(roar: Scored) -> None:
    truth = Truth(roar)
    truth.row["31"]["best_time_us"] += 1000

    assert list(faults(write_report(roar, "en"), truth))


def flaws(report: Report) -> Iterator[str]:
    """What no text may have, whatever it says."""
    texts = [one.text for one in report.sentences()]
    if len(set(texts)) != len(texts):
        yield "a sentence twice"
    for section in report.sections:
        if not section.sentences and section.table is None:
            yield f"section {section.key} is empty"
    for text in texts:
        if re.search(r"\$|[{}]|  | [,.]|\(\)|\(,|None|\.\.|,,|^[a-zà-ü]", text):
            yield f"{text!r} is not clean"
    for text in texts[1:]:
        if not text.endswith((".", "»", "”")) or not text.strip("."):
            yield f"{text!r} does not end"


@pytest.mark.slow
def test_every_number_of_all_sessions_in_all_languages_is_in_the_results(real_data: Path) -> None:
    batch = Batch([str(real_data / "imsa")], OpenOptions(), None)
    sessions = 0
    found: list[str] = []
    for scored in batch.scored():
        sessions += 1
        truth = Truth(scored)
        story = tell(scored)
        own = {id(one) for one in (story.headline, story.standfirst, *story.statements)}
        for language in LANGUAGES:
            report = put_into_words(story, language)
            # The values are those of the one story, so they are held against the results once.
            assert {id(one.statement) for one in report.sentences()} <= own
            wrong = (faults if language == "en" else wording_faults)(report, truth)
            found += [f"{scored.opened.name} {language}: {fault}" for fault in (*wrong, *flaws(report))]
    assert found[:20] == []
    assert sessions == 162
    assert batch.errors == []


@pytest.mark.slow
@pytest.mark.parametrize("share", [0.0, 0.05, 0.1, 0.3, 0.5, 0.75, 0.9])
def test_a_session_that_still_runs_can_be_written_up(roar: Scored, share: float) -> None:
    seqs = sorted(fact.seq for fact in roar.opened.facts)
    so_far = score(roar.opened, until_seq=seqs[int(share * (len(seqs) - 1))])

    truth = Truth(so_far)
    for language in LANGUAGES:
        report = write_report(so_far, language)
        assert [*faults(report, truth), *flaws(report)] == []
        assert report.headline.text
        assert report.standfirst.text


def test_a_running_session_of_a_log_says_that_it_is_not_over(roar: Scored) -> None:
    opened = replace(roar.opened, log=Path("meeting.pitboard"))
    so_far = score(opened, until_seq=1000)

    for scope in ("overall", "class"):
        report = write_report(so_far, "en", scope=scope)
        texts = [one.text for one in report.sentences()]
        assert "No chequered flag has been shown yet: this is how things stand." in texts
        assert not any("pole" in text or "sets the grid" in text or "no time" in text for text in texts)
        assert [*faults(report, Truth(so_far)), *flaws(report)] == []


def test_nobody_has_won_a_race_that_still_runs(tmp_path: Path) -> None:
    laps = write_session(tmp_path, "202401191100-race", results=None)
    whole = open_session(str(laps))
    opened = replace(whole, log=Path("meeting.pitboard"))
    finished = [lap.seq for car in score(whole).state.cars.values() for lap in car.laps]
    so_far = score(opened, until_seq=max(finished) - 2)

    for language in LANGUAGES:
        for scope in ("overall", "class"):
            report = write_report(so_far, language, scope=scope)
            kinds = {one.statement.kind for one in report.sentences()}
            assert "lead-now" in kinds or scope == "class"
            assert not {kind for kind in kinds if "win" in kind or kind.startswith("no-")}
            assert [*faults(report, Truth(so_far)), *flaws(report)] == []


def test_three_made_up_cars_can_be_written_up(tmp_path: Path) -> None:
    laps = write_session(tmp_path, "202401191100-race", results=None)
    scored = score(open_session(str(laps)))

    for language in LANGUAGES:
        for scope in ("overall", "class"):
            report = write_report(scored, language, scope=scope)
            assert [*faults(report, Truth(scored)), *flaws(report)] == []
