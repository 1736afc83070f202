"""`pitboard score`: the classification of sessions."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pitboard.cli.console import note, notes, progress
from pitboard.errors import PitboardError, UsageError

if TYPE_CHECKING:
    from pitboard.sessions.scored import Scored

FEED_SEED = 24

Paths = Annotated[
    list[str],
    typer.Argument(metavar="PATH…", help="Laps files, folders, FILE.pitboard[#ID] or a bundled name."),
]
Decisions = Annotated[
    Path | None, typer.Option("--decisions", help="Decisions CSV: session,order,car,decision,lap,seconds.")
]
Entries = Annotated[
    Path | None,
    typer.Option(
        "--entries",
        help="Entry list: an official results file, or a CSV number,class,team,vehicle,driver_1…6.",
    ),
]
RulebookName = Annotated[
    str,
    typer.Option(
        "--rulebook", help="Rulebook by name or path; else the session's own, else by year, else club."
    ),
]


def score(
    paths: Paths,
    decisions: Decisions = None,
    entries: Entries = None,
    rulebook: RulebookName = "",
    car_class: Annotated[str, typer.Option("--class", help="Only this class.")] = "",
    part: Annotated[str, typer.Option("--part", help="Only this part of the session, on its own.")] = "",
    combined: Annotated[
        bool, typer.Option("--combined", help="Best lap of each car over all sessions named.")
    ] = False,
    feed: Annotated[
        bool, typer.Option("--feed", help="Score single facts in a shuffled order of arrival.")
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON object a line, one line a session.")
    ] = False,
) -> None:
    """Score sessions and print their classification."""
    from pitboard.sessions.many import Batch
    from pitboard.sessions.opened import OpenOptions

    options = OpenOptions(rulebook=rulebook, entries=entries, feed_seed=FEED_SEED if feed else None)
    batch = Batch(paths, options, decisions)
    scored: list[Scored] = []
    with progress("Scoring", len(batch.selectors)) as ticker:
        for session in batch.scored():
            ticker.step()
            scored.append(session)
            if as_json and not combined:
                continue
    scored.sort(key=lambda session: session.opened.name)
    notes(batch.notes)
    _refuse_unknown(scored, car_class, part)
    if combined:
        _print_combined(scored, car_class, as_json)
    else:
        _print_each(scored, car_class, part, as_json)
    _finish(batch.errors)


def _refuse_unknown(scored: list[Scored], car_class: str, part: str) -> None:
    if scored and car_class:
        codes = {row.car_class for session in scored for row in session.rows}
        if car_class not in codes:
            raise UsageError(f"expected a class of {', '.join(sorted(codes))}, was {car_class!r}")
    if scored and part and not any(part in session.state.parts for session in scored):
        known = sorted({name for session in scored for name in session.state.parts})
        raise UsageError(f"expected a part of {', '.join(known) or 'a session with parts'}, was {part!r}")


def _print_each(scored: list[Scored], car_class: str, part: str, as_json: bool) -> None:
    import msgspec

    from pitboard.cli.tables import classification_table
    from pitboard.scoring.parts import classify_part
    from pitboard.wire.score import score_line

    for session in scored:
        rows = classify_part(session.state, part, session.options) if part in session.state.parts else None
        if part and rows is None:
            note(f"{session.opened.name}: has no part {part!r}")
            continue
        line = score_line(session, car_class=car_class, rows=rows, part=part)
        if as_json:
            sys.stdout.write(msgspec.json.encode(line).decode() + "\n")
        else:
            classification_table(session, line)


def _print_combined(scored: list[Scored], car_class: str, as_json: bool) -> None:
    import msgspec

    from pitboard.cli.tables import combined_table
    from pitboard.wire.combined import combined_line

    line = combined_line(scored, car_class=car_class)
    if as_json:
        sys.stdout.write(msgspec.json.encode(line).decode() + "\n")
    else:
        combined_table(line, scored[0].opened.rulebook if scored else None)


def _finish(errors: list[PitboardError]) -> None:
    for error in errors:
        note(str(error))
    if errors:
        raise typer.Exit(2)
