import { render, screen, within } from "@testing-library/svelte";
import { beforeEach, describe, expect, it } from "vitest";
import { live } from "../state/live.svelte";
import { testBoard, testRow } from "../test-board";
import { columnsOf, hiddenColumns, shownColumns } from "../view/columns";
import { groups } from "../view/filters";
import BoardTable from "./BoardTable.svelte";

const nasty = '<script>alert(1)</script>';
const rows = [testRow("31", 1, { team: nasty, state: "PIT", best: { time: { us: 92_656_000, text: "1:32.656", mark: "class_best" }, lap: 3, driver: null } }), testRow("01", 2, { notes: ["lap 4 deleted: track limits"] })];
const board = testBoard(rows);
const all = columnsOf("qualifying", 1);
const columns = shownColumns(all, hiddenColumns(all, undefined), 1440, "qualifying");

function show(view = "all", chosen = null as (typeof rows)[number] | null) {
  const shown = groups(board, { view, car_class: "", favourites: [], find: "" });
  return render(BoardTable, { board, groups: shown, columns, chosen });
}

describe("the board's table", () => {
  beforeEach(() => void (live.board = board));

  it("has a caption, and a header with scope for every column and row", () => {
    show();
    const table = screen.getByRole("table", { name: /Qualifying, all classes/ });
    const heads = [...table.querySelectorAll("thead th")];
    expect(heads).toHaveLength(columns.length);
    expect(heads.every((head) => head.getAttribute("scope") === "col" && head.getAttribute("title"))).toBe(true);
    expect([...table.querySelectorAll("tbody th[scope=row]")].map((head) => head.textContent?.trim())).toEqual(["31", "01"]);
  });
  it("names each class as a row group", () => {
    show("class");
    expect(document.querySelector("th[scope=rowgroup]")?.textContent).toContain("GTP");
  });
  it("says in words what colour and glyph say", () => {
    show();
    const row = document.querySelector<HTMLElement>('[data-entry="e31"]')!;
    expect(row.textContent).toContain("best of the class");
    expect(within(row).getByText("PIT")).toBeTruthy();
    expect(document.querySelector('[data-entry="e01"]')!.textContent).toContain("lap 4 deleted: track limits");
  });
  it("shows a team's name as text, whatever it contains", () => {
    show();
    expect(screen.getByText(nasty)).toBeTruthy();
    expect(document.querySelector("table script")).toBeNull();
  });
  it("pins the chosen car above the others", () => {
    show("all", rows[1]!);
    expect(document.querySelector("thead .pinned")?.getAttribute("aria-label")).toContain("01");
  });
});
