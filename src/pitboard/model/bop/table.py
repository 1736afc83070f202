"""A Balance of Performance table: models, levers, and where each figure is from."""

from __future__ import annotations

import hashlib
from decimal import Decimal
from enum import StrEnum
from functools import cache

import msgspec

MODELS_MAX = 200
TEXT_MAX = 2000


class Provenance(StrEnum):
    """Who says so."""

    OFFICIAL = "official"
    PRESS = "press"
    COMMUNITY = "community"
    OWN = "own"


class BopSource(msgspec.Struct, frozen=True, omit_defaults=True):
    """A source that cells name.

    Attributes:
        kind: who says so.
        text: which document, page or person.
    """

    kind: Provenance
    text: str


class BopCell(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One figure.

    Attributes:
        value: the figure; None where it is not known or does not apply.
        change: to the version before, where only this, or this too, was reported.
        applies: False for a lever that this model has not.
        source: key of the table's sources; empty for the table's own.
        note: what else was said of it, such as `more; how much was not reported`.
    """

    value: Decimal | None = None
    change: Decimal | None = None
    applies: bool = True
    source: str = ""
    note: str = ""


UNKNOWN = BopCell()


class BopModel(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One model of car.

    Attributes:
        name: as the table prints it.
        vehicles: as entry lists name it, where they name it otherwise.
        cells: by lever; a lever that is not there is not known.
        note: of the whole row.
    """

    name: str
    vehicles: tuple[str, ...] = ()
    cells: dict[str, BopCell] = {}
    note: str = ""

    def cell(self, lever: str) -> BopCell:
        """The figure of a lever; `UNKNOWN` where nothing was said."""
        return self.cells.get(lever, UNKNOWN)


class BopTable(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """The content of one version. Its life (draft, provisional, …) is not part of it: see `BopVersion`.

    Attributes:
        table: its name, such as `GTD`; versions of one name follow one another.
        classes: class codes it is for.
        levers: its columns, in order.
        models: its rows, in order.
        source: key of the source of every cell that names no other.
        sources: by key.
        bulletin: number as published; empty where it is not known.
        title, series, meeting: as documents print them.
        season: year; None where it is for several.
        v1_kmh, v2_kmh: road speeds that `power_v1_percent` and `power_v2_percent` are for; None where not said.
        refill_time_s: time in which every model refills its stint energy [s]; None where the table sets none.
        notice_days: how many days before it takes effect a version has to be issued; None where nobody says.
        author, reason: who made it and why.
        note: what else is to be said.
    """

    table: str
    classes: tuple[str, ...]
    levers: tuple[str, ...]
    models: tuple[BopModel, ...]
    source: str
    sources: dict[str, BopSource]
    bulletin: str = ""
    title: str = ""
    series: str = ""
    season: int | None = None
    meeting: str = ""
    v1_kmh: int | None = None
    v2_kmh: int | None = None
    refill_time_s: Decimal | None = None
    notice_days: int | None = None
    author: str = ""
    reason: str = ""
    note: str = ""

    def model(self, name: str) -> BopModel | None:
        """The row of a model."""
        return next((model for model in self.models if model.name == name), None)

    def source_of(self, cell: BopCell) -> BopSource:
        """Where a cell is from."""
        return self.sources[cell.source or self.source]

    @property
    def known(self) -> tuple[int, int]:
        """How many figures are known, of how many."""
        cells = [model.cell(lever) for model in self.models for lever in self.levers]
        return sum(1 for cell in cells if cell.value is not None or not cell.applies), len(cells)


_ENCODER = msgspec.json.Encoder(order="sorted")
_DECODER = msgspec.json.Decoder(BopTable)


def canonical(table: BopTable) -> str:
    """The table as the text whose hash names the version."""
    return _ENCODER.encode(table).decode()


def sha256_of(table: BopTable) -> str:
    """The hash that names the content."""
    return hashlib.sha256(canonical(table).encode()).hexdigest()


@cache
def from_text(text: str) -> BopTable:
    """A table from its canonical text.

    Raises:
        msgspec.ValidationError: it is none.
    """
    return _DECODER.decode(text)
