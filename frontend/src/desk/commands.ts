// Every command of the desk as data: its fields, and the fact that they make. One form shows them all.

import type { Driver, EntryLine, Fact, Matter, Preset, Session } from "../wire";

export type FieldKind = "crew" | "part" | "car" | "driver" | "lap" | "text" | "number" | "instant" | "from" | "choice" | "class" | "infraction" | "line" | "matter" | "seq";

export interface Field {
  name: string;
  label: string;
  kind: FieldKind;
  choices?: [string, string][];
  optional?: boolean;
  toServe?: boolean; // of matters: those that wait to be served; else those that can be decided on
}

export interface Values {
  at_us: number; // when the operator acted, on the data clock
  start_us: number | null; // the start in force
  entry: EntryLine | null;
  plan: Session;
  get(name: string): string; // of an infraction its key, of a matter its id
  instant(name: string): number; // a typed time of day, else `at_us`
}

export interface Command {
  id: string;
  kind: Fact["fact"];
  label: string;
  group: string;
  fields: Field[];
  build(values: Values): Fact;
  inParts?: boolean; // only of a session that is planned in parts
}

const CAR: Field = { name: "car", label: "Car", kind: "car" };
const LAP: Field = { name: "lap", label: "Lap", kind: "lap" };
const WHY: Field = { name: "why", label: "Reason", kind: "text" };
const ARTICLE: Field = { name: "article", label: "Article", kind: "text", optional: true };
const FROM: Field = { name: "from", label: "From", kind: "from" };
const AT: Field = { name: "at", label: "At (empty: now)", kind: "instant", optional: true };
const SEQ: Field = { name: "seq", label: "Fact number", kind: "seq" };

const id = (values: Values): string => values.entry?.entry_id ?? "";
const reasons = (values: Values): { why: string; article: string } => ({ why: values.get("why"), article: values.get("article") });
const decided = (values: Values): { at_us: number; entry_id: string; why: string; article: string } => ({ at_us: values.at_us, entry_id: id(values), ...reasons(values) });
const fromStart = (values: Values): number | null => (values.get("from") === "start" ? null : values.at_us);
const seq = (values: Values): number => Number(values.get("seq"));
const us = (values: Values, name: string): number => Math.round(Number(values.get(name) || "0") * 1_000_000);

// A lap is chosen as `passing seq:lap number`.
function lap(values: Values): { passing_seq: number; lap_number: number } {
  const [passing = "0", number = "0"] = values.get("lap").split(":");
  return { passing_seq: Number(passing), lap_number: Number(number) };
}

function command(group: string, id: string, kind: Fact["fact"], label: string, fields: Field[], build: (values: Values) => Fact): Command {
  return { id, kind, label, group, fields, build };
}

const PART: Field = { name: "part", label: "Part", kind: "part" };

const partOf = (values: Values): { part: string; name: string; classes: string[] } => {
  const found = (values.plan.parts ?? []).find((part) => part.part === values.get("part"));
  return { part: values.get("part"), name: found?.name ?? "", classes: found?.classes ?? [] };
};

const planned = (values: Values, changes: Partial<Session>): Fact => ({ fact: "session_scheduled", at_us: values.at_us, plan: { ...values.plan, ...changes }, why: values.get("why") });

// A race over a distance is that much shorter; one over time is not, for its clock runs: everybody is told.
function formation(values: Values): Fact {
  const more = Math.max(1, Math.round(Number(values.get("laps")) || 1));
  if (values.plan.laps) return planned(values, { laps: values.plan.laps - more });
  return { fact: "message_sent", at_us: values.at_us, text: `${more} extra formation lap${more === 1 ? "" : "s"}`, preset: "extra_formation_laps" };
}

const SESSION = [
  command("Session", "start", "session_started", "Start the session", [AT], (v) => ({ fact: "session_started", at_us: v.instant("at") })),
  command("Session", "hold", "clock_held", "Hold the clock", [AT, WHY], (v) => ({ fact: "clock_held", at_us: v.instant("at"), why: v.get("why") })),
  command("Session", "resume", "clock_resumed", "Let the clock run", [AT], (v) => ({ fact: "clock_resumed", at_us: v.instant("at") })),
  command("Session", "end", "session_ended", "End the session", [AT], (v) => ({ fact: "session_ended", at_us: v.instant("at") })),
  { ...command("Session", "part-start", "part_started", "Start a part", [PART, AT], (v) => ({ fact: "part_started", at_us: v.instant("at"), ...partOf(v) })), inParts: true },
  { ...command("Session", "part-end", "part_ended", "End a part", [PART, AT], (v) => ({ fact: "part_ended", at_us: v.instant("at"), part: v.get("part") })), inParts: true },
  { ...command("Session", "part-flag", "flag_shown", "Flag for a part", [PART, { name: "flag", label: "Flag", kind: "choice", choices: [["chequered", "chequered"], ["red", "red"], ["green", "green"]] }], (v) => ({ fact: "flag_shown", at_us: v.at_us, flag: v.get("flag"), part: v.get("part") })), inParts: true },
  command("Session", "formation", "session_scheduled", "Extra formation laps", [{ name: "laps", label: "How many", kind: "number" }, WHY], formation),
  command("Session", "length", "session_scheduled", "Another length", [{ name: "minutes", label: "Minutes (empty: no time)", kind: "number", optional: true }, { name: "laps", label: "Laps (empty: no distance)", kind: "number", optional: true }, WHY], (v) => planned(v, { duration_us: v.get("minutes") ? Math.round(Number(v.get("minutes")) * 60) * 1_000_000 : null, laps: v.get("laps") ? Math.round(Number(v.get("laps"))) : null })),
  command("Session", "move", "fact_moved", "Move a start, flag or passing in time", [SEQ, { name: "to", label: "To (time of day)", kind: "instant" }, WHY], (v) => ({ fact: "fact_moved", at_us: v.at_us, target_seq: seq(v), to_us: v.instant("to"), why: v.get("why") })),
  command("Session", "withdraw", "fact_withdrawn", "Take a fact back (aborted start, wrong flag)", [SEQ, WHY], (v) => ({ fact: "fact_withdrawn", at_us: v.at_us, target_seq: seq(v), why: v.get("why") })),
  command("Session", "zone", "flag_shown", "Flag for a zone", [{ name: "zone", label: "Zone", kind: "text" }, { name: "flag", label: "Flag", kind: "choice", choices: [["yellow", "yellow"], ["slow_zone", "slow zone"], ["green", "green: zone clear"]] }], (v) => ({ fact: "flag_shown", at_us: v.at_us, flag: v.get("flag"), zone: v.get("zone") })),
];

const DECISIONS = [
  command("Decisions", "delete", "lap_deleted", "Delete a lap time", [CAR, LAP, WHY, ARTICLE], (v) => ({ fact: "lap_deleted", ...decided(v), ...lap(v), reason: v.get("why") })),
  command("Decisions", "restore", "lap_counted", "Count a lap after all", [CAR, LAP, WHY, ARTICLE], (v) => ({ fact: "lap_counted", ...decided(v), ...lap(v), reason: v.get("why") })),
  command("Decisions", "void", "laps_voided", "All times of a car void", [CAR, WHY, ARTICLE], (v) => ({ fact: "laps_voided", ...decided(v), reason: v.get("why") })),
  command("Decisions", "red", "red_flag_caused", "Caused the red flag", [CAR, WHY, ARTICLE], (v) => ({ fact: "red_flag_caused", ...decided(v) })),
  command("Decisions", "status", "status_ruled", "Status", [CAR, { name: "status", label: "Status", kind: "choice", choices: [["not_classified", "not classified"], ["disqualified", "disqualified"], ["not_started", "not started"], ["withdrawn", "withdrawn"]] }, WHY, ARTICLE], (v) => ({ fact: "status_ruled", ...decided(v), status: v.get("status") })),
  command("Decisions", "back", "moved_to_back", "Move to the back", [CAR, { name: "scope", label: "Of", kind: "choice", choices: [["class", "the class"], ["group", "the group"], ["field", "the field"]] }, WHY, ARTICLE], (v) => ({ fact: "moved_to_back", ...decided(v), scope: v.get("scope") })),
  command("Decisions", "time", "time_added", "Add time", [CAR, { name: "seconds", label: "Seconds", kind: "number" }, WHY, ARTICLE], (v) => ({ fact: "time_added", ...decided(v), duration_us: us(v, "seconds") })),
  command("Decisions", "laps", "laps_subtracted", "Take laps off", [CAR, { name: "laps", label: "Laps", kind: "number" }, WHY, ARTICLE], (v) => ({ fact: "laps_subtracted", ...decided(v), laps: Number(v.get("laps")) })),
  command("Decisions", "grid", "grid_place_ruled", "Grid place", [CAR, { name: "drop", label: "Drop", kind: "choice", choices: [["class", "back of class"], ["group", "back of group"], ["field", "back of field"], ["pit_lane", "pit lane"], ["places", "places lost"], ["place", "this place"], ["withdrawn", "withdrawn"], ["driver_change", "another driver"], ["tyre_change", "other tyres"], ["no_session", "missed a session"], ["times_disallowed", "times disallowed"]] }, { name: "places", label: "Places, or place", kind: "number", optional: true }, WHY, ARTICLE], (v) => ({ fact: "grid_place_ruled", ...decided(v), drop: v.get("drop"), places: Number(v.get("places") || "0") })),
];

const PENALTY: Field = { name: "penalty", label: "Penalty", kind: "matter", toServe: true };
const MATTER: Field = { name: "penalty", label: "Of the matter", kind: "matter", optional: true };
const INFRACTION: Field = { name: "infraction", label: "Infraction", kind: "infraction" };
const penaltyId = (v: Values): string => v.get("penalty") || `p${v.at_us}`;

const PENALTIES = [
  command("Penalties", "note", "penalty_noted", "Note, or investigate", [CAR, INFRACTION, { name: "stage", label: "Stage", kind: "choice", choices: [["noted", "noted"], ["investigation", "under investigation"], ["no_action", "no action"]] }, MATTER, ARTICLE], (v) => ({ fact: "penalty_noted", ...decided(v), penalty: penaltyId(v), infraction: v.get("infraction"), stage: v.get("stage") })),
  command("Penalties", "give", "penalty_given", "Give a penalty", [CAR, INFRACTION, { name: "penalty_kind", label: "Penalty", kind: "choice", choices: [["drive_through", "drive-through"], ["stop", "stop and hold"], ["time", "time"], ["laps", "laps"], ["grid", "grid places"], ["warning", "warning"], ["back_of_class", "back of class"], ["points", "points"], ["fine", "fine"], ["exclusion", "exclusion"]] }, { name: "amount", label: "Seconds, laps, places or points", kind: "number", optional: true }, MATTER, ARTICLE], given),
  command("Penalties", "served", "penalty_served", "Accept as served", [CAR, PENALTY], (v) => ({ fact: "penalty_served", ...decided(v), penalty: v.get("penalty") })),
  command("Penalties", "convert", "penalty_converted", "Convert an unserved one", [CAR, PENALTY, { name: "seconds", label: "Seconds (empty: by the rulebook)", kind: "number", optional: true }], (v) => ({ fact: "penalty_converted", ...decided(v), penalty: v.get("penalty"), time_us: v.get("seconds") ? us(v, "seconds") : null })),
];

/** What stands for a matter in a list of all cars: its id is unique for its car. */
export const matterKey = (matter: Matter): string => `${matter.car.entry_id}\n${matter.penalty}`;

/** The id of the matter that a key of `matterKey` stands for. */
export const matterId = (key: string): string => key.slice(key.indexOf("\n") + 1);

/** The rulebook's key of an infraction that was offered, whether its key or its words were chosen; else what was typed. */
export function infractionKey(offered: readonly Preset[], typed: string): string {
  const plain = typed.trim();
  const same = (text: string): boolean => text.toLowerCase() === plain.toLowerCase();
  return (offered.find((each) => same(each.key)) ?? offered.find((each) => same(each.text)))?.key ?? plain;
}

function given(v: Values): Fact {
  const kind = v.get("penalty_kind");
  const amount = Number(v.get("amount") || "0");
  return {
    fact: "penalty_given",
    ...decided(v),
    penalty: penaltyId(v),
    kind,
    infraction: v.get("infraction"),
    stop_us: kind === "stop" ? us(v, "amount") : 0,
    time_us: kind === "time" ? us(v, "amount") : 0,
    laps: kind === "laps" ? amount : 0,
    places: kind === "grid" ? amount : 0,
    points: kind === "points" ? amount : 0,
  };
}

const PASSINGS = [
  command("Passings", "insert", "passing", "Insert a passing", [CAR, { name: "line", label: "Line", kind: "line" }, { name: "at", label: "At (time of day)", kind: "instant" }, WHY], (v) => ({ fact: "passing", at_us: v.instant("at"), car: v.entry?.car ?? "", line: v.get("line"), source: "hand", why: v.get("why") })),
  command("Passings", "reassign", "passing_reassigned", "Give a passing to another car", [SEQ, { ...CAR, label: "To car" }, WHY], (v) => ({ fact: "passing_reassigned", at_us: v.at_us, target_seq: seq(v), entry_id: id(v), why: v.get("why") })),
  command("Passings", "transponder", "transponder_assigned", "Assign a transponder", [{ name: "transponder", label: "Transponder", kind: "text" }, CAR, FROM], (v) => ({ fact: "transponder_assigned", at_us: v.at_us, transponder: v.get("transponder"), entry_id: id(v), from_us: fromStart(v) })),
];

const ENTRIES = [
  command("Entries", "driver", "driver_changed", "Driver change", [CAR, { name: "driver", label: "Driver", kind: "driver" }, FROM], (v) => ({ fact: "driver_changed", at_us: v.get("from") === "start" ? (v.start_us ?? v.at_us) : v.at_us, car: v.entry?.car ?? "", driver_id: v.get("driver") })),
  command("Entries", "crew", "crew_changed", "Crew", [CAR, { name: "crew", label: "Drivers, comma between", kind: "crew" }, WHY], (v) => ({ fact: "crew_changed", at_us: v.at_us, entry_id: id(v), crew: crewOf(v), why: v.get("why") })),
  command("Entries", "number", "number_changed", "Number", [CAR, { name: "number", label: "New number", kind: "text" }, FROM], (v) => ({ fact: "number_changed", at_us: v.at_us, entry_id: id(v), number: v.get("number"), from_us: fromStart(v) })),
  command("Entries", "class", "class_changed", "Class", [CAR, { name: "class", label: "Class", kind: "class" }, WHY], (v) => ({ fact: "class_changed", at_us: v.at_us, entry_id: id(v), car_class: v.get("class"), why: v.get("why") })),
  command("Entries", "late", "entry_added", "Late entry", [{ name: "number", label: "Number", kind: "text" }, { name: "class", label: "Class", kind: "class" }, { name: "team", label: "Team", kind: "text" }, { name: "vehicle", label: "Car", kind: "text", optional: true }, { name: "crew", label: "Drivers, comma between", kind: "text" }, { name: "transponder", label: "Transponder", kind: "text", optional: true }], lateEntry),
];

// The server knows who somebody is: an empty id is worked out from the name, and a known driver keeps rating and nation.
function crewOf(v: Values): Driver[] {
  const names = v.get("crew").split(",").map((name) => name.trim()).filter(Boolean);
  return names.map((name) => ({ driver_id: v.entry?.crew.find((driver) => driver.name === name)?.driver_id ?? "", name }));
}

function lateEntry(v: Values): Fact {
  const crew = crewOf(v);
  const transponders = v.get("transponder") ? [v.get("transponder")] : [];
  return { fact: "entry_added", at_us: v.at_us, entry: { entry_id: `late-${v.get("number")}`, number: v.get("number"), car_class: v.get("class"), team: v.get("team"), vehicle: v.get("vehicle"), crew, transponders } };
}

export const COMMANDS: Command[] = [...DECISIONS, ...PENALTIES, ...ENTRIES, ...PASSINGS, ...SESSION];

const DAY_S = 86_400;

/** A typed time of day as an instant: the one nearest to `nowUs`, whose own time of day in the venue's zone is `nowText`. */
export function nearestInstant(typed: string, nowUs: number, nowText: string): number | null {
  const wanted = seconds(typed);
  const current = seconds(nowText);
  if (wanted === null || current === null) return null;
  const apart = ((((wanted - current) % DAY_S) + DAY_S * 1.5) % DAY_S) - DAY_S / 2;
  const whole = Math.floor(nowUs / 1_000_000) * 1_000_000; // `nowText` is cut to the second
  return whole + Math.round(apart * 1_000) * 1_000;
}

function seconds(text: string): number | null {
  const found = /^(\d{1,2}):(\d\d):(\d\d(?:\.\d{1,3})?)$/.exec(text.trim());
  if (!found) return null;
  const [hours, minutes, rest] = found.slice(1).map(Number) as [number, number, number];
  return hours < 24 && minutes < 60 && rest < 60 ? hours * 3600 + minutes * 60 + rest : null;
}
