"""Flags and statuses, by the words of the glossary."""

from __future__ import annotations

from enum import StrEnum


class Flag(StrEnum):
    """What race control shows."""

    GREEN = "green"
    YELLOW = "yellow"
    FULL_COURSE_YELLOW = "full_course_yellow"
    VIRTUAL_SAFETY_CAR = "virtual_safety_car"
    SAFETY_CAR = "safety_car"
    CODE_60 = "code_60"
    SLOW_ZONE = "slow_zone"
    RED = "red"
    WHITE = "white"
    CHEQUERED = "chequered"


OFFICIAL_FLAGS = {
    "GF": Flag.GREEN,
    "FCY": Flag.FULL_COURSE_YELLOW,
    "SF": Flag.SAFETY_CAR,
    "RF": Flag.RED,
    "FF": Flag.CHEQUERED,
}
"""FLAG_AT_FL of official files; a blank says nothing."""


class Status(StrEnum):
    """What became of a car. Only a classified car has a position."""

    CLASSIFIED = "classified"
    NOT_CLASSIFIED = "not_classified"
    DISQUALIFIED = "disqualified"
    NOT_STARTED = "not_started"
    WITHDRAWN = "withdrawn"
