"""`pitboard check`: an article's claims, held against a session."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rich.text import Text

    from pitboard.press.check import Checked, Claim

LARGEST_FILE_BYTES = 1_000_000
STYLES = {
    "true": "green",
    "wrong": "bold red reverse",
    "ambiguous": "yellow",
    "undecidable": "dim underline",
    "misspelt": "magenta underline",
}
MARKS = {"true": "✓", "wrong": "✗", "ambiguous": "≟", "undecidable": "?", "misspelt": "~"}


def check(
    article: Annotated[Path, typer.Argument(metavar="ARTICLE", help="A .txt, .md or .html file in UTF-8.")],
    session: Annotated[
        str,
        typer.Option("--session", metavar="SESSION", help="Laps file, FILE.pitboard[#ID] or a bundled name."),
    ],
    lang: Annotated[str, typer.Option("--lang", help="en, it, or auto to recognise which.")] = "auto",
    rulebook: Annotated[str, typer.Option("--rulebook", help="Rulebook by name or path.")] = "",
    every: Annotated[
        bool, typer.Option("--all", help="Also list the claims that are true, with their facts.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help='One JSON object: {"claims": […]}.')] = False,
) -> None:
    """Find what an article claims and timing data can decide. Exit code 1 if something is wrong."""
    from pitboard.cli.console import note, notes
    from pitboard.errors import UsageError
    from pitboard.sessions.opened import OpenOptions, open_session
    from pitboard.sessions.scored import score

    try:
        from pitboard.press.check import check_text
    except ModuleNotFoundError:
        raise UsageError("checking needs RapidFuzz: pip install 'pitboard[press]'") from None

    text = _read(article)
    opened = open_session(session, OpenOptions(rulebook=rulebook))
    notes(opened.notes)
    checked = check_text(text, score(opened), lang=lang, suffix=article.suffix)
    if as_json:
        sys.stdout.buffer.write(checked.to_json() + b"\n")
    else:
        _print(checked, every=every)
    if not checked.claims:
        note(f"{article}: no claim found that timing data can decide")
    if checked.has_wrong:
        raise typer.Exit(1)


def _read(article: Path) -> str:
    """The article as text.

    Raises:
        SourceError: it cannot be read, is too large, or is no UTF-8.
    """
    from pitboard.errors import Fault, SourceError
    from pitboard.press.check.reading import decode

    try:
        if not article.is_file():
            raise SourceError(
                Fault(str(article), None, "", "an article (.txt, .md or .html)", _what(article))
            )
        size = article.stat().st_size
        if size > LARGEST_FILE_BYTES:
            raise SourceError(
                Fault(str(article), None, "", f"at most {LARGEST_FILE_BYTES:,} bytes", f"{size:,}")
            )
        data = article.read_bytes()
    except OSError as error:
        raise SourceError(f"{article}: cannot be read: {error.strerror}") from error
    try:
        return decode(data)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        found = f"byte 0x{data[error.start]:02x}"
        raise SourceError(Fault(str(article), line, "", "text in UTF-8", found)) from error


def _what(article: Path) -> str:
    return "a folder" if article.is_dir() else "no such file"


def _print(checked: Checked, *, every: bool) -> None:
    from collections import Counter

    from rich.text import Text

    from pitboard.cli.console import console

    out = console()
    out.print(_marked(checked))
    counts = Counter(claim.verdict.value for claim in checked.claims)
    line = Text()
    for verdict, mark in MARKS.items():
        line.append(f"{mark} {counts[verdict]} {verdict}", style=STYLES[verdict])
        line.append("   ")
    line.append(f"against {checked.session}, read as {checked.lang}", style="dim")
    out.print()
    out.print(line)
    for number, claim in enumerate(_listed(checked, every=every), 1):
        out.print(_told(number, claim, checked.text))


def _listed(checked: Checked, *, every: bool) -> list[Claim]:
    return [claim for claim in checked.claims if every or claim.verdict.value != "true"]


def _marked(checked: Checked) -> Text:
    from rich.text import Text

    text = Text(_printable(checked.text).rstrip("\n"))
    for claim in checked.claims:
        text.stylize(STYLES[claim.verdict.value], claim.start, claim.end)
    return text


def _told(number: int, claim: Claim, article: str) -> Text:
    from rich.text import Text

    line = article.count("\n", 0, claim.start) + 1
    told = Text(f"{number:3}  line {line:<4}")
    verdict = claim.verdict.value
    told.append(f"{MARKS[verdict]} {verdict}", style=STYLES[verdict])
    told.append(" " * (13 - len(verdict)))
    told.append(f"{claim.kind.value:<9} ", style="dim")
    told.append(_printable(claim.text).replace("\n", " "))
    if claim.right:
        told.append(f"  → {claim.right}", style="bold")
    if claim.facts:
        told.append(f"  [{', '.join(claim.facts[:3])}{', …' if len(claim.facts) > 3 else ''}]", style="dim")
    return told


def _printable(text: str) -> str:
    """Text without control characters, as long as before: an article must not steer the terminal."""
    return "".join(c if c == "\n" or (c >= " " and not "\x7f" <= c <= "\x9f") else " " for c in text)
