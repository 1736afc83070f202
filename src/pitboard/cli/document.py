"""`pitboard document`: official sheets as PDF, and the same tables as CSV, JSON and Excel."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

SEVERAL = 20
"""From so many files on, compilers side by side pay."""


def document(
    session: Annotated[
        str, typer.Argument(metavar="SESSION", help="Laps file, FILE.pitboard[#ID] or a bundled name.")
    ],
    kind: Annotated[
        list[str] | None, typer.Option("--kind", help="Kind of document, such as classification; repeatable.")
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="The whole set.")] = False,
    status: Annotated[
        str,
        typer.Option(
            "--status",
            help="Which issued result: live, unofficial, provisional, official or amended; else the newest.",
        ),
    ] = "",
    lang: Annotated[str, typer.Option("--lang", help="en, it, de, fr or es.")] = "en",
    paper: Annotated[str, typer.Option("--paper", help="A4 or letter.")] = "A4",
    out: Annotated[Path, typer.Option("-o", "--out", help="Folder for the files.")] = Path("documents"),
    formats: Annotated[
        str, typer.Option("--format", help="pdf, csv, json, xlsx; several with commas.")
    ] = "pdf",
    club: Annotated[
        Path | None, typer.Option("--club", help="TOML file with the club's name, logo and colour.")
    ] = None,
    season: Annotated[
        Path | None, typer.Option("--season", help="SEASON.toml, for the standings after this session.")
    ] = None,
    rulebook: Annotated[
        str, typer.Option("--rulebook", help="Rulebook by name or path; else the session's own.")
    ] = "",
) -> None:
    """Print official documents of a session. What was not issued is marked 'live'."""
    from pitboard.cli.console import note, notes, progress
    from pitboard.documents.catalogue import kind_of, kinds_for
    from pitboard.documents.club import Club
    from pitboard.documents.job import LIVE, make_job
    from pitboard.documents.produce import produce
    from pitboard.documents.words import Words
    from pitboard.errors import UsageError
    from pitboard.sessions.opened import OpenOptions, open_session
    from pitboard.sessions.season import open_season

    if bool(kind) == everything:
        raise UsageError("expected --kind KIND or --all")
    wanted = [kind_of(key) for key in kind or ()]
    opened = open_session(session, OpenOptions(rulebook=rulebook))
    notes(opened.notes)
    job = make_job(
        opened,
        status=status,
        words=Words(lang),
        club=Club.read(club) if club is not None else None,
        season=open_season(season) if season is not None else None,
    )
    if status not in ("", job.stage):
        note(f"{opened.name}: no {status} result was issued; the documents are marked {LIVE}")
    chosen = list(kinds_for(job)) if everything else wanted
    names = [name.strip() for name in formats.split(",") if name.strip()]
    cars = sum(1 for car in job.scored.state.cars.values() if car.laps)
    files = sum(cars if one.key == "lap-cards" else 1 for one in chosen)
    # Lap cards are compiled car by car, as many at a time as there are processors: Typst lets go of the interpreter.
    workers = processors() if files > SEVERAL else 1
    written = 0
    with progress("Printing", files) as ticker:
        for path in produce(job, chosen, out, paper=paper, formats=names, workers=workers):
            written += 1
            ticker.step()
            if not everything:
                typer.echo(path)
    if everything:
        typer.echo(f"{written} files of {len(chosen)} kinds in {out}")


def processors() -> int:
    """Processors that this process may use, four at most: more compilers only cost memory."""
    # Only Linux tells what a container was given.
    own = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(own, 4)
