"""The two WEC races: 24 hours past midnight, and six hours, from laps alone."""

from __future__ import annotations

import itertools

import pytest

from pitboard.model.flags import Status
from pitboard.model.rulebook import walk
from pitboard.sessions.many import Batch
from pitboard.sessions.scored import Scored
from pitboard.wire.explained import explained
from tests.support.data import shared_data


def _score(part: str) -> Scored:
    found = [path for path in (shared_data() / "wec").iterdir() if part in path.name]
    assert len(found) == 1
    batch = Batch([str(found[0])])
    scored = list(batch.scored())
    assert batch.errors == []
    return scored[0]


@pytest.mark.slow
def test_le_mans_2024_scores_past_midnight():
    scored = _score("le_mans")
    rows = scored.rows

    assert (rows[0].car, rows[0].laps) == ("50", 311)
    assert sum(len(car.laps) for car in scored.state.cars.values()) == 15_593
    assert len(rows) == 62
    assert rows[0].total_us is not None
    assert rows[0].total_us > 24 * 3600 * 1_000_000


@pytest.mark.slow
def test_spa_2025_scores_in_the_order_of_laps_then_time():
    rows = _score("spa").rows

    assert all(
        (a.laps, -(a.total_us or 0)) >= (b.laps, -(b.total_us or 0))
        for a, b in itertools.pairwise(rows)
        if b.laps
    )


@pytest.mark.slow
def test_le_mans_2024_is_scored_by_its_own_rules_and_car_20_is_not_classified():
    scored = _score("le_mans")
    book, row = scored.opened.rulebook, scored.row_of("20")

    assert (book.id, book.event) == ("wec-2024", "le-mans")
    assert row is not None
    assert scored.state.cars["20"].finished_us is not None, "it took the flag"
    assert (row.status, row.laps, row.position) == (Status.NOT_CLASSIFIED, 96, None)
    assert "race.minimum_distance" in row.rules
    assert "96 laps, 217.7 needed: 0.7 of the winner's 311" in "\n".join(explained(scored, row).lines())
    assert all(row.laps >= 0.70 * 311 for row in scored.rows if row.position is not None)


@pytest.mark.slow
def test_every_row_of_le_mans_names_keys_of_the_rulebook():
    scored = _score("le_mans")
    known = {key for key, _ in walk(scored.opened.rulebook)}

    assert all(row.rules and set(row.rules) <= known for row in scored.rows)
