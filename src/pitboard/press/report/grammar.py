"""What a language does to names and numbers: articles that elide, prepositions that contract, numbers in words."""

from __future__ import annotations

from pitboard.errors import UsageError

LANGUAGES = ("en", "it", "de", "fr", "es")
_VOWELS = "aeiouàâäáèéêëìíîïòóôöùúûüAEIOUÀÂÄÁÈÉÊËÌÍÎÏÒÓÔÖÙÚÛÜ"
# Spoken with a vowel first, though French does not elide before an aspirated h: names in h stay as they are.

_SPOKEN_WITH_Y = ("United", "Unit", "Uni", "Euro", "US", "UK", "One")
"""English names that begin with the sound of y or w: French does not elide before them."""

NUMBERS = {
    "en": "zero one two three four five six seven eight nine ten eleven twelve",
    "it": "zero uno due tre quattro cinque sei sette otto nove dieci undici dodici",
    "de": "null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf",
    "fr": "zéro un deux trois quatre cinq six sept huit neuf dix onze douze",
    "es": "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce",
}
ORDINALS = {
    "en": "first second third fourth fifth sixth seventh eighth ninth tenth",
    "it": "primo secondo terzo quarto quinto sesto settimo ottavo nono decimo",
    "de": "eins zwei drei vier fünf sechs sieben acht neun zehn",
    "fr": "premier deuxième troisième quatrième cinquième sixième septième huitième neuvième dixième",
    "es": "primero segundo tercero cuarto quinto sexto séptimo octavo noveno décimo",
}


def check_language(language: str) -> None:
    """Refuse a language that no report is written in."""
    if language not in LANGUAGES:
        raise UsageError(f"expected a language of {', '.join(LANGUAGES)}, was {language!r}")


def number_words(n: int, language: str) -> str:
    """A count as running text has it: words up to twelve, figures above.

    >>> number_words(9, "de"), number_words(13, "de")
    ('neun', '13')
    """
    words = NUMBERS[language].split()
    return words[n] if 0 <= n < len(words) else grouped(n, language)


_TIMES = {
    "en": ("once", "twice", "{} times"),
    "it": ("una volta", "due volte", "{} volte"),
    "de": ("einmal", "zweimal", "{}mal"),
    "fr": ("une fois", "deux fois", "{} fois"),
    "es": ("una vez", "dos veces", "{} veces"),
}


def times_words(n: int, language: str) -> str:
    """How often.

    >>> times_words(2, "en"), times_words(4, "de"), times_words(31, "de"), times_words(1, "es")
    ('twice', 'viermal', '31-mal', 'una vez')
    """
    once, twice, often = _TIMES[language]
    if n in (1, 2):
        return (once, twice)[n - 1]
    words = number_words(n, language)
    if language == "de" and words[:1].isdigit():
        return f"{words}-mal"
    return often.format(words)


def grouped(n: int, language: str) -> str:
    """A number in figures with the language's separator of thousands; Spanish parts no four figures.

    >>> grouped(15593, "en"), grouped(15593, "it"), grouped(1559, "es")
    ('15,593', '15.593', '1559')
    """
    from babel.numbers import format_decimal

    if language == "es" and abs(n) < 10_000:
        # The Academy's rule, which CLDR has too (minimumGroupingDigits) and Babel does not read.
        return str(n)
    return format_decimal(n, locale=language).replace("\u202f", "\u00a0")


def place_words(n: int, language: str) -> str:
    """A place: an ordinal, in German the number that follows `Platz`.

    >>> place_words(3, "it"), place_words(22, "en"), place_words(13, "fr")
    ('terzo', '22nd', '13e')
    """
    words = ORDINALS[language].split()
    if 1 <= n <= len(words):
        return words[n - 1]
    if language == "en":
        ending = "th" if n % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
        return f"{n}{ending}"
    return f"{n}{ {'it': 'º', 'fr': 'e', 'es': '.º', 'de': ''}[language] }"


def place_forms(n: int, language: str) -> dict[str, str]:
    """A place as it agrees: `f` with a feminine noun such as the car, `short` before a masculine one in Spanish.

    >>> place_forms(3, "es"), place_forms(1, "fr")["f"], place_forms(4, "it")["f"]
    ({'': 'tercero', 'f': 'tercera', 'short': 'tercer'}, 'première', 'quarta')
    >>> place_forms(13, "it")["f"]
    '13ª'
    """
    word = place_words(n, language)
    feminine = short = word
    if language in ("it", "es"):
        feminine = f"{word[:-1]}a" if word.endswith("o") else word.replace("º", "ª")
    if language == "fr" and n == 1:
        feminine = "première"
    if language == "es" and n in (1, 3):
        short = word[:-1]
    return {"": word, "f": feminine, "short": short}


def starts_with_vowel(word: str) -> bool:
    """Whether articles elide before a word."""
    return word[:1] in _VOWELS


def of_name(name: str, language: str) -> str:
    """A name after `of`.

    >>> of_name("Oliver Jarvis", "fr"), of_name("United Autosports", "fr"), of_name("Oliver Jarvis", "it")
    ("d'Oliver Jarvis", 'de United Autosports', 'di Oliver Jarvis')
    """
    if language == "fr" and starts_with_vowel(name) and not name.startswith(_SPOKEN_WITH_Y):
        return f"d'{name}"
    return f"{ {'en': 'of', 'it': 'di', 'de': 'von', 'es': 'de', 'fr': 'de'}[language] } {name}"


def to_name(name: str, language: str) -> str:
    """A name after `to`; Italian `a` turns into `ad` before another a.

    >>> to_name("Antonio Garcia", "it"), to_name("Pipo Derani", "it"), to_name("AO Racing", "es")
    ('ad Antonio Garcia', 'a Pipo Derani', 'a AO Racing')
    """
    if language == "it" and name[:1] in "AÀa":
        return f"ad {name}"
    return f"{ {'en': 'to', 'it': 'a', 'de': 'an', 'es': 'a', 'fr': 'à'}[language] } {name}"


def at_place(place: str, language: str) -> str:
    """A place after the preposition of where; `Le` contracts in French.

    >>> at_place("Le Mans", "fr"), at_place("Daytona", "fr"), at_place("Austin", "it"), at_place("Monza", "de")
    ('au Mans', 'à Daytona', 'ad Austin', 'in Monza')
    """
    if language == "fr" and place.startswith("Le "):
        return f"au {place[3:]}"
    if language == "it":
        return to_name(place, "it")
    return f"{ {'en': 'at', 'de': 'in', 'es': 'en', 'fr': 'à'}[language] } {place}"


def joined(items: list[str], language: str) -> str:
    """A list in running text; Spanish `y` turns into `e` before the sound i, Italian `e` into `ed` before another e.

    >>> joined(["#5", "#92"], "en"), joined(["Acura", "BMW", "Audi"], "it")
    ('#5 and #92', 'Acura, BMW e Audi')
    >>> joined(["Vanthoor", "Iribe"], "es")
    'Vanthoor e Iribe'
    >>> joined(["Caldarelli", "Engel"], "it")
    'Caldarelli ed Engel'
    """
    from babel.lists import format_list

    # The specialist press of Britain writes no comma before `and`.
    text = format_list(items, locale="en_GB" if language == "en" else language)
    last = items[-1] if items else ""
    if language == "es" and len(items) > 1 and last[:1] in "IÍií" and last[1:2] not in tuple("aeo"):
        return text.removesuffix(f" y {last}") + f" e {last}"
    if language == "it" and len(items) > 1 and last[:1] in "EÈÉeè":
        return text.removesuffix(f" e {last}") + f" ed {last}"
    return text
