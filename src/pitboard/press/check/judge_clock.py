"""Start times, across zones: of this session and its parts, and of the next one where a note names it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from pitboard.model import facts as f
from pitboard.press.check.claims import Kind, Verdict
from pitboard.press.check.context import Context

_TIME = re.compile(
    r"(?<![\d:.,'/-])(?P<h>[01]?\d|2[0-4])(?:[:.h](?P<m>[0-5]\d))?(?![\d:'\"]|[.,]\d)"
    r"(?: ?(?P<half>a\.?m\.?|p\.?m\.?)(?!\w))?"
)
_NOTED = re.compile(r"(?P<date>\d{1,2} \w+ \d{4}) at (?P<h>\d\d):(?P<m>\d\d) (?P<zone>[A-Z]{2,4})")
_NOTE_ZONES = {
    "EST": "America/New_York", "EDT": "America/New_York", "CST": "America/Chicago", "CDT": "America/Chicago",
    "PST": "America/Los_Angeles", "PDT": "America/Los_Angeles", "CET": "Europe/Rome", "CEST": "Europe/Rome", "UTC": "UTC",
}  # fmt: skip
TOLERANCE = timedelta(minutes=1)
DELAY = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Start:
    """When something starts.

    Attributes:
        at: instant.
        fact: `seq` of the fact that says so.
        of: `session` or `next`.
    """

    at: datetime
    fact: int
    of: str


def judge_clocks(context: Context) -> None:
    """Judge every time of day at which something is said to start."""
    for hit in _TIME.finditer(context.text):
        start, end = context.start + hit.start(), context.start + hit.end()
        if hit["half"] and hit[0].endswith(".") and not hit["half"].startswith(("a.m", "p.m")):
            end -= 1
        lead, tail = context.before(start, 70), context.after(end, 30)
        zone = _zone(context, lead, tail)
        if not _is_clock(context, hit, lead, zone):
            continue
        hour = int(hit["h"]) % 24
        if hit["half"]:
            hour = hour % 12 + (12 if hit["half"].startswith("p") else 0)
        _judge(context, hour * 60 + int(hit["m"] or 0), zone, start, end)


def _is_clock(context: Context, hit: re.Match[str], lead: str, zone: str) -> bool:
    """Whether figures are a time of day: minutes with a cue, or an hour with `p.m.` or a zone behind it."""
    at = context.lang.ends("clock", "at", lead)
    if hit["m"] is None:
        return bool(hit["half"]) and at
    if "." in hit[0].split(hit["half"] or " ")[0] and not (at or hit["half"]):
        return False
    return (at or bool(hit["half"]) or bool(zone)) and context.has("clock", "cues")


def _zone(context: Context, lead: str, tail: str) -> str:
    """The zone named behind a time, else right before it; empty where none is."""
    close = re.split(r"[.;](?:\s|$)", " ".join(tail.split()[:4]))[0]
    zones = [(rf"(?<!\w)(?:{words})(?!\w)", zone) for words, zone in context.lang.table["zones"].items()]
    behind = [(hit.start(), zone) for words, zone in zones if (hit := re.search(words, close))]
    named = (
        min(behind)[1] if behind else next((z for words, z in zones if re.search(rf"{words}\s*$", lead)), "")
    )
    return context.index.zone if named == "venue" else str(named)


def _judge(context: Context, minutes: int, zone: str, start: int, end: int) -> None:
    starts = list(_starts(context))
    home = str(context.lang.table["clock"]["home_zone"])
    likely = [zone] if zone else [z for z in (context.index.zone, home) if z]
    for candidate in starts:
        if any(_fits(minutes, candidate.at, ZoneInfo(name)) for name in likely):
            context.add(Kind.CLOCK, start, end, Verdict.TRUE, None, (context.index.fact(candidate.fact),))
            return
    known = {str(name) for name in context.lang.table["zones"].values() if name != "venue"}
    for candidate in () if zone else starts:
        elsewhere = [name for name in sorted(known) if _fits(minutes, candidate.at, ZoneInfo(name))]
        if elsewhere:
            right = f"true in {', '.join(elsewhere)}"
            facts = (context.index.fact(candidate.fact),)
            context.add(Kind.CLOCK, start, end, Verdict.AMBIGUOUS, right, facts)
            return
    meant = _meant(context, starts, start)
    if meant is None or not zone or abs(_off(minutes, meant.at, ZoneInfo(zone))) < DELAY:
        context.add(Kind.CLOCK, start, end, Verdict.UNDECIDABLE)
        return
    right = f"{meant.at.astimezone(ZoneInfo(zone)):%H:%M} ({zone})"
    context.add(Kind.CLOCK, start, end, Verdict.WRONG, right, (context.index.fact(meant.fact),))


def _meant(context: Context, starts: list[Start], at: int) -> Start | None:
    """The one start that the sentence speaks of; None where it may be another."""
    near = " ".join(context.before(at, 80).split()[-12:])
    near = (
        near
        if context.has_word("clock", "race", near) or context.has_word("clock", "session", near)
        else context.text
    )
    race = context.has_word("clock", "race", near)
    session = context.has_word("clock", "session", near)
    if context.index.is_race:
        wanted = "session" if race and not session else ""
    else:
        wanted = "next" if race and not session else "session" if session and not race else ""
    if wanted == "session" and not context.index.is_race and context.classes:
        return None
    return next((one for one in starts if one.of == wanted), None)


def _starts(context: Context) -> Iterator[Start]:
    scored = context.index.scored
    plan, state = scored.opened.plan, scored.state
    for fact in scored.opened.facts:
        if (
            isinstance(fact, f.SessionScheduled)
            and fact.plan.scheduled_us
            and fact.plan.session == plan.session
        ):
            yield Start(_instant(fact.plan.scheduled_us), fact.seq, "session")
        elif isinstance(fact, f.SessionStarted | f.PartStarted):
            yield Start(_instant(fact.at_us), fact.seq, "session")
        elif isinstance(fact, f.NoteTaken) and fact.topic == "next_session":
            noted = _NOTED.search(fact.text)
            if noted and noted["zone"] in _NOTE_ZONES:
                day = datetime.strptime(noted["date"] + " +0000", "%d %B %Y %z")
                local = day.replace(
                    hour=int(noted["h"]), minute=int(noted["m"]), tzinfo=ZoneInfo(_NOTE_ZONES[noted["zone"]])
                )
                yield Start(local.astimezone(UTC), fact.seq, "next")
    if state.started_us and not any(isinstance(x, f.SessionStarted) for x in scored.opened.facts):
        yield Start(_instant(state.started_us), 0, "session")


def _instant(at_us: int) -> datetime:
    return datetime.fromtimestamp(at_us / 1_000_000, tz=UTC)


def _fits(minutes: int, at: datetime, zone: ZoneInfo) -> bool:
    return abs(_off(minutes, at, zone)) <= TOLERANCE


def _off(minutes: int, at: datetime, zone: ZoneInfo) -> timedelta:
    local = at.astimezone(zone)
    off = timedelta(minutes=minutes) - timedelta(hours=local.hour, minutes=local.minute, seconds=local.second)
    day = timedelta(days=1)
    return min((off, off + day, off - day), key=abs)
