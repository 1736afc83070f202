// What a viewer chose, kept in this browser.

export type Theme = "dark" | "light" | "oled";

export interface Prefs {
  theme: Theme;
  vision: "plain" | "safe";
  dense: boolean;
  lappedAsTime: boolean;
  clock: "venue" | "viewer";
  delay_s: number;
  favourites: string[]; // car numbers: they outlive a session
  columns: Record<string, string[]>; // hidden columns by kind of session
  messages: boolean;
}

const KEY = "pitboard.prefs.1";
const DEFAULTS: Prefs = {
  theme: "dark",
  vision: "plain",
  dense: false,
  lappedAsTime: false,
  clock: "venue",
  delay_s: 0,
  favourites: [],
  columns: {},
  messages: true,
};

export function loadPrefs(storage: Pick<Storage, "getItem">): Prefs {
  try {
    const stored = JSON.parse(storage.getItem(KEY) ?? "{}") as Partial<Prefs>;
    return { ...DEFAULTS, ...stored };
  } catch {
    return { ...DEFAULTS }; // written by something else, or storage is forbidden
  }
}

export const prefs: Prefs = $state(loadPrefs(globalThis.localStorage ?? { getItem: () => null }));

/** Keeps every change and puts theme and palette on the document; `black` is for pages that are black whatever was chosen. Call once. */
export function keepPrefs(black: () => boolean): void {
  $effect(() => {
    const root = document.documentElement;
    root.dataset.theme = black() ? "oled" : prefs.theme;
    root.dataset.vision = prefs.vision;
    root.dataset.dense = String(prefs.dense);
    try {
      localStorage.setItem(KEY, JSON.stringify(prefs));
    } catch {
      // A private window may have no storage: the choice then lasts as long as the page.
    }
  });
}

export function toggleFavourite(car: string): void {
  const at = prefs.favourites.indexOf(car);
  if (at >= 0) prefs.favourites.splice(at, 1);
  else prefs.favourites.push(car);
}
