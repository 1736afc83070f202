"""The pictures that go with a report, as SVG and PNG, with their words in its language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any

import msgspec

from pitboard.analysis.drawing import ChartWords, png, svg
from pitboard.analysis.gap_bars import gap_chart
from pitboard.analysis.grid_rows import grid_chart
from pitboard.analysis.lap_times import SHOWN, lap_time_chart
from pitboard.analysis.sector_bars import sector_chart
from pitboard.errors import UsageError
from pitboard.press.report.context import Context
from pitboard.press.report.language import Language
from pitboard.press.report.values import ClassName, Margin
from pitboard.sessions.scored import Scored

_NOT_IN_NAMES = re.compile(r"[^a-z0-9]+")


class Picture(msgspec.Struct, frozen=True, kw_only=True):
    """One picture.

    Attributes:
        name: of its file, without its ending.
        title: what it shows, also for those who cannot see it.
        spec: the chart as Vega-Lite.
    """

    name: str
    title: str
    spec: dict[str, Any]

    def svg(self) -> str:
        """The picture as SVG."""
        return svg(self.spec, _fonts())

    def png(self) -> bytes:
        """The picture as PNG."""
        return png(self.spec, _fonts())


def pictures(scored: Scored, language: str = "en") -> Iterator[Picture]:
    """Gap bars and sectors of each class, the lap times of the leading one, the grid where the session sets one.

    Raises:
        UsageError: no such language, or the libraries are not installed.
    """
    spoken = Language(language)
    about = Context(scored)
    words = _words(spoken)
    race = scored.state.plan.kind.is_race
    for code in about.ran:
        for key, chart in (("gaps", gap_chart), ("sectors", sector_chart)):
            named = f"race-{key}" if race and key == "gaps" else key
            title = _title(spoken, named, about, code)
            yield from _picture(f"{key}-{code}", title, chart(scored, code, words, title))
    leader = next((row.car_class for row in scored.rows if row.car_class in about.ran), None)
    if leader is not None:
        title = _title(spoken, "lap-times", about, leader)
        yield from _picture(f"lap-times-{leader}", title, lap_time_chart(scored, leader, words, title))
    if about.is_pole:
        title = spoken.word("picture-grid")
        yield from _picture("grid", title, grid_chart(scored, words, title))


def write_pictures(scored: Scored, language: str, folder: Path) -> list[Path]:
    """Write every picture as SVG and PNG; each file is whole or not there.

    Returns:
        The files.

    Raises:
        UsageError: the folder cannot be written, no such language, or the libraries are not installed.
    """
    paths = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for picture in pictures(scored, language):
            for ending, made in (("svg", picture.svg().encode()), ("png", picture.png())):
                path = folder / f"{picture.name}.{ending}"
                part = path.with_name(f"{path.name}.part")
                part.write_bytes(made)
                part.replace(path)
                paths.append(path)
    except OSError as error:
        raise UsageError(f"{error.filename or folder}: cannot be written: {error.strerror}") from None
    return paths


def _picture(name: str, title: str, spec: dict[str, Any] | None) -> Iterator[Picture]:
    if spec is not None:
        yield Picture(name=_NOT_IN_NAMES.sub("-", name.lower()).strip("-"), title=title, spec=spec)


def _title(language: Language, key: str, about: Context, code: str) -> str:
    variables = language.renderer.variables({"class": ClassName(text=about.class_name(code))})
    variables["limit"] = round(SHOWN * 100)
    return language.word(f"picture-{key}", variables)


def _words(language: Language) -> ChartWords:
    return ChartWords(
        time=language.renderer.time,
        gap=lambda us: language.renderer.compact(Margin(us=us)),
        seconds=language.word("picture-seconds"),
        lap=language.word("picture-lap"),
        sector=language.word("picture-sector"),
        decimal="." if language.code == "en" else ",",
    )


def _fonts() -> Path:
    return Path(str(resources.files("pitboard.documents"))) / "fonts"
