"""The words of a document in five languages, and dates as each language writes them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, tzinfo
from functools import cache
from importlib import resources

from pitboard.errors import UsageError
from pitboard.wire.score import time_of_day

LANGUAGES = ("en", "it", "de", "fr", "es")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Words:
    """The labels of one language.

    Raises:
        UsageError: no such language.
    """

    def __init__(self, language: str) -> None:
        if language not in LANGUAGES:
            raise UsageError(f"expected a language of {', '.join(LANGUAGES)}, was {language!r}")
        self.language = language
        self._labels = labels(language)

    def __call__(self, key: str, **values: object) -> str:
        """The label of a key, with values put in its braces."""
        text = self._labels[key]
        return text.format(**values) if values else text

    def get(self, key: str, default: str) -> str:
        """The label of a key that not every fact has a label for."""
        return self._labels.get(key, default)

    def date(self, at_us: int, zone: tzinfo) -> str:
        """A date in full: `21 January 2024`."""
        from babel.dates import format_date

        return _plain(
            format_date(
                _there(at_us, zone), format="long", locale="en_GB" if self.language == "en" else self.language
            )
        )

    def instant(self, at_us: int, zone: tzinfo, *, decimals: int = 0) -> str:
        """Date, time of day and zone: `21 January 2024, 14:00:59 EST`."""
        return f"{self.date(at_us, zone)}, {self.clock(at_us, zone, decimals=decimals)}"

    def clock(self, at_us: int, zone: tzinfo, *, decimals: int = 0) -> str:
        """Time of day with its zone: `14:00:59 EST`."""
        return f"{time_of_day(at_us, zone, decimals=decimals)} {zone_name(at_us, zone)}"


def zone_name(at_us: int, zone: tzinfo) -> str:
    """The zone's short name at an instant; its offset where it has none: `EST`, `UTC`, `UTC+03`."""
    name = _there(at_us, zone).tzname() or "UTC"
    return f"UTC{name}" if name[:1] in "+-" else name


@cache
def labels(language: str) -> Mapping[str, str]:
    """All labels of a language, by `table.key`."""
    folder = resources.files("pitboard.documents").joinpath("labels")
    found: dict[str, str] = {}
    for name in (f"{language}.toml", f"bop.{language}.toml", f"publish.{language}.toml"):
        told = tomllib.loads(folder.joinpath(name).read_text(encoding="utf-8"))
        found |= {f"{table}.{key}": value for table, keys in told.items() for key, value in keys.items()}
    return found


def _there(at_us: int, zone: tzinfo) -> datetime:
    return (_EPOCH + timedelta(seconds=at_us // 1_000_000)).astimezone(zone)


def _plain(text: str) -> str:
    # CLDR uses narrow no-break spaces; sheets are searched and copied, so blanks are blanks.
    return text.replace("\u202f", " ").replace("\u00a0", " ")
