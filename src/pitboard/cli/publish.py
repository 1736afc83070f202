"""`pitboard publish`: a meeting's results as plain files for any web host."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def publish(
    log: Annotated[Path, typer.Argument(metavar="LOG", help="Race log of the meeting.")],
    out: Annotated[Path, typer.Option("-o", "--out", help="Folder for the pages; put it on any web host.")],
    lang: Annotated[str, typer.Option("--lang", help="en, it, de, fr or es.")] = "en",
    kind: Annotated[
        list[str] | None,
        typer.Option("--kind", help="A further kind of document for the notice board; repeatable."),
    ] = None,
    with_log: Annotated[
        bool,
        typer.Option("--with-log", help="Copy the log beside the pages, so that anyone can verify them."),
    ] = False,
    club: Annotated[
        Path | None, typer.Option("--club", help="TOML file with the club's name, logo and colour.")
    ] = None,
) -> None:
    """Write the meeting's public pages: sessions, results, grids and a notice board. Publish again whenever something changes."""
    from pitboard.cli.console import notes, progress
    from pitboard.documents.club import Club
    from pitboard.documents.words import Words
    from pitboard.publishing import PublicSite, read_meeting
    from pitboard.publishing import publish as write
    from pitboard.publishing.board import CHOSEN

    words, look = Words(lang), Club.read(club) if club is not None else Club()
    kinds = (*CHOSEN, *(kind or ()))
    meeting = read_meeting(log)
    results = sum(len(session.results) for session in meeting.sessions)
    with progress("Publishing", results * len(kinds)) as ticker:
        done = write(
            out,
            lambda older: PublicSite(meeting, words, look, kinds, older, with_log=with_log),
            meeting,
            ticker.step,
            log if with_log else None,
        )
    notes(done.notes)
    typer.echo(f"{out / 'index.html'}: {done.written} files written, {done.kept} unchanged")
