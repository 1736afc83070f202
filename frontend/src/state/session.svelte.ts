// Which session is shown: the one in the address, else the server's current one.

import type { Sessions } from "../wire";
import { get } from "./api";
import { live } from "./live.svelte";
import { prefs } from "./prefs.svelte";
import { route, show } from "./route.svelte";

const LONGEST_S = 24 * 3_600; // the server knows no longer one

class Meeting {
  list: Sessions | null = $state.raw(null);
  error = $state("");

  // Derived, not a getter: whatever else changes in the address, who follows the session is left alone.
  session = $derived(route.query["session"] || this.list?.current || "");

  async load(): Promise<void> {
    try {
      this.list = await get<Sessions>("api/sessions");
      this.error = "";
    } catch (error) {
      this.error = error instanceof Error ? error.message : String(error);
      setTimeout(() => void this.load(), 2_000);
    }
  }
}

export const meeting = new Meeting();

/** The viewer's delay [s]: from the address where it says one, else as kept. The desk is never behind. */
export function delayS(): number {
  if (route.page === "desk") return 0;
  const typed = Number(route.query["delay"] ?? "");
  return typed > 0 ? typed : prefs.delay_s;
}

/** Chooses a delay [s]; one that the address says gives way. */
export function setDelay(seconds: number): void {
  prefs.delay_s = Math.min(LONGEST_S, Math.max(0, seconds));
  if (route.query["delay"]) show({ delay: "" });
}

/** Keeps the connection on the session that is shown. Call once. */
export function followSession(): void {
  void meeting.load();
  $effect(() => {
    if (meeting.session) live.open(meeting.session, delayS());
  });
}
