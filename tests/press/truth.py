"""What a report may say of a session, read off the engine's results without the report's own code.

`faults` takes a report apart: every fact it names must exist; every value must be what the results hold for the cars and
laps of those facts; every figure and every number in words of the text must be one of the values.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import groupby, pairwise
from typing import Any

import msgspec

from pitboard.bundled import names as bundled_names
from pitboard.bundled import schedule
from pitboard.bundled.bop_tables import bundled_versions
from pitboard.bundled.poles import class_poles
from pitboard.bundled.records import records
from pitboard.model import facts as f
from pitboard.press.report import values as v
from pitboard.press.report.language import Language
from pitboard.press.report.writing import Report
from pitboard.scoring.measures import neutralisations
from pitboard.scoring.passings import lap_counts
from pitboard.sessions.scored import Scored
from pitboard.times import parse_time
from pitboard.wire.score import score_line
from tests.press.truth_text import text_faults


class Truth:
    """The results of a session."""

    def __init__(self, scored: Scored) -> None:
        self.scored = scored
        self.state = scored.state
        line = msgspec.json.decode(msgspec.json.encode(score_line(scored)))
        self.rows: list[dict[str, Any]] = line["rows"]
        self.row = {row["car"]: row for row in self.rows}
        self.entries = {car.car: car.entry for car in self.state.cars.values()}
        self.laps = {lap.seq: (car.car, lap) for car in self.state.cars.values() for lap in car.laps}
        self.facts = {fact.seq: fact for fact in scored.opened.facts}
        self.session = scored.opened.plan.session
        self.planned = schedule(self.session) if self.session in bundled_names() else ()
        self.class_names = {one.name: one.code for one in scored.opened.rulebook.classes}

    def of_class(self, statement: v.Statement) -> list[dict[str, Any]]:
        """Rows of the class that a statement names."""
        named = statement.values["class"]
        assert isinstance(named, v.ClassName)
        code = self.class_names.get(named.text, named.text)
        return [row for row in self.rows if row["car_class"] == code]

    def leaders(self) -> list[str]:
        """Who completed each lap first."""
        first: dict[int, tuple[int, int, str]] = {}
        for seq, (car, lap) in self.laps.items():
            first[lap.number] = min(first.get(lap.number, (2**63, 0, "")), (lap.end_us, seq, car))
        return [first[number][2] for number in sorted(first)]


class Cited:
    """What the facts of one statement hold."""

    def __init__(self, truth: Truth, statement: v.Statement) -> None:
        self.missing: list[str] = []
        self.laps: list[tuple[str, Any]] = []
        self.records: list[Any] = []
        self.cars: set[str] = set()
        self.facts: list[f.Fact] = []
        self.versions: set[str] = set()
        known = {f"record:{one.key}": one for one in (*records(), *class_poles())}
        self.tables = {f"record:bop/{one.ref}": one for one in bundled_versions()}
        for name in statement.facts:
            session, _, seq = name.rpartition(":")
            if name in known:
                self.records.append(known[name])
            elif name in {f"record:{truth.session}/schedule/{plan.session}" for plan in truth.planned}:
                continue
            elif name in self.tables:
                self.versions.add(self.tables[name].ref)
            elif session == truth.session and seq.isdigit() and int(seq) in truth.facts:
                self._fact(truth, int(seq))
            else:
                self.missing.append(name)

    def _fact(self, truth: Truth, seq: int) -> None:
        fact = truth.facts[seq]
        self.facts.append(fact)
        if seq in truth.laps:
            car, lap = truth.laps[seq]
            self.laps.append((car, lap))
            self.cars.add(car)
        elif isinstance(fact, f.EntryAdded):
            self.cars.add(fact.entry.number)

    def times(self, truth: Truth) -> set[int]:
        """Lap times of the laps named, total times of their cars, times of the records named."""
        found = {lap.time_us for _, lap in self.laps} | {one.time_us for one in self.records if one.time_us}
        return found | {truth.row[car]["total_time_us"] for car, _ in self.laps} - {None}


def faults(report: Report, truth: Truth) -> Iterator[str]:
    """Everything in a report that the results do not hold."""
    for one in report.sentences():
        for fault in statement_faults(one.statement, truth):
            yield f"{one.statement.kind}: {fault}: {one.text}"
    yield from wording_faults(report, truth)


def wording_faults(report: Report, truth: Truth) -> Iterator[str]:
    """Everything in the texts and tables that is none of the values."""
    language = Language(report.language, report.zone)
    for one in report.sentences():
        for fault in text_faults(one, language):
            yield f"{one.statement.kind}: {fault}: {one.text}"
    for table in report.tables():
        for cells, row in zip(table.values, table.rows, strict=True):
            yield from (f"table {table.title}: {fault}" for fault in row_faults(cells, row, truth, language))


# ---- values ---------------------------------------------------------------------------------------------------------


def statement_faults(statement: v.Statement, truth: Truth) -> Iterator[str]:
    """Values that the facts of the statement do not hold."""
    cited = Cited(truth, statement)
    if cited.missing or not statement.facts:
        yield f"facts unknown: {cited.missing or 'none named'}"
        return
    if statement.kind in CLAIMS and not CLAIMS[statement.kind](statement, truth):
        yield "the results do not bear it out"
    for key, value in statement.values.items():
        if not _holds(key, value, statement, cited, truth):
            yield f"{key} is {value}, which the results do not hold"


def _holds(key: str, value: v.AnyValue, statement: v.Statement, cited: Cited, truth: Truth) -> bool:
    match value:
        case v.LapTime(us=us):
            return us in cited.times(truth)
        case v.Margin():
            return _is_gap(value, cited, truth)
        case v.Amount(us=us, laps=laps):
            return any(_amount_of(fact) == (us, laps) for fact in cited.facts)
        case v.Number(n=n):
            return n == COUNTS[statement.kind.removesuffix("-record"), key](statement, cited, truth)
        case v.Place(n=n):
            return _is_place(n, statement, cited, truth)
        case v.Year(n=n):
            return _is_year(n, key, statement, cited)
        case v.Minutes(us=us):
            return us == sum(one.duration_us or 0 for one in _cautions(truth))
        case v.Moment(us=us):
            return us in _instants(truth)
        case v.Results(rows=rows):
            return all(_is_result(row, cited, truth) for row in rows)
        case v.Tally(rows=rows):
            return sorted(rows) == sorted(TALLIES[statement.kind](statement, cited, truth).items())
        case _:
            return _is_name(value, cited, truth)


def _is_gap(value: v.Margin, cited: Cited, truth: Truth) -> bool:
    rows = [truth.row[car] for car in cited.cars]
    if value.laps:
        return any(
            f"{value.laps} lap" in str(row[key]).lower()
            for row in rows
            for key in ("gap_first", "class_gap_first")
        )
    times = cited.times(truth)
    apart = {abs(one - other) for one in times for other in times}
    return value.us in apart or value.us in {
        _gap_us(row[key]) for row in rows for key in ("gap_first", "class_gap_first")
    }


def _amount_of(fact: f.Fact) -> tuple[int, int]:
    match fact:
        case f.PenaltyGiven():
            return fact.time_us or fact.stop_us, fact.laps
        case f.TimeAdded(duration_us=us):
            return us, 0
        case f.LapsSubtracted(laps=laps):
            return 0, laps
    return 0, 0


def _gap_us(text: str) -> int | None:
    digits = text.removeprefix("+")
    return parse_time(digits) if digits[:1].isdigit() and "ap" not in digits else None


def _is_place(n: int, statement: v.Statement, cited: Cited, truth: Truth) -> bool:
    if statement.kind == "place-among-gt":
        gt = [
            row for row in truth.rows if row["car_class"] in ("GTDPRO", "GTLM", "GTD") and row["best_time_us"]
        ]
        car = statement.values["car"]
        assert isinstance(car, v.Car)
        return [row["car"] for row in sorted(gt, key=lambda row: row["position"])].index(car.number) == n - 1
    told = statement.values.get("ahead", statement.values["car"])
    assert isinstance(told, v.Car)
    return told.number in cited.cars and n == truth.row[told.number]["class_position"]


def _is_year(n: int, key: str, statement: v.Statement, cited: Cited) -> bool:
    """A record's year; a count's window ends with the last pole counted and starts with the table or the row of years."""
    years = {one.year for one in cited.records}
    if key == "since" and statement.kind == "pole-count":
        return n == min(one.year for one in class_poles())
    if key == "since":
        return n == max(years) - _in_a_row(statement, cited) + 1
    return n == max(years)


def _cautions(truth: Truth) -> list[Any]:
    return [one for one in neutralisations(truth.state) if one.flag != "red" and one.from_lap]


def _instants(truth: Truth) -> set[int | None]:
    planned = [fact.plan for fact in truth.facts.values() if isinstance(fact, f.SessionScheduled)]
    return {plan.scheduled_us for plan in (*planned, *truth.planned)} | {truth.state.started_us}


def _is_result(row: v.Result, cited: Cited, truth: Truth) -> bool:
    known = truth.row[row.car.number]
    entry = truth.entries[row.car.number]
    people = {driver.name for driver in entry.crew} | {entry.team, "", f"#{row.car.number}"}
    times = {lap.time_us for car, lap in cited.laps if car == row.car.number}
    return (
        row.car.make == entry.manufacturer
        and row.who.casefold() in {name.casefold() for name in people}
        and (not row.label or truth.class_names.get(row.label, row.label) == known["car_class"])
        and (row.time_us is None or row.time_us in times)
        and (row.margin is None or _is_gap(row.margin, cited, truth))
        and row.car.number in cited.cars
    )


def _is_name(value: v.AnyValue, cited: Cited, truth: Truth) -> bool:
    match value:
        case v.Car(number=number, make=make):
            return truth.entries[number].manufacturer == make
        case v.Cars(numbers=numbers):
            return all(number in truth.row for number in numbers)
        case v.Names(texts=texts):
            return {text.casefold() for text in texts} <= _proper_names(cited, truth)
        case v.Name(text=text) | v.Team(text=text):
            return text.casefold() in _proper_names(cited, truth)
        case v.Note(text=text):
            return text in {note.text for note in truth.state.notes if note.source}
        case v.Versions(rows=rows):
            return {f"{row.table}/{row.number}" for row in rows} == cited.versions
        case v.ClassName(text=text):
            return truth.class_names.get(text, text) in {row["car_class"] for row in truth.rows}
        case v.Venue(name=name):
            return truth.state.circuit.name.startswith(name)
        case v.SessionName(text=text, number=number):
            return not number or str(number) in text
        case _:
            return isinstance(value, v.Words)


def _proper_names(cited: Cited, truth: Truth) -> set[str]:
    found = {"", "Rolex 24"}
    for number, entry in truth.entries.items():
        found |= {entry.team, entry.manufacturer, f"#{number}", *(driver.name for driver in entry.crew)}
    found |= {str(getattr(fact, "article", "")).removeprefix("Art. ") for fact in cited.facts}
    for record in cited.records:
        found |= {record.make, *getattr(record, "drivers", ()), getattr(record, "driver", "")}
    # A sheet may write `Nyck DE VRIES`, the press does not.
    return {name.casefold() for name in found}


# ---- counts, each done again -----------------------------------------------------------------------------------------

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


def _in_a_row(_statement: v.Statement, cited: Cited, _truth: Truth | None = None) -> int:
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
    ("pole-count-row", "n"): _in_a_row,
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
    ("cautions", "n"): lambda _s, _c, t: len(_cautions(t)),
    ("cautions-count", "n"): lambda _s, _c, t: len(_cautions(t)),
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


def row_faults(
    cells: tuple[v.AnyValue | None, ...], printed: tuple[str, ...], truth: Truth, language: Language
) -> Iterator[str]:
    """A row of a table against the row of the results."""
    car = next(value for value in cells if isinstance(value, v.Car))
    known = truth.row[car.number]
    for value, text in zip(cells, printed, strict=True):
        match value:
            case v.Number(n=n):
                held = (
                    n in (known["class_position"], known["laps"])
                    and text == language.renderer.forms(value)["d"]
                )
            case v.LapTime(us=us):
                held = us == known["best_time_us"] and text == language.renderer.time(us)
            case v.Margin(laps=laps, us=us):
                gap = str(known["class_gap_first"])
                held = (f"{laps} lap" in gap.lower() if laps else us == _gap_us(gap)) and text.startswith("+")
            case None:
                held = text == "" and known["class_gap_first"] in ("-", "", None)
            case v.Name(text=name) | v.Team(text=name):
                told = {str(known["team"]).casefold(), str(known["best_driver"] or "").casefold()}
                held = text == " ".join(name.split()) and name.casefold() in told
            case v.Names(texts=texts):
                held = [text.casefold() for text in texts] == [
                    one["name"].casefold() for one in known["crew"]
                ]
            case _:
                held = value == car
        if not held:
            yield f"{text!r} in the row of #{car.number}"
