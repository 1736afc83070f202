// Keys that work on every page. Keys of one page are in that page; those that work where one is are listed on `?` (ui/Help.svelte).

import { link, PAGES, route, show, type PageName } from "./route.svelte";
import { prefs, type Theme } from "./prefs.svelte";
import { delayS, setDelay } from "./session.svelte";

const PAGE_KEYS: Record<string, PageName> = { b: "board", i: "grid", u: "combined", m: "messages", l: "ledgers", d: "documents", r: "press", a: "announcer", k: "desk" };
const DELAY_STEP_S = 5;
const BARE: readonly PageName[] = ["announcer", "overlay"];
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

/** Pages without a header: black or transparent whatever was chosen, and without the bar of a replay. */
export const isBare = (page: PageName): boolean => BARE.includes(page);

// The desk is never behind.
const isDelayed = (page: PageName): boolean => page !== "desk";

let waitsForPage = false;

/** `?` help, `t` theme, `[` and `]` delay, `g` then a letter: a page. */
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
  else if (event.key === "t" && !isBare(route.page)) nextTheme();
  else if (event.key === "[" && isDelayed(route.page)) setDelay(delayS() + DELAY_STEP_S);
  else if (event.key === "]" && isDelayed(route.page)) setDelay(delayS() - DELAY_STEP_S);
  else if (event.key === "g") waitsForPage = true;
  else if (event.key === "Escape" && route.page === "board") show({ car: "" });
  else return;
  event.preventDefault();
}

interface KeyLine {
  key: string;
  what: string;
  on: readonly PageName[];
  replay?: boolean; // of a replay alone
}

const FRAMED = PAGES.filter((page) => !isBare(page));

// What a key does, and on which pages: a line here is a promise that it works there.
const KEYS: KeyLine[] = [
  { key: "/", what: "search: number, driver, team", on: ["board"] },
  { key: "o", what: "all cars", on: ["board"] },
  { key: "c", what: "by class", on: ["board"] },
  { key: "1 – 9", what: "one class", on: ["board"] },
  { key: "f", what: "favourites", on: ["board"] },
  { key: "j  k", what: "next car, car before; gaps are then relative to it", on: ["board"] },
  { key: "j  k", what: "next car, car before", on: ["car"] },
  { key: "Enter", what: "open the chosen car", on: ["board"] },
  { key: "s", what: "favourite on and off", on: ["board", "car"] },
  { key: "Esc", what: "leave a field; no chosen car", on: ["board"] },
  { key: "Esc", what: "leave a field", on: FRAMED.filter((page) => page !== "board") },
  { key: "v", what: "columns", on: ["board"] },
  { key: "n", what: "dense rows", on: ["board"] },
  { key: "t", what: "theme: dark, light, black", on: FRAMED },
  { key: "[  ]", what: "five seconds more, or less, delay", on: PAGES.filter(isDelayed) },
  { key: "space", what: "replay: play, pause", on: FRAMED, replay: true },
  ...Object.entries(PAGE_KEYS).map(([letter, page]) => ({ key: `g ${letter}`, what: page === "combined" ? "combined times" : page, on: PAGES })),
  { key: "?", what: "this list", on: PAGES },
];

/** The keys that work on a page. */
export function keysOf(page: PageName, replay: boolean): KeyLine[] {
  return KEYS.filter((line) => line.on.includes(page) && (replay || !line.replay));
}

/** Those of the desk, for who has signed in. */
export const DESK_KEYS: [string, string][] = [
  ["0 – 9", "a passing: stamped at the first key, Enter appends it"],
  ["j  k", "walk along the passings"],
  ["x", "void the chosen passing, or count it again"],
  ["/", "choose a command"],
  ["⇧G ⇧Y …", "flags, as on the buttons; red, last lap and chequered twice"],
  ["u", "take the newest entry of the log back"],
];
