import { describe, expect, it } from "vitest";
import { testBoard, testRow } from "../test-board";
import type { CarPage, LapRow, Reference } from "../wire";
import { chartData, flagBands, stripPaths } from "./chart";
import { pieces } from "./claims";
import { columnsOf, hiddenColumns, shownColumns } from "./columns";
import { groups, matches, nextClass, withReferences, type View } from "./filters";
import { formatAge, formatClock, formatGained, formatLaps, formatTime, formatToGo } from "./format";
import { gapText, relativeGap } from "./gaps";

const all: View = { view: "all", car_class: "", favourites: [], find: "" };
const best = (us: number) => ({ best: { time: { us, text: String(us), mark: "" as const }, lap: 1, driver: null } });

describe("views", () => {
  const board = testBoard([testRow("21", 3, { car_class: "GTD" }), testRow("01", 2), testRow("1", 1)]);

  it("follow the server's order and nothing else", () => {
    expect(groups(board, all)[0]!.rows.map((row) => row.car)).toEqual(["1", "01", "21"]);
  });
  it("group by class in the order of the rulebook", () => {
    expect(groups(board, { ...all, view: "class" }).map((group) => group.key)).toEqual(["GTP", "GTD"]);
  });
  it("show one class", () => {
    expect(groups(board, { ...all, car_class: "GTD" }).map((group) => group.rows.length)).toEqual([1]);
  });
  it("show favourites by number as text: 01 is not 1", () => {
    expect(groups(board, { ...all, view: "favourites", favourites: ["01"] })[0]!.rows.map((row) => row.car)).toEqual(["01"]);
  });
  it("find a driver without accents, and a number by its beginning", () => {
    expect(matches(board.rows[0]!, "zoe")).toBe(true);
    expect(matches(board.rows[0]!, "#2")).toBe(true);
    expect(matches(board.rows[0]!, "99")).toBe(false);
  });
  it("swipe through the classes and round", () => {
    expect([nextClass(board, "", 1), nextClass(board, "GTD", 1), nextClass(board, "", -1)]).toEqual(["GTP", "", "GTD"]);
  });
});

describe("reference laps", () => {
  const record: Reference = { kind: "record", car_class: "GTP", us: 100, text: "", label: "record", source: "" };
  const rows = [testRow("1", 1, best(90)), testRow("2", 2, best(100)), testRow("3", 3, best(101)), testRow("4", 4)];
  const board = testBoard(rows);

  it("divide what is faster from what is slower; an equal lap stays above", () => {
    const lines = withReferences(groups(board, all)[0]!, [record], board.classes);
    expect(lines.map((line) => line.key)).toEqual(["e1", "e2", "record.GTP.record", "e3", "e4"]);
  });
  it("come last where everybody is faster", () => {
    const fast = groups(testBoard(rows.slice(0, 2)), all)[0]!;
    expect(withReferences(fast, [record], board.classes).at(-1)!.key).toBe("record.GTP.record");
  });
});

describe("gaps relative to a chosen car", () => {
  const gap = (laps: number, time_us: number | null) => ({ gap: { laps, time_us, text: "x" } });
  it("are the difference of two gaps on one lap", () => {
    expect(relativeGap(testRow("1", 1, gap(1, 5_000_000)), testRow("2", 2, gap(1, 6_500_000)), "gap")).toBe("+1.500");
    expect(relativeGap(testRow("1", 1, gap(0, 5_000_000)), testRow("2", 2, gap(0, 4_000_000)), "gap")).toBe("−1.000");
  });
  it("to the leader are the whole gap, the other way round", () => {
    const leads = { gap: { laps: 0, time_us: null, text: "–" } };
    expect(relativeGap(testRow("2", 2, gap(0, 564_000)), testRow("1", 1, leads), "gap")).toBe("−0.564");
    expect(relativeGap(testRow("1", 1, leads), testRow("2", 2, gap(0, 564_000)), "gap")).toBe("+0.564");
  });
  it("are whole laps where the laps differ", () => {
    expect(relativeGap(testRow("1", 1, gap(2, 1)), testRow("2", 2, gap(0, 0)), "gap")).toBe("−2 Laps");
  });
  it("are empty where the server says nothing, or another class", () => {
    expect(relativeGap(testRow("1", 1), testRow("2", 2, gap(0, 1)), "gap")).toBe("");
    expect(relativeGap(testRow("1", 1), testRow("2", 2, { car_class: "GTD" }), "class_gap")).toBe("");
  });
  it("of a lapped car are written as time only when asked for", () => {
    const lapped = { laps: 1, time_us: 80_497_000, text: "+1 Lap" };
    expect([gapText(lapped, false), gapText(lapped, true)]).toEqual(["+1 Lap", "+1:20.497"]);
  });
});

describe("numbers", () => {
  it.each([[92_656_000, "1:32.656"], [58_104_000, "58.104"], [4_632_455_000, "1:17:12.455"], [86_400_000_000 + 3_100_000, "24:00:03.100"], [92_656_999, "1:32.656"], [0, "0.000"]])("%i µs is %s", (us, text) => {
    expect(formatTime(us)).toBe(text);
  });
  it("count down to 0:00 and not past it", () => {
    expect([formatToGo(61_000_000), formatToGo(1), formatToGo(0), formatToGo(21_600_000_000)]).toEqual(["1:01", "0:01", "0:00", "6:00:00"]);
  });
  it("write laps, places and ages", () => {
    expect([formatLaps(1), formatLaps(12), formatLaps(-1), formatGained(2), formatGained(-1), formatGained(0), formatAge(400), formatAge(130_000)]).toEqual(["+1 Lap", "+12 Laps", "−1 Lap", "▲2", "▼1", "", "0.4 s", "2 min"]);
  });
  it("tell the time of day in the venue's zone", () => {
    expect(formatClock(Date.UTC(2024, 0, 21, 19, 55, 20) * 1_000, "America/New_York")).toBe("14:55:20");
  });
});

describe("columns", () => {
  const race = columnsOf("race", 3);
  const ids = (width: number, chosen?: string[]) => shownColumns(race, hiddenColumns(race, chosen), width, "race").map((column) => column.id);
  it("of a race stand in the order that the conventions give", () => {
    expect(ids(1440)).toEqual(["position", "gained", "car", "class", "pic", "driver", "team", "laps", "class_gap", "class_interval", "gap", "last", "best", "s1", "s2", "s3", "stint", "stops", "state"]);
  });
  it("of a race give way before the state is cut off: first the team, then the sectors", () => {
    expect(ids(1366)).toEqual(ids(1440).filter((id) => id !== "team"));
    expect(ids(1280)).toEqual(ids(1366).filter((id) => !id.startsWith("s") || ["stint", "stops", "state"].includes(id)));
  });
  it("are six on a phone", () => {
    expect(ids(390)).toEqual(["place", "car", "driver", "class_interval", "last", "state"]);
  });
  it("are what a viewer chose", () => {
    expect(ids(1440, ["team"])).not.toContain("team");
    expect(ids(1440, ["team"])).toContain("speed");
  });
});

it("an article is cut into plain and marked pieces that together are the article", () => {
  const claim = { start: 6, end: 9, text: "#31", kind: "number", verdict: "true", right: null, facts: [] };
  const text = "🏁 The #31 won.";
  const cut = pieces(text, [{ ...claim, start: 7, end: 8 }, claim, { ...claim, start: 12, end: 99 }]);
  expect(cut.map((piece) => piece.text).join("")).toBe(text);
  expect(cut.filter((piece) => piece.claim).map((piece) => piece.text)).toEqual(["#31"]);
});

describe("the lap chart", () => {
  const driver = { driver_id: "a", name: "A", short: "A", nation: "", rating: "" };
  const lap = (n: number, us: number | null, changes: Partial<LapRow> = {}): LapRow => ({
    lap: n, time: { us, text: "", mark: "" }, sectors: [], driver, at_us: n * 100, clock: "", flag: "", kind: "lap", pit_text: "", top_speed: "", position: null, class_position: null, counted: true, why: "", seq: null, ...changes,
  });
  const car = { laps: [lap(1, 3_000_000_000), lap(2, 90_000_000), lap(3, 95_000_000, { pit_text: "0:40" }), lap(4, 91_000_000)], flags: [{ flag: "red", name: "", from_us: 150, to_us: 350 }] } as unknown as CarPage;

  it("leaves a gap for the pits and for laps that are far slower", () => {
    expect(chartData(car, [driver])).toEqual([[1, 2, 3, 4], [null, 90, null, 91]]);
  });
  it("has a band from the first to the last lap that ended under a flag", () => {
    expect(flagBands(car)).toEqual([{ flag: "red", from: 1.5, to: 3.5 }]);
  });
  it("breaks the strip of places where there was none", () => {
    expect(stripPaths([null, 2, 1], 100, 10)).toBe("M50.0 10.0H100.0V0.0");
  });
});
