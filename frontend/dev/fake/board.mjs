// The board of a made-up session at one instant: a stand-in for `pitboard.scoring`, simple and slow.

import { CLASSES, SECOND } from "./world.mjs";
import { cell, clock, laps as lapsText, ref, time } from "./text.mjs";

const names = { practice: "Practice 2", qualifying: "Qualifying", race: "Race" };
export const heads = (list) => CLASSES.map(({ base, cars, ...head }, order) => ({ ...head, order, cars: list.filter((e) => e.car_class === head.code).length }));

function carAt(entry, world, now, state) {
  const done = world.laps.filter((lap) => lap.entry_id === entry.entry_id && lap.at <= now);
  const current = world.laps.find((lap) => lap.entry_id === entry.entry_id && lap.start <= now && lap.at > now) ?? null;
  const timed = done.filter((lap) => !lap.pit && lap.stint > 1 && !lap.deleted && !state.deleted.has(`${entry.entry_id}.${lap.lap}`));
  const best = timed.reduce((a, b) => (a && a.us <= b.us ? a : b), null);
  return { entry, done, current, best, last: done.at(-1) ?? null };
}

const inPit = (car, now) => car.current && car.current.pit && now >= car.current.at - car.current.pit;

function carState(car, world, now) {
  if (!car.current) {
    if (!car.done.length) return "";
    return now >= world.from + world.duration || world.kind === "qualifying" ? "FIN" : "RET";
  }
  if (inPit(car, now)) return "PIT";
  if (car.current.pit && now > car.current.start + car.current.sectors[0]) return "IN";
  return car.current.stint === 1 ? "OUT" : "RUN";
}

function order(cars, race) {
  const key = race
    ? (a, b) => b.done.length - a.done.length || (a.last?.at ?? 9e15) - (b.last?.at ?? 9e15)
    : (a, b) => (a.best?.us ?? 9e15) - (b.best?.us ?? 9e15);
  return [...cars].sort((a, b) => key(a, b) || a.entry.entry_id.localeCompare(b.entry.entry_id, "en", { numeric: true }));
}

function gap(from, car, race) {
  if (!from || !(race ? car.last : car.best)) return { laps: 0, time_us: null, text: "" };
  if (from === car) return { laps: 0, time_us: 0, text: race ? "–" : "–" };
  if (!race) return { laps: 0, time_us: car.best.us - from.best.us, text: `+${time(car.best.us - from.best.us)}` };
  const behind = from.done.length - car.done.length;
  const same = from.done[car.done.length - 1];
  const us = same ? car.last.at - same.at : null;
  return { laps: behind, time_us: us, text: behind ? lapsText(behind) : us == null ? "" : `+${time(us)}` };
}

function sectors(car, bests, now) {
  const source = car.current && now >= car.current.start + car.current.sectors[0] ? car.current : car.last;
  if (!source) return [cell(null), cell(null), cell(null)];
  let at = source.start;
  return source.sectors.map((us, n) => {
    at += us;
    if (at > now) return cell(null);
    const own = Math.min(...car.done.map((lap) => lap.sectors[n]), us);
    return cell(us, us <= bests[car.entry.car_class][n] ? "class_best" : us <= own ? "own_best" : "");
  });
}

export function boardAt(world, list, now, state) {
  const race = world.kind === "race";
  const cars = order(list.map((entry) => carAt(entry, world, now, state)), race);
  const ranked = cars.filter((car) => (race ? car.last : car.best));
  const bests = Object.fromEntries(CLASSES.map(({ code }) => [code, [0, 1, 2].map((n) => Math.min(...cars.filter((c) => c.entry.car_class === code).flatMap((c) => c.done.filter((l) => !l.pit).map((l) => l.sectors[n]))))]));
  const overall = Math.min(...cars.map((car) => car.best?.us ?? Infinity));
  const rows = cars.map((car, index) => {
    const mates = cars.filter((each) => each.entry.car_class === car.entry.car_class && (race ? each.last : each.best));
    const place = mates.indexOf(car);
    const classBest = Math.min(...mates.map((mate) => mate.best?.us ?? Infinity));
    const markOf = (us) => (us == null ? "" : us === overall ? "overall_best" : us === classBest ? "class_best" : us === car.best?.us ? "own_best" : "");
    const driverIndex = (car.current ?? car.last)?.driver ?? 0;
    const pitting = inPit(car, now);
    const deleted = car.done.filter((lap) => lap.deleted || state.deleted.has(`${car.entry.entry_id}.${lap.lap}`));
    const position = ranked.indexOf(car);
    return {
      entry_id: car.entry.entry_id, order: index + 1, position: position < 0 ? null : position + 1, class_position: place < 0 ? null : place + 1,
      gained: position < 0 ? 0 : ((car.done.length * 7 + index) % 5) - 2, car: car.entry.car, car_class: car.entry.car_class, team: car.entry.team,
      vehicle: car.entry.vehicle, manufacturer: car.entry.manufacturer, driver: car.done.length || car.current ? car.entry.crew[driverIndex] : null, crew: car.entry.crew,
      laps: car.done.length, best: { time: cell(car.best?.us, car.best === car.last || markOf(car.best?.us) !== "own_best" ? markOf(car.best?.us) : ""), lap: car.best?.lap ?? null, driver: car.best ? car.entry.crew[car.best.driver] : null },
      last: cell(car.last?.us, markOf(car.last?.us)), sectors: sectors(car, bests, now), gap: gap(ranked[0], car, race), interval: position > 0 ? gap(ranked[position - 1], car, race) : gap(car, car, race),
      class_gap: gap(mates[0], car, race), class_interval: place > 0 ? gap(mates[place - 1], car, race) : gap(car, car, race),
      stint_laps: car.current?.stint ?? null, stops: car.done.filter((lap) => lap.pit).length, pit_text: (() => { const last = car.done.findLast((lap) => lap.pit); return last ? time(last.pit, 0) : ""; })(),
      pit_since_us: pitting ? car.current.at - car.current.pit : null, top_speed: car.done.length ? (280 + ((index * 13) % 30) + 0.4).toFixed(1) : "", state: carState(car, world, now),
      notes: [...deleted.map((lap) => `lap ${lap.lap} deleted: ${lap.deleted || "by the desk"}`), ...(state.penalties[car.entry.entry_id] ?? [])],
      improved_us: car.best?.at ?? null, expected_us: car.current ? car.current.at : null, status: "classified",
    };
  });
  return { rows, header: header(world, now, state), classes: heads(list), references: references(world, now), battles: battles(rows, race), messages: messages(world, list, now, state) };
}

export function header(world, now, state) {
  const shown = [...world.flags, ...state.flags].filter((flag) => flag.at <= now).sort((a, b) => a.at - b.at).at(-1);
  const elapsed = Math.max(0, now - world.from);
  const parts = world.kind !== "qualifying" ? [] : [["gt", "GTD PRO and GTD", ["GTDPRO", "GTD"], 0, 15], ["proto", "GTP and LMP2", ["GTP", "LMP2"], 21, 18]].map(([part, name, classes, opens, long]) => {
    const left = (opens + long) * 60 * SECOND - elapsed;
    const before = elapsed < opens * 60 * SECOND;
    return { part, name, classes, state: before ? "waiting" : left > 0 ? "running" : "finished", to_go_us: before ? null : Math.max(0, left) };
  });
  const running = parts.find((part) => part.state === "running");
  const toGo = world.kind === "qualifying" ? (running?.to_go_us ?? null) : Math.max(0, world.duration - elapsed);
  return {
    session: world.kind, kind: world.kind, name: names[world.kind], meeting: "Example 24 at the Coast", meeting_id: "example-coast", series: "Example Series", season: 2030,
    circuit: "Coast Circuit", length: "5.729 km", zone: "America/New_York", zone_text: "EDT", mode: "replay", stage: state.stage, rulebook: "example-2030",
    distance: world.kind === "race" ? "60 minutes" : world.kind === "practice" ? "30 minutes" : "15 + 18 minutes",
    clock: { now_us: now, speed: state.playing ? state.speed : 0, started_at_us: world.from, duration_us: world.duration, ends_at_us: world.from + world.duration, elapsed_us: elapsed, to_go_us: toGo, laps_to_go: null, held: false, text: now > world.from + world.duration ? "finished" : toGo == null ? "between parts" : "" },
    flag: shown ? { flag: shown.flag, name: shown.name, since_us: shown.at, zones: [] } : { flag: null, name: "", since_us: null, zones: [] },
    parts, weather: { at_us: now, air: "11.8 °C", track: "25.9 °C", humidity: "48 %", wind: "2.1 m/s", rain: "" },
  };
}

function references(world) {
  if (world.kind === "race") return [];
  const times = [["GTP", 93_685_000, "record", "record 1:33.685, Sample, 2029"], ["LMP2", 98_501_000, "last_pole", "pole of 2029 1:38.501, Sample"], ["GTDPRO", 104_900_000, "last_pole", "pole of 2029 1:44.900, Sample"], ["GTD", 105_257_000, "record", "record 1:45.257, Sample, 2029"]];
  return times.map(([car_class, us, kind, label]) => ({ kind, car_class, us, text: time(us), label, source: "made up" }));
}

function battles(rows, race) {
  if (!race) return [];
  const found = [];
  for (const { code, name } of CLASSES) {
    const cars = rows.filter((row) => row.car_class === code && row.state === "RUN");
    for (let n = 1; n < cars.length && found.length < 8; n += 1) {
      const us = cars[n].class_interval.time_us;
      if (us != null && us < 2 * SECOND && cars[n].class_interval.laps === 0) {
        found.push({ car_class: code, places: `P${cars[n - 1].class_position}–P${cars[n].class_position}`, cars: [ref(cars[n - 1]), ref(cars[n])], gap: cars[n].class_interval.text, text: `#${cars[n].car} is ${cars[n].class_interval.text.slice(1)} s behind #${cars[n - 1].car} for P${cars[n - 1].class_position} in ${name}` });
      }
    }
  }
  return found;
}

// Worked out once for a session, then cut at `now`.
export function timeline(world, list) {
  const by = new Map(list.map((entry) => [entry.entry_id, entry]));
  const found = world.flags.map((flag) => ({ id: `f${flag.at}`, at_us: flag.at, kind: "flag", text: `${flag.name} flag`, cars: [], say: true }));
  const best = {};
  for (const pass of world.passings) {
    const lap = pass.lapRow;
    if (!lap) continue;
    const entry = by.get(pass.entry_id);
    if (lap.pit) found.push({ id: `p${pass.seq}`, at_us: pass.at, kind: "pit", text: `#${entry.car} in the pits, ${entry.crew[lap.driver].short} in`, cars: [ref(entry)], say: false });
    if (lap.pit || lap.stint === 1 || lap.deleted || lap.us >= (best[entry.car_class] ?? Infinity)) continue;
    best[entry.car_class] = lap.us;
    const name = CLASSES.find((each) => each.code === entry.car_class).name;
    found.push({ id: `b${pass.seq}`, at_us: pass.at, kind: world.kind === "race" ? "best" : "class_lead", text: `#${entry.car} fastest in ${name}, ${time(lap.us)}, ${entry.crew[lap.driver].short}`, cars: [ref(entry)], say: world.kind !== "race" });
  }
  return found.sort((a, b) => a.at_us - b.at_us);
}

function messages(world, list, now, state) {
  world.timeline ??= timeline(world, list);
  return [...world.timeline, ...state.messages].filter((each) => each.at_us <= now).sort((a, b) => a.at_us - b.at_us).slice(-200).map((each) => ({ withdrawn: false, ...each, clock: clock(each.at_us) }));
}
