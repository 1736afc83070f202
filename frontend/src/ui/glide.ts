// Rows glide to their new place instead of jumping there.
// Every place is read before the first row is moved: to measure and animate row by row, as Svelte's `animate:`
// does, lays a table out again for each row, and a whole field that re-orders held the page up for twenty seconds.

import { still } from "./still";

const GLIDE_MS = 180;

/** Where each row stands [px]; a glide that is under way does not count. */
export function placesOf(table: HTMLTableElement): Map<HTMLElement, number> {
  return new Map([...table.querySelectorAll<HTMLElement>("tbody > tr")].map((row) => [row, row.offsetTop]));
}

/** Lets the rows that stood elsewhere in `before` glide to where they stand now. */
export function glide(table: HTMLTableElement, before: ReadonlyMap<HTMLElement, number>): void {
  if (still()) return;
  const moved = [...placesOf(table)].map(([row, place]) => [row, (before.get(row) ?? place) - place] as const).filter(([, by]) => by !== 0);
  for (const [row, by] of moved) row.animate([{ transform: `translateY(${by}px)` }, { transform: "none" }], { duration: GLIDE_MS, easing: "ease-out" });
}
