"""What an infraction costs the n-th time: the ladder of a rulebook, and how cases are counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pitboard.model import facts as f
from pitboard.scoring.state import CarState

if TYPE_CHECKING:
    from pitboard.model.rulebook import Rulebook
    from pitboard.model.rulebook.penalties import Step


def cases(car: CarState, infraction: str) -> int:
    """Cases of one kind in which a car was found at fault in this session."""
    given = {
        fact.penalty
        for fact in car.rulings
        if isinstance(fact, f.PenaltyGiven) and fact.infraction == infraction
    }
    return len(given)


def next_step(
    rulebook: Rulebook, car: CarState, infraction: str, *, race: bool, before: int = 0
) -> tuple[Step | None, int, str]:
    """What the ladder asks for when a car is found at fault again.

    Args:
        rulebook: with the event's overrides.
        car: whose.
        infraction: key of the rulebook's infraction.
        race: a race, or practice and qualifying.
        before: cases of the car in earlier sessions of the meeting.

    Returns:
        The step (None where the rulebook has none), which case it is, and the rulebook's key.
    """
    rules = rulebook.penalties
    key = f"penalties.infractions.{infraction}.{'race' if race else 'qualifying'}"
    counted = rules.counted_per.value
    number = 1 + (
        0 if counted == "none" else cases(car, infraction) + (before if counted == "meeting" else 0)
    )
    known = rules.infractions.get(infraction)
    if known is None:
        return None, number, key
    steps = (known.race if race else known.qualifying).value
    return (steps[min(number, len(steps)) - 1] if steps else None), number, key
