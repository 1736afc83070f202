"""What needs a person: pure functions of the state and `now_us`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from pitboard.live.cells import car_ref
from pitboard.live.ladder_items import ladder_items
from pitboard.live.view import car_state
from pitboard.model import facts as f
from pitboard.model.circuit import LineKind
from pitboard.scoring import board as measures
from pitboard.scoring.drive_time import Infringement
from pitboard.scoring.passings import lap_counts
from pitboard.scoring.state import CarState, SessionState
from pitboard.scoring.state import WorkItem as Found
from pitboard.sessions.scored import Scored
from pitboard.times import MINUTE_US, SECOND_US, format_time
from pitboard.wire.base import CarState as State
from pitboard.wire.desk import Remedy, WorkItem
from pitboard.wire.ledger_views import WATCH_US, drive_time_rows
from pitboard.wire.ledgers import DriveTimeRow

SILENT_US = 3 * MINUTE_US
"""A line that has seen nothing for this long, while others have, is silent."""

GONE_US = 5 * MINUTE_US
"""A car that has been missing for longer is known to be: it stands at the end of the list."""

RESOLUTION_US = 1_000
_URGENCY = {"now": 0, "soon": 1, "note": 2}
_KINDS = {
    "unknown_car": ("unknown_transponder", "now"),
    "decision_suspended": ("decision_adrift", "now"),
    "decision_without_lap": ("decision_adrift", "now"),
    "target_missing": ("decision_adrift", "soon"),
}


def alarms(
    scored: Scored, now_us: int, uncertainty_us: Callable[[int], int] = lambda _seq: 0
) -> tuple[WorkItem, ...]:
    """Everything that needs a person, the most urgent first.

    Args:
        scored: the session.
        now_us: the data's instant.
        uncertainty_us: half-width of a passing's uncertainty by its `seq` [µs].
    """
    ruled = scored.rules_work
    found = [
        *_of_state(scored, now_us, ruled),
        *_of_rules(scored, now_us, ruled),
        *_overdue(scored, now_us),
        *_impossible(scored),
        *_silent(scored.state),
        *_close_finish(scored, uncertainty_us),
        *_doubled(scored.state),
        *ladder_items(scored, now_us),
        *_penalties(scored, now_us),
        *_protest(scored.state, now_us),
        *_drive_time(scored, now_us),
    ]
    return tuple(sorted(found, key=lambda item: (_URGENCY[item.urgency], -item.at_us, item.id))[:200])


def _item(key: str, kind: str, urgency: str, text: str, at_us: int, **more: Any) -> WorkItem:
    plain: dict[str, Any] = {"car": None, "due_us": None, "seq": None, "remedies": ()}
    return WorkItem(id=key, kind=kind, urgency=urgency, text=text, at_us=at_us, **(plain | more))


def _of_state(scored: Scored, now_us: int, ruled: Sequence[Found]) -> Iterator[WorkItem]:
    state = scored.state
    unknown: dict[str, list[Any]] = {}
    by_seq = {}
    if any(item.kind == "unknown_car" for item in state.work):
        by_seq = {fact.seq: fact for fact in scored.opened.facts}
    for item in (item for item in state.work if item not in ruled):
        fact = by_seq.get(item.seq)
        if item.kind == "unknown_car" and isinstance(fact, f.Passing):
            unknown.setdefault(f"t{fact.transponder}" if fact.transponder else f"c{fact.car}", []).append(
                item
            )
            continue
        kind, urgency = _KINDS.get(item.kind, (item.kind, "soon"))
        car = state.cars.get(item.entry_id)
        yield _item(
            f"{kind}-{item.seq}",
            kind,
            urgency,
            item.text,
            item.at_us,
            seq=item.seq,
            car=car_ref(car) if car else None,
        )
    for read, items in unknown.items():
        what = f"transponder {read[1:]}" if read[0] == "t" else f"car {read[1:]}"
        times = f"{len(items)} time{'s' if len(items) != 1 else ''}"
        text = f"{what} was read {times} and belongs to no entry"
        remedies = _assign(state, read[1:], now_us) if read[0] == "t" else ()
        last = items[-1]
        yield _item(
            f"unknown-{read}", "unknown_transponder", "now", text, last.at_us, seq=last.seq, remedies=remedies
        )


def _of_rules(scored: Scored, now_us: int, found: Sequence[Found]) -> Iterator[WorkItem]:
    """What the rules leave to a person; of a drive time that was not kept, with the move that they ask for."""
    state = scored.state
    short: dict[str, Infringement] = {}
    if any(item.kind == "drive_time_not_kept" for item in found):
        short = {one.entry_id: one for one in scored.infringements}
    for item in found:
        car, one = state.cars.get(item.entry_id), short.get(item.entry_id)
        remedies = _move(one, now_us) if one is not None and item.kind == "drive_time_not_kept" else ()
        yield _item(
            f"{item.kind}-{item.entry_id}-{item.at_us}",
            item.kind,
            "soon",
            item.text,
            item.at_us,
            car=car_ref(car) if car else None,
            remedies=remedies,
        )


def _move(one: Infringement, now_us: int) -> tuple[Remedy, ...]:
    if one.consequence != "back of class":
        return ()
    return (
        Remedy(
            label=f"Back of class, {format_time(one.short_us)}",
            fact={
                "fact": "moved_to_back",
                "entry_id": one.entry_id,
                "at_us": now_us,
                "scope": "class",
                "shortfall_us": one.short_us,
            },
        ),
    )


def _assign(state: SessionState, transponder: str, now_us: int) -> tuple[Remedy, ...]:
    # Cars that have not been seen are the ones that a strange transponder may sit in.
    unseen = [car for car in state.cars.values() if car.last_at_us < 0 and car.status is None]
    return tuple(
        Remedy(
            label=f"Assign to #{car.car}",
            fact={
                "fact": "transponder_assigned",
                "transponder": transponder,
                "entry_id": car.entry_id,
                "at_us": now_us,
                "from_us": None,
            },
        )
        for car in unseen[:6]
    )


def _overdue(scored: Scored, now_us: int) -> Iterator[WorkItem]:
    state = scored.state
    bests: dict[str, Any] = {}
    for row in scored.rows:
        if row.best is not None:
            bests.setdefault(row.car_class, row.best)
    for car in state.cars.values():
        expected = measures.expected_us(car, bests.get(car.entry.car_class))
        if expected is not None and car_state(car, state, expected, now_us) is State.STOP:
            late_us = now_us - expected
            # To ten seconds, later to a minute: it says that the car is missing, not how long to the second.
            ago = (
                f"{late_us // (10 * SECOND_US) * 10} s"
                if late_us < GONE_US
                else f"{late_us // MINUTE_US} min"
            )
            text = f"#{car.car} is overdue: expected {ago} ago"
            urgency = "now" if late_us < GONE_US else "note"
            yield _item(
                f"overdue-{car.entry_id}-{len(car.laps)}",
                "overdue",
                urgency,
                text,
                expected,
                car=car_ref(car),
            )


def _impossible(scored: Scored) -> Iterator[WorkItem]:
    least = scored.opened.rulebook.timing.minimum_lap_us.value
    for car in scored.state.cars.values():
        for lap in car.laps[-50:]:
            if lap.time_us < least and lap_counts(car, lap):
                text = f"#{car.car} lap {lap.number} in {format_time(lap.time_us)} is not possible"
                take_back = Remedy(
                    label="Void the passing",
                    fact={"fact": "fact_withdrawn", "target_seq": lap.seq, "at_us": lap.end_us},
                )
                yield _item(
                    f"impossible-{lap.seq}",
                    "impossible_lap",
                    "soon",
                    text,
                    lap.end_us,
                    seq=lap.seq,
                    car=car_ref(car),
                    remedies=(take_back,),
                )


def _silent(state: SessionState) -> Iterator[WorkItem]:
    seen: dict[str, int] = {}
    for car in state.cars.values():
        for line, at_us in car.last_seen_us.items():
            seen[line] = max(at_us, seen.get(line, 0))
    newest = max(seen.values(), default=0)
    for line, at_us in seen.items():
        kind = state.lines.get(line, (None, 0))[0]
        if kind in (LineKind.FINISH, LineKind.INTERMEDIATE) and newest - at_us > SILENT_US:
            text = f"line {line} has seen nothing for {format_time(newest - at_us, decimals=0)}, others have"
            yield _item(f"silent-{line}", "silent_line", "now", text, at_us)


def _close_finish(scored: Scored, uncertainty_us: Callable[[int], int]) -> Iterator[WorkItem]:
    if not scored.state.plan.kind.is_race:
        return
    for ahead, row in zip(scored.rows, scored.rows[1:], strict=False):
        gap = row.gap_previous
        cars = [scored.state.cars[each.entry_id] for each in (ahead, row)]
        if gap is None or gap.laps or gap.time_us is None or any(car.finished_us is None for car in cars):
            continue
        margin = RESOLUTION_US + sum(uncertainty_us(car.laps[-1].seq) for car in cars if car.laps)
        if gap.time_us <= margin:
            text = (
                f"#{ahead.car} and #{row.car} finished {format_time(gap.time_us)} apart, within the timing's "
                f"uncertainty of {format_time(margin, decimals=6)}: look at the photo finish"
            )
            key = f"close-{ahead.entry_id}-{row.entry_id}"
            yield _item(key, "close_finish", "now", text, cars[1].laps[-1].end_us, car=car_ref(cars[1]))


def _doubled(state: SessionState) -> Iterator[WorkItem]:
    count = sum(why == "doubled" for why in state.dropped.values())
    if count:
        newest = max(seq for seq, why in state.dropped.items() if why == "doubled")
        times = f"{count} doubled read{'s were' if count != 1 else ' was'}"
        yield _item(
            "doubled",
            "doubled",
            "note",
            f"{times} left out",
            state.last.at_us if state.last else 0,
            seq=newest,
        )


def _penalties(scored: Scored, now_us: int) -> Iterator[WorkItem]:
    state = scored.state
    closed = {
        fact.penalty for fact in state.decided if isinstance(fact, f.PenaltyServed | f.PenaltyConverted)
    }
    usual = scored.opened.rulebook.penalties.serve_within_laps.value
    for fact in state.decided:
        if (
            not isinstance(fact, f.PenaltyGiven)
            or fact.kind not in ("drive_through", "stop")
            or fact.penalty in closed
        ):
            continue
        car = state.cars[fact.entry_id]
        left = (fact.serve_within_laps or usual) - _laps_since(car, fact.at_us)
        text = f"#{car.car} has to serve {fact.kind.replace('_', '-')}: {max(0, left)} laps left"
        served = Remedy(
            label="Served",
            fact={
                "fact": "penalty_served",
                "entry_id": car.entry_id,
                "penalty": fact.penalty,
                "at_us": now_us,
            },
        )
        yield _item(
            f"penalty-{fact.penalty}",
            "penalty_unserved",
            "now" if left <= 1 else "soon",
            text,
            fact.at_us,
            seq=fact.seq,
            car=car_ref(car),
            remedies=(served,),
        )


def _laps_since(car: CarState, at_us: int) -> int:
    return sum(lap.end_us > at_us for lap in car.laps)


def _protest(state: SessionState, now_us: int) -> Iterator[WorkItem]:
    last = state.issued[-1] if state.issued else None
    if isinstance(last, f.ResultIssued) and last.protest_until_us is not None and last.stage != "official":
        left = last.protest_until_us - now_us
        # Whole minutes, so that the desk is not sent anew every second.
        text = f"protest time ends in {left // MINUTE_US + 1} min" if left > 0 else "protest time is over"
        urgency = "note" if left > 5 * MINUTE_US else "soon"
        yield _item(
            "protest", "protest_time", urgency, text, last.at_us, seq=last.seq, due_us=last.protest_until_us
        )


_PRESSES = {"watch": "soon", "late": "now", "failed": "soon"}


def _drive_time(scored: Scored, now_us: int) -> Iterator[WorkItem]:
    for row in drive_time_rows(scored, now_us):
        urgency = _PRESSES.get(row.risk)
        if urgency is None:
            continue
        # Since when: as it began to press, or the last that was seen of the car.
        at_us = max(scored.state.cars[row.car.entry_id].last_at_us, 0)
        if row.due_us is not None:
            at_us = min(now_us, row.due_us - WATCH_US)
        yield _item(
            f"drive_time-{row.car.entry_id}-{row.driver.driver_id}",
            "drive_time",
            urgency,
            f"{row.driver.name} {_pressing(row)}",
            at_us,
            car=row.car,
            due_us=row.due_us,
        )


def _pressing(row: DriveTimeRow) -> str:
    if row.due_us is None:
        return f"breaks the drive time: {row.driven} driven; {row.why}"
    if row.must_be_in_by:
        return f"has {row.driven} and must be in by {row.must_be_in_by} to reach {row.minimum}"
    return f"has {row.driven} and must be out by {row.must_be_out_by}"
