// An article cut into plain text and marked statements.

import type { Claim } from "../wire";

export interface Piece {
  start: number;
  text: string;
  claim: Claim | null;
}

/** Statements in the order of the text; one that begins inside another is left out. */
export function pieces(text: string, claims: readonly Claim[]): Piece[] {
  const found: Piece[] = [];
  let at = 0;
  for (const claim of [...claims].sort((a, b) => a.start - b.start)) {
    if (claim.start < at || claim.end > text.length) continue;
    if (claim.start > at) found.push({ start: at, text: text.slice(at, claim.start), claim: null });
    found.push({ start: claim.start, text: text.slice(claim.start, claim.end), claim });
    at = claim.end;
  }
  if (at < text.length) found.push({ start: at, text: text.slice(at), claim: null });
  return found;
}
