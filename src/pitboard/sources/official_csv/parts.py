"""Parts of a qualifying session, inferred where the file leaves no doubt.

From 2023 on one official file holds the qualifying of all classes, one after the other. The file does not say so; but
where the laps of some classes all end before the first lap of the others does, the session had parts. Only laps after
the first count here: lap 1 of a car runs from the session's start, whatever its class. Where laps of all classes
overlap, nothing is inferred.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from pitboard.model.facts import Fact, PartEnded, PartStarted
from pitboard.model.meeting import PartPlan
from pitboard.sources.official_csv.names import slug

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl


@dataclass(frozen=True, slots=True)
class Part:
    """A part as the laps bound it, in microseconds since the session's start.

    Attributes:
        classes: classes that ran in it.
        out_us: the first instant at which a car of these classes is known to be on the track.
        last_us: the last crossing of a car of these classes.
    """

    classes: tuple[str, ...]
    out_us: int
    last_us: int

    @property
    def name(self) -> str:
        """As documents print it."""
        return " + ".join(self.classes)


def find_parts(frame: pl.DataFrame, class_of: Mapping[str, str]) -> list[Part]:
    """The parts of a qualifying session, in order; empty where its classes ran together.

    Args:
        frame: the laps (`laps.LapTable.frame`).
        class_of: class of each car.
    """
    import polars as pl

    laps = frame.with_columns(
        pl.col("NUMBER").replace_strict(dict(class_of), default="", return_dtype=pl.String).alias("class")
    )
    flying = (
        laps.filter(pl.col("LAP_NUMBER") > 1)
        .group_by("class")
        .agg(pl.col("begin_us").min().alias("first_us"), pl.col("end_us").max().alias("last_us"))
    )
    groups: list[list[tuple[str, int, int]]] = []
    for name, first_us, last_us in flying.sort("first_us", "class").iter_rows():
        if groups and first_us <= max(last for _, _, last in groups[-1]):
            groups[-1].append((name, first_us, last_us))
        else:
            groups.append([(name, first_us, last_us)])
    if len(groups) < 2:
        return []
    parts = [_part(laps, [name for name, _, _ in group]) for group in groups]
    in_turn = all(before.last_us < after.out_us for before, after in pairwise(parts))
    return parts if in_turn else []


def _part(laps: pl.DataFrame, classes: list[str]) -> Part:
    """Bounds of a part: from the first car's leaving the pit lane (or first loop) to the last crossing of any lap."""
    import polars as pl

    own = laps.filter(pl.col("class").is_in(classes))
    first_laps = own.filter(pl.col("LAP_NUMBER") == 1)
    # On lap 1 PIT_TIME runs from the session's start to the car's leaving the pit lane.
    seen = [first_laps[name].min() for name in ("PIT_TIME", "s1_us", "s2_us", "end_us")]
    out_us = min(instant for instant in seen if isinstance(instant, int))
    return Part(classes=tuple(sorted(classes)), out_us=out_us, last_us=int(own["end_us"].max()))  # type: ignore[arg-type]


def part_facts(parts: list[Part], start_us: int, session: str) -> list[Fact]:
    """Start and end of each part, as inferred: it had begun when its first car was out, and was over when the next had."""
    facts: list[Fact] = []
    for number, part in enumerate(parts):
        earliest_us = parts[number - 1].last_us if number else 0
        latest_us = parts[number + 1].out_us if number + 1 < len(parts) else None
        facts.append(
            PartStarted(
                at_us=start_us + part.out_us,
                session=session,
                part=slug(part.name),
                name=part.name,
                classes=part.classes,
                earliest_us=start_us + earliest_us,
                latest_us=start_us + part.out_us,
                inferred=True,
            )
        )
        facts.append(
            PartEnded(
                at_us=start_us + part.last_us,
                session=session,
                part=slug(part.name),
                earliest_us=start_us + part.last_us,
                latest_us=None if latest_us is None else start_us + latest_us,
                inferred=True,
            )
        )
    return facts


def part_plans(parts: list[Part]) -> tuple[PartPlan, ...]:
    """The parts as the session's plan names them; no file says when they were scheduled."""
    return tuple(PartPlan(part=slug(part.name), name=part.name, classes=part.classes) for part in parts)
