"""`make seeds N=500`: random races through the real engine; a failing seed is printed and becomes a `.race` file."""

import argparse
import sys
import time
from concurrent.futures import ProcessPoolExecutor

from pitboard.testing.rule_seeds import check_rules_seed
from pitboard.testing.seeds import check_seed


def check(seed: int) -> list[str]:
    """What one seed breaks: of the engine, and of the sporting rules over it."""
    return [*check_seed(seed), *check_rules_seed(seed)]


def main() -> int:
    """Run the seeds; exit with 1 if one of them shows a broken promise."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=500, help="how many seeds to run")
    parser.add_argument("--first", type=int, default=None, help="first seed; else taken from the clock")
    chosen = parser.parse_args()
    first = int(time.time()) if chosen.first is None else chosen.first
    seeds = range(first, first + chosen.count)
    failed = 0
    with ProcessPoolExecutor() as pool:
        for seed, problems in zip(seeds, pool.map(check, seeds, chunksize=8), strict=True):
            if problems:
                failed += 1
                print(f"seed {seed}: again with python -m tools.seeds --first {seed} --count 1")
                for problem in problems[:5]:
                    print(f"  {problem[:400]}")
    print(f"{chosen.count} races from seed {first}: {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
