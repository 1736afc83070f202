import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import type { Board, Message, Patch } from "../wire";
import { MESSAGES_KEPT } from "../wire";
import { testDesk } from "../test-desk";
import { applyDeskPatch, applyPatch, applyTick, upsert } from "./patch";

interface Case {
  name: string;
  old: Board;
  patch: Patch;
  new: Board;
}

// Written by the Python side (tests/wire/test_delta.py): both apply patches in the same way.
const cases = JSON.parse(readFileSync(resolve(import.meta.dirname, "../../../tests/wire/deltas.json"), "utf8")) as Case[];
const sorted = (board: Board): Board => ({ ...board, rows: [...board.rows].sort((a, b) => a.order - b.order) });

describe("a patch", () => {
  it.each(cases.map((each) => [each.name, each] as const))("leads to the board that Python sees: %s", (_name, { old, patch, new: expected }) => {
    expect(sorted(applyPatch(old, patch))).toEqual(sorted(expected));
  });

  it("leaves what it does not name as the same object", () => {
    const { old } = cases[0]!;
    const next = applyPatch(old, { seq: 2 });
    expect(next.rows).toBe(old.rows);
    expect(next.header).toBe(old.header);
    expect(next.messages).toBe(old.messages);
  });

  it("redraws only the rows it names", () => {
    const { old } = cases[0]!;
    const [first, second] = old.rows;
    const next = applyPatch(old, { seq: 2, rows: [{ entry_id: first!.entry_id, laps: 9 }] });
    expect(next.rows[0]).not.toBe(first);
    expect(next.rows[1]).toBe(second);
  });
});

describe("coming back", () => {
  it("gives the same board by patches as by a snapshot", () => {
    const story = cases.find((each) => each.name === "a message is taken back")!;
    const followed = applyPatch(story.old, story.patch);
    expect(sorted(followed)).toEqual(sorted(story.new));
  });

  it("shows a message once, however often it comes", () => {
    const message: Message = { id: "7", at_us: 7, clock: "", kind: "best", text: "x", cars: [], say: false, withdrawn: false };
    const { old } = cases[0]!;
    const twice = applyPatch(applyPatch(old, { seq: 2, messages: [message] }), { seq: 3, messages: [message] });
    expect(twice.messages.filter((each) => each.id === "7")).toHaveLength(1);
  });
});

it("keeps the newest messages only", () => {
  const numbers = Array.from({ length: MESSAGES_KEPT + 5 }, (_, n) => n);
  expect(upsert<number, number>([], numbers, (n) => n, MESSAGES_KEPT)[0]).toBe(5);
});

it("lets the part that runs run on with a tick", () => {
  const { old } = cases[0]!;
  const part = { part: "q1", name: "Q1", classes: [], state: "running", to_go_us: 60_000_000 };
  const parts = [part, { ...part, part: "q2", state: "waiting" }];
  const board = { ...old, header: { ...old.header, parts } };
  const next = applyTick(board, { now_us: old.header.clock.now_us + 1_000_000, speed: 1, to_go_us: null, last_read_us: null });
  expect(next.header.parts.map((each) => each.to_go_us)).toEqual([59_000_000, 60_000_000]);
});

it("takes from a tick the clock and nothing else", () => {
  const { old } = cases[0]!;
  const next = applyTick(old, { now_us: 9, speed: 0, to_go_us: 4, last_read_us: null });
  expect(next.header.clock).toMatchObject({ now_us: 9, speed: 0, to_go_us: 4 });
  expect(next.rows).toBe(old.rows);
});

it("takes every list of the desk that a patch names, and keeps the others", () => {
  const old = testDesk();
  const matters = [{ penalty: "p1" }] as typeof old.matters;
  const plan = { ...old.plan, laps: 8 };
  const next = applyDeskPatch(old, { seq: 2, matters, plan, entries_seq: 2 });
  expect(next).toEqual({ ...old, seq: 2, matters, plan, entries_seq: 2 });
  expect(applyDeskPatch(next, { seq: 3 })).toEqual({ ...next, seq: 3 });
});
