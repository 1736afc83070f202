"""Lap cards: one document a car, every lap with its sectors, driver, flag and pit marks."""

from __future__ import annotations

from collections.abc import Iterator

from pitboard.documents import cells as c
from pitboard.documents.best_sectors import sector_columns
from pitboard.documents.job import Job
from pitboard.documents.model import Body, Cell, Kind, Mark, Section, Table
from pitboard.model.entry import number_order
from pitboard.scoring.measures import sector_bests
from pitboard.scoring.passings import lap_counts
from pitboard.scoring.state import CarState, Lap


def build(job: Job) -> Iterator[Body]:
    """A card for each car that completed a lap, by number."""
    bests = {
        row.car_class: min(
            (
                other.best.time_us
                for other in job.scored.rows
                if other.best and other.car_class == row.car_class and other.entry_id not in job.disqualified
            ),
            default=None,
        )
        for row in job.scored.rows
    }
    for car in sorted(job.scored.state.cars.values(), key=lambda car: number_order(car.car)):
        if car.laps:
            yield _card(job, car, bests[car.entry.car_class])


def _card(job: Job, car: CarState, class_best_us: int | None) -> Body:
    entry = car.entry
    name = f"#{car.car} · {job.class_name(entry.car_class)} · {entry.team}"
    letters = _letters(car)
    crew = ", ".join(f"{letters[d.driver_id]} {c.driver_text(d)}" for d in entry.crew)
    lines = tuple(line for line in (c.vehicle(entry), crew, job.words("say.lap_marks")) if line)
    columns = (
        *c.columns(job, ("lap", Kind.COUNT), ("driver_letter", Kind.TEXT), ("time", Kind.TIME)),
        *sector_columns(job),
        *c.columns(
            job,
            ("in_out", Kind.TEXT),
            ("pit", Kind.TIME),
            ("clock", Kind.CLOCK),
            ("flag", Kind.TEXT, 0.8),
            ("why_not", Kind.TEXT, 1.0),
        ),
    )
    own = [best.time_us if best else None for best in sector_bests(car, job.scored.state.sectors)]
    rows = tuple(_row(job, car, lap, letters, own, class_best_us) for lap in car.laps)
    return Body(
        suffix=car.car,
        subtitle=name,
        sections=(Section(lines=lines, tables=(Table(columns=columns, rows=rows),)),),
        size_pt=7.5,
    )


def _letters(car: CarState) -> dict[str, str]:
    ids = [driver.driver_id for driver in car.entry.crew]
    ids += [lap.driver_id for lap in car.laps if lap.driver_id not in ids]
    return {
        driver_id: chr(ord("A") + index) for index, driver_id in enumerate(dict.fromkeys(ids)) if driver_id
    }


def _row(
    job: Job,
    car: CarState,
    lap: Lap,
    letters: dict[str, str],
    own: list[int | None],
    class_best_us: int | None,
) -> tuple[Cell, ...]:
    mark = Mark.NONE
    if not lap_counts(car, lap):
        mark = Mark.STRUCK if lap.seq in car.ruled else Mark.DIM
    elif lap is car.best:
        best_of_class = lap.time_us == class_best_us and car.entry_id not in job.disqualified
        mark = Mark.BEST if best_of_class else Mark.OWN
    inout = " ".join(word for word, yes in (("OUT", lap.out_lap), ("IN", lap.in_pit)) if yes)
    return (
        c.count(lap.number),
        c.text(letters.get(lap.driver_id, "")),
        c.time(lap.time_us, mark),
        *(
            c.time(us, Mark.OWN if us is not None and us == best else Mark.NONE)
            for us, best in zip(lap.sectors_us, own, strict=False)
        ),
        c.text(inout, Mark.PIT if inout else Mark.NONE),
        c.time(lap.pit_us),
        c.clock(lap.end_us, job.zone, decimals=3),
        c.text(job.words.get(f"flag_short.{lap.flag}", "")),
        c.text(_why_not(job, car, lap)),
    )


def _why_not(job: Job, car: CarState, lap: Lap) -> str:
    ruling = car.ruled.get(lap.seq)
    if ruling is not None:
        from pitboard.documents.rulings import decision_words

        return decision_words(job, ruling)
    # A lap out of the pits or into them says so in its own column.
    return (
        job.words(f"why_not.{lap.why_not}")
        if lap.why_not and lap.why_not not in ("out_lap", "in_lap")
        else ""
    )
