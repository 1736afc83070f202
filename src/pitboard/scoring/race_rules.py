"""Who is classified in a race: minimum distance, the flag, slow last laps, a race that was not resumed.

The rules hold once the race is over; while it runs nobody is sorted out.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import takewhile
from typing import TYPE_CHECKING

import msgspec

from pitboard.model.flags import Flag, Status
from pitboard.scoring.options import LastLap, Options
from pitboard.scoring.state import CarState, PartState, SessionState

if TYPE_CHECKING:
    from pitboard.scoring.classification import Standing

_OVERDUE_LAPS = 3
"""A car that has completed no lap for so many of its usual ones has stopped."""


def race_is_over(state: SessionState) -> bool:
    """The flag has fallen for the first car, or the session was ended."""
    return state.ended_us is not None or any(car.finished_us is not None for car in state.cars.values())


def by_race_rules(standings: Sequence[Standing], state: SessionState, options: Options) -> list[Standing]:
    """Distances and statuses as the rulebook has them, before the cars are sorted."""
    if not race_is_over(state) and not _flag_shown(state):
        return list(standings)
    standings = _before_the_stop(standings, state, options)
    if not race_is_over(state):
        return standings
    standings = [_last_lap(standing, options) for standing in standings]
    if options.must_take_chequered and _flag_shown(state):
        standings = [_without_flag(standing, state) for standing in standings]
    if options.minimum_distance is not None:
        standings = _minimum_distance(standings, options.minimum_distance, options)
    return standings


def _flag_shown(state: SessionState) -> bool:
    return any(span.flag == Flag.CHEQUERED for span in state.flags)


def _classified(standing: Standing) -> bool:
    return standing.status is Status.CLASSIFIED


def _not_classified(standing: Standing, rule: str) -> Standing:
    return msgspec.structs.replace(standing, status=Status.NOT_CLASSIFIED, rules=(*standing.rules, rule))


# ---- a race that was not resumed ------------------------------------------------------------------------------------


def stopped_for_good_us(state: SessionState, part: PartState | None = None) -> int | None:
    """When red was shown in a session that was not resumed, or in a part of it that has ended; None for any other."""
    course = [span for span in state.flags if not span.zone and span.part in ("", part.part if part else "")]
    if part is not None:
        course = [span for span in course if part.ended_us is not None and span.from_us <= part.ended_us]
    # What is shown after the chequered flag stops nothing any more.
    racing = list(takewhile(lambda span: span.flag != Flag.CHEQUERED, course))
    return racing[-1].from_us if racing and racing[-1].flag == Flag.RED else None


def _before_the_stop(standings: Sequence[Standing], state: SessionState, options: Options) -> list[Standing]:
    """A race that was not resumed: what was completed before the stop counts, or so many laps of the leader earlier."""
    stopped_us = stopped_for_good_us(state)
    if stopped_us is None:
        return list(standings)
    end_us = _counted_until_us(standings, stopped_us, options)
    return [_until(standing, end_us) for standing in standings]


def _counted_until_us(standings: Sequence[Standing], stopped_us: int, options: Options) -> int:
    if not options.lookback_laps:
        return stopped_us
    leader = min(standings, key=lambda standing: _order_at(standing.car, stopped_us)).car
    counted = _laps_until(leader, stopped_us) - options.lookback_laps
    return leader.laps[counted - 1].end_us if counted >= 1 else stopped_us


def _laps_until(car: CarState, end_us: int) -> int:
    return sum(lap.end_us <= end_us for lap in car.laps)


def _order_at(car: CarState, end_us: int) -> tuple[int, int]:
    laps = _laps_until(car, end_us)
    return -laps, car.laps[laps - 1].end_us if laps else 0


def _until(standing: Standing, end_us: int) -> Standing:
    laps = standing.car.laps
    kept = _laps_until(standing.car, end_us)
    if kept == len(laps):
        return standing
    later_us = laps[-1].end_us - (laps[kept - 1].end_us if kept else laps[0].start_us)
    return msgspec.structs.replace(
        standing,
        laps=max(0, standing.laps - (len(laps) - kept)),
        total_us=standing.total_us - later_us,
        rules=(*standing.rules, "race.red_flag.lookback_laps"),
    )


# ---- the last lap, the flag, the distance ---------------------------------------------------------------------------


def last_lap_limit(car: CarState, limits: Sequence[LastLap]) -> LastLap | None:
    """The limit that a car's last lap passed: of those passed, the highest; None where it passed none."""
    if car.finished_us is None or not car.laps:
        return None
    passed = [limit for limit in limits if car.laps[-1].time_us > limit.over_us]
    return passed[-1] if passed else None


def _last_lap(standing: Standing, options: Options) -> Standing:
    limit = last_lap_limit(standing.car, options.last_laps)
    if limit is None or not _classified(standing):
        return standing
    if limit.not_classified:
        return _not_classified(standing, "race.last_lap_limits")
    return msgspec.structs.replace(
        standing,
        laps=max(0, standing.laps - limit.laps_lost),
        rules=(*standing.rules, "race.last_lap_limits"),
    )


def _without_flag(standing: Standing, state: SessionState) -> Standing:
    car = standing.car
    if not _classified(standing) or car.finished_us is not None or not _has_stopped(car, state):
        return standing
    return _not_classified(standing, "race.must_take_chequered")


def _has_stopped(car: CarState, state: SessionState) -> bool:
    if state.ended_us is not None or not car.laps or state.last is None:
        return True
    usual_us = car.best.time_us if car.best is not None else car.laps[-1].time_us
    return state.last.at_us - car.laps[-1].end_us > _OVERDUE_LAPS * usual_us


def minimum_laps(winner_laps: int, share: Decimal, *, down: bool) -> Decimal:
    """Laps that a car must do to be classified.

    >>> minimum_laps(311, Decimal("0.70"), down=False), minimum_laps(311, Decimal("0.70"), down=True)
    (Decimal('217.70'), Decimal('217'))
    """
    limit = winner_laps * share
    return Decimal(int(limit)) if down else limit


def _minimum_distance(standings: Sequence[Standing], share: Decimal, options: Options) -> list[Standing]:
    most: dict[str, int] = {}
    for standing in standings:
        if _classified(standing):
            for scope in ("", standing.car.entry.car_class):
                most[scope] = max(most.get(scope, 0), standing.laps)
    judged = []
    for standing in standings:
        scope = standing.car.entry.car_class if options.minimum_distance_of_class else ""
        limit = minimum_laps(most.get(scope, 0), share, down=options.minimum_distance_down)
        short = _classified(standing) and standing.laps < limit
        judged.append(_not_classified(standing, "race.minimum_distance") if short else standing)
    return judged
