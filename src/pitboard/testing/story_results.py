"""Words of stories for the life of a result: issued by stage, amended, recomputed.

Importing this module gives a story its words; `story` does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pitboard.model import facts as f
from pitboard.model.circuit import Circuit
from pitboard.sessions.issuing import STAGES, canonical_rows, result_fact
from pitboard.sessions.opened import Opened
from pitboard.sessions.scored import score
from pitboard.testing.story_expectations import NONE, Words, of_session
from pitboard.testing.story_verbs import Said, verb

if TYPE_CHECKING:
    from pitboard.testing.story import Told


@verb("issue", f"{'|'.join(STAGES)} BY [WHY]", at_least=2)
def _issue(said: Said) -> f.Fact:
    told = said.told
    assert told.rulebook is not None, "verbs are read after the head"
    if said.words[0] not in STAGES:
        told.wrong("stage", f"one of {', '.join(STAGES)}", repr(said.words[0]))
    opened = Opened("story", told.plan, Circuit(), list(told.facts), told.rulebook)
    why = " ".join(said.words[2:])
    return result_fact(score(opened), stage=said.words[0], by=said.words[1], at_us=said.at_us, why=why)


def _issued(told: Told) -> list[f.ResultIssued]:
    return [fact for fact in told.state.issued if isinstance(fact, f.ResultIssued)]


@of_session("issued")
def _stages(told: Told, words: Words) -> tuple[str, str]:
    """`issued provisional 1 official 1`: stages and versions so far."""
    return " ".join(words), " ".join(f"{fact.stage} {fact.version}" for fact in _issued(told)) or NONE


@of_session("changed")
def _changed(told: Told, words: Words) -> tuple[str, str]:
    """`changed car 7: position 1 → 2; …`: what the last result has otherwise than the one before."""
    issued = _issued(told)
    return " ".join(words), ("; ".join(issued[-1].changed) if issued else "") or NONE


@of_session("recomputed")
def _recomputed(told: Told, words: Words) -> tuple[str, str]:
    """`recomputed yes`: every result comes out the same from the facts up to it."""
    story = told.story
    for fact in _issued(told):
        then = [other for other in story.facts if other.seq <= fact.as_of_seq]
        opened = Opened("story", story.plan, Circuit(), then, story.rulebook)
        if canonical_rows(score(opened).rows) != fact.rows:
            return " ".join(words), f"{fact.stage} {fact.version} differs"
    return " ".join(words), "yes"
