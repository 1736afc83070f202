"""The head of every document: whose session it is, what status it has, and how to verify it."""

from __future__ import annotations

from pitboard.documents.bop_bulletin import standing_text
from pitboard.documents.job import Job
from pitboard.documents.links import result_link
from pitboard.documents.model import Fact, Head
from pitboard.model.facts import PartStarted
from pitboard.model.flags import Flag
from pitboard.scoring.measures import flag_periods, last_passing_us
from pitboard.sessions.bop import bop_in_force
from pitboard.times import format_time
from pitboard.wire.score import time_of_day


def head(job: Job, *, number: str) -> Head:
    """The head of a document of this job."""
    opened, words = job.scored.opened, job.words
    meeting = opened.meeting
    series = opened.rulebook.series or (meeting.series if meeting else "")
    return Head(
        series=job.club.name or series.replace("_", " ").upper(),
        meeting=meeting.name or meeting.meeting if meeting else "",
        session=opened.plan.name or opened.name,
        facts=tuple(_facts(job, number)),
        status=status(job),
        stage=job.stage,
        version=job.issued.version if job.issued is not None else 0,
        status_lines=tuple(_status_lines(job)),
        number=number,
        sha256=job.sha256,
        hash_of=words("head.hash_log" if job.chained else "head.hash_facts"),
        verify=_verify(job),
    )


def status(job: Job) -> str:
    """The status in words: `Provisional 2`."""
    word = job.words(f"status.{job.stage}")
    version = job.issued.version if job.issued is not None else 0
    return f"{word} {version}" if version > 1 or job.stage == "amended" else word


def _facts(job: Job, number: str) -> list[Fact]:
    state, words = job.scored.state, job.words
    circuit = state.circuit
    facts = []
    if circuit.name:
        facts.append(Fact(words("head.circuit"), circuit.name))
    if circuit.length_m:
        facts.append(Fact(words("head.length"), f"{circuit.length_m / 1000:.3f} km"))
    started = state.started_us if state.started_us is not None else job.scored.opened.plan.scheduled_us
    if started is not None:
        about = _about(job)
        facts.append(Fact(words("head.start"), about + _when(job, started)))
    ended = _end(job)
    if ended is not None:
        facts.append(ended)
    duration = job.scored.opened.plan.duration_us
    if duration:
        facts.append(Fact(words("head.duration"), format_time(duration, decimals=0)))
    facts.append(Fact(words("head.rulebook"), job.scored.opened.rulebook.id))
    balance = bop_in_force(job.scored, as_of_seq=job.issued.seq if job.issued is not None else None)
    if balance is not None:
        said = "; ".join(standing_text(standing, words) for standing in balance.versions)
        facts.append(Fact(words("bop.label"), said))
    facts += _issue(job)
    facts.append(Fact(words("page.number"), number))
    return facts


def _when(job: Job, at_us: int) -> str:
    """An instant of the session; where its day is not known, the time of day and the zone without summer or winter."""
    if job.dated:
        return job.words.instant(at_us, job.zone)
    return f"{time_of_day(at_us, job.zone, decimals=0)} {job.scored.state.circuit.zone or 'UTC'}"


def _about(job: Job) -> str:
    """`≈` is not in every typeface: a start that was only inferred says so in words."""
    starts = [fact for fact in job.scored.effective.timed if type(fact).__name__ == "SessionStarted"]
    inferred = bool(starts) and getattr(starts[-1], "inferred", False)
    if not starts:
        parts = [fact for fact in job.scored.effective.timed if isinstance(fact, PartStarted)]
        inferred = bool(parts) and parts[0].inferred
    return f"{job.words('head.about')} " if inferred else ""


def _end(job: Job) -> Fact | None:
    """The end as it was given, else the chequered flag, else the last passing."""
    state, words = job.scored.state, job.words
    if state.ended_us is not None:
        return Fact(words("head.end"), _when(job, state.ended_us))
    flags = [period for period in flag_periods(state) if period.flag == Flag.CHEQUERED]
    if flags:
        about = f"{words('head.about')} " if flags[-1].inferred else ""
        return Fact(words("head.end"), about + _when(job, flags[-1].from_us))
    last_us = last_passing_us(state)
    return None if last_us is None else Fact(words("head.last_passing"), _when(job, last_us))


def _issue(job: Job) -> list[Fact]:
    words, zone = job.words, job.zone
    if job.issued is None:
        as_of = job.scored.state.last
        said = words("head.as_of_fact", seq=max((fact.seq for fact in job.scored.opened.facts), default=0))
        return [
            Fact(
                words("head.as_of"),
                f"{_when(job, as_of.at_us)} ({said})" if as_of is not None else said,
            )
        ]
    at_us = job.issued.recorded_us if job.issued.recorded_us is not None else job.issued.at_us
    roles = ", ".join(words.get(f"role.{role}", role.replace("_", " ")) for role in job.issued.roles)
    return [
        Fact(words("head.issued"), words.instant(at_us, zone)),
        Fact(words("head.by"), f"{job.issued.by} ({roles})" if roles else job.issued.by),
    ]


def _status_lines(job: Job) -> list[str]:
    words, issued = job.words, job.issued
    if issued is None:
        return [words("status.live_note")]
    lines = []
    if issued.stage == "provisional":
        posted_us = issued.recorded_us if issued.recorded_us is not None else issued.at_us
        lines.append(words("status.posted", when=words.instant(posted_us, job.zone)))
        if issued.protest_until_us is not None:
            lines.append(words("status.protest_until", when=words.instant(issued.protest_until_us, job.zone)))
        lines.append(words("status.subject_to_checks"))
    if issued.stage == "unofficial":
        lines.append(words("status.unofficial_note"))
    lines += [
        words("status.signature_missing", role=words(f"role.{role}")) for role in job.missing_signatures()
    ]
    if issued.why:
        lines.append(words("status.why", why=issued.why))
    return lines


def _verify(job: Job) -> str:
    session = job.scored.opened.plan.session
    seq = job.issued.seq if job.issued is not None else job.scored.state.seq
    if job.club.publish_url:
        return result_link(job.club.publish_url, session, job.sha256)
    if not job.chained:
        return f"{session}: sha256 of the facts {job.sha256}"
    return f"pitboard verify LOG --sheet {seq}:{job.sha256}"
