"""The ledgers of a session, as the live server gives them out; they are worked out in `wire.ledger_views`."""

from __future__ import annotations

from pitboard.sessions.scored import Scored
from pitboard.wire import ledger_views
from pitboard.wire.ledgers import Ledgers, PenaltyRow


def ledgers(scored: Scored, now_us: int, seq: int) -> Ledgers:
    """All ledgers as of an instant."""
    return ledger_views.ledgers(scored, now_us, seq)


def penalties(scored: Scored) -> tuple[PenaltyRow, ...]:
    """Every matter with its stages, in the order in which they came up."""
    return ledger_views.penalty_rows(scored)
