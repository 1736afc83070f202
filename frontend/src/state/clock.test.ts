import { describe, expect, it, vi } from "vitest";
import { testBoard } from "../test-board";
import type { Clock } from "../wire";
import { live } from "./live.svelte";
import { now } from "./now.svelte";
import { applyTick } from "./patch";

const MINUTE_US = 60_000_000;

function shown(changes: Partial<Clock>, ageMs: number): (number | null)[] {
  const board = testBoard([]);
  const clock: Clock = { ...board.header.clock, elapsed_us: 10 * MINUTE_US, to_go_us: 5 * MINUTE_US, ...changes };
  live.board = { ...board, header: { ...board.header, clock } };
  vi.spyOn(now, "ageMs", "get").mockReturnValue(ageMs);
  return [now.elapsed(clock), now.toGo(clock)];
}

describe("the clock between two frames", () => {
  it("runs on", () => {
    expect(shown({}, 1_000)).toEqual([10 * MINUTE_US + 1_000_000, 5 * MINUTE_US - 1_000_000]);
  });
  it.each([{ held: true, text: "held" }, { text: "finished" }])("stands as %j, also with time to go", (changes) => {
    expect(shown(changes, 1_000)).toEqual([10 * MINUTE_US, 5 * MINUTE_US]);
  });
});

describe("a tick", () => {
  const tick = { now_us: 1_000_000, speed: 1, to_go_us: null, last_read_us: null };
  const ticked = (changes: Partial<Clock>): number | null => {
    const board = testBoard([]);
    const clock = { ...board.header.clock, now_us: 0, elapsed_us: MINUTE_US, ...changes };
    return applyTick({ ...board, header: { ...board.header, clock } }, tick).header.clock.elapsed_us;
  };
  it("takes the time that is counted up along", () => {
    expect(ticked({})).toBe(MINUTE_US + 1_000_000);
    expect(ticked({ text: "finished" })).toBe(MINUTE_US);
  });
});
