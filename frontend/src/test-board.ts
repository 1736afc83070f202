// A made-up board for tests.

import type { Board, ClassHead, Gap, Row } from "./wire";

const none: Gap = { laps: 0, time_us: null, text: "" };

export function testRow(car: string, order: number, changes: Partial<Row> = {}): Row {
  const driver = { driver_id: car, name: `Zoë Fahrer ${car}`, short: `Fahrer ${car}`, nation: "", rating: "S" };
  return {
    entry_id: `e${car}`, order, position: order, class_position: order, gained: 0, car, car_class: "GTP", team: "Team", vehicle: "Car", manufacturer: "Make", driver, crew: [driver], laps: 0,
    best: { time: { us: null, text: "", mark: "" }, lap: null, driver: null }, last: { us: null, text: "", mark: "" }, sectors: [{ us: null, text: "", mark: "" }], gap: none, interval: none, class_gap: none, class_interval: none,
    stint_laps: null, stops: 0, pit_text: "", pit_since_us: null, top_speed: "", state: "RUN", notes: [], improved_us: null, expected_us: null, status: "classified", ...changes,
  };
}

const head = (code: string, order: number, colour: string): ClassHead => ({ code, name: code, order, colour, ink: "#000000", colour_on_paper: "#202124", ink_on_paper: "#ffffff", cars: 2 });

export function testBoard(rows: Row[], kind: Board["header"]["kind"] = "qualifying"): Board {
  return {
    run: "r1", seq: 1, rows, messages: [], references: [], battles: [], classes: [head("GTP", 0, "#f5f5f5"), head("GTD", 1, "#00a651")],
    header: {
      session: "q", kind, name: "Qualifying", meeting: "Weekend", meeting_id: "w", series: "", season: null, circuit: "Ring", length: "", zone: "UTC", zone_text: "UTC", mode: "live", stage: "live", rulebook: "x", distance: "", parts: [],
      clock: { now_us: 0, speed: 1, started_at_us: 0, duration_us: null, ends_at_us: null, elapsed_us: 0, to_go_us: null, laps_to_go: null, held: false, text: "" },
      flag: { flag: "green", name: "GREEN", since_us: 0, zones: [] }, weather: { at_us: null, air: "", track: "", humidity: "", wind: "", rain: "" },
    },
  };
}
