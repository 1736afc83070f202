// A class's colours: the rulebook's, or the palette's for colour-blind viewers (CSS variables --plate-0, --plate-1, …).

import type { ClassHead } from "../wire";
import { prefs } from "../state/prefs.svelte";

export interface Colours {
  ground: string;
  ink: string;
  paper: string;
  paperInk: string;
}

export function classVariables(classes: readonly ClassHead[], code: string, vision: string = prefs.vision): Colours {
  const sorted = [...classes].sort((a, b) => a.order - b.order);
  const place = sorted.findIndex((head) => head.code === code);
  const head = sorted[place];
  if (!head) return { ground: "var(--line)", ink: "var(--text)", paper: "var(--line)", paperInk: "var(--text)" };
  if (vision === "safe") {
    const at = `--plate-${place % 6}`;
    const both = { ground: `var(${at})`, ink: `var(${at}-ink)` };
    return { ...both, paper: both.ground, paperInk: both.ink };
  }
  return { ground: head.colour, ink: head.ink, paper: head.colour_on_paper, paperInk: head.ink_on_paper };
}
