"""Two parts that were written apart hold one another: no claim of a report may be wrong by the checker."""

import pytest

from pitboard.press.check.language import LANGUAGES
from pitboard.sessions.opened import open_session
from pitboard.sessions.scored import score
from tests.press.check_figures import checked_report
from tests.press.marked import FAULTS

EVERY = 12


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_report_of_the_bundled_session_has_many_claims_and_none_is_called_wrong(lang):
    checked = checked_report(score(open_session("roar-2024-q")), lang)

    assert [(c.text, c.right) for c in checked.claims if c.verdict in FAULTS] == []
    assert len([c for c in checked.claims if c.verdict == "true"]) > 80


@pytest.mark.slow
def test_no_claim_of_a_report_of_real_sessions_is_called_wrong(real_data):
    for path in sorted((real_data / "imsa").rglob("*-laps.csv.gz"))[::EVERY]:
        session = score(open_session(str(path)))
        for lang in LANGUAGES:
            found = checked_report(session, lang).claims
            assert [(path.name, lang, c.text, c.right) for c in found if c.verdict in FAULTS] == []
