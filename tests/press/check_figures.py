"""How well the claim checker does.

python -m tests.press.check_figures             # on the marked articles
python -m tests.press.check_figures --each      # … and what was missed in each
python -m tests.press.check_figures --phrases   # on sentences filled from every session of the official files
python -m tests.press.check_figures --reports   # on Pitboard's own reports of all sessions, which are true by a test of their own
"""

from __future__ import annotations

import sys
from collections import Counter
from random import Random

from pitboard.press.check import Checked, check_text
from pitboard.press.check.index import Index
from pitboard.press.check.language import LANGUAGES
from pitboard.press.report.formats import markdown
from pitboard.press.report.writing import write_report
from pitboard.sessions.opened import open_session
from pitboard.sessions.scored import Scored, score
from tests.press.marked import FAULTS, HELD_OUT, Result, articles, evaluate
from tests.press.phrases import phrases
from tests.support.data import shared_data

SEED = 7
PHRASES = 25


def main() -> None:
    """Print recall and false alarms, over the articles used for tuning and over those held out."""
    if "--phrases" in sys.argv:
        _phrases()
        return
    if "--reports" in sys.argv:
        _reports()
        return
    results = [evaluate(article) for article in articles()]
    held = [r for r in results if r.article.path.parent == HELD_OUT]
    rest = [r for r in results if r.article.path.parent != HELD_OUT]
    for name, group in (("tuned on", rest), ("held out", held), ("all", results)):
        print(_line(name, group))
    found = Counter(mark.kind for r in results for mark in r.found)
    every = Counter(mark.kind for r in results for mark in r.article.faults)
    print("by kind:  " + ", ".join(f"{kind} {found[kind]}/{every[kind]}" for kind in sorted(every)))
    if "--each" in sys.argv:
        for result in results:
            _each(result)


def _reports() -> None:
    """What the checker calls wrong in reports whose every number another test counts again."""
    files = sorted(shared_data("imsa").rglob("*-laps.csv.gz"))
    claims = alarms = 0
    for path in files:
        session = score(open_session(str(path)))
        for lang in LANGUAGES:
            checked = checked_report(session, lang)
            claims += len(checked.claims)
            alarms += sum(claim.verdict in FAULTS for claim in checked.claims)
    print(
        f"{len(files)} sessions: {alarms} of {claims} claims of Pitboard's own reports called wrong or misspelt"
    )


def checked_report(session: Scored, lang: str) -> Checked:
    """Pitboard's own report of a session, read by its claim checker."""
    return check_text(markdown(write_report(session, lang)), session, lang=lang, suffix=".md")


def _phrases() -> None:
    """True sentences called wrong, and falsified ones found, 25 of each a session."""
    random = Random(SEED)
    true = alarms = falsified = found = 0
    files = sorted(shared_data("imsa").rglob("*-laps.csv.gz"))
    for path in files:
        session = score(open_session(str(path)))
        index = Index(session)
        for phrase in phrases(index, random, PHRASES, falsify=False):
            true += 1
            alarms += any(
                c.verdict in FAULTS for c in check_text(phrase.text, session, lang=phrase.lang).claims
            )
        for phrase in phrases(index, random, PHRASES, falsify=True):
            wrong = [
                c.text
                for c in check_text(phrase.text, session, lang=phrase.lang).claims
                if c.verdict in FAULTS
            ]
            falsified += 1
            found += any(phrase.wrong in text or text in phrase.wrong for text in wrong)
    print(
        f"{len(files)} sessions: {alarms} of {true} true sentences called wrong; {found} of {falsified} falsified found"
    )


def _line(name: str, group: list[Result]) -> str:
    found = sum(len(r.found) for r in group)
    faults = sum(len(r.article.faults) for r in group)
    alarms = sum(len(r.alarms) for r in group)
    claims = sum(r.claims for r in group)
    share = found / faults if faults else 1.0
    return (
        f"{name}: {len(group)} articles, {claims} claims read; {found} of {faults} faults found ({share:.0%}); "
        f"{alarms} true claims called wrong"
    )


def _each(result: Result) -> None:
    print(f"\n{result.article.path.name}")
    for mark in result.missed:
        print(f"  missed   {mark.kind:9} {mark.text!r} (right: {mark.right})")
    for claim in result.alarms:
        print(f"  ALARM    {claim.kind.value:9} {claim.text!r} -> {claim.right} at {claim.start}")
    for mark, claim in result.unnamed:
        print(f"  unnamed  {mark.kind:9} {mark.text!r}: said {claim.right}, expected {mark.right}")


if __name__ == "__main__":
    main()
