"""What the terminal shows of a board: which rows in which order, and the lines around the table."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from rich.text import Text

from pitboard.terminal.columns import Context, columns_for, heading, line
from pitboard.times import format_time
from pitboard.wire.board import Board, Row

FLAG_STYLES = {
    "green": "bold white on #117a3d",
    "yellow": "bold black on #ffd400",
    "full_course_yellow": "bold black on #ffd400",
    "virtual_safety_car": "bold black on #ffd400",
    "safety_car": "bold black on #ffd400",
    "code_60": "bold white on #7b2cbf",
    "slow_zone": "bold black on #ffd400",
    "red": "bold white on #c1121f",
    "white": "bold black on white",
    "chequered": "bold black on white",
}
VIEWS = ("all", "by class", "one class", "favourites")
HELP = (
    "g  next view: all, by class, one class, favourites",
    "o  all cars    c  next class    f  favourites",
    "space  favourite on or off    a  gaps from this car, or from nobody",
    "/  search for a car, driver or team; n and p for the next and the last match",
    "j k, arrows, page keys  move    ?  this help    q  leave",
)


@dataclass(frozen=True, slots=True)
class Choice:
    """What the viewer chose."""

    view: str = "all"
    car_class: str = ""
    cursor: str = ""
    anchor: str = ""
    favourites: frozenset[str] = field(default_factory=frozenset)
    top: int = 0


def shown(board: Board, choice: Choice) -> list[Row]:
    """The rows of a view, in the board's own order."""
    rows = sorted(board.rows, key=lambda row: row.order)
    if choice.view == "by class":
        place = {head.code: head.order for head in board.classes}
        rows.sort(key=lambda row: (place.get(row.car_class, 99), row.order))
    elif choice.view == "one class":
        rows = [row for row in rows if row.car_class == choice.car_class]
    elif choice.view == "favourites":
        rows = [row for row in rows if row.entry_id in choice.favourites]
    return rows


def next_class(board: Board, choice: Choice) -> Choice:
    """The class after the one shown, fastest first."""
    codes = [head.code for head in sorted(board.classes, key=lambda head: head.order)]
    if not codes:
        return choice
    index = codes.index(choice.car_class) + 1 if choice.car_class in codes else 0
    return replace(choice, view="one class", car_class=codes[index % len(codes)], top=0)


def matches(board: Board, choice: Choice, needle: str) -> list[str]:
    """Entry ids in view whose number, driver or team holds the text; a number must be the whole number."""
    needle = needle.strip().casefold()
    found = []
    for row in shown(board, choice):
        names = [row.team, *(driver.name for driver in row.crew)]
        by_number = row.car.casefold() == needle.removeprefix("#")
        by_name = not needle.removeprefix("#").isdigit() and any(needle in name.casefold() for name in names)
        if needle and (by_number or by_name):
            found.append(row.entry_id)
    return found


def render(board: Board, choice: Choice, width: int, height: int, *, note: str = "") -> list[Text]:
    """The whole screen: title, flag, table, messages."""
    rows = shown(board, choice)
    table_height = max(3, height - 5)
    top = _top(rows, choice, table_height)
    columns = columns_for(board, width - 2)
    anchor = next((row for row in board.rows if row.entry_id == choice.anchor), None)
    context = Context({head.code: head for head in board.classes}, anchor)
    lines = [_title(board, choice, width), _flag(board, width), Text("  ").append_text(heading(columns))]
    for row in rows[top : top + table_height]:
        text = Text("★ " if row.entry_id in choice.favourites else "  ").append_text(
            line(columns, row, context)
        )
        if row.entry_id == choice.anchor:
            text.stylize("on #1d3a5f")
        if row.entry_id == choice.cursor:
            text.stylize("reverse")
        lines.append(text)
    lines += [Text()] * (table_height + 3 - len(lines))
    lines.append(_messages(board, width))
    lines.append(
        Text(
            note or "g view · c class · / search · space ★ · a gaps from car · ? help · q leave", style="dim"
        )
    )
    for text in lines:
        text.truncate(width)
    return lines


def _top(rows: list[Row], choice: Choice, table_height: int) -> int:
    """First row shown: the table moves with the viewer's cursor, never by itself."""
    index = next((index for index, row in enumerate(rows) if row.entry_id == choice.cursor), None)
    top = choice.top
    if index is not None:
        top = min(max(top, index - table_height + 1), index)
    return max(0, min(top, len(rows) - table_height))


def _title(board: Board, choice: Choice, width: int) -> Text:
    head = board.header
    left = Text(f"{head.meeting} · ").append(head.name, style="bold")
    if head.mode.value == "replay":
        left.append(" REPLAY ", style="bold black on #5fd7d7")
    left.append(f"  {choice.car_class if choice.view == 'one class' else choice.view}", style="dim")
    right = Text(_clock(board), style="bold")
    gap = max(1, width - left.cell_len - right.cell_len)
    return left.append(" " * gap).append_text(right)


def _clock(board: Board) -> str:
    clock = board.header.clock
    zone = ZoneInfo(board.header.zone) if board.header.zone else UTC
    now = datetime.fromtimestamp(clock.now_us // 1_000_000, zone).strftime("%H:%M:%S")
    left = clock.text or (
        f"{format_time(clock.to_go_us, decimals=0)} to go" if clock.to_go_us is not None else ""
    )
    return f"{left}  {now} {board.header.zone_text}".strip()


def _flag(board: Board, width: int) -> Text:
    flag = board.header.flag
    style = FLAG_STYLES.get(flag.flag.value if flag.flag else "", "dim")
    return Text((flag.name or "NO FLAG").center(width), style=style)


def _messages(board: Board, width: int) -> Text:
    text = Text()
    for message in reversed(board.messages):
        if text.cell_len > width:
            break
        text.append(f"{message.clock} ", style="dim").append(f"{message.text}   ")
    return text
