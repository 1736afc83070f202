"""An explanation as people and programs read it: sentences, times of day, and each rule with its source."""

from __future__ import annotations

from functools import cache

import msgspec

from pitboard.model.rulebook import Rulebook, walk
from pitboard.scoring.classification import Row
from pitboard.scoring.explain import Reason, explain
from pitboard.sessions.scored import Scored
from pitboard.wire.score import time_of_day, zone_of


class ExplainedReason(msgspec.Struct, frozen=True, kw_only=True):
    """One step.

    Attributes:
        kind, text, rule, line: as in `pitboard.scoring.explain.Reason`.
        at: time of day at the venue; empty where the step is not about an instant.
        source: what the rulebook cites for `rule`; empty where no rule is meant.
        facts: `SESSION:seq` of the facts it rests on.
    """

    kind: str
    text: str
    rule: str
    source: str
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
            rule = (
                f"  [{reason.rule}: {reason.source}]"
                if reason.source
                else f"  [{reason.rule}]"
                if reason.rule
                else ""
            )
            facts = (
                f"  facts {', '.join(fact.rpartition(':')[2] for fact in reason.facts)}"
                if reason.facts
                else ""
            )
            text.append(f"  {reason.text}{when}{rule}{facts}")
        return text


def explained(scored: Scored, row: Row) -> Explained:
    """The explanation of one row, with sources out of the rulebook in force."""
    session = scored.opened
    zone = zone_of(session.circuit.zone)
    cited = _citations(session.rulebook)

    def step(reason: Reason) -> ExplainedReason:
        return ExplainedReason(
            kind=reason.kind,
            text=reason.text,
            rule=reason.rule,
            source=cited.get(reason.rule, ""),
            at="" if reason.at_us is None else time_of_day(reason.at_us, zone),
            line=reason.line,
            facts=tuple(f"{session.plan.session}:{seq}" for seq in reason.seqs),
        )

    reasons = explain(
        scored.state, scored.rows, row.entry_id, texts_before_move=scored.options.texts_before_move
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


@cache
def _citations_of(text: str) -> dict[str, str]:
    rulebook = Rulebook.from_text(text)
    return {key: rulebook.cite(ruled) for key, ruled in walk(rulebook)}


def _citations(rulebook: Rulebook) -> dict[str, str]:
    return _citations_of(rulebook.resolved_text())
