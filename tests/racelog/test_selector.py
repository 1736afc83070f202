"""Which session of a log is meant."""

from pathlib import Path

import pytest

from pitboard.errors import UsageError
from pitboard.racelog import MemoryLog, Selector, choose_session, parse_selector
from pitboard.testing.log_contract import scheduled


def log_with(*sessions):
    log = MemoryLog()
    log.append([scheduled(session) for session in sessions])
    return log


@pytest.mark.parametrize(
    ("text", "path", "session"),
    [
        ("roar.pitboard", "roar.pitboard", None),
        ("logs/roar.pitboard#q", "logs/roar.pitboard", "q"),
        ("take#2/roar.pitboard", "take#2/roar.pitboard", None),
        ("take#2/roar.pitboard#q#1", "take#2/roar.pitboard", "q#1"),
    ],
)
def test_a_selector_is_a_file_and_perhaps_a_session(text, path, session):
    assert parse_selector(text) == Selector(Path(path), session)
    assert str(parse_selector(text)) == str(Path(text))


@pytest.mark.parametrize("text", ["laps.csv.gz", "roar-2024-q", "roar.pitboards", "roar.pitboard#", ""])
def test_what_is_no_selector_says_what_was_expected(text):
    with pytest.raises(UsageError, match="expected"):
        parse_selector(text)


def test_the_only_session_need_not_be_named():
    assert choose_session(log_with("q"), parse_selector("roar.pitboard")) == "q"


def test_one_of_several_sessions_is_named():
    assert choose_session(log_with("p", "q"), parse_selector("roar.pitboard#q")) == "q"


def test_several_sessions_and_no_name_lists_the_ids():
    with pytest.raises(UsageError) as error:
        choose_session(log_with("p", "q"), parse_selector("roar.pitboard"))

    assert str(error.value) == "roar.pitboard: holds 2 sessions; say which, as in roar.pitboard#p:\n  p\n  q"


def test_an_unknown_session_lists_the_ids():
    with pytest.raises(UsageError) as error:
        choose_session(log_with("p", "q"), parse_selector("roar.pitboard#r"))

    assert str(error.value) == "roar.pitboard: there is no session 'r'; it holds these:\n  p\n  q"


def test_a_log_without_sessions_says_so():
    with pytest.raises(UsageError, match="holds no session yet"):
        choose_session(log_with(), parse_selector("roar.pitboard"))
