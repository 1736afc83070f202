import { afterEach, describe, expect, it, vi } from "vitest";
import { glide, placesOf } from "./glide";

// A table of rows that note what is asked of them, in order.
function tableOf(names: string[], asked: string[]): HTMLTableElement {
  const table = document.createElement("table");
  for (const name of names) {
    const row = table.createTBody().insertRow();
    row.dataset["name"] = name;
    Object.defineProperty(row, "offsetTop", { get: () => (asked.push(`read ${name}`), [...table.querySelectorAll("tr")].indexOf(row) * 20) });
    row.animate = ((frames: { transform: string }[]) => asked.push(`${name} from ${frames[0]!.transform}`)) as unknown as Element["animate"];
  }
  return table;
}

describe("rows glide", () => {
  afterEach(() => vi.restoreAllMocks());

  it("from where they stood, those that moved alone, and none before every place is read", () => {
    const asked: string[] = [];
    const table = tableOf(["7", "01", "31"], asked);
    const before = placesOf(table);
    table.prepend(table.tBodies[1]!);
    asked.length = 0;
    glide(table, before);

    expect(asked).toEqual(["read 01", "read 7", "read 31", "01 from translateY(20px)", "7 from translateY(-20px)"]);
  });
  it("but a row that was not there before appears where it is", () => {
    const asked: string[] = [];
    glide(tableOf(["7", "01"], asked), new Map());

    expect(asked).toEqual(["read 7", "read 01"]);
  });
});
