"""`pitboard what-if`: what a changed ruling would change. Nothing is written."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from pitboard.model import facts as f
    from pitboard.sessions.opened import Opened
    from pitboard.sessions.what_if import WhatIf


def what_if(
    session: Annotated[
        str, typer.Argument(metavar="SESSION", help="Laps file, FILE.pitboard[#ID] or a bundled name.")
    ],
    withdraw: Annotated[
        list[int] | None,
        typer.Option("--withdraw", metavar="SEQ", help="Take back this fact; may be repeated."),
    ] = None,
    decisions: Annotated[
        str, typer.Option("--decisions", help="Decisions CSV with the rulings to try.")
    ] = "",
    given: Annotated[
        str, typer.Option("--given", help="Decisions CSV that holds already, before the change.")
    ] = "",
    rulebook: Annotated[str, typer.Option("--rulebook", help="Rulebook by name or path.")] = "",
    season: Annotated[
        str, typer.Option("--season", help="Season file: also the standings that would change.")
    ] = "",
    as_json: Annotated[bool, typer.Option("--json", help="JSON instead of sentences.")] = False,
) -> None:
    """Score a session again with a ruling taken back or added, and print what comes out otherwise."""
    from pathlib import Path

    from pitboard.errors import UsageError
    from pitboard.sessions.many import Batch
    from pitboard.sessions.opened import OpenOptions
    from pitboard.sessions.what_if import what_if as ask

    batch = Batch([session], OpenOptions(rulebook=rulebook), Path(given) if given else None)
    if len(batch.selectors) != 1:
        raise UsageError(f"{session}: expected one session, found {len(batch.selectors)}")
    opened = next(iter(batch.opened()), None)
    if opened is None:
        raise batch.errors[0]
    found = ask(opened, withdraw=withdraw or (), decide=_decided(opened, decisions))
    standing = _in_the_season(found, season) if season else []
    if as_json:
        _print_json(found, standing)
    else:
        _print_words(found, standing)


def _decided(opened: Opened, path: str) -> list[f.Fact]:
    if not path:
        return []
    from pathlib import Path

    from pitboard.errors import UsageError
    from pitboard.sessions.many import lap_passings
    from pitboard.sources.official_csv.decisions import matches, read_decisions, to_facts

    rows = [row for row in read_decisions(Path(path)) if matches(row.session, opened.name)]
    if not rows:
        raise UsageError(f"{path}: no decision is for {opened.name}")
    return list(to_facts(rows, *lap_passings(opened), opened.plan.session))


def _in_the_season(found: WhatIf, path: str) -> list[str]:
    """Standings that the change of points would turn round."""
    from pathlib import Path

    from pitboard.sessions.season import open_season, with_changed_points

    season = open_season(Path(path))
    old = {(s.title, s.car_class, s.who): s for s in season.standings}
    lines = []
    for now in with_changed_points(season, found.before, found.after).standings:
        was = old.get((now.title, now.car_class, now.who))
        if was is None or (was.position, was.points) != (now.position, now.points):
            before = f"{was.position}. with {was.points:f}" if was is not None else "–"
            lines.append(
                f"{now.title} {now.car_class or 'overall'} {now.name}: {before} → {now.position}. with {now.points:f}"
            )
    return lines


def _print_words(found: WhatIf, standing: list[str]) -> None:
    for ruled in found.ruled:
        typer.echo(ruled)
    if not found.changed:
        typer.echo("nothing changes")
    of = ""
    for one in found.changed:
        if one.of != of:
            of = one.of
            typer.echo(f"{of}:")
        rules = f"  [{', '.join(one.rules)}]" if one.rules else ""
        who = one.car if of == "points" else f"car {one.car}"
        typer.echo(f"  {who}: {one.field} {one.before or '–'} → {one.after or '–'}{rules}")
    if standing:
        typer.echo("standings:")
    for line in standing:
        typer.echo(f"  {line}")
    if found.issued:
        typer.echo("results issued that would not hold:")
    for line in found.issued:
        typer.echo(f"  {line}")
    if found.documents:
        typer.echo(f"documents to issue again: {', '.join(found.documents)}; nothing was written")


def _print_json(found: WhatIf, standing: list[str]) -> None:
    import json
    from dataclasses import asdict

    view: dict[str, Any] = {
        "session": found.before.opened.name,
        "ruled": list(found.ruled),
        "changed": [asdict(one) for one in found.changed],
        "standings": standing,
        "issued": list(found.issued),
        "documents": list(found.documents),
    }
    sys.stdout.write(json.dumps(view, ensure_ascii=False) + "\n")
