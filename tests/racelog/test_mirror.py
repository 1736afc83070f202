"""A second disk: every fact is on both, byte for byte, and what is no copy is said to be none."""

import shutil

import pytest

from pitboard.errors import LogError
from pitboard.model.facts import FactWithdrawn
from pitboard.racelog import open_log, open_mirror
from pitboard.testing.log_contract import lap_deleted, passings


@pytest.fixture
def log(tmp_path):
    with open_log(tmp_path / "roar.pitboard", create=True) as log:
        log.append(passings(100))
        yield log


def test_a_mirror_holds_every_append_byte_for_byte(log, tmp_path):
    mirror = open_mirror(log, tmp_path / "second.pitboard")
    for fact in (*passings(3), lap_deleted(7), FactWithdrawn(at_us=1, session="race", target_seq=104)):
        log.append([fact])
        assert mirror.catch_up() == log.last_seq
    mirror.close()

    with open_log(tmp_path / "second.pitboard") as copy:
        assert list(copy.stored()) == list(log.stored())
        assert copy.head_hash == log.head_hash
        assert copy.latest_on(7) == log.latest_on(7) == 105
        assert copy.verify().ok


def test_a_mirror_goes_on_where_it_was(log, tmp_path):
    open_mirror(log, tmp_path / "second.pitboard").close()
    log.append(passings(50))

    mirror = open_mirror(log, tmp_path / "second.pitboard")

    assert mirror.last_seq == 150
    mirror.close()


def test_the_log_itself_another_log_and_a_copy_that_is_ahead_are_refused(log, tmp_path):
    with pytest.raises(LogError, match="is the log itself"):
        open_mirror(log, tmp_path / "roar.pitboard")
    with pytest.raises(LogError, match="nowhere does not exist"):
        open_mirror(log, tmp_path / "nowhere" / "second.pitboard")

    with open_log(tmp_path / "other.pitboard", create=True) as other:
        other.append(passings(2, session="other"))
    with pytest.raises(LogError, match=r"is no copy of .*: at fact 2 their histories differ"):
        open_mirror(log, tmp_path / "other.pitboard")

    open_mirror(log, tmp_path / "ahead.pitboard").close()
    with open_log(tmp_path / "ahead.pitboard") as ahead:
        ahead.append(passings(3))
    with pytest.raises(LogError, match=r"holds 3 facts more than .*: go on from the copy"):
        open_mirror(log, tmp_path / "ahead.pitboard")


def test_a_copy_that_is_removed_or_replaced_is_missed(log, tmp_path):
    path = tmp_path / "second.pitboard"
    mirror = open_mirror(log, path)
    shutil.copy(path, tmp_path / "kept.pitboard")
    path.unlink()
    with pytest.raises(LogError, match="the copy is gone"):
        mirror.catch_up()
    (tmp_path / "kept.pitboard").rename(path)
    with pytest.raises(LogError, match="another file stands in its place"):
        mirror.catch_up()
    mirror.close()


def test_stored_facts_are_taken_whole_in_order_and_unchanged_or_not_at_all(log, tmp_path):
    rows = list(log.stored())
    with open_log(tmp_path / "copy.pitboard", create=True) as copy:
        changed = rows[4]._replace(stored=rows[4].stored.replace(b'"car":"7"', b'"car":"8"'))
        for wrong, said in (
            ([*rows[:4], changed], "fact 5 of the other log does not continue the hash chain"),
            (rows[1:], "expected fact 1 of the other log, was fact 2"),
            ([rows[0], rows[0]], "expected fact 2 of the other log, was fact 1"),
            ([rows[0]._replace(session="another")], "is of session 'race', not 'another'"),
        ):
            with pytest.raises(LogError, match=said):
                copy.append_stored(wrong)
            assert copy.last_seq == 0

        assert [fact.seq for fact in copy.append_stored(rows)] == list(range(1, 101))
        assert copy.head_hash == log.head_hash
