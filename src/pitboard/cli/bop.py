"""`pitboard bop`: Balance of Performance tables, their versions, their bulletins, and cars on the scales."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pitboard.cli import bop_check
from pitboard.cli.console import console, note

if TYPE_CHECKING:
    from datetime import tzinfo

    from pitboard.model.bop import BopCell, BopStanding, BopVersion

app = typer.Typer(
    name="bop",
    help="Read, check, compare and issue Balance of Performance tables.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

TableName = Annotated[
    str,
    typer.Argument(metavar="TABLE", help="TOML or CSV file, a bundled table, or LOG.pitboard#REF."),
]
LogPath = Annotated[Path, typer.Argument(metavar="LOG", help="Race log of the meeting.")]
By = Annotated[str, typer.Option("--by", help="Who does it.")]
Why = Annotated[str, typer.Option("--why", help="The reason.")]
Lang = Annotated[str, typer.Option("--lang", help="en, it, de, fr or es.")]
Out = Annotated[Path | None, typer.Option("-o", "--out", help="Folder for the bulletin.")]
AsJson = Annotated[bool, typer.Option("--json", help="JSON instead of text.")]


@app.command("add")
def add(log: LogPath, table: TableName, by: By, why: Why = "") -> None:
    """Put a version of a table into the meeting's log, as a draft. It is never changed afterwards."""
    import time

    from pitboard.racelog import open_log
    from pitboard.sessions.bop import KINDS, added_fact, find_version, versions_of

    found, _ = find_version(table)
    with open_log(log) as opened:
        versions = versions_of(opened.read(kinds=KINDS))
        fact = added_fact(versions, found.table, by=by, why=why, now_us=time.time_ns() // 1000)
        seq = opened.append([fact]).start
        number = sum(1 for one in versions_of(opened.read(kinds=KINDS)) if one.table.table == fact.table)
    typer.echo(f"{fact.table}/{number} added as a draft by {by} as fact {seq}, {fact.sha256[:16]}")
    if found.issues:
        note(
            f"the file says {found.last_state.value}; in a log a version is a draft until `pitboard bop issue`"
        )
    _tell(found)


@app.command("issue")
def issue(
    table: Annotated[
        str, typer.Argument(metavar="LOG#REF", help="A version in a log, such as m.pitboard#GTD/2.")
    ],
    state: Annotated[str, typer.Option("--state", help="provisional, definitive or amended.")],
    effective: Annotated[
        str,
        typer.Option("--effective", help="From when it binds, such as 2025-07-11T08:00:00-04:00, or `now`."),
    ],
    by: By,
    why: Why = "",
    out: Out = None,
    lang: Lang = "en",
    paper: Annotated[str, typer.Option("--paper", help="A4 or letter.")] = "A4",
    club: Annotated[Path | None, typer.Option("--club", help="TOML file with the club's look.")] = None,
) -> None:
    """Give a version a state from an instant on, and print its bulletin with -o."""
    import time

    from pitboard.errors import UsageError
    from pitboard.model.bop import instant_us
    from pitboard.racelog import open_log, parse_selector
    from pitboard.sessions.bop import KINDS, choose, is_log, issued_fact, versions_of

    if not is_log(table):
        raise UsageError(f"{table}: only a version in a race log can be issued; run pitboard bop add first")
    now_us = time.time_ns() // 1000
    from_us = now_us if effective == "now" else instant_us(effective)
    if from_us is None:
        raise UsageError(
            f"--effective: expected an instant with its zone, such as 2025-07-11T08:00:00-04:00, or now, was {effective!r}"
        )
    _look(lang, paper, club)
    chosen = parse_selector(table)
    with open_log(chosen.path) as log:
        versions = versions_of(log.read(kinds=KINDS))
        which = choose(versions, chosen.session or "", str(chosen.path))
        fact = issued_fact(versions, which, state=state, effective_us=from_us, by=by, why=why, now_us=now_us)
        seq = log.append([fact]).start
    typer.echo(f"{which.name} issued as {state} by {by} as fact {seq}, {which.sha256[:16]}")
    days = which.table.notice_days
    if days is not None and from_us - now_us < days * 86_400_000_000:
        note(f"it takes effect sooner than the {days} days of notice that the table asks for")
    if out is not None:
        typer.echo(_print(f"{chosen.path}#{which.ref}", out, lang, paper, club))


@app.command("bulletin")
def bulletin_(
    table: TableName,
    out: Annotated[Path, typer.Option("-o", "--out", help="Folder for the file.")] = Path("documents"),
    lang: Lang = "en",
    paper: Annotated[str, typer.Option("--paper", help="A4 or letter.")] = "A4",
    club: Annotated[Path | None, typer.Option("--club", help="TOML file with the club's look.")] = None,
) -> None:
    """Print the bulletin of a version as PDF, with current figures and changes."""
    typer.echo(_print(table, out, lang, paper, club))


def _look(lang: str, paper: str, club: Path | None):  # type: ignore[no-untyped-def]
    from pitboard.documents.club import Club
    from pitboard.documents.page import PAPERS
    from pitboard.documents.words import Words
    from pitboard.errors import UsageError

    if paper not in PAPERS:
        raise UsageError(f"expected a paper of {', '.join(PAPERS)}, was {paper!r}")
    return Words(lang), Club.read(club) if club is not None else Club()


def _print(selector: str, out: Path, lang: str, paper: str, club: Path | None) -> Path:
    from pitboard.documents.bop_bulletin import BulletinJob, write_bulletin
    from pitboard.model.bop import BopStanding
    from pitboard.sessions.bop import find_version, previous_of, zone_of_log

    words, look = _look(lang, paper, club)
    which, versions = find_version(selector)
    job = BulletinJob(
        # As it was issued: a bulletin of an older version says the same for ever.
        standing=BopStanding(
            version=which, state=which.last_state, issue=which.issues[-1] if which.issues else None
        ),
        before=previous_of(versions, which),
        words=words,
        club=look,
        zone=zone_of_log(selector),
    )
    return write_bulletin(job, out, paper=paper)


def _standing(which: BopVersion, versions: tuple[BopVersion, ...]) -> BopStanding:
    import time

    from pitboard.model.bop import standing

    meetings = which.issues[-1].meetings if which.issues else ()
    # A log is as it stands today; a bundled table as its file leaves it.
    at_us = time.time_ns() // 1000 if which.log else None
    return standing(versions, which, at_us, meetings[-1] if meetings else "")


# ---- show and diff -----------------------------------------------------------------------------------------------------


@app.command("show")
def show(
    table: Annotated[
        str,
        typer.Argument(
            metavar="[TABLE]", help="TOML or CSV file, bundled table, LOG.pitboard or LOG.pitboard#REF."
        ),
    ] = "",
    form: Annotated[str, typer.Option("--format", help="text, json, toml or csv.")] = "text",
) -> None:
    """Print a table; the versions of a log; or, without a name, the tables that come with Pitboard."""
    from pitboard.errors import UsageError
    from pitboard.model.bop import canonical, to_csv, to_toml
    from pitboard.sessions.bop import find_version, is_log, versions_in_log

    if form not in ("text", "json", "toml", "csv"):
        raise UsageError(f"--format: expected text, json, toml or csv, was {form!r}")
    if not table:
        _list_bundled()
        return
    if is_log(table) and table.endswith(".pitboard"):
        versions = versions_in_log(Path(table))
        if len(versions) != 1:
            _list_versions(versions, table)
            return
    which, versions = find_version(table)
    if form == "json":
        sys.stdout.write(canonical(which.table) + "\n")
    elif form != "text":
        sys.stdout.write((to_toml if form == "toml" else to_csv)(which.table, which.issues))
    else:
        _show(which, _standing(which, versions))


def _list_bundled() -> None:
    from pitboard.bundled.bop_tables import bop_names, bundled_bop

    for name in bop_names():
        version = bundled_bop(name)
        known, of = version.table.known
        typer.echo(
            f"{name:<32} {version.table.title} · {version.last_state.value} · {known} of {of} figures known"
        )


def _list_versions(versions: tuple[BopVersion, ...], log: str) -> None:
    from pitboard.sessions.bop import zone_of_log

    if not versions:
        note(f"{log}: holds no Balance of Performance table")
    zone = zone_of_log(log)
    for version in versions:
        standing = _standing(version, versions)
        since = _since(standing, zone)
        typer.echo(
            f"{version.ref:<12} {version.name} · {standing.state.value}{since} · by {version.by} · {version.sha256[:16]}"
        )


def _since(standing: BopStanding, zone: tzinfo) -> str:
    from datetime import datetime

    superseded = standing.state.value == "superseded"
    if superseded or standing.issue is None or standing.issue.effective_us is None:
        return ""
    there = datetime.fromtimestamp(standing.issue.effective_us // 1_000_000, zone)
    return f" from {there:%Y-%m-%d %H:%M} {there.tzname()}"


def _show(which: BopVersion, standing: BopStanding) -> None:
    from rich.table import Table
    from rich.text import Text

    table, screen = which.table, console()
    screen.print(Text(f"{table.title or table.table} · {which.name} · {standing.state.value}", style="bold"))
    grid = Table(box=None, header_style="dim", pad_edge=False)
    grid.add_column("model")
    for lever in table.levers:
        grid.add_column(lever, justify="right", overflow="fold")
    for model in table.models:
        grid.add_row(Text(model.name), *(Text(_cell(model.cell(lever))) for lever in table.levers))
    screen.print(grid)
    for model in table.models:
        for lever, cell in model.cells.items():
            if cell.note:
                screen.print(Text(f"{model.name}, {lever}: {cell.note}"))
        if model.note:
            screen.print(Text(f"{model.name}: {model.note}"))
    for key, source in table.sources.items():
        screen.print(Text(f"source {key} ({source.kind.value}): {source.text}", style="dim"))
    if table.note:
        screen.print(Text(table.note, style="dim"))
    screen.print(Text(f"SHA-256 {which.sha256} · ? not known", style="dim"))


def _cell(cell: BopCell) -> str:
    from pitboard.model.bop import figure

    if not cell.applies:
        return "n/a"
    known = figure(cell.value) if cell.value is not None else "?"
    return known if cell.change is None else f"{known} ({cell.change:+f})"


@app.command("diff")
def diff(
    a: Annotated[str, typer.Argument(metavar="A", help="The older version.")],
    b: Annotated[str, typer.Argument(metavar="B", help="The newer version.")],
    as_json: AsJson = False,
) -> None:
    """Print every figure that differs between two versions."""
    import msgspec

    from pitboard.model.bop import diff_tables
    from pitboard.sessions.bop import find_version

    (old, _), (new, _) = find_version(a), find_version(b)
    found = diff_tables(old.table, new.table)
    if as_json:
        sys.stdout.write(msgspec.json.encode(found).decode() + "\n")
        return
    for one in found:
        was, now = ("not there" if cell is None else _cell(cell) for cell in (one.before, one.after))
        change = f"  {one.change:+f}" if one.change is not None else ""
        typer.echo(f"{one.model}, {one.lever}: {was} → {now}{change}")
    note(f"{len(found)} figures differ" if found else "no figure differs")


app.command("check")(bop_check.check)


def _tell(which: BopVersion) -> None:
    from pitboard.model.bop import check_table

    for one in check_table(which.table):
        note(f"{'wrong: ' if one.wrong else ''}{one}")
