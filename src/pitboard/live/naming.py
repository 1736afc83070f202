"""Words that boards and messages share."""

from __future__ import annotations

from pitboard.model.flags import Flag

FLAG_NAMES: dict[str, tuple[Flag, str]] = {
    flag.value: (flag, name)
    for flag, name in {
        Flag.GREEN: "GREEN",
        Flag.YELLOW: "YELLOW",
        Flag.FULL_COURSE_YELLOW: "FULL COURSE YELLOW",
        Flag.VIRTUAL_SAFETY_CAR: "VIRTUAL SAFETY CAR",
        Flag.SAFETY_CAR: "SAFETY CAR",
        Flag.CODE_60: "CODE 60",
        Flag.SLOW_ZONE: "SLOW ZONE",
        Flag.RED: "RED FLAG",
        Flag.WHITE: "LAST LAP",
        Flag.CHEQUERED: "CHEQUERED FLAG",
    }.items()
}


def flag_name(flag: str) -> str:
    """A flag as the flag bar writes it."""
    return FLAG_NAMES[flag][1] if flag in FLAG_NAMES else flag.replace("_", " ").upper()
