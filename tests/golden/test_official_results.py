"""The golden suite: Pitboard's classification of real sessions against the official results beside them.

Nothing here is loosened for one session: what differs is counted, and docs/explanation/golden.md lists it with reasons.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from pitboard.sessions.comparing import Comparison, compare_session
from pitboard.sessions.many import Batch
from pitboard.sessions.opened import OpenOptions
from tests.support.data import shared_data

SESSIONS, LAPS, ROWS = 162, 226_053, 5_641


def _compare(decisions: Path | None, seed: int | None = None) -> list[Comparison]:
    batch = Batch([str(shared_data() / "imsa")], OpenOptions(feed_seed=seed), decisions)
    compared = [compare_session(scored) for scored in batch.scored()]
    assert batch.errors == []
    return compared


@pytest.fixture(scope="module")
def from_laps_alone() -> list[Comparison]:
    return _compare(None)


@pytest.fixture(scope="module")
def with_decisions() -> list[Comparison]:
    return _compare(shared_data() / "imsa" / "decisions.csv")


@pytest.mark.slow
def test_every_session_with_laps_is_scored(from_laps_alone):
    assert len(from_laps_alone) == SESSIONS
    assert sum(session.rows for session in from_laps_alone) == ROWS


@pytest.mark.slow
def test_from_laps_alone_at_least_133_sessions_equal_and_141_in_order(from_laps_alone):
    assert sum(not session.differences for session in from_laps_alone) >= 133
    assert sum(session.same_order for session in from_laps_alone) >= 141


@pytest.mark.slow
def test_with_decisions_at_least_155_sessions_equal_161_in_order_and_998_of_1000_rows(with_decisions):
    assert sum(not session.differences for session in with_decisions) >= 155
    assert sum(session.same_order for session in with_decisions) >= 161
    assert sum(session.equal_rows for session in with_decisions) >= 0.998 * ROWS


@pytest.mark.slow
def test_with_decisions_every_race_is_whole(with_decisions):
    races = [session for session in with_decisions if session.session.endswith("-race")]

    assert len(races) >= 20
    assert [session.session for session in races if session.differences] == []


@pytest.mark.slow
def test_a_feed_of_single_facts_gives_the_same(from_laps_alone):
    assert _compare(None, seed=24) == from_laps_alone
