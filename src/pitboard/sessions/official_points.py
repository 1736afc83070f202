"""A session's result as points see it, out of an official results file: with the laps beside it, or alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from pitboard.errors import Fault, SourceError
from pitboard.model.flags import Status
from pitboard.scoring.points import Finish

if TYPE_CHECKING:
    from pitboard.sessions.scored import Scored
    from pitboard.sources.official_csv.results import OfficialRow


def is_results_file(selector: str) -> bool:
    """Whether a season's file names a results file and not laps.

    >>> is_results_file("2024/daytona/202401271340-race-results.csv.gz"), is_results_file("race-laps.csv.gz")
    (True, False)
    """
    return Path(selector).name.removesuffix(".gz").endswith("-results.csv")


def official_finishes(path: Path, class_code: Callable[[str], str]) -> list[Finish]:
    """The result of a session of which only the results file is there.

    Args:
        path: the results file.
        class_code: the rulebook's class for a label of the file.

    Raises:
        SourceError: the file cannot be read.
    """
    from pitboard.sources.official_csv import read_entries
    from pitboard.sources.official_csv.results import read_official_rows

    entries = {entry.number: entry for entry in read_entries(path)}
    rows = read_official_rows(path)
    found = []
    for row in rows:
        entry = entries[row.car]
        found.append(
            Finish(
                car=row.car,
                car_class=class_code(row.car_class),
                team=entry.team,
                make=entry.manufacturer or entry.vehicle.split(" ")[0],
                drivers=tuple((driver.driver_id, driver.name) for driver in entry.crew),
                started=row.laps > 0 and row.status is not Status.NOT_STARTED,
                timed=row.best_time_us is not None,
            )
        )
    return _placed(rows, {finish.car: finish for finish in found})


def official_order(scored: Scored, found: Sequence[Finish]) -> list[Finish]:
    """The same cars with the places of the official results file beside the laps.

    Raises:
        SourceError: there is none.
    """
    from pitboard.sources.official_csv.results import read_official_rows

    if scored.opened.results_file is None:
        raise SourceError(Fault(scored.opened.name, None, "", "a results file beside the laps", "none"))
    return _placed(read_official_rows(scored.opened.results_file), {finish.car: finish for finish in found})


def _placed(rows: Sequence[OfficialRow], known: Mapping[str, Finish]) -> list[Finish]:
    count: dict[str, int] = {}
    placed = []
    for row in rows:
        finish = known.get(row.car)
        if finish is None:
            continue
        place = overall = None
        if row.position is not None and row.status in (None, Status.CLASSIFIED):
            place = count[finish.car_class] = count.get(finish.car_class, 0) + 1
            overall = sum(count.values())
        placed.append(msgspec.structs.replace(finish, place=place, overall_place=overall))
    return placed
