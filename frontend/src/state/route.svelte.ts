// The address: which page, and what it shows. `#/board?session=q&class=GTP&car=7&view=class&t=…`

export const PAGES = ["board", "car", "grid", "combined", "messages", "ledgers", "documents", "press", "announcer", "overlay", "desk"] as const;
export type PageName = (typeof PAGES)[number];

export interface Route {
  page: PageName;
  id: string; // after the page's name: an entry id
  query: Record<string, string>;
}

export function parseRoute(hash: string): Route {
  const [path = "", search = ""] = hash.replace(/^#\/?/, "").split("?");
  const [name = "", id = ""] = path.split("/").map(decodeURIComponent);
  const page = PAGES.find((each) => each === name) ?? "board";
  return { page, id, query: Object.fromEntries(new URLSearchParams(search)) };
}

export function formatRoute({ page, id, query }: Route): string {
  const set = Object.entries(query).filter(([, value]) => value !== "");
  const search = new URLSearchParams(set).toString();
  return `#/${page}${id ? `/${encodeURIComponent(id)}` : ""}${search ? `?${search}` : ""}`;
}

export const route: Route = $state(parseRoute(globalThis.location?.hash ?? ""));

// `?class=GTP&car=7` without a hash is a deep link too: people type it.
export function followAddress(): () => void {
  const typed = Object.fromEntries(new URLSearchParams(location.search));
  if (!location.hash && Object.keys(typed).length) {
    history.replaceState(null, "", `${location.pathname}${formatRoute({ page: "board", id: "", query: typed })}`);
  }
  const follow = (): void => void Object.assign(route, parseRoute(location.hash));
  follow();
  addEventListener("hashchange", follow);
  return () => removeEventListener("hashchange", follow);
}

/** The address of a page in the same session. */
export function link(page: PageName, id = "", query: Record<string, string> = {}): string {
  const session = route.query["session"] ?? "";
  return formatRoute({ page, id, query: { session, ...query } });
}

/** Changes what the page shows without a step in the browser's history. */
export function show(changes: Record<string, string>): void {
  const next = formatRoute({ ...route, query: { ...route.query, ...changes } });
  history.replaceState(null, "", next);
  Object.assign(route, parseRoute(next));
}
