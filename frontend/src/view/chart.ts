// What the lap chart draws, worked out from a car's page: values are the server's, only their place on paper is new.

import type { AlignedData } from "uplot";
import type { CarPage, DriverCell } from "../wire";

const SECOND_US = 1_000_000;

// Laps slower than this share of the car's best would press all others together: a chart leaves them out, the table has them.
const SLOWEST_SHARE = 1.12;

/** Lap numbers, and for each driver the lap times [s]; null where the lap was another's, in the pits, far slower, or without a time. */
export function chartData(car: CarPage, drivers: readonly DriverCell[]): AlignedData {
  const slowest = SLOWEST_SHARE * Math.min(...car.laps.map((lap) => lap.time.us ?? Infinity));
  const laps = car.laps.map((lap) => lap.lap);
  const series = drivers.map((driver) =>
    car.laps.map((lap) => (lap.driver?.driver_id !== driver.driver_id || lap.pit_text || lap.time.us === null || lap.time.us > slowest ? null : lap.time.us / SECOND_US)),
  );
  return [laps, ...series];
}

export interface LapBand {
  flag: string;
  from: number; // laps
  to: number;
}

/** Flags other than green, from the first to the last lap that ended under them. */
export function flagBands(car: CarPage): LapBand[] {
  return car.flags
    .filter((band) => band.flag !== "green" && band.flag !== "chequered" && band.flag !== "white")
    .map((band) => ({ flag: band.flag, laps: car.laps.filter((lap) => lap.at_us >= band.from_us && (band.to_us === null || lap.at_us < band.to_us)) }))
    .filter((band) => band.laps.length > 0)
    .map((band) => ({ flag: band.flag, from: band.laps[0]!.lap - 0.5, to: band.laps.at(-1)!.lap + 0.5 }));
}

/** Points of the strip of class positions, first place on top; a break where there was no position. */
export function stripPaths(positions: readonly (number | null)[], width: number, height: number): string {
  const worst = Math.max(2, ...positions.map((place) => place ?? 0));
  const x = (n: number): number => (positions.length < 2 ? 0 : (n / (positions.length - 1)) * width);
  const y = (place: number): number => ((place - 1) / (worst - 1)) * height;
  let draws = false;
  return positions
    .map((place, n) => {
      if (place === null) {
        draws = false;
        return "";
      }
      const step = draws ? `H${x(n).toFixed(1)}V${y(place).toFixed(1)}` : `M${x(n).toFixed(1)} ${y(place).toFixed(1)}`;
      draws = true;
      return step;
    })
    .join("");
}
