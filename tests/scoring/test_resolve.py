"""Which entry a read belongs to."""

from pitboard.model import facts as f
from pitboard.model.entry import Entry
from pitboard.scoring.resolve import Resolver
from pitboard.testing.builders import entry, passing


def changed(entry_id, number, from_us=None):
    return f.NumberChanged(at_us=0, entry_id=entry_id, number=number, from_us=from_us)


def assigned(transponder, entry_id, from_us=None, until_us=None):
    return f.TransponderAssigned(
        at_us=0, transponder=transponder, entry_id=entry_id, from_us=from_us, until_us=until_us
    )


def test_look_alike_numbers_are_three_cars():
    resolver = Resolver([entry(number, entry_id=f"id-{number}") for number in ("1", "01", "001")])

    assert [resolver.entry_of(number, "", 0) for number in ("1", "01", "001", "0001")] == [
        "id-1",
        "id-01",
        "id-001",
        None,
    ]


def test_where_every_id_is_a_number_and_nobody_carries_a_transponder_nothing_is_resolved():
    assert not Resolver([entry("7"), entry("92")]).needed
    assert Resolver([entry("7", transponders=("t",))]).needed
    assert Resolver([entry("7", entry_id="x")]).needed


def test_a_number_is_valid_from_the_instant_on_and_the_old_one_until_then():
    resolver = Resolver([entry("7"), changed("7", "70", 100)])

    assert [resolver.entry_of("7", "", at) for at in (99, 100)] == ["7", None]
    assert [resolver.entry_of("70", "", at) for at in (99, 100)] == [None, "7"]


def test_numbers_can_be_exchanged_in_one_instant():
    resolver = Resolver(
        [entry("7", entry_id="a"), entry("8", entry_id="b"), changed("a", "8", 100), changed("b", "7", 100)]
    )

    assert [resolver.entry_of(number, "", 99) for number in ("7", "8")] == ["a", "b"]
    assert [resolver.entry_of(number, "", 100) for number in ("7", "8")] == ["b", "a"]


def test_a_number_nobody_carries_any_more_does_not_pass_for_an_entry_s_id():
    resolver = Resolver([entry("7"), changed("7", "70", 100)])

    assert resolver.resolve(passing("7", 1.0)).car == "?7"


def test_a_typed_number_goes_before_the_transponder_that_was_read():
    resolver = Resolver([entry("7", transponders=("t7",)), entry("92", transponders=("t92",))])

    assert resolver.resolve(passing("7", 1.0, transponder="t92")).car == "7"
    assert resolver.resolve(passing("", 1.0, transponder="t92")).car == "92"


def test_the_latest_assignment_of_a_transponder_wins_while_it_is_valid():
    resolver = Resolver(
        [entry("7", transponders=("t",)), entry("92"), assigned("t", "92", from_us=100, until_us=200)]
    )

    assert [resolver.entry_of("", "t", at) for at in (99, 100, 199, 200)] == ["7", "92", "92", "7"]


def test_driver_changes_and_pit_visits_are_resolved_too():
    resolver = Resolver([entry("7", entry_id="x")])

    assert resolver.resolve(f.DriverChanged(at_us=0, car="7", driver_id="d")).car == "x"
    assert resolver.resolve(f.PitVisitTimed(at_us=0, car="7", duration_us=1)).car == "x"
    assert resolver.resolve(f.DriverChanged(at_us=0, car="9", driver_id="d")).car == "9"


def test_a_bare_token_is_a_number_if_anybody_carries_it_else_a_transponder():
    resolver = Resolver(
        [
            f.EntryAdded(
                at_us=0, entry=Entry(entry_id="a", number="31", car_class="GTP", transponders=("7",))
            ),
            f.EntryAdded(at_us=0, entry=Entry(entry_id="b", number="7", car_class="GTP")),
        ]
    )

    assert resolver.entry_of("7", "7", 0) == "b"
    assert resolver.entry_of("31", "31", 0) == "a"
    assert resolver.entry_of("", "7", 0) == "a"
    assert resolver.entry_of("99", "7", 0) == "a"
