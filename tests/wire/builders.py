"""Boards made up for tests of the wire."""

from __future__ import annotations

from typing import Any

import msgspec

from pitboard.model.flags import Flag
from pitboard.model.meeting import SessionKind
from pitboard.wire.base import CarState, DriverCell, Gap, Mark, TimeCell
from pitboard.wire.board import (
    BestLap,
    Board,
    ClassHead,
    Clock,
    FlagState,
    Header,
    Message,
    Mode,
    Row,
    Weather,
)


def row(entry_id: str, order: int, **changes: Any) -> Row:
    """A car in class GTP without a time."""
    driver = DriverCell(driver_id=f"d{entry_id}", name="Ada Example", short="Example A", rating="P")
    plain = Row(
        entry_id=entry_id, order=order, position=None, class_position=None, gained=0, car=entry_id, car_class="GTP",
        team="Team <b>", vehicle="Car", manufacturer="Make", driver=driver, crew=(driver,), laps=0, best=BestLap(),
        last=TimeCell(), sectors=(), gap=Gap(), interval=Gap(), class_gap=Gap(), class_interval=Gap(), stint_laps=None,
        stops=0, pit_text="", pit_since_us=None, top_speed="", state=CarState.NONE, notes=(), improved_us=None,
        expected_us=None, status="classified",
    )  # fmt: skip
    return msgspec.structs.replace(plain, **changes)


def board(*rows: Row, seq: int = 1, messages: tuple[Message, ...] = (), **header: Any) -> Board:
    """A board of a made-up session."""
    head = Header(
        session="q", kind=SessionKind.QUALIFYING, name="Qualifying", meeting="Example Weekend", meeting_id="example",
        series="", season=2030, circuit="Example Ring", length="4.000 km", zone="UTC", zone_text="UTC", mode=Mode.LIVE,
        stage="live", rulebook="example", distance="15 minutes", clock=Clock(now_us=1_000_000), flag=FlagState(),
        parts=(), weather=Weather(),
    )  # fmt: skip
    heads = ("GTP", "GTD")
    classes = tuple(
        ClassHead(
            code=code, name=code, order=place, colour="#ffffff", colour_on_paper="#202124", ink="#000000",
            ink_on_paper="#ffffff", cars=1,
        )
        for place, code in enumerate(heads)
    )  # fmt: skip
    head = msgspec.structs.replace(head, **header)
    return Board(run="r1", seq=seq, header=head, classes=classes, rows=rows, messages=messages)


def green(since_us: int) -> FlagState:
    """Green flag."""
    return FlagState(flag=Flag.GREEN, name="GREEN", since_us=since_us)


def said(number: int, text: str = "", **changes: Any) -> Message:
    """A message of the list."""
    plain = Message(
        id=str(number), at_us=number, clock="10:00:00", kind="best", text=text or f"message {number}"
    )
    return msgspec.structs.replace(plain, **changes)


def fastest(us: int, text: str) -> BestLap:
    """A best lap of the class."""
    return BestLap(time=TimeCell(us=us, text=text, mark=Mark.CLASS_BEST), lap=3)
