"""Nations by three letters: ISO's, and the Olympic ones where they differ, which some sheets print."""

from __future__ import annotations

from pitboard.errors import UsageError
from pitboard.sources.official_csv.country_codes import COUNTRY_CODES

_OLYMPIC = {
    "BAR": "BRB",
    "BUL": "BGR",
    "CHI": "CHL",
    "CRC": "CRI",
    "CRO": "HRV",
    "DEN": "DNK",
    "GER": "DEU",
    "GRE": "GRC",
    "GUA": "GTM",
    "INA": "IDN",
    "IRI": "IRN",
    "KSA": "SAU",
    "KUW": "KWT",
    "LAT": "LVA",
    "MAS": "MYS",
    "MON": "MCO",
    "NED": "NLD",
    "OMA": "OMN",
    "PAR": "PRY",
    "POR": "PRT",
    "PUR": "PRI",
    "RSA": "ZAF",
    "SLO": "SVN",
    "SUI": "CHE",
    "TPE": "TWN",
    "UAE": "ARE",
    "URU": "URY",
    "ZIM": "ZWE",
}


def iso_code(code: str) -> str:
    """ISO's three letters of a nation.

    >>> iso_code("GER"), iso_code("ITA")
    ('DEU', 'ITA')
    """
    return _OLYMPIC.get(code, code)


def nation_of(focus: str) -> str:
    """ISO's three letters of `nation:ITA`; empty for no focus.

    Raises:
        UsageError: another shape, or letters that are no nation's.

    >>> nation_of("nation:ger")
    'DEU'
    """
    if not focus:
        return ""
    kind, _, code = focus.partition(":")
    if kind != "nation" or code.upper() not in COUNTRY_CODES:
        raise UsageError(f"expected a focus like nation:ITA, was {focus!r}")
    return iso_code(code.upper())
