"""Articles written for the tests, with what is wrong in them marked in the text.

`⟦Acura|car|wrong|Lexus⟧` is a wrong claim with the right value, `⟦31|number⟧` a true one; whatever is not marked is
true, or cannot be decided. Above `---` stands the session: bundled, or a file of the official data.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from pitboard.press.check import Checked, Claim, Verdict, check_text
from pitboard.sessions.opened import open_session
from pitboard.sessions.scored import Scored, score
from tests.support.data import shared_data

FOLDER = Path(__file__).parent / "articles"
HELD_OUT = FOLDER / "held_out"
_MARK = re.compile(r"⟦(?P<text>[^|⟧]+)\|(?P<kind>\w+)(?:\|(?P<verdict>\w+)\|(?P<right>[^⟧]*))?⟧")
FAULTS = (Verdict.WRONG, Verdict.MISSPELT)


@dataclass(frozen=True)
class Marked:
    """A marked claim: the slice of the article without marks, and what is to be said of it."""

    start: int
    end: int
    text: str
    kind: str
    verdict: str
    right: str

    def meets(self, claim: Claim) -> bool:
        """Whether a claim speaks of the same place of the text."""
        return self.start < claim.end and claim.start < self.end


@dataclass(frozen=True)
class Article:
    """An article without its marks."""

    path: Path
    session: str
    lang: str
    text: str
    marked: tuple[Marked, ...]

    @property
    def faults(self) -> tuple[Marked, ...]:
        """What is wrong or misspelt in it."""
        return tuple(mark for mark in self.marked if mark.verdict in ("wrong", "misspelt"))

    def check(self) -> Checked:
        """Check it against its session, as the command line does."""
        return check_text(self.text, scored(self.session), suffix=self.path.suffix)


@dataclass
class Result:
    """How the checker did on one article."""

    article: Article
    found: list[Marked] = field(default_factory=list)
    missed: list[Marked] = field(default_factory=list)
    alarms: list[Claim] = field(default_factory=list)
    unnamed: list[tuple[Marked, Claim]] = field(default_factory=list)
    claims: int = 0


def articles() -> list[Article]:
    """Every article, those kept out of tuning last."""
    paths = [p for p in (*sorted(FOLDER.glob("*.*")), *sorted(HELD_OUT.glob("*.*"))) if p.is_file()]
    return [read(path) for path in paths]


def read(path: Path) -> Article:
    """Read one article and take its marks out."""
    head, _, body = path.read_text(encoding="utf-8").partition("\n---\n")
    known = dict(line.split(": ", 1) for line in head.splitlines())
    text = ""
    marked = []
    at = 0
    for hit in _MARK.finditer(body):
        text += body[at : hit.start()]
        start = len(text)
        text += hit["text"]
        marked.append(
            Marked(start, len(text), hit["text"], hit["kind"], hit["verdict"] or "true", hit["right"] or "")
        )
        at = hit.end()
    return Article(path, known["session"], known["lang"], text + body[at:], tuple(marked))


@cache
def scored(session: str) -> Scored:
    """A session, scored once."""
    return score(open_session(session if "/" not in session else str(shared_data(session))))


def evaluate(article: Article) -> Result:
    """Hold what the checker says against the marks."""
    checked = article.check()
    result = Result(article, claims=len(checked.claims))
    wrong = [claim for claim in checked.claims if claim.verdict in FAULTS]
    for mark in article.faults:
        met = [claim for claim in wrong if mark.meets(claim)]
        (result.found if met else result.missed).append(mark)
        if met and not any(mark.right.casefold() in (c.right or "").casefold() for c in met):
            result.unnamed.append((mark, met[0]))
    result.alarms = [claim for claim in wrong if not any(mark.meets(claim) for mark in article.faults)]
    return result
