"""The last-lap adviser: when the white and the chequered flag are due, and what speaks against showing one now."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median_low
from typing import TYPE_CHECKING

import msgspec

from pitboard.model.flags import Flag
from pitboard.scoring.classification import Row
from pitboard.scoring.state import CarState, SessionState
from pitboard.times import SECOND_US, format_time

if TYPE_CHECKING:
    from pitboard.model.rulebook import Rulebook

CLOSE_US = 3 * SECOND_US
"""Nearer to the end of time than this a crossing can fall on either side: the adviser says so."""
_PACE_LAPS = 5


class Advice(msgspec.Struct, frozen=True, kw_only=True):
    """What the adviser says.

    Attributes:
        entry_id: overall leader; empty before anybody has completed a lap.
        pace_us: its usual lap now.
        end_us: end of time, clock holds included; None in a race by laps.
        next_us: its next crossing of the line, as expected.
        white_us, white_lap: when it should see the white flag, and the lap that begins then.
        chequered_us, chequered_lap: when it ends the race, and the lap that ends then.
        early_us: by how much the chequered flag was or would be too early; 0 otherwise.
        text, warning: sentences.
        rule: the rulebook's key.
    """

    entry_id: str
    pace_us: int | None
    end_us: int | None
    next_us: int | None
    white_us: int | None
    white_lap: int | None
    chequered_us: int | None
    chequered_lap: int | None
    early_us: int
    text: str
    warning: str
    rule: str


def advise(state: SessionState, rows: Sequence[Row], rulebook: Rulebook, now_us: int) -> Advice | None:
    """The end of the race as it looks now; None outside races and before the start."""
    if not state.plan.kind.is_race or state.started_us is None:
        return None
    leader = next((state.cars[row.entry_id] for row in rows if row.position == 1 and row.laps), None)
    shown = next((span for span in state.flags if span.flag == Flag.CHEQUERED and not span.part), None)
    if shown is not None:
        return _after_the_flag(state, leader, rulebook)
    end_us, distance = limits(state, rulebook)
    if leader is None or (end_us is None and distance is None):
        return None
    found = _ahead(leader, end_us, distance, now_us)
    if rulebook.race.chequered_to.value == "class_leaders":
        found = msgspec.structs.replace(
            found, text=f"{found.text}; then to each class's leader at its own crossing"
        )
    return found


def limits(state: SessionState, rulebook: Rulebook) -> tuple[int | None, int | None]:
    """What ends the race: when time is up, and after how many laps; None for what does not.

    The plan holds the figures; where it has both, the rulebook says which of them counts.
    """
    end_us, distance = state.end_of_time_us, state.plan.laps
    if state.plan.duration_us is None or distance is None:
        return end_us, distance
    ends = rulebook.race.ends.value
    return (None if ends == "laps" else end_us), (None if ends == "time" else distance)


def usual_pace_us(car: CarState) -> int:
    """The median of a car's last laps, those in and out of the pits left out where there are others."""
    recent = [lap for lap in car.laps[-2 * _PACE_LAPS :] if not lap.in_pit and not lap.out_lap]
    return median_low([lap.time_us for lap in (recent or car.laps)[-_PACE_LAPS:]])


def _ahead(leader: CarState, end_us: int | None, distance: int | None, now_us: int) -> Advice:
    pace = max(usual_pace_us(leader), 1)
    done = len(leader.laps)
    next_us = max(leader.laps[-1].end_us + pace, now_us)
    left = _laps_left(distance, done, next_us, pace, end_us)
    chequered_us = next_us + (left - 1) * pace
    white_us = chequered_us - pace
    warning = ""
    if end_us is not None and distance is None:
        margin = chequered_us - end_us
        if margin < CLOSE_US:
            warning = (
                f"the leader may cross the line {format_time(margin)} after time: one lap more is possible"
            )
        elif pace - CLOSE_US < margin <= pace:
            warning = f"the lap before ends {format_time(pace - margin)} before time: the race may end a lap earlier"
    when = "now" if white_us <= now_us else f"in {format_time(white_us - now_us, decimals=0)}"
    last = done + left
    if white_us <= now_us and left == 1:
        text = f"Last lap: chequered flag in {format_time(chequered_us - now_us, decimals=0)}, for {leader.car} on lap {last}"
    else:
        text = f"White flag {when}, for {leader.car} to begin lap {last}"
    return Advice(
        entry_id=leader.entry_id,
        pace_us=pace,
        end_us=end_us,
        next_us=next_us,
        white_us=white_us,
        white_lap=last,
        chequered_us=chequered_us,
        chequered_lap=last,
        early_us=0,
        text=text,
        warning=warning,
        rule="race.ends" if distance is not None else "race.chequered_to",
    )


def _laps_left(distance: int | None, done: int, next_us: int, pace: int, end_us: int | None) -> int:
    """Crossings until the race ends: at or after the end of time, or with the last lap of the distance."""
    by_time = 1 if end_us is None else 1 + max(0, -(-(end_us - next_us) // pace))
    if distance is None:
        return by_time
    by_laps = max(1, distance - done)
    return by_laps if end_us is None else min(by_laps, by_time)


def _after_the_flag(state: SessionState, leader: CarState | None, rulebook: Rulebook) -> Advice:
    """What the flag did: the race ended with the leader's crossing, early or in time."""
    end_us, start_us = limits(state, rulebook)[0], state.started_us or 0
    finished = [car.finished_us for car in state.cars.values() if car.finished_us is not None]
    first_us = min(finished, default=None)
    early = max(0, end_us - first_us) if end_us is not None and first_us is not None else 0
    text = "Chequered flag shown"
    if first_us is not None:
        text = f"The race ended after {format_time(first_us - start_us)}"
    warning, rule = "", "race.chequered_to"
    if early:
        rule = "race.early_chequered_ends"
        ends = rulebook.race.early_chequered_ends.value
        so = "it is deemed ended all the same" if ends else "the rulebook does not let that end the race"
        warning = f"the flag was shown {format_time(early)} too early: {so}"
    return Advice(
        entry_id=leader.entry_id if leader is not None else "",
        pace_us=None,
        end_us=end_us,
        next_us=None,
        white_us=None,
        white_lap=None,
        chequered_us=first_us,
        chequered_lap=len(leader.laps) if leader is not None else None,
        early_us=early,
        text=text,
        warning=warning,
        rule=rule,
    )
