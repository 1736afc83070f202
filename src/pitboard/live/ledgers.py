"""The ledgers of a session, as the live server gives them out; they are worked out in `wire.ledger_views`."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from pitboard.sessions.scored import Scored
from pitboard.wire import ledger_views
from pitboard.wire.ledgers import Ledgers, PenaltyRow


def ledgers(
    scored: Scored, now_us: int, seq: int, before: Mapping[tuple[str, str, str], Decimal] | None = None
) -> Ledgers:
    """All ledgers as of an instant, with the season's points before this meeting where they are known."""
    return ledger_views.ledgers(scored, now_us, seq, before)


def penalties(scored: Scored) -> tuple[PenaltyRow, ...]:
    """Every matter with its stages, in the order in which they came up."""
    return ledger_views.penalty_rows(scored)
