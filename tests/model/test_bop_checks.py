"""Does a table make sense, does each car have its row, and does a weighed car meet it?"""

from decimal import Decimal

import msgspec
import pytest

from pitboard.bundled.bop_tables import bundled_bop
from pitboard.model.bop import (
    BopCell,
    BopModel,
    BopSource,
    BopTable,
    Provenance,
    Verdict,
    check_entries,
    check_table,
    diff_tables,
    lever_of,
    model_of,
    refill_times,
    weigh,
)
from pitboard.model.entry import Entry


def table(**models):
    """A table of models, each a dict of levers and figures as text."""
    rows = tuple(
        BopModel(name=name, cells={lever: BopCell(value=Decimal(text)) for lever, text in cells.items()})
        for name, cells in models.items()
    )
    levers = tuple(dict.fromkeys(lever for row in rows for lever in row.cells))
    return BopTable(
        table="GT3",
        classes=("GT3",),
        levers=levers,
        models=rows,
        source="us",
        sources={"us": BopSource(Provenance.OWN, "scales")},
    )


def wrong(of, before=None):
    return [str(one) for one in check_table(of, before) if one.wrong]


def test_the_official_bulletin_of_mosport_gives_every_model_40_seconds_to_refill():
    times = refill_times(bundled_bop("ctmp-2025-gtd").table)

    assert len(times) == 7
    assert all(low <= 40 <= high for low, high in times.values())
    assert wrong(bundled_bop("ctmp-2025-gtd").table) == []


def test_one_figure_of_the_bulletin_wrong_by_its_last_digit_is_found():
    bulletin = bundled_bop("ctmp-2025-gtd").table
    lexus = bulletin.model("Lexus")
    bent = {**lexus.cells, "refill_mj_per_s": BopCell(value=Decimal("23.950"))}
    models = tuple(
        msgspec.structs.replace(one, cells=bent) if one.name == "Lexus" else one for one in bulletin.models
    )

    found = wrong(msgspec.structs.replace(bulletin, models=models))

    assert found == [
        "Lexus, refill_mj_per_s: expected energy / refill rate = 40.000 s as for the others, was 39.499 s"
    ]


def test_a_table_that_sets_the_refill_time_is_held_to_it():
    set_to_35 = msgspec.structs.replace(bundled_bop("ctmp-2025-gtd").table, refill_time_s=Decimal(35))

    assert len(wrong(set_to_35)) == 7


def test_a_mass_in_pounds_is_out_of_bounds():
    assert wrong(table(A={"mass_kg": "2970"})) == ["A, mass_kg: expected 400 to 2500 kg, was 2970"]


def test_wing_angles_in_the_wrong_order_and_half_a_restrictor_are_found():
    found = wrong(
        table(A={"wing_min_deg": "6", "wing_max_deg": "4", "restrictors": "1.5", "restrictor_mm": "40"})
    )

    assert found == [
        "A, restrictors: expected a whole number, was 1.5",
        "A, wing_min_deg: expected at most wing_max_deg 4, was 6",
    ]


def test_a_reported_change_that_does_not_add_up_is_found():
    before, after = table(A={"mass_kg": "1355"}), table(A={"mass_kg": "1365"})
    cells = {"mass_kg": BopCell(value=Decimal(1365), change=Decimal(5))}
    after = msgspec.structs.replace(after, models=(BopModel(name="A", cells=cells),))

    assert wrong(after, before) == ["A, mass_kg: expected a change of +10 from the version before, was +5"]
    assert wrong(after) == []


def test_the_change_of_the_rolex_24_is_what_was_reported():
    before, after = (
        bundled_bop(f"rolex-24-2024-gtd-{state}").table for state in ("provisional", "definitive")
    )

    changes = {(one.model, one.lever): one.change for one in diff_tables(before, after)}

    assert changes["Ferrari", "mass_kg"] == 10
    assert changes["Ferrari", "wing_deg"] == Decimal("1.0")
    assert changes["Porsche", "fuel_l"] == 2
    assert changes["Mercedes", "mass_kg"] == -15
    assert changes["Ferrari", "rpm_max"] is None
    assert not [key for key in changes if key[0] == "Lexus"]


def test_levers_by_bracket_have_the_unit_and_bounds_of_their_family():
    lever = lever_of("power_percent_at_190_kmh")

    assert (lever.unit, lever.at) == ("%", "190 km/h")
    assert lever_of("power_hp") is None


def car(number="7", vehicle="", make="", car_class="GT3"):
    return Entry(entry_id=number, number=number, car_class=car_class, vehicle=vehicle, manufacturer=make)


@pytest.mark.parametrize(
    ("vehicle", "make", "row"),
    [
        ("Porsche 911 GT3 R (992)", "Porsche", "Porsche"),
        ("911 GT3 R", "Porsche", "Porsche"),
        ("Porsche", "", "Porsche"),
        ("Porschette", "", None),
        ("", "", None),
    ],
)
def test_a_car_finds_its_row(vehicle, make, row):
    found = model_of(
        table(Porsche={"mass_kg": "1305"}, BMW={"mass_kg": "1300"}), car(vehicle=vehicle, make=make)
    )

    assert (found.name if found else None) == row


def test_a_car_without_a_row_is_named_and_other_classes_are_not_asked():
    rows = table(Porsche={"mass_kg": "1305"})

    found = check_entries(
        rows, [car("1", "Ginetta G56"), car("2", "Porsche 992"), car("3", "Ginetta", car_class="GT4")]
    )

    assert [str(one) for one in found] == [
        "car 1 (Ginetta G56): expected one row of GT3 for it, was none or several"
    ]


@pytest.mark.parametrize(
    ("mass", "verdict"), [("1305", Verdict.OK), ("1304.9", Verdict.UNDER), ("1400", Verdict.OK)]
)
def test_a_car_may_weigh_its_minimum_and_not_a_gram_less(mass, verdict):
    done = weigh(car(make="Porsche"), Decimal(mass), table(Porsche={"mass_kg": "1305"}), "GT3 7")

    assert done.verdict is verdict
    assert done.margin_kg == Decimal(mass) - 1305


def test_a_car_whose_minimum_is_not_known_is_not_called_right():
    rows = table(Porsche={"fuel_l": "95"})

    assert weigh(car(make="Porsche"), Decimal(900), rows, "").verdict is Verdict.NO_MINIMUM
    assert weigh(car(make="BMW"), Decimal(900), rows, "").verdict is Verdict.NO_ROW
    assert weigh(car(make="BMW"), Decimal(900), None, "").verdict is Verdict.NO_TABLE
