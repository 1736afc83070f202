"""A session as its results hold it, and the facts that a statement names: what reports are measured against."""

from __future__ import annotations

from typing import Any

import msgspec

from pitboard.bundled import names as bundled_names
from pitboard.bundled import schedule
from pitboard.bundled.bop_tables import bundled_versions
from pitboard.bundled.poles import class_poles
from pitboard.bundled.records import records
from pitboard.model import facts as f
from pitboard.press.report import values as v
from pitboard.scoring.measures import neutralisations
from pitboard.sessions.scored import Scored
from pitboard.wire.score import score_line


class Truth:
    """The results of a session."""

    def __init__(self, scored: Scored) -> None:
        self.scored = scored
        self.state = scored.state
        line = msgspec.json.decode(msgspec.json.encode(score_line(scored)))
        self.rows: list[dict[str, Any]] = line["rows"]
        self.row = {row["car"]: row for row in self.rows}
        self.entries = {car.car: car.entry for car in self.state.cars.values()}
        self.laps = {lap.seq: (car.car, lap) for car in self.state.cars.values() for lap in car.laps}
        self.facts = {fact.seq: fact for fact in scored.opened.facts}
        self.session = scored.opened.plan.session
        self.planned = schedule(self.session) if self.session in bundled_names() else ()
        self.class_names = {one.name: one.code for one in scored.opened.rulebook.classes}

    def of_class(self, statement: v.Statement) -> list[dict[str, Any]]:
        """Rows of the class that a statement names."""
        named = statement.values["class"]
        assert isinstance(named, v.ClassName)
        code = self.class_names.get(named.text, named.text)
        return [row for row in self.rows if row["car_class"] == code]

    def leaders(self) -> list[str]:
        """Who completed each lap first."""
        first: dict[int, tuple[int, int, str]] = {}
        for seq, (car, lap) in self.laps.items():
            first[lap.number] = min(first.get(lap.number, (2**63, 0, "")), (lap.end_us, seq, car))
        return [first[number][2] for number in sorted(first)]


class Cited:
    """What the facts of one statement hold."""

    def __init__(self, truth: Truth, statement: v.Statement) -> None:
        self.missing: list[str] = []
        self.laps: list[tuple[str, Any]] = []
        self.records: list[Any] = []
        self.cars: set[str] = set()
        self.facts: list[f.Fact] = []
        self.versions: set[str] = set()
        known = {f"record:{one.key}": one for one in (*records(), *class_poles())}
        self.tables = {f"record:bop/{one.ref}": one for one in bundled_versions()}
        for name in statement.facts:
            session, _, seq = name.rpartition(":")
            if name in known:
                self.records.append(known[name])
            elif name in {f"record:{truth.session}/schedule/{plan.session}" for plan in truth.planned}:
                continue
            elif name in self.tables:
                self.versions.add(self.tables[name].ref)
            elif session == truth.session and seq.isdigit() and int(seq) in truth.facts:
                self._fact(truth, int(seq))
            else:
                self.missing.append(name)

    def _fact(self, truth: Truth, seq: int) -> None:
        fact = truth.facts[seq]
        self.facts.append(fact)
        if seq in truth.laps:
            car, lap = truth.laps[seq]
            self.laps.append((car, lap))
            self.cars.add(car)
        elif isinstance(fact, f.EntryAdded):
            self.cars.add(fact.entry.number)

    def times(self, truth: Truth) -> set[int]:
        """Lap times of the laps named, total times of their cars, times of the records named."""
        found = {lap.time_us for _, lap in self.laps} | {one.time_us for one in self.records if one.time_us}
        return found | {truth.row[car]["total_time_us"] for car, _ in self.laps} - {None}


def cautions(truth: Truth) -> list[Any]:
    return [one for one in neutralisations(truth.state) if one.flag != "red" and one.from_lap]
