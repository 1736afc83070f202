"""Balance of Performance tables that come with Pitboard: as far as they were published, with what is not known left empty."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from pitboard.errors import UsageError
from pitboard.model.bop import BopVersion, read_bop, sha256_of

_NAMES = {
    "ctmp-2025-gtd": "ctmp-2025-gtd.csv",
    "rolex-24-2024-gtd-definitive": "rolex-24-2024-gtd-2.toml",
    "rolex-24-2024-gtd-provisional": "rolex-24-2024-gtd-1.toml",
    "rolex-24-2024-gtp": "rolex-24-2024-gtp.toml",
}
_SECOND = ("rolex-24-2024-gtd-definitive",)


def bop_names() -> tuple[str, ...]:
    """Names of the bundled tables.

    >>> len(bop_names())
    4
    """
    return tuple(_NAMES)


@cache
def bundled_bop(name: str) -> BopVersion:
    """A bundled table with its life.

    Raises:
        UsageError: no table has this name.
    """
    if name not in _NAMES:
        raise UsageError(f"expected a bundled table ({', '.join(_NAMES)}), was {name!r}")
    data = files("pitboard.bundled").joinpath("bop", _NAMES[name]).read_bytes()
    told = read_bop(data, _NAMES[name])
    return BopVersion(
        table=told.table,
        sha256=sha256_of(told.table),
        version=2 if name in _SECOND else 1,
        issues=told.issues,
    )


def bundled_versions() -> tuple[BopVersion, ...]:
    """All of them, the older version of a table first."""
    return tuple(sorted((bundled_bop(name) for name in _NAMES), key=lambda one: one.version))
