// Takes every address out of package-lock.json: `npm ci` then asks the registry it is configured for, and nothing else is named.
// Run after `npm install`: node dev/lock.mjs

import { readFile, writeFile } from "node:fs/promises";

const path = new URL("../package-lock.json", import.meta.url);
const lock = JSON.parse(await readFile(path, "utf8"));
for (const each of Object.values(lock.packages)) {
  delete each.funding;
  delete each.resolved;
}
await writeFile(path, `${JSON.stringify(lock, null, 2)}\n`);
