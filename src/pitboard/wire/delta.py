"""Patches between two boards: made here once for every viewer, applied by pages and terminals in the same way.

`frontend/src/state/patch.ts` is the same rule in TypeScript; `tests/wire/deltas.json` holds cases for both.
"""

from __future__ import annotations

from typing import Any

import msgspec

from pitboard.wire.board import MESSAGES_KEPT, Board, Header, Message, Patch, Row


def _changed(old: msgspec.Struct, new: msgspec.Struct) -> dict[str, Any]:
    """The fields of `new` that differ."""
    if old == new:  # most rows of most frames; comparing whole is quick
        return {}
    return {
        name: value for name in new.__struct_fields__ if (value := getattr(new, name)) != getattr(old, name)
    }


def _whole(row: Row) -> dict[str, Any]:
    return {name: getattr(row, name) for name in row.__struct_fields__}


def diff(old: Board, new: Board) -> Patch:
    """What a viewer of `old` needs to see `new`; both of one run."""
    before = {row.entry_id: row for row in old.rows}
    rows = []
    for row in new.rows:
        was = before.pop(row.entry_id, None)
        changes = _whole(row) if was is None else _changed(was, row)
        if changes:
            rows.append({"entry_id": row.entry_id, **changes})
    said = {message.id: message for message in old.messages}
    return Patch(
        seq=new.seq,
        header=_changed(old.header, new.header),
        rows=tuple(rows),
        gone=tuple(before),
        messages=tuple(message for message in new.messages if said.get(message.id) != message),
        classes=None if new.classes == old.classes else new.classes,
        references=None if new.references == old.references else new.references,
        battles=None if new.battles == old.battles else new.battles,
    )


def apply(board: Board, patch: Patch) -> Board:
    """The board after a patch that came over the wire or straight from `diff`."""
    rows = {row.entry_id: _whole(row) for row in board.rows if row.entry_id not in patch.gone}
    for changes in patch.rows:
        rows[changes["entry_id"]] = {**rows.get(changes["entry_id"], {}), **changes}
    header = {name: getattr(board.header, name) for name in board.header.__struct_fields__}
    messages: dict[str, Message] = {message.id: message for message in board.messages}
    messages.update({message.id: message for message in patch.messages})
    return Board(
        run=board.run,
        seq=patch.seq,
        header=msgspec.convert({**header, **patch.header}, Header, from_attributes=True),
        classes=board.classes if patch.classes is None else patch.classes,
        rows=tuple(msgspec.convert(row, Row, from_attributes=True) for row in rows.values()),
        messages=tuple(messages.values())[-MESSAGES_KEPT:],
        references=board.references if patch.references is None else patch.references,
        battles=board.battles if patch.battles is None else patch.battles,
    )
