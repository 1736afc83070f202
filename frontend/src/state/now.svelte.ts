// The running clock between two frames: the wire's instant, let run on by its speed.

import type { Clock, PartState } from "../wire";
import { stands } from "./clock";
import { live } from "./live.svelte";

const STEP_MS = 100;

class Now {
  ms = $state(0); // performance.now(), at the page's pace

  start(): () => void {
    const step = (): void => void (this.ms = performance.now());
    step();
    const timer = setInterval(step, STEP_MS);
    return () => clearInterval(timer);
  }

  /** Milliseconds since the newest frame or tick was received. */
  get ageMs(): number {
    return Math.max(0, this.ms - live.receivedMs);
  }

  /** µs by which the data clock has run on since the frame. */
  get sinceFrameUs(): number {
    const clock = live.board?.header.clock;
    if (!clock || live.connection === "lost") return 0;
    return this.ageMs * 1_000 * clock.speed;
  }

  get us(): number {
    return (live.board?.header.clock.now_us ?? 0) + this.sinceFrameUs;
  }

  /** Session time, counting up unless the clock stands. */
  elapsed(clock: Clock): number | null {
    if (clock.elapsed_us === null) return null;
    return stands(clock) ? clock.elapsed_us : clock.elapsed_us + this.sinceFrameUs;
  }

  /** Time to go of a part of the session, which has a clock of its own; null where it is not known. */
  partToGo(part: PartState | undefined, clock: Clock): number | null {
    if (part?.to_go_us === null || part?.to_go_us === undefined) return null;
    return stands(clock) ? part.to_go_us : Math.max(0, part.to_go_us - this.sinceFrameUs);
  }

  /** Time to go, counting down unless the clock stands. */
  toGo(clock: Clock): number | null {
    if (clock.to_go_us === null) return null;
    return stands(clock) ? clock.to_go_us : Math.max(0, clock.to_go_us - this.sinceFrameUs);
  }
}

export const now = new Now();
