"""Neutralisations: full-course yellow, safety cars, slow zones as a state machine over flags and pit entries.

GREEN → pits closed → pass-around → pits open, group after group → wave-by → class split → one to go → GREEN. Race control
says each step with a message whose `preset` is its key (`pits_open:GTP,LMP2`, `pass_around`, `wave_by`, `class_split`,
`one_to_go`); where nobody said so, a group's opening is read off its cars' coming in together, and marked as inferred.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from pitboard.model import facts as f
from pitboard.model.flags import Flag
from pitboard.scoring.caution_gains import Gain, gains
from pitboard.scoring.queue import QueueCar, queue
from pitboard.scoring.state import CarState, FlagSpan, SessionState
from pitboard.times import SECOND_US

if TYPE_CHECKING:
    from pitboard.model.rulebook import Rulebook
    from pitboard.model.rulebook.neutralisation import WaveBy

KINDS = {
    Flag.FULL_COURSE_YELLOW: "full_course_yellow",
    Flag.SAFETY_CAR: "safety_car",
    Flag.VIRTUAL_SAFETY_CAR: "virtual_safety_car",
    Flag.CODE_60: "code_60",
    Flag.SLOW_ZONE: "slow_zone",
}
_TOGETHER = 3
"""So many cars of a group, or a quarter of it, that come in within `_WITHIN_US` show that its pits are open."""
_WITHIN_US = 60 * SECOND_US
_STEPS = ("pass_around", "wave_by", "class_split", "one_to_go", "drop_back", "merge")


class Phase(msgspec.Struct, frozen=True, kw_only=True):
    """A step: `pits_closed`, `pits_open`, `pass_around`, `wave_by`, …; `classes` for whom, empty for all."""

    name: str
    at_us: int
    classes: tuple[str, ...] = ()
    inferred: bool = False
    seq: int = 0


class Entered(msgspec.Struct, frozen=True, kw_only=True):
    """A car that entered the pit lane while it was closed to its class."""

    entry_id: str
    at_us: int
    penalty: str


class Caution(msgspec.Struct, frozen=True, kw_only=True):
    """One neutralisation.

    Attributes:
        number: from 1.
        kinds: what was shown, in order, such as a virtual safety car and then the safety car.
        from_us, to_us: `to_us` is None while it lasts.
        zone: empty for the whole course.
        phases: in order; the last one is where it stands.
        pits_open: classes whose pits are open now (or were at its end).
        short: it may be a short yellow, without a pit cycle; `short_why` says by which window.
        speed_kph: the limit in force; None where a safety car leads or no limit is known.
        closed_entries: entries into a closed pit lane.
        queue: cars in the order behind the safety car, with what each may do.
        gains: cars that won laps back after race control called a pass-around or wave-by, entitled or not.
        restart: cars in the order in which they take the restart, by the classes of the rulebook.
        wave_by_why: why there is no wave-by; empty where there is one.
        rules: keys of the rulebook that this rests on.
    """

    number: int
    kinds: tuple[str, ...]
    from_us: int
    to_us: int | None
    zone: str
    phases: tuple[Phase, ...]
    pits_open: tuple[str, ...]
    short: bool
    short_why: str
    speed_kph: int | None
    closed_entries: tuple[Entered, ...]
    queue: tuple[QueueCar, ...]
    gains: tuple[Gain, ...]
    restart: tuple[str, ...]
    wave_by_why: str
    rules: tuple[str, ...]


def cautions(state: SessionState, rulebook: Rulebook, now_us: int) -> tuple[Caution, ...]:
    """The caution list up to now."""
    if state.started_us is None:
        return ()
    found: list[Caution] = []
    for spans, to_us in _neutralised(state, now_us):
        found.append(_caution(state, rulebook, spans, to_us, now_us, found))
    return tuple(found)


def _neutralised(state: SessionState, now_us: int) -> list[tuple[list[FlagSpan], int | None]]:
    """Runs of neutralising flags of the whole course and of each zone, with their ends."""
    runs: list[tuple[list[FlagSpan], int | None]] = []
    zones = dict.fromkeys(span.zone for span in state.flags)
    for zone in zones:
        current: list[FlagSpan] = []
        for span in state.flags:
            if span.zone != zone or span.part or span.from_us > now_us:
                continue
            if span.flag in KINDS:
                current.append(span)
            elif current:
                runs.append((current, span.from_us))
                current = []
        if current:
            runs.append((current, None))
    return sorted(runs, key=lambda run: run[0][0].from_us)


def _caution(
    state: SessionState,
    rulebook: Rulebook,
    spans: Sequence[FlagSpan],
    to_us: int | None,
    now_us: int,
    before: Sequence[Caution],
) -> Caution:
    rules = rulebook.neutralisation
    from_us, until_us = spans[0].from_us, now_us if to_us is None else to_us
    zone = spans[0].zone
    kinds = tuple(dict.fromkeys(KINDS[Flag(span.flag)] for span in spans))
    short_why = "" if zone else short_yellow(state, rulebook, from_us, before)
    phases = _phases(state, rulebook, from_us, until_us, zone=zone)
    open_to = _open_classes(phases, state, until_us)
    why = "" if zone else no_wave_by(state, rules.wave_by, until_us, before)
    line_up = () if zone else queue(state, rulebook, from_us, until_us, wave_by=not why)
    keys = ["neutralisation.kinds", "neutralisation.pits.closed_at_start", "neutralisation.pits.open_groups"]
    keys += ["neutralisation.short_yellow.allowed"] if short_why else []
    return Caution(
        number=len(before) + 1,
        kinds=kinds,
        from_us=from_us,
        to_us=to_us,
        zone=zone,
        phases=phases,
        pits_open=open_to,
        short=bool(short_why),
        short_why=short_why,
        speed_kph=_speed(rulebook, kinds[-1]),
        closed_entries=() if zone else _closed_entries(state, rulebook, phases, from_us, until_us),
        queue=line_up,
        gains=_gains(state, rulebook, phases, from_us, until_us, wave_by=not why),
        restart=_restart(line_up, rulebook),
        wave_by_why=why,
        rules=tuple(keys),
    )


def _gains(
    state: SessionState,
    rulebook: Rulebook,
    phases: Sequence[Phase],
    from_us: int,
    until_us: int,
    *,
    wave_by: bool,
) -> tuple[Gain, ...]:
    called = next((phase for phase in phases if phase.name in ("pass_around", "wave_by")), None)
    if called is None:
        return ()
    before = queue(state, rulebook, from_us, called.at_us, wave_by=wave_by)
    return gains(state, before, called.at_us, until_us)


def _restart(line_up: Sequence[QueueCar], rulebook: Rulebook) -> tuple[str, ...]:
    """The queue at the restart: class after class where the rulebook splits it; other classes last."""
    blocks = rulebook.neutralisation.safety_car.restart_order.value
    turn = {code: number for number, block in enumerate(blocks) for code in block}
    return tuple(
        car.entry_id
        for car in sorted(line_up, key=lambda car: (turn.get(car.car_class, len(blocks)), car.order))
    )


def _speed(rulebook: Rulebook, kind: str) -> int | None:
    slow = rulebook.neutralisation.slow
    return {
        "full_course_yellow": slow.fcy_kph.value,
        "virtual_safety_car": slow.fcy_kph.value,
        "code_60": slow.code_60_kph.value,
        "slow_zone": slow.slow_zone_kph.value,
    }.get(kind)


def short_yellow(state: SessionState, rulebook: Rulebook, from_us: int, before: Sequence[Caution]) -> str:
    """Why a neutralisation that begins at `from_us` may be a short yellow; empty where it may not."""
    rules = rulebook.neutralisation.short_yellow
    if not rules.allowed.value or state.started_us is None:
        return ""
    end_us = state.end_of_time_us
    first, last, gap = rules.first_window_s.value, rules.last_window_s.value, rules.min_gap_since_last_s.value
    if first is not None and from_us - state.started_us <= first * SECOND_US:
        return f"in the first {first // 60} minutes"
    if last is not None and end_us is not None and end_us - from_us <= last * SECOND_US:
        return f"in the last {last // 60} minutes"
    ended = [one.to_us for one in before if one.to_us is not None and not one.zone]
    if gap is not None and ended and from_us - ended[-1] <= gap * SECOND_US:
        return f"less than {gap // 60} minutes after the one before"
    return ""


def no_wave_by(state: SessionState, rules: WaveBy, at_us: int, before: Sequence[Caution]) -> str:
    """Why there is no wave-by now; empty where there is one."""
    if not rules.allowed.value:
        return "the rulebook has none"
    length, start_us, end_us = state.plan.duration_us, state.started_us or 0, state.end_of_time_us
    least = rules.race_at_least_s.value
    if least is not None and length is not None and length < least * SECOND_US:
        return f"the race is shorter than {least // 60} minutes"
    last = rules.not_in_last_s.value
    if last is not None and end_us is not None and end_us - at_us < last * SECOND_US:
        return f"none in the last {last // 60} minutes"
    free = rules.free_from_race_s.value
    if free is not None and length is not None and length > free * SECOND_US:
        return ""
    early = rules.not_before_s.value
    if early is not None and at_us - start_us < early * SECOND_US:
        return f"none in the first {early // 60} minutes"
    every = rules.once_per_s.value
    waved = [phase.at_us for one in before for phase in one.phases if phase.name == "wave_by"]
    if every is not None and waved and at_us - waved[-1] < every * SECOND_US:
        return f"once in {every // 60} minutes"
    return ""


# ---- the pit lane ---------------------------------------------------------------------------------------------------


def _phases(
    state: SessionState, rulebook: Rulebook, from_us: int, until_us: int, *, zone: str
) -> tuple[Phase, ...]:
    pits = rulebook.neutralisation.pits
    closed = pits.closed_at_start.value and not zone
    phases = [Phase(name="pits_closed" if closed else "slow", at_us=from_us)]
    said = [] if zone else _said(state, from_us, until_us)
    phases += said
    if closed and not any(phase.name == "pits_open" for phase in said):
        phases += _opened(state, pits.open_groups.value, from_us, until_us)
    return tuple(sorted(phases, key=lambda phase: phase.at_us))


def _said(state: SessionState, from_us: int, until_us: int) -> list[Phase]:
    phases = []
    for fact in state.messages:
        if not isinstance(fact, f.MessageSent) or not from_us <= fact.at_us <= until_us:
            continue
        name, _, classes = fact.preset.partition(":")
        if name in ("pits_open", "pits_closed", *_STEPS):
            codes = tuple(code for code in classes.split(",") if code)
            phases.append(Phase(name=name, at_us=fact.at_us, classes=codes, seq=fact.seq))
    return phases


def _opened(state: SessionState, groups: Sequence[Sequence[str]], from_us: int, until_us: int) -> list[Phase]:
    every = tuple(dict.fromkeys(car.entry.car_class for car in state.cars.values()))
    phases = []
    for group in groups or (every,):
        entries = sorted(
            at_us
            for car in state.cars.values()
            if car.entry.car_class in group
            for at_us in pit_entries_us(car)
            if from_us <= at_us <= until_us
        )
        cars = sum(car.entry.car_class in group for car in state.cars.values())
        needed = min(cars, max(_TOGETHER, cars // 4))
        for index in range(len(entries) - needed + 1):
            if needed and entries[index + needed - 1] - entries[index] <= _WITHIN_US:
                phases.append(
                    Phase(name="pits_open", at_us=entries[index], classes=tuple(group), inferred=True)
                )
                break
    return phases


def pit_entries_us(car: CarState) -> list[int]:
    """When a car entered the pit lane: by the loop at its entry, else by the line crossed in the pit lane."""
    seen = [visit.in_us for visit in car.visits if visit.in_us is not None]
    if car.pit_in_us is not None:
        seen.append(car.pit_in_us)
    return seen or [lap.end_us for lap in car.laps if lap.in_pit]


def _open_classes(phases: Sequence[Phase], state: SessionState, until_us: int) -> tuple[str, ...]:
    every = tuple(dict.fromkeys(car.entry.car_class for car in state.cars.values()))
    if not phases or phases[0].name != "pits_closed":
        return every
    opened: list[str] = []
    for phase in phases:
        if phase.at_us > until_us:
            break
        if phase.name == "pits_closed":
            opened = [code for code in opened if phase.classes and code not in phase.classes]
        elif phase.name == "pits_open":
            opened += [code for code in phase.classes or every if code not in opened]
    return tuple(opened)


def _closed_entries(
    state: SessionState, rulebook: Rulebook, phases: Sequence[Phase], from_us: int, until_us: int
) -> tuple[Entered, ...]:
    penalty = rulebook.neutralisation.pits.closed_service.value
    found = []
    for car in state.cars.values():
        for at_us in pit_entries_us(car):
            if not from_us <= at_us <= until_us:
                continue
            until = [phase for phase in phases if phase.at_us <= at_us]
            if car.entry.car_class not in _open_classes(until, state, at_us):
                found.append(Entered(entry_id=car.entry_id, at_us=at_us, penalty=penalty))
    return tuple(sorted(found, key=lambda one: one.at_us))
