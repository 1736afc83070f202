"""The append-only log of a meeting: facts on disk, in order of arrival, chained by hashes.

Nothing here scores, and nothing is ever changed or removed: a correction is a new fact.
"""

from pitboard.racelog.chain import GENESIS
from pitboard.racelog.copying import copy_log
from pitboard.racelog.interface import LogFault, RaceLog, StoredFact, VerifyReport
from pitboard.racelog.lock import LockedError
from pitboard.racelog.memory import MemoryLog
from pitboard.racelog.mirror import Mirror, open_mirror
from pitboard.racelog.opening import open_log, require_path
from pitboard.racelog.selector import Selector, choose_session, is_selector, parse_selector
from pitboard.racelog.sessions import imported, is_new_import
from pitboard.racelog.sqlite_log import SqliteLog
from pitboard.racelog.targets import targets_of

__all__ = [
    "GENESIS",
    "LockedError",
    "LogFault",
    "MemoryLog",
    "Mirror",
    "RaceLog",
    "Selector",
    "SqliteLog",
    "StoredFact",
    "VerifyReport",
    "choose_session",
    "copy_log",
    "imported",
    "is_new_import",
    "is_selector",
    "open_log",
    "open_mirror",
    "parse_selector",
    "require_path",
    "targets_of",
]
