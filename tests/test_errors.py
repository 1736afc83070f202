"""Errors say where, what was expected and what was found."""

import pytest

from pitboard import errors
from pitboard.errors import Fault, PitboardError, RulebookError, SourceError


def test_a_fault_names_file_line_and_field():
    fault = Fault("laps.csv", 214, "LAP_TIME", "a time like '1:45.678'", "'PIT'")

    assert str(fault) == "laps.csv line 214, LAP_TIME: expected a time like '1:45.678', was 'PIT'"


def test_a_fault_of_the_whole_file_has_no_line():
    assert (
        str(Fault("laps.csv", None, "", "a header", "nothing")) == "laps.csv: expected a header, was nothing"
    )


def test_a_source_error_holds_every_fault():
    faults = [Fault("a.csv", line, "LAP", "a number", "'x'") for line in (2, 3)]
    error = SourceError(faults)

    assert error.faults == tuple(faults)
    assert str(error).splitlines() == [str(fault) for fault in faults]
    assert SourceError(faults[0]).faults == (faults[0],)
    assert SourceError("truncated").faults == ()


def test_a_rulebook_error_lists_every_mistake():
    error = RulebookError(
        "mine", [("race.ends", "expected time, was never"), ("grid.row_size", "expected 1 or more")]
    )

    assert str(error).startswith("rulebook mine: 2 mistakes\n  race.ends: expected time, was never")
    assert str(RulebookError("mine", [("x", "y")])).startswith("rulebook mine: 1 mistake\n")


@pytest.mark.parametrize(
    "name",
    [name for name in dir(errors) if name.endswith("Error") and isinstance(getattr(errors, name), type)],
)
def test_whatever_pitboard_can_explain_is_one_family_and_a_bug_is_not(name):
    kind = getattr(errors, name)

    assert issubclass(kind, PitboardError)
    assert not issubclass(kind, (TypeError, AssertionError))
    assert kind.__doc__
