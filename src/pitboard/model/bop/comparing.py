"""What differs between two versions of a table, figure by figure."""

from __future__ import annotations

from decimal import Decimal

import msgspec

from pitboard.model.bop.levers import order_of
from pitboard.model.bop.table import BopCell, BopTable


class BopChange(msgspec.Struct, frozen=True, kw_only=True):
    """One figure that differs.

    Attributes:
        model, lever: which.
        before, after: the cells; None where the model or the lever is not in that version.
        change: after − before where both are known, else as it was reported; None where nobody says.
    """

    model: str
    lever: str
    before: BopCell | None
    after: BopCell | None
    change: Decimal | None


def diff_tables(before: BopTable, after: BopTable) -> tuple[BopChange, ...]:
    """Every figure that differs; sources and notes are not figures."""
    levers = sorted({*before.levers, *after.levers}, key=order_of)
    names = list(dict.fromkeys([model.name for model in (*after.models, *before.models)]))
    found = []
    for name in names:
        old, new = before.model(name), after.model(name)
        for lever in levers:
            was = old.cell(lever) if old is not None and lever in before.levers else None
            now = new.cell(lever) if new is not None and lever in after.levers else None
            # Twice the same report of a figure that nobody gave is the same table, not two changes.
            told = was.change if was is not None else None
            reported = now is not None and now.value is None and now.change not in (None, told)
            if reported or _figure(was) != _figure(now):
                found.append(
                    BopChange(model=name, lever=lever, before=was, after=now, change=_told(was, now))
                )
    return tuple(found)


def change_of(before: BopTable | None, model: str, lever: str, cell: BopCell) -> Decimal | None:
    """The change of a figure: from the version before where both are known, else as it was reported."""
    old = before.model(model) if before is not None else None
    if old is not None:
        known = _difference(old.cell(lever), cell)
        if known is not None:
            return known
    return cell.change


def _told(before: BopCell | None, after: BopCell | None) -> Decimal | None:
    known = _difference(before, after)
    return known if known is not None or after is None else after.change


def _figure(cell: BopCell | None) -> tuple[Decimal | None, bool] | None:
    return None if cell is None or (cell.value is None and cell.applies) else (cell.value, cell.applies)


def _difference(before: BopCell | None, after: BopCell | None) -> Decimal | None:
    if before is None or after is None or before.value is None or after.value is None:
        return None
    return after.value - before.value
