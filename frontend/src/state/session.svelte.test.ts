import { flushSync } from "svelte";
import { describe, expect, it, vi } from "vitest";
import { loads } from "./load.svelte";
import { route, show } from "./route.svelte";
import { meeting } from "./session.svelte";

// Runs `follow` in an effect and says how often; the effect ends with the test.
function timesRun(follow: () => void, act: () => void): number {
  let times = 0;
  const end = $effect.root(() => {
    $effect(() => {
      follow();
      times += 1;
    });
  });
  flushSync();
  act();
  flushSync();
  end();
  return times;
}

describe("who follows the session", () => {
  it("is left alone by whatever else changes in the address", () => {
    show({ session: "q" });
    const times = timesRun(() => void meeting.session, () => show({ car: "", class: "GTP" }));

    expect([times, meeting.session, route.query["class"]]).toEqual([1, "q", "GTP"]);
  });
  it("is told of another session", () => {
    show({ session: "q" });
    expect(timesRun(() => void meeting.session, () => show({ session: "race" }))).toBe(2);
  });
  it("and a page's data is not fetched again while its address stays", () => {
    const fetched = vi.spyOn(globalThis, "fetch").mockResolvedValue(new Response("{}"));
    show({ session: "q" });
    const end = $effect.root(() => void loads(() => `api/${route.query["session"]}`));
    flushSync();
    show({ car: "7" });
    flushSync();
    end();

    expect(fetched.mock.calls.map(([path]) => path)).toEqual(["api/q"]);
    fetched.mockRestore();
  });
});
