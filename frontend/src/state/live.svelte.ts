// The one connection to a session: snapshot, patches, ticks; reconnects by itself and resumes where it was.

import type { Board, Patch, Tick } from "../wire";
import { sessionPath } from "./api";
import { applyPatch, applyTick } from "./patch";

export type Connection = "connecting" | "live" | "lost";

const SILENCE_MS = 5_000; // no frame and no tick for this long: the connection is taken for lost
const RETRY_MS = 1_000;

export class Live {
  board: Board | null = $state.raw(null);
  connection: Connection = $state("connecting");
  receivedMs = $state(0); // performance.now() of the newest frame or tick
  changed: ReadonlySet<string> = $state.raw(new Set()); // rows that the newest frame touched
  lastReadUs: number | null = $state(null);

  #source: EventSource | null = null;
  #lastId = "";
  #retry: ReturnType<typeof setTimeout> | undefined;
  #watch: ReturnType<typeof setInterval> | undefined;
  #session = "";
  #delay = 0;

  open(session: string, delayS: number): void {
    if (session === this.#session && delayS === this.#delay && this.#source) return;
    if (session !== this.#session) this.board = null;
    this.close();
    this.#session = session;
    this.#delay = delayS;
    this.#lastId = ""; // another session or another delay begins with a snapshot
    this.#connect();
    this.#watch = setInterval(() => this.#checkSilence(), 1_000);
  }

  close(): void {
    this.#source?.close();
    this.#source = null;
    clearTimeout(this.#retry);
    clearInterval(this.#watch);
  }

  #connect(): void {
    const path = sessionPath(this.#session, "stream", { delay_s: this.#delay, last_id: this.#lastId });
    const source = new EventSource(path);
    this.#source = source;
    source.addEventListener("snapshot", (event) => this.#frame(event, (data) => data as Board));
    source.addEventListener("patch", (event) => this.#frame(event, (data) => this.#patched(data as Patch)));
    source.addEventListener("tick", (event) => this.#tick(JSON.parse(event.data as string) as Tick));
    source.onerror = () => this.#lose(source);
  }

  #frame(event: MessageEvent, next: (data: unknown) => Board | null): void {
    const board = next(JSON.parse(event.data as string));
    if (!board) return;
    this.#lastId = event.lastEventId;
    this.board = board;
    this.#received();
  }

  #patched(patch: Patch): Board | null {
    if (!this.board) return null;
    this.changed = new Set((patch.rows ?? []).map((row) => row.entry_id));
    return applyPatch(this.board, patch);
  }

  #tick(tick: Tick): void {
    if (this.board) this.board = applyTick(this.board, tick);
    this.lastReadUs = tick.last_read_us;
    this.#received();
  }

  #received(): void {
    this.receivedMs = performance.now();
    this.connection = "live";
  }

  // A browser gives up on some errors and retries on others; one way for both keeps the resume id in our hands.
  #lose(source: EventSource): void {
    if (source !== this.#source) return;
    source.close();
    this.#source = null;
    this.connection = this.board ? "lost" : "connecting";
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => this.#connect(), RETRY_MS);
  }

  #checkSilence(): void {
    const silent = performance.now() - this.receivedMs > SILENCE_MS;
    if (silent && this.#source && this.connection === "live") this.#lose(this.#source);
  }
}

export const live = new Live();
