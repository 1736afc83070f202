// Gaps relative to a chosen car: a subtraction of two gaps that the server sent (docs/reference/wire.md, "Gaps").

import type { Gap, Row } from "../wire";
import { formatLaps, formatSigned } from "./format";

/** What one gap is written as, with a lapped car's time instead of its laps where the viewer wants that. */
export function gapText(gap: Gap, lappedAsTime: boolean): string {
  if (lappedAsTime && gap.laps !== 0 && gap.time_us !== null) return formatSigned(gap.time_us);
  return gap.text;
}

/** `row` as seen from `chosen`: `+` behind it, `−` ahead of it. */
export function relativeGap(chosen: Row, row: Row, which: "gap" | "class_gap"): string {
  if (row.entry_id === chosen.entry_id) return "–";
  if (which === "class_gap" && row.car_class !== chosen.car_class) return "";
  const [from, to] = [chosen[which], row[which]];
  if (from.text === "" || to.text === "") return "";
  const laps = to.laps - from.laps;
  if (laps !== 0) return formatLaps(laps);
  const [ahead, behind] = [timeOf(from), timeOf(to)];
  return ahead === null || behind === null ? "" : formatSigned(behind - ahead);
}

// Who leads has a dash and no time: nothing is measured from it to itself.
function timeOf(gap: Gap): number | null {
  return gap.text === "–" ? 0 : gap.time_us;
}
