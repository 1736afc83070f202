// The other pages of the made-up meeting.

import { CLASSES } from "./world.mjs";
import { boardAt, header, heads } from "./board.mjs";
import { cell, clock, ref, time } from "./text.mjs";

export function carPage(world, list, now, state, entryId, seq) {
  const entry = list.find((each) => each.entry_id === entryId);
  if (!entry) return null;
  const board = boardAt(world, list, now, state);
  const row = board.rows.find((each) => each.entry_id === entryId);
  const done = world.laps.filter((lap) => lap.entry_id === entryId && lap.at <= now);
  const own = Math.min(...done.filter((lap) => !lap.pit && lap.stint > 1).map((lap) => lap.us));
  const flagAt = (at) => world.flags.filter((flag) => flag.at <= at).at(-1)?.flag ?? "";
  const laps = done.map((lap) => ({
    lap: lap.lap, time: cell(lap.us, lap.us === own && !lap.deleted ? "own_best" : ""), sectors: lap.sectors.map((us) => cell(us)), driver: entry.crew[lap.driver], at_us: lap.at,
    clock: clock(lap.at, 3), flag: flagAt(lap.at), kind: lap.pit ? "in" : lap.stint === 1 ? (lap.lap === 1 ? "first" : "out") : "lap", pit_text: lap.pit ? time(lap.pit, 1) : "",
    top_speed: "301.2", position: row.position, class_position: Math.max(1, (row.class_position ?? 5) + ((lap.lap * 3) % 5) - 2), counted: !lap.deleted, why: lap.deleted ? `time deleted: ${lap.deleted}` : "", seq: world.passings.find((p) => p.lapRow === lap)?.seq ?? null,
  }));
  const stints = [];
  for (const lap of done) {
    if (!stints.length || stints.at(-1).key !== lap.driver || lap.stint === 1) stints.push({ key: lap.driver, laps: [] });
    stints.at(-1).laps.push(lap);
  }
  const classRows = board.rows.filter((each) => each.car_class === entry.car_class);
  return {
    seq, entry_id: entryId, car: entry.car, car_class: entry.car_class, team: entry.team, vehicle: entry.vehicle, manufacturer: entry.manufacturer, tyres: entry.tyres, crew: entry.crew, driver: row.driver, laps,
    stints: stints.map((stint) => {
      const us = stint.laps.reduce((sum, lap) => sum + lap.us - lap.pit, 0);
      const best = Math.min(...stint.laps.map((lap) => lap.us));
      return { driver: entry.crew[stint.key], from_lap: stint.laps[0].lap, to_lap: stint.laps.at(-1).lap, drive_us: us, drive_text: time(us, 0), best: cell(best), average: time(Math.round(us / stint.laps.length / 1000) * 1000), limit: "at most 40:00 in one go", limit_us: 2_400_000_000 };
    }),
    sectors: [0, 1, 2].map((n) => {
      const mine = Math.min(...done.map((lap) => lap.sectors[n]));
      const all = world.laps.filter((lap) => lap.at <= now && classRows.some((each) => each.entry_id === lap.entry_id)).sort((a, b) => a.sectors[n] - b.sectors[n]);
      return { sector: n + 1, own: cell(done.length ? mine : null), class_best: cell(all[0]?.sectors[n]), class_car: classRows.find((each) => each.entry_id === all[0]?.entry_id)?.car ?? "", lost: done.length && all[0] ? `+${time(mine - all[0].sectors[n])}` : "" };
    }),
    best_sectors: done.length ? time([0, 1, 2].reduce((sum, n) => sum + Math.min(...done.map((lap) => lap.sectors[n])), 0)) : "",
    positions: laps.map((lap) => lap.class_position), flags: bands(world, now),
    explain: {
      question: row.class_position ? `Why P${row.class_position} in ${CLASSES.find((c) => c.code === entry.car_class).name}?` : "Why no position?",
      answer: row.best.time.text ? `Best lap ${row.best.time.text} on lap ${row.best.lap}; ${row.class_position - 1} cars of the class were faster.` : "No timed lap.",
      steps: [
        { text: `Lap ${row.best.lap ?? "–"} ended at the finish line at ${clock(row.improved_us ?? now, 3)}.`, rule: "", article: "", source: "", seqs: [laps.find((l) => l.lap === row.best.lap)?.seq].filter(Boolean) },
        { text: "Qualifying is classified by the best lap that counts.", rule: "qualifying.order", article: "40.2", source: "example rulebook", seqs: [] },
        ...(laps.some((l) => !l.counted) ? [{ text: "One lap was deleted for track limits.", rule: "qualifying.deletion", article: "40.9", source: "decision of the stewards", seqs: [77] }] : []),
      ],
    },
  };
}

export const bands = (world, now) => world.flags.filter((flag) => flag.at <= now).map((flag, n) => ({ flag: flag.flag, name: flag.name, from_us: flag.at, to_us: world.flags[n + 1] && world.flags[n + 1].at <= now ? world.flags[n + 1].at : null }));

export function grid(world, list, now, state, seq) {
  const board = boardAt(world, list, now, state);
  const groups = [["GTP"], ["LMP2"], ["GTDPRO", "GTD"]];
  const rows = groups.flatMap((codes) => {
    const cars = board.rows.filter((row) => codes.includes(row.car_class)).sort((a, b) => (a.best.time.us ?? 9e15) - (b.best.time.us ?? 9e15));
    return cars.map((row) => ({ row, pole: board.rows.find((each) => each.car_class === row.car_class && each.class_position === 1) }));
  });
  return {
    seq, title: "Starting grid", standing: "By the rulebook; not yet corrected by a steward.", pole_side: "left", pole_side_source: "made up", classes: heads(list),
    rows: rows.map(({ row, pole }, n) => ({
      place: n + 1, row: Math.ceil((n + 1) / 2), side: n % 2 ? "right" : "left", entry_id: row.entry_id, car: row.car, car_class: row.car_class, team: row.team, driver: row.best.driver ?? row.driver ?? row.crew[0],
      best: row.best.time.text, gap: row.class_position === 1 ? "" : row.best.time.us && pole ? `+${time(row.best.time.us - pole.best.time.us)}` : "", class_pole: row.class_position === 1,
      reason: row.best.time.text ? `Best lap ${row.best.time.text}, in the order of the group.` : "No time set: behind its group, by car number.", rule: row.best.time.text ? "grid.order" : "grid.no_time", by_hand: false,
    })),
  };
}

export function combined(worlds, list, sessions, now, state) {
  const boards = ["practice", "qualifying"].map((id) => boardAt(worlds[id], list, worlds[id].to, state));
  const rows = list.map((entry) => {
    const times = boards.map((board) => board.rows.find((row) => row.entry_id === entry.entry_id));
    const at = times.reduce((best, row, n) => ((row.best.time.us ?? 9e15) < (times[best]?.best.time.us ?? 9e15) ? n : best), 0);
    return { entry, times, at, us: times[at].best.time.us };
  }).sort((a, b) => (a.us ?? 9e15) - (b.us ?? 9e15));
  return {
    title: "Combined times", sessions: sessions.filter((each) => each.kind !== "race"), classes: heads(list),
    rows: rows.map(({ entry, times, at, us }, n) => {
      const mates = rows.filter((each) => each.entry.car_class === entry.car_class);
      return { position: n + 1, class_position: mates.findIndex((each) => each.entry === entry) + 1, entry_id: entry.entry_id, car: entry.car, car_class: entry.car_class, team: entry.team, vehicle: entry.vehicle, driver: times[at].best.driver, best: cell(us, mates[0].entry === entry ? "class_best" : ""), session: ["practice", "qualifying"][at], laps: times.reduce((sum, row) => sum + row.laps, 0), gap: us && mates[0].entry !== entry ? `+${time(us - mates[0].us)}` : "", times: times.map((row) => row.best.time) };
    }),
  };
}

export function ledgers(world, list, now, state, seq) {
  const board = boardAt(world, list, now, state);
  const race = world.kind === "race";
  const drive = !race ? [] : list.slice(0, 14).flatMap((entry) => entry.crew.map((driver, place) => {
    const row = board.rows.find((each) => each.entry_id === entry.entry_id);
    const us = world.laps.filter((lap) => lap.entry_id === entry.entry_id && lap.driver === place && lap.at <= now).reduce((sum, lap) => sum + lap.us - lap.pit, 0);
    const risk = us >= 900_000_000 ? "ok" : place === 3 ? "late" : us ? "watch" : "watch";
    return { car: ref(entry), driver, in_car: row.driver?.driver_id === driver.driver_id, driven_us: us, driven: time(us, 0), minimum_us: 900_000_000, minimum: "15:00", maximum_us: 2_400_000_000, maximum: "40:00", rolling: time(us, 0), rolling_limit: "40:00 in 60 min", must_be_in_by: us >= 900_000_000 ? "" : "14:58:20", must_be_out_by: us > 1_500_000_000 ? "15:09:10" : "", due_us: us >= 900_000_000 ? null : world.from + 2_600_000_000, risk, bound: "", why: "Minimum of 15:00, not reduced: no red flag so far (example rulebook, art. 12)." };
  }));
  const car = (n) => ref(list[n]);
  return {
    seq, now_us: now, drive_time: drive, drive_time_note: race ? "Pit lane not counted; red flags left out." : "No drive-time rule in this session.",
    penalties: race ? [
      { penalty: "p1", car: car(12), stage: "given", kind: "Drive-through", infraction: "Speeding in the pit lane, 62.4 km/h", article: "36.4", laps_left: 2, measured: "", effect: "becomes 35 s if not served", history: ["14:31:02 noted (race director)", "14:33:40 given (race director)"], seqs: [812, 840] },
      { penalty: "p2", car: car(30), stage: "served", kind: "Stop + 10", infraction: "Incident responsibility", article: "50.2", laps_left: null, measured: "41.2 s in the pit lane, 10.3 s stopped", effect: "", history: ["14:40:12 given", "14:44:50 served, measured"], seqs: [910, 977] },
      { penalty: "p3", car: car(41), stage: "investigation", kind: "", infraction: "Unsafe release", article: "37.1", laps_left: null, measured: "", effect: "", history: ["14:52:01 under investigation"], seqs: [1010] },
    ] : [],
    cautions: race ? [{ number: 1, kind: "Full course yellow", from_us: world.flags[1].at, to_us: world.flags[2].at, span: "14:37:00 – 14:44:00", state: "over", pits_open: [], cars: [2, 15, 28, 40].map((n, place) => ({ order: place + 1, car: car(n), laps_down: place, entitled: place ? "wave-by" : "", why: place ? "ahead of its class leader in the queue" : "leads the class" })) }] : [],
    points: race ? [{ title: "Drivers, GTP", car_class: "GTP", basis: "if it ended now", rows: board.rows.filter((row) => row.car_class === "GTP").map((row, n) => ({ position: n + 1, name: row.crew.map((each) => each.short).join(", "), car: row.car, car_class: "GTP", now: String(1200 - n * 40), gained: String([350, 320, 300, 280, 260, 250, 240, 230, 220, 210][n]), total: String(1550 - n * 70), note: "" })) }] : [],
    last_lap: race ? { text: `White flag expected at ${clock(world.from + 3_480_000_000)}, chequered at ${clock(world.from + 3_600_000_000)}, for #${board.rows[0].car}.`, white_us: world.from + 3_480_000_000, chequered_us: world.from + 3_600_000_000, leader: ref(list.find((e) => e.entry_id === board.rows[0].entry_id)), warning: now < world.from + 3_480_000_000 ? "Too early to show white or chequered." : "", rule: "race.finish" } : null,
  };
}

export const documents = (world) => ({
  documents: [
    { id: "results", number: "12", title: "Provisional classification", stage: "provisional", version: 1, posted: "15:02 EDT", posted_us: world.to, signed_by: "Chief timekeeper", formats: ["pdf", "csv", "json"], protest_until_us: world.to + 1_800_000_000, changed: [], sha256: "3b1f".repeat(16) },
    { id: "grid", number: "13", title: "Starting grid", stage: "live", version: 1, posted: "", posted_us: null, signed_by: "", formats: ["pdf", "csv"], protest_until_us: null, changed: [], sha256: "" },
    { id: "practice", number: "9", title: "Practice 2 classification", stage: "amended", version: 2, posted: "11:40 EDT", posted_us: world.from - 9_000_000_000, signed_by: "Race director", formats: ["pdf", "csv", "json"], protest_until_us: null, changed: ["#57 best lap 1:45.6 deleted, P18 to P22"], sha256: "a07c".repeat(16) },
  ],
});

export function report(board, lang) {
  const first = board.rows[0];
  const headline = lang === "de" ? `${first.driver?.name ?? "?"} vorn im Training für das Beispielrennen` : lang === "fr" ? `${first.driver?.name ?? "?"} devant` : `${first.driver?.name ?? "?"} fastest at the Coast Circuit`;
  const sentences = [`#${first.car} of ${first.team} set ${first.best.time.text}.`, `${board.rows.filter((row) => row.best.time.us).length} of ${board.rows.length} cars set a time.`];
  const paragraphs = [sentences.map((text, n) => ({ text, seqs: [100 + n] })), [{ text: `Second was #${board.rows[1].car}, ${board.rows[1].gap.text} behind.`, seqs: [140] }]];
  return { lang, language: { en: "English", de: "Deutsch", fr: "français", es: "español" }[lang] ?? lang, headline, paragraphs, markdown: `# ${headline}\n\n${paragraphs.map((each) => each.map((s) => s.text).join(" ")).join("\n\n")}\n` };
}

export function check(text) {
  const claims = [...text.matchAll(/#?(\d{1,3})\b|\d:\d\d\.\d{3}/g)].slice(0, 20).map((match, n) => {
    const verdict = ["true", "false", "unclear", "not_checkable"][n % 4];
    return { start: match.index, end: match.index + match[0].length, kind: match[0].includes(":") ? "time" : "number", verdict, found: match[0], actual: verdict === "false" ? "1:32.710" : match[0], why: { true: "The log says the same.", false: "The log says another.", unclear: "It fits more than one car.", not_checkable: "Timing cannot know this." }[verdict], seqs: [101] };
  });
  return { claims, summary: `${claims.length} statements found, ${claims.filter((c) => c.verdict === "false").length} wrong.` };
}

export const classification = (world, list, now, state, seq) => ({ seq, stage: state.stage, version: 1, header: header(world, now, state), classes: heads(list), rows: [] });
