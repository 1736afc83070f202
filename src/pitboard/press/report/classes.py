"""A car class as the noun of a sentence: an acronym stands alone, a word does not in every language."""

from __future__ import annotations

import re

_IS_NOUN = {
    "en": (),
    "it": ("classe", "categoria", "gruppo"),
    "de": ("klasse", "gruppe", "kategorie", "division"),
    "fr": ("classe", "catégorie", "groupe"),
    "es": ("clase", "categoría", "grupo"),
}
"""First words of names that say by themselves that they name a class."""
_NOUN = {"it": "classe", "de": "Klasse", "fr": "catégorie", "es": "clase"}
_PART = re.compile(r"[A-ZÄÖÜ0-9][\w.]*")
COUPLED = 3
"""Parts of a name that German ties to `Klasse` with hyphens; longer names follow it."""


def class_forms(name: str, language: str) -> dict[str, str]:
    """A class as a noun (`noun`), after the word for class (`full`), and in English its cars (`cars`).

    >>> class_forms("GT3", "de")["noun"], class_forms("Hypercar", "de")["noun"]
    ('GT3', 'Hypercar-Klasse')
    >>> class_forms("LMP2", "it")["full"], class_forms("Classe 2", "it")["full"]
    ('classe LMP2', 'Classe 2')
    >>> class_forms("GTP", "en")["cars"], class_forms("Hypercar", "en")["cars"]
    ('GTP cars', 'Hypercars')
    """
    named = name.casefold().startswith(_IS_NOUN[language])
    word = _NOUN.get(language, "")
    return {
        "noun": _german(name) if language == "de" and not named else name,
        "full": f"{word} {name}" if word and not named else name,
        "cars": _cars(name),
    }


def _german(name: str) -> str:
    """What follows `in der`: an acronym as it is, words tied to `Klasse`, anything else after it.

    >>> [_german(name) for name in ("GTD PRO", "DPi", "Pro-Am Cup", "Am", "A", "bis 2000 ccm")]
    ['GTD PRO', 'DPi', 'Pro-Am-Cup-Klasse', 'Am-Klasse', 'Klasse A', 'Klasse bis 2000 ccm']
    """
    parts = re.split(r"[ -]", name)
    if all(map(_is_acronym, parts)):
        return name
    if len(name) > 1 and len(parts) <= COUPLED and all(map(_PART.fullmatch, parts)):
        return f"{'-'.join(parts)}-Klasse"
    return f"Klasse {name}"


def _is_acronym(part: str) -> bool:
    """At least two capitals or figures with a capital among them, and no more small letters than those.

    >>> [_is_acronym(part) for part in ("LMGT3", "DPi", "Am", "GT", "A", "2", "Cup")]
    [True, True, False, True, False, False, False]
    """
    large = sum(one.isupper() or one.isdigit() for one in part)
    return large >= 2 and any(map(str.isupper, part)) and sum(map(str.islower, part)) < large


def _cars(name: str) -> str:
    last = name.casefold()
    if last.endswith("cars"):
        return name
    return f"{name}s" if last.endswith("car") else f"{name} cars"
