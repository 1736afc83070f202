"""Meeting files: the template works, and every mistake is named by its key at once."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter

from pitboard.model import facts as f
from pitboard.model.meeting_file import ENTRIES_TEMPLATE, TEMPLATE, MeetingFileError
from pitboard.sessions.meeting import open_meeting, plan_meeting


def _write(folder: Path, text: str = TEMPLATE, entries: str = ENTRIES_TEMPLATE) -> Path:
    (folder / "entries.csv").write_text(entries, encoding="utf-8")
    path = folder / "MEETING.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_template_becomes_the_first_facts_of_a_log_and_a_second_opening_adds_none(tmp_path: Path):
    planned = plan_meeting(_write(tmp_path))
    with open_meeting(planned) as log:
        facts = list(log.read())
    with open_meeting(planned) as log:
        assert log.last_seq == len(facts)

    entries = [fact.entry for fact in facts if isinstance(fact, f.EntryAdded)]
    assert [(entry.number, entry.transponders) for entry in entries] == [
        ("7", ("102758186",)),
        ("8", ("102758187",)),
    ]
    plan = next(fact.plan for fact in facts if isinstance(fact, f.SessionScheduled))
    assert (plan.session, plan.duration_us) == ("race", 3_600_000_000)
    assert plan.scheduled_us == 1_904_126_400_000_000  # 14:00 in Berlin, in summer


def test_every_mistake_is_named_by_its_key_at_once(tmp_path: Path):
    text = TEMPLATE.replace('kind = "race"', 'kind = "rase"').replace("Europe/Berlin", "Eurpe/Berlin")
    text = text.replace("[inputs]", "[inputs]\nlins = 5").replace('name = "Club Day"\n', "")
    with pytest.raises(MeetingFileError) as caught:
        plan_meeting(_write(tmp_path, text))

    assert [key for key, _ in caught.value.problems] == [
        "meeting.name",
        "circuit.zone",
        "session.1.kind",
        "inputs.lins",
    ]


def test_a_rulebook_an_entry_list_and_a_transponder_twice_are_named_together(tmp_path: Path):
    text = TEMPLATE.replace('rulebook = "club"', 'rulebook = "clubb"')
    entries = ENTRIES_TEMPLATE.replace("102758187", "102758186")
    with pytest.raises(MeetingFileError) as caught:
        plan_meeting(_write(tmp_path, text, entries))

    found = dict(caught.value.problems)
    assert set(found) == {"meeting.rulebook", "meeting.entries"}
    assert "car 7 and in car 8" in found["meeting.entries"]


def test_an_entry_list_in_excel_keeps_its_numbers_as_text(tmp_path: Path):
    book = xlsxwriter.Workbook(tmp_path / "entries.xlsx")
    sheet = book.add_worksheet()
    for row, cells in enumerate([("number", "class", "team"), ("01", "A", "One"), ("1", "A", "Two")]):
        for column, cell in enumerate(cells):
            sheet.write_string(row, column, cell)
    book.close()
    planned = plan_meeting(_write(tmp_path, TEMPLATE.replace("entries.csv", "entries.xlsx")))

    assert [entry.number for entry in planned.entries] == ["01", "1"]
