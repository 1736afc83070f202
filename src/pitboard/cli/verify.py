"""`pitboard verify`: check a log's chain and recompute every result issued."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from pitboard.racelog import RaceLog


def verify(
    log: Annotated[Path, typer.Argument(metavar="LOG", help="FILE.pitboard.")],
    as_json: Annotated[bool, typer.Option("--json", help="JSON instead of sentences.")] = False,
    sheet: Annotated[
        str,
        typer.Option(
            "--sheet", metavar="SEQ:HASH", help="What a document's QR code says: is it of this log?"
        ),
    ] = "",
) -> None:
    """Check the hash chain, refold up to each issued result, compare; exit 1 if anything differs."""
    from pitboard.racelog import open_log
    from pitboard.sessions.issuing import verify_log

    with open_log(log, read_only=True) as opened:
        check = verify_log(opened)
        same = _is_of(opened, sheet) if sheet else True
    if as_json:
        import msgspec

        sys.stdout.write(msgspec.json.encode(check).decode() + "\n")
    else:
        typer.echo(f"{log}: {check.facts} facts, last {check.last_seq}, chain {check.head_hash}")
        for fault in check.faults:
            typer.echo(f"  {fault}")
        for result in check.results:
            verdict = "recomputed, the same" if not result.differs else "DIFFERS"
            typer.echo(f"  {result.session}: {result.stage} {result.version} (fact {result.seq}): {verdict}")
            for text in result.differs:
                typer.echo(f"    {text}")
            rests = "each by rules in force and facts of the log"
            typer.echo(f"    {result.looked_at}: {rests if not result.unfounded else 'NOT ALL FOUNDED'}")
            for text in result.unfounded:
                typer.echo(f"    {text}")
            for text in result.now:
                typer.echo(f"    now: {text}")
            if result.later:
                typer.echo("    facts since then:")
            for seq, text in result.later:
                typer.echo(f"      fact {seq}: {text}")
        if sheet:
            typer.echo(f"  sheet {sheet[:24]}: {'of this log' if same else 'NOT OF THIS LOG'}")
        typer.echo("sound" if check.ok and same else "NOT SOUND")
    if not check.ok or not same:
        raise typer.Exit(1)


def _is_of(log: RaceLog, sheet: str) -> bool:
    """Whether the chain had the hash of a document at its fact."""
    from pitboard.errors import UsageError

    seq, _, digest = sheet.partition(":")
    if not (seq.isdecimal() and len(seq) < 16 and len(digest) == 64):
        raise UsageError(
            f"--sheet: expected SEQ:HASH with 64 hexadecimal digits, as a QR code has it, was {sheet[:90]!r}"
        )
    return 1 <= int(seq) <= log.last_seq and log.hash_at(int(seq)).hex() == digest.lower()
