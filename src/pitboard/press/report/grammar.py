"""What a language does to names and numbers: articles that elide, prepositions that contract, numbers in words."""

from __future__ import annotations

from collections.abc import Callable

from pitboard.errors import UsageError
from pitboard.press.report.values import Car

LANGUAGES = ("en", "it", "de", "fr", "es")
_VOWELS = "aeiouàâäáèéêëìíîïòóôöùúûüAEIOUÀÂÄÁÈÉÊËÌÍÎÏÒÓÔÖÙÚÛÜ"
# Spoken with a vowel first, though French does not elide before an aspirated h: names in h stay as they are.

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


def starts_with_vowel(word: str) -> bool:
    """Whether articles elide before a word."""
    return word[:1] in _VOWELS


def car_forms(car: Car, language: str) -> dict[str, str]:
    """A car with its article, in the cases and after the prepositions that sentences need.

    >>> car_forms(Car(number="10", make="Acura"), "it")["of"]
    "dell'Acura #10"
    >>> car_forms(Car(number="10", make="Acura"), "de")["dat"]
    'dem Acura #10'
    """
    return _CARS[language](car)


def _english(car: Car) -> dict[str, str]:
    noun = f"#{car.number} {car.make or 'car'}"
    return dict.fromkeys(("nom", "acc", "dat", "of", "to", "by", "in"), f"the {noun}") | {"bare": noun}


def _italian(car: Car) -> dict[str, str]:
    noun = f"{car.make or 'vettura'} #{car.number}"
    elided = starts_with_vowel(noun)

    def join(stem: str) -> str:
        return f"{stem}'{noun}" if elided else f"{stem}a {noun}"

    forms = {"nom": "l", "acc": "l", "dat": "all", "of": "dell", "to": "all", "by": "dall", "in": "sull"}
    with_article = {case: join(stem) for case, stem in forms.items()}
    return with_article | {"bare": noun}


def _german(car: Car) -> dict[str, str]:
    noun = f"{car.make or 'Wagen'} #{car.number}"
    articles = {"nom": "der", "acc": "den", "dat": "dem", "of": "des", "to": "dem", "by": "dem", "in": "im"}
    return {case: f"{article} {noun}" for case, article in articles.items()} | {"bare": noun}


def _french(car: Car) -> dict[str, str]:
    noun = f"{car.make or 'voiture'} #{car.number}"
    article = "l'" if starts_with_vowel(noun) else "la "
    forms = {"nom": "", "acc": "", "dat": "à ", "of": "de ", "to": "à ", "by": "par ", "in": "sur "}
    return {case: f"{before}{article}{noun}" for case, before in forms.items()} | {"bare": noun}


def _spanish(car: Car) -> dict[str, str]:
    noun = f"{car.make or 'coche'} #{car.number}"
    forms = {"nom": "el", "acc": "el", "dat": "al", "of": "del", "to": "al", "by": "por el", "in": "con el"}
    return {case: f"{article} {noun}" for case, article in forms.items()} | {"bare": noun}


_CARS: dict[str, Callable[[Car], dict[str, str]]] = {
    "en": _english,
    "it": _italian,
    "de": _german,
    "fr": _french,
    "es": _spanish,
}


def of_name(name: str, language: str) -> str:
    """A name after `of`.

    >>> of_name("Oliver Jarvis", "fr"), of_name("Oliver Jarvis", "it"), of_name("Klaus Bachler", "de")
    ("d'Oliver Jarvis", 'di Oliver Jarvis', 'von Klaus Bachler')
    """
    if language == "fr":
        return f"d'{name}" if starts_with_vowel(name) else f"de {name}"
    return f"{ {'en': 'of', 'it': 'di', 'de': 'von', 'es': 'de'}[language] } {name}"


def joined(items: list[str], language: str) -> str:
    """A list in running text; Spanish `y` turns into `e` before the sound i.

    >>> joined(["#5", "#92"], "en"), joined(["Acura", "BMW", "Audi"], "it")
    ('#5 and #92', 'Acura, BMW e Audi')
    >>> joined(["Vanthoor", "Iribe"], "es")
    'Vanthoor e Iribe'
    """
    from babel.lists import format_list

    # The specialist press of Britain writes no comma before `and`.
    text = format_list(items, locale="en_GB" if language == "en" else language)
    last = items[-1] if items else ""
    if language == "es" and len(items) > 1 and last[:1] in "IÍií" and last[1:2] not in tuple("aeo"):
        text = text.removesuffix(f" y {last}") + f" e {last}"
    return text
