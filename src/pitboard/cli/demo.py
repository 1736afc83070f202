"""`pitboard demo`: the main job on the bundled qualifying session."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rich.text import Text

    from pitboard.scoring.classification import Row
    from pitboard.sessions.scored import Scored

SESSION = "roar-2024-q"
SCREEN_LINES = 24
START_AT = "14:49"
LANGUAGES = ("en", "it")
PAPERS = Path("pitboard-demo")


def demo(
    headless: Annotated[
        bool, typer.Option("--headless", help="Do everything without waiting for anybody, then stop.")
    ] = False,
    board: Annotated[
        bool, typer.Option("--board/--no-board", help="Serve the live board; else print only.")
    ] = True,
    speed: Annotated[
        float, typer.Option("--speed", min=1.0, help="How much faster than it happened.")
    ] = 10.0,
    port: Annotated[int, typer.Option("--port", help="First port to try.")] = 8000,
    out: Annotated[
        Path, typer.Option("-o", "--out", help="Folder for the documents and reports at the end.")
    ] = PAPERS,
) -> None:
    """Replay the bundled qualifying of the Roar Before the 24, 2024, on a live board; then print what came out.

    Classification and grid as PDF and the report, in English and Italian, are written to a folder at the end.
    """
    from pitboard.sessions.opened import open_session
    from pitboard.sessions.scored import score

    if not board:
        show_result(score(open_session(SESSION)), out)
        return
    from pitboard.live.demo import serve_replay

    typer.echo("The last eleven minutes of qualifying: GT and LMP2 are classified, GTP is on track.")
    serve_replay(
        session=SESSION,
        start_at=START_AT,
        speed=speed,
        port=port,
        headless=headless or not sys.stdin.isatty(),
        on_end=partial(show_result, out=out),
        say=typer.echo,
    )


def show_result(scored: Scored, out: Path = PAPERS) -> None:
    """Print the classification, the grid and the last screen; write the documents and reports."""
    from pitboard.cli.console import console
    from pitboard.cli.grid import print_grid
    from pitboard.cli.tables import classification_table
    from pitboard.wire.grid import grid_line
    from pitboard.wire.score import score_line

    classification_table(scored, score_line(scored))
    print_grid(grid_line(scored), scored.opened.rulebook)
    written = write_papers(scored, out)
    screen = console()
    for line in summary_screen(scored, program(), written):
        screen.print(line, soft_wrap=True)


def write_papers(scored: Scored, out: Path) -> str:
    """Write classification, grid and report in each language of the demo; says in a line what was written, and where."""
    from pitboard.documents import write_demo
    from pitboard.errors import UsageError
    from pitboard.sessions.scored import score

    # A running session keeps no list of its facts as they count.
    scored = score(scored.opened)
    try:
        papers = [path for language in LANGUAGES for path in write_demo(scored, out, language)]
        papers += [_write_report(scored, out, language) for language in LANGUAGES]
    except ImportError:
        return "no documents and reports: they need pip install 'pitboard[press]'"
    except UsageError as error:
        return f"no documents and reports: {error}"
    return f"{len(papers)} documents and reports in {out}/ ({', '.join(LANGUAGES)})"


def _write_report(scored: Scored, out: Path, language: str) -> Path:
    from pitboard.press.report.formats import rendered
    from pitboard.press.report.writing import write_report

    path = out / f"report-{language}.md"
    path.write_bytes(rendered(write_report(scored, language), "md"))
    return path


def program() -> str:
    """How this command was started, so that the commands we print run as they stand."""
    started = Path(sys.argv[0])
    if not started.is_absolute():
        return str(started)
    try:
        return str(started.relative_to(Path.cwd()))
    except ValueError:
        return str(started)


def summary_screen(scored: Scored, command: str, written: str) -> list[Text]:
    """One screen of 24 lines: the poles and their margins, the dead heat, the cars without a time, three commands."""
    from rich.text import Text

    from pitboard.scoring.classification import by_class

    meeting = scored.opened.meeting
    lines = [
        Text(f"{meeting.name if meeting else SESSION} · {scored.opened.plan.name}", style="bold"),
        Text(),
    ]
    lines.append(Text("Pole in each class", style="bold"))
    lines += [_pole(scored, rows) for rows in by_class(scored.rows).values()]
    lines += [Text(), Text("Dead heats", style="bold"), *_dead_heats(scored)]
    lines += [Text(), Text("Without a time", style="bold"), *_without_a_time(scored)]
    tail = [
        Text("Go on with", style="bold"),
        Text(f"  {command} score {SESSION} --class GTP"),
        Text(f"  {command} explain {SESSION} --car 19"),
        Text(f"  {command} score {SESSION} --json"),
        Text(written, style="bold"),
    ]
    # A screen is 24 lines whatever came out; what is longer would scroll the poles away.
    lines = lines[: SCREEN_LINES - len(tail) - 1]
    lines += [Text()] * (SCREEN_LINES - len(lines) - len(tail))
    return [*lines, *tail]


def _pole(scored: Scored, rows: list[Row]) -> Text:
    from rich.text import Text

    from pitboard.cli.console import class_name, class_style
    from pitboard.times import format_time
    from pitboard.wire.score import driver_name

    first = rows[0]
    if first.best is None:
        return Text(f"  {first.car_class}: nobody set a time")
    driver = driver_name(scored.state.cars[first.entry_id], first.best.driver_id)
    line = Text(f"  {class_name(scored.opened.rulebook, first.car_class):<8}")
    line.append(f"#{first.car:<3}", style=class_style(scored.opened.rulebook, first.car_class))
    line.append(f" {driver:<18.18} {format_time(first.best.time_us)}")
    if len(rows) > 1 and rows[1].best is not None:
        line.append(f"   {format_time(rows[1].best.time_us - first.best.time_us)} ahead of #{rows[1].car}")
    return line


def _dead_heats(scored: Scored) -> list[Text]:
    from rich.text import Text

    from pitboard.times import format_time
    from pitboard.wire.score import time_of_day, zone_of

    zone = zone_of(scored.state.circuit.zone)
    lines = []
    for ahead, row in zip(scored.rows, scored.rows[1:], strict=False):
        if ahead.best and row.best and ahead.best.time_us == row.best.time_us:
            first, second = (time_of_day(each.end_us, zone) for each in (ahead.best, row.best))
            lines.append(
                Text(
                    f"  #{ahead.car} and #{row.car} in {format_time(row.best.time_us)}: P{ahead.position} to #{ahead.car},"
                )
            )
            lines.append(Text(f"  who set it first, at {first}; #{row.car} at {second}"))
    return lines or [Text("  none")]


def _without_a_time(scored: Scored) -> list[Text]:
    from rich.text import Text

    notes = {note.entry_id: note.text for note in scored.state.notes if note.topic == "no_time"}
    lines = []
    for row in scored.rows:
        if row.best is None:
            car = scored.state.cars[row.entry_id]
            lines.append(
                Text(
                    f"  #{row.car} {row.car_class}, {car.entry.team}: {notes.get(row.entry_id, 'set no time')}"[
                        :110
                    ]
                )
            )
    return lines or [Text("  nobody")]
