"""The claim checker: what a report says that timing data can decide, and whether it is so.

Text is read into mentions, mentions that belong together into subjects, sentences into claims, and each claim is held
against an index of the scored session. A value is judged only where the sentence makes plain what it is said of; a
true claim called wrong is the worst that can happen here.
"""

from pitboard.press.check.checking import check_text
from pitboard.press.check.claims import Checked, Claim, Kind, Verdict

__all__ = ["Checked", "Claim", "Kind", "Verdict", "check_text"]
