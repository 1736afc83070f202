"""Make `nations.csv` from a folder of official results: which code all files agree on, driver by driver.

    python -m tools.nations ../shared/data > src/pitboard/sources/official_csv/nations.csv

The table holds our own findings, not the files' rows: a driver's id and the one valid code, or nothing where the files
disagree or give a code that is no nation's.
"""

import csv
import sys
from collections import defaultdict
from pathlib import Path

from pitboard.sources.official_csv.nations import VALID
from pitboard.sources.official_csv.results import read_entries


def main(folder: Path) -> None:
    """Print the table."""
    codes: dict[str, set[str]] = defaultdict(set)
    for path in sorted(folder.rglob("*-results.csv.gz")):
        for entry in read_entries(path):
            for driver in entry.crew:
                if driver.country_as_filed:
                    codes[driver.driver_id].add(driver.country_as_filed)
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["driver_id", "nation"])
    for driver_id in sorted(codes):
        found = codes[driver_id]
        out.writerow([driver_id, found.copy().pop() if len(found) == 1 and found <= VALID else ""])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
