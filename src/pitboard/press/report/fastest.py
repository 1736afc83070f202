"""Statements on sessions decided by lap times: who was fastest, by how much, and how it came about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from pitboard.model.meeting import SessionKind
from pitboard.press.report.context import Context, margin, timed
from pitboard.press.report.values import (
    AnyValue,
    LapTime,
    Name,
    Names,
    Number,
    Place,
    Result,
    Results,
    Statement,
    Tally,
)
from pitboard.scoring.classification import Row
from pitboard.scoring.passings import lap_counts
from pitboard.scoring.state import Lap

LISTED = 5
"""Places of a class told one by one."""
HELD = 5
"""Holders of the provisional pole told one by one: the last ones."""


def lead(about: Context) -> Iterator[Statement]:
    """The fastest car of all and its margin."""
    rows = timed(about.scored.rows)
    if not rows or rows[0].best is None:
        return
    first = rows[0]
    pole = about.is_pole
    yield Statement(
        kind="pole" if pole else "fastest",
        section="lead",
        rank=1,
        values=first_values(about, first),
        facts=about.of_laps([first]),
    )
    if len(rows) > 1 and (gap := margin(rows[1].gap_first)) is not None and gap.us:
        yield Statement(
            kind="pole-margin" if pole else "fastest-margin",
            section="lead",
            rank=2,
            values={
                "margin": gap,
                "driver": Name(text=about.who(rows[1])),
                "car": about.car(rows[1]),
                "time": LapTime(us=rows[1].best.time_us if rows[1].best else 0),
            },
            facts=about.of_laps(rows[:2]),
        )

    yield from _one_two(about, rows)


def _one_two(about: Context, rows: list[Row]) -> Iterator[Statement]:
    """The first two, or more, from one maker, where others were in the hunt."""
    makes = [about.entry(row).manufacturer for row in rows if row.car_class == rows[0].car_class]
    same = next((nth for nth, make in enumerate(makes) if make != makes[0]), len(makes))
    if not makes[0] or same < 2 or same == len(makes):
        return
    yield Statement(
        kind="make-sweep",
        section="lead",
        rank=5,
        values={
            "make": Name(text=makes[0]),
            "n": Number(n=same),
            "class": about.car_class(rows[0].car_class),
        },
        facts=(*about.of_laps(rows[:same]), *about.of_entries(rows[:same])),
    )


def first_values(about: Context, row: Row) -> dict[str, AnyValue]:
    """Who was first, in what, for whom, how fast."""
    assert row.best is not None
    return {
        "driver": Name(text=about.who(row)),
        "car": about.car(row),
        "team": about.team(row),
        "time": LapTime(us=row.best.time_us),
        "venue": about.venue,
        "class": about.car_class(row.car_class),
    }


def of_class(about: Context, code: str, nth: int, *, in_lead: bool) -> Iterator[Statement]:
    """A class in turn: its first (unless the lead has told of it), the places behind, spread, mix of makes."""
    rows = timed(about.ran[code])
    if not rows:
        return
    section = f"class:{code}"
    if not in_lead:
        yield from _first_of_class(about, code, rows, nth)
    behind = rows[2:LISTED]
    if behind:
        kind = "class-behind-lead" if in_lead else "class-behind"
        yield Statement(
            kind=kind if len(behind) > 1 else f"{kind}-one",
            section=section,
            rank=6,
            values={
                "results": Results(rows=tuple(about.result(row) for row in behind)),
                "n": Number(n=len(behind)),
                "class": about.car_class(code),
            },
            facts=about.of_laps(behind),
            variant=nth,
        )
    yield from _spread(about, code, rows)
    yield from _makes(about, code, rows)


def _first_of_class(about: Context, code: str, rows: list[Row], nth: int) -> Iterator[Statement]:
    first = rows[0]
    pole = about.is_pole
    yield Statement(
        kind="class-pole" if pole else "class-fastest",
        section=f"class:{code}",
        rank=2,
        values=first_values(about, first),
        facts=about.of_laps([first]),
        variant=nth,
    )
    gap = margin(rows[1].class_gap_first) if len(rows) > 1 else None
    if gap is not None and gap.us:
        second = rows[1]
        yield Statement(
            kind="class-margin",
            section=f"class:{code}",
            rank=4,
            values={
                "margin": gap,
                "driver": Name(text=about.who(second)),
                "car": about.car(second),
                "time": LapTime(us=second.best.time_us if second.best else 0),
            },
            facts=about.of_laps(rows[:2]),
            variant=nth,
        )


def _spread(about: Context, code: str, rows: list[Row]) -> Iterator[Statement]:
    gap = margin(rows[-1].class_gap_first)
    if len(rows) < 4 or gap is None or gap.us > 2_500_000:
        return
    yield Statement(
        kind="class-spread",
        section=f"class:{code}",
        rank=7,
        values={
            "n": Number(n=len(rows)),
            "class": about.car_class(code),
            "margin": gap,
        },
        facts=about.of_laps([rows[0], rows[-1]]),
    )


def _makes(about: Context, code: str, rows: list[Row]) -> Iterator[Statement]:
    """The mix of makes at the front, where there is one to tell of."""
    top = rows[: 2 * LISTED]
    makes = Counter(about.entry(row).manufacturer for row in top)
    if len(makes) < 3 or "" in makes:
        return
    yield Statement(
        kind="class-makes" if len(top) < len(rows) else "class-makes-all",
        section=f"class:{code}",
        rank=11,
        values={
            "n": Number(n=len(makes)),
            "top": Number(n=len(top)),
            "class": about.car_class(code),
            "makes": Tally(rows=tuple(makes.most_common())),
        },
        facts=about.of_entries(top),
    )


def among_gt(about: Context) -> Iterator[Statement]:
    """The first of a class of the same cars as another one, and its place among all of them."""
    codes = [code for code in ("GTDPRO", "GTLM", "GTD") if code in about.ran]
    rows = [row for row in timed(about.scored.rows) if row.car_class in codes]
    if len(codes) != 2 or not about.is_pole:
        return
    for code in codes:
        first = next((row for row in rows if row.car_class == code), None)
        place = rows.index(first) + 1 if first is not None else 1
        if first is None or not 2 <= place <= 10:
            continue
        yield Statement(
            kind="place-among-gt",
            section=f"class:{code}",
            rank=5,
            values={"car": about.car(first), "place": Place(n=place)},
            facts=about.of_laps(rows[:place]),
        )


def dead_heats(about: Context) -> Iterator[Statement]:
    """Cars of one class with the same time: the one that set it earlier stands first."""
    for code, all_rows in about.ran.items():
        rows = timed(all_rows)
        for ahead, row in pairwise(rows):
            if ahead.best is None or row.best is None or ahead.best.time_us != row.best.time_us:
                continue
            if ahead.best.end_us == row.best.end_us:
                continue
            yield Statement(
                kind="dead-heat",
                section=f"class:{code}",
                rank=6,
                values={
                    "ahead": about.car(ahead),
                    "car": about.car(row),
                    "time": LapTime(us=row.best.time_us),
                    "place": Place(n=ahead.class_position or 0),
                },
                facts=about.of_laps([ahead, row]),
            )


def provisional(about: Context) -> Iterator[Statement]:
    """Who held the provisional pole before, in order, and in which lap it was won."""
    rows = timed(about.scored.rows)
    if not about.is_pole or not rows or rows[0].best is None:
        return
    yield from _held(about, rows[0], rows[0].best)
    yield from _pole_lap(about, rows[0], rows[0].best)


def _held(about: Context, first: Row, best: Lap) -> Iterator[Statement]:
    """How the provisional pole went from car to car; where it did so often, its last holders and how often."""
    # A pole by the mean of the drivers' laps was held by no single lap.
    held = _holders(about, first.car_class, best) if first.mean_us is None else []
    before = held[:-1] if held and held[-1][0].entry_id == first.entry_id else held
    told = before[-HELD:]
    if not told:
        return
    values: dict[str, AnyValue] = {
        "results": Results(
            rows=tuple(
                Result(car=about.car(row), who=about.driver(row, lap), time_us=lap.time_us)
                for row, lap in told
            )
        ),
        "n": Number(n=len(told)),
        "class": about.car_class(first.car_class),
    }
    if len(told) < len(before):
        values["changes"] = Number(n=len(held) - 1)
    yield Statement(
        kind="provisional-late" if len(told) < len(before) else "provisional",
        section="how",
        rank=4,
        values=values,
        facts=about.ids([*(lap.seq for _, lap in held), best.seq]),
    )


def _pole_lap(about: Context, first: Row, best: Lap) -> Iterator[Statement]:
    """Which of the driver's own laps it was: another one may have shared the car."""
    own = [lap.seq for lap in about.state.cars[first.entry_id].laps if lap.driver_id == best.driver_id]
    yield Statement(
        kind="pole-lap-last" if best.seq == own[-1] else "pole-lap",
        section="how",
        rank=5,
        values={
            "driver": Name(text=about.who(first)),
            "lap": Number(n=own.index(best.seq) + 1),
            "laps": Number(n=len(own)),
        },
        facts=about.of_laps([first]),
    )


def _holders(about: Context, code: str, pole: Lap) -> list[tuple[Row, Lap]]:
    """The laps that were the best of the class when they were set, up to the pole lap; of one car in a row the last one.

    Where qualifying has parts, those of the part in which pole was decided.
    """
    laps = [
        (row, lap)
        for row in about.ran[code]
        for lap in about.state.cars[row.entry_id].laps
        if lap.part == pole.part and (lap.end_us, lap.seq) <= (pole.end_us, pole.seq)
        if lap_counts(about.state.cars[row.entry_id], lap)
    ]
    held: list[tuple[Row, Lap]] = []
    for row, lap in sorted(laps, key=lambda pair: (pair[1].end_us, pair[1].seq)):
        if held and lap.time_us >= held[-1][1].time_us:
            continue
        if held and held[-1][0].entry_id == row.entry_id:
            held.pop()
        held.append((row, lap))
    return held


def mileage(about: Context) -> Iterator[Statement]:
    """Practice: who drove most, and how much all drove together."""
    rows = [row for row in about.scored.rows if row.laps]
    if not rows or about.scored.opened.plan.kind is SessionKind.QUALIFYING:
        return
    most = max(row.laps for row in rows)
    busiest = [row for row in rows if row.laps == most]
    if len(rows) > 1:
        yield Statement(
            kind="laps-total",
            section="field",
            rank=8,
            values={"n": Number(n=sum(row.laps for row in rows)), "cars": Number(n=len(rows))},
            facts=about.of_finish(rows),
        )
    if len(busiest) == 1 and len(rows) > 1:
        yield Statement(
            kind="laps-most",
            section="field",
            rank=9,
            values={
                "car": about.car(busiest[0]),
                "n": Number(n=most),
                "crew": Names(texts=about.crew(busiest[0])),
            },
            facts=about.of_finish(busiest),
        )
