"""Statements on a race: winners, margins, leaders, neutralisations, fastest laps, cars that did not see the flag."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from pitboard.model.flags import Flag, Status
from pitboard.press.report.context import Context, margin
from pitboard.press.report.fastest import LISTED
from pitboard.press.report.values import (
    Cars,
    ClassName,
    LapTime,
    Minutes,
    Name,
    Names,
    Number,
    Result,
    Results,
    Statement,
)
from pitboard.scoring.classification import Row
from pitboard.scoring.measures import lap_chart, leaders, neutralisations

NAMED = 12
"""Cars told by number; more are only counted."""


def winner(about: Context) -> Iterator[Statement]:
    """The overall winner, the distance and the margin."""
    rows = _placed(about.scored.rows)
    if not rows or not rows[0].laps:
        return
    first = rows[0]
    yield Statement(
        kind="win",
        section="lead",
        rank=1,
        values={
            "crew": Names(texts=about.crew(first)),
            "crew_n": Number(n=len(about.crew(first))),
            "car": about.car(first),
            "team": Name(text=about.entry(first).team),
            "circuit": Name(text=about.circuit),
            "laps": Number(n=first.laps),
            "time": LapTime(us=first.total_us or 0),
        },
        facts=about.of_finish([first]),
    )
    gap = margin(rows[1].gap_first) if len(rows) > 1 else None
    if gap is not None and (gap.us or gap.laps):
        yield Statement(
            kind="win-margin",
            section="lead",
            rank=2,
            values={
                "margin": gap,
                "car": about.car(rows[1]),
                "crew": Names(texts=about.crew(rows[1])),
            },
            facts=about.of_finish(rows[:2]),
        )


def leading(about: Context) -> Iterator[Statement]:
    """How often the lead changed at the line, and who led most."""
    spans = leaders(lap_chart(about.state))
    laps: Counter[str] = Counter()
    for span in spans:
        laps[span.entry_id] += span.laps
    changes = sum(one.entry_id != other.entry_id for one, other in pairwise(spans))
    if len(laps) < 2:
        return
    entry_id, most = laps.most_common(1)[0]
    car = about.state.cars[entry_id]
    ends = [car.laps[span.from_lap - 1].seq for span in spans if span.entry_id == entry_id]
    yield Statement(
        kind="lead-changes",
        section="how",
        rank=4,
        values={"n": Number(n=changes), "cars": Number(n=len(laps))},
        facts=about.ids(about.state.cars[span.entry_id].laps[span.from_lap - 1].seq for span in spans),
    )
    yield Statement(
        kind="led-most",
        section="how",
        rank=5,
        values={"car": about.car(car), "laps": Number(n=most)},
        facts=about.ids(ends),
    )


def neutralised(about: Context) -> Iterator[Statement]:
    """How often and how long the race was neutralised, and whether it was stopped."""
    periods = [period for period in neutralisations(about.state) if period.flag != Flag.RED.value]
    # A race that starts behind the safety car shows it before the first lap: that is no interruption.
    periods = [period for period in periods if period.from_lap]
    seqs = {span.from_us: span.seq for span in about.state.flags}
    if not periods:
        return
    lengths = [period.duration_us for period in periods]
    known = all(length is not None for length in lengths)
    yield Statement(
        kind="cautions" if known else "cautions-count",
        section="how",
        rank=6,
        values={
            "n": Number(n=len(periods)),
            "time": Minutes(us=sum(length or 0 for length in lengths)),
        },
        facts=about.ids(seqs[period.from_us] for period in periods),
    )


def of_class(about: Context, code: str, nth: int, *, in_lead: bool) -> Iterator[Statement]:
    """A class in turn: winner and margin (unless the lead has told), places behind, fastest lap."""
    rows = [row for row in _placed(about.ran[code]) if row.laps]
    if not rows:
        return
    section, name = f"class:{code}", ClassName(text=about.class_name(code))
    if not in_lead:
        yield Statement(
            kind="class-win",
            section=section,
            rank=3,
            values={
                "class": name,
                "crew": Names(texts=about.crew(rows[0])),
                "crew_n": Number(n=len(about.crew(rows[0]))),
                "car": about.car(rows[0]),
                "team": Name(text=about.entry(rows[0]).team),
                "laps": Number(n=rows[0].laps),
                "variant": Number(n=nth),
            },
            facts=about.of_finish(rows[:1]),
        )
    behind = rows[1:3] if not in_lead else rows[2:LISTED]
    if behind:
        yield Statement(
            kind="class-win-behind",
            section=section,
            rank=6,
            values={
                "results": Results(
                    rows=tuple(
                        Result(
                            car=about.car(row), who=about.entry(row).team, margin=margin(row.class_gap_first)
                        )
                        for row in behind
                    )
                ),
                "variant": Number(n=nth),
                "n": Number(n=len(behind)),
            },
            facts=about.of_finish(behind),
        )
    yield from _fastest_lap(about, code)


def _fastest_lap(about: Context, code: str) -> Iterator[Statement]:
    with_lap = [row for row in about.ran[code] if row.best is not None]
    if not with_lap:
        return
    row = min(with_lap, key=lambda one: (one.best.time_us, one.best.end_us) if one.best else (0, 0))
    assert row.best is not None
    yield Statement(
        kind="fastest-lap",
        section=f"class:{code}",
        rank=7,
        values={
            "class": ClassName(text=about.class_name(code)),
            "driver": Name(text=about.who(row)),
            "car": about.car(row),
            "time": LapTime(us=row.best.time_us),
            "lap": Number(n=row.best.number),
        },
        facts=about.of_laps([row]),
    )


def unseen(about: Context) -> Iterator[Statement]:
    """Cars that did not take the chequered flag, and those that are not classified."""
    cars = about.state.cars
    if any(car.finished_us is not None for car in cars.values()):
        rows = [row for row in about.scored.rows if row.laps and cars[row.entry_id].finished_us is None]
        yield from _listed(about, "no-flag", rows)
    out = [row for row in about.scored.rows if row.status is Status.NOT_CLASSIFIED]
    yield from _listed(about, "not-classified", out)
    absent = [row for row in about.scored.rows if not row.laps and row.status is not Status.DISQUALIFIED]
    yield from _listed(about, "no-lap", absent)


def _listed(about: Context, kind: str, rows: list[Row]) -> Iterator[Statement]:
    if rows:
        yield Statement(
            kind=kind if len(rows) <= NAMED else f"{kind}-many",
            section="field",
            rank=7,
            values={"cars": Cars(numbers=tuple(row.car for row in rows)), "n": Number(n=len(rows))},
            facts=(*about.of_entries(rows), *about.of_finish(rows)),
        )


def _placed(rows: tuple[Row, ...] | list[Row]) -> list[Row]:
    return [row for row in rows if row.class_position is not None]
