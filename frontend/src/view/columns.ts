// The board's columns, in the order of the conventions (docs: Gap is to the leader, Int to the car ahead, C. within the class).

import type { SessionKind } from "../wire";

export interface Column {
  id: string;
  head: string;
  title: string; // tooltip and name for screen readers
  align: "left" | "right" | "center";
  optional?: boolean; // shown only when a viewer asks
  below?: number; // dropped in a window narrower than this [px]
}

// A race has more columns than practice: below 1430 px the team gives way, below 1300 the sectors, so that the state is never cut off.
const TEAM_BELOW = 1430;
const SECTORS_BELOW = 1300;
const NARROW = 1100;

const P: Column = { id: "position", head: "P", title: "Position overall", align: "right" };
const GAINED: Column = { id: "gained", head: "±", title: "Places gained or lost in class", align: "left" };
const CAR: Column = { id: "car", head: "#", title: "Car number", align: "center" };
const CLASS: Column = { id: "class", head: "Class", title: "Class", align: "left" };
const PIC: Column = { id: "pic", head: "PIC", title: "Position in class", align: "right" };
const DRIVER: Column = { id: "driver", head: "Driver in car", title: "Driver in the car, with rating and nation", align: "left" };
const TEAM: Column = { id: "team", head: "Team", title: "Team", align: "left", below: NARROW };
const VEHICLE: Column = { id: "vehicle", head: "Car", title: "Vehicle", align: "left", optional: true };
const LAPS: Column = { id: "laps", head: "Laps", title: "Laps completed", align: "right" };
const CLASS_GAP: Column = { id: "class_gap", head: "C.Gap", title: "Gap to the leader of the class", align: "right" };
const CLASS_INT: Column = { id: "class_interval", head: "C.Int", title: "Interval to the car ahead in class", align: "right" };
const GAP: Column = { id: "gap", head: "Gap", title: "Gap to the overall leader", align: "right", below: NARROW };
const INT: Column = { id: "interval", head: "Int", title: "Interval to the car ahead overall", align: "right", optional: true };
const LAST: Column = { id: "last", head: "Last", title: "Last lap", align: "right" };
const BEST: Column = { id: "best", head: "Best", title: "Best lap", align: "right" };
const BEST_LAP: Column = { id: "best_lap", head: "Lap", title: "Number of the best lap", align: "right" };
const BEST_BY: Column = { id: "best_driver", head: "Best by", title: "Driver who set the best lap", align: "left", optional: true };
const STINT: Column = { id: "stint", head: "Stint", title: "Laps since the last stop", align: "right", below: NARROW };
const STOPS: Column = { id: "stops", head: "Stops", title: "Visits to the pit lane", align: "right", below: NARROW };
const PIT: Column = { id: "pit", head: "Pit", title: "Duration of the visit to the pit lane: running, else the last", align: "right", optional: true };
const SPEED: Column = { id: "speed", head: "km/h", title: "Top speed", align: "right", optional: true };
const STATE: Column = { id: "state", head: "State", title: "Where the car is", align: "left" };

function sectors(count: number, below: number): Column[] {
  return Array.from({ length: count }, (_, n): Column => ({ id: `s${n + 1}`, head: `S${n + 1}`, title: `Sector ${n + 1}`, align: "right", below }));
}

/** Every column of a kind of session. */
export function columnsOf(kind: SessionKind, sectorCount: number): Column[] {
  const first = [P, GAINED, CAR, CLASS, PIC, DRIVER, kind === "race" ? { ...TEAM, below: TEAM_BELOW } : TEAM, VEHICLE];
  if (kind === "race") return [...first, LAPS, CLASS_GAP, CLASS_INT, GAP, INT, LAST, BEST, ...sectors(sectorCount, SECTORS_BELOW), STINT, STOPS, PIT, SPEED, STATE];
  const gap = { ...GAP, optional: true };
  const stops = { ...STOPS, optional: true };
  return [...first, BEST, BEST_LAP, BEST_BY, CLASS_GAP, CLASS_INT, gap, INT, LAST, ...sectors(sectorCount, NARROW), LAPS, { ...STINT, optional: true }, stops, PIT, SPEED, STATE];
}

/** The columns that are not shown: what a viewer chose, else the optional ones. */
export function hiddenColumns(all: readonly Column[], chosen: readonly string[] | undefined): Set<string> {
  return new Set(chosen ?? all.filter((column) => column.optional).map((column) => column.id));
}

const PHONE = ["place", "car", "driver", "class_interval", "time", "state"];

/** Shown columns for the width of the window. A phone has its own six. */
export function shownColumns(all: readonly Column[], hidden: ReadonlySet<string>, width: number, kind: SessionKind): Column[] {
  if (width < 700) return PHONE.map((id) => phoneColumn(id, kind));
  return all.filter((column) => !hidden.has(column.id) && width >= (column.below ?? 0));
}

function phoneColumn(id: string, kind: SessionKind): Column {
  if (id === "place") return { id, head: "P", title: "Position overall, and in class", align: "right" };
  if (id === "time") return kind === "race" ? LAST : BEST;
  const found = [CAR, DRIVER, CLASS_INT, STATE].find((column) => column.id === id)!;
  return id === "driver" ? { ...found, head: "Driver" } : found;
}
