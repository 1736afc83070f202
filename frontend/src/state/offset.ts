// The browser's key times on the server's data clock: several questions, the quickest answer believed.

import type { ClockSample } from "../wire";
import { get, sessionPath } from "./api";

export interface Reading {
  sentMs: number; // performance.now()
  receivedMs: number;
  sample: ClockSample;
}

export interface ClockMap {
  atMs: number; // performance.now() that goes with
  nowUs: number; // this instant of the data clock
  speed: number;
  uncertaintyUs: number; // half the round trip: the answer may belong to any instant in it
}

const US_PER_MS = 1_000;
const KEY_DELAY_US = 1_000; // a key event is stamped to the millisecond

/** The map that the quickest round trip gives. */
export function bestMap(readings: readonly Reading[]): ClockMap | null {
  const quickest = [...readings].sort((a, b) => a.receivedMs - a.sentMs - (b.receivedMs - b.sentMs))[0];
  if (!quickest) return null;
  const trip = quickest.receivedMs - quickest.sentMs;
  return {
    atMs: quickest.sentMs + trip / 2,
    nowUs: quickest.sample.now_us,
    speed: quickest.sample.speed,
    uncertaintyUs: Math.ceil((trip / 2) * US_PER_MS * Math.max(1, quickest.sample.speed)) + KEY_DELAY_US,
  };
}

/** The instant on the data clock of a key time (`event.timeStamp`, which is on the clock of performance.now()). */
export function instantOf(map: ClockMap, keyMs: number): number {
  return Math.round(map.nowUs + (keyMs - map.atMs) * US_PER_MS * map.speed);
}

/** Asks `count` times in a row. */
export async function measure(session: string, count = 7): Promise<ClockMap | null> {
  const readings: Reading[] = [];
  for (let n = 0; n < count; n += 1) {
    const sentMs = performance.now();
    const sample = await get<ClockSample>(sessionPath(session, "clock"));
    readings.push({ sentMs, receivedMs: performance.now(), sample });
  }
  return bestMap(readings);
}
