"""The claim checker on articles with known faults: no true claim is called wrong, nine in ten faults are found."""

from __future__ import annotations

from collections import Counter
from functools import cache
from itertools import pairwise
from textwrap import fill

import pytest

from pitboard.press.check import Claim, Kind, check_text
from tests.press.marked import Article, Result, articles, evaluate, scored

BUNDLED = [article for article in articles() if article.session == "roar-2024-q"]
OTHERS = [article for article in articles() if article.session != "roar-2024-q"]
FEWEST_FOUND = 0.9


@cache
def result(article: Article) -> Result:
    return evaluate(article)


def name(article: Article) -> str:
    return article.path.stem


def test_there_are_articles_of_each_language_and_sort() -> None:
    every = articles()

    assert len(every) >= 30
    assert Counter(article.lang for article in every)["it"] >= 12
    assert Counter(article.lang for article in every)["en"] >= 12
    assert {article.path.suffix for article in every} == {".md", ".txt", ".html"}
    assert len({article.session for article in every}) >= 20
    assert {mark.kind for article in every for mark in article.marked} == {kind.value for kind in Kind}


@pytest.mark.parametrize("article", BUNDLED, ids=name)
def test_no_true_claim_of_the_bundled_session_is_called_wrong(article: Article) -> None:
    assert result(article).alarms == []


def test_nine_in_ten_faults_about_the_bundled_session_are_found() -> None:
    results = [result(article) for article in BUNDLED]

    assert sum(len(r.found) for r in results) >= FEWEST_FOUND * sum(len(r.article.faults) for r in results)


@pytest.mark.slow
@pytest.mark.parametrize("article", OTHERS, ids=name)
def test_no_true_claim_is_called_wrong(article: Article) -> None:
    assert result(article).alarms == []


@pytest.mark.slow
def test_nine_in_ten_faults_are_found_and_put_right() -> None:
    results = [result(article) for article in articles()]

    faults = sum(len(r.article.faults) for r in results)
    assert faults > 200
    assert sum(len(r.found) for r in results) >= FEWEST_FOUND * faults
    assert sum(len(r.unnamed) for r in results) <= 0.05 * faults


@pytest.mark.parametrize("article", BUNDLED, ids=name)
def test_claims_are_slices_in_order_without_overlaps_and_cite_facts(article: Article) -> None:
    claims = article.check().claims

    assert [article.text[c.start : c.end] for c in claims] == [c.text for c in claims]
    assert all(a.end <= b.start for a, b in pairwise(claims))
    assert all(fact.startswith(("roar-2024-q:", "record:")) for c in claims for fact in c.facts)
    assert all(c.facts and c.right for c in claims if c.verdict == "wrong")


@pytest.mark.parametrize("article", [a for a in BUNDLED if a.path.suffix == ".txt"], ids=name)
def test_an_article_in_lines_of_fixed_length_is_read_as_one_without(article: Article) -> None:
    wrapped = "\n".join(fill(line, 90) for line in article.text.split("\n"))

    checked = check_text(wrapped, scored(article.session), suffix=".txt")

    def what(claims: tuple[Claim, ...]) -> list[tuple[str, str]]:
        return [(" ".join(c.text.split()), c.verdict) for c in claims]

    assert what(checked.claims) == what(article.check().claims)


@pytest.mark.parametrize("article", BUNDLED, ids=name)
def test_the_language_is_recognised(article: Article) -> None:
    assert article.check().lang == article.lang
