"""The few values of a rulebook that the fold reads for every passing, as plain attributes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from pitboard.model.meeting import SessionKind

if TYPE_CHECKING:
    from pitboard.model.rulebook import Rulebook


class Rules(msgspec.Struct, frozen=True, kw_only=True):
    """A rulebook as one session's fold reads it; the names are those of the rulebook's keys.

    Attributes:
        kind: the session's.
        resolution_us: instants are cut to this grid before anything is compared.
        lap_one_from_start: lap 1 runs from the session's start; else the first crossing starts it.
        doubled_within_us: two reads of one car at one line closer than this are one passing.
        lap_one_counts, in_lap_counts, out_lap_counts, red_flag_lap_counts: for the best lap.
        chequered_lap_counts, unknown_flag_lap_counts: laps that take the flag, laps of which the source shows no flag.
        red_flag_laps_lost: fastest laps a car loses that caused a red flag.
        red_flag_laps_of: of the whole `session`, of its `part`, or only `before_restart` or `after_restart`.
        red_flag_repeat: a second red flag costs as many laps again; else nothing more.
        early_chequered_ends: a race ends under a chequered flag that is shown before time is up.
    """

    kind: SessionKind
    resolution_us: int = 1000
    lap_one_from_start: bool = True
    doubled_within_us: int = 1_000_000
    lap_one_counts: bool = False
    in_lap_counts: bool = False
    out_lap_counts: bool = False
    red_flag_lap_counts: bool = False
    chequered_lap_counts: bool = True
    unknown_flag_lap_counts: bool = True
    red_flag_laps_lost: int = 2
    red_flag_laps_of: str = "session"
    red_flag_repeat: bool = True
    early_chequered_ends: bool = True

    @staticmethod
    def of(rulebook: Rulebook, kind: SessionKind) -> Rules:
        """Read the values out of a rulebook for a session of this kind."""
        best = rulebook.best_lap
        red = rulebook.race.fastest_lap_red_flag_counts if kind.is_race else best.red_flag_lap_counts
        return Rules(
            kind=kind,
            resolution_us=rulebook.timing.resolution_us.value,
            lap_one_from_start=rulebook.timing.lap_one.value == "session_start",
            doubled_within_us=rulebook.timing.doubled_within_us.value,
            lap_one_counts=best.lap_one_counts.value,
            in_lap_counts=best.in_lap_counts.value,
            out_lap_counts=best.out_lap_counts.value,
            red_flag_lap_counts=red.value,
            chequered_lap_counts=best.chequered_lap_counts.value,
            unknown_flag_lap_counts=best.unknown_flag_lap_counts.value,
            red_flag_laps_lost=rulebook.qualifying.red_flag.laps_lost.value,
            red_flag_laps_of=rulebook.qualifying.red_flag.laps_of.value,
            red_flag_repeat=rulebook.qualifying.red_flag.repeat.value == "again",
            early_chequered_ends=rulebook.race.early_chequered_ends.value,
        )
