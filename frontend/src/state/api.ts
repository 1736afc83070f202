// Requests to the server. Addresses are relative, so that the page works behind any path.

import type { Problem } from "../wire";

/** A refusal by the server, or none reached it. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly title: string,
    detail: string,
  ) {
    super(detail);
  }
}

async function read<T>(response: Response): Promise<T> {
  if (response.ok) return response.status === 204 ? (undefined as T) : ((await response.json()) as T);
  const problem = (await response.json().catch(() => null)) as Partial<Problem> | null;
  throw new ApiError(response.status, problem?.title ?? "error", problem?.detail ?? `The server answered ${response.status}.`);
}

async function send<T>(path: string, init: RequestInit): Promise<T> {
  let response: Response;
  try {
    response = await fetch(path, { credentials: "same-origin", cache: "no-store", ...init });
  } catch {
    throw new ApiError(0, "unreachable", "The server cannot be reached.");
  }
  return read<T>(response);
}

export function get<T>(path: string): Promise<T> {
  return send<T>(path, {});
}

export function post<T>(path: string, body: unknown, csrf = ""): Promise<T> {
  const headers: Record<string, string> = { "content-type": "application/json" };
  if (csrf) headers["x-pitboard-csrf"] = csrf;
  return send<T>(path, { method: "POST", headers, body: JSON.stringify(body) });
}

/** `api/sessions/{id}/{what}?…`, with the viewer's delay. */
export function sessionPath(session: string, what: string, query: Record<string, string | number> = {}): string {
  const set = Object.entries(query).filter(([, value]) => value !== "" && value !== 0);
  const tail = new URLSearchParams(set.map(([key, value]) => [key, String(value)])).toString();
  return `api/sessions/${encodeURIComponent(session)}/${what}${tail ? `?${tail}` : ""}`;
}
