"""What a report may say of a session, read off the engine's results without the report's own code.

`faults` takes a report apart: every fact it names must exist; every value must be what the results hold for the cars and
laps of those facts; every figure and every number in words of the text must be one of the values.
"""

from __future__ import annotations

from collections.abc import Iterator

from pitboard.bundled.poles import class_poles
from pitboard.model import facts as f
from pitboard.press.report import values as v
from pitboard.press.report.language import Language
from pitboard.press.report.writing import Report
from pitboard.times import parse_time
from tests.press.truth_counts import CLAIMS, COUNTS, TALLIES, in_a_row
from tests.press.truth_session import Cited, Truth, cautions
from tests.press.truth_text import text_faults


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
            return us == sum(one.duration_us or 0 for one in cautions(truth))
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
        return n == max(years) - in_a_row(statement, cited) + 1
    return n == max(years)


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
