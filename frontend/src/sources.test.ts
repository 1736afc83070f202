// Promises about the source itself: nothing unescaped, nothing inline, no other host.

import { readFileSync, readdirSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";

const root = import.meta.dirname;
const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((name) => /\.(svelte|ts|css)$/.test(name) && !name.endsWith(".test.ts"));
const read = (name: string): string => readFileSync(resolve(root, name), "utf8");

describe.each(files.map((name) => [name]))("%s", (name) => {
  const text = read(name);
  it("escapes what it prints", () => expect(text).not.toMatch(/\{@html|innerHTML|outerHTML|insertAdjacentHTML|document\.write/));
  it("runs under a strict content security policy", () => expect(text).not.toMatch(/\beval\(|new Function\(|<[a-z]+[^>]*\sstyle="[^{"]*"/));
  it("names no other host", () => expect(text).not.toMatch(/(?:https?:)?\/\/[a-z0-9-]+\.[a-z]/i));
  it("stays short", () => {
    if (name !== "wire.ts") expect(text.split("\n").length).toBeLessThan(400);
  });
});

it("the lock file names no address", () => {
  expect(readFileSync(resolve(root, "../package-lock.json"), "utf8")).not.toMatch(/https?:/);
});
