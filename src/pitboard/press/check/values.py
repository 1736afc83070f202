"""Times, gaps and clock times in every notation that reporters and their translators use."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from pitboard.press.check.language import Language

_LAP = re.compile(
    r"(?<![\w.,:'])(?:(?P<h>\d{1,2})(?::|h ?))?(?P<m>\d{1,2}) ?(?:'|:|m(?:in)? ?|\.(?=\d\d[.,]\d{3}(?!\d)))"
    r" ?(?P<s>[0-5]\d)(?: ?(?:''|\"|'|[.,:]|s ?)|(?:\.\")) ?(?P<f>\d{1,3})(?: ?(?:'''|''|\"|s(?:ec)?\b))?(?!\d|[.,:]\d)"
)
_SPELT = re.compile(
    r"(?<![\w.,:'])(?P<m>\d{1,2}) ?(?:minutes?|minut[oi]|min),? ?(?:and |e )?(?P<s>[0-5]?\d)"
    r"(?:[.,](?P<f>\d{1,3})(?: ?(?:seconds?|secondi)(?!\w))?| ?(?:seconds?|secondi)(?:,? ?(?:and |e )?(?P<g>\d{1,3})(?: (?:thousandths|millesimi))?)?)(?!\d)"
)
_BARE = re.compile(
    r"(?<![\w.,:'+-])(?P<s>[3-5]\d)[.,](?P<f>\d{3})(?: ?(?:''|\"|s(?:econds?)?\b|secondi\b))?(?![\d\w])"
)
_DECIMAL = r"\+?\d{1,3}(?:[.,]\d{1,3}|(?:\"|''?)\d{1,3}(?!\d|'|\"))"


@dataclass(frozen=True, slots=True)
class Value:
    """A figure with its slice of the plain text.

    Attributes:
        us: the value [µs].
        step_us: what its last digit counts [µs].
    """

    start: int
    end: int
    us: int
    step_us: int

    def fits(self, exact_us: int) -> bool:
        """Whether an exact value may be written so: cut, or rounded either way at the last digit.

        >>> Value(0, 1, 70_000, 10_000).fits(71_000), Value(0, 1, 70_000, 1_000).fits(71_000)
        (True, False)
        """
        if self.step_us <= 1000:
            return self.us == exact_us
        cut = exact_us - exact_us % self.step_us
        return self.us == cut or self.us == (exact_us + self.step_us // 2) // self.step_us * self.step_us


def lap_times(folded: str) -> list[Value]:
    """Lap times with minutes: `1:32.656`, `1'32''656'''`, `1m32.656s`, `1.32.656`, `1:32,656`.

    >>> [value.us for value in lap_times("in 1'32''656''' and 1.32.656, 1m32.656s")]
    [92656000, 92656000, 92656000]
    """
    found = []
    for hit in _LAP.finditer(folded):
        digits = hit["f"]
        whole = (int(hit["h"] or 0) * 60 + int(hit["m"])) * 60 + int(hit["s"])
        step = 10 ** (6 - len(digits))
        found.append(Value(hit.start(), hit.end(), whole * 1_000_000 + int(digits) * step, step))
    for hit in _SPELT.finditer(folded):
        digits = hit["f"] or (hit["g"].zfill(3) if hit["g"] else "")
        step = 10 ** (6 - len(digits))
        whole = int(hit["m"]) * 60 + int(hit["s"])
        found.append(Value(hit.start(), hit.end(), whole * 1_000_000 + int(digits or 0) * step, step))
    return found


def short_laps(folded: str) -> list[Value]:
    """Figures such as `51.725` that may be a lap time under a minute."""
    return [
        Value(hit.start(), hit.end(), int(hit["s"]) * 1_000_000 + int(hit["f"]) * 1000, 1000)
        for hit in _BARE.finditer(folded)
    ]


def gaps(folded: str, lang: Language) -> list[Value]:
    """Gaps in figures and in words: `0.071`, `+0,071 secondi`, `71 thousandths`, `un decimo e due millesimi`."""
    units = "|".join(sorted(lang.table["units"], key=len, reverse=True))
    article = "an?|half an?" if lang.code == "en" else "mezzo"
    amount = rf"(?:{_DECIMAL}|{lang.cardinal}|{article})"
    of_a = r"(?: of (?:a|one) second| di secondo)?"
    one = rf"{amount}[ -]?(?:{units})(?![\w'])"
    link = r"(?:,? ?(?:and|e|ed) |, ?)"
    pattern = re.compile(
        rf"(?<![\w.,:'-])(?:{one}(?:{link}{one})*{of_a}|{_DECIMAL}(?:''|\")?(?![\w%]|[.,]\d))"
    )
    part = re.compile(rf"(?P<n>{amount})[ -]?(?P<u>{units})(?![\w'])")
    found = []
    for hit in pattern.finditer(folded):
        value = _sum(hit[0], part, lang)
        if value is not None:
            found.append(Value(hit.start(), hit.end(), *value))
    return found


def _sum(text: str, part: re.Pattern[str], lang: Language) -> tuple[int, int] | None:
    total, step = 0, 10**9
    text = re.sub(r" (?:of (?:a|one) second|di secondo)$", "", text)
    parts = list(part.finditer(text))
    if not parts:
        figure = text.strip("+\"'")
        return _figure(figure, 1_000_000)
    for hit in parts:
        unit = lang.table["units"][hit["u"]]
        read = _amount(hit["n"], unit, lang)
        if read is None:
            return None
        total, step = total + read[0], min(step, read[1])
    return total, step


def _amount(text: str, unit: int, lang: Language) -> tuple[int, int] | None:
    if text in ("a", "an"):
        return unit, unit
    if text in ("half a", "half an", "mezzo"):
        return unit // 2, unit // 2
    if re.fullmatch(_DECIMAL, text):
        return _figure(text, unit)
    number = lang.number(text)
    return None if number is None else (number * unit, unit)


def _figure(text: str, unit: int) -> tuple[int, int]:
    figure = re.sub(r"[,'\"]+", ".", text.lstrip("+"))
    decimals = len(figure.partition(".")[2])
    return int(Decimal(figure) * unit), unit // 10**decimals
