"""Names of people as the press prints them, where a file has them as `Nyck DE VRIES`."""

from __future__ import annotations

import re

_PARTICLES = frozenset(("de", "del", "den", "der", "di", "du", "la", "ten", "ter", "van", "von", "zu"))
_PART = re.compile(r"[^\W\d_]+")


def press_name(name: str) -> str:
    """A person's name without capitals that only a timing sheet needs; a name that has none of them stays.

    >>> press_name("Nyck DE VRIES"), press_name("Jean-Éric VERGNE"), press_name("Renger van der Zande")
    ('Nyck de Vries', 'Jean-Éric Vergne', 'Renger van der Zande')
    >>> press_name("PJ Hyett"), press_name("Scott MCLAUGHLIN")
    ('PJ Hyett', 'Scott McLaughlin')
    """
    words = name.split()
    shouted = [word for word in words if _is_shouted(word)]
    if not words or not _is_shouted(words[-1]) or len(shouted) == len(words):
        return " ".join(words)
    first = next(index for index, word in enumerate(words) if not _is_shouted(word))
    return " ".join(word if index <= first else _calm(word) for index, word in enumerate(words))


def _is_shouted(word: str) -> bool:
    letters = "".join(_PART.findall(word))
    return len(letters) >= 2 and letters.isupper()


def _calm(word: str) -> str:
    if not _is_shouted(word):
        return word
    if word.lower() in _PARTICLES:
        return word.lower()
    calm = _PART.sub(lambda found: found[0].capitalize(), word)
    return f"Mc{calm[2:].capitalize()}" if calm.startswith("Mc") and len(calm) > 4 else calm
