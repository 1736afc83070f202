"""`pitboard explain`: where a position comes from."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from pitboard.errors import UsageError


def explain(
    session: Annotated[
        str, typer.Argument(metavar="SESSION", help="Laps file, FILE.pitboard[#ID] or a bundled name.")
    ],
    car: Annotated[str, typer.Option("--car", help="Car number, exactly as entered: 1 and 01 are two cars.")],
    lap: Annotated[int, typer.Option("--lap", help="Explain this lap instead of the place.")] = 0,
    decisions: Annotated[str, typer.Option("--decisions", help="Decisions CSV to apply.")] = "",
    rulebook: Annotated[str, typer.Option("--rulebook", help="Rulebook by name or path.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="JSON instead of sentences.")] = False,
) -> None:
    """Explain a car: its place, penalties, drive time, grid place and points; or one of its laps."""
    from pathlib import Path

    from pitboard.sessions.many import Batch
    from pitboard.sessions.opened import OpenOptions
    from pitboard.wire.explained import explained, explained_lap

    batch = Batch([session], OpenOptions(rulebook=rulebook), Path(decisions) if decisions else None)
    if len(batch.selectors) > 1:
        raise UsageError(f"{session}: expected one session, found {len(batch.selectors)}")
    scored = next(iter(batch.scored()), None)
    if scored is None:
        raise batch.errors[0]
    row = scored.row_of(car)
    if row is None:
        cars = ", ".join(f"{row.car}" for row in scored.rows)
        raise UsageError(f"expected a car of {cars}; was {car!r}")
    done = len(scored.state.cars[row.entry_id].laps)
    if lap and not 1 <= lap <= done:
        raise UsageError(f"--lap: expected a lap of 1 to {done} of car {car}, was {lap}")
    view = explained_lap(scored, row, lap) if lap else explained(scored, row)
    if as_json:
        import msgspec

        sys.stdout.write(msgspec.json.encode(view).decode() + "\n")
        return
    for line in view.lines():
        typer.echo(line)
