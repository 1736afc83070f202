"""The life of a table: what binds at which instant, and which state may follow which."""

import pytest

from pitboard.bundled.bop_tables import bundled_versions
from pitboard.model.bop import (
    BopIssue,
    BopModel,
    BopSource,
    BopState,
    BopTable,
    BopVersion,
    Provenance,
    in_force,
    refused_issue,
    sha256_of,
    standing,
)

P, D, A = BopState.PROVISIONAL, BopState.DEFINITIVE, BopState.AMENDED


def version(number, *issues, bulletin=""):
    """A version of `GT3`; each issue is (state, effective)."""
    table = BopTable(
        table="GT3",
        classes=("GT3",),
        levers=("mass_kg",),
        models=(BopModel(name="A"),),
        source="us",
        sources={"us": BopSource(Provenance.OWN, "")},
        bulletin=bulletin or str(number),
    )
    made = tuple(
        BopIssue(state=state, effective_us=at, order=10 * number + n) for n, (state, at) in enumerate(issues)
    )
    return BopVersion(table=table, sha256=sha256_of(table), version=number, issues=made, log=True)


def test_a_draft_binds_nobody():
    assert in_force([version(1)], "GT3", 100) is None


def test_a_version_binds_from_its_instant_on():
    one = version(1, (P, 50))

    assert in_force([one], "GT3", 49) is None
    assert in_force([one], "GT3", 50).state is P
    assert in_force([one], "GT4", 50) is None


def test_the_version_that_took_effect_last_binds_and_the_other_is_superseded():
    old, new = version(1, (P, 50), (D, 60)), version(2, (A, 100))
    both = [old, new]

    assert [in_force(both, "GT3", at).text for at in (55, 70, 100)] == [
        "GT3 1 (provisional)",
        "GT3 1 (definitive)",
        "GT3 2 (amended)",
    ]
    assert standing(both, old, 99).state is D
    assert standing(both, old, 100).state is BopState.SUPERSEDED
    assert standing(both, new, 99).state is A
    assert standing(both, version(3), 100).state is BopState.DRAFT


def test_of_two_versions_for_one_instant_the_one_issued_later_binds():
    assert in_force([version(1, (D, 50)), version(2, (D, 50))], "GT3", 60).version.version == 2
    assert in_force([version(2, (D, 50)), version(1, (D, 50))], "GT3", 60).version.version == 2


@pytest.mark.parametrize(
    ("versions", "which", "state", "said"),
    [
        ([version(1)], 0, P, ""),
        ([version(1)], 0, D, ""),
        ([version(1, (P, 1))], 0, D, ""),
        ([version(1, (D, 1)), version(2)], 1, A, ""),
        ([version(1, (P, 1))], 0, P, "GT3 1 is provisional: expected definitive, was 'provisional'"),
        (
            [version(1, (D, 1))],
            0,
            P,
            "GT3 1 is definitive: expected nothing: add a new version, was 'provisional'",
        ),
        ([version(1)], 0, A, "there is no definitive GT3 table to amend"),
        ([version(1, (P, 1)), version(2)], 1, A, "there is no definitive GT3 table to amend"),
        (
            [version(1, (P, 1)), version(2, (D, 1))],
            0,
            D,
            "GT3 1 is older than GT3 2, which was issued: add a new version",
        ),
        (
            [version(1)],
            0,
            BopState.SUPERSEDED,
            "expected a state of provisional, definitive, amended, was 'superseded'",
        ),
    ],
)
def test_which_state_may_follow_which(versions, which, state, said):
    assert refused_issue(versions, versions[which], state) == said


def test_at_the_roar_the_provisional_table_binds_and_at_the_rolex_24_the_definitive_one():
    bundled = bundled_versions()

    assert in_force(bundled, "GTD", None, "2024-roar").text == "GTD version 1 (provisional)"
    assert in_force(bundled, "GTD", None, "2024-rolex-24").text == "GTD version 2 (definitive)"
    assert in_force(bundled, "GTP", None, "2024-roar").state is P
    assert in_force(bundled, "GTP", None, "2024-rolex-24").state is D
    assert in_force(bundled, "GTD", None, "2025-ctmp").version.table.bulletin == "IWSC #25-62"
    assert in_force(bundled, "GTD", None, "2023-petit") is None
