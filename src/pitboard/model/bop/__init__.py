"""Balance of Performance: tables of what each model of car must weigh and may use, their versions, and whether cars meet them."""

from pitboard.model.bop.checks import (
    Finding,
    Verdict,
    Weighing,
    check_entries,
    check_table,
    model_of,
    refill_times,
    weigh,
)
from pitboard.model.bop.comparing import BopChange, change_of, diff_tables
from pitboard.model.bop.levers import LEVERS, Lever, lever_of
from pitboard.model.bop.reading import BopFile, instant_us, read_bop
from pitboard.model.bop.table import (
    BopCell,
    BopModel,
    BopSource,
    BopTable,
    Provenance,
    canonical,
    from_text,
    sha256_of,
)
from pitboard.model.bop.versions import (
    ISSUABLE,
    BopIssue,
    BopStanding,
    BopState,
    BopVersion,
    in_force,
    refused_issue,
    standing,
)
from pitboard.model.bop.writing import figure, to_csv, to_toml

__all__ = [
    "ISSUABLE",
    "LEVERS",
    "BopCell",
    "BopChange",
    "BopFile",
    "BopIssue",
    "BopModel",
    "BopSource",
    "BopStanding",
    "BopState",
    "BopTable",
    "BopVersion",
    "Finding",
    "Lever",
    "Provenance",
    "Verdict",
    "Weighing",
    "canonical",
    "change_of",
    "check_entries",
    "check_table",
    "diff_tables",
    "figure",
    "from_text",
    "in_force",
    "instant_us",
    "lever_of",
    "model_of",
    "read_bop",
    "refill_times",
    "refused_issue",
    "sha256_of",
    "standing",
    "to_csv",
    "to_toml",
    "weigh",
]
