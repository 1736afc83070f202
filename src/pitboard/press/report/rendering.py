"""Values in the words of a language: what Fluent's sentences are given."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from importlib import resources

from pitboard.bundled.note_texts import note_translations
from pitboard.press.report import grammar as g
from pitboard.press.report import values as v
from pitboard.press.report.cars import car_forms
from pitboard.press.report.classes import class_forms
from pitboard.times import format_time
from pitboard.wire.score import zone_of

ZONES = {"it": "Europe/Rome", "de": "Europe/Berlin", "fr": "Europe/Paris", "es": "Europe/Madrid", "en": ""}
"""The clock that readers of a language live by where no zone is asked for; English has too many: the venue's."""

Variables = dict[str, str | int]


@dataclass(frozen=True)
class Renderer:
    """One language, for readers in one time zone.

    Attributes:
        language: `en`, `it`, `de`, `fr` or `es`.
        zone: IANA zone of the readers; empty for the venue's.
        word: looks up one of the language's own words.
    """

    language: str
    zone: str
    word: Callable[[str, Variables], str]

    def variables(self, values: dict[str, v.AnyValue]) -> Variables:
        """All variables of a sentence: `car`, `car_of`, `n`, `n_w`, …"""
        found: Variables = {}
        for key, value in values.items():
            for suffix, text in self.forms(value).items():
                found[f"{key}_{suffix}" if suffix else key] = text
        return found

    def forms(self, value: v.AnyValue) -> Variables:
        """A value's plain form under the empty suffix, its further forms under theirs."""
        match value:
            case v.Number(n=n):
                return {
                    "": n,
                    "w": g.number_words(n, self.language),
                    "d": g.grouped(n, self.language),
                    "times": g.times_words(n, self.language),
                }
            case v.Place(n=n):
                return {**g.place_forms(n, self.language), "n": n, "d": str(n)}
            case v.Moment():
                return self._moment(value)
            case v.Name(text=text):
                text = _tidy(text)
                return {"": text, "of": g.of_name(text, self.language), "to": g.to_name(text, self.language)}
            case v.Team(text=text):
                return self._team(_tidy(text))
            case v.Venue():
                return self._venue(value)
            case v.SessionName():
                return {"": self._session(value), "k": value.kind or "named"}
            case v.ClassName(text=text):
                return {"": text, **class_forms(text, self.language)}
            case v.Names(texts=texts):
                whole = g.joined([_tidy(text) for text in texts], self.language)
                return {
                    "": whole,
                    "of": g.of_name(whole, self.language),
                    "to": g.to_name(whole, self.language),
                    "n": len(texts),
                }
            case v.Car():
                forms = car_forms(value, self.language)
                return {"": forms["nom"], "no": f"#{value.number}", **forms}
            case _:
                return {"": self._plain(value)}

    def _plain(self, value: v.AnyValue) -> str:
        """A value that has one form only."""
        match value:
            case v.LapTime(us=us):
                return self.time(us)
            case v.Margin():
                return self.margin(value)
            case v.Amount(us=us, laps=laps):
                return self._amount(us, laps)
            case v.Year(n=n):
                return str(n)
            case v.Minutes(us=us):
                return self._minutes(us)
            case v.Result():
                return self.result(value)
            case v.Version():
                return self._version(value)
            case v.Country(code=code):
                return country(code, self.language)
            case v.Note(text=text):
                return self._note(text)
            case v.Words(key=key):
                return self.word(key, {})
        return g.joined(self._items(value), self.language)

    def _items(self, value: v.AnyValue) -> list[str]:
        """What a list holds."""
        match value:
            case v.Cars(numbers=numbers):
                return [f"#{number}" for number in numbers]
            case v.Results(rows=rows):
                return [self.result(row) for row in rows]
            case v.Versions(rows=versions):
                return [self._version(version) for version in versions]
            case v.Tally(rows=counts):
                return [f"{name} ({count})" for name, count in counts]
        raise TypeError(f"expected a value, was {value!r}")

    def _team(self, text: str) -> Variables:
        """A team as the end of a phrase, with its blank before it; nothing where no file names it."""
        if not text:
            return {"": "", "of": "", "for": "", "paren": ""}
        given: Variables = {"team": text, "team_of": g.of_name(text, self.language)}
        return {
            "": text,
            "of": f" {self.word('team-of', given)}",
            "for": f" {self.word('team-for', given)}",
            "paren": f" ({text})",
        }

    def _venue(self, venue: v.Venue) -> Variables:
        """A place by its own name and after its preposition, with a blank before it; nothing where it is unknown."""
        known = _places().get(venue.circuit_id, {})
        place = known.get(self.language, known.get("name", venue.name))
        at = f" {g.at_place(place, self.language)}" if place else ""
        return {
            "": place,
            "at": at,
            "full": f" {venue.name}" if venue.name else "",
            "comma": f"{place}, " if place else "",
            "colon": f"{place}: " if place else "",
        }

    def _session(self, session: v.SessionName) -> str:
        if not session.kind:
            return session.text
        given: Variables = {"n": session.number, "classes": g.joined(list(session.classes), self.language)}
        return self.word(f"session-{session.kind}", given | {"of": len(session.classes)})

    def time(self, us: int) -> str:
        """A lap or race time as the language's press prints it: `1:32.656`, `1'32"656`, `1:32,656`."""
        text = format_time(us)
        if self.language == "de":
            return text.replace(".", ",")
        if self.language in ("it", "fr"):
            whole, _, decimals = text.partition(".")
            hours, minutes, seconds = ["", "", *whole.split(":")][-3:]
            before = (f"{hours}h" if hours else "") + (f"{minutes}'" if minutes else "")
            return f'{before}{seconds}"{decimals}'
        return text

    def margin(self, margin: v.Margin) -> str:
        """A gap in words: laps, thousandths under a second where the language counts so, else seconds."""
        if margin.laps:
            return self.word("laps", {"n": margin.laps, "n_w": g.number_words(margin.laps, self.language)})
        ms, rest = divmod(margin.us, 1000)
        if margin.us < 1_000_000 and not rest and self.language in ("it", "fr", "es"):
            return self.word("thousandths", {"n": ms, "n_d": str(ms)})
        if margin.us < 60_000_000:
            text = format_time(margin.us)
            return self.word("seconds", {"time": self.time(margin.us), "plain": text.replace(".", ",")})
        return self.word("minutes", {"time": self.time(margin.us)})

    def _amount(self, us: int, laps: int) -> str:
        seconds, rest = divmod(us, 1_000_000)
        if laps or rest:
            return self.margin(v.Margin(us=us, laps=laps))
        return self.word("amount-seconds", {"n": seconds})

    def result(self, row: v.Result) -> str:
        """`Felipe Nasr (#7 Porsche, 1:32.876)`; with nobody named `#7 Porsche (1:32.876)`."""
        bare = car_forms(row.car, self.language)["bare"]
        behind = self.compact(row.margin) if row.margin is not None else ""
        who = _tidy(row.who)
        if row.label:
            noun = car_forms(row.car, self.language)["nom"]
            return f"{who} ({row.label}, {bare})" if who else f"{noun} ({row.label})"
        more = [text for text in (self.time(row.time_us) if row.time_us is not None else "", behind) if text]
        if who:
            return f"{who} ({', '.join([bare, *more])})"
        return f"{bare} ({', '.join(more)})" if more else bare

    def compact(self, margin: v.Margin) -> str:
        """A gap as tables have it: `+0.071`, `+2 laps`."""
        if margin.laps:
            return "+" + self.word("laps-short", {"n": margin.laps})
        text = self.time(margin.us)
        return f"+{text.replace('.', ',') if self.language == 'es' and margin.us < 60_000_000 else text}"

    def _version(self, version: v.Version) -> str:
        if version.bulletin:
            return f"{version.table} {version.bulletin}"
        return self.word("bop-version", {"table": version.table, "n": version.number})

    def _minutes(self, us: int) -> str:
        hours, minutes = divmod(us // 60_000_000, 60)
        in_words = g.number_words(minutes, self.language)
        return self.word("duration", {"hours": hours, "minutes": minutes, "minutes_w": in_words})

    def _moment(self, moment: v.Moment) -> Variables:
        from babel.dates import format_date

        at = datetime.fromtimestamp(moment.us / 1_000_000, UTC)
        there = at.astimezone(zone_of(moment.zone))
        here = at.astimezone(zone_of(self.zone or moment.zone))
        day = format_date(here, format="full", locale="en_GB" if self.language == "en" else self.language)
        return {
            "": day,
            "lead": f"{self.word('day-lead', {'day': day})} " if moment.dated else "",
            "tail": f", {day}" if moment.dated else "",
            "clock": self._clock(here),
            "hour": here.hour,
            "zone": self.word("zones", {"zone": here.tzname() or "UTC"}),
            "local": self._clock(there),
            "far": int(here.utcoffset() != there.utcoffset()),
        }

    def _clock(self, at: datetime) -> str:
        return self.word("clock", {"hours": str(at.hour), "minutes": f"{at.minute:02d}"})

    def _note(self, text: str) -> str:
        translated = note_translations().get(text, {}).get(self.language)
        if self.language == "en":
            return text
        return translated or self.word("note-in-english", {"text": text.rstrip(".")})


def _tidy(text: str) -> str:
    """A name as it is typed in a file, without blanks too many."""
    return " ".join(text.split())


def country(code: str, language: str) -> str:
    """A nation by its three letters; the letters where the language does not know them.

    >>> country("ITA", "de"), country("DEU", "fr")
    ('Italien', 'Allemagne')
    """
    from babel import Locale
    from babel.core import get_global

    short = get_global("territory_aliases").get(code, [code])[0]
    return str(Locale(language).territories.get(short, code))


@cache
def _places() -> dict[str, dict[str, str]]:
    """What the press calls a circuit, by its id."""
    text = resources.files("pitboard.press.report").joinpath("places.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
