"""Qualifying by the rulebook: who may drive, whether a part counts, and what sets the order where it does not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import msgspec

from pitboard.model.entry import Rating
from pitboard.model.flags import Flag
from pitboard.model.meeting import SessionKind
from pitboard.scoring.state import CarState, Lap, SessionState, WorkItem
from pitboard.times import SECOND_US, format_time

if TYPE_CHECKING:
    from pitboard.model.rulebook import Rulebook


class Eligible(msgspec.Struct, frozen=True):
    """Ratings that may qualify a class (empty: any), and the key that says so."""

    ratings: tuple[str, ...]
    rule: str


def gives_the_points(session: str) -> bool:
    """Whether a session is by its id the segment for points: it has `points` in it.

    >>> gives_the_points("202107161740-qualifying---gtd-points-gtlm"), gives_the_points("qualifying---gtd-position")
    (True, False)
    """
    return "points" in session.lower()


def sets_the_grid_only(rulebook: Rulebook, car_class: str, session: str) -> bool:
    """Whether a session is the segment for the grid of a class in two segments: it gives that class no points.

    Args:
        rulebook: with the event's overrides.
        car_class: code.
        session: id of the session; the segment for the grid has `position` in it, and not `points`.
    """
    in_two = car_class in rulebook.qualifying.segments
    return in_two and "position" in session.lower() and not gives_the_points(session)


def eligible(rulebook: Rulebook, car_class: str, session: str = "", part: int = 0) -> Eligible:
    """Who may qualify a class.

    Args:
        rulebook: with the event's overrides.
        car_class: code.
        session: id of the session; one for the points of a class in two segments has `points` in it.
        part: 0 for qualifying, from 1 for the class's parts of hyperpole.
    """
    rules = rulebook.qualifying
    segments = rules.segments.get(car_class)
    if segments is not None:
        which = "points" if gives_the_points(session) else "position"
        return Eligible(getattr(segments, which).value, f"qualifying.segments.{car_class}.{which}")
    hyperpole = [one for one in rules.hyperpole.parts.value if not one.classes or car_class in one.classes]
    if 0 < part <= len(hyperpole) and hyperpole[part - 1].drivers:
        return Eligible(hyperpole[part - 1].drivers, "qualifying.hyperpole.parts")
    found = rules.eligible.get(car_class)
    return Eligible(found.value if found is not None else (), f"qualifying.eligible.{car_class}")


def qualifying_work(state: SessionState, rulebook: Rulebook) -> list[WorkItem]:
    """What the rules of qualifying leave to a timekeeper: drivers who may not qualify, parts with too little green."""
    if state.plan.kind is not SessionKind.QUALIFYING:
        return []
    work = [item for car in state.cars.values() for item in _wrong_drivers(state, rulebook, car)]
    return [*work, *_too_little_green(state, rulebook)]


def _wrong_drivers(state: SessionState, rulebook: Rulebook, car: CarState) -> list[WorkItem]:
    code = car.entry.car_class
    parts = [
        part.part
        for part in sorted(state.parts.values(), key=lambda part: part.started_us)
        if not part.classes or code in part.classes
    ]
    found: dict[str, WorkItem] = {}
    for lap in car.laps:
        driver = car.entry.driver(lap.driver_id)
        if driver is None or driver.rating is Rating.NONE or driver.driver_id in found:
            continue
        rule = eligible(rulebook, code, state.plan.session, _number(parts, lap))
        if rule.ratings and driver.rating.value not in rule.ratings:
            text = (
                f"car {car.car}: {driver.name} ({driver.rating.value}) may not qualify in {code}: "
                f"{' or '.join(rule.ratings)} only [{rule.rule}]"
            )
            found[driver.driver_id] = WorkItem("driver_not_eligible", lap.seq, text, car.entry_id, lap.end_us)
    return list(found.values())


def _number(parts: Sequence[str], lap: Lap) -> int:
    return parts.index(lap.part) if lap.part in parts else 0


# ---- green time -----------------------------------------------------------------------------------------------------


def green_us(state: SessionState, part: str, until_us: int) -> int:
    """Time under green of a part, or of the session where `part` is empty [µs]."""
    found = state.parts.get(part)
    begin = found.started_us if found is not None else state.started_us
    if begin is None:
        return 0
    end = found.ended_us if found is not None and found.ended_us is not None else until_us
    total, since, green = 0, begin, True
    for span in state.flags:
        if span.zone or (span.part and span.part != part) or span.from_us > end:
            continue
        at_us = max(span.from_us, begin)
        total += at_us - since if green else 0
        since, green = at_us, span.flag in (Flag.GREEN, Flag.YELLOW, Flag.WHITE)
    return total + (end - since if green else 0)


def _too_little_green(state: SessionState, rulebook: Rulebook) -> list[WorkItem]:
    needed = rulebook.qualifying.min_green_s.value
    last_us = state.last.at_us if state.last is not None else 0
    if needed is None:
        return []
    over = [part for part in state.parts.values() if part.ended_us is not None and not part.inferred]
    names = [(part.part, part.name, part.ended_us or last_us) for part in over]
    if not state.parts and state.ended_us is not None:
        names = [("", state.plan.name or state.plan.session, state.ended_us)]
    work = []
    for part, name, end_us in names:
        green = green_us(state, part, end_us)
        if green < needed * SECOND_US:
            means = ", ".join(rulebook.qualifying.fallback_order.value).replace("_", " ")
            text = (
                f"{name}: {format_time(green)} under green of {format_time(needed * SECOND_US)} that it needs: "
                f"other means set the order ({means}) [qualifying.min_green_s]"
            )
            work.append(WorkItem("too_little_green", 0, text, "", end_us))
    return work


def other_means(
    state: SessionState, rulebook: Rulebook, known: Mapping[str, Sequence[str]]
) -> tuple[tuple[str, ...], str]:
    """The order where qualifying does not count.

    Args:
        state: of the session, for its entry list.
        rulebook: with the event's overrides.
        known: entry ids in order, by means: `team_points`, `driver_points`, `practice`, `previous_race`, `draw`.

    Returns:
        Entry ids, those that the means does not name last in the order of the entry list; and the means that was taken.
    """
    listed = tuple(state.cars)
    for means in rulebook.qualifying.fallback_order.value:
        order = listed if means == "entry_list" else tuple(known.get(means, ()))
        if order:
            first = [entry_id for entry_id in order if entry_id in state.cars]
            return (*first, *(entry_id for entry_id in listed if entry_id not in first)), means
    return listed, "entry_list"
