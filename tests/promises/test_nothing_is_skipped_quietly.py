"""Under CI a test may not be skipped because the machine lacks a tool or data: it fails and says what is missing."""

import pytest

from tests.conftest import without_quiet_skip
from tests.support import data, tools


def skipped(reason: str) -> pytest.TestReport:
    longrepr = ("tests/test_pdf.py", 7, f"Skipped: {reason}")
    return pytest.TestReport("tests/test_pdf.py::test_tags", ("", 7, ""), {}, "skipped", longrepr, "call")


def test_a_skip_for_a_missing_tool_becomes_a_failure_that_names_it():
    report = without_quiet_skip(skipped("needs tool: pdftoppm (to look at the page)"))

    assert report.failed
    assert "pdftoppm (to look at the page)" in str(report.longrepr)


def test_a_skip_for_missing_data_becomes_a_failure():
    assert without_quiet_skip(skipped("needs data: real timing files")).failed


def test_a_skip_for_another_reason_stays_one():
    assert without_quiet_skip(skipped("Windows has no such signal")).skipped


def test_a_missing_program_skips_with_its_name_and_purpose():
    with pytest.raises(pytest.skip.Exception, match=r"needs tool: no-such-program \(to see it missing\)"):
        tools.needs_tool("no-such-program", "to see it missing")


def test_one_of_several_names_of_a_program_is_enough():
    assert tools.needs_tool("no-such-program|git", "to list files").name.startswith("git")


@pytest.mark.parametrize(("value", "expected"), [("true", True), ("1", True), ("", False), ("false", False)])
def test_ci_is_what_the_environment_says(monkeypatch, value, expected):
    monkeypatch.setenv("CI", value)

    assert tools.under_ci() is expected


def test_real_data_that_is_not_there_is_asked_for_in_a_sentence(monkeypatch, tmp_path):
    monkeypatch.setenv("PITBOARD_DATA", str(tmp_path / "nowhere"))

    with pytest.raises(pytest.skip.Exception, match="needs data: real timing files"):
        data.shared_data()
