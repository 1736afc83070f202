"""Parts of a qualifying session, inferred where the file leaves no doubt.

From 2023 on one official file holds the qualifying of all classes, one after the other. The file does not say so; but
where the flying laps of some classes all end before the first car of the others is out, the session had parts. A flying
lap is neither a car's first, which runs from the session's start whatever its class, nor one that ends in the pit lane: a
car stranded in one part is towed in during the next (car 18 in the Roar of 2023). Where flying laps of all classes
overlap, nothing is inferred.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pitboard.model.facts import Fact, PartEnded, PartStarted
from pitboard.model.meeting import PartPlan
from pitboard.sources.official_csv.names import slug

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import polars as pl


@dataclass(frozen=True, slots=True)
class Part:
    """A part as the laps bound it, in microseconds since the session's start.

    Attributes:
        classes: classes that ran in it.
        out_us: the first instant at which a car of these classes is known to be out.
        flying_us: the end of their last flying lap.
        last_us: their last crossing of the line before the next part has a car out.
    """

    classes: tuple[str, ...]
    out_us: int
    flying_us: int
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
        laps.filter((pl.col("LAP_NUMBER") > 1) & ~pl.col("in_pit"))
        .group_by("class")
        .agg(pl.col("begin_us").min().alias("first_us"), pl.col("end_us").max().alias("last_us"))
    )
    groups = _groups(flying.sort("first_us", "class").iter_rows())
    # A class without a flying lap ran at some time or other: there is no telling in which part.
    if len(groups) < 2 or flying.height != laps["class"].n_unique():
        return []
    ends = [flying.filter(pl.col("class").is_in(group))["last_us"].max() for group in groups]
    outs = [_first_out(laps, group) for group in groups]
    if any(end >= out for end, out in zip(ends, outs[1:], strict=False)):  # type: ignore[operator]
        return []
    return [
        Part(tuple(sorted(group)), out_us, int(end), _last_crossing(laps, group, next_out_us))  # type: ignore[arg-type]
        for group, end, out_us, next_out_us in zip(groups, ends, outs, [*outs[1:], None], strict=True)
    ]


def _groups(classes: Iterable[tuple[str, int, int]]) -> list[list[str]]:
    """Classes whose spans (name, first, last; in the order of first) overlap, directly or through a third."""
    groups: list[list[str]] = []
    over_us = -1
    for name, first_us, last_us in classes:
        if groups and first_us <= over_us:
            groups[-1].append(name)
        else:
            groups.append([name])
        over_us = max(over_us, last_us)
    return groups


def _first_out(laps: pl.DataFrame, classes: list[str]) -> int:
    """The first instant at which one of these cars is known to be out: it left the pit lane, or crossed a line."""
    import polars as pl

    first_laps = laps.filter(pl.col("class").is_in(classes) & (pl.col("LAP_NUMBER") == 1))
    # On lap 1 PIT_TIME runs from the session's start to the car's leaving the pit lane.
    seen = [first_laps[name].min() for name in ("PIT_TIME", "s1_us", "s2_us", "end_us")]
    return min(instant for instant in seen if isinstance(instant, int))


def _last_crossing(laps: pl.DataFrame, classes: list[str], before_us: int | None) -> int:
    """The last crossing of these cars, of those before the next part has a car out."""
    import polars as pl

    ends = laps.filter(pl.col("class").is_in(classes))["end_us"]
    last = ends.max() if before_us is None else ends.filter(ends < before_us).max()
    return int(last)  # type: ignore[arg-type]


def part_facts(parts: list[Part], start_us: int, session: str) -> list[Fact]:
    """Start and end of each part, as inferred: it had begun when its first car was out, and was over when the next had."""
    facts: list[Fact] = []
    for number, part in enumerate(parts):
        earliest_us = parts[number - 1].flying_us if number else 0
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
                earliest_us=start_us + part.flying_us,
                latest_us=None if latest_us is None else start_us + latest_us,
                inferred=True,
            )
        )
    return facts


def part_plans(parts: list[Part]) -> tuple[PartPlan, ...]:
    """The parts as the session's plan names them; no file says when they were scheduled."""
    return tuple(PartPlan(part=slug(part.name), name=part.name, classes=part.classes) for part in parts)
