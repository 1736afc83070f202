"""Terminal output: consoles, class colours and tables that also read in black and white."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

import typer

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from pitboard.model.rulebook import Rulebook

T = TypeVar("T")


def console(*, stderr: bool = False) -> Console:
    """A console that wraps nothing when its output is not a terminal."""
    from rich.console import Console

    to_file = not (sys.stderr if stderr else sys.stdout).isatty()
    return Console(stderr=stderr, highlight=False, soft_wrap=False, width=160 if to_file else None)


def note(text: str) -> None:
    """Tell the user something that is no result; never on stdout, which scripts read."""
    typer.echo(f"pitboard: {text}", err=True)


def notes(texts: Iterable[str]) -> None:
    """Several notes."""
    for text in texts:
        note(text)


def class_style(rulebook: Rulebook | None, code: str) -> str:
    """Rich style of a class; the code is always written beside it."""
    if rulebook is not None:
        for car_class in rulebook.classes:
            if car_class.code == code:
                return f"bold {car_class.colour}"
    return "bold"


def class_name(rulebook: Rulebook | None, code: str) -> str:
    """A class as people read it, such as `GTD PRO`; the code where the rulebook does not know it."""
    return next((known.name for known in (rulebook.classes if rulebook else ()) if known.code == code), code)


def plate(car: str, style: str) -> Text:
    """A car number in its class's colour."""
    from rich.text import Text

    return Text(car, style=style, justify="right")


@contextmanager
def progress(title: str, total: int) -> Iterator[_Ticker]:
    """A progress bar on stderr for long work; silent where stderr is no terminal."""
    if total < 3 or not sys.stderr.isatty():
        yield _Ticker()
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console(stderr=True), transient=True) as bar:
        task = bar.add_task(title, total=total)
        yield _Ticker(lambda: bar.advance(task))


class _Ticker:
    def __init__(self, step: object = None) -> None:
        self._step = step

    def step(self) -> None:
        """One more done."""
        if callable(self._step):
            self._step()
