"""`pitboard`: the verbs, and what happens when one cannot do its work.

Heavy parts (Polars, FastAPI, Typst) are imported by the verb that needs them, so that `pitboard --help` answers at once.
"""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from pitboard import __version__
from pitboard.cli import verbs
from pitboard.errors import PitboardError

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
    try:
        app()
    except PitboardError as error:
        print(f"pitboard: {error}", file=sys.stderr)
        sys.exit(2)
    except BrokenPipeError:
        # The reader of our output has seen enough, as in `pitboard score … | head`.
        sys.stderr.close()
        sys.exit(0)
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
