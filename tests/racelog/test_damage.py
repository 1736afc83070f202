"""Whatever is changed in a log shows, and says where. Each damage is done to the file itself, past the log."""

import sqlite3

import pytest

from pitboard.errors import LogError
from pitboard.model.facts import FactWithdrawn, LapDeleted
from pitboard.racelog import open_log
from pitboard.racelog.chain import GENESIS, link
from pitboard.testing.log_contract import passings

DECISION = LapDeleted(at_us=0, session="race", entry_id="7", passing_seq=4, lap_number=4)


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "roar.pitboard"
    with open_log(path, create=True) as log:
        log.append([*passings(8), DECISION, FactWithdrawn(at_us=0, target_seq=9)])
    return path


def damage(path, *statements):
    connection = sqlite3.connect(path)
    with connection:
        for statement in statements:
            connection.execute(statement)
    connection.close()


def faults(path):
    with open_log(path, read_only=True) as log:
        report = log.verify()
    assert report.ok == (not report.faults)
    return [(fault.seq, fault.what) for fault in report.faults]


def test_a_sound_log_has_no_faults(path):
    assert faults(path) == []


@pytest.mark.parametrize("seq", [1, 5, 10])
def test_a_changed_byte_shows(path, seq):
    damage(path, f"UPDATE facts SET stored = CAST(stored || ' ' AS BLOB) WHERE seq = {seq}")

    assert faults(path) == [(seq, "the hash chain breaks here: this fact or its place was changed")]


def test_any_flipped_bit_of_a_fact_in_the_raw_file_shows(path):
    content = path.read_bytes()
    start = content.index(b'"at_us":300000000')
    for offset in range(17):
        changed = bytearray(content)
        changed[start + offset] ^= 1
        path.write_bytes(changed)

        assert (3, "the hash chain breaks here: this fact or its place was changed") in faults(path)


@pytest.mark.parametrize("seq", [1, 5])
def test_a_removed_row_shows(path, seq):
    damage(path, f"DELETE FROM facts WHERE seq = {seq}")

    assert faults(path) == [(seq, "missing")]


def test_a_cut_off_end_shows(path):
    damage(path, "DELETE FROM facts WHERE seq >= 8", "DELETE FROM touches")

    assert faults(path) == [(8, "missing, and so is everything up to fact 10")]


def test_swapped_rows_show(path):
    damage(
        path,
        "UPDATE facts SET seq = -1 WHERE seq = 2",
        "UPDATE facts SET seq = 2 WHERE seq = 6",
        "UPDATE facts SET seq = 6 WHERE seq = -1",
    )

    assert [seq for seq, _ in faults(path)] == [2, 3, 6, 7]


def test_a_history_rewritten_with_new_hashes_shows_against_a_published_hash(path):
    with open_log(path, read_only=True) as log:
        published = {6: log.hash_at(6)}
    connection = sqlite3.connect(path)
    head = GENESIS
    for seq, stored in connection.execute("SELECT seq, stored FROM facts ORDER BY seq").fetchall():
        changed = stored.replace(b'"at_us":300000000', b'"at_us":299000000')
        head = link(head, seq, changed)
        connection.execute("UPDATE facts SET stored = ?, hash = ? WHERE seq = ?", (changed, head, seq))
    connection.execute("UPDATE head SET hash = ?", (head,))
    connection.commit()
    connection.close()

    with open_log(path, read_only=True) as log:
        assert log.verify().ok
        assert [str(fault) for fault in log.verify(known=published).faults] == [
            "fact 6: its hash differs from the one that was published"
        ]


def test_a_head_that_is_not_the_last_hash_shows(path):
    damage(path, "UPDATE head SET hash = zeroblob(32)")

    assert faults(path) == [(10, "its hash is not the one that the log states as its newest")]


@pytest.mark.parametrize("column", ["session", "kind"])
def test_an_index_column_that_says_something_else_shows(path, column):
    damage(path, f"UPDATE facts SET {column} = 'flag_shown' WHERE seq = 5")

    ((seq, what),) = faults(path)
    assert seq == 5
    assert "the fact says otherwise" in what


@pytest.mark.parametrize(
    "change", ["DELETE FROM touches WHERE seq = 10 AND target_seq = 4", "INSERT INTO touches VALUES (3, 10)"]
)
def test_a_wrong_index_of_corrections_shows(path, change):
    damage(path, change)

    ((seq, what),) = faults(path)
    assert seq == 10
    assert what.startswith("the index of corrections is wrong about fact")


@pytest.mark.parametrize(
    "stored",
    [
        "'text'",
        "17",
        "x'00'",
        'CAST(\'{"fact":"tyre_changed"}\' AS BLOB)',
        'CAST(\'{"fact":"passing"}\' AS BLOB)',
    ],
)
def test_what_is_no_fact_is_named_by_its_place(path, stored):
    damage(path, f"UPDATE facts SET stored = {stored} WHERE seq = 5")

    assert {seq for seq, _ in faults(path)} == {5}
    with open_log(path, read_only=True) as log, pytest.raises(LogError, match=r"^fact 5: "):
        list(log.read())


def test_a_kind_that_this_version_does_not_know_says_who_may(path):
    damage(
        path, 'UPDATE facts SET stored = CAST(\'{"fact":"tyre_changed","at_us":1}\' AS BLOB) WHERE seq = 5'
    )

    assert (5, "this version knows no kind 'tyre_changed'; a newer Pitboard may have written it") in faults(
        path
    )


@pytest.fixture
def long_log(tmp_path):
    path = tmp_path / "long.pitboard"
    with open_log(path, create=True) as log:
        log.append(passings(5_000))
    return path


def test_a_log_cut_short_is_refused(long_log):
    content = long_log.read_bytes()
    long_log.write_bytes(content[: len(content) // 2])

    with pytest.raises(LogError, match=r"long\.pitboard: damaged"):
        open_log(long_log, read_only=True)


def test_a_broken_page_is_reported_where_the_reading_stops(long_log):
    content = bytearray(long_log.read_bytes())
    page = content.index(b'"at_us":250000000000') // 4096 * 4096
    content[page : page + 4096] = b"\xff" * 4096
    long_log.write_bytes(content)

    with open_log(long_log, read_only=True) as log:
        report = log.verify()
        with pytest.raises(LogError, match="damaged"):
            list(log.read())

    assert not report.ok
    assert any("cannot be read from the file" in fault.what for fault in report.faults)
