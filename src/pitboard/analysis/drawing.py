"""What all charts share: their words, their look, and how they become SVG and PNG."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pitboard.errors import UsageError

if TYPE_CHECKING:
    import altair as alt

INK = "#1c1f24"
FAINT = "#8a9099"
SERIES = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#7a5c00")
"""Okabe and Ito's colours for readers of every sight, the yellow darkened for white paper."""
WIDTH = 640
FONT = "Inter"
PNG_SCALE = 2.0


@dataclass(frozen=True)
class ChartWords:
    """What a language puts into a chart.

    Attributes:
        time: a lap time [µs] as that language prints it.
        gap: a time behind [µs] as that language prints it.
        seconds, lap, sector: names of axes.
        decimal: the mark between seconds and tenths.
    """

    time: Callable[[int], str]
    gap: Callable[[int], str]
    seconds: str
    lap: str
    sector: str
    decimal: str


def styled(chart: alt.TopLevelMixin) -> dict[str, Any]:
    """A chart with the house's look, as Vega-Lite."""
    spec: dict[str, Any] = chart.to_dict()
    # Nothing in a chart asks for another place.
    spec.pop("$schema", None)
    # For those who cannot see it.
    spec["description"] = spec.get("title", "")
    spec["background"] = "white"
    spec["padding"] = 12
    spec["config"] = {
        "font": FONT,
        "view": {"stroke": None},
        "title": {"anchor": "start", "fontSize": 15, "fontWeight": 600, "color": INK, "offset": 10},
        "axis": {
            "labelColor": INK,
            "titleColor": INK,
            "labelFontSize": 11,
            "titleFontSize": 11,
            "titleFontWeight": "normal",
            "gridColor": "#e6e8eb",
            "domainColor": FAINT,
            "tickColor": FAINT,
            "labelLimit": 260,
        },
        "text": {"color": INK, "fontSize": 11},
        "legend": {"labelFontSize": 11, "titleFontSize": 11, "labelColor": INK, "labelLimit": 260},
    }
    return spec


def number_labels(words: ChartWords) -> str:
    """How an axis prints its numbers: with the language's decimal mark."""
    return f"replace(format(datum.value, '~g'), '.', '{words.decimal}')"


def svg(spec: dict[str, Any], fonts: Path) -> str:
    """A chart as SVG; the same chart gives the same text.

    Raises:
        UsageError: the drawing engine is not installed.
    """
    return str(_engine(fonts).vegalite_to_svg(spec))


def png(spec: dict[str, Any], fonts: Path) -> bytes:
    """A chart as PNG, two dots a point.

    Raises:
        UsageError: the drawing engine is not installed.
    """
    return bytes(_engine(fonts).vegalite_to_png(spec, scale=PNG_SCALE))


def _engine(fonts: Path) -> Any:
    try:
        import vl_convert
    except ImportError:
        raise UsageError("pictures need vl-convert: pip install 'pitboard[press]'") from None
    vl_convert.register_font_directory(str(fonts))
    return vl_convert


def altair() -> Any:
    """The library that charts are written in.

    Raises:
        UsageError: it is not installed.
    """
    try:
        import altair as alt
    except ImportError:
        raise UsageError("pictures need Altair: pip install 'pitboard[press]'") from None
    return alt
