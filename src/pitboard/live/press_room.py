"""Reports and checked articles on the server: made from a copy, in a thread of their own, so that no viewer waits for them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from importlib.util import find_spec
from typing import TYPE_CHECKING, TypeVar

from pitboard.live.http import Refused
from pitboard.live.in_turn import InTurn
from pitboard.model.facts import SessionScheduled
from pitboard.press.report.grammar import LANGUAGES
from pitboard.sessions.scored import Scored
from pitboard.wire.press import CheckResult, Claim, Report, ReportTable, Section, Sentence

if TYPE_CHECKING:
    from pitboard.press.report.tables import Table

KEPT_S = 10.0
"""A report is written again at most this often a language, whatever happens on track."""
LONGEST_ARTICLE_BYTES = 400_000
T = TypeVar("T")


class PressRoom:
    """Writes reports and checks articles, one at a time."""

    def __init__(self, now_s: Callable[[], float] = time.monotonic) -> None:
        self._now_s = now_s
        self.turns = InTurn("press", "a report or a check", retry_after_s=3)
        self._kept: dict[tuple[str, int, str, str], tuple[float, Report]] = {}

    @property
    def languages(self) -> tuple[str, ...]:
        """In which reports are written; none where the press extra is not installed."""
        return LANGUAGES if _can_write() else ()

    async def report(
        self,
        scored: Scored,
        *,
        delay_s: int,
        lang: str,
        scope: str,
        focus: str,
        scheduled: Iterable[SessionScheduled] = (),
    ) -> Report:
        """A report, at most `KEPT_S` old.

        Args:
            scored: the session, as this viewer may see it.
            delay_s: how long ago that is.
            lang: of the report.
            scope: `overall` or `class`.
            focus: `nation:ITA`, or empty.
            scheduled: the other sessions of the meeting: one of them comes next. Read in the press room's own thread.

        Raises:
            Refused: a language, scope or focus that does not exist, or too many are waiting.
        """
        key = (scored.opened.plan.session, delay_s, lang, f"{scope} {focus}")
        kept = self._kept.get(key)
        if kept is not None and self._now_s() - kept[0] < KEPT_S:
            return kept[1]
        copy = _copy(scored)
        made = await self._in_turn(lambda: _report(copy, lang, scope, focus, scheduled))
        # A page asks for few of them; who asks for every delay there is gets no memory for it.
        if len(self._kept) > 64:
            self._kept.clear()
        self._kept[key] = (self._now_s(), made)
        return made

    async def check(self, scored: Scored, text: str, lang: str, suffix: str = ".txt") -> CheckResult:
        """An article held against a session.

        Raises:
            Refused: too long, another language, or too many are waiting.
        """
        copy = _copy(scored)
        return await self._in_turn(lambda: _check(copy, text, lang or "auto", suffix))

    async def _in_turn(self, make: Callable[[], T]) -> T:
        if not _can_write():
            raise Refused(
                404, "no_press_room", "this server has no press room: pip install 'pitboard[press]'"
            )
        return await self.turns.made(make)

    def close(self) -> None:
        """Let go of the thread."""
        self.turns.close()


def _can_write() -> bool:
    return all(find_spec(name) is not None for name in ("babel", "fluent", "rapidfuzz"))


def _copy(scored: Scored) -> Scored:
    """What later facts do not reach."""
    opened = replace(scored.opened, facts=list(scored.opened.facts))
    return Scored(opened, scored.effective, scored.state.copy())


def _report(
    scored: Scored, lang: str, scope: str, focus: str, scheduled: Iterable[SessionScheduled]
) -> Report:
    from pitboard.press.report.formats import markdown
    from pitboard.press.report.writing import write_report

    written = write_report(scored, lang, scope=scope, focus=focus, scheduled=tuple(scheduled))
    return Report(
        lang=lang,
        headline=written.headline.text,
        standfirst=written.standfirst.text,
        sections=tuple(
            Section(
                key=section.key,
                heading=section.heading,
                sentences=tuple(
                    Sentence(text=one.text, facts=one.statement.facts) for one in section.sentences
                ),
                table=_table(section.table),
            )
            for section in written.sections
        ),
        markdown=markdown(written),
    )


def _table(table: Table | None) -> ReportTable | None:
    return None if table is None else ReportTable(title=table.title, head=table.head, rows=table.rows)


def _check(scored: Scored, text: str, lang: str, suffix: str) -> CheckResult:
    from pitboard.press.check import check_text

    checked = check_text(text, scored, lang=lang, suffix=suffix)
    return CheckResult(
        lang=checked.lang,
        text=checked.text,
        claims=tuple(
            Claim(
                start=claim.start,
                end=claim.end,
                text=claim.text,
                kind=claim.kind.value,
                verdict=claim.verdict.value,
                right=claim.right,
                facts=claim.facts,
            )
            for claim in checked.claims
        ),
    )
