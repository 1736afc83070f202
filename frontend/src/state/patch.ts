// Applies patches: the same rule as `pitboard.wire.delta.apply`. Both are tested with tests/wire/deltas.json.

import { stands } from "./clock";
import { MESSAGES_KEPT, type Board, type Desk, type DeskPatch, type Message, type Patch, type Row, type Tick } from "../wire";

const PASSINGS_KEPT = 300;
const LOG_KEPT = 200;

/** The board after a patch. What did not change stays the same object, so that a page redraws only what did. */
export function applyPatch(board: Board, patch: Patch): Board {
  return {
    run: board.run,
    seq: patch.seq,
    header: patch.header === undefined ? board.header : { ...board.header, ...patch.header },
    classes: patch.classes ?? board.classes,
    rows: applyRows(board.rows, patch),
    messages: patch.messages === undefined ? board.messages : upsert(board.messages, patch.messages, (m: Message) => m.id, MESSAGES_KEPT),
    references: patch.references ?? board.references,
    battles: patch.battles ?? board.battles,
  };
}

function applyRows(rows: Row[], patch: Patch): Row[] {
  if (!patch.rows?.length && !patch.gone?.length) return rows;
  const gone = new Set(patch.gone ?? []);
  const found = new Map(rows.filter((row) => !gone.has(row.entry_id)).map((row) => [row.entry_id, row]));
  for (const changes of patch.rows ?? []) {
    const old = found.get(changes.entry_id);
    // A row that is new carries every field, so it is whole without an older one.
    found.set(changes.entry_id, { ...old, ...changes } as Row);
  }
  return [...found.values()];
}

/** Replaces items with a known key in their place, adds the others at the end, keeps the newest. */
export function upsert<Item, Key>(old: Item[], added: Item[], key: (item: Item) => Key, kept: number): Item[] {
  const found = new Map(old.map((item) => [key(item), item]));
  for (const item of added) found.set(key(item), item);
  return [...found.values()].slice(-kept);
}

/** The board with its clock as of a tick, and that of the part that runs; nothing else changes. */
export function applyTick(board: Board, tick: Tick): Board {
  const gone = tick.now_us - board.header.clock.now_us;
  const parts = board.header.parts.map((part) => (part.state !== "running" || part.to_go_us === null ? part : { ...part, to_go_us: Math.max(0, part.to_go_us - gone) }));
  const was = board.header.clock;
  const elapsed_us = was.elapsed_us === null || stands(was) ? was.elapsed_us : was.elapsed_us + gone;
  const clock = { ...was, now_us: tick.now_us, speed: tick.speed, to_go_us: tick.to_go_us, elapsed_us };
  return { ...board, header: { ...board.header, clock, parts } };
}

/** The desk after a patch. */
export function applyDeskPatch(desk: Desk, patch: DeskPatch): Desk {
  return {
    ...desk,
    seq: patch.seq,
    passings: patch.passings ? upsert(desk.passings, patch.passings, (passing) => passing.seq, PASSINGS_KEPT) : desk.passings,
    log: patch.log ? upsert(desk.log, patch.log, (line) => line.seq, LOG_KEPT) : desk.log,
    work: patch.work ?? desk.work,
    flags: patch.flags ?? desk.flags,
    advice: patch.advice === undefined ? desk.advice : patch.advice,
    stage: patch.stage ?? desk.stage,
    next_stages: patch.next_stages ?? desk.next_stages,
    plan: patch.plan ?? desk.plan,
    matters: patch.matters ?? desk.matters,
    entries_seq: patch.entries_seq ?? desk.entries_seq,
  };
}
