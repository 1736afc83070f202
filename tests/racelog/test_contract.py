"""Every log passes one suite."""

from pathlib import Path

from pitboard.racelog import MemoryLog, RaceLog, open_log
from pitboard.testing.log_contract import RaceLogContract


class TestSqliteLog(RaceLogContract):
    def new_log(self, folder: Path) -> RaceLog:
        return open_log(folder / "roar.pitboard", create=True)


class TestMemoryLog(RaceLogContract):
    def new_log(self, folder: Path) -> RaceLog:
        return MemoryLog()
