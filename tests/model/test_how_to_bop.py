"""The tables in the how-to guide are read, and make sense."""

import re
from decimal import Decimal

from pitboard.model.bop import LEVERS, check_table, lever_of, read_bop
from tests.support.data import REPOSITORY

GUIDE = (REPOSITORY / "docs" / "how-to" / "balance-of-performance.md").read_text(encoding="utf-8")


def block(language):
    return re.search(rf"^```{language}\n(.*?)^```", GUIDE, flags=re.MULTILINE | re.DOTALL)[1]


def test_the_toml_of_the_guide_is_a_table_without_mistakes():
    table = read_bop(block("toml").encode(), "table.toml").table

    assert [str(one) for one in check_table(table) if one.wrong] == []
    ferrari = table.model("Ferrari 296 GT3")
    assert ferrari.cell("mass_kg").change == 10
    assert table.source_of(ferrari.cell("mass_kg")).text == "Our scales at the summer test"
    assert not ferrari.cell("restrictor_mm").applies
    assert ferrari.cell("boost_bar_at_4500_rpm").value == Decimal("1.95")
    assert "wing_min_deg" not in ferrari.cells


def test_the_csv_of_the_guide_is_a_table_without_mistakes():
    text = re.search(r"^```\n(# table: .*?)^```", GUIDE, flags=re.MULTILINE | re.DOTALL)[1]

    table = read_bop(text.encode(), "table.csv").table

    assert table.model("Ferrari 296 GT3").cell("mass_kg").change == 10
    assert [str(one) for one in check_table(table) if one.wrong] == []


def test_the_guide_names_every_lever_and_no_other():
    rows = [line for line in GUIDE.splitlines() if line.startswith("| `")]
    named = {key for line in rows for key in re.findall(r"`([a-zN_0-9]+)`", line.split("|")[1])}

    assert {key for key in named if "_at_N_" not in key} == set(LEVERS)
    assert all(lever_of(key.replace("_N_", "_4500_")) for key in named if "_at_N_" in key)
