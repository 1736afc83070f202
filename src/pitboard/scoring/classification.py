"""The classification of a session: what people read off the state.

Order and gaps are worked out here and nowhere else; a page, a sheet and the JSON print these rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import msgspec

from pitboard.model import facts as f
from pitboard.model.entry import number_order
from pitboard.model.flags import Status
from pitboard.scoring.gaps import Gap, official_text, race_gap
from pitboard.scoring.moves import to_back
from pitboard.scoring.options import Options
from pitboard.scoring.penalties import has_penalties, penalties_of
from pitboard.scoring.qualifying_order import time_order
from pitboard.scoring.race_rules import by_race_rules
from pitboard.scoring.state import CarState, Lap, SessionState


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One car in the classification.

    Attributes:
        position, class_position: from 1; None unless the car is classified.
        entry_id, car, car_class: which car.
        status: see `Status`.
        laps: distance that is classified.
        best: best lap (in a race the fastest one); None without a time.
        total_us: race time at the end of the last lap, penalties included [µs]; None without laps or outside races.
        gap_first, gap_previous: to the leader and to the car ahead; None for the first and without a time.
        class_gap_first, class_gap_previous: the same in class.
        text_first, text_previous: the two gaps as the official layout prints them (see `texts_after_move`).
        rules: rulebook keys that set the place, in the order in which they did.
        decisions: `seq` of the decisions that changed the row.
        mean_us: mean of the drivers' best laps where qualifying goes by it [µs]; None otherwise.
    """

    position: int | None
    class_position: int | None
    entry_id: str
    car: str
    car_class: str
    status: Status
    laps: int
    best: Lap | None
    total_us: int | None
    gap_first: Gap | None
    gap_previous: Gap | None
    class_gap_first: Gap | None
    class_gap_previous: Gap | None
    text_first: str
    text_previous: str
    rules: tuple[str, ...]
    decisions: tuple[int, ...]
    mean_us: int | None = None


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """A car as it is sorted: what its place depends on."""

    car: CarState
    status: Status
    laps: int
    total_us: int
    best: Lap | None
    rules: tuple[str, ...]
    mean_us: int | None = None
    by_mean: bool = False
    part: str = ""

    @property
    def time_us(self) -> int | None:
        """The time that sets its place outside races: best lap, or mean of the drivers' best laps."""
        if self.by_mean:
            return self.mean_us
        return None if self.best is None else self.best.time_us


GapOf = Callable[[Standing, Standing], Gap | None]


def classify(state: SessionState, options: Options | None = None) -> tuple[Row, ...]:
    """Classify the session as it stands.

    Args:
        state: of the session.
        options: the rulebook's values; the defaults are those of `club`.

    Returns:
        Every entry once: the classified in order, then the others in the order of the decisions.
    """
    options = options or Options()
    standings = [standing(car, state, options) for car in state.cars.values()]
    if state.plan.kind.is_race:
        standings = by_race_rules(standings, state, options)
        return _rows(_race_order(standings), _race_gap(state.started_us or 0), state, options)
    return _rows([*time_order(standings, state, options), *_others(standings)], _best_gap, state, options)


def standing(car: CarState, state: SessionState, options: Options) -> Standing:
    """What a car's place depends on."""
    laps = len(car.laps) - sum(fact.laps for fact in car.subtracted if isinstance(fact, f.LapsSubtracted))
    added_us = sum(fact.duration_us for fact in car.added if isinstance(fact, f.TimeAdded))
    rules: tuple[str, ...] = ()
    status = Status.CLASSIFIED
    race = state.plan.kind.is_race
    if race:
        rules = ("race.ends",)
    if has_penalties(car):
        for penalty in penalties_of(car, state, options.penalties):
            added_us += penalty.time_us
            laps -= penalty.laps
            status = Status.DISQUALIFIED if penalty.excluded else status
            if penalty.time_us or penalty.laps or penalty.excluded:
                rules = (*rules, *penalty.rules)
    if isinstance(car.status, f.StatusRuled):
        status = Status(car.status.status)
    total_us = car.laps[-1].end_us - (state.started_us or 0) + added_us if car.laps else 0
    return Standing(car=car, status=status, laps=max(0, laps), total_us=total_us, best=car.best, rules=rules)


def _number(row: Standing) -> tuple[int, int, str]:
    return number_order(row.car.car)


def _ruled_seq(row: Standing) -> tuple[int, int]:
    status = row.car.status
    return (status.at_us, status.seq) if status is not None else (0, 0)


def _race_order(rows: list[Standing]) -> list[Standing]:
    # A retired car is one that stopped completing laps: it ranks by the same key, ahead of those that reached the
    # same distance later.
    classified = [row for row in rows if row.status is Status.CLASSIFIED]
    driven = sorted((row for row in classified if row.laps), key=lambda r: (-r.laps, r.total_us, _number(r)))
    idle = sorted((row for row in classified if not row.laps), key=_number)
    return [*driven, *idle, *_others(rows)]


def _others(rows: list[Standing]) -> list[Standing]:
    # Those whom a rule sorts out by the distance that they reached, then those decided on, in order of decision.
    others = [row for row in rows if row.status is not Status.CLASSIFIED]
    return sorted(others, key=lambda row: (*_ruled_seq(row), -row.laps, row.total_us))


def _best_gap(ahead: Standing, row: Standing) -> Gap | None:
    if ahead.time_us is None or row.time_us is None or ahead.part != row.part:
        return None
    return Gap(0, row.time_us - ahead.time_us)


def _race_gap(started_us: int) -> GapOf:
    def gap(ahead: Standing, row: Standing) -> Gap | None:
        return race_gap(
            ahead.car.laps, ahead.laps, ahead.total_us, row.laps, row.total_us, started_us=started_us
        )

    return gap


def _rows(order: list[Standing], gap_of: GapOf, state: SessionState, options: Options) -> tuple[Row, ...]:
    moved = to_back(order, options)
    texts = _texts(order if options.texts_before_move else moved, gap_of)
    class_orders: dict[str, list[Standing]] = {}
    rows: list[Row] = []
    position = 0
    first = previous = None
    for row in moved:
        code = row.car.entry.car_class
        mates = class_orders.setdefault(code, [])
        classified = row.status is Status.CLASSIFIED
        if classified:
            position += 1
        rows.append(
            _row(
                row,
                position if classified else None,
                len(mates) + 1 if classified else None,
                _gaps(first, previous, row, gap_of),
                _gaps(mates[0] if mates else None, mates[-1] if mates else None, row, gap_of),
                texts[row.car.entry_id],
                state,
            )
        )
        if classified:
            mates.append(row)
            first, previous = first or row, row
    return tuple(rows)


def _gaps(
    first: Standing | None, previous: Standing | None, row: Standing, gap_of: GapOf
) -> tuple[Gap | None, Gap | None]:
    if first is None or previous is None or row.status is not Status.CLASSIFIED:
        return None, None
    return gap_of(first, row), gap_of(previous, row)


def _texts(order: Sequence[Standing], gap_of: GapOf) -> dict[str, tuple[str, str]]:
    """The two gap columns of the official layout: `-` for the first, empty without a time or a classification."""
    texts: dict[str, tuple[str, str]] = {}
    first = previous = None
    for row in order:
        if row.status is not Status.CLASSIFIED or not _has_result(row, gap_of):
            texts[row.car.entry_id] = ("", "")
            continue
        if first is None or previous is None:
            texts[row.car.entry_id] = ("-", "-")
        else:
            texts[row.car.entry_id] = (
                official_text(gap_of(first, row)),
                official_text(gap_of(previous, row)),
            )
        first, previous = first or row, row
    return texts


def _has_result(row: Standing, gap_of: GapOf) -> bool:
    return row.time_us is not None if gap_of is _best_gap else True


def _row(
    row: Standing,
    position: int | None,
    class_position: int | None,
    gaps: tuple[Gap | None, Gap | None],
    class_gaps: tuple[Gap | None, Gap | None],
    texts: tuple[str, str],
    state: SessionState,
) -> Row:
    race = state.plan.kind.is_race
    return Row(
        position=position,
        class_position=class_position,
        entry_id=row.car.entry_id,
        car=row.car.car,
        car_class=row.car.entry.car_class,
        status=row.status,
        laps=row.laps,
        best=row.best,
        mean_us=row.mean_us,
        total_us=row.total_us if race and row.car.laps else None,
        gap_first=gaps[0],
        gap_previous=gaps[1],
        class_gap_first=class_gaps[0],
        class_gap_previous=class_gaps[1],
        text_first=texts[0],
        text_previous=texts[1],
        rules=row.rules,
        decisions=tuple(fact.seq for fact in row.car.rulings),
    )


def by_class(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """The same rows by class, in the order in which the classes appear."""
    classes: dict[str, list[Row]] = {}
    for row in rows:
        classes.setdefault(row.car_class, []).append(row)
    return classes
