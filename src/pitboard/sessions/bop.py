"""Balance of Performance of a meeting: the versions its log holds, and which of them binds a session."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from pitboard.bundled.bop_tables import bop_names, bundled_bop, bundled_versions
from pitboard.errors import LogError, UsageError
from pitboard.model import facts as f
from pitboard.model.bop import (
    BopFile,
    BopIssue,
    BopStanding,
    BopState,
    BopTable,
    BopVersion,
    canonical,
    from_text,
    in_force,
    read_bop,
    refused_issue,
    sha256_of,
)
from pitboard.model.circuit import Circuit
from pitboard.racelog import open_log, parse_selector
from pitboard.scoring.effective import Corrections
from pitboard.sessions.opened import Opened
from pitboard.sessions.scored import Scored

KINDS = (f.BopTableAdded, f.BopTableIssued, f.FactWithdrawn)


@dataclass(frozen=True, slots=True)
class BopInForce:
    """What binds a session.

    Attributes:
        standings: by class code, in the rulebook's order of classes; classes without a table are not in it.
    """

    standings: dict[str, BopStanding]

    @property
    def versions(self) -> tuple[BopStanding, ...]:
        """Each version once."""
        return tuple({standing.version.sha256: standing for standing in self.standings.values()}.values())

    @property
    def text(self) -> str:
        """`GTP version 1 (provisional), GTD version 1 (provisional)`."""
        return ", ".join(standing.text for standing in self.versions)


def bop_in_force(scored: Scored, *, as_of_seq: int | None = None) -> BopInForce | None:
    """The versions that bind the classes of a session at its start; None where none does.

    Args:
        scored: the session.
        as_of_seq: only what the log held at this fact, for a result issued then; None for all.
    """
    opened, state = scored.opened, scored.state
    versions = versions_for(opened, as_of_seq=as_of_seq)
    meeting = opened.meeting.meeting if opened.meeting is not None else ""
    start_us = state.started_us if state.started_us is not None else opened.plan.scheduled_us
    known = {one.code: one.order for one in opened.rulebook.classes}
    entered = {car.entry.car_class for car in state.cars.values()}
    codes = sorted(entered, key=lambda code: (known.get(code, 1 << 20), code))
    found = {code: in_force(versions, code, start_us, meeting) for code in codes}
    standings = {code: standing for code, standing in found.items() if standing is not None}
    return BopInForce(standings) if standings else None


def versions_for(opened: Opened, *, as_of_seq: int | None = None) -> tuple[BopVersion, ...]:
    """The versions that a session's log holds; those that come with Pitboard where no log keeps it.

    Args:
        opened: the session.
        as_of_seq: only what the log held at this fact; None for all.
    """
    facts = [fact for fact in opened.facts if isinstance(fact, KINDS)]
    if as_of_seq is not None:
        facts = [fact for fact in facts if fact.seq <= as_of_seq]
    versions = versions_of(facts)
    # A bundled session is a log by itself, so the tables that lie beside it speak for it.
    return bundled_versions() if not versions and opened.log is None else versions


def versions_of(facts: Iterable[f.Fact]) -> tuple[BopVersion, ...]:
    """The versions that facts hold, in the order they were added; withdrawn ones are not there.

    Raises:
        LogError: a table or a state that cannot be read.
    """
    told = list(facts)
    gone = Corrections(told).withdrawn
    found: dict[str, BopVersion] = {}
    counts: dict[str, int] = {}
    for fact in told:
        if fact.seq in gone:
            continue
        if isinstance(fact, f.BopTableAdded):
            counts[fact.table] = counts.get(fact.table, 0) + 1
            found[fact.sha256] = BopVersion(
                table=_table_of(fact),
                sha256=fact.sha256,
                version=counts[fact.table],
                by=fact.by,
                order=fact.seq,
                log=True,
            )
        elif isinstance(fact, f.BopTableIssued) and fact.sha256 in found:
            issue = BopIssue(
                state=_state_of(fact),
                effective_us=fact.effective_us,
                by=fact.by,
                why=fact.why,
                order=fact.seq,
                issued_us=fact.recorded_us,
            )
            version = found[fact.sha256]
            found[fact.sha256] = msgspec.structs.replace(version, issues=(*version.issues, issue))
    return tuple(found.values())


def _table_of(fact: f.BopTableAdded) -> BopTable:
    try:
        return from_text(fact.text)
    except msgspec.DecodeError as error:
        raise LogError(f"fact {fact.seq}: the table {fact.table!r} cannot be read: {error}") from None


def _state_of(fact: f.BopTableIssued) -> BopState:
    try:
        return BopState(fact.state)
    except ValueError:
        raise LogError(
            f"fact {fact.seq}: expected a state that this version knows, was {fact.state!r}"
        ) from None


def versions_in_log(path: Path) -> tuple[BopVersion, ...]:
    """The versions that a log holds.

    Raises:
        LogError: it cannot be read.
    """
    with open_log(path, read_only=True) as log:
        return versions_of(log.read(kinds=KINDS))


# ---- what commands name ----------------------------------------------------------------------------------------------


def read_table(path: Path) -> BopFile:
    """A table from a TOML or CSV file.

    Raises:
        SourceError: with every mistake.
        UsageError: it is not there.
    """
    try:
        return read_bop(path.read_bytes(), str(path))
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}") from None


def find_version(selector: str) -> tuple[BopVersion, tuple[BopVersion, ...]]:
    """A table by file, bundled name or `LOG.pitboard[#REF]`, and all versions it stands among.

    Raises:
        UsageError: none, or several, are meant.
    """
    if selector in bop_names():
        return bundled_bop(selector), bundled_versions()
    if is_log(selector):
        chosen = parse_selector(selector)
        versions = versions_in_log(chosen.path)
        return choose(versions, chosen.session or "", str(chosen.path)), versions
    path = Path(selector)
    if path.suffix.lower() not in (".toml", ".csv"):
        raise UsageError(
            f"{selector}: expected a TOML or CSV file, LOG.pitboard[#REF] or a bundled table ({', '.join(bop_names())})"
        )
    told = read_table(path)
    version = BopVersion(table=told.table, sha256=sha256_of(told.table), issues=told.issues)
    return version, (version,)


def is_log(selector: str) -> bool:
    """Whether a selector names a race log."""
    return selector.partition("#")[0].lower().endswith(".pitboard")


def choose(versions: Sequence[BopVersion], ref: str, log: str) -> BopVersion:
    """One version by `TABLE/N`, bulletin number or the first 8 or more characters of its hash; the only one without.

    Raises:
        UsageError: none, or several, are meant; those there are are listed.
    """
    if not ref and len(versions) == 1:
        return versions[0]
    found = [one for one in versions if ref and ref in (one.ref, one.table.bulletin, one.name)]
    if not found and len(ref) >= 8:
        found = [one for one in versions if one.sha256.startswith(ref.lower())]
    if len(found) == 1:
        return found[0]
    told = ", ".join(f"{one.ref} ({one.table.bulletin or one.sha256[:8]})" for one in versions) or "none"
    what = f"{ref!r} is {'several' if found else 'none'} of them" if ref else "nothing said which"
    raise UsageError(f"{log}: expected #TABLE/N, #BULLETIN or #HASH of its tables: {told}; {what}")


# ---- facts -----------------------------------------------------------------------------------------------------------


def added_fact(
    versions: Sequence[BopVersion], table: BopTable, *, by: str, why: str, now_us: int
) -> f.BopTableAdded:
    """The fact that adds a version.

    Raises:
        UsageError: nobody is named, or the bulletin is there already; a version is never changed.
    """
    if not by.strip():
        raise UsageError("expected who adds the table (--by NAME)")
    digest = sha256_of(table)
    for one in versions:
        if one.sha256 == digest:
            raise UsageError(f"{one.name} is in the log already, with the same content, as {one.ref}")
        if table.bulletin and (one.table.table, one.table.bulletin) == (table.table, table.bulletin):
            raise UsageError(
                f"{one.name} is in the log already, with other content; a version is never changed: give another number"
            )
    return f.BopTableAdded(
        # Paper has no place on the timing clock; when it was done is `recorded_us`.
        at_us=0,
        recorded_us=now_us,
        by=by,
        why=why or table.reason,
        table=table.table,
        bulletin=table.bulletin,
        text=canonical(table),
        sha256=digest,
    )


def issued_fact(
    versions: Sequence[BopVersion],
    which: BopVersion,
    *,
    state: str,
    effective_us: int,
    by: str,
    why: str,
    now_us: int,
) -> f.BopTableIssued:
    """The fact that gives a version a state.

    Raises:
        UsageError: nobody is named, or the version cannot be given that state.
    """
    if not by.strip():
        raise UsageError("expected who issues the table (--by NAME)")
    try:
        wanted = BopState(state)
    except ValueError:
        raise UsageError(f"expected a state of provisional, definitive or amended, was {state!r}") from None
    refused = refused_issue(versions, which, wanted)
    if refused:
        raise UsageError(refused)
    return f.BopTableIssued(
        # Paper has no place on the timing clock; when it was done is `recorded_us`.
        at_us=0,
        recorded_us=now_us,
        by=by,
        why=why,
        table=which.table.table,
        sha256=which.sha256,
        state=wanted.value,
        effective_us=effective_us,
    )


def previous_of(versions: Sequence[BopVersion], which: BopVersion) -> BopVersion | None:
    """The version before, of the same table and season, drafts left out; None for the first."""
    before = [
        one
        for one in versions
        if (one.table.table, one.table.season) == (which.table.table, which.table.season)
        and one.version < which.version
        and one.issues
    ]
    return max(before, key=lambda one: one.version, default=None)


def zone_of_log(selector: str) -> tzinfo:
    """The venue's zone, where a selector names a log; else UTC."""
    circuit: Circuit | None = None
    if is_log(selector):
        with open_log(parse_selector(selector).path, read_only=True) as log:
            for fact in log.read(kinds=(f.CircuitDescribed,)):
                circuit = fact.circuit if isinstance(fact, f.CircuitDescribed) else circuit
    try:
        return ZoneInfo(circuit.zone) if circuit is not None and circuit.zone else UTC
    except (ZoneInfoNotFoundError, ValueError):
        return UTC
