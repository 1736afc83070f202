"""Ledgers: drive time, penalties, neutralisations, points, the end of the race."""

from __future__ import annotations

from pitboard.wire.base import CarRef, DriverCell, Wire


class DriveTimeRow(Wire, frozen=True, kw_only=True):
    """A driver's time in one car.

    Attributes:
        driven_us: so far [µs]; the page lets it run on while `in_car` and the clock runs.
        driven, minimum, maximum, rolling, rolling_limit: as printed; empty where no rule asks.
        minimum_us, maximum_us: as adjusted for red flags [µs]; None without a rule.
        must_be_in_by, must_be_out_by: time of day as printed, empty where nothing presses.
        due_us: the earlier of the two, µs since 1970 UTC.
        risk: `ok`, `watch`, `late` or `failed`.
        bound: the figures are only a bound; says why.
        why: the rule and the adjustment, in one sentence.
    """

    car: CarRef
    driver: DriverCell
    in_car: bool
    driven_us: int
    driven: str
    minimum_us: int | None
    minimum: str
    maximum_us: int | None
    maximum: str
    rolling: str
    rolling_limit: str
    must_be_in_by: str
    must_be_out_by: str
    due_us: int | None
    risk: str
    bound: str
    why: str


class PenaltyRow(Wire, frozen=True, kw_only=True):
    """A penalty's life.

    Attributes:
        stage: `noted`, `investigation`, `no_action`, `given`, `served`, `converted`, `withdrawn`.
        kind: as printed: `Drive-through`, `Stop + 60`.
        laps_left: to serve it; None where it need not be served.
        measured: what the loops measured when it was served.
        history: its stages in words with time and who.
    """

    penalty: str
    car: CarRef
    stage: str
    kind: str
    infraction: str
    article: str
    laps_left: int | None
    measured: str
    effect: str
    history: tuple[str, ...]
    seqs: tuple[int, ...]


class CautionCar(Wire, frozen=True, kw_only=True):
    """A car behind the safety car; `entitled` says what it may do, such as `wave-by`, `pass-around`."""

    order: int
    car: CarRef
    laps_down: int
    entitled: str
    why: str


class Caution(Wire, frozen=True, kw_only=True):
    """A neutralisation.

    Attributes:
        state: where it stands, such as `pits closed`, `pits open: GTP, LMP2`.
        pits_open: class codes whose pits are open.
    """

    number: int
    kind: str
    from_us: int
    to_us: int | None
    span: str
    state: str
    pits_open: tuple[str, ...]
    cars: tuple[CautionCar, ...]


class PointsRow(Wire, frozen=True, kw_only=True):
    """Running points: what the result would give if it ended now."""

    position: int
    name: str
    car: str
    car_class: str
    now: str
    gained: str
    total: str
    note: str


class PointsTable(Wire, frozen=True, kw_only=True):
    """One table of one championship."""

    title: str
    car_class: str
    basis: str
    rows: tuple[PointsRow, ...]


class LastLapAdvice(Wire, frozen=True, kw_only=True):
    """The last-lap adviser.

    Attributes:
        text: the sentence: `White flag in 1:32, for #31 on lap 790`.
        white_us, chequered_us: when each is expected, µs since 1970 UTC.
        leader: overall leader.
        warning: what speaks against showing it now; empty where nothing does.
        rule: the rulebook's key.
    """

    text: str
    white_us: int | None
    chequered_us: int | None
    leader: CarRef | None
    warning: str
    rule: str


class Ledgers(Wire, frozen=True, kw_only=True):
    """All ledgers of a session as of `seq` and `now_us`; a list is empty where the rulebook knows no such thing."""

    seq: int
    now_us: int
    drive_time: tuple[DriveTimeRow, ...]
    drive_time_note: str
    penalties: tuple[PenaltyRow, ...]
    cautions: tuple[Caution, ...]
    points: tuple[PointsTable, ...]
    last_lap: LastLapAdvice | None
