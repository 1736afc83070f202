"""Whatever is printed with a rule names a key that the rulebook in force has: over every story, at every expectation."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pitboard.model.rulebook import walk
from pitboard.scoring.awards import session_points, share_in_force
from pitboard.scoring.drive_time import drive_times, infringements
from pitboard.scoring.explain import explain
from pitboard.scoring.explain_more import explain_lap, explain_more
from pitboard.scoring.finish import advise
from pitboard.scoring.grid import starting_grid
from pitboard.scoring.neutralisation import cautions
from pitboard.scoring.penalties import penalties
from pitboard.scoring.record_laps import record_laps
from pitboard.testing.story import Told, read_file, tell
from pitboard.testing.story_ledgers import now_us

STORIES = sorted(Path(__file__).parent.glob("*.race"))


def cited(told: Told) -> Iterator[tuple[str, str]]:
    """(where, key) of every rule that is named."""
    state, rows, book, now = told.state, told.rows, told.story.rulebook, now_us(told)
    for row in rows:
        yield from ((f"row of {row.car}", key) for key in row.rules)
    yield from ((f"grid {place.car}", place.rule) for place in starting_grid(state, rows, book))
    for one in penalties(state, told.story.options.penalties):
        yield from ((f"penalty {one.penalty}", key) for key in one.rules)
    yield from ((f"points of {award.who}", award.rule) for award in session_points(book, state, rows, now))
    yield "share of points", share_in_force(book, state)[1]
    ledger = drive_times(state, book, now)
    for line in ledger:
        yield f"drive time of {line.driver_id}", line.minimum_rule
        yield f"drive time of {line.driver_id}", line.maximum_rule
    yield from ((f"drive time of {one.entry_id}", one.rule) for one in infringements(ledger))
    for caution in cautions(state, book, now):
        yield from ((f"caution {caution.number}", key) for key in caution.rules)
        yield from ((f"queue of caution {caution.number}", car.rule) for car in caution.queue)
        yield from ((f"laps won back in caution {caution.number}", gain.rule) for gain in caution.gains)
    advice = advise(state, rows, book, now)
    if advice is not None:
        yield "last lap", advice.rule
    yield from ((f"record in {one.car_class}", one.rule) for one in record_laps(state, book))
    for entry_id, car in state.cars.items():
        reasons = explain(state, rows, entry_id) + explain_more(state, rows, book, entry_id, now)
        for number in range(1, len(car.laps) + 1):
            reasons += explain_lap(state, entry_id, number)
        articles = {fact.article for fact in car.rulings if fact.article}
        yield from ((reason.text, reason.rule) for reason in reasons if reason.rule not in articles)


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
def test_every_key_that_is_cited_is_in_the_rulebook(path: Path) -> None:
    story = read_file(path)
    known = {key for key, _ in walk(story.rulebook)}

    for after in sorted({expectation.after_seq for expectation in story.expectations}):
        unknown = [(where, key) for where, key in cited(tell(story, after)) if key and key not in known]
        assert unknown == []


def test_every_place_on_a_grid_and_every_point_names_a_rule() -> None:
    for path in STORIES:
        told = tell(read_file(path))
        state, rows, book = told.state, told.rows, told.story.rulebook
        assert all(place.rule and place.reason for place in starting_grid(state, rows, book)), path.stem
        assert all(one.rule for one in session_points(book, state, rows, now_us(told))), path.stem
        assert all(row.rules for row in rows if row.position is not None), path.stem
