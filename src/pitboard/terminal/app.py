"""The Textual application: draws the newest board twice a second and takes keys."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from typing import ClassVar

from rich.console import Group
from rich.text import Text
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input, Static

from pitboard.terminal.feed import Feed
from pitboard.terminal.view import HELP, VIEWS, Choice, matches, next_class, render, shown
from pitboard.wire.board import Board

DRAW_S = 0.5
STALE_S = 5.0


class BoardApp(App[None]):
    """A session's board."""

    CSS = "Screen { background: #0d0f12; } #board { width: 100%; height: 100%; } #search { dock: bottom; display: none; }"
    ENABLE_COMMAND_PALETTE = False
    AUTO_FOCUS = None
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q", "quit", "leave"),
        Binding("question_mark", "help", "help"),
        Binding("g", "view", "next view"),
        Binding("o", "all", "all cars"),
        Binding("c", "car_class", "next class"),
        Binding("f", "favourites", "favourites"),
        Binding("space", "favourite", "favourite"),
        Binding("a", "anchor", "gaps from car"),
        Binding("slash", "search", "search"),
        Binding("n", "match(1)", "next match"),
        Binding("p", "match(-1)", "last match"),
        Binding("j,down", "move(1)", "down"),
        Binding("k,up", "move(-1)", "up"),
        Binding("pagedown", "move(15)", "page down"),
        Binding("pageup", "move(-15)", "page up"),
        Binding("escape", "close", "close"),
    ]

    def __init__(self, feed: Feed, *, now_s: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self.feed = feed
        self.choice = Choice()
        self._now_s = now_s
        self._needle = ""
        self._help = False
        self._drawn: tuple[object, ...] = ()

    def compose(self) -> ComposeResult:
        """One drawing area and a search line."""
        yield Static(id="board")
        yield Input(placeholder="car, driver or team", id="search")

    def on_mount(self) -> None:
        """Start following and drawing."""
        self.set_interval(DRAW_S, self.draw)
        self.draw()

    def on_resize(self) -> None:
        """Another size shows other columns."""
        self.draw()

    @property
    def board(self) -> Board | None:
        """The newest board."""
        return self.feed.board

    def draw(self) -> None:
        """Draw, if anything changed since the last time."""
        board, note = self.board, self._note()
        state = (id(board), self.choice, note, self._help, self.size)
        if state == self._drawn:
            return
        self._drawn = state
        if board is None:
            content: Group | Text = Text(note or f"Waiting for {self.feed.url} …")
        elif self._help:
            content = Group(*(Text(line) for line in HELP))
        else:
            content = Group(*render(board, self.choice, self.size.width, self.size.height, note=note))
        self.query_one("#board", Static).update(content)

    def _note(self) -> str:
        if not self.feed.connected and self.feed.problem:
            return f"not connected: {self.feed.problem}"
        silent_s = self._now_s() - self.feed.heard_s
        return f"no data for {silent_s:.0f} s" if silent_s > STALE_S and self.board is not None else ""

    def _choose(self, **changes: object) -> None:
        self.choice = replace(self.choice, **changes)  # type: ignore[arg-type]
        self.draw()

    def action_view(self) -> None:
        """Next view."""
        view = VIEWS[(VIEWS.index(self.choice.view) + 1) % len(VIEWS)]
        if view == "one class" and not self.choice.car_class and self.board is not None:
            self.choice = next_class(self.board, self.choice)
            self.draw()
            return
        self._choose(view=view, top=0)

    def action_all(self) -> None:
        """All cars."""
        self._choose(view="all", top=0)

    def action_favourites(self) -> None:
        """Favourites only."""
        self._choose(view="favourites", top=0)

    def action_car_class(self) -> None:
        """Next class."""
        if self.board is not None:
            self.choice = next_class(self.board, self.choice)
            self.draw()

    def action_favourite(self) -> None:
        """Make the car under the cursor a favourite, or no longer."""
        if self.choice.cursor:
            self._choose(favourites=self.choice.favourites ^ {self.choice.cursor})

    def action_anchor(self) -> None:
        """Tell gaps from the car under the cursor, or from nobody again."""
        self._choose(anchor="" if self.choice.anchor == self.choice.cursor else self.choice.cursor)

    def action_move(self, step: int) -> None:
        """Move the cursor."""
        if self.board is None:
            return
        ids = [row.entry_id for row in shown(self.board, self.choice)]
        if ids:
            now = ids.index(self.choice.cursor) if self.choice.cursor in ids else (-1 if step > 0 else 0)
            self._choose(cursor=ids[max(0, min(len(ids) - 1, now + step))])

    def action_search(self) -> None:
        """Open the search line."""
        search = self.query_one("#search", Input)
        search.display = True
        search.focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go to the first match."""
        self._needle = event.value
        self.action_close()
        self.action_match(0)

    def action_match(self, step: int) -> None:
        """Go to the next match, or the one before."""
        found = matches(self.board, self.choice, self._needle) if self.board is not None else []
        if found:
            now = found.index(self.choice.cursor) if self.choice.cursor in found else 0
            self._choose(cursor=found[(now + step) % len(found)])

    def action_help(self) -> None:
        """Show or hide the help."""
        self._help = not self._help
        self.draw()

    def action_close(self) -> None:
        """Close help and search."""
        self._help = False
        search = self.query_one("#search", Input)
        search.value = ""
        search.display = False
        self.set_focus(None)
        self.draw()
