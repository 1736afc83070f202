"""The small parts of a board: times with their marks, gaps, drivers, as wire types."""

from __future__ import annotations

from pitboard.model.entry import Driver, Rating
from pitboard.scoring.board import Bests
from pitboard.scoring.gaps import Gap as ScoredGap
from pitboard.scoring.passings import lap_counts
from pitboard.scoring.state import CarState, Lap
from pitboard.times import format_time
from pitboard.wire.base import CarRef, DriverCell, Gap, Mark, TimeCell

LETTERS = {
    Rating.PLATINUM: "P",
    Rating.GOLD: "G",
    Rating.SILVER: "S",
    Rating.BRONZE: "B",
    Rating.NONE: "",
}
LEADS = Gap(text="–")
NO_GAP = Gap()
NO_TIME = TimeCell()


def driver_cell(driver: Driver) -> DriverCell:
    """A driver as a board prints one."""
    return DriverCell(
        driver_id=driver.driver_id,
        name=driver.name,
        short=driver.short_name,
        nation=driver.nation or "",
        rating=LETTERS[driver.rating],
    )


def driver_of(car: CarState, driver_id: str) -> DriverCell | None:
    """A driver of a car by id; one whom the crew does not list goes by the id, nobody by None."""
    if not driver_id:
        return None
    driver = car.entry.driver(driver_id)
    if driver is None:
        return DriverCell(driver_id=driver_id, name=driver_id, short=driver_id)
    return driver_cell(driver)


def car_ref(car: CarState) -> CarRef:
    """A car named in a list."""
    return CarRef(entry_id=car.entry_id, car=car.car, car_class=car.entry.car_class)


def gap_cell(gap: ScoredGap | None, *, leads: bool) -> Gap:
    """A gap as boards print it: `–` for who leads, `+0.071`, `+1 Lap`."""
    if leads:
        return LEADS
    if gap is None:
        return NO_GAP
    if gap.laps:
        return Gap(laps=gap.laps, time_us=gap.time_us, text=f"+{gap.laps} Lap{'s' if gap.laps != 1 else ''}")
    if gap.time_us is None:
        return NO_GAP
    sign = "+" if gap.time_us >= 0 else "-"
    return Gap(time_us=gap.time_us, text=sign + format_time(abs(gap.time_us)))


def time_cell(us: int | None, mark: Mark = Mark.NONE) -> TimeCell:
    """A time, or an empty cell."""
    return NO_TIME if us is None else TimeCell(us=us, text=format_time(us), mark=mark)


def lap_mark(car: CarState, lap: Lap, best: Bests) -> Mark:
    """What a lap is worth now."""
    if not lap_counts(car, lap):
        return Mark.NONE
    if best.overall is not None and lap.seq == best.overall.seq:
        return Mark.OVERALL_BEST
    class_best = best.laps.get(car.entry.car_class)
    if class_best is not None and lap.seq == class_best.seq:
        return Mark.CLASS_BEST
    return Mark.OWN_BEST if car.best is not None and lap.seq == car.best.seq else Mark.NONE


def sector_mark(us: int | None, own: int | None, of_class: int | None, overall: int | None) -> Mark:
    """What a sector time is worth now."""
    if us is None or own is None or us > own:
        return Mark.NONE
    if overall is not None and us <= overall:
        return Mark.OVERALL_BEST
    return Mark.CLASS_BEST if of_class is not None and us <= of_class else Mark.OWN_BEST


def plain_duration(us: int) -> str:
    """A visit to the pit lane: `32.4`, `1:02.4`."""
    return format_time(us, decimals=1)
