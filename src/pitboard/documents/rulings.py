"""Penalties and decisions: each with its car, article, who took it and why."""

from __future__ import annotations

from pitboard.documents import cells as c
from pitboard.documents.job import Job
from pitboard.documents.model import Body, Cell, Kind, Section, Table
from pitboard.model import facts as f
from pitboard.times import format_time

_LAPS = (f.LapDeleted, f.LapsVoided, f.RedFlagCaused, f.LapCounted)
_IN_SECONDS = 120
_HOUR_S = 3600


def build(job: Job) -> list[Body]:
    """Every decision in the order in which they were taken, and the laps that were deleted."""
    everything = _table(job, "section.decisions", list(job.scored.state.decided))
    tables = [everything, investigation_table(job), deleted_table(job)]
    sections = [
        Section(title=table.title, tables=(Table(columns=table.columns, rows=table.rows),))
        for table in tables
        if table.rows
    ]
    return [Body(sections=tuple(sections) or (Section(lines=(job.words("say.no_decisions"),)),))]


def penalty_table(job: Job) -> Table:
    """Penalties and other decisions that touch the result; laps and investigations have tables of their own."""
    wanted = [
        fact
        for fact in job.scored.state.decided
        if not isinstance(fact, (*_LAPS, f.PenaltyNoted, f.GridPlaceRuled))
    ]
    return _table(job, "section.penalties", wanted)


def investigation_table(job: Job) -> Table:
    """Matters that are open: noted or under investigation, and nothing decided since."""
    open_now: dict[str, f.Fact] = {}
    for fact in job.scored.state.decided:
        if isinstance(fact, f.PenaltyNoted) and fact.stage != "no_action":
            open_now[fact.penalty] = fact
        elif isinstance(fact, (f.PenaltyNoted, f.PenaltyGiven)):
            open_now.pop(fact.penalty, None)
    return _table(job, "section.investigations", list(open_now.values()))


def deleted_table(job: Job) -> Table:
    """Laps that do not count by decision, car by car."""
    rows = []
    for car in job.scored.state.cars.values():
        gone = [
            lap
            for lap in car.laps
            if isinstance(car.ruled.get(lap.seq), (f.LapDeleted, f.LapsVoided, f.RedFlagCaused))
        ]
        if gone:
            reasons = dict.fromkeys(_lap_reason(job, car.ruled[lap.seq]) for lap in gone)
            rows.append(
                (
                    c.plate(car.entry),
                    c.count(len(gone)),
                    c.text(", ".join(f"{lap.number} ({format_time(lap.time_us)})" for lap in gone)),
                    c.text("; ".join(reason for reason in reasons if reason)),
                )
            )
    columns = c.columns(
        job,
        ("number", Kind.PLATE),
        ("deleted", Kind.COUNT),
        ("deleted_laps", Kind.TEXT, 2.0),
        ("reason", Kind.TEXT, 1.5),
    )
    return Table(title=job.words("section.deleted"), columns=columns, rows=tuple(rows))


def _lap_reason(job: Job, fact: f.Fact) -> str:
    reason = getattr(fact, "reason", "") or ("red_flag_cause" if isinstance(fact, f.RedFlagCaused) else "")
    words = job.words.get(f"reason.{reason}", reason.replace("_", " "))
    return ", ".join(part for part in (words, fact.article, fact.why) if part)


def _table(job: Job, title: str, facts: list[f.Fact]) -> Table:
    columns = c.columns(
        job,
        ("at", Kind.CLOCK),
        ("number", Kind.PLATE),
        ("decision", Kind.TEXT, 1.6),
        ("why", Kind.TEXT, 2.0),
        ("article", Kind.TEXT, 0.7),
        ("by", Kind.TEXT, 0.8),
    )
    return Table(title=job.words(title), columns=columns, rows=tuple(_row(job, fact) for fact in facts))


def _row(job: Job, fact: f.Fact) -> tuple[Cell, ...]:
    car = job.scored.state.cars.get(getattr(fact, "entry_id", ""))
    return (
        c.clock(fact.at_us, job.zone),
        c.plate(car.entry) if car is not None else c.EMPTY,
        c.text(decision_words(job, fact)),
        c.text(_why(job, fact)),
        c.text(fact.article),
        c.text(fact.by),
    )


def _why(job: Job, fact: f.Fact) -> str:
    key = getattr(fact, "infraction", "") or getattr(fact, "reason", "")
    words = job.words.get(f"reason.{key}", key.replace("_", " ")) if key else ""
    return ". ".join(part for part in (words, fact.why) if part)


def decision_words(job: Job, fact: f.Fact) -> str:
    """What was decided, in the reader's language."""
    words = job.words
    match fact:
        case f.LapDeleted() | f.LapCounted():
            return words(f"decision.{_name(fact)}", lap=fact.lap_number)
        case f.TimeAdded(duration_us=time_us):
            return words("decision.time_added", time=amount_of_time(time_us))
        case f.LapsSubtracted(laps=laps):
            return words("decision.laps_subtracted", laps=laps)
        case f.MovedToBack(scope=scope):
            return words(f"decision.back_of_{scope}")
        case f.StatusRuled(status=status):
            return words(f"status_long.{status}")
        case f.PenaltyNoted(stage=stage):
            return words(f"decision.{stage}")
        case f.PenaltyGiven():
            return _penalty(job, fact)
        case f.PenaltyConverted(time_us=time_us, laps=laps):
            figures = [f"+{amount_of_time(time_us)}"] if time_us else []
            figures += [f"({_counted(job, 'laps', laps)})"] if laps else []
            return " ".join([words("decision.converted"), *figures])
        case f.GridPlaceRuled(drop=drop, places=places):
            return words(f"decision.grid_{drop}", places=places)
        case _:
            return words.get(f"decision.{_name(fact)}", _name(fact).replace("_", " "))


def _penalty(job: Job, fact: f.PenaltyGiven) -> str:
    words = job.words
    parts = [words.get(f"penalty.{fact.kind}", fact.kind.replace("_", " "))]
    if fact.stop_us or fact.time_us:
        parts.append(f"+{amount_of_time(fact.stop_us or fact.time_us)}")
    figures = ((name, getattr(fact, name)) for name in ("laps", "places", "points"))
    parts += [f"({_counted(job, name, figure)})" for name, figure in figures if figure]
    return " ".join(parts)


def _counted(job: Job, name: str, n: int) -> str:
    """`1 lap`, `2 laps`: one and more have words of their own in each language."""
    return job.words(f"penalty.one_{name}") if n == 1 else job.words(f"penalty.n_{name}", n=n)


def amount_of_time(time_us: int) -> str:
    """How much time a penalty is worth, with its unit: seconds below two minutes, as stewards write it.

    >>> amount_of_time(90_000_000), amount_of_time(5_500_000), amount_of_time(180_000_000)
    ('90 s', '5.5 s', '3:00 min')
    """
    seconds, rest_us = divmod(time_us, 1_000_000)
    decimals = f".{rest_us:06d}".rstrip("0").rstrip(".")
    if seconds < _IN_SECONDS:
        return f"{seconds}{decimals} s"
    return f"{format_time(time_us, decimals=0)}{decimals} {'min' if seconds < _HOUR_S else 'h'}"


def _name(fact: f.Fact) -> str:
    return str(type(fact).__struct_config__.tag)
