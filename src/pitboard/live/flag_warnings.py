"""What speaks against showing a chequered or white flag now: it comes early, or late."""

from __future__ import annotations

from collections.abc import Iterator

from pitboard.live.heading import clock
from pitboard.model import facts as f
from pitboard.model.flags import Flag
from pitboard.scoring.finish import advise, limits
from pitboard.scoring.state import CarState
from pitboard.sessions.scored import Scored
from pitboard.times import MINUTE_US, SECOND_US, format_time

MARGIN_US = 5 * SECOND_US
"""A flag within this of when it is expected is in time: pace is not known better."""

LATE_US = 10 * SECOND_US
"""In practice and qualifying the flag is due when the time is up, whoever is where."""

_NAMES = {Flag.CHEQUERED: "the chequered flag", Flag.WHITE: "the last-lap flag"}


def flag_warnings(fact: f.FlagShown, scored: Scored) -> Iterator[str]:
    """Sentences that speak against the flag; none for other flags, or while it is in time."""
    if fact.flag not in _NAMES:
        return
    flag, state = Flag(fact.flag), scored.state
    what = _NAMES[flag]
    if state.started_us is None or fact.at_us < state.started_us:
        yield f"{what} before the session has started"
        return
    now = clock(state, fact.at_us, 1.0)
    if flag is Flag.CHEQUERED and now.to_go_us:
        yield f"{what} {_plain(now.to_go_us)} before the time is up"
    elif flag is Flag.WHITE and now.to_go_us == 0 and state.plan.laps is None:
        yield f"{what} after the time is up"
    elif state.plan.kind.is_race:
        yield from _in_a_race(fact, flag, scored)
    elif flag is Flag.CHEQUERED and now.duration_us is not None and now.elapsed_us is not None:
        over_us = now.elapsed_us - now.duration_us
        if over_us > LATE_US:
            yield f"{what} {_plain(over_us)} after the time was up"


def _in_a_race(fact: f.FlagShown, flag: Flag, scored: Scored) -> Iterator[str]:
    found = advise(scored.state, scored.rows, scored.opened.rulebook, fact.at_us)
    leader = scored.state.cars.get(found.entry_id) if found is not None else None
    if found is None or leader is None or found.pace_us is None:
        return
    what = _NAMES[flag]
    passed_us = _first_crossing_of_the_end(leader, *limits(scored.state, scored.opened.rulebook))
    if flag is Flag.CHEQUERED and passed_us is not None and fact.at_us - passed_us > MARGIN_US:
        yield f"{what} late: #{leader.car} crossed the line {_plain(fact.at_us - passed_us)} ago to end the race"
        return
    due_us = found.chequered_us if flag is Flag.CHEQUERED else found.white_us
    if due_us is None or passed_us is not None:
        return
    if due_us - fact.at_us > MARGIN_US:
        yield f"{what} early: #{leader.car} is expected in {_plain(due_us - fact.at_us)}"
    elif flag is Flag.WHITE and fact.at_us - due_us > MARGIN_US:
        yield f"{what} late: #{leader.car} began the last lap {_plain(fact.at_us - due_us)} ago"


def _first_crossing_of_the_end(leader: CarState, end_us: int | None, distance: int | None) -> int | None:
    """When the leader did what ends the race: the distance, or the line after the end of time."""
    for lap in leader.laps:
        if (distance is not None and lap.number >= distance) or (end_us is not None and lap.end_us >= end_us):
            return lap.end_us
    return None


def _plain(us: int) -> str:
    return f"{us // SECOND_US} s" if us < MINUTE_US else format_time(us, decimals=0)
