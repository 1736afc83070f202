"""What a line of a story can say: one small function a verb. A new verb is a new function under `@verb`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple, NoReturn

import msgspec

from pitboard.errors import Fault, SourceError, TimeFormatError
from pitboard.model import facts as f
from pitboard.model.entry import Entry, driver_id_of
from pitboard.model.flags import Flag
from pitboard.model.meeting import Session
from pitboard.model.rulebook import Rulebook
from pitboard.scoring.rules import Rules
from pitboard.scoring.scorer import score_all
from pitboard.times import parse_time


class Telling:
    """A story while it is read: what has been said up to the line in hand.

    Attributes:
        file: name of the story's file.
        line: line in hand, from 1.
        plan: the session.
        rules: the rulebook as the fold reads it.
        rulebook: the rulebook; None until the head of the story has been read.
        parts: classes of each part, as the head of the story names them.
        entries: by the number that the head of the story gives.
        facts: so far, in order of arrival.
        labels: `seq` of labelled lines.
    """

    def __init__(self, file: str, plan: Session, rules: Rules) -> None:
        self.file = file
        self.line = 0
        self.plan = plan
        self.rules = rules
        self.rulebook: Rulebook | None = None
        self.parts: dict[str, tuple[str, ...]] = {}
        self.entries: dict[str, Entry] = {}
        self.facts: list[f.Fact] = []
        self.labels: dict[str, int] = {}

    def wrong(self, field: str, expected: str, found: str) -> NoReturn:
        """Refuse the line in hand."""
        raise SourceError(Fault(self.file, self.line, field, expected, found))

    def add(self, fact: f.Fact) -> int:
        """Let a fact arrive; its `seq`."""
        self.facts.append(f.with_seq(fact, len(self.facts) + 1))
        return len(self.facts)

    def entry_id(self, number: str) -> str:
        """The entry with this number in the head of the story."""
        if number not in self.entries:
            self.wrong("car", f"one of {', '.join(self.entries)}", repr(number))
        return self.entries[number].entry_id

    def target(self, label: str) -> int:
        """The fact of a labelled line."""
        if label not in self.labels:
            self.wrong(
                "label", f"one of {', '.join(self.labels) or 'none, no line has a label'}", repr(label)
            )
        return self.labels[label]

    def time(self, text: str, field: str = "time") -> int:
        """A time as stories write it: as `parse_time`, also without decimals."""
        try:
            return parse_time(text if "." in text else f"{text}.0")
        except TimeFormatError:
            self.wrong(field, "a time like '1:45.678' or '24:00:03.1'", repr(text))

    def count(self, text: str, field: str) -> int:
        """A whole number."""
        if not (text.isascii() and text.isdigit()):
            self.wrong(field, "a whole number", repr(text))
        return int(text)

    def lap_passing(self, entry_id: str, number: int) -> int:
        """The passing that ended a lap, as the session stands at the line in hand."""
        car = score_all(self.plan, self.facts, self.rules).cars[entry_id]
        if not 1 <= number <= len(car.laps):
            self.wrong("lap", f"a lap of car {car.car} from 1 to {len(car.laps)}", str(number))
        return car.laps[number - 1].seq


class Said(NamedTuple):
    """A line that begins with a verb.

    Attributes:
        told: the story up to it.
        at_us: when it happened [µs].
        words: after the verb.
    """

    told: Telling
    at_us: int
    words: Sequence[str]


Verb = Callable[[Said], f.Fact]

VERBS: dict[tuple[str, ...], Verb] = {}
"""By the words a line begins with after its time; the longest that fits is taken."""

USAGE: dict[tuple[str, ...], str] = {}
"""How each verb is written."""


def verb(words: str, usage: str = "", *, at_least: int = 0) -> Callable[[Verb], Verb]:
    """Register a verb.

    Args:
        words: that the line begins with.
        usage: what follows them.
        at_least: how many words must follow.
    """
    key = tuple(words.split())

    def register(function: Verb) -> Verb:
        def checked(said: Said) -> f.Fact:
            if len(said.words) < at_least:
                said.told.wrong(words, f"`{words} {usage}`", f"`{' '.join([words, *said.words])}`")
            return function(said)

        VERBS[key] = checked
        USAGE[key] = usage
        return function

    return register


def fact_of(told: Telling, at_us: int, words: Sequence[str]) -> f.Fact:
    """The fact that a line states, its time and label already taken off."""
    for length in range(min(4, len(words)), 0, -1):
        found = VERBS.get(tuple(words[:length]))
        if found is not None:
            return found(Said(told, at_us, words[length:]))
    if len(words) != 2:
        told.wrong("line", "`CAR LINE` or a verb", f"`{' '.join(words)}`")
    car, line = words
    return f.Passing(at_us=at_us, car=car, line=_line(told, line))


def _line(told: Telling, line: str) -> str:
    known = ("finish", "finish_pit", "s1", "s2", "pit_in", "pit_out")
    if line not in known:
        told.wrong("timing line", f"one of {', '.join(known)}", repr(line))
    return line


# ---- what cars and race control do ----------------------------------------------------------------------------------


@verb("transponder", "NUMBER LINE", at_least=2)
def _transponder(said: Said) -> f.Fact:
    return f.Passing(at_us=said.at_us, transponder=said.words[0], line=_line(said.told, said.words[1]))


@verb("hand", "CAR LINE", at_least=2)
def _by_hand(said: Said) -> f.Fact:
    return f.Passing(at_us=said.at_us, car=said.words[0], line=_line(said.told, said.words[1]), source="hand")


@verb("start")
def _start(said: Said) -> f.Fact:
    return f.SessionStarted(at_us=said.at_us)


@verb("end")
def _end(said: Said) -> f.Fact:
    return f.SessionEnded(at_us=said.at_us)


@verb("hold")
def _hold(said: Said) -> f.Fact:
    return f.ClockHeld(at_us=said.at_us)


@verb("resume")
def _resume(said: Said) -> f.Fact:
    return f.ClockResumed(at_us=said.at_us)


@verb("flag", "FLAG [part PART | zone ZONE]", at_least=1)
def _flag(said: Said) -> f.Fact:
    known = [flag.value for flag in Flag]
    if said.words[0] not in known:
        said.told.wrong("flag", f"one of {', '.join(known)}", repr(said.words[0]))
    where = said.words[1] if len(said.words) > 2 else ""
    return f.FlagShown(
        at_us=said.at_us,
        flag=said.words[0],
        part=said.words[2] if where == "part" else "",
        zone=said.words[2] if where == "zone" else "",
    )


@verb("part", "PART starts|ends", at_least=2)
def _part(said: Said) -> f.Fact:
    part, what = said.words[0], said.words[1]
    if what == "ends":
        return f.PartEnded(at_us=said.at_us, part=part)
    if what != "starts":
        said.told.wrong("part", "`starts` or `ends`", repr(what))
    codes = {entry.car_class for entry in said.told.entries.values()}
    classes = said.told.parts.get(part, (part,) if part in codes else ())
    return f.PartStarted(at_us=said.at_us, part=part, name=part, classes=classes)


@verb("driver", "CAR NAME", at_least=2)
def _driver(said: Said) -> f.Fact:
    name = " ".join(said.words[1:])
    entry = said.told.entries.get(said.words[0])
    named = [d for d in entry.crew if name.casefold() in d.name.casefold()] if entry else []
    if entry and len(named) != 1:
        said.told.wrong("driver", f"one of {', '.join(d.name for d in entry.crew) or 'nobody'}", repr(name))
    return f.DriverChanged(
        at_us=said.at_us, car=said.words[0], driver_id=named[0].driver_id if named else driver_id_of(name)
    )


@verb("driver_between", "CAR EARLIEST LATEST NAME", at_least=4)
def _driver_between(said: Said) -> f.Fact:
    """A change that laps show without its instant: between the start of the lap and its end."""
    fact = _driver(Said(said.told, said.at_us, [said.words[0], *said.words[3:]]))
    earliest_us, latest_us = said.told.time(said.words[1]), said.told.time(said.words[2])
    return msgspec.structs.replace(fact, earliest_us=earliest_us, latest_us=latest_us)


@verb("pit_visit", "CAR TIME", at_least=2)
def _pit_visit(said: Said) -> f.Fact:
    return f.PitVisitTimed(at_us=said.at_us, car=said.words[0], duration_us=said.told.time(said.words[1]))


@verb("message", "TEXT", at_least=1)
def _message(said: Said) -> f.Fact:
    return f.MessageSent(at_us=said.at_us, text=" ".join(said.words))


# ---- the entry list -------------------------------------------------------------------------------------------------


def _from(said: Said, words: Sequence[str]) -> int | None:
    if list(words) == ["from", "now"]:
        return said.at_us
    if list(words) != ["from", "start"]:
        said.told.wrong("validity", "`from now` or `from start`", f"`{' '.join(words)}`")
    return None


@verb("number", "CAR NEW from now|start", at_least=4)
def _number(said: Said) -> f.Fact:
    entry_id = said.told.entry_id(said.words[0])
    return f.NumberChanged(
        at_us=said.at_us, entry_id=entry_id, number=said.words[1], from_us=_from(said, said.words[2:])
    )


@verb("assign", "TRANSPONDER CAR from now|start", at_least=4)
def _assign(said: Said) -> f.Fact:
    entry_id, from_us = said.told.entry_id(said.words[1]), _from(said, said.words[2:])
    return f.TransponderAssigned(
        at_us=said.at_us, transponder=said.words[0], entry_id=entry_id, from_us=from_us
    )


@verb("class", "CAR CLASS", at_least=2)
def _class(said: Said) -> f.Fact:
    return f.ClassChanged(
        at_us=said.at_us, entry_id=said.told.entry_id(said.words[0]), car_class=said.words[1]
    )


# ---- corrections ----------------------------------------------------------------------------------------------------


@verb("withdraw", "@LABEL", at_least=1)
def _withdraw(said: Said) -> f.Fact:
    return f.FactWithdrawn(at_us=said.at_us, target_seq=said.told.target(said.words[0]))


@verb("move", "@LABEL TIME", at_least=2)
def _move(said: Said) -> f.Fact:
    return f.FactMoved(
        at_us=said.at_us, target_seq=said.told.target(said.words[0]), to_us=said.told.time(said.words[1])
    )


@verb("reassign", "@LABEL CAR", at_least=2)
def _reassign(said: Said) -> f.Fact:
    return f.PassingReassigned(
        at_us=said.at_us,
        target_seq=said.told.target(said.words[0]),
        entry_id=said.told.entry_id(said.words[1]),
    )


# ---- decisions ------------------------------------------------------------------------------------------------------


@verb("delete lap", "CAR LAP [REASON]", at_least=2)
def _delete_lap(said: Said) -> f.Fact:
    entry_id, lap = said.told.entry_id(said.words[0]), said.told.count(said.words[1], "lap")
    passing = said.told.lap_passing(entry_id, lap)
    reason = said.words[2] if len(said.words) > 2 else ""
    return f.LapDeleted(
        at_us=said.at_us, entry_id=entry_id, passing_seq=passing, lap_number=lap, reason=reason
    )


@verb("count lap", "CAR LAP", at_least=2)
def _count_lap(said: Said) -> f.Fact:
    entry_id, lap = said.told.entry_id(said.words[0]), said.told.count(said.words[1], "lap")
    passing = said.told.lap_passing(entry_id, lap)
    return f.LapCounted(at_us=said.at_us, entry_id=entry_id, passing_seq=passing, lap_number=lap)


@verb("void", "CAR [REASON]", at_least=1)
def _void(said: Said) -> f.Fact:
    return f.LapsVoided(
        at_us=said.at_us, entry_id=said.told.entry_id(said.words[0]), reason=" ".join(said.words[1:])
    )


@verb("red flag cause", "CAR", at_least=1)
def _red_flag_cause(said: Said) -> f.Fact:
    return f.RedFlagCaused(at_us=said.at_us, entry_id=said.told.entry_id(said.words[0]))


@verb("add", "CAR TIME", at_least=2)
def _add(said: Said) -> f.Fact:
    return f.TimeAdded(
        at_us=said.at_us,
        entry_id=said.told.entry_id(said.words[0]),
        duration_us=said.told.time(said.words[1]),
    )


@verb("subtract", "CAR LAPS", at_least=2)
def _subtract(said: Said) -> f.Fact:
    laps = said.told.count(said.words[1], "laps")
    return f.LapsSubtracted(at_us=said.at_us, entry_id=said.told.entry_id(said.words[0]), laps=laps)


@verb("back_of_class", "CAR", at_least=1)
def _back_of_class(said: Said) -> f.Fact:
    return f.MovedToBack(at_us=said.at_us, entry_id=said.told.entry_id(said.words[0]), scope="class")


@verb("back_of_field", "CAR", at_least=1)
def _back_of_field(said: Said) -> f.Fact:
    return f.MovedToBack(at_us=said.at_us, entry_id=said.told.entry_id(said.words[0]), scope="field")


@verb("status", "CAR not_classified|disqualified|not_started|withdrawn", at_least=2)
def _status(said: Said) -> f.Fact:
    ruled = ("not_classified", "disqualified", "not_started", "withdrawn")
    if said.words[1] not in ruled:
        said.told.wrong("status", f"one of {', '.join(ruled)}", repr(said.words[1]))
    return f.StatusRuled(at_us=said.at_us, entry_id=said.told.entry_id(said.words[0]), status=said.words[1])
