// How numbers are written where the server sends no text: running clocks, and gaps between two given ones.

const MS = 1_000;
const SECOND = 1_000_000;

const two = (n: number): string => String(n).padStart(2, "0");

/** `1:32.656`, `58.104`, `1:17:12.455`: as official sheets; what does not fit the decimals is cut off. */
export function formatTime(us: number, decimals = 3): string {
  const ms = Math.floor(Math.max(0, us) / MS);
  const whole = Math.floor(ms / 1000);
  const tail = decimals ? `.${String(ms % 1000).padStart(3, "0").slice(0, decimals)}` : "";
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor(whole / 60) % 60;
  const seconds = whole % 60;
  if (hours) return `${hours}:${two(minutes)}:${two(seconds)}${tail}`;
  return minutes ? `${minutes}:${two(seconds)}${tail}` : `${seconds}${tail}`;
}

/** A session clock: `14:59`, `5:59:58`, always with minutes. Time to go is rounded up, so that 0:00 means over. */
export function formatToGo(us: number): string {
  const whole = Math.ceil(us / SECOND);
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor(whole / 60) % 60;
  return hours ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}

/** `+1 Lap`, `+12 Laps`, `−2 Laps`; a true minus sign. */
export function formatLaps(laps: number): string {
  const count = Math.abs(laps);
  return `${laps < 0 ? "−" : "+"}${count} ${count === 1 ? "Lap" : "Laps"}`;
}

export function formatSigned(us: number): string {
  return `${us < 0 ? "−" : "+"}${formatTime(Math.abs(us))}`;
}

const zones = new Map<string, Intl.DateTimeFormat>();

/** Time of day in a zone; without one the viewer's own. */
export function formatClock(us: number, zone?: string): string {
  const key = zone ?? "";
  let format = zones.get(key);
  if (!format) {
    const base = { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" } as const;
    format = new Intl.DateTimeFormat("en-GB", zone ? { ...base, timeZone: zone } : base);
    zones.set(key, format);
  }
  return format.format(us / MS);
}

/** Age of data: `0.4 s`, `12 s`, `3 min`. */
export function formatAge(ms: number): string {
  if (ms < 10_000) return `${(ms / 1000).toFixed(1)} s`;
  return ms < 120_000 ? `${Math.round(ms / 1000)} s` : `${Math.round(ms / 60_000)} min`;
}

/** Places gained, with a shape that says which way: `▲2`, `▼1`, nothing for none. */
export function formatGained(places: number): string {
  if (places === 0) return "";
  return places > 0 ? `▲${places}` : `▼${-places}`;
}

export const MARKS = {
  "": { glyph: "", label: "" },
  own_best: { glyph: "▲", label: "own best" },
  class_best: { glyph: "●", label: "best of the class" },
  overall_best: { glyph: "◉", label: "best of all classes" },
} as const;

export const STATES = {
  RUN: { glyph: "", label: "on track" },
  OUT: { glyph: "↗", label: "on its out-lap" },
  IN: { glyph: "↘", label: "coming to the pits" },
  PIT: { glyph: "■", label: "in the pits" },
  STOP: { glyph: "✕", label: "overdue on track" },
  RET: { glyph: "–", label: "retired" },
  FIN: { glyph: "⚑", label: "finished" },
  "": { glyph: "", label: "not seen yet" },
} as const;
