"""Decisions from a CSV: `session,order,car,decision,lap,seconds` and, where somebody gives one, `reason`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from pitboard.errors import DecisionError
from pitboard.model import facts as f
from pitboard.sources.official_csv.faults import Faults
from pitboard.sources.official_csv.rawfile import RawTable, read_table

DECISIONS = (
    "delete_lap",
    "void_all_laps",
    "count_lap",
    "add_time",
    "subtract_laps",
    "back_of_class",
    "disqualify",
    "not_classified",
    "not_started",
    "withdrawn",
    "red_flag_cause",
    "short_drive_time",
    "grid_class",
    "grid_group",
    "grid_field",
    "grid_pit_lane",
    "grid_driver_change",
    "grid_tyre_change",
    "grid_no_session",
    "grid_times_disallowed",
    "grid_withdrawn",
    "grid_places",
    "grid_place",
)
_WITH_LAP = {
    "delete_lap": "a lap number from 1",
    "count_lap": "a lap number from 1",
    "subtract_laps": "a count of laps from 1",
    "grid_places": "a count of places from 1",
    "grid_place": "a place from 1",
}
"""Decisions with a figure in the column `lap`, and what it is."""
_WITH_SECONDS = ("add_time", "short_drive_time")
_STATUS = {
    "disqualify": "disqualified",
    "not_classified": "not_classified",
    "not_started": "not_started",
    "withdrawn": "withdrawn",
}
_NUMBER = re.compile(r"[0-9]{1,9}")
_SECONDS = re.compile(r"([0-9]{1,6})(?:\.([0-9]{1,3}))?")


class DecisionRow(msgspec.Struct, frozen=True, kw_only=True):
    """One row.

    Attributes:
        file, line: where it stands.
        session: path of the session, or the tail of it.
        order: decisions apply by it.
        car: number, as text.
        decision: one of `DECISIONS`.
        lap: number of the lap, a count of laps or a place on the grid; None where none is meant.
        duration_us: time added, or what is missing of the drive time [µs].
        reason: in words; empty where nobody gives one.
    """

    file: str
    line: int
    session: str
    order: int
    car: str
    decision: str
    lap: int | None
    duration_us: int | None
    reason: str = ""


def read_decisions(path: Path) -> list[DecisionRow]:
    """Read and check a decisions file.

    Raises:
        SourceError: with every fault found: unknown decisions, missing laps or seconds, bad numbers.
    """
    table = read_table(path)
    table.require(["session", "order", "car", "decision", "lap", "seconds"])
    faults = Faults(table.file)
    rows = [_row(table, line, row, faults) for line, row in table.rows()]
    faults.raise_if_any()
    return [row for row in rows if row is not None]


def _row(table: RawTable, line: int, row: list[str], faults: Faults) -> DecisionRow | None:
    if not any(row):
        return None
    values = dict(zip(table.header, [*row, *([""] * len(table.header))], strict=False))
    for name, expected in (("session", "a session"), ("car", "a car number")):
        if not values[name]:
            faults.line(line, name, expected, "")
    if not _NUMBER.fullmatch(values["order"]):
        faults.line(line, "order", "a whole number", values["order"])
    if values["decision"] in DECISIONS:
        _check_figures(values["decision"], values["lap"], values["seconds"], line, faults)
    else:
        faults.line(line, "decision", f"one of {', '.join(DECISIONS)}", values["decision"])
    if len(faults):
        return None
    return DecisionRow(
        file=table.file,
        line=line,
        session=values["session"],
        order=int(values["order"]),
        car=values["car"],
        decision=values["decision"],
        lap=int(values["lap"]) if values["lap"] else None,
        duration_us=_microseconds(values["seconds"]),
        reason=values.get("reason", ""),
    )


def _check_figures(decision: str, lap: str, seconds: str, line: int, faults: Faults) -> None:
    """A figure where the decision needs one, seconds where it is about a time, and neither anywhere else."""
    if decision in _WITH_LAP and not (_NUMBER.fullmatch(lap) and int(lap) > 0):
        faults.line(line, "lap", _WITH_LAP[decision], lap)
    elif decision not in _WITH_LAP and lap:
        faults.line(line, "lap", f"nothing for {decision}", lap)
    if decision in _WITH_SECONDS and _microseconds(seconds) is None:
        faults.line(line, "seconds", "seconds with up to three decimals", seconds)
    elif decision not in _WITH_SECONDS and seconds:
        faults.line(line, "seconds", f"nothing for {decision}", seconds)


def _microseconds(seconds: str) -> int | None:
    found = _SECONDS.fullmatch(seconds)
    return int(found[1]) * 1_000_000 + int((found[2] or "0").ljust(3, "0")) * 1000 if found else None


def matches(session: str, name: str) -> bool:
    """Whether a row's session names this one: its path, or whole last parts of one or the other.

    >>> matches("01-roar/202401211355-qualifying", "2024/01-roar/202401211355-qualifying")
    True
    >>> matches("qualifying", "2024/01-roar/202401211355-qualifying")
    False
    """
    wanted, there = session.strip("/").split("/"), name.strip("/").split("/")
    shorter = min(len(wanted), len(there))
    return wanted[-shorter:] == there[-shorter:]


def to_facts(
    rows: Sequence[DecisionRow], laps: Mapping[str, Sequence[int]], at_us: int, session: str = ""
) -> list[f.Fact]:
    """Decisions as facts, in their order.

    Args:
        rows: of one session.
        laps: for each car number the `seq` of the passing that ended each lap.
        at_us: instant they are dated, after the session's last fact.
        session: id of the session.

    Raises:
        DecisionError: an unknown car or lap; every one is named.
    """
    problems: list[str] = []
    facts: list[f.Fact] = []
    for row in sorted(rows, key=lambda row: row.order):
        where = f"{row.file} line {row.line}"
        if row.car not in laps:
            problems.append(f"{where}, car: expected a car of {row.session}, was {row.car!r}")
            continue
        if row.decision in ("delete_lap", "count_lap") and not 1 <= (row.lap or 0) <= len(laps[row.car]):
            problems.append(
                f"{where}, lap: expected a lap of 1 to {len(laps[row.car])} of car {row.car}, was {row.lap}"
            )
            continue
        facts.append(_fact(row, laps[row.car], at_us, session))
    if problems:
        raise DecisionError("\n".join(problems))
    return facts


def _fact(row: DecisionRow, laps: Sequence[int], at_us: int, session: str) -> f.Fact:
    where = f"{row.file} line {row.line}"
    why = f"{row.reason} ({where})" if row.reason else where
    common = {"at_us": at_us, "session": session, "entry_id": row.car, "why": why}
    if row.decision.startswith("grid_"):
        drop = row.decision.removeprefix("grid_")
        return f.GridPlaceRuled(**common, drop=drop, places=row.lap or 0)  # type: ignore[arg-type]
    match row.decision:
        case "delete_lap" | "count_lap":
            assert row.lap is not None
            kind = f.LapDeleted if row.decision == "delete_lap" else f.LapCounted
            return kind(**common, passing_seq=laps[row.lap - 1], lap_number=row.lap)  # type: ignore[arg-type]
        case "void_all_laps":
            return f.LapsVoided(**common)  # type: ignore[arg-type]
        case "add_time":
            assert row.duration_us is not None
            return f.TimeAdded(**common, duration_us=row.duration_us)  # type: ignore[arg-type]
        case "subtract_laps":
            assert row.lap is not None
            return f.LapsSubtracted(**common, laps=row.lap)  # type: ignore[arg-type]
        case "back_of_class":
            return f.MovedToBack(**common)  # type: ignore[arg-type]
        case "short_drive_time":
            return f.MovedToBack(**common, shortfall_us=row.duration_us)  # type: ignore[arg-type]
        case "red_flag_cause":
            return f.RedFlagCaused(**common)  # type: ignore[arg-type]
        case _:
            return f.StatusRuled(**common, status=_STATUS[row.decision])  # type: ignore[arg-type]
