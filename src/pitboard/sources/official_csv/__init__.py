"""Official timing files in Al Kamel form (IMSA, FIA WEC and sister series): laps, results and weather into facts.

The life of a file: `rawfile` cuts it into header and rows, `columns` and `laps` read and check the laps, `results` the
entries, `facts`, `parts` and `weather` make facts of them, and `load` puts it all together. `decisions` reads what
officials decided; `feed` turns a session into single facts in the order of their arrival.
"""

from pitboard.sources.official_csv.feed import as_feed
from pitboard.sources.official_csv.load import (
    LoadedSession,
    SessionFiles,
    find_sessions,
    is_imsa_form,
    is_laps_file,
    load_session,
    normalise_classes,
)
from pitboard.sources.official_csv.places import kind_of
from pitboard.sources.official_csv.results import OfficialRow, read_entries, read_official_rows

__all__ = [
    "LoadedSession",
    "OfficialRow",
    "SessionFiles",
    "as_feed",
    "find_sessions",
    "is_imsa_form",
    "is_laps_file",
    "kind_of",
    "load_session",
    "normalise_classes",
    "read_entries",
    "read_official_rows",
]
