"""The numbers that charts draw are the engine's; the same session gives the same picture."""

from __future__ import annotations

from pathlib import Path

import pytest

from pitboard.analysis.drawing import ChartWords, png, svg
from pitboard.analysis.gap_bars import gap_bars, gap_chart
from pitboard.analysis.grid_rows import grid_boxes, grid_chart
from pitboard.analysis.lap_times import SHOWN, lap_points, lap_time_chart
from pitboard.analysis.sector_bars import CARS, sector_bars, sector_chart
from pitboard.sessions.opened import open_session
from pitboard.sessions.scored import Scored, score
from pitboard.times import format_time, parse_time
from pitboard.wire.score import score_line

FONTS = Path(__file__).resolve().parents[2] / "src" / "pitboard" / "documents" / "fonts"
WORDS = ChartWords(
    time=format_time,
    gap=lambda us: f"+{format_time(us)}",
    seconds="seconds",
    lap="lap",
    sector="Sector",
    decimal=".",
)


@pytest.fixture(scope="module")
def roar() -> Scored:
    return score(open_session("roar-2024-q"))


def test_gap_bars_are_the_gaps_of_the_classification(roar: Scored) -> None:
    rows = [row for row in score_line(roar).rows if row.car_class == "GTP" and row.best_time_us is not None]

    bars = gap_bars(roar, "GTP", WORDS)

    assert [bar.car for bar in bars] == [f"#{row.car} {row.best_driver}" for row in rows]
    assert [round(bar.gap_s * 1_000_000) for bar in bars] == [
        row.best_time_us - 92_656_000 for row in rows if row.best_time_us is not None
    ]
    assert bars[0].text == "1:32.656"
    assert bars[1].text == "+0.071"


def test_sectors_of_a_best_lap_add_up_to_it(roar: Scored) -> None:
    bars = sector_bars(roar, "GTP", WORDS)

    times: dict[str, int] = {}
    for bar in bars:
        times[bar.car] = times.get(bar.car, 0) + parse_time(bar.text)
    assert times["#31 Pipo Derani"] == 92_656_000
    assert len(times) == CARS
    assert [min(bar.behind_s for bar in bars if bar.sector == sector) for sector in (1, 2, 3)] == [0, 0, 0]


def test_lap_times_leave_out_laps_that_tell_of_no_pace(roar: Scored) -> None:
    points = lap_points(roar, "GTP")

    assert min(point.time_s for point in points) == 92.656
    assert max(point.time_s for point in points) <= 92.656 * SHOWN
    assert len({point.car for point in points}) == 5


def test_every_car_stands_once_on_the_grid(roar: Scored) -> None:
    boxes = grid_boxes(roar, WORDS)

    assert sorted(box.place for box in boxes) == list(range(1, 60))
    assert len({box.car for box in boxes}) == 59
    assert boxes[0].car == "#31"
    assert boxes[0].text == "Pipo Derani  1:32.656"


def test_a_class_that_did_not_run_has_no_chart(roar: Scored) -> None:
    assert gap_chart(roar, "LMP3", WORDS, "") is None
    assert sector_chart(roar, "LMP3", WORDS, "") is None
    assert lap_time_chart(roar, "LMP3", WORDS, "") is None


@pytest.mark.slow
def test_pictures_are_drawn_and_the_same_again(roar: Scored) -> None:
    for chart in (
        gap_chart(roar, "GTP", WORDS, "Gaps & more"),
        sector_chart(roar, "GTP", WORDS, "Sectors"),
        lap_time_chart(roar, "GTP", WORDS, "Lap times"),
        grid_chart(roar, WORDS, "Grid"),
    ):
        assert chart is not None
        drawn = svg(chart, FONTS)
        assert drawn.startswith("<svg")
        assert "Derani" in drawn
        assert drawn == svg(chart, FONTS)
        picture = png(chart, FONTS)
        assert picture.startswith(b"\x89PNG")
        assert picture == png(chart, FONTS)
