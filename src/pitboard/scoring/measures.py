"""What sheets print beside the classification: best sectors, leaders, lap chart, stints, neutralisations.

Pure functions of the state; documents, reports and pages print what they return.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator

import msgspec

from pitboard.model.flags import Flag
from pitboard.scoring.passings import better, lap_counts
from pitboard.scoring.state import CarState, Lap, SessionState

NEUTRAL = frozenset(
    {
        Flag.FULL_COURSE_YELLOW.value,
        Flag.VIRTUAL_SAFETY_CAR.value,
        Flag.SAFETY_CAR.value,
        Flag.CODE_60.value,
        Flag.RED.value,
    }
)
"""Flags that neutralise or stop a session."""


class SectorBest(msgspec.Struct, frozen=True, gc=False):
    """The best time in a sector.

    Attributes:
        sector: from 1.
        time_us: [µs].
        lap_number, end_us: the lap it was driven in, and that lap's end: of equal times the earlier one is first.
        driver_id: who drove that lap; empty where nobody was named.
    """

    sector: int
    time_us: int
    lap_number: int
    end_us: int
    driver_id: str


class DriverMeasure(msgspec.Struct, frozen=True, kw_only=True):
    """One driver in one car.

    Attributes:
        driver_id: who; empty for laps without a named driver.
        laps: laps completed.
        driven_us: sum of their lap times [µs].
        pit_us: of that in the pit lane, as far as it was measured [µs].
        best: best lap that counts; None without one.
        sectors: best of each sector; None where there is none.
    """

    driver_id: str
    laps: int
    driven_us: int
    pit_us: int
    best: Lap | None
    sectors: tuple[SectorBest | None, ...]

    @property
    def on_track_us(self) -> int:
        """Driven time without the pit lane [µs]."""
        return max(0, self.driven_us - self.pit_us)

    @property
    def theoretical_us(self) -> int | None:
        """Sum of the best sectors [µs]; None while one is missing."""
        return theoretical_us(self.sectors)


class LapLine(msgspec.Struct, frozen=True, kw_only=True):
    """One lap of the lap chart: who completed it, in the order in which they did.

    Attributes:
        lap_number: from 1.
        order: entry id and lap of each car.
    """

    lap_number: int
    order: tuple[tuple[str, Lap], ...]


class LeadSpan(msgspec.Struct, frozen=True, kw_only=True):
    """A car leads at the line from one lap to another; `from_us` is the end of the first lap it led."""

    entry_id: str
    driver_id: str
    from_lap: int
    to_lap: int
    from_us: int

    @property
    def laps(self) -> int:
        """Laps led."""
        return self.to_lap - self.from_lap + 1


class FlagPeriod(msgspec.Struct, frozen=True, kw_only=True):
    """A flag with its end.

    Attributes:
        flag, part, zone: as shown.
        from_us, to_us: from and until when; `to_us` is None where it was the last one and the session has no end.
        from_lap, to_lap: laps the leader had completed when it began and when it ended; None outside races.
        inferred: the instant was worked out from laps, not observed; `earliest_us` and `latest_us` bound it.
    """

    flag: str
    part: str
    zone: str
    from_us: int
    to_us: int | None
    from_lap: int | None
    to_lap: int | None
    inferred: bool
    earliest_us: int | None
    latest_us: int | None

    @property
    def duration_us(self) -> int | None:
        """How long it lasted [µs]; None while it is not known."""
        return None if self.to_us is None else self.to_us - self.from_us


def theoretical_us(sectors: Iterable[SectorBest | None]) -> int | None:
    """Sum of best sectors [µs]; None while one is missing."""
    times = [None if best is None else best.time_us for best in sectors]
    known = [time for time in times if time is not None]
    return sum(known) if known and len(known) == len(times) else None


def track_sectors(car: CarState, lap: Lap) -> Iterator[tuple[int, int]]:
    """The sectors of a lap that were driven on the track, as (index, time): none of a lap that was deleted.

    A sector from the grid or out of the pit lane is none, nor is the last one of a lap that ends in the pits.
    """
    if lap.seq in car.ruled and not lap_counts(car, lap):
        return
    first = 1 if lap.out_lap or lap.number == 1 else 0
    end = len(lap.sectors_us) - (1 if lap.in_pit else 0)
    for index in range(first, end):
        time_us = lap.sectors_us[index]
        if time_us is not None:
            yield index, time_us


def sector_bests(
    car: CarState, sectors: int, laps: Iterable[Lap] | None = None
) -> tuple[SectorBest | None, ...]:
    """Best time of a car in each sector, over all its laps or over those given."""
    found: list[SectorBest | None] = [None] * sectors
    for lap in car.laps if laps is None else laps:
        for index, time_us in track_sectors(car, lap):
            if index >= sectors:
                break
            known = found[index]
            if known is None or time_us < known.time_us:
                found[index] = SectorBest(index + 1, time_us, lap.number, lap.end_us, lap.driver_id)
    return tuple(found)


def by_driver(car: CarState, sectors: int) -> tuple[DriverMeasure, ...]:
    """What each driver of a car did, in the order of the crew; laps without a driver come last."""
    laps: dict[str, list[Lap]] = {driver.driver_id: [] for driver in car.entry.crew}
    for lap in car.laps:
        laps.setdefault(lap.driver_id, []).append(lap)
    measures = []
    for driver_id, own in laps.items():
        best: Lap | None = None
        for lap in own:
            if lap_counts(car, lap):
                best = better(best, lap)
        measures.append(
            DriverMeasure(
                driver_id=driver_id,
                laps=len(own),
                driven_us=sum(lap.time_us for lap in own),
                pit_us=sum(lap.pit_us or 0 for lap in own),
                best=best,
                sectors=sector_bests(car, sectors, own),
            )
        )
    return tuple(sorted(measures, key=lambda measure: not measure.driver_id))


def lap_chart(state: SessionState, car_class: str = "") -> tuple[LapLine, ...]:
    """Who completed each lap, first to last; for one class, or for all with an empty `car_class`."""
    laps: dict[int, list[tuple[str, Lap]]] = {}
    for entry_id, car in state.cars.items():
        if not car_class or car.entry.car_class == car_class:
            for lap in car.laps:
                laps.setdefault(lap.number, []).append((entry_id, lap))
    return tuple(
        LapLine(
            lap_number=number,
            order=tuple(sorted(laps[number], key=lambda one: (one[1].end_us, one[1].seq))),
        )
        for number in sorted(laps)
    )


def leaders(chart: Iterable[LapLine]) -> tuple[LeadSpan, ...]:
    """Who led at the line, from which lap to which; a new driver in the leading car begins a new span."""
    spans: list[LeadSpan] = []
    for line in chart:
        entry_id, lap = line.order[0]
        last = spans[-1] if spans else None
        if last is not None and (last.entry_id, last.driver_id) == (entry_id, lap.driver_id):
            spans[-1] = msgspec.structs.replace(last, to_lap=line.lap_number)
        else:
            spans.append(
                LeadSpan(
                    entry_id=entry_id,
                    driver_id=lap.driver_id,
                    from_lap=line.lap_number,
                    to_lap=line.lap_number,
                    from_us=lap.end_us,
                )
            )
    return tuple(spans)


def flag_periods(state: SessionState) -> tuple[FlagPeriod, ...]:
    """Every flag with its end; a flag of one part or zone ends with the next of that part or zone."""
    ends = _leading_ends(state) if state.plan.kind.is_race else None
    periods = []
    for index, span in enumerate(state.flags):
        after = (
            other for other in state.flags[index + 1 :] if (other.part, other.zone) == (span.part, span.zone)
        )
        following = next(after, None)
        to_us = following.from_us if following is not None else state.ended_us
        periods.append(
            FlagPeriod(
                flag=span.flag,
                part=span.part,
                zone=span.zone,
                from_us=span.from_us,
                to_us=to_us,
                from_lap=None if ends is None else _laps_at(ends, span.from_us),
                to_lap=None if ends is None or to_us is None else _laps_at(ends, to_us),
                inferred=span.inferred,
                earliest_us=span.earliest_us,
                latest_us=span.latest_us,
            )
        )
    return tuple(periods)


def neutralisations(state: SessionState) -> tuple[FlagPeriod, ...]:
    """The periods in which the session was neutralised or stopped."""
    return tuple(period for period in flag_periods(state) if period.flag in NEUTRAL and not period.zone)


def last_passing_us(state: SessionState) -> int | None:
    """The end of the last lap of anybody, µs since 1970 UTC; None before the first."""
    return max((car.laps[-1].end_us for car in state.cars.values() if car.laps), default=None)


def _leading_ends(state: SessionState) -> list[int]:
    """End of each lap of whoever completed it first."""
    ends: list[int] = []
    for car in state.cars.values():
        for index, lap in enumerate(car.laps):
            if index == len(ends):
                ends.append(lap.end_us)
            else:
                ends[index] = min(ends[index], lap.end_us)
    return ends


def _laps_at(ends: list[int], at_us: int) -> int:
    return bisect_right(ends, at_us)
