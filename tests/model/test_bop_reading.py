"""A Balance of Performance table read: nothing is lost, nothing is guessed, and every mistake is named at once."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pitboard.bundled.bop_tables import bop_names, bundled_bop
from pitboard.errors import SourceError
from pitboard.model.bop import (
    LEVERS,
    BopCell,
    BopIssue,
    BopModel,
    BopSource,
    BopState,
    BopTable,
    Provenance,
    canonical,
    from_text,
    read_bop,
    sha256_of,
    to_csv,
    to_toml,
)

HEAD = """table = "GT3"
classes = ["GT3"]
source = "us"
[sources]
us = { kind = "own", text = "the club's scales" }
"""

WORDS = st.text(
    st.characters(exclude_categories=("C", "Zl", "Zp", "Zs"), include_characters=" "), max_size=20
).map(lambda text: " ".join(text.split()))
NAMES = WORDS.filter(bool)
LISTED = NAMES.map(lambda text: " ".join(text.replace(",", "").replace(";", "").split())).filter(bool)
PLAIN = WORDS.map(lambda text: text.replace(";", ","))
FIGURES = st.decimals(-9999, 9999, places=3, allow_nan=False, allow_infinity=False).map(
    lambda value: value or abs(value)
)
KEYS = st.text("abcdefghij-_0123456789", min_size=1, max_size=8)


@st.composite
def tables(draw):
    """Tables as a regulator might write them, and worse."""
    sources = draw(
        st.dictionaries(
            KEYS, st.builds(BopSource, st.sampled_from(Provenance), WORDS), min_size=1, max_size=3
        )
    )
    source = draw(st.sampled_from(sorted(sources)))
    others = st.sampled_from(["", *(key for key in sorted(sources) if key != source)])
    levers = draw(
        st.lists(
            st.sampled_from([*LEVERS, "boost_bar_at_4500_rpm", "power_kw_at_190_kmh"]),
            min_size=1,
            unique=True,
        )
    )
    known = st.builds(
        BopCell, value=st.none() | FIGURES, change=st.none() | FIGURES, source=others, note=WORDS
    )
    absent = st.builds(BopCell, applies=st.just(False), change=st.none() | FIGURES, source=others, note=WORDS)
    cells = st.dictionaries(st.sampled_from(levers), (known | absent).filter(lambda cell: cell != BopCell()))
    names = draw(st.lists(LISTED, min_size=1, max_size=8, unique_by=str.casefold))
    models = [
        BopModel(
            name=name,
            cells=draw(cells),
            note=draw(WORDS),
            vehicles=draw(st.sampled_from([(), (f"{name} x",)])),
        )
        for name in names
    ]
    taken = [each.casefold() for model in models for each in (model.name, *model.vehicles)]
    if len(set(taken)) < len(taken):
        models = models[:1]
    return BopTable(
        table=draw(NAMES.filter(lambda text: not set("/#") & set(text))),
        classes=tuple(draw(st.lists(LISTED, min_size=1, max_size=3, unique=True))),
        levers=tuple(levers),
        models=tuple(models),
        source=source,
        sources=sources,
        bulletin=draw(WORDS),
        title=draw(WORDS),
        season=draw(st.none() | st.integers(1900, 2200)),
        v1_kmh=draw(st.none() | st.integers(20, 500)),
        refill_time_s=draw(st.none() | FIGURES.filter(lambda value: value > 0)),
        notice_days=draw(st.none() | st.integers(0, 365)),
        reason=draw(WORDS),
        note=draw(WORDS),
    )


ISSUES = st.lists(
    st.builds(
        BopIssue,
        state=st.sampled_from([BopState.PROVISIONAL, BopState.DEFINITIVE, BopState.AMENDED]),
        effective_us=st.none() | st.integers(0, 4_000_000_000_000_000),
        meetings=st.sampled_from([(), ("roar",), ("a", "b")]),
        by=PLAIN,
        why=PLAIN,
    ),
    max_size=3,
)


def numbered(issues):
    return tuple(
        BopIssue(
            state=one.state,
            effective_us=one.effective_us,
            meetings=one.meetings,
            by=one.by,
            why=one.why,
            order=n,
        )
        for n, one in enumerate(issues, 1)
    )


@given(tables(), ISSUES)
def test_a_table_written_as_toml_and_read_back_is_equal(table, issues):
    told = read_bop(to_toml(table, issues).encode(), "t.toml")

    assert told.table == table
    assert told.issues == numbered(issues)


@given(tables(), ISSUES)
def test_a_table_written_as_csv_and_read_back_is_equal(table, issues):
    told = read_bop(to_csv(table, issues).encode(), "t.csv")

    assert told.table == table
    assert told.issues == numbered(issues)


@given(tables())
def test_the_text_that_a_log_keeps_is_the_table(table):
    assert from_text(canonical(table)) == table
    assert sha256_of(from_text(canonical(table))) == sha256_of(table)


@pytest.mark.parametrize("name", bop_names())
def test_a_bundled_table_is_the_same_in_both_forms(name):
    version = bundled_bop(name)

    assert read_bop(to_csv(version.table, version.issues).encode(), "x.csv").table == version.table
    assert read_bop(to_toml(version.table, version.issues).encode(), "x.toml").table == version.table


def faults_in(data, name):
    """The faults of some bytes; none where they are a table."""
    try:
        read_bop(data, name)
    except SourceError as error:
        return error.faults or pytest.fail("an error without a fault")
    return ()


@given(st.binary(max_size=400) | st.text(max_size=400).map(str.encode), st.sampled_from(["x.toml", "x.csv"]))
def test_whatever_the_bytes_they_are_a_table_or_faults_with_their_place(data, name):
    assert all(fault.file == name and fault.expected and fault.found for fault in faults_in(data, name))


@given(st.data())
def test_a_damaged_table_is_a_table_or_faults_with_their_place(data):
    name = data.draw(st.sampled_from(["x.toml", "x.csv"]))
    whole = (to_toml if name == "x.toml" else to_csv)(data.draw(tables()))
    at = data.draw(st.integers(0, len(whole)))
    cut = data.draw(st.integers(0, 5))
    put = data.draw(
        st.text(max_size=5) | st.sampled_from(['"', "=", "[", "1e9", "nan", "\n", ",", "{", "é", "\x00"])
    )
    damaged = (whole[:at] + put + whole[at + cut :]).encode("utf-8", "surrogatepass")

    assert all(fault.expected and fault.found for fault in faults_in(damaged, name))


def faults(text, name="t.toml"):
    with pytest.raises(SourceError) as raised:
        read_bop(text.encode(), name)
    return [str(fault) for fault in raised.value.faults]


def test_every_mistake_of_a_toml_file_is_named_at_once_with_its_line():
    text = HEAD.replace("classes", 'clases = ["x"]\nclasses') + (
        '[[model]]\nname = "Lexus"\nmas_kg = 1370\nrestrictor_mm = "wide"\nwing_deg = { value = 5.3, source = "x", why = 1 }\n'
        '[[model]]\nmass_kg = true\nfuel_l = 1e99\n[[model]]\nname = "LEXUS"\nmass_kg = 1\n'
    )

    found = faults(text)

    assert found == [
        "t.toml line 2, clases: expected a key of table, bulletin, title, series, meeting, author, reason, note, source, season, v1_kmh, v2_kmh, notice_days, classes, sources, refill_time_s, levers, issued or model, was an unknown key",
        "t.toml line 9, Lexus: mas_kg: expected a lever; did you mean mass_kg?, was an unknown key",
        "t.toml line 10, Lexus: restrictor_mm: expected a number such as 1355.5, was 'wide'",
        "t.toml line 11, Lexus: wing_deg.why: expected value, change, source or note, was an unknown key",
        "t.toml line 11, Lexus: wing_deg.source: expected a key of [sources] (us), was 'x'",
        "t.toml line 12, name: expected the model's name, was nothing",
        "t.toml line 13, ?: mass_kg: expected a number such as 1355.5, was True",
        "t.toml line 14, ?: fuel_l: expected a number such as 1355.5, was '1E+99'",
        "t.toml line 15, name: expected each model once, was 'lexus' again (first in line 7)",
    ]


def test_every_mistake_of_a_csv_file_is_named_at_once_with_its_line():
    text = (
        "# table: GT3\n# classes: GT3\n# source: us\n# source us: own, scales\n"
        "model,mass_kg,mass_lb\nLexus,1370kg,3000\nBMW,,\n,12,\n"
    )

    found = faults(text, "t.csv")

    assert [line for line in found if "t.csv line 6, Lexus: mass_kg: expected a number" in line]
    assert [line for line in found if "t.csv line 8, name: expected the model's name" in line]
    assert [line for line in found if "mass_lb: expected a lever; did you mean mass_kg?" in line]
    assert len(found) == 3


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "expected a header that begins with model, was no line"),
        ("mass_kg\n1\n", "line 1, model: expected a column model, was mass_kg"),
        ("model,mass_kg\nA\n", "line 2: expected 2 fields, was 1"),
        ("model,mass_kg,mass_kg\nA,1,2\n", "mass_kg: expected each column once, was 2 times"),
        ("model,mass_kg:weight\nA,1\n", "expected LEVER:change, LEVER:source or LEVER:note"),
        ('model,mass_kg\n"A,1\n', "expected CSV"),
    ],
)
def test_a_csv_that_is_no_table_says_why(text, said):
    assert any(said in line for line in faults(text, "t.csv"))


def test_what_is_empty_is_not_known_and_what_does_not_apply_is_something_else():
    text = HEAD + '[[model]]\nname = "A"\nmass_kg = "?"\nrestrictor_mm = "n/a"\nfuel_l = 100\n'

    (model,) = read_bop(text.encode(), "t.toml").table.models

    assert model.cell("mass_kg") == BopCell()
    assert model.cell("restrictor_mm") == BopCell(applies=False)
    assert model.cell("fuel_l") == BopCell(value=Decimal(100))
    assert model.cell("wing_deg").value is None


def test_a_figure_is_kept_as_it_was_published():
    text = HEAD + '[[model]]\nname = "A"\nrefill_mj_per_s = 22.850\n'

    table = read_bop(text.encode(), "t.toml").table

    assert "22.850" in canonical(table)


def test_an_instant_without_a_zone_is_refused():
    text = (
        HEAD
        + '[[issued]]\nstate = "definitive"\neffective = 2024-01-25T08:00:00\n[[model]]\nname = "A"\nmass_kg = 1\n'
    )

    assert faults(text) == [
        "t.toml line 8, issued 1: effective: expected an instant with its zone, such as 2024-01-19T08:00:00-05:00, was '2024-01-25 08:00:00'"
    ]


def test_what_every_table_needs_is_asked_for_in_words():
    assert faults('[[model]]\nname = "A"\nmass_kg = 1\n') == [
        "t.toml, table: expected the table's name, such as GTD, was nothing",
        "t.toml, classes: expected the codes of the classes that it binds, was nothing",
        "t.toml, source: expected the key of the source of all cells that name no other, was nothing",
    ]
    assert [line for line in faults("table = 1\n") if "table" in line] == [
        "t.toml line 1, table: expected a text, was 1"
    ]


def test_a_file_that_is_too_large_is_not_read():
    assert "expected at most 1,000,000 bytes" in faults("#" * 1_000_001)[0]
