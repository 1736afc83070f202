"""What speaks against issuing a result as official now: the protest time runs, or work is left."""

from __future__ import annotations

from collections.abc import Iterator

from pitboard.live.alarms import alarms
from pitboard.model import facts as f
from pitboard.sessions.scored import Scored
from pitboard.times import MINUTE_US, SECOND_US, format_time
from pitboard.wire.score import time_of_day, zone_of

NAMED = 5
"""Work items that are named one by one; how many more there are is said."""


def issue_warnings(fact: f.ResultIssued, scored: Scored) -> Iterator[str]:
    """Sentences that speak against issuing; none before the official result. It can be issued all the same."""
    if fact.stage != "official":
        return
    state = scored.state
    last = state.issued[-1] if state.issued else None
    until_us = last.protest_until_us if isinstance(last, f.ResultIssued) else None
    if until_us is not None and until_us > fact.at_us:
        left_us = until_us - fact.at_us
        left = f"{left_us // SECOND_US} s" if left_us < MINUTE_US else format_time(left_us, decimals=0)
        at = time_of_day(until_us, zone_of(state.circuit.zone), decimals=0)
        yield f"the protest time runs until {at}, {left} more"
    yield from _work(fact, scored)


def _work(fact: f.ResultIssued, scored: Scored) -> Iterator[str]:
    unsure = {each.seq: each.uncertainty_us for each in scored.opened.facts if type(each) is f.Passing}
    found = [
        item
        for item in alarms(scored, fact.at_us, lambda seq: unsure.get(seq, 0))
        if item.urgency != "note" and item.kind != "protest_time"
    ]
    yield from (f"still open: {item.text}" for item in found[:NAMED])
    if len(found) > NAMED:
        yield f"and {len(found) - NAMED} more in the work list"
