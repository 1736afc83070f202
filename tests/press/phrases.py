"""Sentences as reporters write them, filled with the values of any session: true, or with one value made wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from pitboard.press.check.index import Car, Index
from pitboard.times import format_time

ORDINALS = {
    "en": ("", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"),
    "it": (
        "",
        "primo",
        "secondo",
        "terzo",
        "quarto",
        "quinto",
        "sesto",
        "settimo",
        "ottavo",
        "nono",
        "decimo",
    ),
}
# {d} driver of the best lap, {c} crew, {n} number, {m} make, {t} team, {k} class, {p} place in class, {b} best lap,
# {g} gap to the car ahead in class, {o} who is ahead, {l} gap to the class's first.
TIMED = {
    "en": (
        "{d} was {p} in {k} with a {b} in the No. {n} {m}.",
        "In {k}, {d} qualified {p} in the #{n} {m}, {l} seconds behind the class pole.",
        "{d} put the No. {n} {t} {m} {p} in class with a lap of {b}.",
        "The No. {n} {m} of {d} was {p} in {k}, {g} seconds behind {o}.",
        "{p_} in {k} was {d}, who lapped the {t} {m} in {b}.",
        "{d} ({m}) ended up {p} in {k}, {g} seconds off {o}.",
        "Behind {o}, {d} was {p} in the {k} class with the No. {n} {m}.",
        "{t}'s {d} set a {bm} to go {p} in {k}.",
        "The {k} class saw {d} finish {p}, just {g}s behind {o} when it ended.",
        "{d}, in the No. {n} {m}, was {p} in class at {bq}.",
        "{o} was quicker than {d}, who had to settle for {p} in {k}.",
        "It was a good day for {t}: {d} took {p} place in {k} at {b}.",
    ),
    "it": (
        "{d} è {p} in {k} con la {m} #{n} in {b}.",
        "In {k} {d} ha chiuso {p} con la {m} numero {n}, a {l} secondi dalla pole di classe.",
        "{p_} in {k} {d}, con la {m} #{n} del team {t}, in {bm}.",
        "{d} ha ottenuto il {p} tempo in {k} con la {m} #{n}, a {g} secondi da {o}.",
        "Alle spalle di {o} troviamo {d}, {p} di classe con la {m} di {t}.",
        "Per {d} ({m} #{n}) il {p} posto in {k} in {bq}, staccato di {g} secondi da {o}.",
        "{o} precede {d}, {p} in {k} con la vettura #{n}.",
        "La {m} #{n} di {d} è {pf} in {k} con il tempo di {b}.",
        "{t} chiude con {d} al {p} posto di classe.",
    ),
}
RACED = {
    "en": (
        "{c} finished {p} in {k} in the No. {n} {m}.",
        "The No. {n} {t} {m} of {c} came home {p} in {k} after {x} laps.",
        "{p_} in {k} went to {c} in the #{n} {m}.",
        "{c} were {p} in class with the No. {n} {m}, {g} seconds behind the No. {on} {om}.",
        "{k}: {c} took {p} place for {t}.",
    ),
    "it": (
        "{c} hanno chiuso al {p} posto in {k} con la {m} #{n}.",
        "La {m} #{n} di {c} è {pf} in {k}, staccata di {g} secondi dalla #{on}.",
        "{p_} posto in {k} per {c} con la {m} numero {n} di {t}.",
        "{c} sono arrivati {pp} di classe con la #{n}.",
    ),
}


@dataclass(frozen=True)
class Phrase:
    """A sentence, and the value in it that is wrong; empty where all is true."""

    text: str
    lang: str
    wrong: str = ""
    kind: str = ""


def phrases(index: Index, random: Random, count: int, *, falsify: bool) -> Iterator[Phrase]:
    """Sentences about cars of a session."""
    pool = {key: cars for key, cars in index.classes.items() if sum(_usable(index, c) for c in cars) > 2}
    for _ in range(count if pool else 0):
        code = random.choice(sorted(pool))
        order = [car for car in pool[code] if _usable(index, car)]
        at = random.randrange(1, min(len(order), 10))
        lang = random.choice(("en", "it"))
        template = random.choice((RACED if index.is_race else TIMED)[lang])
        values = _values(index, order, at, lang, random)
        if values is None or any(not values[key] for key in ("n", "m") if f"{{{key}}}" in template):
            continue
        wrong = kind = ""
        if falsify:
            keys = [
                key
                for key in ("p", "p_", "pf", "pp", "b", "bm", "bq", "g", "l", "n", "m")
                if f"{{{key}}}" in template
            ]
            key = random.choice(keys)
            wrong = _falsified(index, order, at, lang, key, values, random)
            kind = {"p": "position", "b": "time", "g": "gap", "l": "gap", "n": "number", "m": "car"}[key[0]]
            if not wrong or wrong == values[key]:
                continue
            values[key] = wrong
        yield Phrase(template.format(**values), lang, wrong, kind)


def _usable(index: Index, car: Car) -> bool:
    if not car.entry.crew or car.row.class_position is None:
        return False
    return bool(car.state.laps) if index.is_race else car.best_us is not None and _driver(car) is not None


def _driver(car: Car) -> str | None:
    driver = car.entry.driver(car.row.best.driver_id) if car.row.best else None
    return driver.name if driver else None


def _place(lang: str, number: int) -> dict[str, str]:
    word = ORDINALS[lang][number]
    if lang == "en":
        return {"p": word, "p_": word.title(), "pf": word, "pp": word}
    return {"p": word, "p_": word.title(), "pf": word[:-1] + "a", "pp": word[:-1] + "i"}


def _times(us: int) -> dict[str, str]:
    text = format_time(us)
    minutes, _, rest = text.rpartition(":")
    seconds, _, thousandths = rest.partition(".")
    if not minutes:
        return {"b": text, "bm": text, "bq": text}
    return {
        "b": text,
        "bm": f"{minutes}m{seconds}.{thousandths}s",
        "bq": f"{minutes}'{seconds}''{thousandths}",
    }


def _values(index: Index, order: list[Car], at: int, lang: str, random: Random) -> dict[str, str] | None:
    car, ahead, first = order[at], order[at - 1], order[0]
    place = car.row.class_position or 0
    if not 1 < place < len(ORDINALS[lang]):
        return None
    gap, lead = index.between(ahead, car), index.between(first, car)
    if gap is None or lead is None or not 0 < gap <= lead < 400_000_000:
        return None
    crew = [driver.name for driver in car.entry.crew]
    joined = (
        f"{', '.join(crew[:-1])} {'and' if lang == 'en' else 'e'} {crew[-1]}" if len(crew) > 1 else crew[0]
    )
    point = "." if lang == "en" else ","
    return {
        "d": _driver(car) or "", "o": _driver(ahead) or "", "c": joined, "n": car.entry.number,
        "on": ahead.entry.number, "om": _make(ahead), "m": _make(car), "t": car.entry.team,
        "k": index.class_name(car.row.car_class), "x": str(car.row.laps),
        "g": f"{gap / 1e6:.3f}".replace(".", point), "l": f"{lead / 1e6:.3f}".replace(".", point),
        **_place(lang, place), **_times(car.best_us or 0),
    }  # fmt: skip


def _make(car: Car) -> str:
    vehicle = car.entry.vehicle
    name = car.entry.manufacturer or vehicle.split(" ")[0]
    return name if name.casefold() in vehicle.casefold() else vehicle.split(" ")[0]


def _falsified(
    index: Index, order: list[Car], at: int, lang: str, key: str, values: dict[str, str], random: Random
) -> str:
    car = order[at]
    if key[0] == "p":
        place = car.row.class_position or 0
        near = [
            n for n in (place - 1, place + 1, place + 2) if 1 < n < 11 and n not in index.places(car).values()
        ]
        return _place(lang, random.choice(near))[key] if near else ""
    if key[0] in "bgl":
        digits = [i for i, c in enumerate(values[key]) if c.isdigit()][-3:]
        swapped = list(values[key])
        i, j = random.choice([(0, 1), (1, 2), (0, 2)])
        swapped[digits[i]], swapped[digits[j]] = swapped[digits[j]], swapped[digits[i]]
        return "".join(swapped)
    if key == "n":
        return random.choice([c.entry.number for c in index.order if c is not car])
    others = sorted({_make(c) for c in index.order if _make(c) and _make(c) != values["m"]})
    return random.choice(others) if others else ""
