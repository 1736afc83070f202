// Sheet formats, for the fake server only: the real server prints them from `pitboard.times`.

export function time(us, decimals = 3) {
  const whole = Math.floor(us / 1_000_000);
  const tail = decimals ? `.${String(us % 1_000_000).padStart(6, "0").slice(0, decimals)}` : "";
  const two = (n) => String(n).padStart(2, "0");
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor(whole / 60) % 60;
  if (hours) return `${hours}:${two(minutes)}:${two(whole % 60)}${tail}`;
  return minutes ? `${minutes}:${two(whole % 60)}${tail}` : `${whole % 60}${tail}`;
}

export const clock = (at, decimals = 0) =>
  new Date(at / 1000 - 4 * 3_600_000).toISOString().slice(11, decimals ? 20 + decimals : 19);

export const laps = (n) => `+${n} Lap${n === 1 ? "" : "s"}`;
export const cell = (us, mark = "") => ({ us: us ?? null, text: us == null ? "" : time(us), mark });
export const ref = (entry) => ({ entry_id: entry.entry_id, car: entry.car, car_class: entry.car_class });
