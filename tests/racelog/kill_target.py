"""The process that `test_kill.py` kills: it writes to a log and prints each place once it was acknowledged.

`python kill_target.py append LOG` appends small groups; `python kill_target.py import LOG` appends 20,000 facts at a time.
"""

import sys

from pitboard.racelog import open_log
from pitboard.testing.log_contract import passings

BULK = 20_000


def main(what, path):
    group = passings(BULK if what == "import" else 3)
    with open_log(path, create=True) as log:
        print("open", log.last_seq, flush=True)
        while True:
            places = log.append(group)
            print("acknowledged", places[-1], flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
