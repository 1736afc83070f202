"""Does a table make sense, and do weighed cars meet it?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from enum import StrEnum

import msgspec

from pitboard.model.bop.comparing import change_of
from pitboard.model.bop.levers import lever_of
from pitboard.model.bop.table import BopModel, BopTable
from pitboard.model.entry import Entry


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """Something that does not fit.

    Attributes:
        wrong: it cannot be meant; else it is to be looked at.
        model, lever: which cell; empty for the table.
        text: what was expected and what was found.
    """

    wrong: bool
    model: str
    lever: str
    text: str

    def __str__(self) -> str:
        place = ", ".join(part for part in (self.model, self.lever) if part)
        return f"{place}: {self.text}" if place else self.text


def check_table(table: BopTable, before: BopTable | None = None) -> tuple[Finding, ...]:
    """Units and bounds, wing angles in order, one refill time for everyone, and reported changes that add up.

    Args:
        table: the version.
        before: the version before it, for its changes; None where there is none.
    """
    found: list[Finding] = []
    for model in table.models:
        found += _bounds(table, model)
        found += _pairs(model)
        found += _changes(table, model, before)
    return (*found, *_refill(table), *_unknown(table))


def _bounds(table: BopTable, model: BopModel) -> Iterable[Finding]:
    for key in table.levers:
        lever, value = lever_of(key), model.cell(key).value
        if lever is not None and value is not None and not lever.low <= value <= lever.high:
            text = f"expected {lever.low} to {lever.high} {lever.unit}".rstrip() + f", was {value}"
            yield Finding(wrong=True, model=model.name, lever=key, text=text)
    count = model.cell("restrictors").value
    if count is not None and count != count.to_integral_value():
        text = f"expected a whole number, was {count}"
        yield Finding(wrong=True, model=model.name, lever="restrictors", text=text)


def _pairs(model: BopModel) -> Iterable[Finding]:
    low, high = (model.cell(f"wing_{end}_deg").value for end in ("min", "max"))
    if low is not None and high is not None and low > high:
        text = f"expected at most wing_max_deg {high}, was {low}"
        yield Finding(wrong=True, model=model.name, lever="wing_min_deg", text=text)
    count, width = model.cell("restrictors"), model.cell("restrictor_mm")
    if (count.value is None) != (width.value is None) and count.applies and width.applies:
        lever = "restrictors" if count.value is None else "restrictor_mm"
        yield Finding(
            wrong=False,
            model=model.name,
            lever=lever,
            text="expected number and width of restrictors, one is missing",
        )


def _changes(table: BopTable, model: BopModel, before: BopTable | None) -> Iterable[Finding]:
    for lever in table.levers:
        cell = model.cell(lever)
        worked_out = change_of(before, model.name, lever, msgspec.structs.replace(cell, change=None))
        if worked_out is not None and cell.change is not None and worked_out != cell.change:
            text = f"expected a change of {worked_out:+f} from the version before, was {cell.change:+f}"
            yield Finding(wrong=True, model=model.name, lever=lever, text=text)


def _unknown(table: BopTable) -> Iterable[Finding]:
    known, of = table.known
    if known < of:
        yield Finding(wrong=False, model="", lever="", text=f"{of - known} of {of} figures are not known")


# ---- the same refill time for everyone -------------------------------------------------------------------------------


def refill_times(table: BopTable) -> dict[str, tuple[Decimal, Decimal]]:
    """Shortest and longest refill time [s] that each model's rounded figures allow: energy / refill rate."""
    times = {}
    for model in table.models:
        energy, rate = model.cell("energy_mj").value, model.cell("refill_mj_per_s").value
        if energy is None or rate is None or rate <= 0 or energy <= 0:
            continue
        slack_e, slack_r = _half_step(energy), _half_step(rate)
        if rate > slack_r:
            times[model.name] = (energy - slack_e) / (rate + slack_r), (energy + slack_e) / (rate - slack_r)
    return times


def _half_step(value: Decimal) -> Decimal:
    # 22.850 stands for anything from 22.8495 to 22.8505.
    exponent = value.as_tuple().exponent
    return Decimal(5).scaleb((exponent if isinstance(exponent, int) else 0) - 1)


def _refill(table: BopTable) -> Iterable[Finding]:
    times = refill_times(table)
    if not times:
        return
    wanted = table.refill_time_s
    if wanted is None:
        # Not said: the time that most rows allow, which is what a regulator means by one time for everyone.
        middles = sorted((low + high) / 2 for low, high in times.values())
        wanted = max(middles, key=lambda one: sum(1 for low, high in times.values() if low <= one <= high))
    for name, (low, high) in times.items():
        if not low <= wanted <= high:
            text = f"expected energy / refill rate = {wanted:.3f} s as for the others, was {(low + high) / 2:.3f} s"
            if table.refill_time_s is not None:
                text = text.replace(" as for the others", "")
            yield Finding(wrong=True, model=name, lever="refill_mj_per_s", text=text)


# ---- cars and rows ---------------------------------------------------------------------------------------------------


def model_of(table: BopTable, entry: Entry) -> BopModel | None:
    """The row of a car: by the names that entry lists use, by its name, then by its make; None where no row, or more than one, fits.

    >>> from pitboard.model.bop.table import BopSource
    >>> table = BopTable(table="GTD", classes=("GTD",), levers=("mass_kg",), models=(BopModel(name="Ferrari"),), source="a",
    ...     sources={})
    >>> car = Entry(entry_id="1", number="1", car_class="GTD", vehicle="Ferrari 296 GT3")
    >>> model_of(table, car).name
    'Ferrari'
    """
    vehicle, make = entry.vehicle.casefold(), entry.manufacturer.casefold()
    names = {model.name: model.name.casefold() for model in table.models}
    for rows in (
        [model for model in table.models if vehicle in [name.casefold() for name in model.vehicles]],
        [model for model in table.models if names[model.name] in (vehicle, make)],
        [model for model in table.models if f"{vehicle} ".startswith(f"{names[model.name]} ")],
    ):
        if rows:
            return rows[0] if len(rows) == 1 else None
    return None


def check_entries(table: BopTable, entries: Sequence[Entry]) -> tuple[Finding, ...]:
    """Cars of the table's classes that no row of it is for."""
    return tuple(
        Finding(
            wrong=True,
            model="",
            lever="",
            text=f"car {entry.number} ({entry.vehicle or entry.manufacturer or 'no car named'}): expected one row of "
            f"{table.table} for it, was none or several",
        )
        for entry in entries
        if entry.car_class in table.classes and model_of(table, entry) is None
    )


class Verdict(StrEnum):
    """What the scales say of a car."""

    OK = "ok"
    UNDER = "under"
    NO_MINIMUM = "no_minimum"
    """The table has a row for the car, but its minimum is not known."""
    NO_ROW = "no_row"
    NO_TABLE = "no_table"
    """No version is in force for its class."""


class Weighing(msgspec.Struct, frozen=True, kw_only=True):
    """A car on the scales.

    Attributes:
        car: number.
        mass_kg: as weighed.
        minimum_kg: of the version in force; None where there is none.
        margin_kg: weighed − minimum.
        model: row of the table; empty where none fits.
        version: the version, in words; empty where none is in force.
        verdict: what follows.
    """

    car: str
    mass_kg: Decimal
    minimum_kg: Decimal | None
    margin_kg: Decimal | None
    model: str
    version: str
    verdict: Verdict


def weigh(entry: Entry, mass_kg: Decimal, table: BopTable | None, version: str) -> Weighing:
    """Compare a weighed car with the table in force for its class."""
    model = model_of(table, entry) if table is not None else None
    minimum = model.cell("mass_kg").value if model is not None else None
    if table is None:
        verdict = Verdict.NO_TABLE
    elif model is None:
        verdict = Verdict.NO_ROW
    elif minimum is None:
        verdict = Verdict.NO_MINIMUM
    else:
        verdict = Verdict.OK if mass_kg >= minimum else Verdict.UNDER
    return Weighing(
        car=entry.number,
        mass_kg=mass_kg,
        minimum_kg=minimum,
        margin_kg=None if minimum is None else mass_kg - minimum,
        model=model.name if model is not None else "",
        version=version,
        verdict=verdict,
    )
