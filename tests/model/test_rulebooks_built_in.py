"""Every rulebook that comes with Pitboard loads, survives the log, and says where each value is from."""

from __future__ import annotations

import pytest

from pitboard.model.rulebook import Rulebook, built_in_names, load, walk


@pytest.mark.parametrize("name", built_in_names())
def test_book_survives_the_log(name: str) -> None:
    book = load(name)

    again = Rulebook.from_text(book.resolved_text())

    assert book == again
    assert book.sha256 == again.sha256


@pytest.mark.parametrize("name", built_in_names())
def test_every_value_has_a_source_that_the_book_explains(name: str) -> None:
    book = load(name)
    books = [book, *(book.for_event(event) for event in book.events)]

    for each in books:
        for key, ruled in walk(each):
            assert ruled.source_keys, key
            assert all(source in each.sources for source in ruled.source_keys), key
            assert "book" not in ruled.source_keys, key
