"""Every number and claim of a report worked out again from the results, without the report's own code."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from itertools import groupby, pairwise
from typing import Any

from pitboard.model import facts as f
from pitboard.press.report import values as v
from pitboard.scoring.passings import lap_counts
from tests.press.truth_session import Cited, Truth, cautions

Count = Callable[[v.Statement, Cited, Truth], int]


def _length(key: str) -> Count:
    def count(statement: v.Statement, _cited: Cited, _truth: Truth) -> int:
        value = statement.values[key]
        assert isinstance(value, v.Results | v.Cars)
        return len(value.rows if isinstance(value, v.Results) else value.numbers)

    return count


def _row(statement: v.Statement, truth: Truth) -> dict[str, Any]:
    car = statement.values["car"]
    assert isinstance(car, v.Car)
    return truth.row[car.number]


def _timed(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [row for row in rows if row["best_time_us"] is not None and row["class_position"] is not None]


def _under(statement: v.Statement, cited: Cited, truth: Truth) -> int:
    (record,) = cited.records
    return sum(row["best_time_us"] < record.time_us for row in _timed(truth.of_class(statement)))


def _sweep(statement: v.Statement, _cited: Cited, truth: Truth) -> int:
    makes = [truth.entries[row["car"]].manufacturer for row in _timed(truth.of_class(statement))]
    return len(next(list(run) for _, run in groupby(makes)))


def _top_makes(statement: v.Statement, _cited: Cited, truth: Truth) -> Counter[str]:
    rows = sorted(_timed(truth.of_class(statement)), key=lambda row: row["class_position"])[:10]
    return Counter(truth.entries[row["car"]].manufacturer for row in rows)


def _deleted(_statement: v.Statement, cited: Cited, truth: Truth) -> Counter[str]:
    ruled = [fact for fact in cited.facts if isinstance(fact, f.LapDeleted)]
    entries = {entry_id: car.car for entry_id, car in truth.state.cars.items()}
    found: Counter[str] = Counter()
    for fact in ruled:
        for entry_id, car in truth.state.cars.items():
            if fact in car.ruled.values():
                found[f"#{entries[entry_id]}"] += 1
    return found


def _poles(_statement: v.Statement, cited: Cited, _truth: Truth) -> int:
    return len(cited.records)


def in_a_row(_statement: v.Statement, cited: Cited, _truth: Truth | None = None) -> int:
    years = {one.year for one in cited.records}
    until = max(years)
    row = 0
    while until - row in years:
        row += 1
    return row


def _led(statement: v.Statement, _cited: Cited, truth: Truth) -> int:
    number, laps = Counter(truth.leaders()).most_common(1)[0]
    return laps if number == _row(statement, truth)["car"] else -1


def _for_good(statement: v.Statement, _cited: Cited, truth: Truth) -> int:
    ahead = truth.leaders()
    number = _row(statement, truth)["car"]
    return max(lap for lap, car in enumerate(ahead, 1) if car != number) + 1 if ahead[-1] == number else -1


def _own_laps(cited: Cited, truth: Truth) -> list[Any]:
    """The laps that the driver of the cited lap drove in that car."""
    number, pole = cited.laps[0]
    return [lap for car, lap in truth.laps.values() if car == number and lap.driver_id == pole.driver_id]


def _own_lap(_statement: v.Statement, cited: Cited, truth: Truth) -> int:
    pole = cited.laps[0][1]
    return sum(lap.end_us <= pole.end_us for lap in _own_laps(cited, truth))


def holders(statement: v.Statement, truth: Truth) -> list[tuple[str, int]]:
    """Car and time of each spell on the provisional pole, up to the pole lap: by the laps of the results alone."""
    cars = {row["car"] for row in truth.of_class(statement)}
    first = next(row for row in _timed(truth.rows) if row["position"] == 1)
    own = {car.car: car for car in truth.state.cars.values()}
    pole = own[first["car"]].best
    counted = [
        (lap.end_us, lap.seq, car, lap.time_us)
        for car, lap in truth.laps.values()
        if car in cars and lap.part == pole.part and lap_counts(own[car], lap)
        if (lap.end_us, lap.seq) <= (pole.end_us, pole.seq)
    ]
    best = 2**63
    quicker = []
    for _, _, car, time_us in sorted(counted):
        if time_us < best:
            best = time_us
            quicker.append((car, time_us))
    spells = [list(run) for _, run in groupby(quicker, key=lambda one: one[0])]
    return [spell[-1] for spell in spells]


# ---- what a sentence claims beyond its values -------------------------------------------------------------------------


def _told_in_order(statement: v.Statement, truth: Truth) -> bool:
    """The holders told are the last ones in a row, the pole car's own last spell apart; all of them unless it is said."""
    results = statement.values["results"]
    assert isinstance(results, v.Results)
    told = [(row.car.number, row.time_us) for row in results.rows]
    held: list[Any] = holders(statement, truth)
    first = next(row for row in _timed(truth.rows) if row["position"] == 1)
    before = held[:-1] if held[-1][0] == first["car"] else held
    return told == (before if statement.kind == "provisional" else before[-len(told) :])


def _first_home(rows: list[dict[str, Any]], truth: Truth) -> dict[str, Any]:
    """The row with the most laps driven and, of those, the earliest end of the last one."""
    cars = {row["car"] for row in rows}
    ends: dict[str, list[int]] = {}
    for car, lap in truth.laps.values():
        if car in cars:
            ends.setdefault(car, []).append(lap.end_us)
    return truth.row[min(ends, key=lambda car: (-len(ends[car]), max(ends[car])))]


def _out_crossed_first(statement: v.Statement, truth: Truth) -> bool:
    """The car that is out was the first home of all, or of its class."""
    out = statement.values["out"]
    assert isinstance(out, v.Car)
    home = _first_home(
        truth.of_class(statement) if statement.kind == "class-first-out" else truth.rows, truth
    )
    return home["car"] == out.number and home["status"] == "disqualified"


def _is_fastest(statement: v.Statement, truth: Truth) -> bool:
    """The fastest lap is that of a car not disqualified; where one of those was faster, the sentence says so."""
    rows = [row for row in truth.of_class(statement) if row["best_time_us"] is not None]
    kept = [row for row in rows if row["status"] != "disqualified"]
    time, outtime = statement.values["time"], statement.values.get("outtime")
    assert isinstance(time, v.LapTime)
    fastest = min(row["best_time_us"] for row in rows)
    told = outtime.us if isinstance(outtime, v.LapTime) else time.us
    return time.us == min(row["best_time_us"] for row in kept) and told == fastest


CLAIMS: dict[str, Callable[[v.Statement, Truth], bool]] = {
    "provisional": _told_in_order,
    "provisional-late": _told_in_order,
    "win-inherited": _out_crossed_first,
    "headline-win-inherited": _out_crossed_first,
    "class-first-out": _out_crossed_first,
    "fastest-lap": _is_fastest,
    "fastest-lap-out": _is_fastest,
    "win": lambda _s, t: _first_home(t.rows, t)["status"] != "disqualified",
}

COUNTS: dict[tuple[str, str], Count] = {
    ("standfirst", "others"): _length("results"),
    ("standfirst-classes", "others"): _length("results"),
    ("standfirst-race", "others"): _length("results"),
    ("standfirst-lead", "others"): _length("results"),
    ("standfirst-race-classes", "others"): _length("results"),
    ("standfirst-lead-classes", "others"): _length("results"),
    ("headline-lead-now", "laps"): lambda s, _c, t: _row(s, t)["laps"],
    ("lead-now", "laps"): lambda s, _c, t: _row(s, t)["laps"],
    ("class-lead-now", "laps"): lambda s, _c, t: _row(s, t)["laps"],
    ("headline-win", "laps"): lambda s, _c, t: _row(s, t)["laps"],
    ("make-sweep", "n"): _sweep,
    ("under-record-all", "n"): _under,
    ("under-record-all", "all"): lambda s, _c, t: len(_timed(t.of_class(s))),
    ("under-record", "n"): _under,
    ("under-record", "all"): lambda s, _c, t: len(_timed(t.of_class(s))),
    ("pole-count-row", "n"): in_a_row,
    ("pole-count", "n"): _poles,
    ("provisional", "n"): _length("results"),
    ("provisional-late", "n"): _length("results"),
    ("provisional-late", "changes"): lambda s, _c, t: len(holders(s, t)) - 1,
    ("pole-lap", "lap"): _own_lap,
    ("pole-lap", "laps"): lambda _s, c, t: len(_own_laps(c, t)),
    ("pole-lap-last", "lap"): lambda _s, c, t: len(_own_laps(c, t)),
    ("pole-lap-last", "laps"): lambda _s, c, t: len(_own_laps(c, t)),
    ("red-flags", "n"): lambda _s, c, _t: sum(getattr(fact, "flag", "") == "red" for fact in c.facts),
    ("class-behind", "n"): _length("results"),
    ("class-behind-one", "n"): _length("results"),
    ("class-behind-lead", "n"): _length("results"),
    ("class-behind-lead-one", "n"): _length("results"),
    ("class-spread", "n"): lambda s, _c, t: len(_timed(t.of_class(s))),
    ("class-makes", "n"): lambda s, c, t: len(_top_makes(s, c, t)),
    ("class-makes", "top"): lambda s, c, t: _top_makes(s, c, t).total(),
    ("class-makes-all", "n"): lambda s, c, t: len(_top_makes(s, c, t)),
    ("class-makes-all", "top"): lambda s, _c, t: len(_timed(t.of_class(s))),
    ("no-time", "n"): _length("cars"),
    ("no-time-many", "n"): _length("cars"),
    ("laps-total", "n"): lambda _s, _c, t: sum(row["laps"] for row in t.rows),
    ("laps-total", "cars"): lambda _s, _c, t: sum(row["laps"] > 0 for row in t.rows),
    ("laps-most", "n"): lambda _s, _c, t: max(row["laps"] for row in t.rows),
    ("deleted", "n"): lambda s, c, t: _deleted(s, c, t).total(),
    ("deleted-car", "n"): lambda s, c, t: _deleted(s, c, t).total(),
    ("voided", "n"): _length("cars"),
    ("penalty", "n"): _length("cars"),
    ("penalty-amount", "n"): _length("cars"),
    ("penalty-article", "n"): _length("cars"),
    ("penalty-amount-article", "n"): _length("cars"),
    ("win", "laps"): lambda s, _c, t: _row(s, t)["laps"],
    ("win-inherited", "laps"): lambda s, _c, t: _row(s, t)["laps"],
    ("headline-win-inherited", "laps"): lambda s, _c, t: _row(s, t)["laps"],
    ("class-win", "laps"): lambda s, _c, t: _row(s, t)["laps"],
    ("class-win-team", "laps"): lambda s, _c, t: _row(s, t)["laps"],
    ("lead-changes", "n"): lambda _s, _c, t: sum(one != other for one, other in pairwise(t.leaders())),
    ("lead-changes", "cars"): lambda _s, _c, t: len(set(t.leaders())),
    ("led-most", "laps"): _led,
    ("led-most-last", "laps"): _led,
    ("led-most-last", "lap"): _for_good,
    ("led-last", "lap"): _for_good,
    ("cautions", "n"): lambda _s, _c, t: len(cautions(t)),
    ("cautions-count", "n"): lambda _s, _c, t: len(cautions(t)),
    ("fastest-lap", "lap"): lambda _s, c, _t: c.laps[0][1].number,
    ("fastest-lap-out", "lap"): lambda _s, c, _t: c.laps[0][1].number,
    ("no-flag", "n"): _length("cars"),
    ("no-flag-many", "n"): _length("cars"),
    ("not-classified", "n"): _length("cars"),
    ("not-classified-many", "n"): _length("cars"),
    ("no-lap", "n"): lambda _s, _c, t: sum(
        row["laps"] == 0 and row["status"] != "disqualified" for row in t.rows
    ),
    ("no-lap-many", "n"): lambda _s, _c, t: sum(
        row["laps"] == 0 and row["status"] != "disqualified" for row in t.rows
    ),
}
TALLIES: dict[str, Callable[[v.Statement, Cited, Truth], Counter[str]]] = {
    "class-makes": _top_makes,
    "class-makes-all": _top_makes,
    "deleted": _deleted,
}
