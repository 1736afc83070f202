"""The palette: one file of colours for the page (CSS), the terminal (Rich), documents (Typst) and charts (Altair)."""

from __future__ import annotations

from functools import cache
from importlib import resources

import msgspec


class FlagColour(msgspec.Struct, frozen=True):
    """A flag's ground and the figures on it, `#rrggbb`."""

    ground: str
    ink: str


class ClassColours(msgspec.Struct, frozen=True):
    """Plates of classes by their order, where a rulebook states no colour; `safe` for colour-blind viewers."""

    plates: tuple[str, ...]
    safe: tuple[str, ...]
    on_paper: tuple[str, ...]
    safe_on_paper: tuple[str, ...]


class ChartColours(msgspec.Struct, frozen=True):
    """Colours of a chart's lines, on dark and on paper."""

    lines: tuple[str, ...]
    lines_on_paper: tuple[str, ...]


class Fonts(msgspec.Struct, frozen=True):
    """The one family and its sizes [px]."""

    sans: str
    fallback: str
    clock_px: int
    heading_px: int
    table_px: int
    dense_px: int
    note_px: int


class Palette(msgspec.Struct, frozen=True):
    """All colours.

    Attributes:
        themes: `dark`, `oled`, `light`: name of a use to `#rrggbb`.
        safe: what differs for colour-blind viewers, on `dark` (OLED too) and `light`.
        flags: by `pitboard.model.flags.Flag`, and `none`.
        ratings: by letter.
    """

    themes: dict[str, dict[str, str]]
    safe: dict[str, dict[str, str]]
    flags: dict[str, FlagColour]
    ratings: dict[str, str]
    classes: ClassColours
    charts: ChartColours
    fonts: Fonts


@cache
def palette() -> Palette:
    """The palette that comes with Pitboard."""
    text = resources.files("pitboard.model").joinpath("palette.toml").read_text(encoding="utf-8")
    return msgspec.toml.decode(text, type=Palette)


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it, 0 to 1.

    >>> luminance("#ffffff")
    1.0
    """

    def linear(channel: str) -> float:
        value = int(channel, 16) / 255
        return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)

    red, green, blue = linear(colour[1:3]), linear(colour[3:5]), linear(colour[5:7])
    return round(0.2126 * red + 0.7152 * green + 0.0722 * blue, 6)


def contrast(one: str, other: str) -> float:
    """Contrast of two colours as WCAG 2.2 defines it, 1 to 21.

    >>> contrast("#000000", "#ffffff")
    21.0
    """
    darker, lighter = sorted((luminance(one), luminance(other)))
    return round((lighter + 0.05) / (darker + 0.05), 2)


def ink_on(ground: str) -> str:
    """Black or white figures, whichever reads better on a plate.

    >>> ink_on("#3f90da"), ink_on("#d22630")
    ('#000000', '#ffffff')
    """
    return max("#000000", "#ffffff", key=lambda ink: contrast(ink, ground))
