import { fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { live } from "../state/live.svelte";
import { testBoard, testRow } from "../test-board";
import { FakeServer, takeDesk, testDesk, testLap, testPassing } from "../test-desk";
import type { Desk, Matter } from "../wire";
import CommandForm from "./CommandForm.svelte";
import { desk as control } from "./state.svelte";

let laps: Record<string, unknown[]>;
let server: FakeServer;

beforeEach(() => {
  live.board = testBoard([testRow("7", 1), testRow("8", 2)]);
  takeDesk("7", "8");
  laps = { e7: [testLap(1, 11), testLap(2, 21)], e8: [testLap(1, 12)] };
  server = new FakeServer((path) => ({ laps: laps[path.split("/").at(-1)!] }));
  vi.stubGlobal("fetch", server.fetch);
});
afterEach(() => vi.unstubAllGlobals());

const field = (label: RegExp): HTMLInputElement => screen.getByLabelText(label);
const fill = (label: RegExp, value: string): Promise<boolean> => (field(label).tagName === "SELECT" ? fireEvent.change(field(label), { target: { value } }) : fireEvent.input(field(label), { target: { value } }));
const offered = (label: RegExp): string[] => [...(field(label) as unknown as HTMLSelectElement).options].map((option) => option.value);
const send = (): Promise<boolean> => fireEvent.submit(document.querySelector("form")!);
const sentFact = (): unknown => server.sent.at(-1)?.fact;

async function open(command: string, changes: Partial<Desk> = {}): Promise<(changes: Partial<Desk>) => Promise<void>> {
  const page = render(CommandForm, { desk: testDesk(changes) });
  await fill(/^Do/, command);
  return (next) => page.rerender({ desk: testDesk(next) });
}

describe("an infraction", () => {
  it.each([["track limits", "track_limits"], ["Track Limits ", "track_limits"], ["track_limits", "track_limits"], ["ran over the marshal's hat", "ran over the marshal's hat"]])("that is given as %j is sent as %j", async (typed, key) => {
    await open("note");
    await fill(/^Car/, "7");
    await fill(/^Infraction/, typed);
    await send();
    expect(sentFact()).toMatchObject({ fact: "penalty_noted", entry_id: "e7", infraction: key });
  });
});

describe("a matter", () => {
  const matter = (penalty: string, car: string, changes: Partial<Matter> = {}): Matter => ({ penalty, car: { entry_id: `e${car}`, car, car_class: "GTP" }, stage: "noted", kind: "", infraction: "track_limits", text: "track limits", open: true, to_serve: false, ...changes });
  const matters = [matter("p1", "7"), matter("p1", "8", { stage: "investigation" }), matter("p2", "8", { stage: "served", kind: "Drive-through", open: false }), matter("p3", "8", { stage: "given", kind: "Stop + 10", to_serve: true })];

  it("is chosen by car, infraction and stage, and brings its car and infraction along", async () => {
    await open("give", { matters });
    const words = [...(field(/^Of the matter/) as unknown as HTMLSelectElement).options].map((option) => option.text);
    expect(words).toEqual(["a new one", "#8 track limits: Stop + 10, given (p3)", "#8 track limits: under investigation (p1)", "#7 track limits: noted (p1)"]);
    await fill(/^Of the matter/, "e7\np1");
    expect([field(/^Car/).value, field(/^Infraction/).value]).toEqual(["7", "track limits"]);
    await send();
    expect(sentFact()).toMatchObject({ fact: "penalty_given", entry_id: "e7", penalty: "p1", infraction: "track_limits" });
  });
  it("of another car is not offered, and is left with its car", async () => {
    await open("give", { matters });
    await fill(/^Of the matter/, "e7\np1");
    await fill(/^Car/, "8");
    expect(offered(/^Of the matter/)).toEqual(["", "e8\np3", "e8\np1"]);
    await send();
    expect((sentFact() as { penalty: string }).penalty).toMatch(/^p\d+$/);
    expect(sentFact()).not.toMatchObject({ penalty: "p1" });
  });
  it("that waits to be served is all that can be served", async () => {
    await open("served", { matters });
    expect(offered(/^Penalty/)).toEqual(["", "e8\np3"]);
  });
});

describe("a lap", () => {
  it("has to be chosen, and again for another car", async () => {
    await open("delete");
    await fill(/^Car/, "7");
    await waitFor(() => expect(offered(/^Lap/)).toEqual(["", "21:2", "11:1"]));
    await fill(/^Reason/, "track limits");
    await send();
    expect(screen.getByRole("alert").textContent).toBe("Lap?");
    await fill(/^Lap/, "21:2");
    await fill(/^Car/, "8");
    expect(screen.getByRole("alert").textContent).toBe("Another car: Lap?");
    await waitFor(() => expect(offered(/^Lap/)).toEqual(["", "12:1"]));
    await send();
    expect(server.sent).toEqual([]);
    await fill(/^Lap/, "12:1");
    await send();
    expect(sentFact()).toMatchObject({ entry_id: "e8", passing_seq: 12, lap_number: 1 });
  });
  it("is offered as soon as it has ended, and no longer once it is gone", async () => {
    const redraw = await open("delete");
    await fill(/^Car/, "7");
    await waitFor(() => expect(offered(/^Lap/)).toHaveLength(3));
    await fill(/^Lap/, "21:2");
    laps["e7"]!.push(testLap(3, 31));
    await redraw({ seq: 31, passings: [testPassing(31, "7")] });
    await waitFor(() => expect(offered(/^Lap/)).toEqual(["", "31:3", "21:2", "11:1"]));
    expect(field(/^Lap/).value).toBe("21:2");
    laps["e7"] = [testLap(1, 11), testLap(2, 31)];
    await redraw({ seq: 32, passings: [testPassing(31, "7")], log: [{ seq: 32 }] as Desk["log"] });
    await waitFor(() => expect(field(/^Lap/).value).toBe(""));
  });
  it("of a car is not read again for what others do", async () => {
    const redraw = await open("delete");
    await fill(/^Car/, "7");
    await waitFor(() => expect(offered(/^Lap/)).toHaveLength(3));
    const before = server.asked.length;
    await redraw({ seq: 31, passings: [testPassing(31, "8")] });
    expect(server.asked).toHaveLength(before);
  });
});

it("a driver has to be chosen again for another car", async () => {
  await open("driver");
  await fill(/^Car/, "7");
  await fill(/^Driver/, "b7");
  await fill(/^Car/, "8");
  expect([field(/^Driver/).value, offered(/^Driver/)]).toEqual(["", ["", "a8", "b8"]]);
});

describe("what was filled in", () => {
  const HOLD: [RegExp, string][] = [[/^At/, "12:00:00"], [/^Reason/, "rain"]];

  it("is not carried into another command, but for the car", async () => {
    await open("delete");
    await fill(/^Car/, "7");
    await fill(/^Reason/, "track limits");
    await fill(/^Do/, "time");
    expect([field(/^Car/).value, field(/^Reason/).value]).toEqual(["7", ""]);
    await fill(/^Do/, "hold");
    for (const [label, text] of HOLD) await fill(label, text);
    await fill(/^Do/, "delete");
    expect([field(/^Car/).value, field(/^Reason/).value]).toEqual(["", ""]);
  });
  it("is gone once the command was taken, and stays while it was not", async () => {
    await open("hold");
    for (const [label, text] of HOLD) await fill(label, text);
    await send();
    await waitFor(() => expect(control.pending?.preview).toBeTruthy());
    expect(HOLD.map(([label]) => field(label).value)).toEqual(["12:00:00", "rain"]);
    await control.confirm();
    await waitFor(() => expect(HOLD.map(([label]) => field(label).value)).toEqual(["", ""]));
  });
});
