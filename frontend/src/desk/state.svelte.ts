// The desk's one state: who is signed in, what the stream says, and the command that waits for its confirmation.

import type { Appended, Desk, DeskPatch, Entries, Fact, FactCommand, Me, Preview } from "../wire";
import { ApiError, get, post, sessionPath } from "../state/api";
import { instantOf, measure, type ClockMap } from "../state/offset";
import { applyDeskPatch } from "../state/patch";
import { now } from "../state/now.svelte";

const MEASURE_MS = 30_000;
const RETRY_MS = 1_000;

export interface Pending {
  fact: Fact;
  preview: Preview | null; // null while it is asked for
  error: string;
  taken?: (() => void) | undefined; // what follows when it was appended
}

export interface Said {
  text: string;
  bad: boolean;
}

class DeskState {
  me = $state.raw<Me | null>(null);
  desk = $state.raw<Desk | null>(null);
  entries = $state.raw<Entries | null>(null);
  map = $state.raw<ClockMap | null>(null);
  pending = $state.raw<Pending | null>(null);
  said = $state.raw<Said | null>(null); // the newest answer to a command
  lost = $state(false);
  session = "";

  #entriesOf: number | null = null; // `Desk.entries_seq` that the entry list was asked for with
  #source: EventSource | null = null;
  #timers: ReturnType<typeof setInterval>[] = [];
  #retry: ReturnType<typeof setTimeout> | undefined;

  async whoAmI(): Promise<void> {
    this.me = await get<Me>("api/me").catch(() => null);
  }

  signedIn = $derived(Boolean(this.me?.name) && (this.me?.role === "timekeeper" || this.me?.role === "race_director"));

  may(kind: string): boolean {
    return !this.me?.read_only && (this.me?.can.includes(kind) ?? false);
  }

  open(session: string): () => void {
    this.session = session;
    this.desk = null;
    this.entries = null;
    this.#connect();
    const again = (): void => void measure(session).then((map) => (this.map = map), () => undefined);
    again();
    this.#timers = [setInterval(again, MEASURE_MS)];
    return () => this.close();
  }

  close(): void {
    this.#source?.close();
    this.#source = null;
    clearTimeout(this.#retry);
    for (const timer of this.#timers) clearInterval(timer);
  }

  // The entry list follows the log, whoever changed it: the stream says when, and what failed is asked for again.
  async #loadEntries(of: number): Promise<void> {
    const asked = this.session;
    const newest = (): boolean => asked === this.session && of === this.#entriesOf;
    this.#entriesOf = of;
    try {
      const entries = await get<Entries>(sessionPath(asked, "entries"));
      if (newest()) this.entries = entries;
    } catch {
      if (newest()) this.#entriesOf = null;
    }
  }

  #show(desk: Desk): void {
    this.desk = desk;
    if (desk.entries_seq !== this.#entriesOf) void this.#loadEntries(desk.entries_seq);
  }

  // The desk's lists are short: after a break the whole desk comes again, and nothing has to be resumed.
  #connect(): void {
    const source = new EventSource(sessionPath(this.session, "desk/stream"));
    this.#source = source;
    source.addEventListener("desk", (event) => {
      this.#entriesOf = null; // after a break, or in another run of a replay, the same number may be another list
      this.#show(JSON.parse(event.data as string) as Desk);
      this.lost = false;
    });
    source.addEventListener("desk_patch", (event) => {
      if (this.desk) this.#show(applyDeskPatch(this.desk, JSON.parse(event.data as string) as DeskPatch));
    });
    source.onerror = () => {
      if (source !== this.#source) return;
      source.close();
      this.lost = true;
      this.#retry = setTimeout(() => this.#connect(), RETRY_MS);
    };
  }

  /** Now on the data clock, for a decision taken at this key or click. */
  instant(eventMs: number = performance.now()): number {
    return this.map ? instantOf(this.map, eventMs) : Math.round(now.us);
  }

  get uncertaintyUs(): number {
    return this.map?.uncertaintyUs ?? 500_000; // never measured: half a second, as honest as a thumb
  }

  /** Asks what a fact would change, and shows it for confirmation; `taken` is called once it has been appended. */
  async propose(fact: Fact, taken?: () => void): Promise<void> {
    this.pending = { fact, preview: null, error: "", taken };
    try {
      const preview = await post<Preview>(sessionPath(this.session, "preview"), this.#command(fact, this.desk?.seq ?? null), this.me?.csrf);
      if (this.pending?.fact === fact) this.pending = { fact, preview, error: "", taken };
    } catch (refused) {
      if (this.pending?.fact === fact) this.pending = { fact, preview: null, error: reason(refused) };
    }
  }

  async confirm(): Promise<void> {
    const pending = this.pending;
    if (!pending?.preview || pending.preview.refused) return;
    this.pending = null;
    if (await this.append(pending.fact, pending.preview.last_seq)) pending.taken?.();
  }

  /** Appends at once: for what was previewed, and for a typed passing, whose preview stands beside the field. */
  async append(fact: Fact, lastSeq: number | null): Promise<boolean> {
    try {
      const done = await post<Appended>(sessionPath(this.session, "facts"), this.#command(fact, lastSeq), this.me?.csrf);
      this.said = { text: `${done.seq} ${done.text}`, bad: false };
      return true;
    } catch (refused) {
      const newer = refused instanceof ApiError && refused.title === "newer_fact";
      this.said = { text: newer ? `Somebody was faster: ${reason(refused)} Look again.` : `Not done: ${reason(refused)}`, bad: true };
      if (refused instanceof ApiError && refused.status === 401) void this.whoAmI();
      return false;
    }
  }

  #command(fact: Fact, target_last_seq: number | null): FactCommand {
    return { fact, target_last_seq, request_id: newId() };
  }
}

/** Opens a command in the form with some of its fields filled in. */
export function fillIn(command: string, fields: Record<string, string>): void {
  dispatchEvent(new CustomEvent("desk-command", { detail: { command, ...fields } }));
}

function reason(refused: unknown): string {
  return refused instanceof Error ? refused.message : String(refused);
}

// crypto.randomUUID is missing on plain HTTP from another machine; getRandomValues is not.
function newId(): string {
  return [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

export const desk = new DeskState();
