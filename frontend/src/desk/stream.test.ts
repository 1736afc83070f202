import { fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { tick } from "svelte";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { FakeServer, takeDesk, testDesk, testEntries, testPassing } from "../test-desk";
import { desk as control } from "./state.svelte";
import Stream from "./Stream.svelte";

const ROW_PX = 20;

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const key = (name: string): Promise<boolean> => fireEvent.keyDown(document.body, { key: name });

describe("a passing", () => {
  it("that was voided is counted again by the same key, and its button says so", async () => {
    takeDesk("7");
    const server = new FakeServer(() => undefined);
    vi.stubGlobal("fetch", server.fetch);
    const page = render(Stream, { desk: testDesk({ passings: [testPassing(5, "7")] }) });
    await key("j");
    expect(screen.getByText("Void (x)")).toBeTruthy();
    await key("x");
    expect(server.sent.at(-1)?.fact).toMatchObject({ fact: "fact_withdrawn", target_seq: 5 });

    await page.rerender({ desk: testDesk({ passings: [testPassing(5, "7", { disposition: "voided", voided_by: 6 })] }) });
    expect(screen.getByText("Count again (x)")).toBeTruthy();
    await key("x");
    expect(server.sent.at(-1)?.fact).toMatchObject({ fact: "fact_withdrawn", target_seq: 6 });
  });
});

describe("the chosen passing", () => {
  beforeEach(() => {
    takeDesk("7");
    // A layout of its own: rows of one height in a section that scrolls.
    vi.spyOn(Element.prototype, "getBoundingClientRect").mockImplementation(function (this: Element) {
      const at = [...document.querySelectorAll("tbody tr[data-seq]")].indexOf(this);
      return { top: at * ROW_PX - (document.querySelector("section")?.scrollTop ?? 0) } as DOMRect;
    });
  });
  const passings = (...seqs: number[]) => ({ desk: testDesk({ passings: seqs.map((seq) => testPassing(seq, "7")) }) });

  it("is brought into sight by j and k", async () => {
    const shown: (string | undefined)[] = [];
    Element.prototype.scrollIntoView = function (this: HTMLElement) {
      shown.push(this.dataset["seq"]);
    };
    render(Stream, passings(1, 2, 3));
    await key("j");
    await tick();
    await key("j");
    await tick();
    await key("k");
    await tick();
    expect(shown.filter(Boolean)).toEqual(["3", "2", "3"]);
  });
  it("stays where it is while reads come in above it", async () => {
    const page = render(Stream, passings(1, 2));
    const section = document.querySelector("section")!;
    await key("j");
    await page.rerender(passings(1, 2, 3, 4));
    expect(section.scrollTop).toBe(2 * ROW_PX);
  });
  it("is none: the newest stay on top", async () => {
    const page = render(Stream, passings(1, 2));
    await page.rerender(passings(1, 2, 3, 4));
    expect(document.querySelector("section")!.scrollTop).toBe(0);
  });
});

describe("the entry list", () => {
  class FakeSource {
    static newest: FakeSource;
    listeners = new Map<string, (event: unknown) => void>();
    onerror: (() => void) | null = null;
    constructor(readonly url: string) {
      FakeSource.newest = this;
    }
    addEventListener(name: string, listener: (event: unknown) => void): void {
      this.listeners.set(name, listener);
    }
    close(): void {}
    send(name: string, data: unknown): void {
      this.listeners.get(name)?.({ data: JSON.stringify(data) });
    }
  }

  it("follows the log: whoever changed it, after a break, and once more when it could not be read", async () => {
    let cars = ["7"];
    let broken = false;
    const server = new FakeServer((path) => (path.endsWith("/entries") && !broken ? testEntries(...cars) : undefined));
    vi.stubGlobal("fetch", server.fetch);
    vi.stubGlobal("EventSource", FakeSource);
    const close = control.open("q");
    const shown = (): string[] | undefined => control.entries?.entries.map((entry) => entry.car);
    const reads = (): number => server.asked.filter((path) => path.endsWith("/entries")).length;

    FakeSource.newest.send("desk", testDesk({ entries_seq: 4 }));
    await waitFor(() => expect(shown()).toEqual(["7"]));
    cars = ["7", "8"];
    FakeSource.newest.send("desk_patch", { seq: 5, entries_seq: 5 });
    await waitFor(() => expect(shown()).toEqual(["7", "8"]));
    FakeSource.newest.send("desk_patch", { seq: 6 });
    expect(reads()).toBe(2);

    cars = ["7", "8", "9"];
    FakeSource.newest.send("desk", testDesk({ entries_seq: 5 }));
    await waitFor(() => expect(shown()).toEqual(["7", "8", "9"]));

    broken = true;
    FakeSource.newest.send("desk_patch", { seq: 7, entries_seq: 7 });
    await waitFor(() => expect(reads()).toBe(4));
    broken = false;
    cars = ["9"];
    await waitFor(() => {
      FakeSource.newest.send("desk_patch", { seq: 8 });
      expect(shown()).toEqual(["9"]);
    });
    close();
  });
});
