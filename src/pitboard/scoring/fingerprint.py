"""Whether two states say the same: every car, lap, flag, decision and work item in them, as canonical bytes."""

from __future__ import annotations

import hashlib
from typing import Any

import msgspec

from pitboard.scoring.state import CarState, SessionState

# What follows from the circuit alone, and what is compared car by car.
_DERIVED = frozenset({"cars", "lines", "sectors"})


def contents(state: SessionState) -> bytes:
    """Everything in a state as canonical JSON; the order in which passings were dropped says nothing and is left out."""
    whole: dict[str, Any] = {
        name: _plain(getattr(state, name)) for name in SessionState.__slots__ if name not in _DERIVED
    }
    whole["cars"] = [[entry_id, _car(car)] for entry_id, car in state.cars.items()]
    return msgspec.json.encode(whole)


def _car(car: CarState) -> dict[str, Any]:
    return {name: _plain(getattr(car, name)) for name in CarState.__slots__}


def _plain(value: object) -> object:
    return sorted(value.items()) if isinstance(value, dict) else value


def fingerprint(state: SessionState) -> str:
    """SHA-256 of a state's contents: equal states have equal ones, in any process, on any machine."""
    return hashlib.sha256(contents(state)).hexdigest()


def state_equal(one: SessionState, other: SessionState) -> bool:
    """Whether two states say the same."""
    return contents(one) == contents(other)


def differences(one: SessionState, other: SessionState) -> list[str]:
    """Where two states differ, as `what: one ≠ other`; for people who look for the reason.

    Returns:
        One line for each attribute of the session or of a car; empty if the states are equal.
    """
    found: list[str] = []
    for name in SessionState.__slots__:
        if name not in _DERIVED:
            found += _differs(name, getattr(one, name), getattr(other, name))
    found += _differs("cars", list(one.cars), list(other.cars))
    for entry_id in one.cars.keys() & other.cars.keys():
        first, second = one.cars[entry_id], other.cars[entry_id]
        for name in CarState.__slots__:
            found += _differs(f"car {entry_id} {name}", getattr(first, name), getattr(second, name))
    return found


def _differs(name: str, one: object, other: object) -> list[str]:
    return [] if one == other else [f"{name}: {one!r} ≠ {other!r}"]
