import { render, screen } from "@testing-library/svelte";
import { beforeEach, describe, expect, it } from "vitest";
import { testBoard, testRow } from "../test-board";
import Help from "../ui/Help.svelte";
import { isBare, keysOf, pageKeys } from "./keys";
import { live } from "./live.svelte";
import { prefs } from "./prefs.svelte";
import { PAGES, route, show } from "./route.svelte";
import { delayS } from "./session.svelte";

const press = (key: string): void => {
  addEventListener("keydown", (event) => pageKeys(event, () => undefined), { once: true });
  document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
};
const listed = (page: (typeof PAGES)[number], key: string, replay = true): boolean => keysOf(page, replay).some((line) => line.key === key);

beforeEach(() => {
  document.body.replaceChildren();
  prefs.delay_s = 0;
  prefs.theme = "dark";
  show({ delay: "", car: "" });
  return () => (route.page = "board");
});

describe.each(PAGES)("the keys of the page %s", (page) => {
  beforeEach(() => void (route.page = page));

  it("change the delay where they say so", () => {
    press("[");
    expect(delayS() === 5).toBe(listed(page, "[  ]"));
    expect(listed(page, "[  ]")).toBe(page !== "desk");
    press("]");
    expect(delayS()).toBe(0);
  });
  it("change the theme where they say so", () => {
    press("t");
    expect(prefs.theme === "light").toBe(listed(page, "t"));
  });
  it("play a replay only where its bar is", () => {
    expect(listed(page, "space")).toBe(!isBare(page));
    expect(listed(page, "space", false)).toBe(false);
  });
  it("are listed once each", () => {
    const keys = keysOf(page, true).map((line) => line.key);
    expect(new Set(keys).size).toBe(keys.length);
  });
});

describe("a delay in the address", () => {
  it("gives way to a key", () => {
    show({ delay: "30" });
    press("[");
    expect([delayS(), route.query["delay"]]).toEqual([35, undefined]);
  });
});

it("Escape keeps the car that an overlay is asked for", () => {
  route.page = "overlay";
  show({ car: "7" });
  press("Escape");
  expect(route.query["car"]).toBe("7");
});

describe("the help", () => {
  beforeEach(() => void (live.board = testBoard([testRow("7", 1)])));
  const text = (): string => {
    render(Help, { onclose: () => undefined });
    return screen.getByText("Keys and signs").closest("dialog")!.textContent;
  };

  it("of the announcer's page is short", () => {
    route.page = "announcer";
    expect(text()).not.toMatch(/favourite|columns|replay: play|passing/);
  });
  it("of the desk says which flags are pressed twice", () => {
    route.page = "desk";
    expect(text()).toContain("red, last lap and chequered twice");
  });
});
