"""Patches: whatever happened between two frames, a viewer who applies the patch sees the later one."""

from __future__ import annotations

import itertools
import json
import os
from pathlib import Path

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from pitboard.wire.base import CarState
from pitboard.wire.board import MESSAGES_KEPT, Board, Patch
from pitboard.wire.delta import apply, diff
from tests.wire.builders import board, fastest, green, row, said

CASES = Path(__file__).parent / "deltas.json"


def over_the_wire(patch: Patch) -> Patch:
    return msgspec.json.decode(msgspec.json.encode(patch), type=Patch)


def same(one: Board, other: Board) -> bool:
    def keyed(each: Board) -> Board:
        return msgspec.structs.replace(each, rows=tuple(sorted(each.rows, key=lambda row: row.order)))

    return keyed(one) == keyed(other)


def stories() -> dict[str, list[Board]]:
    a, b = row("31", 1), row("01", 2)
    leads = row(
        "01", 1, position=1, class_position=1, best=fastest(92_656_000, "1:32.656"), state=CarState.RUN
    )
    return {
        "nothing happened": [board(a, b), board(a, b, seq=2)],
        "a lap changes the order": [board(a, b), board(leads, row("31", 2), seq=5, messages=(said(5),))],
        "a flag": [board(a), board(a, seq=2, flag=green(9))],
        "a car comes and one goes": [board(a), board(row("7", 1), seq=3)],
        "a message is taken back": [
            board(a, messages=(said(1), said(2))),
            board(a, seq=4, messages=(said(1, withdrawn=True), said(2), said(4))),
        ],
        "more messages than are kept": [
            board(a, messages=tuple(said(n) for n in range(MESSAGES_KEPT))),
            board(a, seq=9, messages=tuple(said(n) for n in range(3, MESSAGES_KEPT + 3))),
        ],
    }


def test_a_patch_leads_from_each_board_to_the_next():
    for name, (old, new) in stories().items():
        assert same(apply(old, over_the_wire(diff(old, new))), new), name


def test_a_patch_carries_only_what_changed():
    patch = diff(board(row("31", 1)), board(row("31", 1, laps=1), seq=2))

    assert json.loads(msgspec.json.encode(patch)) == {"seq": 2, "rows": [{"entry_id": "31", "laps": 1}]}


rows = st.builds(
    row,
    st.sampled_from(["31", "01", "1", "7"]),
    st.just(1),
    laps=st.integers(0, 3),
    state=st.sampled_from(CarState),
    notes=st.sampled_from([(), ("lap 2 deleted",)]),
)
boards = st.lists(rows, unique_by=lambda row: row.entry_id).map(
    lambda found: board(*(msgspec.structs.replace(each, order=n) for n, each in enumerate(found, 1)))
)


@given(st.lists(boards, min_size=2, max_size=5))
def test_a_viewer_who_follows_patches_sees_what_a_viewer_with_a_snapshot_sees(frames):
    seen = frames[0]
    for old, new in itertools.pairwise(frames):
        seen = apply(seen, over_the_wire(diff(old, new)))

    assert same(seen, frames[-1])


def test_the_cases_that_the_page_is_tested_with_are_these():
    cases = [
        {"name": name, "old": old, "patch": diff(old, new), "new": new}
        for name, (old, new) in stories().items()
    ]
    text = "[\n" + ",\n".join(msgspec.json.encode(case).decode() for case in cases) + "\n]\n"
    if os.environ.get("PITBOARD_WRITE_CASES"):
        CASES.write_text(text, encoding="utf-8")

    assert CASES.read_text(encoding="utf-8") == text, "PITBOARD_WRITE_CASES=1 writes tests/wire/deltas.json"
