"""Why a car stands where it stands, in the reader's language: the engine's English sentences, told apart.

What is not understood stays as it is: a reason in English is better than none.
"""

from __future__ import annotations

import re

from pitboard.documents.job import Job
from pitboard.scoring.grid_drops import CAUSES

_GROUP = re.compile(
    r"group (?P<n>\d+) \((?P<codes>[^)]*)\), by (?P<source>.+?)(?P<unnamed>, which does not name it)?"
    r"(?:: (?P<time>[\d:.]+))?"
)
_BEHIND = re.compile(
    r"(?P<what>set no time|its times were disallowed|caused a red flag and the session was not resumed)"
    r": behind its (?P<scope>class|group|field)"
)
_DECIDED = re.compile(r"(?:(?P<cause>[^:]+): )?(?P<drop>[^:]+) by decision(?:: (?P<why>.*))?", re.DOTALL)
_BEHIND_KEYS = {
    "set no time": "no_time",
    "its times were disallowed": "times_disallowed",
    "caused a red flag and the session was not resumed": "red_flag",
}
_DROPS = {
    "starts from the pit lane": "pit_lane",
    "keeps its place": "keeps",
    "back of class": "behind_class",
    "back of group": "behind_group",
    "back of field": "behind_field",
    "1 place lost": "place_lost",
}
_CAUSE_KEYS = {
    words: f"qualifying_{key}" if key == "times_disallowed" else key for key, words in CAUSES.items()
}


def reason_of(job: Job, reason: str) -> str:
    """A reason of the grid in the job's language."""
    for pattern, told in ((_GROUP, _group), (_BEHIND, _behind), (_DECIDED, _decided)):
        found = pattern.fullmatch(reason)
        if found is not None:
            return told(job, found) or reason
    return reason


def _group(job: Job, found: re.Match[str]) -> str:
    words = job.words
    source = found["source"]
    parts = words(
        "grid_reason.group",
        n=found["n"],
        classes=", ".join(job.class_name(code) for code in found["codes"].split(", ")),
        source=words("grid_reason.qualifying") if source == "qualifying" else source,
    )
    if found["unnamed"]:
        parts += f", {words('grid_reason.not_named')}"
    return f"{parts}: {found['time']}" if found["time"] else parts


def _behind(job: Job, found: re.Match[str]) -> str:
    what = job.words(f"grid_reason.{_BEHIND_KEYS[found['what']]}")
    scope = found["scope"]
    return f"{what}: {job.words(f'grid_reason.behind_{scope}')}"


def _decided(job: Job, found: re.Match[str]) -> str:
    drop = _drop(job, found["drop"])
    cause = found["cause"]
    if not drop or (cause and cause not in _CAUSE_KEYS):
        return ""
    head = f"{job.words(f'grid_reason.{_CAUSE_KEYS[cause]}')}: " if cause else ""
    why = f": {found['why']}" if found["why"] else ""
    return f"{head}{drop} {job.words('grid_reason.by_decision')}{why}"


def _drop(job: Job, drop: str) -> str:
    if drop in _DROPS:
        return job.words(f"grid_reason.{_DROPS[drop]}")
    places = re.fullmatch(r"(\d+) places lost", drop)
    if places:
        return job.words("grid_reason.places_lost", n=places[1])
    place = re.fullmatch(r"place (\d+)", drop)
    return job.words("grid_reason.place", n=place[1]) if place else ""
