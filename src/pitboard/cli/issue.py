"""`pitboard issue`: append a result as issued."""

from __future__ import annotations

import time
from typing import Annotated

import typer


def issue(
    session: Annotated[str, typer.Argument(metavar="SESSION", help="FILE.pitboard or FILE.pitboard#ID.")],
    stage: Annotated[str, typer.Option("--stage", help="unofficial, provisional, official or amended.")],
    by: Annotated[str, typer.Option("--by", help="Who issues it.")],
    why: Annotated[str, typer.Option("--why", help="Why, for an amended result.")] = "",
    protest_minutes: Annotated[
        int | None,
        typer.Option(
            "--protest-minutes", min=0, help="Protest time of a provisional result; else the rulebook's."
        ),
    ] = None,
    role: Annotated[
        list[str] | None,
        typer.Option("--role", help="Role that signs: timekeeper, race_director. Repeatable."),
    ] = None,
) -> None:
    """Issue the classification as it stands; it stays in the log for ever."""
    from pitboard.cli.console import notes
    from pitboard.errors import UsageError
    from pitboard.racelog import is_selector, open_log, parse_selector
    from pitboard.sessions.issuing import result_fact
    from pitboard.sessions.opened import OpenOptions, open_from_log
    from pitboard.sessions.scored import score

    if not is_selector(session):
        raise UsageError(f"{session}: only a session in a race log can be issued; run pitboard import first")
    opened = open_from_log(session, OpenOptions())
    scored = score(opened)
    now_us = time.time_ns() // 1000
    last_us = max(fact.at_us for fact in opened.facts)
    minutes = protest_minutes
    if minutes is None and stage == "provisional":
        minutes = opened.rulebook.results.protest_window_min.value
    fact = result_fact(
        scored,
        stage=stage,
        by=by,
        at_us=last_us,
        recorded_us=now_us,
        why=why,
        protest_until_us=None if minutes is None else now_us + minutes * 60_000_000,
        roles=tuple(role or ()),
    )
    with open_log(parse_selector(session).path) as log:
        seq = log.append([fact]).start
    notes(f"still open: {item.text}" for item in scored.state.work)
    typer.echo(
        f"{stage} {fact.version} of {opened.plan.session} issued by {by} as fact {seq}, {fact.rows_sha256[:16]}"
    )
    for change in fact.changed:
        typer.echo(f"  {change}")
