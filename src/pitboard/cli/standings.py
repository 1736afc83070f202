"""`pitboard standings`: championship tables of a season."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from pitboard.cli.console import class_style, console, notes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pitboard.scoring.standings import Chance, Standing
    from pitboard.sessions.season import Season


def standings(
    season: Annotated[
        str, typer.Argument(metavar="SEASON.toml", help="Season file: rounds, guests, adjustments.")
    ],
    title: Annotated[str, typer.Option("--title", help="Only drivers, teams or manufacturers.")] = "",
    car_class: Annotated[str, typer.Option("--class", help="Only this class.")] = "",
    cup: Annotated[
        bool, typer.Option("--cup", help="The endurance cup instead of the championship.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="JSON instead of tables.")] = False,
) -> None:
    """Print the standings of a season, and what each needs when one round is to come."""
    from pathlib import Path

    from pitboard.errors import UsageError
    from pitboard.sessions.season import open_season

    if title not in ("", "drivers", "teams", "manufacturers"):
        raise UsageError(f"--title: expected drivers, teams or manufacturers, was {title!r}")
    opened = open_season(Path(season))
    notes(opened.notes)
    lines = [
        line
        for line in (opened.cup_standings if cup else opened.standings)
        if title in ("", line.title) and car_class in ("", line.car_class)
    ]
    if as_json:
        import msgspec

        from pitboard.wire.standings import season_line

        sys.stdout.write(msgspec.json.encode(season_line(opened, lines)).decode() + "\n")
        return
    tables: dict[tuple[str, str], list[Standing]] = {}
    for line in lines:
        tables.setdefault((line.title, line.car_class), []).append(line)
    for key, table in tables.items():
        _print(opened, table, () if cup else opened.chances(*key))


def _print(season: Season, table: Sequence[Standing], needs: Sequence[Chance]) -> None:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    first = table[0]
    rounds = [
        name for name in season.rounds if any(name == part for line in table for part, _ in line.by_round)
    ]
    shown = Table(
        title=f"{season.file.name} · {first.title} · {first.car_class or 'overall'}",
        title_justify="left",
        box=box.SIMPLE_HEAD,
    )
    for column in ("P", "Car" if first.title == "teams" else "", "Name", "Points", *rounds, "Tie"):
        shown.add_column(column, justify="left" if column in ("Name", "Tie") else "right", no_wrap=True)
    for line in table:
        got = dict(line.by_round)
        shown.add_row(
            str(line.position),
            Text(
                line.who if first.title == "teams" else "", style=class_style(season.rulebook, line.car_class)
            ),
            Text(line.name),
            f"{line.points:f}",
            *(f"{got[name]:f}" if name in got else "–" for name in rounds),
            line.tie.replace("_", " "),
        )
    console().print(shown)
    for chance in needs:
        if chance.alive:
            typer.echo(f"  {chance.called} ({chance.points:f}) {chance.text}")
    for line in table:
        for award in line.awards:
            if award.what == "adjustment":
                typer.echo(f"  {line.name}: {award.points:+f} {award.round}: {award.why}")
