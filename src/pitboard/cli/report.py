"""`pitboard report`: a session written up as the specialist press would, in five languages."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from pitboard.model.facts import SessionScheduled
    from pitboard.sessions.scored import Scored


def report(
    session: Annotated[
        str, typer.Argument(metavar="SESSION", help="Laps file, FILE.pitboard[#ID] or a bundled name.")
    ],
    lang: Annotated[str, typer.Option("--lang", help="en, it, de, fr or es.")] = "en",
    scope: Annotated[
        str,
        typer.Option("--scope", help="overall: the first of all opens; class: each class has its own turn."),
    ] = "overall",
    focus: Annotated[
        str, typer.Option("--focus", help="A paragraph on the cars of a nation, such as nation:ITA.")
    ] = "",
    form: Annotated[str, typer.Option("--format", help="md, html, json or pdf.")] = "md",
    words: Annotated[
        int | None, typer.Option("--words", min=1, help="At most so many words, tables apart.")
    ] = None,
    zone: Annotated[
        str | None,
        typer.Option("--zone", help="Readers' time zone, such as Europe/Rome; else the usual one of --lang."),
    ] = None,
    out: Annotated[
        Path | None, typer.Option("-o", "--out", help="File to write; else standard output.")
    ] = None,
    pictures: Annotated[
        Path | None,
        typer.Option(
            "--pictures",
            metavar="DIR",
            help="Also draw gaps, sectors, lap times and grid into this folder, as SVG and PNG.",
        ),
    ] = None,
    rulebook: Annotated[
        str, typer.Option("--rulebook", help="Rulebook by name or path; else the session's own.")
    ] = "",
) -> None:
    """Write the report of a session from its results: every number in it is one of the engine's."""
    from pitboard.cli.console import note, notes
    from pitboard.errors import UsageError
    from pitboard.press.report.formats import check_format, rendered
    from pitboard.press.report.writing import check_options, write_report
    from pitboard.sessions.opened import OpenOptions, open_session
    from pitboard.sessions.scored import score

    if form == "pdf" and out is None and sys.stdout.isatty():
        raise UsageError("expected -o FILE: a PDF is not for the terminal")
    check_format(form)
    check_options(lang, scope, focus, zone)
    opened = open_session(session, OpenOptions(rulebook=rulebook))
    notes(opened.notes)
    scored = score(opened)
    written = write_report(
        scored, lang, scope=scope, focus=focus, zone=zone, words=words, scheduled=_scheduled(scored)
    )
    made = rendered(written, form)
    if pictures is not None:
        from pitboard.press.report.pictures import write_pictures

        note(f"{len(write_pictures(scored, lang, pictures))} pictures in {pictures}")
    if out is None:
        sys.stdout.buffer.write(made)
        return
    _save(out, made)
    typer.echo(out)


def _scheduled(scored: Scored) -> list[SessionScheduled]:
    """The sessions that the meeting's log has."""
    from pitboard.model.facts import SessionScheduled
    from pitboard.racelog import open_log

    if scored.opened.log is None:
        return []
    with open_log(scored.opened.log, read_only=True) as log:
        found = log.read(kinds=(SessionScheduled,))
        return [fact for fact in found if isinstance(fact, SessionScheduled)]


def _save(path: Path, made: bytes) -> None:
    """Write a file whole or not at all."""
    from pitboard.errors import UsageError

    part = path.with_name(f"{path.name}.part")
    try:
        part.write_bytes(made)
        part.replace(path)
    except OSError as error:
        raise UsageError(f"{path}: cannot be written: {error.strerror}") from None
