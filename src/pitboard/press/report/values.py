"""What a statement is made of: typed values, so that every number in a text can be traced to the engine's results."""

from __future__ import annotations

import msgspec


class Value(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """A value that a language puts into a sentence."""


class LapTime(Value, frozen=True, kw_only=True, tag="lap_time"):
    """A lap or race time [µs]."""

    us: int


class Margin(Value, frozen=True, kw_only=True, tag="margin"):
    """How far one is behind another: whole laps, or time [µs] where they are on the same lap."""

    us: int
    laps: int = 0


class Amount(Value, frozen=True, kw_only=True, tag="amount"):
    """What a penalty takes: whole laps, or time [µs]."""

    us: int
    laps: int = 0


class Number(Value, frozen=True, kw_only=True, tag="number"):
    """A count."""

    n: int


class Place(Value, frozen=True, kw_only=True, tag="place"):
    """A position, from 1."""

    n: int


class Year(Value, frozen=True, kw_only=True, tag="year"):
    """A year."""

    n: int


class Minutes(Value, frozen=True, kw_only=True, tag="minutes"):
    """A length of time of a minute or more [µs], told in whole minutes."""

    us: int


class Moment(Value, frozen=True, kw_only=True, tag="moment"):
    """An instant, µs since 1970 UTC, with the IANA zone of the place where it happens.

    `dated` is false where a file tells times of day only, and then nothing is said of the day.
    """

    us: int
    zone: str
    dated: bool = True


class Name(Value, frozen=True, kw_only=True, tag="name"):
    """A proper name, never translated: a driver, team, circuit, session."""

    text: str


class Team(Value, frozen=True, kw_only=True, tag="team"):
    """A team's name; empty where no file says, and then the sentence does without."""

    text: str


class Venue(Value, frozen=True, kw_only=True, tag="venue"):
    """Where it happened: `circuit_id` finds the place as the press calls it, `name` is the circuit's full name."""

    circuit_id: str
    name: str


class SessionName(Value, frozen=True, kw_only=True, tag="session"):
    """A session: `kind` is a word of the language (`practice`, `qualifying-race`), or empty for a name that stays.

    `number` is 0 where there is none; `classes` are named where a session was for some classes alone.
    """

    text: str
    kind: str = ""
    number: int = 0
    classes: tuple[str, ...] = ()


class Names(Value, frozen=True, kw_only=True, tag="names"):
    """Several proper names."""

    texts: tuple[str, ...]


class ClassName(Value, frozen=True, kw_only=True, tag="class"):
    """A car class as people read it."""

    text: str


class Country(Value, frozen=True, kw_only=True, tag="country"):
    """A nation by its three letters."""

    code: str


class Note(Value, frozen=True, kw_only=True, tag="note"):
    """A sentence of a sourced note, as it was taken, in English."""

    text: str


class Words(Value, frozen=True, kw_only=True, tag="words"):
    """A key of the language's own words, such as a kind of penalty."""

    key: str


class Car(Value, frozen=True, kw_only=True, tag="car"):
    """A car: number as text and make; the make is empty where no file says."""

    number: str
    make: str


class Cars(Value, frozen=True, kw_only=True, tag="cars"):
    """Several cars, by number."""

    numbers: tuple[str, ...]


class Result(Value, frozen=True, kw_only=True, tag="result"):
    """One place in a list of results: who, in which car, how fast or how far behind; what is None stays unsaid.

    `label` is the class, where several classes stand in one list.
    """

    car: Car
    who: str = ""
    label: str = ""
    time_us: int | None = None
    margin: Margin | None = None


class Results(Value, frozen=True, kw_only=True, tag="results"):
    """Several places, in order."""

    rows: tuple[Result, ...]


class Tally(Value, frozen=True, kw_only=True, tag="tally"):
    """How many of each: makes in a class, laps deleted of each car."""

    rows: tuple[tuple[str, int], ...]


class Version(Value, frozen=True, kw_only=True, tag="version"):
    """A version of a Balance of Performance table: by the number of its bulletin, or counted where it has none."""

    table: str
    bulletin: str
    number: int


class Versions(Value, frozen=True, kw_only=True, tag="versions"):
    """Several versions."""

    rows: tuple[Version, ...]


AnyValue = (
    LapTime
    | Margin
    | Amount
    | Number
    | Place
    | Year
    | Minutes
    | Moment
    | Name
    | Names
    | Team
    | Venue
    | SessionName
    | ClassName
    | Country
    | Note
    | Words
    | Car
    | Cars
    | Result
    | Results
    | Tally
    | Version
    | Versions
)


class Statement(msgspec.Struct, frozen=True, kw_only=True):
    """One thing worth saying, before it has words.

    Attributes:
        kind: which sentence says it.
        section: where it stands: `lead`, `how`, `class:CODE`, `focus`, `rulings`, `field`, `next`.
        rank: what matters more is said first, and is kept when words are short; 1 is the news.
        values: what the sentence is made of.
        facts: `SESSION:seq` and `record:KEY` of the facts that it rests on.
        variant: which of several ways to say it, so that five classes are not told in the same words.
    """

    kind: str
    section: str
    rank: int
    values: dict[str, AnyValue]
    facts: tuple[str, ...]
    variant: int = 0
