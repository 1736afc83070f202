// Keys that work on every page. Keys of one page are in that page; all are listed on `?` (ui/Help.svelte).

import { link, show, type PageName } from "./route.svelte";
import { prefs, type Theme } from "./prefs.svelte";

const PAGE_KEYS: Record<string, PageName> = { b: "board", i: "grid", u: "combined", m: "messages", l: "ledgers", d: "documents", r: "press", a: "announcer", k: "desk" };
const THEMES: Theme[] = ["dark", "light", "oled"];

/** A key typed into a field, or with a modifier, is not a command. */
export function isCommand(event: KeyboardEvent): boolean {
  const target = event.target as HTMLElement | null;
  const typing = target?.closest?.("input, textarea, select, dialog[open], [data-keys='own']");
  return !typing && !event.ctrlKey && !event.metaKey && !event.altKey;
}

export function nextTheme(): void {
  prefs.theme = THEMES[(THEMES.indexOf(prefs.theme) + 1) % THEMES.length] ?? "dark";
}

// Escape leaves a field, so that the next key is a command again.
function leaveField(event: KeyboardEvent): void {
  const field = (event.target as HTMLElement | null)?.closest?.<HTMLElement>("input, textarea, select");
  if (field && !field.closest("dialog")) field.blur();
}

let waitsForPage = false;

/** `?` help, `t` theme, `g` then a letter: a page. */
export function pageKeys(event: KeyboardEvent, help: () => void): void {
  if (event.key === "Escape") leaveField(event);
  if (!isCommand(event)) return;
  if (waitsForPage) {
    waitsForPage = false;
    const page = PAGE_KEYS[event.key];
    if (page) {
      event.preventDefault();
      event.stopImmediatePropagation();
      location.hash = link(page);
    }
    return;
  }
  if (event.key === "?") help();
  else if (event.key === "t") nextTheme();
  else if (event.key === "g") waitsForPage = true;
  else if (event.key === "Escape") show({ car: "" });
  else return;
  event.preventDefault();
}

export const KEYS: [string, string][] = [
  ["/", "search: number, driver, team"],
  ["o", "all cars"],
  ["c", "by class"],
  ["1 – 9", "one class"],
  ["f", "favourites"],
  ["j  k", "next car, car before; gaps are then relative to it"],
  ["Enter", "open the chosen car"],
  ["s", "favourite on and off"],
  ["Esc", "leave a field; no chosen car"],
  ["v", "columns"],
  ["n", "dense rows"],
  ["t", "theme: dark, light, black"],
  ["[  ]", "five seconds more, or less, delay"],
  ["space", "replay: play, pause"],
  ["g b", "board"],
  ["g i", "grid"],
  ["g u", "combined times"],
  ["g m", "messages"],
  ["g l", "ledgers"],
  ["g d", "documents"],
  ["g r", "press"],
  ["g a", "announcer"],
  ["g k", "desk"],
  ["?", "this list"],
];

export const DESK_KEYS: [string, string][] = [
  ["0 – 9", "a passing: stamped at the first key, Enter appends it"],
  ["j  k", "walk along the passings"],
  ["x", "void the chosen passing, or count it again"],
  ["/", "choose a command"],
  ["⇧G ⇧Y …", "flags, as on the buttons; chequered twice"],
  ["u", "take the newest entry of the log back"],
];
