"""Opening a session: options that it cannot follow are refused, never passed over."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pitboard.errors import PitboardError, SourceError, UsageError
from pitboard.model import facts as f
from pitboard.sessions.importing import import_meetings, meetings_in
from pitboard.sessions.many import Batch
from pitboard.sessions.opened import OpenOptions, open_session
from pitboard.sessions.scored import score
from tests.support.files import laps_rows, write_session


@pytest.fixture
def entries(tmp_path: Path) -> Path:
    path = tmp_path / "entries.csv"
    path.write_text("number,class\n1,GTP\n01,GTP\n7,GTD\n")
    return path


@pytest.fixture
def log(tmp_path: Path) -> str:
    laps = write_session(tmp_path / "2024" / "roar")
    (outcome,) = import_meetings(meetings_in([laps.parent]), tmp_path)
    return str(outcome.log)


def test_an_entry_list_for_a_log_is_refused(log: str, entries: Path):
    with pytest.raises(UsageError, match="--entries goes with laps files"):
        open_session(log, OpenOptions(entries=entries))


def test_an_entry_list_for_a_bundled_session_is_refused(entries: Path):
    with pytest.raises(UsageError, match="roar-2024-q: --entries goes with laps files"):
        open_session("roar-2024-q", OpenOptions(entries=entries))


def test_an_order_of_arrival_for_a_log_is_refused(log: str):
    batch = Batch([log], OpenOptions(feed_seed=24))

    assert list(batch.scored()) == []
    assert "--feed shuffles laps files and bundled sessions" in str(batch.errors[0])


def test_a_bundled_session_arrives_in_another_order_and_is_scored_the_same():
    whole = open_session("roar-2024-q")
    fed = open_session("roar-2024-q", OpenOptions(feed_seed=24))

    def cars(facts: list[f.Fact]) -> list[str]:
        return [fact.car for fact in facts if isinstance(fact, f.Passing)]

    assert cars(fed.facts) != cars(whole.facts)
    assert [fact.seq for fact in fed.facts] == list(range(1, len(whole.facts) + 1))
    assert [(row.position, row.car, row.text_first) for row in score(fed).rows] == [
        (row.position, row.car, row.text_first) for row in score(whole).rows
    ]


def test_laps_packed_and_plain_are_scored_once_and_not_at_all_where_they_differ(tmp_path: Path):
    import gzip

    packed = write_session(tmp_path, "202401191100-practice-1")
    plain = packed.with_suffix("")
    plain.write_bytes(gzip.decompress(packed.read_bytes()))
    batch = Batch([str(tmp_path)])
    assert [one.opened.name for one in batch.scored()] == ["202401191100-practice-1"]
    assert any("holds the same as" in note for note in batch.notes)

    other = write_session(tmp_path / "other", rows=laps_rows({"1": (600_000, 90_000)}))
    plain.write_bytes(gzip.decompress(other.read_bytes()))
    batch = Batch([str(tmp_path)])
    assert [one.opened.name for one in batch.scored()] == ["other/202401191100-practice-1"]
    assert [type(error) for error in batch.errors] == [SourceError]
    outcomes = list(import_meetings(meetings_in([tmp_path]), tmp_path / "logs"))
    assert [outcome.what[:8] or type(outcome.error) for outcome in outcomes] == [SourceError, "imported"]


@pytest.mark.skipif(os.name == "nt", reason="names that Windows does not allow")
@pytest.mark.parametrize(
    "name", [b"caf\xe9.csv", b"caf\xe9.pitboard", b"x" * 300], ids=["file", "log", "long"]
)
def test_a_name_that_cannot_be_used_is_told_in_words(tmp_path: Path, name: bytes):
    path = str(tmp_path / os.fsdecode(name))

    for opened in (open_session, lambda text: Batch([text])):
        with pytest.raises(PitboardError, match=r"expected a name in UTF-8|File name too long") as raised:
            opened(path)
        str(raised.value).encode()


@pytest.mark.skipif(os.name == "nt", reason="names that Windows does not allow")
def test_logs_are_not_put_where_their_name_could_not_be_printed(tmp_path: Path):
    laps = write_session(tmp_path / "in")
    with pytest.raises(UsageError, match="expected a name in UTF-8"):
        list(import_meetings(meetings_in([laps]), tmp_path / os.fsdecode(b"\xff")))
