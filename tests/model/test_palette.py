"""The palette can be read: contrast on every theme, and the page's CSS is made from it."""

import pytest

from pitboard.model.flags import Flag
from pitboard.model.palette import contrast, palette
from tools import palette as tool

GROUNDS = ("ground", "ground_alt", "ground_head", "ground_lift", "line", "line_strong", "accent_ground")


def themes():
    colours = palette()
    for name, theme in colours.themes.items():
        yield name, theme
        yield f"{name}, safe", theme | colours.safe["light" if name == "light" else "dark"]


@pytest.mark.parametrize(("name", "theme"), list(themes()))
def test_every_text_colour_reads_on_every_ground_it_stands_on(name, theme):
    for use, colour in theme.items():
        if use in GROUNDS:
            continue
        for ground in ("ground", "ground_alt", "ground_head", "accent_ground"):
            assert contrast(colour, theme[ground]) >= 4.5, f"{name}: {use} on {ground}"


def test_every_flag_has_a_colour_and_figures_that_read_on_it():
    flags = palette().flags

    assert set(flags) == {flag.value for flag in Flag} | {"none"}
    assert all(contrast(flag.ground, flag.ink) >= 4.5 for flag in flags.values())


def test_the_css_is_generated_from_the_palette():
    assert tool.TARGET.read_text(encoding="utf-8") == tool.generate(), "run python -m tools.palette"
