// A cell that changed brightens once and settles; not under reduced motion, and not when it first appears.

import { still } from "./still";

const SETTLE_MS = 180;

export function brighten(node: HTMLElement, shown: string): { update: (next: string) => void } {
  let last = shown;
  return {
    update(next) {
      if (next === last) return;
      last = next;
      if (next && !still()) node.animate([{ backgroundColor: "var(--line-strong)" }, { backgroundColor: "transparent" }], { duration: SETTLE_MS, easing: "ease-out" });
    },
  };
}
