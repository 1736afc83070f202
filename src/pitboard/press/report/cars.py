"""A car with its article: the cases and prepositions that the sentences of a language need."""

from __future__ import annotations

from collections.abc import Callable

from pitboard.press.report.grammar import starts_with_vowel
from pitboard.press.report.values import Car

CASES = ("nom", "acc", "dat", "of", "to", "by", "in", "bare")


def car_forms(car: Car, language: str) -> dict[str, str]:
    """A car with its article, in the cases and after the prepositions that sentences need.

    >>> car_forms(Car(number="10", make="Acura"), "it")["of"]
    "dell'Acura #10"
    >>> car_forms(Car(number="10", make="Acura"), "de")["dat"]
    'dem Acura #10'
    >>> car_forms(Car(number="31", make=""), "fr")["in"]
    'sur la voiture #31'
    """
    return _CARS[language](car)


def _english(car: Car) -> dict[str, str]:
    noun = f"#{car.number} {car.make or 'car'}"
    prepositions = {"of": "of ", "to": "to ", "by": "by ", "in": "in "}
    return {case: f"{prepositions.get(case, '')}the {noun}" for case in CASES} | {"bare": noun}


def _italian(car: Car) -> dict[str, str]:
    noun = f"{car.make or 'vettura'} #{car.number}"
    stems = {"nom": "l", "acc": "l", "dat": "all", "of": "dell", "to": "all", "by": "dall", "in": "sull"}
    ending = "'" if starts_with_vowel(noun) else "a "
    return {case: f"{stem}{ending}{noun}" for case, stem in stems.items()} | {"bare": noun}


def _german(car: Car) -> dict[str, str]:
    noun = f"{car.make or 'Wagen'} #{car.number}"
    articles = {
        "nom": "der",
        "acc": "den",
        "dat": "dem",
        "of": "des",
        "to": "zum",
        "by": "vom",
        "in": "im",
    }
    return {case: f"{article} {noun}" for case, article in articles.items()} | {"bare": noun}


def _french(car: Car) -> dict[str, str]:
    noun = f"{car.make or 'voiture'} #{car.number}"
    article = "l'" if starts_with_vowel(noun) else "la "
    before = {"nom": "", "acc": "", "dat": "à ", "of": "de ", "to": "à ", "by": "par ", "in": "sur "}
    return {case: f"{preposition}{article}{noun}" for case, preposition in before.items()} | {"bare": noun}


def _spanish(car: Car) -> dict[str, str]:
    noun = f"{car.make or 'coche'} #{car.number}"
    articles = {
        "nom": "el",
        "acc": "el",
        "dat": "al",
        "of": "del",
        "to": "al",
        "by": "por el",
        "in": "con el",
    }
    return {case: f"{article} {noun}" for case, article in articles.items()} | {"bare": noun}


_CARS: dict[str, Callable[[Car], dict[str, str]]] = {
    "en": _english,
    "it": _italian,
    "de": _german,
    "fr": _french,
    "es": _spanish,
}
