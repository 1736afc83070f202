// A server for working on the pages without the engine: the wire contract (docs/reference/wire.md) over a made-up meeting.
//   node dev/fake-server.mjs [--port 8787] [--at qualifying:35] [--speed 10] [--paused]
// It also serves the built pages with the content security policy that the real server sends.

import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { START_US, entries, run } from "./fake/world.mjs";
import { boardAt, heads } from "./fake/board.mjs";
import * as pages from "./fake/pages.mjs";
import * as desks from "./fake/desk.mjs";

const option = (name, fallback) => (process.argv.includes(name) ? process.argv[process.argv.indexOf(name) + 1] : fallback);
const PORT = Number(option("--port", "8787"));
const STATIC = fileURLToPath(new URL("../../src/pitboard/live/static", import.meta.url));
const CSP = "default-src 'self'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; frame-ancestors 'self'; base-uri 'none'; form-action 'self'";
const list = entries();
const worlds = Object.fromEntries(["practice", "qualifying", "race"].map((kind) => [kind, run(kind, list)]));
const [current, minutes] = option("--at", "qualifying:33").split(":");
const fresh = (kind) => ({ now: START_US + (kind === current ? Number(minutes) : 25) * 60e6, speed: Number(option("--speed", "1")), playing: !process.argv.includes("--paused"), run: "r1", flags: [], messages: [], passings: [], deleted: new Set(), penalties: {}, log: [], redo: new Map(), stage: "live", seq: 100_000, viewers: new Set() });
const states = Object.fromEntries(Object.keys(worlds).map((kind) => [kind, fresh(kind)]));
let me = { name: "", role: "viewer", csrf: "", can: [], read_only: false };

const seqOf = (kind, now) => worlds[kind].passings.filter((pass) => pass.at <= now).length + states[kind].log.length + 9;
const frame = (kind, now) => ({ run: states[kind].run, seq: seqOf(kind, now), ...boardAt(worlds[kind], list, now, states[kind]) });
const differs = (a, b) => JSON.stringify(a) !== JSON.stringify(b);
const changed = (old, now) => Object.fromEntries(Object.entries(now).filter(([key, value]) => differs(old[key], value)));

function diff(old, now) {
  const was = new Map(old.rows.map((row) => [row.entry_id, row]));
  const said = new Map(old.messages.map((message) => [message.id, message]));
  const patch = { seq: now.seq, header: changed(old.header, now.header), rows: now.rows.map((row) => ({ entry_id: row.entry_id, ...changed(was.get(row.entry_id) ?? {}, row) })).filter((row) => Object.keys(row).length > 1), messages: now.messages.filter((message) => differs(said.get(message.id), message)) };
  if (differs(old.battles, now.battles)) patch.battles = now.battles;
  return patch;
}

function stream(kind, request, response, delay) {
  response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
  const state = states[kind];
  let last = null;
  const send = () => {
    const next = frame(kind, state.now - delay);
    const whole = !last || last.run !== next.run;
    const body = whole ? next : diff(last, next);
    response.write(`id: ${next.run}.${next.seq}\nevent: ${whole ? "snapshot" : "patch"}\ndata: ${JSON.stringify(body)}\n\n`);
    last = next;
  };
  send();
  const timer = setInterval(send, 500);
  request.on("close", () => clearInterval(timer));
}

function deskStream(kind, request, response) {
  response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
  const state = states[kind];
  let last = desks.desk(worlds[kind], list, state.now, state, state.seq);
  response.write(`event: desk\ndata: ${JSON.stringify(last)}\n\n`);
  const timer = setInterval(() => {
    const next = structuredClone(desks.desk(worlds[kind], list, state.now, state, state.seq));
    const known = new Map(last.passings.map((pass) => [pass.seq, pass]));
    const lines = new Map(last.log.map((line) => [line.seq, line]));
    const patch = { seq: next.seq, passings: next.passings.filter((pass) => differs(known.get(pass.seq), pass)), log: next.log.filter((line) => differs(lines.get(line.seq), line)), flags: next.flags, work: next.work, stage: next.stage, next_stages: next.next_stages };
    response.write(`event: desk_patch\ndata: ${JSON.stringify(patch)}\n\n`);
    last = next;
  }, 500);
  request.on("close", () => clearInterval(timer));
}

const replay = (kind) => {
  const { from, to, flags } = worlds[kind];
  const { run: id, playing, speed, now } = states[kind];
  return { run: id, playing, speed, now_us: now, from_us: from, to_us: to, marks: flags.map((flag) => ({ at_us: flag.at, label: flag.name, car: null })) };
};

function control(kind, { action, to_us, speed }) {
  const state = states[kind];
  if (action === "play") state.playing = true;
  if (action === "pause") state.playing = false;
  if (action === "speed") state.speed = speed;
  if (action === "seek") Object.assign(state, { now: to_us ?? worlds[kind].from, run: `r${Math.floor(Math.random() * 1e6)}` });
  return replay(kind);
}

const sessions = () => Object.keys(worlds).map((kind) => ({ session: kind, kind, name: { practice: "Practice 2", qualifying: "Qualifying", race: "Race" }[kind], meeting: "Example 24 at the Coast", circuit: "Coast Circuit", starts: "18 May 2030, 14:15 EDT", starts_us: START_US, mode: "replay", state: "running" }));

function answer(method, kind, what, rest, url, body) {
  const state = states[kind];
  const now = state.now - Number(url.searchParams.get("delay_s") ?? 0) * 1e6;
  const world = worlds[kind];
  if (method === "POST") {
    if (what === "replay") return control(kind, body);
    if (what === "preview") return desks.preview(body.fact, list, frame(kind, now), state.seq);
    if (what === "facts") return desks.append(body.fact, world, list, state, (state.seq += 1), me);
    return null;
  }
  switch (what) {
    case "board": return frame(kind, now);
    case "cars": return pages.carPage(world, list, now, state, rest, seqOf(kind, now));
    case "messages": return { messages: frame(kind, now).messages, more: false };
    case "flags": return { flags: pages.bands(world, now) };
    case "entries": return { seq: 1, classes: heads(list), entries: list.map((entry) => ({ ...entry, pace: undefined, group: "", transponders: [entry.transponder], withdrawn: false })) };
    case "grid": return kind === "qualifying" ? pages.grid(world, list, now, state, 1) : null;
    case "ledgers": return pages.ledgers(world, list, now, state, 1);
    case "documents": return pages.documents(world);
    case "report": return pages.report(frame(kind, now), url.searchParams.get("lang") ?? "en");
    case "replay": return replay(kind);
    case "clock": return { now_us: state.now, speed: state.playing ? state.speed : 0 };
    case "desk": return desks.desk(world, list, now, state, state.seq);
    default: return null;
  }
}

function meeting(method, path, body, url) {
  if (path === "/api/sessions") return { current, sessions: sessions(), languages: ["en", "de", "fr", "es"] };
  if (path === "/api/me") return me;
  if (path === "/api/login") return body.password === "demo" ? (me = { name: body.name, role: "race_director", csrf: "t0ken", can: desks.can, read_only: false }) : { problem: 401 };
  if (path === "/api/logout") return (me = { name: "", role: "viewer", csrf: "", can: [], read_only: false });
  if (path === "/api/check") return pages.check(body.text);
  if (path === "/api/combined") return pages.combined(worlds, list, sessions(), 0, states.qualifying);
  if (path === "/api/records") return { circuit: "Coast Circuit", rows: [] };
  const [, , , kind, what, rest] = path.split("/");
  return worlds[kind] ? answer(method, kind, what, rest, url, body) : null;
}

const TYPES = { ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css", ".woff2": "font/woff2", ".svg": "image/svg+xml" };

async function file(path, response) {
  const name = normalize(path === "/" ? "/index.html" : path);
  try {
    const bytes = await readFile(join(STATIC, name));
    response.writeHead(200, { "content-type": TYPES[extname(name)] ?? "application/octet-stream", "content-security-policy": CSP });
    response.end(bytes);
  } catch {
    response.writeHead(404).end();
  }
}

createServer(async (request, response) => {
  const url = new URL(request.url, "http://localhost");
  const match = /^\/api\/sessions\/(\w+)\/(desk\/)?stream$/.exec(url.pathname);
  if (match && worlds[match[1]]) return match[2] ? deskStream(match[1], request, response) : stream(match[1], request, response, Number(url.searchParams.get("delay_s") ?? 0) * 1e6);
  if (!url.pathname.startsWith("/api/")) return file(url.pathname, response);
  let text = "";
  for await (const chunk of request) text += chunk;
  const found = meeting(request.method, url.pathname, text ? JSON.parse(text) : {}, url);
  const status = found == null ? 404 : (found.problem ?? 200);
  response.writeHead(status, { "content-type": "application/json", "cache-control": "no-store" });
  response.end(JSON.stringify(status === 200 ? found : { status, title: status === 401 ? "not_signed_in" : "unknown", detail: status === 401 ? "Name or password is wrong." : "There is no such thing here.", seq: null }));
}).listen(PORT, "127.0.0.1", () => console.log(`fake server on http://127.0.0.1:${PORT}`));

setInterval(() => {
  for (const [kind, state] of Object.entries(states)) if (state.playing) state.now = Math.min(state.now + 100_000 * state.speed, worlds[kind].to);
}, 100);
