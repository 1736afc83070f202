"""Ledgers as pages see them, of the bundled session and of a race made up: always whole, never a promise too much."""

from __future__ import annotations

import itertools

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pitboard.model import facts as f
from pitboard.model.meeting import Session, SessionKind
from pitboard.model.rulebook import load
from pitboard.sessions.opened import OpenOptions, from_facts, open_session
from pitboard.sessions.scored import Scored, score
from pitboard.testing.builders import make_race, numbered
from pitboard.wire.ledger_views import ledgers
from pitboard.wire.ledgers import Ledgers

S = 1_000_000
BOOK = load("imsa-2024").for_event("watkins-glen")


def race(seed: int, *more: f.Fact, laps_each: int = 40) -> Scored:
    made = make_race(seed, cars=12, laps_each=laps_each)
    plan = Session(session=made.plan.session, kind=SessionKind.RACE, duration_us=laps_each * 95 * S)
    happened = sorted([*made.happened, *more], key=f.order_key)
    book = f.RulebookAdopted(at_us=0, rulebook=BOOK.id, text=BOOK.resolved_text(), sha256=BOOK.sha256)
    facts = numbered([book, *made.setup, *happened])
    return score(from_facts(facts, plan, OpenOptions(), name="race"))


def test_a_qualifying_session_has_points_and_no_race_ledgers():
    scored = score(open_session("roar-2024-q"))
    found = ledgers(scored, scored.state.last.at_us, 1)

    assert (found.drive_time, found.cautions, found.last_lap) == ((), (), None)
    assert {table.title for table in found.points} == {"drivers", "teams", "manufacturers"}
    first = next(t for t in found.points if (t.title, t.car_class) == ("teams", "GTP")).rows[0]
    assert (first.car, first.gained) == ("31", "35")


def test_what_is_seen_can_be_sent_and_read_again():
    found = ledgers(race(1), 1500 * S, 7)

    assert msgspec.json.decode(msgspec.json.encode(found), type=Ledgers) == found


def test_a_penalty_is_seen_with_its_history_and_effect():
    number = next(iter(race(1).state.cars))
    given = f.PenaltyGiven(
        at_us=3700 * S, entry_id=number, penalty="P1", kind="drive_through", infraction="pit_speed", by="RD"
    )
    found = ledgers(race(1, given), 4000 * S, 7)

    (row,) = found.penalties
    assert (row.kind, row.infraction, row.stage) == ("Drive-through", "speeding in the pit lane", "converted")
    assert row.effect == "+35.000"
    assert row.history == ("01:01:40 given: Drive-through, by RD",)


@pytest.mark.parametrize("now_s", [0, 600, 1300, 2500, 3800])
def test_ledgers_hold_at_any_instant(now_s):
    whole = race(3)
    until = [fact for fact in whole.opened.facts if fact.at_us <= now_s * S or fact.rank == 0]
    found = ledgers(score(from_facts(until, whole.opened.plan, OpenOptions(), name="race")), now_s * S, 1)

    assert all(row.driven_us >= 0 for row in found.drive_time)
    assert all(row.rolling_limit == "4:00:00" for row in found.drive_time)


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000), cut_s=st.integers(1, 1900))
def test_nobody_drives_longer_than_the_race_and_drivers_of_one_car_never_overlap(seed, cut_s):
    from pitboard.scoring.drive_time import drive_times

    whole = race(seed, laps_each=20)
    until = [fact for fact in whole.opened.facts if fact.at_us <= cut_s * S or fact.rank == 0]
    scored = score(from_facts(until, whole.opened.plan, OpenOptions(), name="race"))
    rows = drive_times(scored.state, BOOK, cut_s * S)

    by_car: dict[str, list[tuple[int, int]]] = {}
    for row in rows:
        assert row.driven.low_us <= row.driven.net_us <= row.driven.high_us
        by_car.setdefault(row.entry_id, []).extend(row.driven.spans)
    for spans in by_car.values():
        spans.sort()
        assert all(end <= begin for (_, end), (begin, _) in itertools.pairwise(spans))
        assert sum(end - begin for begin, end in spans) <= cut_s * S


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000), data=st.data())
def test_penalties_and_moves_leave_a_permutation_and_no_trace_when_withdrawn(seed, data):
    base = race(seed, laps_each=20)
    cars = list(base.state.cars)
    kinds = ["drive_through", "stop", "time", "laps", "back_of_class", "exclusion", "warning"]
    given_ = [
        f.PenaltyGiven(
            at_us=data.draw(st.integers(0, 2200)) * S,
            entry_id=data.draw(st.sampled_from(cars)),
            penalty=f"P{index}",
            kind=data.draw(st.sampled_from(kinds)),
            stop_us=10 * S,
            time_us=20 * S,
            laps=1,
        )
        for index in range(data.draw(st.integers(1, 5)))
    ]
    ruled = base.opened.with_facts(given_)
    scored = score(ruled)
    placed = [row.position for row in scored.rows if row.position is not None]
    assert sorted(placed) == list(range(1, len(placed) + 1))
    assert {row.entry_id for row in scored.rows} == set(cars)
    for row in scored.rows:
        mates = [other for other in scored.rows if other.car_class == row.car_class and other.position]
        if row.position:
            assert mates[row.class_position - 1].entry_id == row.entry_id

    last = max(fact.seq for fact in base.opened.facts)
    end = max(fact.at_us for fact in ruled.facts)
    back = ruled.with_facts(
        [f.FactWithdrawn(at_us=end, target_seq=last + n) for n in range(1, len(given_) + 1)]
    )
    assert score(back).rows == base.rows
