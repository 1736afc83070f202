import { beforeEach, describe, expect, it, vi } from "vitest";
import { testBoard, testRow } from "../test-board";
import { Live } from "./live.svelte";

class FakeSource {
  static all: FakeSource[] = [];
  listeners = new Map<string, (event: unknown) => void>();
  onerror: (() => void) | null = null;
  closed = false;
  constructor(readonly url: string) {
    FakeSource.all.push(this);
  }
  addEventListener(name: string, listener: (event: unknown) => void): void {
    this.listeners.set(name, listener);
  }
  close(): void {
    this.closed = true;
  }
  send(name: string, data: unknown, lastEventId = ""): void {
    this.listeners.get(name)?.({ data: JSON.stringify(data), lastEventId });
  }
}

const newest = (): FakeSource => FakeSource.all.at(-1)!;

describe("the connection", () => {
  beforeEach(() => {
    vi.useFakeTimers();
    FakeSource.all = [];
    vi.stubGlobal("EventSource", FakeSource);
    return () => {
      vi.useRealTimers();
      vi.unstubAllGlobals();
    };
  });

  const begun = (): Live => {
    const live = new Live();
    live.open("q", 0);
    newest().send("snapshot", testBoard([testRow("1", 1), testRow("2", 2)]), "r1.1");
    return live;
  };

  it("comes back with the id of the last frame, and goes on from the board it has", () => {
    const live = begun();
    newest().send("patch", { seq: 2, rows: [{ entry_id: "e1", laps: 1 }] }, "r1.2");
    newest().onerror?.();
    expect(live.connection).toBe("lost");
    vi.advanceTimersByTime(1_500);
    expect(newest().url).toContain("last_id=r1.2");
    newest().send("patch", { seq: 3, rows: [{ entry_id: "e2", laps: 1 }] }, "r1.3");
    expect(live.board!.rows.map((row) => row.laps)).toEqual([1, 1]);
    expect(live.connection).toBe("live");
    live.close();
  });

  it("takes silence for a loss", () => {
    const live = begun();
    vi.advanceTimersByTime(7_000);
    expect(live.connection).toBe("lost");
    live.close();
  });

  it("asks for a delay at the server, and then begins with a snapshot", () => {
    const live = begun();
    live.open("q", 30);
    expect(FakeSource.all[0]!.closed).toBe(true);
    expect(newest().url).toMatch(/stream\?delay_s=30$/);
    live.close();
  });

  it("ignores a patch that no snapshot came before", () => {
    const live = new Live();
    live.open("q", 0);
    newest().send("patch", { seq: 3 }, "r1.3");
    expect(live.board).toBeNull();
    live.close();
  });
});
