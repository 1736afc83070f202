"""Whether a report's words say what its values say: figures, numbers in words, forms read back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib import resources

from pitboard.press.report import values as v
from pitboard.press.report.grammar import NUMBERS, ORDINALS
from pitboard.press.report.language import Language
from pitboard.press.report.writing import Sentence


def text_faults(sentence: Sentence, language: Language) -> Iterator[str]:
    """Figures and numbers in words that are neither a value's nor the sentence's own."""
    left = sentence.text.replace("\u00a0", " ")
    forms = [str(one).replace("\u00a0", " ") for one in _forms(sentence.statement, language)]
    words = _number_words(language.code)
    telling = {form for form in forms if any(map(str.isdigit, form)) or words & set(form.lower().split())}
    if telling:
        longest_first = "|".join(re.escape(form) for form in sorted(telling, key=len, reverse=True))
        # A form at the start of a sentence has a capital letter there.
        left = re.sub(rf"(?<!\w)(?:{longest_first})(?!\w)", " ", left, flags=re.IGNORECASE)
    for value in sentence.statement.values.values():
        yield from reading_faults(value, language)
    if any(character.isdigit() for character in left):
        yield f"a figure that no value holds, in {left!r}"
    own = set(re.findall(r"\w+", template(language.code, sentence.statement.kind).lower()))
    told = set(re.findall(r"\w+", left.lower())) & words
    if told - own:
        yield f"numbers that no value holds: {told - own}"


def read_back(text: str, language: str) -> int:
    """A printed time, gap or count as a number again [µs, laps or count], whatever the language's marks are."""
    words = NUMBERS[language].split()
    groups = re.findall(r"\d+", text)
    if re.search(r"mill|mil[eé]s", text):
        return int(groups[0] if groups else 1) * 1000
    if not groups:
        once = {"en": "one", "it": "un", "de": "eine", "fr": "un", "es": "un"}[language]
        found = [words.index(word) for word in re.findall(r"\w+", text) if word in words]
        return found[0] if found else int(once in text)
    if len(groups) == 1:
        return int(groups[0])
    if text.endswith(("lap", "laps")) or len(groups[-1]) != 3 or not re.search(r"[.,\"]\d{3}\b", text):
        return int("".join(groups))
    seconds = 0
    for group in groups[:-1]:
        seconds = seconds * 60 + int(group)
    return seconds * 1_000_000 + int(groups[-1]) * 1000


def reading_faults(value: v.AnyValue, language: Language) -> Iterator[str]:
    """A value whose printed form reads as another number."""
    renderer = language.renderer
    match value:
        case v.LapTime(us=us):
            printed = [(renderer.time(us), us)]
        case v.Margin(us=us, laps=laps):
            printed = [(renderer.margin(value), laps or us), (renderer.compact(value), laps or us)]
        case v.Results(rows=rows):
            printed = [(renderer.time(row.time_us), row.time_us) for row in rows if row.time_us is not None]
            for row in rows:
                if row.margin is not None:
                    printed.append((renderer.compact(row.margin), row.margin.laps or row.margin.us))
        case v.Minutes(us=us) if us >= 60_000_000:
            text = str(renderer.forms(value)[""])
            hours, _, minutes = text.rpartition(" h ")
            if 60 * int(hours or 0) + read_back(minutes, language.code) != us // 60_000_000:
                yield f"{text!r} is printed for {us}"
            return
        case v.Number(n=n) if n < 1000:
            forms = renderer.forms(value)
            printed = [(str(forms["w"]), n), (str(forms["d"]), n)]
        case _:
            return
    for text, number in printed:
        if read_back(text, language.code) != number:
            yield f"{text!r} is printed for {number}"


def _forms(statement: v.Statement, language: Language) -> Iterator[str | int]:
    for value in statement.values.values():
        yield from language.renderer.forms(value).values()


@cache
def _number_words(language: str) -> frozenset[str]:
    return frozenset(NUMBERS[language].split()[2:]) | frozenset(ORDINALS[language].split()[1:])


@cache
def template(language: str, kind: str) -> str:
    """The source of a sentence, without what chooses and fills."""
    text = (
        resources.files("pitboard.press.report").joinpath(f"ftl/{language}.ftl").read_text(encoding="utf-8")
    )
    found = re.search(rf"^{re.escape(kind)} = (.*(?:\n[ \t]+.*)*)", text, re.MULTILINE)
    assert found is not None, (language, kind)
    return re.sub(r"\{ \$\w+ (?:->)?|\[\w+\]", " ", found[1])
