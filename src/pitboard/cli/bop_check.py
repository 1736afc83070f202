"""`pitboard bop check`: does a table make sense, has each car a row, and do weighed cars meet it?"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pitboard.cli.console import console, note

if TYPE_CHECKING:
    from rich.table import Table

    from pitboard.model.bop import BopVersion, Finding, Weighing
    from pitboard.sessions.scored import Scored

AsJson = Annotated[bool, typer.Option("--json", help="JSON instead of text.")]


def check(
    table: Annotated[
        str,
        typer.Argument(
            metavar="[TABLE]",
            help="TOML or CSV file, bundled table or LOG.pitboard[#REF]; else what binds --session.",
        ),
    ] = "",
    weights: Annotated[
        Path | None,
        typer.Option("--weights", help="CSV with the columns car and mass_kg: cars on the scales."),
    ] = None,
    session: Annotated[
        str,
        typer.Option(
            "--session", help="Session whose entry list and tables in force count, as `score` takes it."
        ),
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Check a table (units, bounds, refill time, changes, a row for each car), or weighed cars. Exit 1 if something is wrong."""
    from pitboard.errors import UsageError

    if not table and not session:
        raise UsageError("expected a TABLE, or --session SESSION for what binds it")
    if weights is not None and not session:
        raise UsageError("--weights: expected --session too, which has the entry list")
    if weights is not None:
        wrong = _check_weights(table, weights, session, as_json=as_json)
    else:
        wrong = _check_tables(table, session, as_json=as_json)
    if wrong:
        raise typer.Exit(1)


def _check_tables(selector: str, session: str, *, as_json: bool) -> bool:
    import msgspec

    from pitboard.model.bop import check_entries, check_table
    from pitboard.sessions.bop import find_version, previous_of

    scored = _scored(session) if session else None
    versions: tuple[BopVersion, ...]
    if selector:
        which, versions = find_version(selector)
        wanted = [which]
    else:
        wanted, versions = _binding(scored)
    found: list[Finding] = []
    for which in wanted:
        before = previous_of(versions, which)
        found += check_table(which.table, before.table if before is not None else None)
        if scored is not None:
            found += check_entries(which.table, [car.entry for car in scored.state.cars.values()])
    if as_json:
        sys.stdout.write(msgspec.json.encode(found).decode() + "\n")
    else:
        for one in found:
            typer.echo(f"{'wrong' if one.wrong else 'note':<6} {one}")
        wrong = sum(1 for one in found if one.wrong)
        note(f"{', '.join(which.name for which in wanted)}: {wrong or 'nothing'} wrong")
    return any(one.wrong for one in found)


def _scored(session: str) -> Scored:
    from pitboard.sessions.opened import open_session
    from pitboard.sessions.scored import score

    return score(open_session(session))


def _binding(scored: Scored | None) -> tuple[list[BopVersion], tuple[BopVersion, ...]]:
    from pitboard.errors import UsageError
    from pitboard.sessions.bop import bop_in_force, versions_for

    force = bop_in_force(scored) if scored is not None else None
    if scored is None or force is None:
        raise UsageError("no Balance of Performance table is in force for this session")
    return [standing.version for standing in force.versions], versions_for(scored.opened)


def _check_weights(selector: str, path: Path, session: str, *, as_json: bool) -> bool:
    import msgspec

    from pitboard.model.bop import Verdict
    from pitboard.sessions.bop import bop_in_force, find_version
    from pitboard.sessions.weighing import read_weights, weigh_cars

    weights = read_weights(path)
    scored = _scored(session)
    entries = [car.entry for car in scored.state.cars.values()]
    if not selector:
        done = weigh_cars(weights, entries, bop_in_force(scored))
    else:
        which, _ = find_version(selector)
        done = weigh_cars(weights, entries, None, which.table, name=which.name)
    if as_json:
        sys.stdout.write(msgspec.json.encode(done).decode() + "\n")
    else:
        console().print(_weighed(done))
    return any(one.verdict is Verdict.UNDER for one in done)


def _weighed(done: tuple[Weighing, ...]) -> Table:
    from rich.table import Table
    from rich.text import Text

    words = {
        "ok": "ok",
        "under": "UNDER",
        "no_minimum": "minimum not known",
        "no_row": "no row for this car",
        "no_table": "no table for this class",
    }
    grid = Table(box=None, header_style="dim", pad_edge=False)
    for name in ("car", "kg", "minimum", "margin"):
        grid.add_column(name, justify="right")
    for name in ("check", "model", "version"):
        grid.add_column(name)
    for one in done:
        low = "" if one.minimum_kg is None else f"{one.minimum_kg:f}"
        margin = "" if one.margin_kg is None else f"{one.margin_kg:+f}"
        style = "bold red" if one.verdict.value == "under" else ""
        texts = (one.car, f"{one.mass_kg:f}", low, margin, words[one.verdict.value], one.model, one.version)
        grid.add_row(*(Text(text, style=style) for text in texts))
    return grid
