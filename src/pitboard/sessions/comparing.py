"""Pitboard's classification against the official results file, row by row and field by field."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from pitboard.model.flags import Status
from pitboard.scoring.classification import Row
from pitboard.sessions.scored import Scored

Fields = dict[str, str | int | None]
_OFFICIAL_STATUS = {"Classified": Status.CLASSIFIED, "Not started": Status.NOT_STARTED}


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """One field of one row that differs."""

    row: int
    car: str
    field: str
    ours: str | int | None
    official: str | int | None


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """One session against its results file.

    Attributes:
        rows: rows compared.
        equal_rows: rows equal in every field, in place.
        same_order: the cars stand in the same order.
        reasons: what most likely explains the differences.
    """

    session: str
    rows: int
    equal_rows: int
    same_order: bool
    differences: tuple[Difference, ...]
    reasons: tuple[str, ...]


def compare_session(scored: Scored) -> Comparison:
    """Compare every row and field: position, car, laps, best lap, gaps; in races also status and total time."""
    from pitboard.sources.official_csv.results import read_official_rows

    assert scored.opened.results_file is not None
    race = scored.opened.plan.kind.is_race
    official = [_official(row, race) for row in read_official_rows(scored.opened.results_file)]
    ours = [_ours(row, race) for row in scored.rows]
    differences: list[Difference] = []
    equal = 0
    for index in range(max(len(ours), len(official))):
        mine = ours[index] if index < len(ours) else {}
        theirs = official[index] if index < len(official) else {}
        found = _row_differences(index + 1, mine, theirs)
        differences += found
        equal += not found
    order = [row["car"] for row in ours] == [row["car"] for row in official]
    return Comparison(
        session=scored.opened.name,
        rows=len(official),
        equal_rows=equal,
        same_order=order,
        differences=tuple(differences),
        reasons=tuple(_reasons(ours, official)) if differences else (),
    )


def _row_differences(place: int, mine: Fields, theirs: Fields) -> list[Difference]:
    car = str(theirs.get("car") or mine.get("car") or "")
    return [
        Difference(row=place, car=car, field=name, ours=mine.get(name), official=theirs.get(name))
        for name in theirs or mine
        if mine.get(name) != theirs.get(name)
    ]


def _ours(row: Row, race: bool) -> Fields:
    fields: Fields = {
        "position": row.position,
        "car": row.car,
        "laps": row.laps,
        "best lap": row.best.number if row.best else 0,
        "best time": row.best.time_us if row.best else None,
        "gap first": row.text_first,
        "gap previous": row.text_previous,
    }
    if race:
        fields |= {"status": row.status.value, "total time": row.total_us}
    return fields


def _official(row, race: bool) -> Fields:  # type: ignore[no-untyped-def]
    fields: Fields = {
        "position": row.position,
        "car": row.car,
        "laps": row.laps,
        "best lap": row.best_lap,
        "best time": row.best_time_us,
        "gap first": row.gap_first,
        "gap previous": row.gap_previous,
    }
    if race:
        status = _OFFICIAL_STATUS.get(row.status, row.status)
        fields |= {"status": str(status), "total time": row.total_time_us}
    return fields


def _reasons(ours: list[Fields], official: list[Fields]) -> list[str]:
    """What explains differences, car by car; the data's own README describes each of these."""
    mine = {str(row["car"]): row for row in ours}
    reasons = []
    for row in official:
        car = str(row["car"])
        other = mine.get(car)
        if other is None:
            reasons.append(f"car {car} is not in the laps or entries")
            continue
        reasons += _reason(car, other, row)
    if not reasons:
        idle = [str(row["car"]) for row in official if not row["laps"]]
        reasons.append(
            f"cars without a lap stand in another order ({', '.join(idle)})" if idle else "no reason found"
        )
    return list(dict.fromkeys(reasons))


def _reason(car: str, mine: Fields, row: Fields) -> list[str]:
    if row.get("status") != mine.get("status"):
        return [f"car {car}: status {row.get('status')} by decision"]
    if row["best time"] is None and mine["best time"] is not None:
        return [f"car {car}: all times disallowed"]
    if row["best time"] != mine["best time"]:
        return [f"car {car}: lap {mine['best lap']} deleted by decision"]
    if row["best time"] is None and row["gap first"]:
        return [f"car {car}: the official row keeps the gap texts from before its times were disallowed"]
    ours_us, official_us = mine.get("total time"), row.get("total time")
    if isinstance(ours_us, int) and isinstance(official_us, int) and ours_us != official_us:
        return [f"car {car}: {(official_us - ours_us) / 1e6:+.3f} s on its race time by decision"]
    return []


def summary(compared: Sequence[Comparison]) -> str:
    """One line over all sessions."""
    rows = sum(session.rows for session in compared)
    equal = sum(session.equal_rows for session in compared)
    share = f" ({100 * equal / rows:.1f} %)" if rows else ""
    return (
        f"{len(compared)} sessions with official results: "
        f"{sum(not session.differences for session in compared)} equal in every row and field, "
        f"{sum(session.same_order for session in compared)} in order, {equal} of {rows} rows{share}"
    )
