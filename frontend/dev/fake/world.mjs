// A made-up meeting: entries, and for each session every passing in advance, from a seed. Nothing here is real.

export const START_US = Date.UTC(2030, 4, 18, 18, 15) * 1000; // 14:15 at the venue
export const SECOND = 1_000_000;

export function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export const CLASSES = [
  { code: "GTP", name: "GTP", colour: "#f5f5f5", ink: "#000000", colour_on_paper: "#202124", ink_on_paper: "#ffffff", base: 92.9, cars: 10 },
  { code: "LMP2", name: "LMP2", colour: "#3f90da", ink: "#000000", colour_on_paper: "#3f90da", ink_on_paper: "#000000", base: 98.4, cars: 12 },
  { code: "GTDPRO", name: "GTD PRO", colour: "#d22630", ink: "#ffffff", colour_on_paper: "#d22630", ink_on_paper: "#ffffff", base: 104.5, cars: 13 },
  { code: "GTD", name: "GTD", colour: "#00a651", ink: "#000000", colour_on_paper: "#00a651", ink_on_paper: "#000000", base: 105.2, cars: 22 },
];

const FAMILY = ["Abara", "Brandt", "Castellanos", "Dufour", "Eriksson", "Fontaine", "Grünwald", "Hallström", "Ishikawa", "Jansen", "Keller", "Lindqvist", "Moreau", "Nakagawa", "Oduya", "Pereira", "Quist", "Rasmussen", "Santoro", "Takeda", "Ulrich", "Vandenberghe", "Whitcombe", "Yilmaz", "Zanetti"];
const GIVEN = ["Ada", "Bruno", "Chloé", "David", "Elena", "Felipe", "Greta", "Hugo", "Ines", "Jonas", "Kim", "Laura"];
const NATIONS = ["BRA", "FRA", "USA", "GBR", "GER", "DNK", "NLD", "ITA", "JPN", "ZAF", "NZL", ""];
const TEAMS = ["Harbour Racing", "Meridian Motorsport", "Blue Ridge Autosport", "Team Ostkreuz", "Lakeside Competition", "Nova Scuderia", "Cartwright & Sons Racing", "AB <script>alert(1)</script> Racing", "Pier 9 Performance", "Kestrel Engineering"];
const MAKES = { GTP: ["Aurelia V8", "Marque 963-X", "Cardinal LMDh"], LMP2: ["Orsa 07"], GTDPRO: ["Stallion GT3", "Corvo Z06", "Vantare GT3", "Falke R8"], GTD: ["Stallion GT3", "Falke R8", "Lumen RC", "Bergwerk M4"] };
const NUMBERS = ["31", "01", "7", "6", "10", "60", "25", "24", "63", "40", "2", "52", "04", "8", "11", "18", "20", "22", "33", "74", "81", "88", "77", "14", "3", "4", "9", "23", "62", "64", "65", "19", "35", "60A", "75", "12", "57", "1", "32", "96", "27", "13", "21", "34", "43", "45", "47", "55", "66", "70", "78", "80", "83", "86", "92", "120", "023"];

export function entries() {
  const draw = random(7);
  const pick = (list) => list[Math.floor(draw() * list.length)];
  const made = [];
  for (const head of CLASSES) {
    for (let n = 0; n < head.cars; n += 1) {
      const car = NUMBERS[made.length];
      const crew = Array.from({ length: head.code === "GTP" ? 3 : 4 }, (_, place) => {
        const family = FAMILY[(Math.floor(draw() * 6) + place * 6) % FAMILY.length];
        const given = pick(GIVEN);
        const rating = head.code === "GTP" ? "P" : ["B", "S", "G", "P"][place % 4];
        return { driver_id: `${given} ${family} ${car}`.toLowerCase(), name: `${given} ${family}`, short: `${family} ${given[0]}`, nation: pick(NATIONS), rating };
      });
      const vehicle = pick(MAKES[head.code]);
      made.push({
        entry_id: `e${made.length + 1}`, car, car_class: head.code, team: pick(TEAMS), vehicle, manufacturer: vehicle.split(" ")[0],
        tyres: "M", crew, pace: head.base * (1 + 0.012 * draw() * (n / head.cars + 0.15)), transponder: String(8_000_000 + Math.floor(draw() * 999_999)),
      });
    }
  }
  return made;
}

// Every lap of every car: sectors, pit visits, driver. `qualifying` runs two groups of 15 minutes, `race` one of 60 minutes.
export function run(kind, list) {
  const draw = random(kind === "race" ? 31 : kind === "practice" ? 5 : 24);
  const duration = (kind === "race" ? 60 : kind === "practice" ? 30 : 40) * 60 * SECOND;
  const laps = [];
  const passings = [];
  list.forEach((entry, index) => {
    if (entry.car === "92" || (entry.car === "04" && kind !== "race")) return; // no time in this session
    const gt = entry.car_class.startsWith("GTD");
    const opens = kind === "qualifying" ? (gt ? 0 : 21 * 60 * SECOND) : 0;
    const closes = kind === "qualifying" ? opens + (gt ? 15 : 18) * 60 * SECOND : duration;
    let at = START_US + opens + (kind === "race" ? 0 : Math.floor((8 + draw() * 70) * SECOND));
    let stint = 0;
    let driver = 0;
    const stops = kind === "race" ? [12 + (index % 5), 26 + (index % 4)] : kind === "practice" ? [5 + (index % 3)] : [];
    for (let lap = 1; at < START_US + closes; lap += 1) {
      const first = stint === 0;
      const stop = stops.includes(lap);
      let seconds = entry.pace * (1 + 0.009 * draw() * draw()) + (kind === "race" ? entry.pace * 0.022 + stint * 0.02 : 0);
      if (first) seconds += kind === "race" ? 4 + index * 0.45 : 11 * draw() + 9;
      if (kind === "qualifying" && !first) seconds += Math.max(0, 3 - stint) * 0.55;
      const share = [0.32 + 0.004 * draw(), 0.37 + 0.004 * draw()];
      const pit = stop ? Math.round((kind === "race" ? 62 : 150) * SECOND * (1 + 0.3 * draw())) : 0;
      const us = Math.floor((seconds * SECOND + pit) / 1000) * 1000;
      const one = Math.floor((seconds * share[0] * SECOND) / 1000) * 1000;
      const two = Math.floor((seconds * share[1] * SECOND) / 1000) * 1000;
      const marks = [["s1", at + one], ["s2", at + one + two]];
      if (stop) marks.push(["pit_in", at + us - pit - 900_000]);
      marks.push([stop ? "finish_pit" : "finish", at + us]);
      const row = { entry_id: entry.entry_id, lap, start: at, at: at + us, us, sectors: [one, two, us - one - two], pit, stint: stint + 1, driver, deleted: kind !== "race" && entry.car === "57" && lap === 4 ? "track limits, turn 6" : "" };
      laps.push(row);
      for (const [line, when] of marks) passings.push({ entry_id: entry.entry_id, car: entry.car, transponder: entry.transponder, line, at: when, lap, us: line.startsWith("finish") ? us : null, lapRow: line.startsWith("finish") ? row : null });
      at += us;
      stint = stop ? 0 : stint + 1;
      if (stop) driver = (driver + 1) % entry.crew.length;
      if (kind === "race" && entry.car === "88" && lap === 9) break; // retires
    }
  });
  passings.sort((a, b) => a.at - b.at);
  passings.forEach((each, index) => (each.seq = index + 10));
  const flags = kind === "race"
    ? [["green", 0, "GREEN"], ["full_course_yellow", 22, "FULL COURSE YELLOW"], ["green", 29, "GREEN"], ["white", 58, "WHITE"], ["chequered", 60, "CHEQUERED"]]
    : kind === "practice"
      ? [["green", 0, "GREEN"], ["red", 12, "RED"], ["green", 15, "GREEN"], ["chequered", 30, "CHEQUERED"]]
      : [["green", 0, "GREEN"], ["chequered", 15, "CHEQUERED"], ["green", 21, "GREEN"], ["chequered", 39, "CHEQUERED"]];
  return { kind, duration, laps, passings, flags: flags.map(([flag, minute, name]) => ({ flag, name, at: START_US + minute * 60 * SECOND })), from: START_US, to: START_US + duration + 150 * SECOND };
}
