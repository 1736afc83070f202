"""Everything printed rests on a rule in force and on facts of the log; what does not is named."""

from __future__ import annotations

import msgspec
import pytest

from pitboard.sessions.founded import founded
from pitboard.sessions.opened import open_session
from pitboard.sessions.scored import score


@pytest.fixture
def scored():
    return score(open_session("roar-2024-q"))


def test_every_place_lap_grid_place_and_point_of_the_bundled_session_is_founded(scored):
    found = founded(scored)

    assert found.unfounded == ()
    assert (found.places, found.grid_places) == (59, 59)
    assert found.laps == sum(len(car.laps) for car in scored.state.cars.values()) > 300
    assert found.words.startswith("59 places, ")
    assert found.awards > 59


def test_a_place_by_a_rule_that_the_book_has_not_is_named(scored):
    first, second, *rest = scored.rows
    bad = msgspec.structs.replace(first, rules=("qualifying.no_such_key",), decisions=(10**9,))
    scored.__dict__["rows"] = (bad, msgspec.structs.replace(second, rules=()), *rest)

    assert founded(scored).unfounded == (
        f"car {first.car} names qualifying.no_such_key, which the rulebook has not",
        f"car {first.car} rests on fact 1000000000, which the log has not",
        f"car {second.car} names no rule",
    )
