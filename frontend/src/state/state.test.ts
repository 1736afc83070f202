import { describe, expect, it } from "vitest";
import { COMMANDS, nearestInstant, type Values } from "../desk/commands";
import { isCommand } from "./keys";
import { bestMap, instantOf } from "./offset";
import { loadPrefs } from "./prefs.svelte";
import { formatRoute, parseRoute } from "./route.svelte";
import type { Session } from "../wire";

describe("the address", () => {
  it("says what the page shows, and back", () => {
    const route = parseRoute("#/car/e%2F7?class=GTP&car=01");
    expect(route).toEqual({ page: "car", id: "e/7", query: { class: "GTP", car: "01" } });
    expect(parseRoute(formatRoute(route))).toEqual(route);
  });
  it("leads to the board where it names no page", () => {
    expect([parseRoute("").page, parseRoute("#/nonsense").page]).toEqual(["board", "board"]);
  });
});

it("what was kept by something else, or not at all, gives the defaults", () => {
  const store = (value: string | null) => ({ getItem: () => value });
  expect(loadPrefs(store("{")).theme).toBe("dark");
  expect(loadPrefs(store('{"theme":"light"}'))).toMatchObject({ theme: "light", delay_s: 0 });
});

describe("a key", () => {
  // A dialog that was closed keeps the focus until the page is drawn again; what is typed then is meant for the page.
  it.each([["input", false], ["dialog open", false], ["dialog", true], ["main", true]])("that goes to a button in <%s> is a command: %s", (tag, expected) => {
    document.body.innerHTML = `<${tag}><button>b</button>`;
    let found: boolean | null = null;
    addEventListener("keydown", (event) => (found = isCommand(event)), { once: true });
    (document.querySelector(tag === "input" ? "input" : "button")!).dispatchEvent(new KeyboardEvent("keydown", { key: "1", bubbles: true }));
    expect(found).toBe(expected);
  });
});

describe("a key time", () => {
  const sample = (now_us: number) => ({ now_us, speed: 1 });
  const map = bestMap([
    { sentMs: 0, receivedMs: 100, sample: sample(1_000_000) },
    { sentMs: 200, receivedMs: 210, sample: sample(1_205_000) },
  ])!;
  it("is mapped by the quickest answer, with half its round trip as uncertainty", () => {
    expect(map).toEqual({ atMs: 205, nowUs: 1_205_000, speed: 1, uncertaintyUs: 6_000 });
    expect(instantOf(map, 205)).toBe(1_205_000);
    expect(instantOf(map, 195.5)).toBe(1_195_500);
  });
  it("runs as fast as a replay", () => {
    expect(instantOf({ ...map, speed: 10 }, 206)).toBe(1_215_000);
  });
});

describe("a typed time of day", () => {
  const noon = Date.UTC(2024, 0, 21, 12) * 1_000;
  it("is the nearest one", () => {
    expect(nearestInstant("11:59:58.250", noon, "12:00:00")).toBe(noon - 1_750_000);
    expect(nearestInstant("00:00:01", Date.UTC(2024, 0, 21, 23, 59, 59) * 1_000, "23:59:59")).toBe(Date.UTC(2024, 0, 22, 0, 0, 1) * 1_000);
  });
  it.each(["", "12", "25:00:00", "12:60:00", "noon"])("%j is none", (text) => {
    expect(nearestInstant(text, noon, "12:00:00")).toBeNull();
  });
});

describe("every command of the desk", () => {
  const entry = { entry_id: "e1", car: "01", car_class: "GTP", team: "", vehicle: "", manufacturer: "", tyres: "", group: "", crew: [], transponders: [], withdrawn: false };
  const plan = { session: "q", kind: "race", laps: 10, parts: [{ part: "q1", name: "Q1", classes: ["GTP"] }] } as unknown as Session;
  const values: Values = { at_us: 5, start_us: 1, entry, plan, get: (name) => (name === "lap" ? "44:6" : name === "from" ? "start" : ""), instant: () => 9 };
  it.each(COMMANDS.map((command) => [command.id, command] as const))("%s makes the fact that it says", (_id, command) => {
    const fact = command.build(values);
    expect(fact.fact).toBe(command.kind);
    expect(Number.isInteger(fact.at_us)).toBe(true);
    expect(JSON.stringify(fact)).not.toContain("null,null");
  });
  it("has a name of its own", () => {
    expect(new Set(COMMANDS.map((command) => command.id)).size).toBe(COMMANDS.length);
  });
  const typed = (fields: Record<string, string>, changes: Partial<Values> = {}): Values => ({ ...values, get: (name) => fields[name] ?? "", ...changes });
  const build = (id: string, with_: Values): unknown => COMMANDS.find((command) => command.id === id)!.build(with_);
  it("takes extra formation laps off the distance, and only tells of them where there is none", () => {
    expect(build("formation", typed({ laps: "2" }))).toMatchObject({ fact: "session_scheduled", plan: { session: "q", laps: 8 } });
    expect(build("formation", typed({ laps: "1" }, { plan: { ...plan, laps: null } }))).toMatchObject({ fact: "message_sent", text: "1 extra formation lap" });
  });
  it("starts a part with its name and classes", () => {
    expect(build("part-start", typed({ part: "q1" }))).toEqual({ fact: "part_started", at_us: 9, part: "q1", name: "Q1", classes: ["GTP"] });
  });
  it("sends a crew by names, the known ones with their id", () => {
    const crew = [{ driver_id: "ada", name: "Ada A", short: "A A", nation: "", rating: "" }];
    expect(build("crew", typed({ crew: "Ada A, Ben B" }, { entry: { ...entry, crew } }))).toMatchObject({ crew: [{ driver_id: "ada", name: "Ada A" }, { driver_id: "", name: "Ben B" }] });
  });
  it("points at the passing that ended the lap", () => {
    expect(COMMANDS.find((command) => command.id === "delete")!.build(values)).toMatchObject({ passing_seq: 44, lap_number: 6, entry_id: "e1" });
  });
});
