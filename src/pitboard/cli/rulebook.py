"""`pitboard rulebook`: what rules are in force, where each number is from, what differs between two seasons."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pitboard.cli.console import console, note

if TYPE_CHECKING:
    from pitboard.model.rulebook import Rulebook, Ruled

app = typer.Typer(
    name="rulebook", help="Show, check and compare rulebooks.", no_args_is_help=True, rich_markup_mode=None
)

Book = Annotated[
    str, typer.Argument(metavar="BOOK", help="A built-in name such as imsa-2024, or a TOML file.")
]
EventName = Annotated[str, typer.Option("--event", help="With the overrides of this event or meeting.")]
AsJson = Annotated[bool, typer.Option("--json", help="JSON instead of text.")]


def _load(name: str, event: str = "") -> Rulebook:
    from pitboard.model.rulebook import load

    book = load(name)
    return book.for_event(event) if event else book


@app.command("list")
def list_(as_json: AsJson = False) -> None:
    """List the rulebooks that come with Pitboard, with their events and how many values are unknown."""
    from pitboard.model.rulebook import Confidence, built_in_names, load, walk

    rows: list[dict[str, Any]] = []
    for name in built_in_names():
        book = load(name)
        values = [ruled for _, ruled in walk(book)]
        unknown = sum(ruled.confidence is Confidence.UNKNOWN for ruled in values)
        rows.append(
            {
                "id": name,
                "name": book.name,
                "classes": [car_class.code for car_class in book.classes],
                "events": sorted(book.events),
                "values": len(values),
                "unknown": unknown,
            }
        )
    if as_json:
        sys.stdout.write(json.dumps(rows, ensure_ascii=False) + "\n")
        return
    for row in rows:
        typer.echo(f"{row['id']:<18} {row['name']}")
        typer.echo(
            f"{'':<18} {row['values']} values, {row['unknown']} unknown"
            f" · classes {', '.join(row['classes']) or 'any'} · events {', '.join(row['events']) or 'none'}"
        )


@app.command("show")
def show(
    book: Book,
    key: Annotated[
        str, typer.Argument(metavar="[KEY]", help="Only this key, or keys that begin with it.")
    ] = "",
    event: EventName = "",
    unknown: Annotated[bool, typer.Option("--unknown", help="Only values that no source settles.")] = False,
    as_json: AsJson = False,
) -> None:
    """Print every value with its source; `?` marks one that no text seen settles, `·` one that people apply."""
    from pitboard.errors import UsageError
    from pitboard.model.rulebook import Confidence, walk

    rules = _load(book, event)
    found = [(path, ruled) for path, ruled in walk(rules) if not key or f"{path}.".startswith(f"{key}.")]
    if not found:
        raise UsageError(f"{book}: expected a key of the rulebook, was {key!r}")
    if unknown:
        found = [(path, ruled) for path, ruled in found if ruled.confidence is Confidence.UNKNOWN]
    if as_json:
        rows = [_as_row(rules, path, ruled) for path, ruled in found]
        sys.stdout.write(json.dumps(rows, ensure_ascii=False, default=str) + "\n")
        return
    _print_values(rules, found)


def _as_row(rules: Rulebook, path: str, ruled: Ruled[Any]) -> dict[str, Any]:
    from pitboard.model.rulebook import for_people

    return {
        "key": path,
        "value": _plain(ruled.value),
        "confidence": ruled.confidence.value,
        "article": ruled.article,
        "source": rules.cite(ruled),
        "note": ruled.note,
        "applied_by_people": for_people(path),
    }


def _plain(value: Any) -> Any:
    from pydantic import BaseModel

    if isinstance(value, BaseModel):
        return value.model_dump(mode="json", exclude_defaults=True)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value


def shown(key: str, value: Any) -> str:
    """A value as people read it: durations as h:mm:ss, lists with commas, `none` for what is not ruled.

    >>> shown("drive_time.minimum_us.GTD.any", 5_400_000_000), shown("grid.groups", (("GTP",), ("GTDPRO", "GTD")))
    ('1:30:00', 'GTP | GTDPRO, GTD')
    """
    if value is None:
        return "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int) and "_us" in key:
        return _duration(value)
    if isinstance(value, tuple):
        separator = " | " if any(isinstance(item, tuple) for item in value) else ", "
        return separator.join(shown(key, item) for item in value) or "–"
    plain = _plain(value)
    if isinstance(plain, dict):
        return " ".join(f"{name}={part}" for name, part in plain.items())
    return str(plain)


def _duration(us: int) -> str:
    from pitboard.times import HOUR_US, MINUTE_US, SECOND_US

    if us < MINUTE_US:
        return f"{us / SECOND_US:g} s"
    hours, rest = divmod(us, HOUR_US)
    return f"{hours}:{rest // MINUTE_US:02}:{rest % MINUTE_US // SECOND_US:02}"


def _print_values(rules: Rulebook, found: list[tuple[str, Ruled[Any]]]) -> None:
    from rich.text import Text

    from pitboard.model.rulebook import Confidence, for_people

    screen = console()
    event = f" · event {rules.event}" if rules.event else ""
    screen.print(Text(f"{rules.id} · {rules.name}{event}", style="bold"))
    for path, ruled in found:
        unknown = ruled.confidence is Confidence.UNKNOWN
        people = for_people(path)
        text = Text(
            f"{'?' if unknown else '·' if people else ' '} {path:<52} ", style="yellow" if unknown else ""
        )
        text.append(shown(path, ruled.value), style="bold")
        article = f" Art. {ruled.article}" if ruled.article else ""
        comment = f" · {ruled.note}" if ruled.note else ""
        comment += f" · applied by people: {people}" if people else ""
        text.append(f"  [{ruled.confidence.value}{article}: {rules.cite(ruled)}{comment}]", style="dim")
        screen.print(text, no_wrap=True, overflow="ignore", crop=False)
    unknown_count = sum(ruled.confidence is Confidence.UNKNOWN for _, ruled in found)
    if unknown_count:
        note(
            f"{unknown_count} of {len(found)} values are unknown (?): defaults to be checked before an event"
        )


@app.command("check")
def check(
    books: Annotated[list[str], typer.Argument(metavar="BOOK…", help="Built-in names or TOML files.")],
) -> None:
    """Check rulebooks; every mistake is named with its key, and the exit code is 2 if there is one."""
    from pitboard.errors import RulebookError
    from pitboard.model.rulebook import load, walk

    bad = 0
    for name in books:
        try:
            book = load(name)
            events = [book.for_event(key) for key in sorted(book.events)]
        except RulebookError as error:
            bad += 1
            typer.echo(str(error), err=True)
            continue
        count = sum(1 for _ in walk(book))
        typer.echo(f"{name}: sound, {count} values, {len(events)} events")
    if bad:
        raise typer.Exit(2)


@app.command("prove")
def prove_(
    stories: Annotated[
        list[str], typer.Argument(metavar="STORY…", help="Stories: .race files, or folders that hold some.")
    ],
) -> None:
    """Run stories: what was seen, and what must come out under a rulebook; exit 1 if anything comes out otherwise."""
    from pathlib import Path

    from pitboard.errors import UsageError
    from pitboard.testing.story import prove, read_file

    files: list[Path] = []
    for name in stories:
        path = Path(name)
        found = sorted(path.glob("**/*.race")) if path.is_dir() else [path]
        if not found or not all(one.is_file() for one in found):
            raise UsageError(f"{name}: expected a .race file or a folder that holds some")
        files += found
    wrong = 0
    for path in files:
        problems = prove(read_file(path))
        wrong += bool(problems)
        typer.echo(f"{path.name}: {'as told' if not problems else 'otherwise'}")
        for problem in problems:
            typer.echo(f"  {problem}")
    if wrong:
        note(f"{wrong} of {len(files)} stories come out otherwise")
        raise typer.Exit(1)
    note(f"{len(files)} {'stories' if len(files) != 1 else 'story'}, all as told")


@app.command("schema")
def schema_() -> None:
    """Print the JSON Schema of a rulebook file, for an editor that checks TOML while you write."""
    from pitboard.model.rulebook import schema

    sys.stdout.write(json.dumps(schema(), indent=2, ensure_ascii=False) + "\n")


@app.command("diff")
def diff_(
    a: Annotated[str, typer.Argument(metavar="A", help="Built-in name or TOML file.")],
    b: Annotated[str, typer.Argument(metavar="B", help="Built-in name or TOML file.")],
    event: EventName = "",
    as_json: AsJson = False,
) -> None:
    """Print the keys whose values differ between two rulebooks; what events override follows as `events.<event>.<key>`."""
    from pitboard.model.rulebook import diff

    rows = diff(_load(a, event), _load(b, event))
    if as_json:
        plain = [{"key": key, "a": _plain(old), "b": _plain(new)} for key, old, new in rows]
        sys.stdout.write(json.dumps(plain, ensure_ascii=False, default=str) + "\n")
        return
    for key, old, new in rows:
        # An event's name says nothing about units.
        rule = key.split(".", 2)[2] if key.startswith("events.") else key
        typer.echo(f"{key}: {shown(rule, old)} → {shown(rule, new)}")
    count = f"{len(rows)} {'values differ' if len(rows) > 1 else 'value differs'}"
    note(count if rows else "no value differs")
