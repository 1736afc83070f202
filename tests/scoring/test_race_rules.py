"""Who is classified: last-lap limits, distances cut or exact, a race that was not resumed."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pitboard.model.flags import Status
from pitboard.model.rulebook import load
from pitboard.scoring.classification import classify
from pitboard.scoring.options import Options
from pitboard.testing.builders import entry, flag, laps, score, start

LE_MANS = Options.of(load("wec-2024").for_event("le-mans"))


@pytest.mark.parametrize(
    ("last_s", "laps_kept", "status"),
    [
        (359, 15, Status.CLASSIFIED),
        (360, 15, Status.CLASSIFIED),
        (361, 14, Status.CLASSIFIED),
        (421, 13, Status.CLASSIFIED),
        (541, 11, Status.CLASSIFIED),
        (601, 5, Status.NOT_CLASSIFIED),  # ten laps off leave less than 70 %
        (901, 15, Status.NOT_CLASSIFIED),
    ],
)
def test_a_slow_last_lap_at_le_mans(last_s, laps_kept, status):
    """ACO 2017: 6-7 min one lap, 7 min two, 9 min four, 10-15 min ten, more: not classified."""
    facts = [entry("1"), entry("2"), start(), *laps("1", *[200] * 15), *laps("2", *[201] * 14)]
    facts = [*facts, flag("chequered", 2950), *laps("2", last_s, from_s=2814)]
    facts = sorted(facts[2:], key=lambda fact: fact.at_us)
    rows = classify(score([entry("1"), entry("2"), *facts]), LE_MANS)

    row = next(row for row in rows if row.car == "2")

    assert (row.laps, row.status) == (laps_kept, status)
    assert ("race.last_lap_limits" in row.rules) == (last_s > 360)


def test_the_minimum_distance_of_the_class_winner():
    facts = [entry("1", "P"), entry("2", "GT"), entry("3", "GT"), start()]
    facts += [*laps("1", *[10] * 10), *laps("2", *[20] * 5), *laps("3", *[25] * 4)]
    facts.sort(key=lambda fact: fact.at_us)
    state = score([*facts, flag("chequered", 101), *laps("1", 10, from_s=100)])

    overall = classify(state, Options(minimum_distance=Decimal("0.70")))
    of_class = classify(state, Options(minimum_distance=Decimal("0.70"), minimum_distance_of_class=True))

    assert [row.car for row in overall if row.position] == ["1"]
    assert [row.car for row in of_class if row.position] == ["1", "2", "3"]


def test_a_race_that_is_not_resumed_is_counted_back():
    facts = [entry("1"), entry("2"), start(), *laps("1", 90, 90, 90), *laps("2", 91, 91, 80)]
    facts = sorted([*facts, flag("red", 275)], key=lambda fact: fact.at_us)
    state = score([*facts, flag("chequered", 900), *laps("1", 700, from_s=270)])

    stopped = classify(state, Options())
    assert [(row.car, row.laps) for row in stopped] == [("2", 3), ("1", 3)], "the lap under red is none"
    back = classify(state, Options(lookback_laps=1))
    assert [(row.car, row.laps) for row in back] == [("1", 2), ("2", 2)]
    assert "race.red_flag.lookback_laps" in back[0].rules
