"""An article as its reader sees it, with the way back to the file.

Markup goes (tags, emphasis, link targets), entities become characters and typographic marks plain ones, and every
character that stays knows where it came from, so that a claim is a slice of the file and not of the cleaned text.
"""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass
from functools import cache

_PLAIN_MARKS = str.maketrans(
    {
        "’": "'", "‘": "'", "´": "'", "′": "'", "`": "'", "“": '"', "”": '"', "″": '"', "«": '"', "»": '"',
        "‑": "-", "‐": "-", "–": "-", "—": "-", "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\t": " ", "−": "-",
    }
)  # fmt: skip
_HTML = re.compile(
    r"(?P<drop><!--.{0,4000}?-->|<(?P<raw>script|style|head)\b.{0,20000}?</(?P=raw)\s*>)"
    r"|(?P<tag></?(?P<name>[a-zA-Z][\w-]{0,40})[^>]{0,2000}>|<![^>]{0,200}>)"
    r"|(?P<entity>&(?:#\d+|#[xX][0-9a-fA-F]+|\w+);)",
    re.DOTALL | re.IGNORECASE,
)
# A line of some length goes on in the next one unless that begins a list, a table or a paragraph.
_WRAPPED = re.compile(r"(?<=[^\n]{50})\n(?=[^\s*|#>+-])")
_INLINE = {"a", "abbr", "b", "em", "i", "mark", "small", "span", "strong", "sub", "sup", "time", "u", "wbr"}
_MARKDOWN = re.compile(
    r"(?P<fence>^```.*?^```[^\n]*$)|(?P<heading>^#{1,6}[ \t]+|^>[ \t]?|^[-*+][ \t]+)|(?P<target>\]\([^)\n]{0,2000}\))"
    r"|(?P<mark>\*{1,3}|(?<!\w)_{1,2}(?=\w)|(?<=[\w.])_{1,2}(?!\w)|`|!?\[(?=[^\]\n]{0,300}\]\())|(?P<cell>\|)",
    re.MULTILINE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Reading:
    """An article as it is read.

    Attributes:
        raw: the decoded file.
        plain: what the reader sees, marks made plain; paragraphs are parted by an empty line.
        folded: `plain` without case and accents, character by character.
        starts, ends: where each character of `plain` lies in `raw`.
    """

    raw: str
    plain: str
    folded: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The slice of the file that a slice of the plain text stands for."""
        return self.starts[start], self.ends[end - 1]


def decode(data: bytes) -> str:
    r"""An article's bytes as text: UTF-8, BOM dropped, CRLF read as LF.

    Raises:
        UnicodeDecodeError: no UTF-8.

    >>> decode(b"\xef\xbb\xbfpole\r\n")
    'pole\n'
    """
    return clean(data.decode("utf-8"))


def clean(text: str) -> str:
    """Text without BOM and CR, as offsets count it."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n")


def fold(text: str) -> str:
    """Lower case without accents, with as many characters as before.

    >>> fold("Sébastien")
    'sebastien'
    """
    return "".join(_fold(c) for c in text)


@cache
def _fold(char: str) -> str:
    base = unicodedata.normalize("NFD", char)[0].casefold()
    return base if len(base) == 1 else char


def read(raw: str, suffix: str) -> Reading:
    """Read an article by the suffix of its file: `.html`, `.md`, and everything else as plain text."""
    if suffix.lower() in (".html", ".htm"):
        pieces = _of_html(raw)
    elif suffix.lower() in (".md", ".markdown"):
        pieces = _of_markdown(raw)
    else:
        pieces = [(raw, 0, len(raw), False)]
    plain: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for text, start, end, whole in pieces:
        for n, char in enumerate(text):
            plain.append(char)
            starts.append(start if whole else start + n)
            ends.append(end if whole else start + n + 1)
    joined = _WRAPPED.sub(" ", "".join(plain).translate(_PLAIN_MARKS))
    return Reading(raw, joined, fold(joined), tuple(starts), tuple(ends))


Piece = tuple[str, int, int, bool]


def _of_html(raw: str) -> list[Piece]:
    pieces: list[Piece] = []
    at = 0
    for found in _HTML.finditer(raw):
        pieces.append((raw[at : found.start()], at, found.start(), False))
        at = found.end()
        if found["entity"]:
            pieces.append((html.unescape(found[0]), found.start(), at, True))
        elif found["drop"] or (found["name"] or "").lower() not in _INLINE:
            pieces.append(("\n\n" if found["name"] or found["drop"] else "", found.start(), at, True))
    pieces.append((raw[at:], at, len(raw), False))
    return pieces


def _of_markdown(raw: str) -> list[Piece]:
    pieces: list[Piece] = []
    at = 0
    for found in _MARKDOWN.finditer(raw):
        pieces.append((raw[at : found.start()], at, found.start(), False))
        at = found.end()
        if found["fence"] or found["cell"]:
            pieces.append((" | " if found["cell"] else "\n\n", found.start(), at, True))
    pieces.append((raw[at:], at, len(raw), False))
    return pieces
