"""Everything above the table: clock, flag, parts, weather, classes."""

from __future__ import annotations

from datetime import UTC, datetime

from pitboard.live.naming import FLAG_NAMES, flag_name
from pitboard.model.car_class import CarClass
from pitboard.model.palette import ink_on, palette
from pitboard.scoring.state import PartState as ScoredPart
from pitboard.scoring.state import SessionState
from pitboard.sessions.scored import Scored
from pitboard.times import HOUR_US, MINUTE_US, SECOND_US
from pitboard.wire.board import ClassHead, Clock, FlagState, Header, Mode, PartState, Weather
from pitboard.wire.score import time_of_day, zone_of

__all__ = ["FLAG_NAMES", "class_heads", "clock", "header"]


def header(scored: Scored, now_us: int, speed: float, mode: Mode) -> Header:
    """The head of a board."""
    state = scored.state
    plan, circuit = state.plan, state.circuit
    meeting = state.meeting or scored.opened.meeting
    zone = zone_of(circuit.zone)
    return Header(
        session=plan.session,
        kind=plan.kind,
        name=plan.name or plan.session,
        meeting=meeting.name if meeting else "",
        meeting_id=meeting.meeting if meeting else "",
        series=meeting.series if meeting else "",
        season=meeting.season if meeting else None,
        circuit=circuit.name or (meeting.circuit_name if meeting else ""),
        length=f"{circuit.length_m / 1000:.3f} km" if circuit.length_m else "",
        zone=circuit.zone,
        zone_text=datetime.fromtimestamp(now_us // SECOND_US, zone).tzname() or "UTC",
        mode=mode,
        stage=stage_of(state),
        rulebook=scored.opened.rulebook.id,
        distance=_distance(state),
        clock=clock(state, now_us, speed),
        flag=_flag(state),
        parts=_parts(state, now_us),
        weather=_weather(state),
    )


def stage_of(state: SessionState) -> str:
    """How far the result is: `live` until one was issued."""
    return str(getattr(state.issued[-1], "stage", "live")) if state.issued else "live"


def _distance(state: SessionState) -> str:
    plan = state.plan
    if plan.laps is not None:
        return f"{plan.laps} laps"
    if plan.duration_us is None:
        return ""
    if plan.duration_us % HOUR_US == 0:
        hours = plan.duration_us // HOUR_US
        return f"{hours} hour{'s' if hours != 1 else ''}"
    return f"{plan.duration_us // MINUTE_US} minutes"


def held_us(state: SessionState, until_us: int) -> int:
    """How long the clock has been held up to an instant [µs]."""
    return sum(
        min(until_us, until_us if end is None else end) - start
        for start, end in state.holds
        if start < until_us
    )


def clock(state: SessionState, now_us: int, speed: float) -> Clock:
    """The session clock as of `now_us`."""
    started, duration = state.started_us, state.plan.duration_us
    if started is None or now_us < started:
        planned = state.plan.scheduled_us
        text = (
            f"starts {time_of_day(planned, zone_of(state.circuit.zone), decimals=0)[:5]}"
            if planned
            else "not started"
        )
        return Clock(now_us=now_us, speed=speed, duration_us=duration, text=text)
    held = bool(state.holds) and state.holds[-1][1] is None
    over_us = state.ended_us if state.ended_us is not None else _parts_over_us(state)
    stop_us = now_us if over_us is None else min(now_us, over_us)
    pauses = held_us(state, stop_us)
    elapsed = stop_us - started - pauses
    to_go = None if duration is None else max(0, duration - elapsed)
    laps = max((len(car.laps) for car in state.cars.values()), default=0)
    finished = over_us is not None
    return Clock(
        now_us=now_us,
        speed=speed,
        started_at_us=started,
        duration_us=duration,
        ends_at_us=None if duration is None or held or finished else started + duration + pauses,
        elapsed_us=elapsed,
        to_go_us=to_go,
        laps_to_go=None if state.plan.laps is None else max(0, state.plan.laps - laps),
        held=held,
        text="held" if held else "finished" if finished else "",
    )


def _parts_over_us(state: SessionState) -> int | None:
    """When the last part of a session in parts ended; None while one is to come or runs."""
    planned = {part.part for part in state.plan.parts} or set(state.parts)
    ends = [state.parts[part].ended_us if part in state.parts else None for part in planned]
    over = [end for end in ends if end is not None]
    return max(over) if over and len(over) == len(ends) else None


def _flag(state: SessionState) -> FlagState:
    name, since, zones = state.flag, None, {}
    running = [part for part in state.parts.values() if part.ended_us is None]
    if len(running) == 1 and running[0].part in state.part_flags:
        name = state.part_flags[running[0].part]
    for span in state.flags:
        if span.zone:
            zones[span.zone] = span.flag
        elif span.flag == name:
            since = span.from_us
    words = tuple(f"{zone}: {flag_name(flag).lower()}" for zone, flag in zones.items() if flag != "green")
    if not name:
        return FlagState(zones=words)
    return FlagState(flag=FLAG_NAMES[name][0], name=flag_name(name), since_us=since, zones=words)


def _parts(state: SessionState, now_us: int) -> tuple[PartState, ...]:
    planned = {part.part: part for part in state.plan.parts}
    found = []
    for key in [*planned, *(part for part in state.parts if part not in planned)]:
        plan, part = planned.get(key), state.parts.get(key)
        name = (part.name if part else "") or (plan.name if plan else key)
        classes = (part.classes if part else ()) or (plan.classes if plan else ())
        how = "waiting" if part is None else "running" if part.ended_us is None else "finished"
        length = plan.duration_us if plan else None
        found.append(
            PartState(
                part=key, name=name, classes=classes, state=how, to_go_us=_part_to_go(part, length, now_us)
            )
        )
    return tuple(found)


def _part_to_go(part: ScoredPart | None, length: int | None, now_us: int) -> int | None:
    # A start that was only inferred says nothing to the second about the time to go.
    if part is None or length is None or part.inferred:
        return None
    return 0 if part.ended_us is not None else max(0, part.started_us + length - now_us)


def _weather(state: SessionState) -> Weather:
    if not state.weather:
        return Weather()
    row = state.weather[-1]

    def text(value: float | None, unit: str, digits: int = 1) -> str:
        return "" if value is None else f"{value:.{digits}f}{unit}"

    return Weather(
        at_us=row.at_us,
        air=text(row.air_c, " °C"),
        track=text(row.track_c, " °C"),
        humidity=text(row.humidity_percent, " %", 0),
        wind=text(row.wind_m_s, " m/s"),
        rain="" if row.rain is None else "rain" if row.rain else "dry",
    )


def class_heads(scored: Scored) -> tuple[ClassHead, ...]:
    """The classes that are entered, in the order of the rulebook; classes it does not know come last by code."""
    entered: dict[str, int] = {}
    for car in scored.state.cars.values():
        entered[car.entry.car_class] = entered.get(car.entry.car_class, 0) + 1
    known = {car_class.code: car_class for car_class in scored.opened.rulebook.classes}
    ordered = [car_class for code, car_class in known.items() if code in entered]
    last = max((car_class.order for car_class in ordered), default=0)
    plates = palette().classes
    for code in sorted(entered.keys() - known.keys()):
        last += 1
        index = (last - 1) % len(plates.plates)
        ordered.append(
            CarClass(
                code=code,
                name=code,
                order=last,
                colour=plates.plates[index],
                colour_on_paper=plates.on_paper[index],
            )
        )
    return tuple(
        ClassHead(
            code=car_class.code,
            name=car_class.name,
            order=car_class.order,
            colour=car_class.colour,
            colour_on_paper=car_class.colour_on_paper,
            ink=ink_on(car_class.colour),
            ink_on_paper=ink_on(car_class.colour_on_paper),
            cars=entered[car_class.code],
        )
        for car_class in ordered
    )


def local_date(at_us: int, zone: str | None) -> datetime:
    """The day of an instant at the venue."""
    return datetime.fromtimestamp(at_us // SECOND_US, zone_of(zone) if zone else UTC)
