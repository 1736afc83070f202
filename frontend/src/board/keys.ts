// The board's keys.

import type { Board, Row } from "../wire";
import { isCommand } from "../state/keys";
import { prefs, toggleFavourite } from "../state/prefs.svelte";
import { link, show } from "../state/route.svelte";
import { classCodes } from "../view/filters";

export interface Target {
  board: Board;
  rows: Row[]; // as shown
  chosen: Row | null;
  find: () => void;
  columns: () => void;
}

function choose({ rows, chosen }: Target, step: 1 | -1): void {
  const at = rows.findIndex((row) => row.entry_id === chosen?.entry_id);
  const next = at < 0 ? rows[0] : rows[Math.min(rows.length - 1, Math.max(0, at + step))];
  if (!next) return;
  show({ car: next.car });
  document.querySelector(`[data-entry="${CSS.escape(next.entry_id)}"]`)?.scrollIntoView({ block: "nearest" });
}

function onlyClass(board: Board, place: number): void {
  const head = classCodes(board)[place];
  if (head) show({ class: head.code, view: "" });
}

function act(key: string, target: Target): boolean {
  const { board, chosen } = target;
  if (/^[1-9]$/.test(key)) onlyClass(board, Number(key) - 1);
  else if (key === "/") target.find();
  else if (key === "o") show({ view: "", class: "" });
  else if (key === "c") show({ view: "class", class: "" });
  else if (key === "f") show({ view: "favourites", class: "" });
  else if (key === "j") choose(target, 1);
  else if (key === "k") choose(target, -1);
  else if (key === "s" && chosen) toggleFavourite(chosen.car);
  else if (key === "Enter" && chosen) location.hash = link("car", chosen.entry_id);
  else if (key === "v") target.columns();
  else if (key === "n") prefs.dense = !prefs.dense;
  else return false;
  return true;
}

export function boardKeys(event: KeyboardEvent, target: Target): void {
  if (event.defaultPrevented || !isCommand(event)) return;
  const onControl = (event.target as HTMLElement | null)?.closest?.("button, a");
  if (event.key === "Enter" && onControl) return;
  if (act(event.key, target)) event.preventDefault();
}
