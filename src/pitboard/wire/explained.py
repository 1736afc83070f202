"""An explanation as people and programs read it: sentences, times of day, and each rule with its source."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import msgspec

from pitboard.model.rulebook import Confidence, Rulebook, walk
from pitboard.scoring.classification import Row
from pitboard.scoring.explain import Reason, explain
from pitboard.scoring.explain_more import explain_lap, explain_more
from pitboard.sessions.scored import Scored
from pitboard.wire.score import time_of_day, zone_of


class ExplainedReason(msgspec.Struct, frozen=True, kw_only=True):
    """One step.

    Attributes:
        kind, text, rule, line: as in `pitboard.scoring.explain.Reason`.
        at: time of day at the venue; empty where the step is not about an instant.
        source: what the rulebook cites for `rule`; empty where no rule is meant.
        article: of the regulations, where the rulebook names one.
        unknown: no text that was seen settles the rule: it is a default to be checked.
        facts: `SESSION:seq` of the facts it rests on.
    """

    kind: str
    text: str
    rule: str
    source: str
    article: str
    unknown: bool
    at: str
    line: str
    facts: tuple[str, ...]


class Explained(msgspec.Struct, frozen=True, kw_only=True):
    """Where a car's position comes from."""

    session: str
    car: str
    car_class: str
    position: int | None
    class_position: int | None
    status: str
    rulebook: str
    reasons: tuple[ExplainedReason, ...]

    def lines(self) -> list[str]:
        """As the terminal prints it."""
        place = f"P{self.position} overall, P{self.class_position} in class" if self.position else self.status
        text = [f"#{self.car} {self.car_class}: {place} ({self.session}, rulebook {self.rulebook})"]
        for reason in self.reasons:
            when = (
                f"  at {reason.at} on line {reason.line}"
                if reason.at and reason.line
                else f"  at {reason.at}"
                if reason.at
                else ""
            )
            rule = _cited(reason)
            facts = (
                f"  facts {', '.join(fact.rpartition(':')[2] for fact in reason.facts)}"
                if reason.facts
                else ""
            )
            text.append(f"  {reason.text}{when}{rule}{facts}")
        return text


def _cited(reason: ExplainedReason) -> str:
    if not reason.rule:
        return ""
    article = f" Art. {reason.article}" if reason.article else ""
    doubt = " · unknown: a default to be checked" if reason.unknown else ""
    source = f": {reason.source}" if reason.source else ""
    return f"  [{reason.rule}{article}{source}{doubt}]"


def explained(scored: Scored, row: Row, *, now_us: int | None = None) -> Explained:
    """The explanation of one row, with sources out of the rulebook in force.

    Args:
        scored: the session.
        row: of the car.
        now_us: when; None for its last fact.
    """
    state, book = scored.state, scored.opened.rulebook
    if now_us is None:
        now_us = state.last.at_us if state.last is not None else 0
    reasons = explain(state, scored.rows, row.entry_id, texts_before_move=scored.options.texts_before_move)
    reasons += explain_more(state, scored.rows, book, row.entry_id, now_us)
    return _view(scored, row, reasons)


def explained_lap(scored: Scored, row: Row, number: int) -> Explained:
    """The explanation of one lap.

    Raises:
        IndexError: the car did no such lap.
    """
    return _view(scored, row, explain_lap(scored.state, row.entry_id, number))


def _view(scored: Scored, row: Row, reasons: Sequence[Reason]) -> Explained:
    session = scored.opened
    zone = zone_of(session.circuit.zone)
    cited = _citations(session.rulebook)
    nothing = Citation("", "", unknown=False)

    def step(reason: Reason) -> ExplainedReason:
        found = cited.get(reason.rule, nothing)
        return ExplainedReason(
            kind=reason.kind,
            text=reason.text,
            rule=reason.rule,
            source=found.source,
            article=found.article,
            unknown=found.unknown,
            at="" if reason.at_us is None else time_of_day(reason.at_us, zone),
            line=reason.line,
            facts=tuple(f"{session.plan.session}:{seq}" for seq in reason.seqs),
        )

    return Explained(
        session=session.name,
        car=row.car,
        car_class=row.car_class,
        position=row.position,
        class_position=row.class_position,
        status=row.status.value,
        rulebook=session.rulebook.id,
        reasons=tuple(step(reason) for reason in reasons),
    )


class Citation(NamedTuple):
    """What a rulebook says of where a value is from."""

    source: str
    article: str
    unknown: bool


@cache
def _citations_of(text: str) -> dict[str, Citation]:
    rulebook = Rulebook.from_text(text)
    return {
        key: Citation(rulebook.cite(ruled), ruled.article, unknown=ruled.confidence is Confidence.UNKNOWN)
        for key, ruled in walk(rulebook)
    }


def _citations(rulebook: Rulebook) -> dict[str, Citation]:
    return _citations_of(rulebook.resolved_text())
