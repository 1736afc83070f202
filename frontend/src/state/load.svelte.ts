// A page's data that is not on the board: fetched, and fetched again while the page is open.

import { ApiError, get } from "./api";

export class Loaded<T> {
  data: T | null = $state.raw(null);
  error = $state("");
  #generation = 0;

  async fetch(path: string): Promise<void> {
    const generation = (this.#generation += 1);
    try {
      const data = await get<T>(path);
      if (generation !== this.#generation) return; // an older answer that came late
      this.data = data;
      this.error = "";
    } catch (error) {
      if (generation !== this.#generation) return;
      this.error = error instanceof ApiError ? error.message : String(error);
    }
  }
}

/** Fetches whenever the path changes and every `everyMs`, nothing where it is empty; call while a component is set up. */
export function loads<T>(path: () => string, everyMs = 0): Loaded<T> {
  const loaded = new Loaded<T>();
  const wanted = $derived(path());
  $effect(() => {
    const at = wanted;
    if (!at) return undefined;
    void loaded.fetch(at);
    if (!everyMs) return undefined;
    const timer = setInterval(() => void loaded.fetch(at), everyMs);
    return () => clearInterval(timer);
  });
  return loaded;
}
