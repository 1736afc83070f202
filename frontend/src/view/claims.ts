// An article cut into plain text and marked claims.

import type { Claim } from "../wire";

export interface Piece {
  start: number;
  text: string;
  claim: Claim | null;
}

/** Claims in the order of the text, which they count in code points, as no JavaScript string does. One that begins inside another is left out. */
export function pieces(text: string, claims: readonly Claim[]): Piece[] {
  const points = Array.from(text);
  const slice = (from: number, to?: number): string => points.slice(from, to).join("");
  const found: Piece[] = [];
  let at = 0;
  for (const claim of [...claims].sort((a, b) => a.start - b.start)) {
    if (claim.start < at || claim.end > points.length) continue;
    if (claim.start > at) found.push({ start: at, text: slice(at, claim.start), claim: null });
    found.push({ start: claim.start, text: slice(claim.start, claim.end), claim });
    at = claim.end;
  }
  if (at < points.length) found.push({ start: at, text: slice(at), claim: null });
  return found;
}
