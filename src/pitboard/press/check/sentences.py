"""Paragraphs and sentences of a plain text, as slices of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

LONGEST_SENTENCE = 800
_PARAGRAPH = re.compile(r"(?:[^\n]|\n(?![ \t]*\n))+")
# A stop ends a sentence where a blank and something that begins one follow; `No. 31`, `w. Curb`, `1.32.656` do not.
_STOP = re.compile(r"(?<=[.!?;])[\"')\]]*\s+(?=[\"'(]?[A-Z0-9#ÀÈÉÌÒÙ])|(?<=;)\s|\s\|\s|\n(?=[-*|]|[ \t]*\n)")
_ABBREVIATED = re.compile(
    r"(?:\b(?:no|nos|n|nr|num|vs|st|mr|dr|jr|sr|aprox|approx|ca|[a-z])|\bu\.s)\.$", re.IGNORECASE
)


def paragraphs(plain: str) -> Iterator[tuple[int, int]]:
    """Slices of the text that are parted by empty lines."""
    for found in _PARAGRAPH.finditer(plain):
        if found[0].strip():
            yield found.span()


def _parts(plain: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence that nobody would write, in parts of bounded length, so that the work it makes is bounded too."""
    while end - start > LONGEST_SENTENCE:
        cut = plain.rfind(" ", start + 1, start + LONGEST_SENTENCE)
        cut = cut if cut > start else start + LONGEST_SENTENCE
        yield start, cut
        start = cut
    yield start, end


def sentences(plain: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Sentences of a paragraph.

    >>> text = "Derani took pole in the No. 31. Nasr was third."
    >>> [text[a:b] for a, b in sentences(text, 0, len(text))]
    ['Derani took pole in the No. 31.', 'Nasr was third.']
    """
    at = start
    for stop in _STOP.finditer(plain, start, end):
        if _ABBREVIATED.search(plain[max(at, stop.start() - 8) : stop.start()]):
            continue
        if plain[at : stop.start()].strip():
            yield from _parts(plain, at, stop.start())
        at = stop.end()
    if plain[at:end].strip():
        yield from _parts(plain, at, end)
