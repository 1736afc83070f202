"""How well the claim checker does: `python -m tests.press.check_figures [--each]`."""

from __future__ import annotations

import sys
from collections import Counter

from tests.press.marked import HELD_OUT, Result, articles, evaluate


def main() -> None:
    """Print recall and false alarms, over the articles used for tuning and over those held out."""
    results = [evaluate(article) for article in articles()]
    held = [r for r in results if r.article.path.parent == HELD_OUT]
    rest = [r for r in results if r.article.path.parent != HELD_OUT]
    for name, group in (("tuned on", rest), ("held out", held), ("all", results)):
        print(_line(name, group))
    found = Counter(mark.kind for r in results for mark in r.found)
    every = Counter(mark.kind for r in results for mark in r.article.faults)
    print("by kind:  " + ", ".join(f"{kind} {found[kind]}/{every[kind]}" for kind in sorted(every)))
    if "--each" in sys.argv:
        for result in results:
            _each(result)


def _line(name: str, group: list[Result]) -> str:
    found = sum(len(r.found) for r in group)
    faults = sum(len(r.article.faults) for r in group)
    alarms = sum(len(r.alarms) for r in group)
    claims = sum(r.claims for r in group)
    share = found / faults if faults else 1.0
    return (
        f"{name}: {len(group)} articles, {claims} claims read; {found} of {faults} faults found ({share:.0%}); "
        f"{alarms} true claims called wrong"
    )


def _each(result: Result) -> None:
    print(f"\n{result.article.path.name}")
    for mark in result.missed:
        print(f"  missed   {mark.kind:9} {mark.text!r} (right: {mark.right})")
    for claim in result.alarms:
        print(f"  ALARM    {claim.kind.value:9} {claim.text!r} -> {claim.right} at {claim.start}")
    for mark, claim in result.unnamed:
        print(f"  unnamed  {mark.kind:9} {mark.text!r}: said {claim.right}, expected {mark.right}")


if __name__ == "__main__":
    main()
