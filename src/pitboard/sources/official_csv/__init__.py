"""Official timing files in Al Kamel form (IMSA, FIA WEC and sister series): laps, results and weather into facts.

The life of a file: `names` finds it, `rawfile` cuts it into header and rows, `columns` and `laps` read and check the
laps, `results`, `entry_csv` and `nations` the entries, `facts`, `parts` and `weather` make facts, and `load` puts it
all together. `decisions` reads what officials decided; `feed` turns a session into single facts as they might arrive.
"""

from pitboard.sources.official_csv.decisions import DecisionRow, matches, read_decisions, to_facts
from pitboard.sources.official_csv.feed import as_feed
from pitboard.sources.official_csv.load import LoadedSession, load_session, normalise_classes, read_entries
from pitboard.sources.official_csv.names import (
    SessionFiles,
    find_sessions,
    is_imsa_form,
    is_laps_file,
    kind_of,
)
from pitboard.sources.official_csv.nations import agree_countries
from pitboard.sources.official_csv.results import OfficialRow, read_official_rows

__all__ = [
    "DecisionRow",
    "LoadedSession",
    "OfficialRow",
    "SessionFiles",
    "agree_countries",
    "as_feed",
    "find_sessions",
    "is_imsa_form",
    "is_laps_file",
    "kind_of",
    "load_session",
    "matches",
    "normalise_classes",
    "read_decisions",
    "read_entries",
    "read_official_rows",
    "to_facts",
]
