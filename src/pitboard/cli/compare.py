"""`pitboard compare`: what differs from the official results beside the files."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from pitboard.cli.console import note, notes, progress
from pitboard.cli.score import Decisions, Paths, RulebookName


def compare(
    paths: Paths,
    decisions: Decisions = None,
    rulebook: RulebookName = "",
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON object a line, one line a session that differs.")
    ] = False,
) -> None:
    """Score files and print every row and field that differs from the results file beside them; exit 1 if any."""
    from pitboard.sessions.comparing import compare_session, summary
    from pitboard.sessions.many import Batch
    from pitboard.sessions.opened import OpenOptions

    batch = Batch(paths, OpenOptions(rulebook=rulebook), decisions)
    compared = []
    with progress("Comparing", len(batch.selectors)) as ticker:
        for scored in batch.scored():
            ticker.step()
            if scored.opened.results_file is None:
                note(f"{scored.opened.name}: no results file beside it")
                continue
            compared.append(compare_session(scored))
    notes(batch.notes)
    for session in compared:
        if session.differences:
            _print(session, as_json)
    if not as_json:
        typer.echo(summary(compared))
    for error in batch.errors:
        note(str(error))
    if batch.errors:
        raise typer.Exit(2)
    if any(session.differences for session in compared):
        raise typer.Exit(1)


def _print(session, as_json: bool) -> None:  # type: ignore[no-untyped-def]
    if as_json:
        import msgspec

        sys.stdout.write(msgspec.json.encode(session).decode() + "\n")
        return
    typer.echo(
        f"{session.session}: {len(session.differences)} differ{'' if session.same_order else ', order too'}"
    )
    for row in session.differences:
        typer.echo(
            f"  row {row.row}, car {row.car}, {row.field}: Pitboard {row.ours!r}, official {row.official!r}"
        )
    for reason in session.reasons:
        typer.echo(f"  likely: {reason}")
