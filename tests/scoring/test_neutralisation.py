"""Neutralisations: phases, pits by class, who may pass round, short yellows; and the real cautions of Sebring 2024."""

from __future__ import annotations

import msgspec
import pytest

from pitboard.model import facts as f
from pitboard.model.meeting import Session, SessionKind
from pitboard.model.rulebook import load
from pitboard.scoring.neutralisation import cautions
from pitboard.scoring.rules import Rules
from pitboard.scoring.scorer import score_all
from pitboard.sessions.many import Batch
from pitboard.testing.builders import entry, flag, numbered, passing, start
from tests.support.data import shared_data

S = 1_000_000
THREE_HOURS = Session(session="race", kind=SessionKind.RACE, duration_us=3 * 3600 * S)
IMSA = load("imsa-2024")


def told(facts, now_s, *, plan=THREE_HOURS, book=IMSA):
    ordered = sorted(facts, key=lambda fact: (fact.rank != 0, fact.at_us))
    state = score_all(plan, numbered(ordered), Rules(kind=plan.kind))
    return cautions(state, book, round(now_s * S))


def said(preset, at_s):
    return f.MessageSent(at_us=round(at_s * S), text=preset, preset=preset)


FIELD = [
    entry("31", "GTP"),
    entry("7", "GTP"),
    entry("2", "LMP2"),
    entry("12", "GTD"),
    entry("96", "GTD"),
    start(),
]


def test_pits_close_then_open_for_prototypes_one_lap_before_gt():
    facts = [
        *FIELD,
        flag("full_course_yellow", 4000),
        said("pits_open:GTP,LMP2", 4300),
        said("pits_open:GTDPRO,GTD", 4450),
    ]
    facts.append(flag("green", 4900))

    assert [told(facts, at_s)[0].pits_open for at_s in (4100, 4310, 4500)] == [
        (),
        ("GTP", "LMP2"),
        ("GTP", "LMP2", "GTDPRO", "GTD"),
    ]
    (whole,) = told(facts, 5000)
    assert [phase.name for phase in whole.phases] == ["pits_closed", "pits_open", "pits_open"]
    assert (whole.to_us, whole.kinds) == (4900 * S, ("full_course_yellow",))


def test_entering_a_closed_pit_lane_is_found():
    facts = [*FIELD, flag("full_course_yellow", 4000), said("pits_open:GTP,LMP2", 4300)]
    facts += [passing("7", 4100, "pit_in"), passing("31", 4310, "pit_in"), passing("12", 4320, "pit_in")]

    (caution,) = told(facts, 4400)

    assert [(one.entry_id, one.penalty) for one in caution.closed_entries] == [
        ("7", "closed_pit"),
        ("12", "closed_pit"),
    ]


def test_without_a_message_the_opening_is_read_off_the_cars_and_says_so():
    facts = [*FIELD, flag("full_course_yellow", 4000)]
    facts += [passing("31", 4300, "pit_in"), passing("7", 4310, "pit_in"), passing("2", 4320, "pit_in")]

    (caution,) = told(facts, 4400)

    assert [(p.name, p.classes, p.inferred) for p in caution.phases[1:]] == [
        ("pits_open", ("GTP", "LMP2"), True)
    ]


def test_cars_ahead_of_their_class_leader_pass_round():
    """The safety car picks up 31; 96 is between it and 12, who leads GTD."""
    facts = [*FIELD, *(passing("31", lap * 100) for lap in range(1, 40))]
    facts += [passing("12", lap * 104 + 5) for lap in range(1, 38)]
    facts += [passing("96", lap * 104 + 3) for lap in range(2, 38)]
    facts.append(flag("full_course_yellow", 3880))

    (caution,) = told(facts, 3910)

    assert [(car.entry_id, car.laps_down, car.entitled) for car in caution.queue if car.entitled] == [
        ("96", 1, "wave_by")
    ]
    early = told([*facts[:-1], flag("full_course_yellow", 3300)], 3390)
    assert early[0].wave_by_why == "none in the first 60 minutes"
    assert {car.entitled for car in early[0].queue if car.entry_id == "96"} == {"pass_around"}


@pytest.mark.parametrize(
    ("at_s", "why"),
    [(600, "in the first 15 minutes"), (5000, ""), (9500, "in the last 30 minutes")],
)
def test_short_yellow_by_its_windows(at_s, why):
    (caution,) = told([*FIELD, flag("full_course_yellow", at_s)], at_s + 10)

    assert caution.short_why == why


def test_a_yellow_soon_after_another_is_short():
    facts = [*FIELD, flag("full_course_yellow", 4000), flag("green", 4600), flag("full_course_yellow", 5000)]

    assert [one.short for one in told(facts, 5100)] == [False, True]


def test_the_wec_slows_everybody_to_80_and_a_virtual_safety_car_becomes_one():
    book = load("wec-2024")
    facts = [*FIELD, flag("full_course_yellow", 100), flag("green", 200)]
    facts += [flag("virtual_safety_car", 300), flag("safety_car", 500), flag("green", 900)]

    first, second = told(facts, 1000, book=book)

    assert (first.speed_kph, first.phases[0].name) == (80, "slow")
    assert second.kinds == ("virtual_safety_car", "safety_car")


def test_a_slow_zone_is_a_caution_of_its_own_and_closes_no_pits():
    facts = [
        *FIELD,
        f.FlagShown(at_us=100 * S, flag="code_60", zone="T3"),
        f.FlagShown(at_us=300 * S, flag="green", zone="T3"),
    ]

    (caution,) = told(facts, 400, book=load("club"))

    assert (caution.zone, caution.speed_kph, caution.to_us, caution.queue) == ("T3", 60, 300 * S, ())


@pytest.mark.slow
def test_sebring_2024_pits_opened_for_prototypes_first_and_not_at_all_in_short_yellows():
    """`rules.md` 5.6: medians 523 s and 722-746 s from FCY to the line in the pits; no cycle soon after another FCY."""
    (laps_file,) = shared_data("imsa", "2024", "05-sebring-international-raceway").glob("*-race-laps.csv.gz")
    scored = next(Batch([str(laps_file)]).scored())
    scored.state.plan = msgspec.structs.replace(scored.state.plan, duration_us=12 * 3600 * S)

    found = cautions(scored.state, scored.opened.rulebook, scored.state.last.at_us)
    opened = [[phase for phase in one.phases if phase.name == "pits_open"] for one in found]
    cycles = [phases for phases in opened if len(phases) == 2]

    assert len(found) >= 9
    assert len(cycles) >= 5
    assert all(first.classes == ("GTP", "LMP2") for first, _ in cycles)
    assert all(80 * S < second.at_us - first.at_us < 300 * S for first, second in cycles)
    # Four yellows without a cycle: each soon after the one before, as the rulebook's window for a short yellow has it.
    assert [one.number for one, phases in zip(found, opened, strict=True) if not phases] == [5, 8, 11, 12]
    assert [one.number for one in found if one.short] == [5, 8, 11, 12]
