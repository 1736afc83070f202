"""Laps of a session that may be track records: the fastest of each class, where the session counts for records.

Whether one is a record is decided against those known before, by circuit, layout, class and kind of session.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from pitboard.scoring.passings import lap_counts
from pitboard.scoring.state import WHY_IN_LAP, WHY_OUT_LAP, WHY_RED, CarState, Lap, SessionState

if TYPE_CHECKING:
    from pitboard.model.rulebook import Rulebook

_NEVER = (WHY_RED, WHY_IN_LAP, WHY_OUT_LAP)


class RecordLap(msgspec.Struct, frozen=True, kw_only=True):
    """The fastest lap of a class, which may be a record.

    Attributes:
        circuit: layout with its revision, or the circuit alone, as the rulebook has it.
        car_class, kind: of the key; `kind` is the session's.
        entry_id, lap: whose and which.
        rule: the key that lets the session count.
    """

    circuit: str
    car_class: str
    kind: str
    entry_id: str
    lap: Lap
    rule: str = "records.eligible_sessions"


def record_laps(state: SessionState, rulebook: Rulebook) -> tuple[RecordLap, ...]:
    """The fastest lap of each class; none where the session does not count for records."""
    kind = state.plan.kind.value
    if kind not in rulebook.records.eligible_sessions.value:
        return ()
    best: dict[str, tuple[CarState, Lap]] = {}
    for car in state.cars.values():
        code = car.entry.car_class
        for lap in car.laps:
            known = best.get(code)
            if may_be_record(car, lap) and (
                known is None or (lap.time_us, lap.end_us) < (known[1].time_us, known[1].end_us)
            ):
                best[code] = (car, lap)
    where = circuit_key(state, rulebook)
    return tuple(
        RecordLap(circuit=where, car_class=code, kind=kind, entry_id=car.entry_id, lap=lap)
        for code, (car, lap) in best.items()
    )


def may_be_record(car: CarState, lap: Lap) -> bool:
    """A lap that counts, and never one under red, into or out of the pit lane, even where a decision counted it."""
    return lap_counts(car, lap) and lap.why_not not in _NEVER and not lap.in_pit and not lap.out_lap


def circuit_key(state: SessionState, rulebook: Rulebook) -> str:
    """The circuit as records name it: with its layout and revision where the rulebook says so."""
    circuit = state.circuit
    by_revision = rulebook.records.layout_revision.value == "circuit_revision"
    name = circuit.circuit_id or circuit.name
    parts = (name, circuit.layout_revision) if by_revision else (name,)
    return " ".join(part for part in parts if part)
