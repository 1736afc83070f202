"""Rows of the grid said to be of one make or team alone, or to be shared: both cars are asked for, not one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pitboard.press.check.claims import Kind, Verdict
from pitboard.press.check.context import Context
from pitboard.press.check.index import Car
from pitboard.press.check.name_words import MAKE_WORDS

_STOP = re.compile(r"[,;:|()](?!\d)")
# `all-Porsche` and `Porsches` are no mentions: a make there names no car, but it says whose the row is.
_LOOSE_MAKE = re.compile(rf"(?<!\w)(?P<make>{'|'.join(MAKE_WORDS)})s?(?!\w)")


@dataclass(frozen=True, slots=True)
class Claimant:
    """Who is said to fill a row, or to stand in it.

    Attributes:
        start: in the plain text.
        cars: entry ids.
        is_make: whether only makes are named.
    """

    start: int
    cars: frozenset[str]
    is_make: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the grid in a sentence.

    Attributes:
        number: 1 for the front row.
        start, end: of its words in the plain text.
        first, last: of the clause that it stands in.
    """

    number: int
    start: int
    end: int
    first: int
    last: int


def row_of(context: Context, number: int, start: int, end: int) -> Row:
    """A row with its clause."""
    lead = _STOP.split(context.reading.folded[context.start : start])[-1]
    tail = _STOP.split(context.reading.folded[end : context.end])[0]
    return Row(number, start, end, start - len(lead), end + len(tail))


def judge_whole_row(context: Context, row: Row) -> bool:
    """Judge a row that one make is said to have for itself; False where the sentence says no such thing."""
    claimants = _claimants(context, row)
    if not _is_whole(context, row, claimants):
        return False
    orders = _orders(context, row.number)
    meant = [keys for code, keys in orders.items() if keys and code in _meant(context, row)]
    clause = context.reading.folded[row.first : row.last]
    plain = not context.has_word("grid", "partly", clause) and not context.has_word(
        "links", "breakers", clause
    )
    cars = frozenset[str]().union(*(c.cars for c in claimants))
    facts = context.index.results_of(context.car(key) for key in (meant[0] if meant else ()))
    if not plain or not claimants or not meant or _is_of_past(context):
        context.add(Kind.GRID, row.start, row.end, Verdict.UNDECIDABLE)
    elif any(keys <= cars and all(c.cars & keys for c in claimants) for keys in meant):
        context.add(Kind.GRID, row.start, row.end, Verdict.TRUE, None, facts)
    elif any(keys and keys <= cars for keys in orders.values()):
        context.add(Kind.GRID, row.start, row.end, Verdict.AMBIGUOUS, _told(context, meant), facts)
    elif len(claimants) == 1 and claimants[0].is_make and not context.has_unsure(clause):
        context.add(Kind.GRID, row.start, row.end, Verdict.WRONG, _told(context, meant), facts)
    else:
        context.add(Kind.GRID, row.start, row.end, Verdict.UNDECIDABLE)
    return True


def is_shared_wrongly(context: Context, row: Row) -> bool:
    """Whether two are said to stand side by side in a row, of whom one does not."""
    clause = context.reading.folded[row.first : row.last]
    claimants = _claimants(context, row)
    if len(claimants) < 2 or not context.has_word("grid", "never", clause):
        return False
    return not any(all(c.cars & keys for c in claimants) for keys in _orders(context, row.number).values())


def _claimants(context: Context, row: Row) -> list[Claimant]:
    """Who is named in the clause of a row, in order."""
    inside = [s for s in context.subjects if row.first <= s.start and s.end <= row.last and s.cars]
    found = [Claimant(s.start, s.cars, all(m.kind == "car" for m in s.mentions)) for s in inside]
    for hit in _LOOSE_MAKE.finditer(context.reading.folded, row.first, row.last):
        known = any(m.start < hit.end() and hit.start() < m.end for s in context.subjects for m in s.mentions)
        cars = frozenset(key for key, car in context.index.cars.items() if hit["make"] in car.makes)
        if not known and cars and context.reading.plain[hit.start()].isupper():
            found.append(Claimant(hit.start(), cars, True))
    return sorted(found, key=lambda claimant: claimant.start)


def _is_whole(context: Context, row: Row, claimants: Sequence[Claimant]) -> bool:
    """`locked out by`, `all Porsche`, `the front row is all`, `tutta la prima fila`."""
    folded = context.reading.folded
    if context.has_word("grid", "whole", folded[row.first : row.last]):
        return True
    every = context.lang.alternatives("grid", "all")
    before = re.compile(rf"(?<![\w'])(?:{every})[ -](?:of )?(?:the |la )?$")
    if any(before.search(folded[row.first : at]) for at in (row.start, *(c.start for c in claimants))):
        return True
    behind = rf" (?:(?:is|was|are|be|will be|e|era|sara|resta) )?(?:{every})(?!\w)"
    return re.match(behind, folded[row.end : row.last]) is not None


def _orders(context: Context, number: int) -> dict[str, frozenset[str]]:
    """The cars of a row: of the whole grid by the empty code, of each class's part of it by the class's."""
    grid = context.index.grid
    found = {"": frozenset(k for k, c in context.index.cars.items() if _row(context, c) == number)}
    for code, order in context.index.classes.items():
        placed = [car for car in order if car.entry.number in grid and car.row.class_position is not None]
        found[code] = frozenset(
            car.entry.entry_id for car in placed if ((car.row.class_position or 0) + 1) // 2 == number
        )
    return found


def _row(context: Context, car: Car) -> int | None:
    place = context.index.grid.get(car.entry.number)
    return place.row if place else None


def _meant(context: Context, row: Row) -> set[str]:
    """The orders that a row may be of: the class named with it, else the whole grid or a class named anywhere near."""
    folded = context.reading.folded
    for mention in context.classes:
        lead, tail = folded[mention.end : row.start], folded[row.end : mention.start]
        if mention.end <= row.start and re.fullmatch(r"(?:'s)?[ -]", lead):
            return {mention.value}
        if row.end <= mention.start and re.fullmatch(
            r" (?:in|of|for|di|del(?:la|l')|nella|per) ?(?:the |la |classe )?", tail
        ):
            return {mention.value}
    return {"", context.topic, *(m.value for m in context.classes)}


def _is_of_past(context: Context) -> bool:
    return context.names_other_year or context.has("record", "edition")


def _told(context: Context, meant: Sequence[frozenset[str]]) -> str:
    """The cars of the rows that may be meant, by number and make."""
    rows = [[car for car in context.index.order if car.entry.entry_id in keys] for keys in meant]
    names = [
        [f"#{car.entry.number} {car.entry.manufacturer or car.entry.vehicle}" for car in cars]
        for cars in rows
    ]
    return " or ".join(dict.fromkeys(" and ".join(cars) for cars in names))
