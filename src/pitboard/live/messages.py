"""The message list: what the state says happened, each line with an identity that a correction does not change.

Messages are read off the state, so a withdrawn fact takes its message with it; what had been published before then stays in
the list, struck through. A lap is looked at once; only after a correction all are looked at again.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import tzinfo

import msgspec

from pitboard.live.cells import car_ref
from pitboard.live.naming import flag_name
from pitboard.model import facts as f
from pitboard.scoring.passings import lap_counts
from pitboard.scoring.state import CarState, Lap, SessionState
from pitboard.times import format_time
from pitboard.wire.base import CarRef
from pitboard.wire.board import MESSAGES_KEPT, Message, Reference
from pitboard.wire.score import time_of_day, zone_of

_STATUS = {
    "not_classified": "not classified",
    "disqualified": "disqualified",
    "not_started": "did not start",
    "withdrawn": "withdrawn",
}


def car_words(fact: f.Fact) -> str:
    """A decision on a car, in a few words."""
    match fact:
        case f.LapDeleted():
            return f"lap {fact.lap_number} deleted" + (
                f": {fact.reason.replace('_', ' ')}" if fact.reason else ""
            )
        case f.LapCounted():
            return f"lap {fact.lap_number} counted"
        case f.LapsVoided():
            return "all times void"
        case f.RedFlagCaused():
            return "caused a red flag"
        case f.TimeAdded():
            what = "added" if fact.duration_us >= 0 else "taken off"
            return f"{format_time(abs(fact.duration_us))} {what}"
        case f.LapsSubtracted():
            return f"{fact.laps} lap{'s' if fact.laps != 1 else ''} taken off"
        case f.MovedToBack():
            return f"moved to the back of the {fact.scope}"
        case f.StatusRuled():
            return _STATUS.get(fact.status, fact.status)
        case f.PenaltyNoted():
            return f"{fact.infraction.replace('_', ' ')}: {fact.stage.replace('_', ' ')}"
        case f.PenaltyGiven():
            what = fact.kind.replace("_", "-") + (f" + {fact.stop_us // 1_000_000} s" if fact.stop_us else "")
            return what + (f" for {fact.infraction.replace('_', ' ')}" if fact.infraction else "")
        case f.PenaltyServed():
            return "penalty served"
        case f.PenaltyConverted():
            return "penalty converted"
        case f.GridPlaceRuled():
            return f"grid: {fact.drop.replace('_', ' ')}"
        case _:
            return type(fact).__name__


class MessageList:
    """The messages of one session as they were published."""

    def __init__(self, references: tuple[Reference, ...] = ()) -> None:
        self._known: dict[str, Message] = {}
        self._seen: dict[str, int] = {}
        self._best: dict[str, Lap] = {}
        self._overall: Lap | None = None
        self._front: dict[str, int] = {}
        self._leader: dict[str, str] = {}
        self._lap_messages: dict[str, Message] = {}
        self.seq = -1
        self.records = {ref.car_class: ref for ref in references if ref.kind == "record"}

    def newest(self, count: int = MESSAGES_KEPT) -> tuple[Message, ...]:
        """The newest messages, oldest first."""
        return tuple(self._known.values())[-count:]

    def all(self) -> list[Message]:
        """Every message, oldest first."""
        return list(self._known.values())

    def update(self, state: SessionState, *, anew: bool) -> None:
        """Bring the list up to date.

        Args:
            state: of the session.
            anew: facts before the last one changed, so look at every lap again.
        """
        if anew:
            self._seen.clear()
            self._best.clear()
            self._front.clear()
            self._leader.clear()
            self._lap_messages.clear()
            self._overall = None
        zone = zone_of(state.circuit.zone)
        fresh = [message for lap in self._new_laps(state) for message in self._of_lap(state, *lap, zone)]
        self._lap_messages.update((message.id, message) for message in fresh)
        now = fresh + list(_of_session(state, zone)) + list(_of_drivers(state, zone))
        for message in sorted(now, key=lambda message: message.at_us):
            self._known[message.id] = message
        self._strike({message.id for message in now} | self._lap_messages.keys())

    def _strike(self, holding: set[str]) -> None:
        for key, message in self._known.items():
            if key not in holding and not message.withdrawn:
                self._known[key] = msgspec.structs.replace(message, withdrawn=True)

    def _new_laps(self, state: SessionState) -> list[tuple[CarState, Lap]]:
        found = []
        for entry_id, car in state.cars.items():
            seen = self._seen.get(entry_id, 0)
            if len(car.laps) > seen:
                found += [(car, lap) for lap in car.laps[seen:]]
                self._seen[entry_id] = len(car.laps)
        return sorted(found, key=lambda pair: (pair[1].end_us, pair[1].seq))

    def _of_lap(self, state: SessionState, car: CarState, lap: Lap, zone: tzinfo) -> Iterator[Message]:
        race, code = state.plan.kind.is_race, car.entry.car_class
        if lap_counts(car, lap):
            yield from self._of_best(car, lap, zone, race=race)
        if not race:
            return
        if lap.in_pit:
            yield _message(
                f"pit-{lap.seq}", lap.end_us, zone, "pit", f"#{car.car} in the pit lane", (car_ref(car),)
            )
        for scope in ("", code):
            if lap.number > self._front.get(scope, 0):
                self._front[scope] = lap.number
                if self._leader.get(scope) != car.entry_id:
                    self._leader[scope] = car.entry_id
                    text = f"#{car.car} leads{' ' + scope if scope else ''} after {lap.number} laps"
                    kind = "class_lead" if scope else "lead"
                    yield _message(
                        f"{kind}-{lap.seq}", lap.end_us, zone, kind, text, (car_ref(car),), say=True
                    )

    def _of_best(self, car: CarState, lap: Lap, zone: tzinfo, *, race: bool) -> Iterator[Message]:
        code = car.entry.car_class
        known = self._best.get(code)
        if known is not None and known.time_us <= lap.time_us:
            return
        self._best[code] = lap
        kind = "best"
        text = f"#{car.car} fastest in {code}, {format_time(lap.time_us)}"
        driver = car.entry.driver(lap.driver_id)
        if driver is not None:
            text += f", {driver.short_name}"
        if known is not None:
            text += f", by {format_time(known.time_us - lap.time_us)}"
        record = self.records.get(code)
        if record is not None and lap.time_us < record.us and not race:
            kind = "record"
            text += f"; under the track record by {format_time(record.us - lap.time_us)}"
        yield _message(f"best-{lap.seq}", lap.end_us, zone, kind, text, (car_ref(car),), say=not race)


def _message(
    key: str,
    at_us: int,
    zone: tzinfo,
    kind: str,
    text: str,
    cars: tuple[CarRef, ...] = (),
    *,
    say: bool = False,
) -> Message:
    clock = time_of_day(at_us, zone, decimals=0)
    return Message(id=key, at_us=at_us, clock=clock, kind=kind, text=text, cars=cars, say=say)


def _of_drivers(state: SessionState, zone: tzinfo) -> Iterator[Message]:
    for car in state.cars.values():
        for before, span in zip(car.spans, car.spans[1:], strict=False):
            if before.driver_id != span.driver_id:
                driver = car.entry.driver(span.driver_id)
                name = driver.name if driver else span.driver_id
                key = f"driver-{car.entry_id}-{span.from_us}"
                yield _message(
                    key, span.from_us, zone, "driver", f"#{car.car}: {name} takes over", (car_ref(car),)
                )


def _of_session(state: SessionState, zone: tzinfo) -> Iterator[Message]:
    if state.started_us is not None:
        yield _message("start", state.started_us, zone, "flag", "The session starts", say=True)
    for part in state.parts.values():
        yield _message(
            f"part-{part.part}", part.started_us, zone, "flag", f"{part.name or part.part} starts", say=True
        )
        if part.ended_us is not None:
            yield _message(
                f"part-{part.part}-end", part.ended_us, zone, "flag", f"{part.name or part.part} ends"
            )
    for span in state.flags:
        where = f" in {span.zone}" if span.zone else ""
        yield _message(
            f"flag-{span.seq}", span.from_us, zone, "flag", flag_name(span.flag) + where, say=not span.zone
        )
    for number, (start, end) in enumerate(state.holds, 1):
        yield _message(f"hold-{number}", start, zone, "race_control", "The session clock is held")
        if end is not None:
            yield _message(f"resume-{number}", end, zone, "race_control", "The session clock runs again")
    yield from _of_people(state, zone)
    if state.ended_us is not None:
        yield _message("end", state.ended_us, zone, "flag", "The session ends", say=True)


def _of_people(state: SessionState, zone: tzinfo) -> Iterator[Message]:
    for fact in state.decided:
        car = state.cars.get(getattr(fact, "entry_id", ""))
        if car is not None:
            article = f" ({fact.article})" if fact.article else ""
            text = f"#{car.car}: {car_words(fact)}{article}"
            yield _message(f"decision-{fact.seq}", fact.at_us, zone, "penalty", text, (car_ref(car),))
    for sent in state.messages:
        if isinstance(sent, f.MessageSent):
            cars = tuple(car_ref(state.cars[entry_id]) for entry_id in sent.cars if entry_id in state.cars)
            yield _message(f"said-{sent.seq}", sent.at_us, zone, "race_control", sent.text, cars, say=True)
    for issued in state.issued:
        if isinstance(issued, f.ResultIssued):
            number = f" {issued.version}" if issued.version > 1 else ""
            text = f"{issued.stage.capitalize()} result{number} issued by {issued.by}"
            yield _message(f"result-{issued.seq}", issued.at_us, zone, "result", text)
