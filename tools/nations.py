"""Make `nations.csv` from a folder of official results: which country codes all files hold for each driver.

    python -m tools.nations ../shared/data > /tmp/nations.csv

Codes that the table holds already are kept (files seen once stay seen), and so are nations with a source: a row whose
codes disagree prints no nation unless somebody found one and wrote `nation` and `source` by hand. The table holds our own
findings, driver by driver, not the files' rows.
"""

import csv
import sys
from collections import defaultdict
from pathlib import Path

from pitboard.sources.official_csv.names import role_of
from pitboard.sources.official_csv.nations import agree_countries, known_nations


def main(folder: Path) -> None:
    """Print the table."""
    known = known_nations()
    codes: dict[str, set[str]] = defaultdict(set)
    for driver_id, row in known.items():
        codes[driver_id] |= row.codes
    for driver_id, filed in agree_countries(
        path for path in sorted(folder.rglob("*")) if role_of(path) == "results"
    ).items():
        codes[driver_id] |= filed
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["driver_id", "codes", "nation", "source"])
    for driver_id in sorted(codes):
        row = known.get(driver_id)
        if codes[driver_id] or row:
            sourced = (row.nation, row.source) if row else ("", "")
            out.writerow([driver_id, " ".join(sorted(codes[driver_id])), *sourced])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
