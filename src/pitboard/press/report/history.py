"""Statements on what was before: records, the last edition, how often a driver was on pole. All from sourced tables."""

from __future__ import annotations

from collections.abc import Iterator

from pitboard.bundled import poles as p
from pitboard.bundled import records as r
from pitboard.model.entry import driver_id_of
from pitboard.press.report.context import Context, timed
from pitboard.press.report.values import LapTime, Margin, Name, Number, Statement, Year
from pitboard.scoring.classification import Row

DAYTONA = "Daytona International Speedway"
"""The one circuit that the bundled tables are about."""


def _is_daytona_qualifying(about: Context) -> bool:
    return about.circuit == DAYTONA and about.is_pole


def records(about: Context) -> Iterator[Statement]:
    """The track's record and those of the classes, where a source calls them so and they were beaten."""
    if not _is_daytona_qualifying(about):
        return
    rows = timed(about.scored.rows)
    track = r.track_record(r.RecordKind.QUALIFYING, about.day)
    if rows and track is not None and rows[0].best is not None and rows[0].best.time_us < track.time_us:
        yield _beaten(about, rows[0], track, "record-track", "lead", 2)
        yield from _all_under(about, rows[0].car_class, track)
    for code, own in about.ran.items():
        record = r.track_record(r.RecordKind.QUALIFYING, about.day, classes={code})
        first = next(iter(timed(own)), None)
        if record is None or first is None or first.best is None or record == track:
            continue
        if first.best.time_us < record.time_us:
            yield _beaten(about, first, record, "record-class", f"class:{code}", 4)


def _beaten(about: Context, row: Row, record: r.TrackRecord, kind: str, section: str, rank: int) -> Statement:
    assert row.best is not None
    return Statement(
        kind=kind,
        section=section,
        rank=rank,
        values={
            "record": LapTime(us=record.time_us),
            "margin": Margin(us=record.time_us - row.best.time_us),
            "holder": Name(text=record.driver),
            "make": Name(text=record.make),
            "year": Year(n=record.year),
            "class": about.car_class(row.car_class),
        },
        facts=(*about.of_laps([row]), f"record:{record.key}"),
    )


def _all_under(about: Context, code: str, record: r.TrackRecord) -> Iterator[Statement]:
    rows = timed(about.ran[code])
    under = [row for row in rows if row.best is not None and row.best.time_us < record.time_us]
    if len(under) < 2:
        return
    yield Statement(
        kind="under-record-all" if len(under) == len(rows) else "under-record",
        section="lead",
        rank=3,
        values={
            "n": Number(n=len(under)),
            "all": Number(n=len(rows)),
            "class": about.car_class(code),
            "record": LapTime(us=record.time_us),
        },
        facts=(*about.of_laps(under), f"record:{record.key}"),
    )


def last_edition(about: Context) -> Iterator[Statement]:
    """The pole of the year before, where the table holds this year's too: else it is another kind of session."""
    if not _is_daytona_qualifying(about):
        return
    for code, first in _poles(about):
        year = about.day.year
        before = p.class_pole(year - 1, code, p.PoleMeaning.FASTEST_IN_QUALIFYING)
        if before is None or before.time_us is None or not before.drivers or first.best is None:
            continue
        faster = first.best.time_us <= before.time_us
        same = driver_id_of(before.drivers[0]) == driver_id_of(about.driver(first))
        kind = "last-edition-same" if same else "last-edition-faster"
        yield Statement(
            kind=kind if faster else "last-edition-slower",
            section="lead" if first.position == 1 else f"class:{code}",
            rank=6 if first.position == 1 else 10,
            values={
                "time": LapTime(us=before.time_us),
                "margin": Margin(us=abs(before.time_us - first.best.time_us)),
                "driver": Name(text=before.drivers[0]),
                "make": Name(text=before.make),
                "year": Year(n=before.year),
                "class": about.car_class(code),
            },
            facts=(*about.of_laps([first]), f"record:{before.key}"),
        )


def pole_counts(about: Context) -> Iterator[Statement]:
    """A driver's class poles at the Rolex 24, with the window that was looked at and what was counted."""
    if not _is_daytona_qualifying(about):
        return
    since, _until = p.years_covered()
    for code, first in _poles(about):
        name = about.driver(first)
        found = p.count_poles(name, p.PoleMeaning.FASTEST_IN_QUALIFYING, until=about.day.year)
        if found.count < 2:
            continue
        row = found.in_a_row
        yield Statement(
            kind="pole-count-row" if row >= 2 else "pole-count",
            section="lead" if first.position == 1 else f"class:{code}",
            rank=5,
            values={
                "driver": Name(text=name),
                "n": Number(n=row if row >= 2 else found.count),
                "since": Year(n=about.day.year - row + 1 if row >= 2 else since),
                "until": Year(n=found.until),
                "event": Name(text="Rolex 24"),
            },
            facts=tuple(f"record:{pole.key}" for pole in found.poles),
        )


def _poles(about: Context) -> Iterator[tuple[str, Row]]:
    """Firsts of classes that the table knows as this year's poles."""
    for code, rows in about.ran.items():
        first = next(iter(timed(rows)), None)
        if first is None or not p.years_covered()[0] <= about.day.year <= p.years_covered()[1]:
            continue
        pole = p.class_pole(about.day.year, code, p.PoleMeaning.FASTEST_IN_QUALIFYING)
        ids = {driver_id_of(driver) for driver in pole.drivers} if pole is not None else set()
        if pole is not None and pole.car == first.car and driver_id_of(about.driver(first)) in ids:
            yield code, first
