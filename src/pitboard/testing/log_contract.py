"""What every race log must do: inherit `RaceLogContract` in a test class and say how a new log is made.

```python
class TestMyLog(RaceLogContract):
    def new_log(self, folder: Path) -> RaceLog:
        return MyLog(folder / "new")
```
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given, settings

from pitboard.errors import LogError, StaleTargetError
from pitboard.model.facts import (
    AnyFact,
    Fact,
    FactMoved,
    FactWithdrawn,
    FlagShown,
    LapDeleted,
    MessageSent,
    Passing,
    SessionScheduled,
    encode,
    with_seq,
)
from pitboard.model.meeting import Session, SessionKind
from pitboard.racelog import GENESIS, RaceLog, imported, is_new_import
from pitboard.testing.strategies import fact_lists


def passings(count: int, *, session: str = "race") -> list[Passing]:
    """Passings of one car, 100 s apart."""
    return [Passing(at_us=lap * 100_000_000, session=session, car="7") for lap in range(1, count + 1)]


def scheduled(session: str, *, source_name: str = "", source_sha256: str = "") -> SessionScheduled:
    """A session of the schedule."""
    plan = Session(
        session=session, kind=SessionKind.RACE, source_name=source_name, source_sha256=source_sha256
    )
    return SessionScheduled(at_us=0, session=session, plan=plan)


def lap_deleted(passing_seq: int) -> LapDeleted:
    """A decision on the lap that a passing ended."""
    return LapDeleted(at_us=0, session="race", entry_id="7", passing_seq=passing_seq, lap_number=1)


class RaceLogContract:
    """The suite. Each test makes its own log."""

    def new_log(self, folder: Path) -> RaceLog:
        """An empty log, open for writing.

        Args:
            folder: an empty folder of the test's own.
        """
        raise NotImplementedError

    @pytest.fixture
    def log(self, tmp_path: Path) -> Iterator[RaceLog]:
        with self.new_log(tmp_path) as log:
            yield log

    # ---- appending and reading ----

    def test_a_new_log_is_empty(self, log: RaceLog) -> None:
        assert log.last_seq == 0
        assert log.head_hash == GENESIS == log.hash_at(0)
        assert list(log.read()) == []
        assert log.sessions() == {}
        assert log.verify().ok

    def test_facts_are_numbered_from_one_and_never_again(self, log: RaceLog) -> None:
        assert log.append(passings(2)) == range(1, 3)
        assert log.append(passings(1)) == range(3, 4)
        assert [fact.seq for fact in log.read()] == [1, 2, 3]

    def test_a_seq_that_a_fact_brings_along_is_not_kept(self, log: RaceLog) -> None:
        log.append([with_seq(passings(1)[0], 99)])

        assert list(log.read()) == [with_seq(passings(1)[0], 1)]

    def test_appending_nothing_changes_nothing(self, log: RaceLog) -> None:
        assert log.append([]) == range(1, 1)
        assert (log.last_seq, log.head_hash) == (0, GENESIS)

    def test_facts_written_and_read_back_are_equal(self) -> None:
        @settings(deadline=None, max_examples=50)
        @given(fact_lists(wild=True))
        def facts_written_and_read_back_are_equal(facts: list[AnyFact]) -> None:
            with tempfile.TemporaryDirectory() as folder, self.new_log(Path(folder)) as log:
                log.append(facts)

                assert list(log.read()) == [with_seq(fact, seq) for seq, fact in enumerate(facts, 1)]
                assert log.verify().faults == ()

        facts_written_and_read_back_are_equal()

    def test_many_facts_come_back_in_order_of_arrival(self, log: RaceLog) -> None:
        log.append(iter(passings(10_000)))

        assert [fact.seq for fact in log.read(9_000)] == list(range(9_000, 10_001))
        assert sum(1 for _ in log.read()) == 10_000

    def test_what_a_generator_raises_leaves_nothing_behind(self, log: RaceLog) -> None:
        def broken() -> Iterator[Fact]:
            yield from passings(5_000)
            raise RuntimeError("line 5001 is cut off")

        log.append(passings(1))
        head = log.head_hash

        with pytest.raises(RuntimeError, match="cut off"):
            log.append(broken())

        assert (log.last_seq, log.head_hash) == (1, head)
        assert log.append(passings(1)) == range(2, 3)
        assert log.verify().ok

    def test_what_is_no_fact_of_the_model_is_a_bug(self, log: RaceLog) -> None:
        with pytest.raises(TypeError, match="no kind of fact"):
            log.append([Fact(at_us=0)])

        assert log.last_seq == 0

    def test_reading_ends_with_the_newest_fact_when_it_began(self, log: RaceLog) -> None:
        log.append(passings(10_000))
        reading = log.read()
        first = next(reading)
        log.append(passings(3))

        assert [first.seq, *(fact.seq for fact in reading)] == list(range(1, 10_001))

    def test_half_an_append_is_never_seen(self, log: RaceLog) -> None:
        def nosy() -> Iterator[Fact]:
            for fact in passings(5):
                yield fact
                assert (log.last_seq, log.head_hash, list(log.read())) == (2, head, before)

        log.append(passings(2))
        head, before = log.head_hash, list(log.read())

        log.append(nosy())

        assert log.last_seq == 7

    def test_a_session_is_read_with_the_facts_of_the_whole_meeting(self, log: RaceLog) -> None:
        log.append([*passings(1, session=""), *passings(1, session="a"), *passings(1, session="b")])
        log.append([*passings(1, session="b"), *passings(1, session="a"), *passings(1, session="")])

        assert [fact.seq for fact in log.read(session="a")] == [1, 2, 5, 6]
        assert [fact.seq for fact in log.read(2, session="b")] == [3, 4, 6]
        assert [fact.seq for fact in log.read(session="")] == [1, 6]
        assert [fact.seq for fact in log.read(session="c")] == [1, 6]

    def test_kinds_can_be_picked(self, log: RaceLog) -> None:
        flag = FlagShown(at_us=0, session="race", flag="red")
        log.append([*passings(2), flag, MessageSent(at_us=0, text="box"), flag])

        assert [fact.seq for fact in log.read(kinds=[FlagShown])] == [3, 5]
        assert [fact.seq for fact in log.read(4, kinds=[FlagShown, MessageSent])] == [4, 5]
        assert [fact.seq for fact in log.read(kinds=[Passing, MessageSent])] == [1, 2, 4]
        assert [fact.seq for fact in log.read(session="race", kinds=[MessageSent])] == [4]
        assert list(log.read(kinds=[])) == []

    # ---- the chain ----

    def test_each_hash_covers_the_one_before_the_place_and_the_bytes(self, log: RaceLog) -> None:
        log.append(passings(2))

        head = sha256(b"pitboard race log 1").digest()
        for seq, fact in enumerate(passings(2), 1):
            head = sha256(head + seq.to_bytes(8, "big") + encode(fact)).digest()
            assert log.hash_at(seq) == head
        assert log.head_hash == head

    def test_a_hash_that_is_not_there_is_refused(self, log: RaceLog) -> None:
        log.append(passings(2))

        with pytest.raises(LogError, match="no fact 3; the log ends at fact 2"):
            log.hash_at(3)

    def test_verify_reports_what_it_read(self, log: RaceLog) -> None:
        log.append(passings(3))

        report = log.verify(known={2: log.hash_at(2), 3: log.head_hash})

        assert report.ok
        assert (report.facts, report.last_seq, report.head_hash) == (3, 3, log.head_hash)

    def test_a_log_that_differs_from_what_was_published_does_not_verify(self, log: RaceLog) -> None:
        log.append(passings(3))

        report = log.verify(known={2: bytes(32), 7: bytes(32)})

        assert [fault.seq for fault in report.faults] == [2, 7]

    # ---- targets ----

    def test_the_newest_fact_on_a_target_is_at_first_itself(self, log: RaceLog) -> None:
        log.append(passings(2))

        assert log.latest_on(1) == 1

    def test_a_fact_on_a_correction_is_on_what_was_corrected(self, log: RaceLog) -> None:
        log.append([*passings(2), FactMoved(at_us=0, target_seq=1, to_us=5)])
        log.append([FactWithdrawn(at_us=0, target_seq=3)])
        log.append([FactWithdrawn(at_us=0, target_seq=4)])

        assert [log.latest_on(seq) for seq in (1, 2, 3, 4, 5)] == [5, 2, 5, 5, 5]

    def test_a_fact_prepared_before_its_target_changed_is_refused(self, log: RaceLog) -> None:
        log.append(passings(2))
        log.append([lap_deleted(1)], expect_last={1: 1})

        with pytest.raises(
            StaleTargetError, match="fact 1 was changed by fact 3; you had seen it up to fact 2"
        ):
            log.append([*passings(1), lap_deleted(1)], expect_last={1: 2})

        assert log.last_seq == 3
        assert log.append([lap_deleted(2)], expect_last={1: 3, 2: 3}) == range(4, 5)

    def test_what_a_fact_says_of_its_target_is_checked_too(self, log: RaceLog) -> None:
        log.append([*passings(1), lap_deleted(1)])

        with pytest.raises(StaleTargetError):
            log.append([FactWithdrawn(at_us=0, target_seq=1, target_last_seq=1)])

        assert log.append([FactWithdrawn(at_us=0, target_seq=1, target_last_seq=2)]) == range(3, 4)
        assert log.append([FactWithdrawn(at_us=0, target_seq=1)]) == range(4, 5)

    @pytest.mark.parametrize("target", [-1, 0, 2, 3])
    def test_a_fact_may_only_point_at_an_earlier_one(self, log: RaceLog, target: int) -> None:
        log.append(passings(1))

        with pytest.raises(LogError, match=rf"fact 2 would point at fact {target}\b"):
            log.append([lap_deleted(target)])

        assert log.last_seq == 1

    def test_nothing_can_be_expected_of_a_fact_that_is_not_there(self, log: RaceLog) -> None:
        log.append(passings(1))

        with pytest.raises(LogError, match="no fact 2 to expect anything of"):
            log.append(passings(1), expect_last={2: 2})

        assert log.last_seq == 1

    # ---- sessions and imports ----

    def test_sessions_come_as_scheduled_with_the_plan_in_force(self, log: RaceLog) -> None:
        log.append([scheduled("race"), scheduled("a-practice"), *passings(1, session="unplanned")])
        log.append([scheduled("race", source_name="new")])

        sessions = log.sessions()

        assert list(sessions) == ["race", "a-practice", "unplanned"]
        assert sessions["race"] == scheduled("race", source_name="new").plan
        assert sessions["unplanned"] is None

    def test_a_plan_that_was_withdrawn_is_not_in_force_until_that_is_withdrawn(self, log: RaceLog) -> None:
        log.append([scheduled("race"), scheduled("race", source_name="wrong")])
        log.append([FactWithdrawn(at_us=0, target_seq=2)])
        assert log.sessions() == {"race": scheduled("race").plan}

        log.append([FactWithdrawn(at_us=0, target_seq=3)])
        assert log.sessions() == {"race": scheduled("race", source_name="wrong").plan}

    def test_the_same_file_is_imported_once_and_other_bytes_are_refused(self, log: RaceLog) -> None:
        assert is_new_import(log, "race", "aa")
        log.append([scheduled("race", source_name="2024/r.csv", source_sha256="aa"), scheduled("live")])

        assert (imported(log, "race"), imported(log, "live"), imported(log, "q")) == ("aa", "", None)
        assert not is_new_import(log, "race", "aa")
        with pytest.raises(LogError, match=r"race: already imported from other bytes"):
            is_new_import(log, "race", "bb")
        with pytest.raises(LogError, match="live: the log has this session already, and not from a file"):
            is_new_import(log, "live", "aa")

    # ---- closing ----

    def test_a_closed_log_says_so(self, tmp_path: Path) -> None:
        log = self.new_log(tmp_path)
        log.close()
        log.close()

        with pytest.raises(LogError, match="closed"):
            log.append(passings(1))
        with pytest.raises(LogError, match="closed"):
            list(log.read())
