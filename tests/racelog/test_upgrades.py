"""Logs of older formats open for ever; their facts are changed on reading, never on disk."""

import shutil
import sqlite3
from pathlib import Path

import msgspec
import pytest

from pitboard.errors import LogError
from pitboard.model.facts import LapDeleted, Passing
from pitboard.racelog import GENESIS, open_log, schema, stored
from pitboard.racelog.chain import link
from pitboard.racelog.stored import KINDS, Upcast
from pitboard.testing.log_contract import passings
from tools.make_stored_log import all_facts

STORED = Path(__file__).with_name("stored")


# ---- released formats ----


def test_the_stored_log_of_format_1_verifies_and_holds_what_was_put_in(tmp_path):
    path = Path(shutil.copy(STORED / "v1.pitboard", tmp_path))

    with open_log(path) as log:
        known = {41: bytes.fromhex("4dc1762bf3677df85f94bfb7ff7c79863de323932f4d0499ed492c45fca7abbb")}
        assert log.verify(known=known).faults == ()
        assert log.last_seq == 41
        facts = list(log.read())
        assert [type(fact).__name__ for fact in facts][:2] == ["MeetingOpened", "CircuitDescribed"]
        assert len({type(fact) for fact in facts}) == 41
        log.append(passings(1))
        assert log.verify(known=known).ok


def test_the_stored_log_of_format_1_still_says_the_same(tmp_path):
    path = Path(shutil.copy(STORED / "v1.pitboard", tmp_path))
    now = {type(fact): fact for fact in all_facts()}

    with open_log(path, read_only=True) as log:
        for fact in log.read():
            # Fields that are newer than the file have their defaults in it; those it has must have stayed.
            raw = log._all("SELECT stored FROM facts WHERE seq = :seq", {"seq": fact.seq})[0][0]
            for name in msgspec.json.decode(raw).keys() - {"fact"}:
                assert getattr(fact, name) == getattr(now[type(fact)], name), (type(fact).__name__, name)


# ---- the mechanism, shown on a format 0 that never was ----


def lap_scrubbed_to_lap_deleted(fields):
    return {"entry_id": fields.pop("car_no"), **fields}


def to_format_1(connection):
    head = connection.execute("SELECT seq, hash FROM facts ORDER BY seq DESC LIMIT 1").fetchone()
    for statement in schema.TABLES.split(";")[1:]:
        connection.execute(statement)
    connection.execute("INSERT INTO head VALUES (1, ?, ?)", head)
    connection.execute(
        "INSERT INTO touches SELECT json_extract(stored, '$.passing_seq'), seq FROM facts WHERE kind = 'lap_scrubbed'"
    )


@pytest.fixture
def format_0(tmp_path, monkeypatch):
    """A log of format 0: only the table of facts, and a kind that is called otherwise today."""
    monkeypatch.setattr(schema, "MIGRATIONS", {0: to_format_1})
    monkeypatch.setitem(stored.UPCASTS, "lap_scrubbed", Upcast(LapDeleted, lap_scrubbed_to_lap_deleted))
    facts = [
        ("passing", b'{"fact":"passing","at_us":5,"session":"race","car":"7"}'),
        (
            "lap_scrubbed",
            b'{"fact":"lap_scrubbed","at_us":6,"session":"race","car_no":"7","passing_seq":1,"lap_number":1}',
        ),
    ]
    path = tmp_path / "old.pitboard"
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
    connection.execute(schema.TABLES.split(";")[0])
    head = GENESIS
    for seq, (kind, content) in enumerate(facts, 1):
        head = link(head, seq, content)
        connection.execute("INSERT INTO facts VALUES (?, 'race', ?, ?, ?)", (seq, kind, content, head))
    connection.close()
    return path


EXPECTED = [
    Passing(at_us=5, session="race", car="7", seq=1),
    LapDeleted(at_us=6, session="race", entry_id="7", passing_seq=1, lap_number=1, seq=2),
]


def raw(path):
    connection = sqlite3.connect(path)
    rows = connection.execute("SELECT seq, session, kind, stored, hash FROM facts ORDER BY seq").fetchall()
    connection.close()
    return rows


def test_an_older_log_is_brought_up_to_date_without_touching_a_fact(format_0):
    before = raw(format_0)

    with open_log(format_0) as log:
        assert list(log.read()) == EXPECTED
        assert list(log.read(kinds=[LapDeleted])) == EXPECTED[1:]
        assert log.latest_on(1) == 2
        assert log.verify().faults == ()
        log.append(passings(1))
        assert log.verify().faults == ()

    assert raw(format_0)[:2] == before
    assert schema.format_of(sqlite3.connect(format_0)) == schema.FORMAT


def test_an_older_log_is_read_without_changing_the_file(format_0):
    before = format_0.read_bytes()

    with open_log(format_0, read_only=True) as log:
        assert list(log.read()) == EXPECTED
        assert log.verify().faults == ()

    assert format_0.read_bytes() == before


def test_an_upgrade_that_fails_leaves_the_older_log(format_0, monkeypatch):
    def fail(connection):
        to_format_1(connection)
        raise sqlite3.OperationalError("disk full")

    monkeypatch.setattr(schema, "MIGRATIONS", {0: fail})
    with pytest.raises(LogError, match="disk full"):
        open_log(format_0)

    monkeypatch.setattr(schema, "MIGRATIONS", {0: to_format_1})
    with open_log(format_0) as log:
        assert log.verify().ok


def test_an_upcast_that_does_not_give_a_fact_is_named_by_its_place(format_0, monkeypatch):
    monkeypatch.setitem(stored.UPCASTS, "lap_scrubbed", Upcast(LapDeleted, lambda fields: fields))

    with (
        open_log(format_0) as log,
        pytest.raises(LogError, match="fact 2: lap_scrubbed cannot be brought up to date"),
    ):
        list(log.read())


def test_a_retired_tag_is_never_given_out_again():
    assert not stored.UPCASTS.keys() & set(KINDS.values())
