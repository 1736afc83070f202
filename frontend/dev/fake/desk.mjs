// The desk of the made-up meeting: facts are kept in memory, and only a few of them change the board.

import { CLASSES } from "./world.mjs";
import { clock, cell, ref, time } from "./text.mjs";

const FLAGS = [["green", "GREEN", "g", ""], ["full_course_yellow", "FULL COURSE YELLOW", "y", ""], ["safety_car", "SAFETY CAR", "s", ""], ["red", "RED", "r", ""], ["white", "WHITE", "w", ""], ["chequered", "CHEQUERED", "c", "End the session with the chequered flag?"]];

export function passingRow(pass, list) {
  const entry = list.find((each) => each.entry_id === pass.entry_id);
  const bad = pass.seq % 97 === 0;
  return {
    seq: pass.seq, at_us: pass.at, clock: clock(pass.at, 3), line: pass.line, read: pass.transponder ?? pass.read ?? "", source: pass.source ?? "loop", car: entry ? ref(entry) : null,
    disposition: bad ? "ignored" : entry ? (pass.voided ? "voided" : "counted") : "unknown", rule: bad ? "shorter than the shortest possible lap" : pass.voided ? "voided at the desk" : entry ? "" : "transponder not assigned",
    lap: pass.us ? pass.lap : null, time: cell(pass.us ?? null), strength: 90 + (pass.seq % 40), hits: 12 + (pass.seq % 30), uncertainty_us: pass.uncertainty_us ?? 500, edited: Boolean(pass.edited), voided_by: pass.voided ?? null,
  };
}

export function desk(world, list, now, state, seq) {
  const shown = [...world.flags, ...state.flags].filter((flag) => flag.at <= now).sort((a, b) => a.at - b.at).at(-1);
  return {
    seq, passings: [...world.passings, ...state.passings].filter((pass) => pass.at <= now).sort((a, b) => a.at - b.at).slice(-300).map((pass) => passingRow(pass, list)), log: state.log,
    work: work(world, list, now), flags: FLAGS.map(([flag, label, key, guard]) => ({ flag, label, key, guard, shown: shown?.flag === flag })),
    messages: [{ key: "limits", text: "Track limits are monitored at turn 6.", article: "" }, { key: "pit", text: "Pit exit will close at the end of the session.", article: "" }, { key: "slow", text: "Slow car on track.", article: "" }],
    infractions: [{ key: "pit_speed", text: "Speeding in the pit lane", article: "36.4" }, { key: "limits", text: "Track limits", article: "40.9" }, { key: "incident", text: "Incident responsibility", article: "50.2" }],
    lines: ["finish", "s1", "s2", "pit_in", "finish_pit", "pit_out"], advice: null, stage: state.stage, plan: { session: "q", kind: "qualifying", name: "Qualifying", parts: [] }, next_stages: state.stage === "live" ? ["unofficial", "provisional"] : ["official", "amended"],
    matters: [{ penalty: "p1", car: ref(list[3]), stage: "noted", kind: "", infraction: "pit_speed", text: "Speeding in the pit lane", open: true, to_serve: false }], entries_seq: 1,
  };
}

function work(world, list, now) {
  const car = (n) => ref(list[n]);
  return [
    { id: "w1", kind: "unknown_transponder", urgency: "now", text: "Transponder 8123456 was read 3 times and belongs to no car.", car: null, at_us: now - 42_000_000, due_us: null, seq: 41, remedies: [{ label: "Give it to #01", fact: { fact: "transponder_assigned", at_us: now, transponder: "8123456", entry_id: list[1].entry_id } }] },
    { id: "w2", kind: "overdue", urgency: "now", text: "#88 is 48 s overdue at s2.", car: car(21), at_us: now - 48_000_000, due_us: null, seq: null, remedies: [] },
    { id: "w3", kind: "close_finish", urgency: "soon", text: "#31 and #01 are 0.4 ms apart, inside the timing uncertainty of 1 ms: look at the beam.", car: car(0), at_us: now - 90_000_000, due_us: now + 600_000_000, seq: 56, remedies: [] },
    { id: "w4", kind: "drive_time", urgency: "soon", text: "#63: Keller J must be in by 14:58:20 for the minimum of 15:00.", car: car(8), at_us: now - 12_000_000, due_us: now + 900_000_000, seq: null, remedies: [] },
  ];
}

export function preview(fact, list, board, seq) {
  const entry = list.find((each) => each.entry_id === fact.entry_id || each.car === fact.car);
  const who = entry ? `#${entry.car}` : "the session";
  const warnings = fact.fact === "flag_shown" && fact.flag === "chequered" && (board.header.clock.to_go_us ?? 0) > 0 ? [`The clock still shows ${time(board.header.clock.to_go_us, 0)}: the session would end early (race.finish).`] : [];
  const row = entry && board.rows.find((each) => each.entry_id === entry.entry_id);
  const changes = fact.fact === "lap_deleted" && row ? [
    { what: "best", car: ref(entry), before: row.best.time.text, after: "the next best lap", text: `${who}: best lap ${row.best.time.text} no longer counts` },
    { what: "class_position", car: ref(entry), before: `P${row.class_position}`, after: `P${(row.class_position ?? 0) + 2}`, text: `${who}: P${row.class_position} → P${(row.class_position ?? 0) + 2} in class` },
  ] : fact.fact === "flag_shown" ? [{ what: "flag", car: null, before: board.header.flag.name, after: fact.flag, text: `Flag: ${board.header.flag.name} → ${String(fact.flag).replaceAll("_", " ").toUpperCase()}` }] : [];
  return { summary: `${fact.fact.replaceAll("_", " ")} for ${who}`, changes, warnings, refused: fact.fact === "passing" && !entry ? `There is no car ${fact.car}.` : "", last_seq: seq };
}

export function append(fact, world, list, state, seq, me) {
  const entry = list.find((each) => each.entry_id === fact.entry_id || each.car === fact.car);
  let text = `${fact.fact.replaceAll("_", " ")}${entry ? ` #${entry.car}` : ""}`;
  if (fact.fact === "flag_shown") { state.flags.push({ flag: fact.flag, name: fact.flag.replaceAll("_", " ").toUpperCase(), at: fact.at_us }); text = `flag ${fact.flag.replaceAll("_", " ")}`; }
  if (fact.fact === "message_sent") state.messages.push({ id: `m${seq}`, at_us: fact.at_us, kind: "race_control", text: fact.text, cars: [], say: false });
  if (fact.fact === "lap_deleted") state.deleted.add(`${fact.entry_id}.${fact.lap_number}`);
  if (fact.fact === "passing") state.passings.push({ seq, at: fact.at_us, entry_id: entry?.entry_id, line: fact.line, read: fact.car, source: "hand", uncertainty_us: fact.uncertainty_us, edited: true });
  if (fact.fact === "penalty_given" && entry) (state.penalties[entry.entry_id] ??= []).push(`${fact.kind.replaceAll("_", " ")}: ${fact.infraction}`);
  if (fact.fact === "result_issued") state.stage = fact.stage;
  if (fact.fact === "fact_withdrawn") {
    const line = state.log.find((each) => each.seq === fact.target_seq);
    if (line) { line.undone = !line.undone; line.undo = { fact: "fact_withdrawn", at_us: fact.at_us, target_seq: line.undone ? seq : line.seq }; state.redo.set(seq, line); }
    const again = state.redo.get(fact.target_seq);
    if (again && !line) { again.undone = false; again.undo = { fact: "fact_withdrawn", at_us: fact.at_us, target_seq: again.seq }; }
    state.flags = state.flags.filter((flag) => flag.seq !== fact.target_seq);
    text = `took back ${fact.target_seq}`;
  } else {
    state.log.push({ seq, at_us: fact.at_us, clock: clock(fact.at_us, 1), by: me.name, role: me.role, kind: fact.fact, text, why: fact.why ?? "", article: fact.article ?? "", undone: false, undo: { fact: "fact_withdrawn", at_us: fact.at_us, target_seq: seq } });
  }
  return { seq, text };
}

export const can = ["passing", "flag_shown", "message_sent", "lap_deleted", "lap_counted", "penalty_given", "penalty_noted", "driver_changed", "entry_added", "number_changed", "class_changed", "transponder_assigned", "fact_withdrawn", "fact_moved", "passing_reassigned", "session_started", "session_ended", "clock_held", "clock_resumed", "result_issued", "status_ruled", "time_added", "red_flag_caused", "grid_place_ruled", "laps_voided", "laps_subtracted", "moved_to_back", "penalty_served", "penalty_converted"];
export const classCount = CLASSES.length;
