"""The terminal board on a real replay: its lines, its keys, and what it costs."""

from __future__ import annotations

import asyncio

import pytest

from pitboard.live.demo import serve_replay
from pitboard.terminal.app import BoardApp
from pitboard.terminal.columns import columns_for
from pitboard.terminal.feed import Event, EventReader, Feed
from pitboard.terminal.view import Choice, matches, next_class, render, shown
from pitboard.wire.board import Board


@pytest.fixture(scope="module")
def feed() -> Feed:
    """A feed at the end of the bundled session, from a server in a thread."""
    import threading

    address: list[str] = []
    ready = threading.Event()
    done = threading.Event()

    def before(_site, where) -> None:
        address.append(where.url)
        ready.set()

    thread = threading.Thread(
        target=serve_replay,
        kwargs={
            "speed": 2000.0,
            "port": 8850,
            "open_browser": False,
            "say": lambda _: None,
            "before": before,
            "on_end": lambda _: done.set(),
        },
        daemon=True,
    )
    thread.start()
    assert ready.wait(10)
    feed = Feed(address[0])
    feed.start()
    assert done.wait(20)
    for _ in range(100):
        if feed.board is not None and _best(feed.board, "31") == "1:32.656":
            break
        threading.Event().wait(0.1)
    return feed


def _best(board: Board, car: str) -> str:
    return next(row.best.time.text for row in board.rows if row.car == car)


def text_of(lines) -> str:
    return "\n".join(line.plain for line in lines)


def test_the_feed_ends_with_the_exact_order(feed: Feed):
    rows = sorted(feed.board.rows, key=lambda row: row.order)

    assert [row.car for row in rows][:5] == ["31", "01", "7", "25", "40"]
    assert [row.car for row in rows][-2:] == ["5", "92"]
    assert len(rows) == 59


def test_a_screen_of_80_by_24_shows_the_first_columns_and_no_line_is_longer(feed: Feed):
    lines = render(feed.board, Choice(), 80, 24)

    assert len(lines) == 24 and all(line.cell_len <= 80 for line in lines)
    assert "1:32.656" in text_of(lines) and "Derani P" in text_of(lines)


def test_wider_screens_show_more_columns(feed: Feed):
    narrow, wide = columns_for(feed.board, 80), columns_for(feed.board, 200)

    assert narrow == wide[: len(narrow)] and wide[-1].title == "Team"


def test_views_choose_rows_and_keep_the_boards_order(feed: Feed):
    board = feed.board
    gtp = next_class(board, Choice())
    lmp2 = next_class(board, gtp)

    assert (gtp.car_class, lmp2.car_class) == ("GTP", "LMP2")
    assert shown(board, gtp)[0].car == "31" and len(shown(board, gtp)) == 10
    grouped = [row.car_class for row in shown(board, Choice(view="by class"))]
    assert [code for i, code in enumerate(grouped) if i == 0 or grouped[i - 1] != code] == [
        "GTP",
        "LMP2",
        "GTDPRO",
        "GTD",
    ]


def test_search_takes_a_number_whole_and_a_name_in_part(feed: Feed):
    assert matches(feed.board, Choice(), "1") == ["1"]
    assert matches(feed.board, Choice(), "#01") == ["01"]
    assert "2" in matches(feed.board, Choice(), "keating")


def test_gaps_from_a_chosen_car_are_differences_of_gaps_on_the_board(feed: Feed):
    lines = text_of(render(feed.board, Choice(anchor="01", view="one class", car_class="GTP"), 120, 24))

    assert "+0.149" in lines and "-0.071" in lines


def test_keys_reach_every_view(feed: Feed):
    async def drive() -> BoardApp:
        app = BoardApp(feed)
        async with app.run_test(size=(100, 30)) as pilot:
            await pilot.press("j", "j", "space", "a", "g", "g")
            assert app.choice.view == "one class"
            await pilot.press("slash", *"keating", "enter")
            assert app.choice.view == "one class"
            await pilot.press("o", "slash", *"keating", "enter")
            await pilot.press("question_mark")
        return app

    app = asyncio.run(drive())
    assert app.choice.favourites == {"01"} and app.choice.anchor == "01"
    assert app.choice.cursor in ("2", "85")


def test_events_come_out_of_lines_however_they_are_named():
    reader = EventReader()
    lines = (": a comment", "id: r.5", "event: patch", "data: {", "data: }", "", "")

    assert [event for line in lines for event in reader.line(line)] == [Event("patch", "{\n}", "r.5")]
