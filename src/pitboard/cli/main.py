"""`pitboard`: the verbs, and what happens when one cannot do its work.

Heavy parts (Polars, FastAPI, Typst) are imported by the verb that needs them, so that `pitboard --help` answers at once.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from io import TextIOWrapper
from typing import Annotated

import typer

from pitboard import __version__
from pitboard.cli import verbs
from pitboard.errors import PitboardError

LONGEST_NAME = 200
"""Characters of a file's name that an error shows."""

app = typer.Typer(
    name="pitboard",
    help="Open timing, scoring, results and race analysis for multi-class endurance racing.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
verbs.register(app)


@app.callback(invoke_without_command=True)
def _root(
    version: Annotated[bool, typer.Option("--version", help="Print the version and stop.")] = False,
) -> None:
    if version:
        typer.echo(f"pitboard {__version__}")
        raise typer.Exit


def main() -> None:
    """Run the command line. Whatever Pitboard can explain ends with exit code 2 and one clear message."""
    for stream in (sys.stdout, sys.stderr):
        # A console with a code page of its own, as on Windows, shows `?` for what it lacks; nothing fails for it.
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        app()
        sys.stdout.flush()
    except PitboardError as error:
        print(f"pitboard: {error}", file=sys.stderr)
        sys.exit(2)
    except BrokenPipeError:
        # The reader of our output has seen enough, as in `pitboard score … | head`.
        sys.stderr.close()
        sys.exit(0)
    except OSError as error:
        where = f"{str(error.filename)[-LONGEST_NAME:]}: " if error.filename else ""
        print(f"pitboard: {where}cannot be read or written: {error.strerror or error}", file=sys.stderr)
        _forget_output()
        sys.exit(2)
    except KeyboardInterrupt:
        sys.exit(130)


def _forget_output() -> None:
    """What a full disk did not take is not tried again at exit."""
    with suppress(OSError):
        sys.stdout.close()


if __name__ == "__main__":
    main()
