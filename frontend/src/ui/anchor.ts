// A row that was chosen stays where it is while rows come and go above it.

/** Where a row stands in the window [px]; null where there is none. */
export function topOf(row: Element | null | undefined): number | null {
  return row ? row.getBoundingClientRect().top : null;
}

/** Scrolls what holds the row, so that the row stands where it stood. */
export function hold(scroller: Element, row: Element | null, stood: number | null): void {
  const stands = topOf(row);
  if (stood !== null && stands !== null && stands !== stood) scroller.scrollTop += stands - stood;
}
