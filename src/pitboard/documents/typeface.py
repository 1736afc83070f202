"""What the typeface of the sheets can print, and what stands in for the rest.

A PDF/UA file may not hold a letter that its typeface lacks, and Typst then makes none at all: one emoji in a team's name
would cost the whole set. So every text is looked through before; what is lacking is printed plainer where that says the
same (`Ａ` as `A`), else as `□`, and the sheet says which characters these were. Tables as JSON, CSV and Excel keep the text.
"""

from __future__ import annotations

import struct
import unicodedata
from functools import cache
from importlib import resources
from typing import Any

FONT = "Inter"
FILES = ("Inter-Regular.ttf", "Inter-SemiBold.ttf")
BOX = "□"
_BLANK = frozenset("\t\n\v\f\r\u0085\u00a0\u2028\u2029\u202f\u205f\u3000") | frozenset(
    map(chr, range(0x2000, 0x200B))
)
"""Blanks and ends of lines are set as room: no typeface needs a picture of them."""


class Plain:
    """Texts as the typeface can print them; remembers which characters it had to replace.

    >>> plain = Plain()
    >>> plain("中 Racing"), plain("Ａ⚠️"), plain.replaced()
    ('□ Racing', 'A□', 'U+4E2D U+FF21 U+26A0')
    """

    def __init__(self) -> None:
        self._replaced: dict[str, None] = {}

    def __call__(self, text: str) -> str:
        """A text with what the typeface lacks replaced; the text itself where it lacks nothing."""
        if text.isascii() and text.isprintable():
            return text
        known = characters()
        if known.issuperset(text):
            return text
        # A letter and its accent, typed apart, are one letter here.
        composed = unicodedata.normalize("NFC", text)
        printed = "".join(char if char in known else self._stand_in(char) for char in composed)
        return printed if printed.strip() else BOX

    def within(self, value: Any) -> Any:
        """Everything that is text in lists and dictionaries; keys are left alone."""
        if isinstance(value, str):
            return self(value)
        if isinstance(value, list):
            return [self.within(one) for one in value]
        if isinstance(value, dict):
            return {key: self.within(one) for key, one in value.items()}
        return value

    def replaced(self) -> str:
        """What was replaced so far, in order: `U+4E2D U+6587`; empty for nothing."""
        return " ".join(f"U+{ord(char):04X}" for char in self._replaced)

    def _stand_in(self, char: str) -> str:
        kind = unicodedata.category(char)
        # Joiners, directions and variants of emoji are never seen themselves.
        if kind == "Cf" or "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef":
            return ""
        if kind == "Zs":
            return " "
        self._replaced[char] = None
        letters = [
            part for part in unicodedata.normalize("NFKD", char) if unicodedata.category(part)[0] != "M"
        ]
        if not letters:
            # An accent: its letter stands without it.
            return ""
        return "".join(letters) if characters().issuperset(letters) else BOX


@cache
def characters() -> frozenset[str]:
    """Every character that the sheets can print: those in all weights of the typeface, and blanks."""
    folder = resources.files("pitboard.documents").joinpath("fonts")
    weights = [_mapped(folder.joinpath(name).read_bytes()) for name in FILES]
    return frozenset(chr(code) for code in frozenset.intersection(*weights)) | _BLANK


def _mapped(font: bytes) -> frozenset[int]:
    """The characters of a TrueType file, from the segments (format 4) of its `cmap` table.

    Source: OpenType specification 1.9, "cmap — Character to Glyph Index Mapping Table".
    """
    (tables,) = struct.unpack_from(">H", font, 4)
    records = (struct.unpack_from(">4sIII", font, 12 + 16 * index) for index in range(tables))
    start = next(offset for tag, _, offset, _ in records if tag == b"cmap")
    (maps,) = struct.unpack_from(">H", font, start + 2)
    found: set[int] = set()
    for index in range(maps):
        (offset,) = struct.unpack_from(">I", font, start + 8 + 8 * index)
        form, _, _, twice = struct.unpack_from(">HHHH", font, start + offset)
        if form != 4:
            continue
        ends = struct.unpack_from(f">{twice // 2}H", font, start + offset + 14)
        firsts = struct.unpack_from(f">{twice // 2}H", font, start + offset + 16 + twice)
        for first, end in zip(firsts, ends, strict=True):
            found.update(range(first, end + 1))
    # The last segment only closes the table.
    return frozenset(found - {0xFFFF})
