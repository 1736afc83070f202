"""The life of a table: draft → provisional → definitive → amended → superseded. A version never changes; what is said of it does."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum

import msgspec

from pitboard.model.bop.table import BopTable


class BopState(StrEnum):
    """What a version is. `SUPERSEDED` is never said of a version: it follows from a later one that took effect."""

    DRAFT = "draft"
    PROVISIONAL = "provisional"
    DEFINITIVE = "definitive"
    AMENDED = "amended"
    SUPERSEDED = "superseded"


ISSUABLE = (BopState.PROVISIONAL, BopState.DEFINITIVE, BopState.AMENDED)
_FOLLOWS = {
    BopState.DRAFT: ISSUABLE,
    BopState.PROVISIONAL: (BopState.DEFINITIVE,),
    BopState.DEFINITIVE: (),
    BopState.AMENDED: (),
}


class BopIssue(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A version given a state.

    Attributes:
        state: provisional, definitive or amended.
        effective_us: from when, µs since 1970 UTC; None where it is not known.
        meetings: ids of the meetings it is for, where the instant is not known.
        by, why: who issued it and the reason.
        order: place among the issues of all versions; in a log the `seq` of its fact.
        issued_us: when it was issued, µs since 1970 UTC; None where it is not known.
    """

    state: BopState
    effective_us: int | None = None
    meetings: tuple[str, ...] = ()
    by: str = ""
    why: str = ""
    order: int = 0
    issued_us: int | None = None


class BopVersion(msgspec.Struct, frozen=True, kw_only=True):
    """A version of a table with its life.

    Attributes:
        table: its content.
        sha256: hash of the content.
        version: 1 for the first of its table's name.
        by: who added it.
        issues: in order.
        order: in a log the `seq` of the fact that added it.
        log: whether a log holds it, so that instants decide; else its file names meetings.
    """

    table: BopTable
    sha256: str
    version: int = 1
    by: str = ""
    issues: tuple[BopIssue, ...] = ()
    order: int = 0
    log: bool = False

    @property
    def name(self) -> str:
        """`GTD IWSC 25-62`, or `GTD version 2` where no number is known."""
        return f"{self.table.table} {self.table.bulletin or f'version {self.version}'}"

    @property
    def ref(self) -> str:
        """How commands name it: `GTD/2`."""
        return f"{self.table.table}/{self.version}"

    @property
    def last_state(self) -> BopState:
        """The last state it was given."""
        return self.issues[-1].state if self.issues else BopState.DRAFT


class BopStanding(msgspec.Struct, frozen=True, kw_only=True):
    """A version as it stands at an instant.

    Attributes:
        version: which.
        state: what it is then.
        issue: by which issue; None for a draft.
    """

    version: BopVersion
    state: BopState
    issue: BopIssue | None = None

    @property
    def text(self) -> str:
        """`GTD IWSC 25-62 (definitive)`."""
        return f"{self.version.name} ({self.state.value})"


def refused_issue(versions: Sequence[BopVersion], which: BopVersion, state: BopState) -> str:
    """Why a version cannot be given a state now; empty where it can."""
    if state not in ISSUABLE:
        return f"expected a state of {', '.join(one.value for one in ISSUABLE)}, was {state.value!r}"
    allowed = _FOLLOWS[which.last_state]
    if state not in allowed:
        told = ", ".join(one.value for one in allowed) or "nothing: add a new version"
        return f"{which.name} is {which.last_state.value}: expected {told}, was {state.value!r}"
    others = [one for one in versions if one.table.table == which.table.table and one.sha256 != which.sha256]
    issued = [one for one in others if one.issues]
    if state is BopState.AMENDED and not any(
        issue.state is not BopState.PROVISIONAL for one in issued for issue in one.issues
    ):
        return f"there is no definitive {which.table.table} table to amend"
    newer = [one for one in issued if one.version > which.version]
    if newer:
        return f"{which.name} is older than {newer[-1].name}, which was issued: add a new version"
    return ""


def in_force(
    versions: Iterable[BopVersion], car_class: str, at_us: int | None, meeting: str = ""
) -> BopStanding | None:
    """The version that binds a class.

    Args:
        versions: of one log, or those that come with Pitboard.
        car_class: class code.
        at_us: at this instant, µs since 1970 UTC; None for after the last.
        meeting: id of the meeting, for issues that name meetings.
    """
    best: tuple[tuple[int, int], BopVersion, BopIssue] | None = None
    for version in versions:
        if car_class not in version.table.classes:
            continue
        for issue in version.issues:
            if not _holds(issue, at_us, meeting):
                continue
            key = (issue.effective_us or 0, issue.order)
            if best is None or key >= best[0]:
                best = key, version, issue
    return None if best is None else BopStanding(version=best[1], state=best[2].state, issue=best[2])


def _holds(issue: BopIssue, at_us: int | None, meeting: str) -> bool:
    if issue.meetings and meeting not in issue.meetings:
        return False
    if issue.effective_us is None:
        return bool(issue.meetings)
    return at_us is None or issue.effective_us <= at_us


def standing(
    versions: Sequence[BopVersion], which: BopVersion, at_us: int | None, meeting: str = ""
) -> BopStanding:
    """What a version is at an instant: superseded where another one of its name has taken effect since."""
    holding = [issue for issue in which.issues if _holds(issue, at_us, meeting)]
    if not holding:
        issue = which.issues[-1] if which.issues else None
        return BopStanding(version=which, state=which.last_state, issue=issue)
    same = [one for one in versions if one.table.table == which.table.table]
    for car_class in which.table.classes:
        now = in_force(same, car_class, at_us, meeting)
        if now is not None and now.version.sha256 == which.sha256:
            return BopStanding(version=which, state=now.state, issue=now.issue)
    return BopStanding(version=which, state=BopState.SUPERSEDED, issue=holding[-1])
