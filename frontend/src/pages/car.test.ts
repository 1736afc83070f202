import { fireEvent, render } from "@testing-library/svelte";
import { tick } from "svelte";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { live } from "../state/live.svelte";
import { route, show } from "../state/route.svelte";
import { FakeServer } from "../test-desk";
import { testBoard, testRow } from "../test-board";
import Car from "./Car.svelte";

let server: FakeServer;
beforeEach(() => {
  live.board = testBoard([testRow("7", 1), testRow("8", 2), testRow("9", 3)]);
  server = new FakeServer(() => undefined);
  vi.stubGlobal("fetch", server.fetch);
  show({ session: "q" });
  [route.page, route.id] = ["car", "e8"];
});
afterEach(() => {
  vi.unstubAllGlobals();
  [route.page, route.id] = ["board", ""];
});

it("leaving a car's page asks for no car", async () => {
  render(Car);
  await tick();
  [route.page, route.id] = ["board", ""];
  await tick();
  expect(server.asked).toEqual(["api/sessions/q/cars/e8"]);
});

it("j and k go to the next car and the one before", async () => {
  render(Car);
  await fireEvent.keyDown(document.body, { key: "j" });
  expect(location.hash).toContain("#/car/e9");
  await fireEvent.keyDown(document.body, { key: "k" });
  expect(location.hash).toContain("#/car/e7");
});
