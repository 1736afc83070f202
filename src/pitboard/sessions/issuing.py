"""Results issued: the rows as canonical JSON with their hash, and the check that they can be recomputed."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import msgspec

from pitboard import __version__
from pitboard.errors import UsageError
from pitboard.model import facts as f
from pitboard.model.meeting import Session
from pitboard.racelog import LogFault, RaceLog
from pitboard.scoring.classification import Row
from pitboard.sessions.founded import founded
from pitboard.sessions.opened import Opened, OpenOptions, from_facts
from pitboard.sessions.scored import Scored, score

STAGES = ("unofficial", "provisional", "official", "amended")
_ENCODER = msgspec.json.Encoder(order="sorted")


def canonical_rows(rows: Sequence[Row]) -> str:
    """The classification as the text whose hash is issued."""
    return _ENCODER.encode([_plain(row) for row in rows]).decode()


def _plain(row: Row) -> dict[str, object]:
    return {
        "position": row.position,
        "class_position": row.class_position,
        "entry_id": row.entry_id,
        "car": row.car,
        "car_class": row.car_class,
        "status": row.status.value,
        "laps": row.laps,
        "best_lap": row.best.number if row.best else 0,
        "best_time_us": row.best.time_us if row.best else None,
        "best_at_us": row.best.end_us if row.best else None,
        "best_driver_id": row.best.driver_id if row.best else "",
        "best_passing_seq": row.best.seq if row.best else None,
        "total_us": row.total_us,
        "gap_first": row.text_first,
        "gap_previous": row.text_previous,
    }


def sha256(text: str) -> str:
    """Hex SHA-256 of a text."""
    return hashlib.sha256(text.encode()).hexdigest()


def changes(before: str, after: str) -> tuple[str, ...]:
    """What differs between two results, in words: one sentence for each car and field."""
    old = {row["entry_id"]: row for row in msgspec.json.decode(before)}
    new = {row["entry_id"]: row for row in msgspec.json.decode(after)}
    words = [f"car {row['car']} is new" for key, row in new.items() if key not in old]
    words += [f"car {row['car']} is gone" for key, row in old.items() if key not in new]
    shown = (
        "position",
        "class_position",
        "status",
        "laps",
        "best_lap",
        "best_time_us",
        "total_us",
        "car",
        "car_class",
    )
    for key, row in new.items():
        if key in old:
            words += [
                f"car {row['car']}: {name.removesuffix('_us').replace('_', ' ')} {old[key][name]} → {row[name]}"
                for name in shown
                if old[key][name] != row[name]
            ]
    return tuple(words)


def result_fact(
    scored: Scored,
    *,
    stage: str,
    by: str,
    at_us: int,
    recorded_us: int | None = None,
    why: str = "",
    protest_until_us: int | None = None,
    roles: tuple[str, ...] = (),
) -> f.ResultIssued:
    """The fact that issues the classification as it stands.

    Raises:
        UsageError: an unknown stage, nobody named, or an amended result where none was issued before.
    """
    if stage not in STAGES:
        raise UsageError(f"expected a stage of {', '.join(STAGES)}, was {stage!r}")
    if not by.strip():
        raise UsageError("expected who issues the result (--by NAME)")
    before = [fact for fact in scored.state.issued if isinstance(fact, f.ResultIssued)]
    if stage == "amended" and not before:
        raise UsageError("there is no issued result to amend")
    rows = canonical_rows(scored.rows)
    return f.ResultIssued(
        at_us=at_us,
        session=scored.opened.plan.session,
        by=by,
        why=why,
        recorded_us=recorded_us,
        stage=stage,
        version=sum(1 for fact in before if fact.stage == stage) + 1,
        as_of_seq=max((fact.seq for fact in scored.opened.facts), default=0),
        rulebook_sha256=scored.opened.rulebook.sha256,
        engine_version=__version__,
        rows=rows,
        rows_sha256=sha256(rows),
        protest_until_us=protest_until_us,
        roles=roles,
        changed=changes(before[-1].rows, rows) if before else (),
    )


@dataclass(frozen=True, slots=True)
class ResultCheck:
    """One issued result, recomputed.

    Attributes:
        session, stage, version, seq: which.
        differs: what the recomputed rows hold otherwise; empty where they are the same.
        now: what differs where the log is scored as it is now, in words; empty where nothing does.
        later: facts after it, some of which make that difference, as (seq, sentence); empty where nothing differs.
        looked_at: how many places, laps, penalties and points were looked at.
        unfounded: what of them rests on no rule in force, or on a fact that the log has not.
    """

    session: str
    stage: str
    version: int
    seq: int
    differs: tuple[str, ...]
    later: tuple[tuple[int, str], ...]
    now: tuple[str, ...] = ()
    looked_at: str = ""
    unfounded: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LogCheck:
    """What `pitboard verify` found."""

    facts: int
    last_seq: int
    head_hash: str
    faults: tuple[LogFault, ...]
    results: tuple[ResultCheck, ...]

    @property
    def ok(self) -> bool:
        """The chain is sound, every issued result can be recomputed and all of it rests on rules and facts."""
        return not self.faults and not any(result.differs or result.unfounded for result in self.results)


def verify_log(log: RaceLog) -> LogCheck:
    """Check the chain, then refold up to each result issued and compare."""
    report = log.verify()
    results: list[ResultCheck] = []
    if report.ok:
        for session, plan in log.sessions().items():
            results += _verify_session(log, session, plan)
    return LogCheck(report.facts, report.last_seq, report.head_hash.hex(), report.faults, tuple(results))


def _verify_session(log: RaceLog, session: str, plan: Session | None) -> list[ResultCheck]:
    facts: list[f.Fact] = list(log.read(session=session))
    issued = [fact for fact in facts if isinstance(fact, f.ResultIssued)]
    if not issued or plan is None:
        return []
    opened = from_facts(facts, plan, OpenOptions(), name=session)
    now = canonical_rows(score(opened).rows)
    return [_check(opened, fact, now) for fact in issued]


def _check(opened: Opened, fact: f.ResultIssued, now: str) -> ResultCheck:
    until = [other for other in opened.facts if other.seq <= fact.as_of_seq]
    then = from_facts(until, opened.plan, OpenOptions(), name=opened.name)
    scored = score(then)
    again, based = canonical_rows(scored.rows), founded(scored)
    differs = list(changes(fact.rows, again)) if again != fact.rows else []
    if again != fact.rows and not differs:
        differs = ["the rows differ in a passing or an instant"]
    if sha256(fact.rows) != fact.rows_sha256:
        differs.append("the stored rows do not match their own hash")
    if then.rulebook.sha256 != fact.rulebook_sha256:
        differs.append("the rulebook in force is not the one that was issued with")
    later = _later(opened, fact) if now != fact.rows else ()
    return ResultCheck(
        session=opened.plan.session,
        stage=fact.stage,
        version=fact.version,
        seq=fact.seq,
        differs=tuple(differs),
        later=later,
        now=changes(fact.rows, now) if later else (),
        looked_at=based.words,
        unfounded=based.unfounded,
    )


def _later(opened: Opened, fact: f.ResultIssued) -> tuple[tuple[int, str], ...]:
    """Facts after the result that touch it: passings, corrections and decisions, not messages or weather."""
    silent = (
        f.ResultIssued,
        f.MessageSent,
        f.NoteTaken,
        f.WeatherMeasured,
        f.WriterTakenOver,
        f.BopTableAdded,
        f.BopTableIssued,
    )
    by_seq = {other.seq: other for other in opened.facts}
    return tuple(
        (other.seq, _about(other, by_seq))
        for other in opened.facts
        if other.seq > fact.as_of_seq and not isinstance(other, silent)
    )


def _about(fact: f.Fact, by_seq: Mapping[int, f.Fact]) -> str:
    """What a fact is and whom it concerns; a correction concerns whom its target does."""
    target = by_seq.get(getattr(fact, "target_seq", 0))
    if target is not None:
        return f"{type(fact).__name__} of fact {target.seq}, {_about(target, {})}"
    whom = getattr(fact, "entry_id", None) or getattr(fact, "car", "")
    return f"{type(fact).__name__} for {whom or 'the session'}"
