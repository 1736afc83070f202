"""The one style sheet of published pages: colours of the house, plates of the meeting's classes, phone and paper."""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib import resources

from pitboard.model.car_class import CarClass
from pitboard.model.palette import ink_on, palette
from pitboard.publishing.sheets import css_name

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_USED = (
    "ground",
    "ground_alt",
    "ground_head",
    "line",
    "line_strong",
    "text",
    "dim",
    "accent",
    "best",
    "own_best",
    "warn",
)


def style_sheet(classes: Iterable[CarClass]) -> str:
    """The whole style sheet."""
    plain = resources.files("pitboard.publishing").joinpath("style.css").read_text(encoding="utf-8")
    plates = "\n".join(_plate(one) for one in {one.code: one for one in classes}.values())
    return (
        f":root {{\n  color-scheme: light dark;\n{_variables('light')}}}\n"
        f"@media screen and (prefers-color-scheme: dark) {{\n:root {{\n{_variables('dark')}}}\n}}\n"
        f"{plain}\n{plates}\n"
    )


def _variables(theme: str) -> str:
    colours = palette().themes[theme]
    return "".join(f"  --{name.replace('_', '-')}: {colours[name]};\n" for name in _USED)


def _plate(one: CarClass) -> str:
    # A rulebook comes with the log: what is no colour is left out.
    ground = one.colour_on_paper if _COLOUR.fullmatch(one.colour_on_paper) else "#ffffff"
    name = css_name(one.code)
    plate = f".plate-{name} {{ background: {ground}; color: {ink_on(ground)}; }}"
    return f"{plate}\n.line-{name} {{ border-color: {ground}; }}"
