// A made-up desk for tests.

import { desk as control } from "./desk/state.svelte";
import type { Desk, DeskPassing, Entries, EntryLine, FactCommand, LapRow, Session } from "./wire";

export const plan = { session: "q", kind: "race", laps: 10, parts: [] } as unknown as Session;

export function testEntry(car: string): EntryLine {
  const crew = ["a", "b"].map((letter) => ({ driver_id: `${letter}${car}`, name: `${letter.toUpperCase()} of ${car}`, short: "", nation: "", rating: "" }));
  return { entry_id: `e${car}`, car, car_class: "GTP", team: `Team ${car}`, vehicle: "", manufacturer: "", tyres: "", group: "", crew, transponders: [], withdrawn: false };
}

export const testEntries = (...cars: string[]): Entries => ({ seq: 1, classes: [], entries: cars.map(testEntry) });

export function testPassing(seq: number, car: string, changes: Partial<DeskPassing> = {}): DeskPassing {
  return {
    seq, at_us: seq, clock: `12:00:${seq}`, line: "finish", read: car, source: "loop", car: { entry_id: `e${car}`, car, car_class: "GTP" }, disposition: "counted", rule: "", lap: seq,
    time: { us: null, text: "", mark: "" }, strength: null, hits: null, uncertainty_us: 0, edited: false, voided_by: null, ...changes,
  };
}

export const testLap = (lap: number, seq: number): LapRow => ({ lap, seq, counted: true, time: { us: null, text: `1:0${lap}`, mark: "" } }) as LapRow;

export function testDesk(changes: Partial<Desk> = {}): Desk {
  return {
    seq: 1, work: [], passings: [], log: [], flags: [], messages: [], infractions: [{ key: "track_limits", text: "track limits", article: "" }], lines: ["finish"], advice: null, stage: "live", next_stages: [],
    plan, matters: [], entries_seq: 1, ...changes,
  };
}

/** Somebody who may do everything, at a desk with these cars. */
export function takeDesk(...cars: string[]): void {
  control.me = { name: "Ada", role: "race_director", csrf: "", can: ["lap_deleted", "lap_counted", "penalty_noted", "penalty_given", "penalty_served", "time_added", "driver_changed", "fact_withdrawn", "passing", "clock_held"], read_only: false };
  control.session = "q";
  control.entries = testEntries(...cars);
  control.pending = null;
}

/** A server: what `answers` gives for the end of an address; commands are kept. */
export class FakeServer {
  sent: FactCommand[] = [];
  asked: string[] = [];
  constructor(readonly answers: (path: string) => unknown) {}
  fetch = async (path: string, init: RequestInit = {}): Promise<Response> => {
    this.asked.push(path);
    if (init.method === "POST") this.sent.push(JSON.parse(String(init.body)) as FactCommand);
    const found = path.endsWith("/preview") ? { summary: "", changes: [], warnings: [], refused: "", last_seq: 1 } : path.endsWith("/facts") ? { seq: 9, text: "done" } : this.answers(path);
    return new Response(JSON.stringify(found ?? { title: "unknown", detail: "no such page" }), { status: found === undefined ? 404 : 200 });
  };
}
