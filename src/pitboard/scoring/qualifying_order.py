"""The order of practice and qualifying: by best lap, by the mean of several drivers' best laps, or by parts."""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import TYPE_CHECKING

import msgspec

from pitboard.model.entry import number_order
from pitboard.model.flags import Status
from pitboard.model.meeting import SessionKind
from pitboard.scoring.options import Hyperpole, Options
from pitboard.scoring.passings import better, lap_counts
from pitboard.scoring.state import CarState, Lap, SessionState

if TYPE_CHECKING:
    from pitboard.scoring.classification import Standing


def time_order(rows: Sequence[Standing], state: SessionState, options: Options) -> list[Standing]:
    """The classified cars of a session that is not a race, in order; each says which keys set its place."""
    classified = [row for row in rows if row.status is Status.CLASSIFIED]
    if state.plan.kind is SessionKind.QUALIFYING:
        if options.mean_of_drivers is not None:
            return _by_mean_and_superpole(classified, state, options)
        if options.hyperpole and any(_parts_of(code, state)[1:] for code in _classes(classified)):
            return _by_parts(classified, state, options)
    base = "qualifying.method" if state.plan.kind is SessionKind.QUALIFYING else "classification.practice"
    return by_time([_ruled(row, base) for row in classified], options)


def by_time(rows: Sequence[Standing], options: Options) -> list[Standing]:
    """Cars with a time by it, ties by the rulebook; then those without one."""
    timed = sorted((row for row in rows if row.time_us is not None), key=lambda row: _time_key(row, options))
    untimed = [_ruled(row, "classification.no_time_order") for row in rows if row.time_us is None]
    if not options.no_time_by_list:
        untimed.sort(key=_number)
    counts: dict[int | None, int] = {}
    for row in timed:
        counts[row.time_us] = counts.get(row.time_us, 0) + 1
    tied = [_ruled(row, "classification.tie") if counts[row.time_us] > 1 else row for row in timed]
    return [*tied, *untimed]


def _time_key(row: Standing, options: Options) -> tuple[int, int, tuple[int, int, str]]:
    set_us = row.best.end_us if row.best is not None and not options.tie_by_number else 0
    return row.time_us or 0, set_us, _number(row)


def _number(row: Standing) -> tuple[int, int, str]:
    return number_order(row.car.car)


def _ruled(row: Standing, *keys: str) -> Standing:
    return msgspec.structs.replace(row, rules=(*row.rules, *keys))


# ---- mean of the drivers' best laps ---------------------------------------------------------------------------------


def mean_of_bests_us(
    car: CarState, drivers: int, *, of_others: bool, without: Container[str] = ()
) -> int | None:
    """The mean of the drivers' best laps, cut to the timing resolution of one thousandth.

    Args:
        car: with its crew.
        drivers: how many best laps are averaged; 0 for one of each member of the crew.
        of_others: a driver without a time is left out; else the car has no mean.
        without: parts whose laps do not count for it.
    """
    bests: dict[str, int] = {}
    for lap in car.laps:
        if lap.part in without:
            continue
        if lap_counts(car, lap) and lap.time_us < bests.get(lap.driver_id, lap.time_us + 1):
            bests[lap.driver_id] = lap.time_us
    needed = drivers or len(car.entry.crew) or 1
    if not bests or (len(bests) < needed and not of_others):
        return None
    fastest = sorted(bests.values())[:needed]
    mean = sum(fastest) // len(fastest)
    return mean - mean % 1000


def _by_mean_and_superpole(rows: Sequence[Standing], state: SessionState, options: Options) -> list[Standing]:
    """By the mean; then the fastest by their best lap in a part of their own, where the rulebook has one and it was run."""
    names = {rule.name.casefold(): rule for rule in options.hyperpole}
    started = sorted(state.parts.values(), key=lambda part: part.started_us)
    runs = [(part.part, names[part.name.casefold()]) for part in started if part.name.casefold() in names]
    order = _by_mean(rows, options, {part for part, _ in runs})
    for part, rule in runs:
        through = _through(order, rule)
        names_through = {row.car.entry_id for row in through}
        behind = [row for row in order if row.car.entry_id not in names_through]
        best_laps = [msgspec.structs.replace(row, by_mean=False) for row in through]
        order = [*_one_part(best_laps, part, options), *behind]
    return order


def _through(order: Sequence[Standing], rule: Hyperpole) -> list[Standing]:
    """The fastest overall, or of each class, that reach a part."""
    timed = [
        row
        for row in order
        if row.time_us is not None and (not rule.classes or row.car.entry.car_class in rule.classes)
    ]
    if rule.overall:
        return timed[: rule.cars]
    found: list[Standing] = []
    for code in _classes(timed):
        found += [row for row in timed if row.car.entry.car_class == code][: rule.cars]
    kept = {row.car.entry_id for row in found}
    return [row for row in timed if row.car.entry_id in kept]


def _by_mean(rows: Sequence[Standing], options: Options, without: Container[str] = ()) -> list[Standing]:
    drivers = options.mean_of_drivers or 0
    keys = ["qualifying.method", "qualifying.mean_of_drivers.drivers"]
    meant = []
    for row in rows:
        mean = mean_of_bests_us(row.car, drivers, of_others=options.mean_of_others, without=without)
        missing = [] if mean is not None else ["qualifying.mean_of_drivers.missing"]
        meant.append(_ruled(msgspec.structs.replace(row, mean_us=mean, by_mean=True), *keys, *missing))
    return by_time(meant, options)


# ---- parts: hyperpole -----------------------------------------------------------------------------------------------


def _classes(rows: Sequence[Standing]) -> list[str]:
    return list(dict.fromkeys(row.car.entry.car_class for row in rows))


def _parts_of(code: str, state: SessionState) -> list[str]:
    """Parts in which a class ran, in the order in which they started."""
    started = sorted(state.parts.values(), key=lambda part: part.started_us)
    return [part.part for part in started if not part.classes or code in part.classes]


def _by_parts(rows: Sequence[Standing], state: SessionState, options: Options) -> list[Standing]:
    blocks = []
    for code in _classes(rows):
        mine = [row for row in rows if row.car.entry.car_class == code]
        rules = [part for part in options.hyperpole if not part.classes or code in part.classes]
        blocks.append(_class_by_parts(mine, _parts_of(code, state), rules, options))
    # Class by class, the class with the fastest car first: times of different parts are not compared.
    blocks.sort(key=lambda block: min((row.time_us for row in block if row.time_us), default=1 << 62))
    return [row for block in blocks for row in block]


def _class_by_parts(
    rows: Sequence[Standing], parts: Sequence[str], rules: Sequence[Hyperpole], options: Options
) -> list[Standing]:
    first = parts[:1]
    order = by_time([_in_part(row, first[0] if first else "", "qualifying.method") for row in rows], options)
    behind: list[Standing] = []
    for part, rule in zip(parts[1:], rules, strict=False):
        through = [row for row in order if row.time_us is not None][: rule.cars]
        names = {row.car.entry_id for row in through}
        behind = [*(row for row in order if row.car.entry_id not in names), *behind]
        order = _one_part(through, part, options)
    return [*order, *behind]


def _one_part(rows: Sequence[Standing], part: str, options: Options) -> list[Standing]:
    timed, kept = [], []
    for row in rows:
        ran = _in_part(row, part, "qualifying.hyperpole.parts")
        if ran.time_us is not None:
            timed.append(ran)
        else:
            kept.append(_ruled(row, "qualifying.hyperpole.parts", "qualifying.hyperpole.no_time"))
    if options.hyperpole_keeps_time:
        return by_time([*timed, *kept], options)
    return [*by_time(timed, options), *kept]


def _in_part(row: Standing, part: str, key: str) -> Standing:
    best: Lap | None = None
    for lap in row.car.laps:
        if (not part or lap.part == part) and lap_counts(row.car, lap):
            best = better(best, lap)
    return msgspec.structs.replace(row, best=best, part=part, rules=(key,))
