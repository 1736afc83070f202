"""Make the race log of this format that the tests keep for ever: `python -m tools.make_stored_log`.

It holds one fact of every kind, with every field filled, in three appends. It is made once for each format and never again:
a stored file of each released format must open and verify in every later version.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any, get_args

import msgspec
from msgspec import inspect

from pitboard.model.facts import AnyFact, Fact
from pitboard.racelog import open_log
from pitboard.racelog.schema import FORMAT

STORED = Path(__file__).parents[1] / "tests" / "racelog" / "stored"
POINTERS = ("target_seq", "passing_seq", "flag_seq", "target_last_seq", "as_of_seq", "last_seq_held")


def filled(kind: inspect.Type, name: str, number: int) -> Any:
    """A value of this type that is not its default."""
    match kind:
        case inspect.UnionType(types=types):
            return filled(
                next(part for part in types if not isinstance(part, inspect.NoneType)), name, number
            )
        case inspect.VarTupleType(item_type=item):
            return (filled(item, name, number), filled(item, f"{name}_2", number + 1))
        case inspect.StructType(cls=cls):
            return filled_struct(cls, number)
        case inspect.EnumType(cls=enum):
            return next(iter(enum))
        case inspect.BoolType():
            return True
        case inspect.IntType():
            return 1 if name in POINTERS else 1_705_845_300_000_000 + number
        case inspect.FloatType():
            return number + 0.5
        case _:
            return f"{name} é {number}"


def filled_struct(cls: type[msgspec.Struct], number: int) -> Any:
    """A struct with every field filled."""
    info = inspect.type_info(cls)
    assert isinstance(info, inspect.StructType)
    fields = [field for field in info.fields if field.name != "seq"]
    return cls(**{field.name: filled(field.type, field.name, number) for field in fields})


def all_facts() -> list[Fact]:
    """One fact of every kind; those that point at another point at the first and leave it unchecked."""
    facts = [filled_struct(cls, number) for number, cls in enumerate(get_args(AnyFact))]
    return [
        msgspec.structs.replace(fact, target_last_seq=None) if hasattr(fact, "target_last_seq") else fact
        for fact in facts
    ]


def main() -> None:
    """Write the file, unless it is there."""
    path = STORED / f"v{FORMAT}.pitboard"
    if path.exists():
        sys.exit(f"{path} exists; a stored log is made once")
    facts = all_facts()
    with open_log(path, create=True) as log:
        for part in (facts[:1], facts[1:20], facts[20:]):
            log.append(part)
        print(f"{path}: {log.last_seq} facts, head {log.head_hash.hex()}")
    path.with_name(f"{path.name}-writer").unlink()


if __name__ == "__main__":
    main()
