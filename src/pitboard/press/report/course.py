"""Statements on the course of a session: red flags, rulings, cars without a time, drivers in two cars, what is next."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from pitboard import bundled
from pitboard.model import facts as f
from pitboard.model.bop import BopStanding
from pitboard.model.flags import Flag
from pitboard.model.meeting import Session
from pitboard.press.report.context import Context, timed
from pitboard.press.report.nations import iso_code
from pitboard.press.report.people import press_name
from pitboard.press.report.values import (
    AnyValue,
    Cars,
    LapTime,
    Moment,
    Name,
    Names,
    Note,
    Number,
    Place,
    Statement,
    Version,
    Versions,
    Words,
)
from pitboard.scoring.classification import Row
from pitboard.sessions.bop import bop_in_force

WITHOUT_WORDS = frozenset({"no_time", "next_session", "bop"})
"""Topics of notes that have sentences of their own."""
NAMED = 12
"""Cars told by number; more are only counted."""


def red_flags(about: Context) -> Iterator[Statement]:
    """How often the session was stopped. A red flag before the first green one only says that it had not begun."""
    flags = [span for span in about.state.flags if not span.zone]
    red = [span for before, span in pairwise(flags) if span.flag == Flag.RED.value != before.flag]
    if red:
        yield Statement(
            kind="red-flags",
            section="how",
            rank=7,
            values={"n": Number(n=len(red))},
            facts=about.ids(span.seq for span in red),
        )


def notes(about: Context) -> Iterator[Statement]:
    """Causes and the like, from sourced notes only."""
    for taken in about.state.notes:
        if taken.topic not in WITHOUT_WORDS and taken.source:
            yield Statement(
                kind="note",
                section="how",
                rank=6,
                values={"note": Note(text=taken.text)},
                facts=about.ids([taken.seq]),
            )


def no_time(about: Context) -> Iterator[Statement]:
    """Cars entered that set no time; why, only where a sourced note gives the reason. Nothing while others still may."""
    if not about.is_over:
        return
    why = {note.entry_id: note for note in about.state.notes if note.topic == "no_time" and note.source}
    rows = [row for row in about.scored.rows if row.best is None]
    told = [row for row in rows if row.entry_id in why and _is_reason(about, why[row.entry_id])]
    rest = [row for row in rows if row not in told]
    for row in told:
        yield Statement(
            kind="no-time-why",
            section="field",
            rank=5,
            values={
                "car": about.car(row),
                "class": about.car_class(row.car_class),
                "note": Note(text=why[row.entry_id].text),
            },
            facts=(*about.of_entries([row]), *about.ids([why[row.entry_id].seq])),
        )
    if rest:
        yield Statement(
            kind="no-time" if len(rest) <= NAMED else "no-time-many",
            section="field",
            rank=6,
            values={"cars": Cars(numbers=tuple(row.car for row in rest)), "n": Number(n=len(rest))},
            facts=about.of_entries(rest),
        )


def _is_reason(about: Context, note: f.NoteTaken) -> bool:
    """A note that says no more than the sheet is no reason; the bundled table marks which are."""
    name = about.scored.opened.plan.session
    if name not in bundled.names():
        return True
    return any(known.text == note.text and known.reason for known in bundled.notes(name))


def doubles(about: Context) -> Iterator[Statement]:
    """Drivers entered in more than one car."""
    cars: dict[str, list[Row]] = {}
    names: dict[str, str] = {}
    for row in about.scored.rows:
        for driver in about.entry(row).crew:
            cars.setdefault(driver.driver_id, []).append(row)
            names.setdefault(driver.driver_id, press_name(driver.name))
    for driver_id, rows in cars.items():
        if len(rows) != 2:
            continue
        first, other = rows
        same = first.car_class == other.car_class
        yield Statement(
            kind="double-same-class" if same else "double",
            section="field",
            rank=8,
            values={
                "driver": Name(text=names[driver_id]),
                "car": about.car(first),
                "class": about.car_class(first.car_class),
                "other": about.car(other),
                "otherclass": about.car_class(other.car_class),
            },
            facts=about.of_entries(rows),
        )


def focus(about: Context) -> Iterator[Statement]:
    """The cars with drivers of the reader's nation, best place first."""
    if not about.focus:
        return
    race = about.state.plan.kind.is_race
    order = list(about.ran)
    rows = sorted(
        (row for row in about.scored.rows if _own(about, row)),
        key=lambda row: (
            not _has_place(row, race=race),
            row.class_position or 0,
            order.index(row.car_class) if row.car_class in order else len(order),
        ),
    )
    for row in rows:
        placed = _has_place(row, race=race)
        values: dict[str, AnyValue] = {
            "names": Names(texts=_own(about, row)),
            "car": about.car(row),
            "class": about.car_class(row.car_class),
        }
        if placed:
            values["place"] = Place(n=row.class_position or 0)
        if placed and row.best is not None and not race:
            values["time"] = LapTime(us=row.best.time_us)
        kind = "focus-race" if race else "focus-time"
        yield Statement(
            kind=kind if placed else "focus-no-place",
            section="focus",
            rank=4 if placed and (row.class_position or 0) <= 3 else 6,
            values=values,
            facts=(*about.of_entries([row]), *(about.of_finish([row]) if race else about.of_laps([row]))),
        )


def _has_place(row: Row, *, race: bool) -> bool:
    return row.class_position is not None and (bool(row.laps) if race else row.best is not None)


def _own(about: Context, row: Row) -> tuple[str, ...]:
    return tuple(
        press_name(driver.name)
        for driver in about.entry(row).crew
        if iso_code(driver.nation or "") == about.focus
    )


def so_far(about: Context) -> Iterator[Statement]:
    """That more is to come, where the session still runs."""
    if not about.is_over and about.state.seq:
        yield Statement(kind="so-far", section="how", rank=2, values={}, facts=about.ids([about.state.seq]))


def coming(about: Context) -> Iterator[Statement]:
    """What the meeting has next, from its schedule."""
    plan = about.scored.opened.plan
    now_us = max(about.state.started_us or 0, plan.scheduled_us or 0)
    after = [
        (one, fact)
        for one, fact in _planned(about)
        if one.scheduled_us and one.session != plan.session and one.scheduled_us > now_us
    ]
    if not after or not now_us:
        return
    following, scheduled = min(after, key=lambda pair: pair[0].scheduled_us or 0)
    sets_grid = following.kind.is_race and about.is_pole and bool(timed(about.scored.rows))
    noted = about.ids(note.seq for note in about.state.notes if note.topic == "next_session")
    yield Statement(
        kind="next-race" if sets_grid else "next",
        section="next",
        rank=4,
        values={
            "name": about.session_name(following),
            "when": Moment(us=following.scheduled_us or 0, zone=about.state.circuit.zone or "UTC"),
        },
        facts=(*noted, *scheduled),
    )


def _planned(about: Context) -> Iterator[tuple[Session, tuple[str, ...]]]:
    """Sessions of the meeting, each with the fact that put it on the schedule."""
    own = [fact for fact in about.scored.opened.facts if isinstance(fact, f.SessionScheduled)]
    for fact in (*own, *about.scheduled):
        yield fact.plan, (f"{fact.plan.session}:{fact.seq}",)
    if about.scored.opened.plan.session in bundled.names():
        for plan in bundled.schedule(about.scored.opened.plan.session):
            yield plan, (f"record:{about.scored.opened.plan.session}/schedule/{plan.session}",)


def balance(about: Context) -> Iterator[Statement]:
    """The Balance of Performance in force, where a table or a sourced note says which it is."""
    force = bop_in_force(about.scored)
    standings = force.versions if force is not None else ()
    for state in dict.fromkeys(standing.state for standing in standings):
        own = [standing for standing in standings if standing.state is state]
        yield Statement(
            kind="balance-version",
            section="field",
            rank=9,
            values={
                "state": Words(key=f"bop-{state.value}"),
                "versions": Versions(rows=tuple(map(_version, own))),
            },
            facts=tuple(fact for standing in own for fact in _bop_facts(about, standing)),
        )
    for taken in about.state.notes:
        if taken.topic == "bop" and taken.source:
            yield Statement(
                kind="balance",
                section="field",
                rank=9,
                values={"note": Note(text=taken.text)},
                facts=about.ids([taken.seq]),
            )


def _version(standing: BopStanding) -> Version:
    version = standing.version
    return Version(table=version.table.table, bulletin=version.table.bulletin, number=version.version)


def _bop_facts(about: Context, standing: BopStanding) -> tuple[str, ...]:
    version = standing.version
    if not version.log:
        return (f"record:bop/{version.ref}",)
    return about.ids([version.order, *([standing.issue.order] if standing.issue is not None else [])])
