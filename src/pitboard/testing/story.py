"""Stories: a rule of the sport as a file that a timekeeper can read, and the runner that proves it.

```
# With lap_one = first_crossing, the first crossing of the line starts lap 1; it completes none.
source: series, year, article, or what shows it
rulebook: lap_one = first_crossing      # or a built-in book, and keys of it: imsa-2024, grid.row_size = 1
event: watkins-glen                     # of that book; left out: the season's rules
session: race
entry: 7, 92
entry: 31 GTP drivers Pipo Derani / Jack Aitken transponder 4711
  0:05.000   7 finish
  1:50.678   7 finish    @lap1
  1:52.000  flag red
  2:00.000  withdraw @lap1
expect: 7 laps 0 best none
```

The order of lines is the order of arrival; a line may tell of an earlier instant. `expect:` sees the lines above it.
Without a `start` line the session starts at 0. `story_verbs` and `story_expectations` hold the words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from pitboard.errors import Fault, SourceError
from pitboard.model import facts as f
from pitboard.model.entry import Driver, Entry, driver_id_of, parse_rating
from pitboard.model.meeting import Session, SessionKind
from pitboard.model.rulebook import Rulebook
from pitboard.scoring.classification import Row, classify
from pitboard.scoring.fingerprint import differences
from pitboard.scoring.invariants import check
from pitboard.scoring.options import Options
from pitboard.scoring.rules import Rules
from pitboard.scoring.scorer import Scorer, score_all
from pitboard.scoring.state import SessionState
from pitboard.testing import story_ledgers as _story_ledgers  # noqa: F401 - it brings words of its own
from pitboard.testing import story_results as _story_results  # noqa: F401 - it brings words of its own
from pitboard.testing import story_rules as _story_rules  # noqa: F401 - it brings words of its own
from pitboard.testing.story_book import book_of, laid_over
from pitboard.testing.story_expectations import NONE, OF_CAR, OF_SESSION, Asked
from pitboard.testing.story_verbs import Telling, fact_of

_HEAD = re.compile(r"(?P<key>[a-z_]+):\s*(?P<value>.*)")
_WORD = re.compile(r'"([^"]*)"|(\S+)')
_COMMENT = re.compile(r"(^|\s)#.*$")
_TIME = re.compile(r"[\d:.']+")
_LIST_COMMA = re.compile(r",(?![^\[{]*[\]}])")
"""A comma that is not inside a list or table."""
_SECTIONS = ("drivers", "transponder", "id", "team", "make")
DEFAULT_CLASS = "GT"


@dataclass(frozen=True)
class Expectation:
    """One `expect:` line.

    Attributes:
        line: in the file, from 1.
        words: after the colon.
        after_seq: the newest fact it sees.
    """

    line: int
    words: tuple[str, ...]
    after_seq: int


@dataclass(frozen=True)
class Story:
    """A story as it was read.

    Attributes:
        file: its name.
        source: what the rule rests on.
        plan: the session.
        rulebook: in force, with the story's dotted keys (`race.ends = laps`) laid over it.
        rules, options: what scoring reads, with the story's plain keys laid over them.
        facts: in order of arrival, numbered.
        labels: `seq` of labelled lines, by `@name`.
        expectations: in order.
    """

    file: str
    source: str
    plan: Session
    rulebook: Rulebook
    rules: Rules
    options: Options
    facts: tuple[f.Fact, ...]
    labels: dict[str, int]
    expectations: tuple[Expectation, ...]


@dataclass(frozen=True)
class Told:
    """A story as it stands."""

    story: Story
    state: SessionState

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The classification."""
        return classify(self.state, self.story.options)


# ---- reading --------------------------------------------------------------------------------------------------------


@dataclass
class _Head:
    """What stands above the first line with a time."""

    file: str
    source: str = ""
    book: str = "club"
    event: str = ""
    overrides: list[tuple[int, str, str]] = field(default_factory=list)
    plan: Session = field(default_factory=lambda: Session(session="story", kind=SessionKind.RACE))
    entries: list[tuple[str, Entry]] = field(default_factory=list)
    parts: dict[str, tuple[str, ...]] = field(default_factory=dict)
    line: int = 0

    def wrong(self, where: str, expected: str, found: str) -> SourceError:
        return SourceError(Fault(self.file, self.line, where, expected, found))


def read_story(text: str, file: str) -> Story:
    """Read a story.

    Args:
        text: of the file.
        file: its name, for errors.

    Raises:
        SourceError: a line that says nothing known, or no source.
    """
    head = _Head(file)
    told: list[tuple[int, list[str]]] = []
    for number, raw in enumerate(text.splitlines(), 1):
        line = _COMMENT.sub("", raw).strip()
        if not line:
            continue
        found = _HEAD.fullmatch(line)
        if found is None or found["key"] == "expect":
            told.append((number, words_of(line)))
            continue
        head.line = number
        _head_line(head, found["key"], found["value"])
    head.line = 0
    if not head.source:
        raise SourceError(
            Fault(file, None, "source", "a line `source: …` that says where the rule is from", "none")
        )
    return _tell(head, told)


def read_file(path: Path) -> Story:
    """Read a story from a `.race` file; errors as in `read_story`."""
    return read_story(path.read_text(encoding="utf-8"), path.name)


def words_of(text: str) -> list[str]:
    """Words of a line; a text in double quotes is one.

    >>> words_of('expect: 7 text "1 Lap"')
    ['expect:', '7', 'text', '1 Lap']
    """
    return [quoted or plain for quoted, plain in _WORD.findall(text)]


def _head_line(head: _Head, key: str, value: str) -> None:
    match key:
        case "source":
            head.source = value
        case "rulebook":
            _rulebook_line(head, value)
        case "event":
            head.event = value
        case "session":
            head.plan = _session(head, value.split())
        case "entry":
            head.entries += [_entry(head, one.split()) for one in value.split(",")]
        case "part":
            words = value.split()
            head.parts[words[0]] = tuple(words[1:])
        case _:
            raise head.wrong("line", "source, rulebook, event, session, entry, part or expect", repr(key))


def _rulebook_line(head: _Head, value: str) -> None:
    for one in _LIST_COMMA.split(value):
        name, equals, setting = (part.strip() for part in one.partition("="))
        if equals:
            head.overrides.append((head.line, name, setting))
        else:
            head.book = name


def _session(head: _Head, words: list[str]) -> Session:
    kinds = [kind.value for kind in SessionKind]
    if not words or words[0] not in kinds:
        raise head.wrong("session", f"one of {', '.join(kinds)}", " ".join(words) or "nothing")
    reader = Telling(head.file, head.plan, Rules(kind=SessionKind.RACE))
    reader.line = head.line
    given = dict(zip(words[1::2], words[2::2], strict=False))
    duration, laps = given.get("duration"), given.get("laps")
    return Session(
        session="story",
        kind=SessionKind(words[0]),
        duration_us=reader.time(duration) if duration else None,
        laps=reader.count(laps, "laps") if laps else None,
    )


def _entry(head: _Head, words: list[str]) -> tuple[str, Entry]:
    if not words:
        raise head.wrong("entry", "a car number", "nothing")
    sections: dict[str, list[str]] = {"class": []}
    current = sections["class"]
    for word in words[1:]:
        if word in _SECTIONS:
            current = sections.setdefault(word, [])
        else:
            current.append(word)
    if len(sections["class"]) > 1:
        raise head.wrong("entry", f"`NUMBER [CLASS] [{'] ['.join(_SECTIONS)}]`", " ".join(words))
    number = words[0]
    crew = tuple(_driver(name) for name in " ".join(sections.get("drivers", [])).split("/") if name.strip())
    return number, Entry(
        entry_id=" ".join(sections.get("id", [number])),
        number=number,
        car_class=sections["class"][0] if sections["class"] else DEFAULT_CLASS,
        crew=crew,
        transponders=tuple(sections.get("transponder", ())),
        team=" ".join(sections.get("team", ())),
        manufacturer=" ".join(sections.get("make", ())),
    )


def _driver(text: str) -> Driver:
    name, _, rating = text.strip().partition(" (")
    return Driver(driver_id=driver_id_of(name), name=name, rating=parse_rating(rating.removesuffix(")")))


# ---- telling --------------------------------------------------------------------------------------------------------


def _tell(head: _Head, lines: list[tuple[int, list[str]]]) -> Story:

    def wrong(line: int, expected: str, found: str) -> SourceError:
        return SourceError(Fault(head.file, line or None, "rulebook", expected, found))

    book = book_of(head.book, head.event, head.overrides, wrong)
    rules, options = laid_over(Rules.of(book, head.plan.kind), Options.of(book), head.overrides, wrong)
    telling = Telling(head.file, head.plan, rules)
    telling.rulebook = book
    telling.parts = head.parts
    for car, entry in head.entries:
        telling.entries[car] = entry
        telling.add(f.EntryAdded(at_us=0, entry=entry))
    if not any("start" in words[1:2] for _, words in lines):
        telling.add(f.SessionStarted(at_us=0))
    expectations: list[Expectation] = []
    for number, words in lines:
        telling.line = number
        if words[0] == "expect:":
            expectations.append(Expectation(number, tuple(words[1:]), len(telling.facts)))
        else:
            _line(telling, words)
    if not expectations:
        raise SourceError(Fault(head.file, None, "expect", "at least one line `expect: …`", "none"))
    return Story(
        file=head.file,
        source=head.source,
        plan=head.plan,
        rulebook=book,
        rules=rules,
        options=options,
        facts=tuple(telling.facts),
        labels=telling.labels,
        expectations=tuple(expectations),
    )


def _line(telling: Telling, words: list[str]) -> None:
    if not _TIME.fullmatch(words[0]):
        telling.wrong("line", "a time like '1:45.678' first, or `expect:`", repr(words[0]))
    at_us = telling.time(words[0])
    label = words.pop() if len(words) > 2 and words[-1].startswith("@") and words[1] != "withdraw" else ""
    if words[1:2] == ["withdraw"] and len(words) == 4:
        label = words.pop()
    if label in telling.labels:
        telling.wrong("label", "each label once", repr(label))
    seq = telling.add(fact_of(telling, at_us, words[1:]))
    if label:
        telling.labels[label] = seq


# ---- proving --------------------------------------------------------------------------------------------------------


def tell(story: Story, after_seq: int | None = None) -> Told:
    """Score a story, or its first facts."""
    facts = story.facts if after_seq is None else story.facts[:after_seq]
    return Told(story, score_all(story.plan, facts, story.rules))


def prove(story: Story) -> list[str]:
    """What does not come out as the story expects, as `file line: expected …, was …`.

    Beside the expectations every story shows that facts one by one give what all at once do, and that what must hold
    for any state holds.
    """
    wrong: list[str] = []
    for expectation in story.expectations:
        wrong += _unmet(tell(story, expectation.after_seq), expectation)
    whole = tell(story)
    wrong += [f"{story.file}: {problem}" for problem in check(whole.state, whole.rows)]
    scorer = Scorer(story.plan, story.rules, snapshot_every=3)
    for fact in story.facts:
        scorer.add([fact])
    wrong += [f"{story.file}, one by one: {line}" for line in differences(scorer.state, whole.state)]
    return wrong


def _unmet(told: Told, expectation: Expectation) -> list[str]:
    words = list(expectation.words)
    file, line = told.story.file, expectation.line
    if words and words[0] in OF_SESSION:
        expected, actual = OF_SESSION[words[0]](told, words[1:])
        return [] if expected == actual else [str(Fault(file, line, words[0], repr(expected), repr(actual)))]
    row = next((row for row in told.rows if words and row.car == words[0]), None)
    if row is None:
        expected = f"a car on the entry list or one of {', '.join(OF_SESSION)}"
        raise SourceError(Fault(file, line, "expect", expected, repr(words[0] if words else "")))
    return [str(fault) for fault in _of_car(told, row, words[1:], line)]


def _of_car(told: Told, row: Row, words: Sequence[str], line: int) -> list[Fault]:
    file, faults = told.story.file, []
    index = 0
    while index < len(words):
        word = OF_CAR.get(words[index])
        if word is None or index + word.asked + 1 >= len(words):
            raise SourceError(
                Fault(file, line, "expect", f"{', '.join(OF_CAR)} and a value", repr(words[index]))
            )
        asked = words[index + 1 : index + 1 + word.asked]
        expected = words[index + 1 + word.asked]
        actual = word.actual(Asked(told, row, told.state.cars[row.entry_id], asked))
        if not _equal(expected, actual, is_time=word.is_time):
            what = " ".join([f"car {row.car}", words[index], *asked])
            faults.append(Fault(file, line, what, repr(expected), repr(actual)))
        index += word.asked + 2
    return faults


def _equal(expected: str, actual: str, *, is_time: bool) -> bool:
    if expected == actual:
        return True
    # A story may leave out the zeros at the end of a time.
    return is_time and NONE not in {expected, actual} and expected.ljust(len(actual), "0") == actual
