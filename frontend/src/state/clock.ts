// Whether a session's clock runs on between two frames.

import type { Clock } from "../wire";

const FINISHED = "finished"; // as the server words it (pitboard.live.heading.clock)

/** A held clock stands, and so does that of a session that is over, however early it was ended. */
export function stands(clock: Clock): boolean {
  return clock.held || clock.text === FINISHED;
}
