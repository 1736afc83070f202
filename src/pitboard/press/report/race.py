"""Statements on a race: winners, margins, leaders, neutralisations, fastest laps, cars that did not see the flag."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise

from pitboard.model.flags import Flag, Status
from pitboard.press.report.context import Context, margin
from pitboard.press.report.fastest import LISTED
from pitboard.press.report.values import (
    AnyValue,
    Cars,
    LapTime,
    Minutes,
    Name,
    Names,
    Number,
    Result,
    Results,
    Statement,
    Team,
)
from pitboard.scoring.classification import Row
from pitboard.scoring.measures import LeadSpan, lap_chart, leaders, neutralisations

TOP = 3
"""Places of a podium."""
NAMED = 12
"""Cars told by number; more are only counted."""


def winner(about: Context) -> Iterator[Statement]:
    """The overall winner, the distance and the margin; while the race runs, who leads and by how much."""
    rows = _placed(about.scored.rows)
    if not rows or not rows[0].laps:
        return
    first = rows[0]
    out = _first_home_out(about, about.scored.rows)
    values: dict[str, AnyValue] = {
        **_crew(about, first),
        "venue": about.venue,
        "laps": Number(n=first.laps),
    }
    kind = "win" if about.is_over else "lead-now"
    if about.is_over:
        values["time"] = LapTime(us=first.total_us or 0)
    if out is not None:
        kind = "win-inherited"
        values["out"] = about.car(out)
    yield Statement(
        kind=kind,
        section="lead",
        rank=1,
        values=values,
        facts=(*about.of_finish([first]), *_out_facts(about, out)),
    )
    gap = margin(rows[1].gap_first) if len(rows) > 1 else None
    if gap is not None and (gap.us or gap.laps):
        yield Statement(
            kind=("win-margin-inherited" if out is not None else "win-margin")
            if about.is_over
            else "lead-now-margin",
            section="lead",
            rank=2,
            values={**_crew(about, rows[1]), "margin": gap},
            facts=about.of_finish(rows[:2]),
        )


def _first_home_out(about: Context, rows: Iterable[Row]) -> Row | None:
    """The car that crossed the line first of these and was disqualified; None where the first one keeps its place."""
    if not about.is_over:
        return None
    cars = {row.entry_id: about.state.cars[row.entry_id] for row in rows}
    home = [row for row in rows if cars[row.entry_id].laps]
    if any(cars[row.entry_id].finished_us is not None for row in home):
        home = [row for row in home if cars[row.entry_id].finished_us is not None]
    first = min(
        home,
        key=lambda row: (-len(cars[row.entry_id].laps), cars[row.entry_id].laps[-1].end_us),
        default=None,
    )
    return first if first is not None and first.status is Status.DISQUALIFIED else None


def _out_facts(about: Context, out: Row | None) -> tuple[str, ...]:
    """The last lap of a disqualified car and what disqualified it."""
    if out is None:
        return ()
    given = [seq for car, one in about.penalties if car.car == out.car and one.excluded for seq in one.seqs]
    return (*about.of_finish([out]), *about.ids([*out.decisions, *given]))


def _crew(about: Context, row: Row) -> dict[str, AnyValue]:
    """Who, in what, for whom; a team whose drivers nobody named is itself the subject."""
    crew = about.crew(row)
    team = about.entry(row).team
    return {
        "crew": Names(texts=crew or (team or f"#{row.car}",)),
        "car": about.car(row),
        "team": Team(text=team if crew else ""),
    }


def leading(about: Context) -> Iterator[Statement]:
    """How often the lead changed at the line, and who led most."""
    spans = leaders(lap_chart(about.state))
    laps: Counter[str] = Counter()
    for span in spans:
        laps[span.entry_id] += span.laps
    changes = sum(one.entry_id != other.entry_id for one, other in pairwise(spans))
    if len(laps) < 2:
        return
    yield Statement(
        kind="lead-changes",
        section="how",
        rank=4,
        values={"n": Number(n=changes), "cars": Number(n=len(laps))},
        facts=about.ids(about.state.cars[span.entry_id].laps[span.from_lap - 1].seq for span in spans),
    )
    yield from _led(about, spans, laps)


def _led(about: Context, spans: tuple[LeadSpan, ...], laps: Counter[str]) -> Iterator[Statement]:
    """Who led most laps, where it is one car alone, and where the winner took the lead for good."""
    for_good = _for_good(about, spans)
    (entry_id, most), (_, next_most) = laps.most_common(2)
    if most > next_most:
        car = about.state.cars[entry_id]
        values: dict[str, AnyValue] = {"car": about.car(car), "laps": Number(n=most)}
        both = for_good is not None and for_good.entry_id == entry_id
        if for_good is not None and both:
            values["lap"] = Number(n=for_good.from_lap)
        yield Statement(
            kind="led-most-last" if both else "led-most",
            section="how",
            rank=5,
            values=values,
            facts=about.ids(car.laps[span.from_lap - 1].seq for span in spans if span.entry_id == entry_id),
        )
        if both:
            return
    if for_good is not None:
        ahead = about.state.cars[for_good.entry_id]
        yield Statement(
            kind="led-last",
            section="how",
            rank=5,
            values={"car": about.car(ahead), "lap": Number(n=for_good.from_lap)},
            facts=about.ids([ahead.laps[for_good.from_lap - 1].seq]),
        )


def _for_good(about: Context, spans: tuple[LeadSpan, ...]) -> LeadSpan | None:
    """Where the winner took the lead and kept it; None where another led last, or the winner always did.

    A change of driver begins a new span of the same car, so the span before counts too.
    """
    winner_row = next((row for row in about.scored.rows if row.position == 1), None)
    if not about.is_over or winner_row is None or spans[-1].entry_id != winner_row.entry_id:
        return None
    own = len(spans)
    while own and spans[own - 1].entry_id == winner_row.entry_id:
        own -= 1
    return spans[own] if own else None


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
    section = f"class:{code}"
    out = _first_home_out(about, about.ran[code])
    if out is not None and not in_lead:
        yield Statement(
            kind="class-first-out",
            section=section,
            rank=2,
            values={"out": about.car(out), "class": about.car_class(code)},
            facts=_out_facts(about, out),
        )
    if not in_lead:
        won = "class-win" if about.crew(rows[0]) else "class-win-team"
        yield Statement(
            kind=won if about.is_over else "class-lead-now",
            section=section,
            rank=2,
            values={
                **_crew(about, rows[0]),
                "class": about.car_class(code),
                "laps": Number(n=rows[0].laps),
            },
            facts=about.of_finish(rows[:1]),
            variant=nth,
        )
    behind = rows[2:LISTED] if in_lead else rows[1:TOP]
    if behind:
        kind = "class-behind-lead" if in_lead else "class-behind"
        yield Statement(
            kind=kind if len(behind) > 1 else f"{kind}-one",
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
                "n": Number(n=len(behind)),
                "class": about.car_class(code),
            },
            facts=about.of_finish(behind),
            variant=nth,
        )
    yield from _fastest_lap(about, code)


def _fastest_lap(about: Context, code: str) -> Iterator[Statement]:
    """The fastest lap; where a disqualified car drove it, that is said, and the fastest of the others too."""
    rows = [row for row in about.ran[code] if row.best is not None]
    rows.sort(key=lambda row: (row.best.time_us, row.best.end_us) if row.best is not None else (0, 0))
    row = next((row for row in rows if row.status is not Status.DISQUALIFIED), None)
    if row is None or row.best is None:
        return
    fastest = rows[0]
    values: dict[str, AnyValue] = {
        "class": about.car_class(code),
        "driver": Name(text=about.who(row)),
        "car": about.car(row),
        "time": LapTime(us=row.best.time_us),
        "lap": Number(n=row.best.number),
    }
    if fastest is not row and fastest.best is not None:
        values["out"] = about.car(fastest)
        values["outdriver"] = Name(text=about.who(fastest))
        values["outtime"] = LapTime(us=fastest.best.time_us)
    yield Statement(
        kind="fastest-lap" if fastest is row else "fastest-lap-out",
        section=f"class:{code}",
        rank=7,
        values=values,
        facts=about.of_laps([row] if fastest is row else [row, fastest]),
    )


def unseen(about: Context) -> Iterator[Statement]:
    """Cars that did not take the chequered flag, and those that are not classified; nothing while the race runs."""
    if not about.is_over:
        return
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
