"""Official results from causes alone: a red flag caused, a drive-through not served; the rulebook says what it costs."""

from __future__ import annotations

import csv
from collections import defaultdict
from decimal import Decimal

import pytest

from pitboard.model import facts as f
from pitboard.scoring.awards import session_points, share_in_force
from pitboard.scoring.grid import starting_grid
from pitboard.sessions.comparing import compare_session
from pitboard.sessions.many import Batch
from pitboard.sessions.scored import score
from tests.support.data import shared_data

S = 1_000_000
pytestmark = pytest.mark.slow


def decided():
    """Decisions by session and car: (decision, lap, seconds)."""
    found = defaultdict(lambda: defaultdict(list))
    with (shared_data("imsa") / "decisions.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            found[row["session"]][row["car"]].append((row["decision"], row["lap"], row["seconds"]))
    return found


def opened(session):
    folder, _, name = session.rpartition("/")
    batch = Batch([str(shared_data("imsa", *folder.split("/")) / f"{name}-laps.csv.gz")])
    return next(iter(batch.opened()))


def red_flag_pairs():
    """Cars of which exactly two laps were deleted: in qualifying, who caused a red flag."""
    return [
        (session, car)
        for session, cars in decided().items()
        for car, made in cars.items()
        if [what for what, _, _ in made] == ["delete_lap", "delete_lap"]
    ]


def result(scored):
    """A classification without the numbers of the decisions behind it."""
    return [
        (row.car, row.position, row.laps, row.best and row.best.number, row.total_us, row.text_first)
        for row in scored.rows
    ]


def with_cause(session, car, cause):
    """The session with every decision of the file but those on this car, and the cause in their place."""
    plain = opened(session)
    rows = [
        f"x,{n},{other},{what},{lap},{seconds}"
        for n, (other, what, lap, seconds) in enumerate(
            (other, *one) for other, made in decided()[session].items() if other != car for one in made
        )
    ]
    return plain.with_facts([*_facts(plain, rows), cause(plain)])


def _facts(plain, rows):
    from pitboard.sessions.many import lap_passings
    from pitboard.sources.official_csv.decisions import DecisionRow, to_facts

    made = [row.split(",") for row in rows]
    found = [
        DecisionRow(
            file="decisions.csv",
            line=n,
            session=session,
            order=int(order),
            car=car,
            decision=what,
            lap=int(lap) if lap else None,
            duration_us=round(float(seconds) * S) if seconds else None,
        )
        for n, (session, order, car, what, lap, seconds) in enumerate(made, 2)
    ]
    return to_facts(found, *lap_passings(plain), plain.plan.session)


@pytest.fixture(scope="module")
def pairs():
    return red_flag_pairs()


def test_a_red_flag_caused_costs_what_the_officials_took(pairs):
    """Cars that lost exactly two laps: the two fastest that counted, by `qualifying.red_flag.laps_lost`."""
    equal = []
    for session, car in pairs:
        last_us = max(fact.at_us for fact in opened(session).facts)
        caused = score(
            with_cause(session, car, lambda _, at=last_us, who=car: f.RedFlagCaused(at_us=at, entry_id=who))
        )
        (as_decided,) = Batch(
            [str(caused.opened.laps_file)], decisions=shared_data("imsa") / "decisions.csv"
        ).scored()
        if result(caused) == result(as_decided):
            equal.append((session, car))

    assert len(pairs) == 14
    assert equal == pairs


@pytest.mark.parametrize(
    ("session", "car", "seconds"),
    [
        ("2021/22-road-atlanta/202111131210-race", "52", 37),
        ("2023/13-canadian-tire-motorsport-park/202307091205-race", "24", 28),
        ("2023/13-canadian-tire-motorsport-park/202307091205-race", "96", 28),
        ("2023/14-lime-rock-park/202307221210-race", "91", 28),
        ("2024/05-sebring-international-raceway/202403160940-race", "77", 35),
        ("2024/08-weathertech-raceway-laguna-seca/202405121210-race", "78", 30),
    ],
)
def test_a_drive_through_that_was_not_served_costs_what_the_officials_added(session, car, seconds):
    def given(plain):
        last_us = max(fact.at_us for fact in plain.facts)
        return f.PenaltyGiven(at_us=last_us, entry_id=car, penalty="P1", kind="drive_through")

    scored = score(with_cause(session, car, given))

    compared = compare_session(scored)
    assert compared.differences == (), compared.differences[:3]
    row = scored.row_of(car)
    assert row.total_us == scored.state.cars[car].laps[-1].end_us - scored.state.started_us + seconds * S
    assert "penalties.drive_through_time_s" in row.rules


def test_vir_2024_car_27_goes_from_second_to_fourteenth_and_loses_150_points():
    session = "2024/15-virginia-international-raceway/202408251210-race"
    plain = opened(session)
    moved = plain.with_facts(_facts(plain, ["x,1,27,back_of_class,,"]))

    def team(one):
        scored = score(one)
        last_us = scored.state.last.at_us
        awards = session_points(one.rulebook, scored.state, scored.rows, last_us)
        points = sum(a.points for a in awards if a.title == "teams" and a.car == "27")
        return scored.row_of("27").class_position, points

    assert (team(plain), team(moved)) == ((2, Decimal(320)), (14, Decimal(170)))


def test_lime_rock_2021_was_not_resumed_and_paid_full_points():
    (laps_file,) = shared_data("imsa", "2021", "14-lime-rock-park").glob("*-race-laps.csv.gz")
    (scored,) = Batch([str(laps_file)]).scored()
    leader = scored.rows[0]

    assert (leader.laps, leader.total_us) == (100, (88 * 60 + 29) * S + 19_000)
    assert share_in_force(scored.opened.rulebook, scored.state) == (1, "points.race_table")


def test_the_qualifying_race_of_2021_gives_the_class_winners_the_first_places_of_their_groups():
    """`rules.md` 5.4: winners #31, #52, #6, #4 and #96."""
    (laps_file,) = shared_data("imsa", "2021", "01-roar-before-the-24").glob("*-r24h-qualifying-race-laps*")
    (scored,) = Batch([str(laps_file)]).scored()
    places = starting_grid(scored.state, scored.rows, scored.opened.rulebook)

    poles = {place.car_class: place.car for place in places if place.class_pole}
    assert poles == {"DPi": "31", "LMP2": "52", "LMP3": "6", "GTLM": "4", "GTD": "96"}
    assert [place.car_class for place in places] == sorted(
        (place.car_class for place in places), key=["DPi", "LMP2", "LMP3", "GTLM", "GTD"].index
    )
    assert {place.gap_to_class_pole_us for place in places} == {None}, "times do not set this grid"


@pytest.mark.parametrize(
    ("session", "poles"),
    [
        (
            "2021/01-roar-before-the-24/202101231500-qualifying",
            {"DPi": "31", "LMP2": "52", "LMP3": "6", "GTLM": "24", "GTD": "16"},
        ),
        (
            "2023/01-roar-before-the-24/202301221345-qualifying",
            {"GTP": "60", "LMP2": "52", "LMP3": "33", "GTDPRO": "79", "GTD": "57"},
        ),
        (
            "2024/01-roar-before-the-24/202401211355-qualifying",
            {"GTP": "31", "LMP2": "2", "GTDPRO": "77", "GTD": "12"},
        ),
    ],
)
def test_class_poles_of_the_roar(session, poles):
    """`rules.md` 5.4, class poles of 2021, 2023 and 2024; decisions applied."""
    (scored,) = Batch(
        [str(opened(session).laps_file)], decisions=shared_data("imsa") / "decisions.csv"
    ).scored()
    places = starting_grid(scored.state, scored.rows, scored.opened.rulebook)

    assert {place.car_class: place.car for place in places if place.class_pole} == poles
