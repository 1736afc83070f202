// What the board shows: everything, by class, one class, favourites. Sorts by the server's order and by nothing else.

import type { Board, ClassHead, Reference, Row } from "../wire";

export interface Group {
  key: string;
  head: ClassHead | null; // null: all classes together
  rows: Row[];
}

export interface View {
  view: string; // "all", "class", "favourites"
  car_class: string; // one class's code, empty for every class
  favourites: readonly string[];
  find: string;
}

const byOrder = (a: Row, b: Row): number => a.order - b.order;

const plain = (text: string): string =>
  text.normalize("NFKD").replace(/\p{Diacritic}/gu, "").toLowerCase();

/** A car is found by its number exactly as typed, or by part of a name. */
export function matches(row: Row, find: string): boolean {
  const wanted = plain(find.trim().replace(/^#/, ""));
  if (!wanted) return true;
  if (row.car.toLowerCase().startsWith(wanted)) return true;
  const names = [row.team, row.vehicle, row.car_class, ...row.crew.map((driver) => driver.name)];
  return names.some((name) => plain(name).includes(wanted));
}

export function groups(board: Board, { view, car_class, favourites, find }: View): Group[] {
  const wanted = new Set(favourites);
  const rows = board.rows
    .filter((row) => !car_class || row.car_class === car_class)
    .filter((row) => view !== "favourites" || wanted.has(row.car))
    .filter((row) => matches(row, find))
    .sort(byOrder);
  if (view !== "class" && !car_class) return [{ key: "all", head: null, rows }];
  return [...board.classes]
    .sort((a, b) => a.order - b.order)
    .map((head) => ({ key: head.code, head, rows: rows.filter((row) => row.car_class === head.code) }))
    .filter((group) => group.rows.length > 0);
}

/** A row, or the line that a reference lap draws between two rows. */
export type Line = { key: string; row: Row } | { key: string; reference: Reference };

/** Rows with the reference laps of their class between them: above it is faster, below it slower. */
export function withReferences(group: Group, references: readonly Reference[], classes: readonly ClassHead[]): Line[] {
  // Where all classes run together, only the fastest class's references make a line that divides.
  const fastest = classes.reduce((a: ClassHead | null, b) => (a && a.order <= b.order ? a : b), null);
  const code = group.head?.code ?? fastest?.code;
  const due = references.filter((each) => each.car_class === code).sort((a, b) => a.us - b.us);
  const lines: Line[] = [];
  for (const row of group.rows) {
    const best = row.best.time.us;
    while (due[0] && (best === null || best > due[0].us)) lines.push(referenceLine(due));
    lines.push({ key: row.entry_id, row });
  }
  while (due.length) lines.push(referenceLine(due));
  return lines;
}

function referenceLine(due: Reference[]): Line {
  const reference = due.shift()!;
  return { key: `${reference.kind}.${reference.car_class}.${reference.label}`, reference };
}

/** Class codes in the order of the tabs. */
export function classCodes(board: Board): ClassHead[] {
  return [...board.classes].sort((a, b) => a.order - b.order);
}

/** The neighbouring view when a finger swipes: all, then each class, then all again. */
export function nextClass(board: Board, current: string, step: 1 | -1): string {
  const codes = ["", ...classCodes(board).map((head) => head.code)];
  const at = Math.max(0, codes.indexOf(current));
  return codes[(at + step + codes.length) % codes.length] ?? "";
}
