"""The ledgers as a page sees them: pure functions of what was scored and `now_us`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import tzinfo
from decimal import Decimal

from pitboard.model.entry import Rating
from pitboard.scoring import drive_time, finish, neutralisation, points
from pitboard.scoring import penalties as scored_penalties
from pitboard.scoring.awards import session_points
from pitboard.scoring.race_rules import race_is_over
from pitboard.scoring.state import CarState, SessionState
from pitboard.sessions.scored import Scored
from pitboard.times import MINUTE_US, format_time
from pitboard.wire.base import CarRef, DriverCell
from pitboard.wire.ledgers import (
    Caution,
    CautionCar,
    DriveTimeRow,
    LastLapAdvice,
    Ledgers,
    PenaltyRow,
    PointsRow,
    PointsTable,
)
from pitboard.wire.score import time_of_day, zone_of

Before = Mapping[tuple[str, str, str], Decimal]
"""Points so far, by (title, class, who)."""

WATCH_US = 30 * MINUTE_US
"""A driver who must be in or out within this is to be watched."""
_LATE_US = 5 * MINUTE_US


def ledgers(scored: Scored, now_us: int, seq: int, before: Before | None = None) -> Ledgers:
    """Every ledger as of `seq` and `now_us`; `before`: the season's points up to this meeting."""
    return Ledgers(
        seq=seq,
        now_us=now_us,
        drive_time=drive_time_rows(scored, now_us),
        drive_time_note=drive_time_note(scored),
        penalties=penalty_rows(scored),
        cautions=caution_rows(scored, now_us),
        points=points_tables(scored, now_us, before),
        last_lap=last_lap(scored, now_us),
    )


def _ref(car: CarState) -> CarRef:
    return CarRef(entry_id=car.entry_id, car=car.car, car_class=car.entry.car_class)


def _driver(car: CarState, driver_id: str) -> DriverCell:
    driver = car.entry.driver(driver_id)
    if driver is None:
        return DriverCell(driver_id=driver_id, name=driver_id, short=driver_id)
    rating = driver.rating.value[:1] if driver.rating is not Rating.NONE else ""
    return DriverCell(
        driver_id=driver.driver_id,
        name=driver.name,
        short=driver.short_name,
        nation=driver.nation or "",
        rating=rating,
    )


def _duration(us: int | None) -> str:
    return "" if us is None else format_time(us, decimals=0)


# ---- drive time -----------------------------------------------------------------------------------------------------


def drive_time_rows(scored: Scored, now_us: int) -> tuple[DriveTimeRow, ...]:
    """The drive-time ledger; empty where the rulebook has no drive time."""
    state, zone = scored.state, zone_of(scored.opened.circuit.zone)
    found = drive_time.drive_times(state, scored.opened.rulebook, now_us)
    return tuple(_drive_time_row(state, row, now_us, zone) for row in found)


def drive_time_note(scored: Scored) -> str:
    """What holds for the whole ledger."""
    rules = scored.opened.rulebook.drive_time
    if not rules.applies.value:
        return "the rulebook has no drive time"
    if scored.state.plan.duration_us is None and rules.red_flag_factor.value:
        return "the scheduled length is not known: minima are not adjusted for red flags"
    return ""


def _drive_time_row(
    state: SessionState, row: drive_time.DriverTime, now_us: int, zone: tzinfo
) -> DriveTimeRow:
    car = state.cars[row.entry_id]
    dues = [due for due in (row.must_be_in_by_us, row.must_be_out_by_us) if due is not None]
    due = min(dues, default=None)

    def clock(at_us: int | None) -> str:
        return "" if at_us is None else time_of_day(at_us, zone, decimals=0)

    return DriveTimeRow(
        car=_ref(car),
        driver=_driver(car, row.driver_id),
        in_car=row.driven.in_car,
        driven_us=row.driven.net_us,
        driven=_duration(row.driven.net_us),
        minimum_us=row.minimum_us,
        minimum=_duration(row.minimum_us),
        maximum_us=row.maximum_us,
        maximum=_duration(row.maximum_us),
        rolling=_duration(row.rolling_us) if row.rolling_limit_us is not None else "",
        rolling_limit=_duration(row.rolling_limit_us),
        must_be_in_by=clock(row.must_be_in_by_us),
        must_be_out_by=clock(row.must_be_out_by_us),
        due_us=due,
        risk=_risk(row, due, now_us, over=race_is_over(state)),
        bound=_bound(row),
        why=_why(row),
    )


def _risk(row: drive_time.DriverTime, due_us: int | None, now_us: int, *, over: bool) -> str:
    if row.excess_us or (over and row.shortfall_us):
        return "failed"
    if due_us is None:
        return "ok"
    if due_us <= now_us:
        return "failed"
    return "late" if due_us - now_us < _LATE_US else "watch" if due_us - now_us < WATCH_US else "ok"


def _bound(row: drive_time.DriverTime) -> str:
    if not row.bound:
        return ""
    return f"between {_duration(row.driven.low_us)} and {_duration(row.driven.high_us)}: {row.bound}"


def _why(row: drive_time.DriverTime) -> str:
    parts = []
    if row.minimum_us is not None and row.unadjusted_us is not None:
        cut = ""
        if row.minimum_us != row.unadjusted_us:
            cut = f", {_duration(row.unadjusted_us)} before red flags"
        parts.append(f"minimum {format_time(row.minimum_us)} [{row.minimum_rule}]{cut}")
    if row.total_us != row.driven.net_us:
        parts.append(f"{_duration(row.total_us)} with another car [drive_time.two_cars.minimum_adds_up]")
    if row.maximum_us is not None:
        parts.append(f"maximum {_duration(row.maximum_us)} [{row.maximum_rule}]")
    return "; ".join(parts)


# ---- penalties and cautions -----------------------------------------------------------------------------------------


def penalty_rows(scored: Scored) -> tuple[PenaltyRow, ...]:
    """The penalty list, in the order in which the matters were taken up."""
    zone = zone_of(scored.opened.circuit.zone)
    found = scored_penalties.penalties(scored.state, scored.options.penalties)
    infractions = scored.opened.rulebook.penalties.infractions
    rows = []
    for one in found:
        known = infractions.get(one.infraction)
        measured = ""
        if one.served is not None:
            measured = f"{format_time(one.served.lane_us)} in the pit lane on lap {one.served.lap_number}"
        rows.append(
            PenaltyRow(
                penalty=one.penalty,
                car=_ref(scored.state.cars[one.entry_id]),
                stage=one.stage,
                kind=one.words,
                infraction=known.name.value if known is not None else one.infraction,
                article=one.article,
                laps_left=one.laps_left,
                measured=measured,
                effect=_effect(one),
                history=tuple(
                    f"{time_of_day(at_us, zone, decimals=0)} {text}" for at_us, text in one.history
                ),
                seqs=one.seqs,
            )
        )
    return tuple(rows)


def _effect(one: scored_penalties.Penalty) -> str:
    parts = []
    if one.time_us:
        parts.append(f"{'+' if one.time_us > 0 else '−'}{format_time(abs(one.time_us))}")
    if one.laps:
        parts.append(f"−{one.laps} lap{'s' if one.laps != 1 else ''}")
    if one.excluded:
        parts.append("disqualified")
    if one.to_back:
        parts.append("back of class")
    return "; ".join([*parts, one.open] if one.open else parts)


def caution_rows(scored: Scored, now_us: int) -> tuple[Caution, ...]:
    """The caution list with the cars that may pass round or are waved by."""
    state, zone = scored.state, zone_of(scored.opened.circuit.zone)
    if not state.plan.kind.is_race:
        return ()
    found = neutralisation.cautions(state, scored.opened.rulebook, now_us)
    return tuple(_caution(state, one, zone) for one in found)


def _caution(state: SessionState, one: neutralisation.Caution, zone: tzinfo) -> Caution:
    until = "" if one.to_us is None else time_of_day(one.to_us, zone, decimals=0)
    kind = ", ".join(kind.replace("_", " ") for kind in one.kinds)
    return Caution(
        number=one.number,
        kind=f"{kind} ({one.zone})" if one.zone else kind,
        from_us=one.from_us,
        to_us=one.to_us,
        span=f"{time_of_day(one.from_us, zone, decimals=0)}–{until}",
        state=_state_words(one),
        pits_open=one.pits_open,
        cars=tuple(
            CautionCar(
                order=car.order,
                car=_ref(state.cars[car.entry_id]),
                laps_down=car.laps_down,
                entitled=car.entitled.replace("_", "-"),
                why=car.why,
            )
            for car in one.queue
        ),
    )


def _state_words(one: neutralisation.Caution) -> str:
    if one.to_us is not None:
        words = "over"
    else:
        phase = one.phases[-1]
        words = phase.name.replace("_", " ") + (f": {', '.join(phase.classes)}" if phase.classes else "")
        words += " (read off the cars)" if phase.inferred else ""
    parts = [words]
    if one.speed_kph is not None:
        parts.append(f"{one.speed_kph} km/h")
    if one.short_why:
        parts.append(f"short yellow possible: {one.short_why}")
    if one.closed_entries:
        count = len(one.closed_entries)
        parts.append(f"{count} {'entries' if count != 1 else 'entry'} into a closed pit lane")
    cars = [gain for gain in one.gains if not gain.entitled]
    if cars:
        parts.append(
            f"{len(cars)} car{'s' if len(cars) != 1 else ''} won a lap back without being on the list"
        )
    if one.to_us is None and one.wave_by_why:
        parts.append(f"no wave-by: {one.wave_by_why}")
    return "; ".join(parts)


# ---- points and the end ---------------------------------------------------------------------------------------------


def points_tables(scored: Scored, now_us: int, before: Before | None = None) -> tuple[PointsTable, ...]:
    """Points that the session would give if it ended now.

    Args:
        scored: a race or a qualifying session.
        now_us: when.
        before: points of the season so far by (title, class, who); None where no season is given.
    """
    book, state = scored.opened.rulebook, scored.state
    race = state.plan.kind.is_race
    given: dict[str, str] = {
        title: book.points.table_of(title) if race else book.points.qualifying_table.value
        for title in book.points.titles.value
    }
    gives_none = all(name == "none" for name in given.values())
    if gives_none or state.started_us is None or now_us < state.started_us:
        return ()
    awards = session_points(book, state, scored.rows, now_us)
    tables: dict[tuple[str, str], list[points.Award]] = {}
    for award in awards:
        tables.setdefault((award.title, award.car_class), []).append(award)
    basis = f"if it ended now, by {book.id} points.tables."
    return tuple(
        PointsTable(
            title=title, car_class=code, basis=f"{basis}{given[title]}", rows=_points_rows(mine, before)
        )
        for (title, code), mine in tables.items()
    )


def _points_rows(awards: list[points.Award], before: Before | None) -> tuple[PointsRow, ...]:
    gained: dict[str, Decimal] = {}
    first: dict[str, points.Award] = {}
    for award in awards:
        gained[award.who] = gained.get(award.who, Decimal(0)) + award.points
        first.setdefault(award.who, award)
    had = {who: (before or {}).get((a.title, a.car_class, who), Decimal(0)) for who, a in first.items()}
    order = sorted(
        gained, key=lambda who: (-(gained[who] + had[who]), first[who].place or 1000, first[who].name)
    )
    return tuple(
        PointsRow(
            position=place,
            name=first[who].name,
            car=first[who].car,
            car_class=first[who].car_class,
            now="" if before is None else f"{had[who]:f}",
            gained=f"{gained[who]:f}",
            total=f"{gained[who] + had[who]:f}",
            note=first[who].why,
        )
        for place, who in enumerate(order, 1)
    )


def last_lap(scored: Scored, now_us: int) -> LastLapAdvice | None:
    """The last-lap adviser; None outside races."""
    found = finish.advise(scored.state, scored.rows, scored.opened.rulebook, now_us)
    if found is None:
        return None
    leader = scored.state.cars.get(found.entry_id)
    return LastLapAdvice(
        text=found.text,
        white_us=found.white_us,
        chequered_us=found.chequered_us,
        leader=None if leader is None else _ref(leader),
        warning=found.warning,
        rule=found.rule,
    )
