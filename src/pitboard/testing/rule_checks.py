"""What must hold of grid, points, drive time, cautions and explanations, whatever happened and whoever decided."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

from pitboard.model import facts as f
from pitboard.model.flags import Status
from pitboard.scoring.awards import barred, session_points, share_in_force
from pitboard.scoring.drive_time import drive_times
from pitboard.scoring.explain import explain
from pitboard.scoring.explain_more import explain_more
from pitboard.scoring.finish import advise
from pitboard.scoring.grid import starting_grid
from pitboard.scoring.neutralisation import cautions
from pitboard.scoring.penalties import penalties
from pitboard.scoring.points import Award
from pitboard.scoring.standings import standings
from pitboard.sessions.founded import founded
from pitboard.sessions.scored import Scored

ROUND = "round"


def now_us(scored: Scored) -> int:
    """The instant of the last fact."""
    return scored.state.last.at_us if scored.state.last is not None else 0


def check_rules(scored: Scored) -> list[str]:
    """What does not hold; one sentence for each promise that is broken."""
    return [
        *founded(scored).unfounded,
        *_grid(scored),
        *_points(scored),
        *_drive_time(scored),
        *_cautions(scored),
        *_explanations(scored),
    ]


def picture(scored: Scored) -> dict[str, object]:
    """All that is read off a session, to compare two of them."""
    state, book, now = scored.state, scored.opened.rulebook, now_us(scored)
    return {
        "classification": scored.rows,
        "grid": starting_grid(state, scored.rows, book),
        "penalties": penalties(state, scored.options.penalties),
        "points": session_points(book, state, scored.rows, now),
        "drive time": drive_times(state, book, now),
        "cautions": cautions(state, book, now),
        "last lap": advise(state, scored.rows, book, now),
        "work": state.work,
    }


def _grid(scored: Scored) -> list[str]:
    state, book = scored.state, scored.opened.rulebook
    places = starting_grid(state, scored.rows, book)
    rulings = [
        fact
        for fact in state.decided
        if isinstance(fact, f.GridPlaceRuled) or (isinstance(fact, f.PenaltyGiven) and fact.kind == "grid")
    ]
    gone = {row.entry_id for row in scored.rows if row.status is Status.WITHDRAWN}
    gone |= {x.entry_id for x in rulings if isinstance(x, f.GridPlaceRuled) and x.drop == "withdrawn"}
    found = []
    if sorted(place.entry_id for place in places) != sorted(set(state.cars) - gone):
        found.append("the grid does not hold every car that starts exactly once")
    if any(before.place >= place.place for before, place in pairwise(places)):
        found.append("places on the grid do not rise")
    size = book.grid.row_size.value
    if any(place.row != -(-place.place // size) for place in places):
        found.append("a row of the grid is not its place divided by the row size, rounded up")
    poles = [place.car_class for place in places if place.class_pole]
    if len(poles) != len(set(poles)):
        found.append("a class has two poles")
    if not rulings and book.grid.penalty.no_time.value == "class":
        groups = [place.group for place in places]
        if groups != sorted(groups):
            found.append("a group of the grid stands before one that is ahead of it")
    return found


def _points(scored: Scored) -> list[str]:
    state, book = scored.state, scored.opened.rulebook
    awards = session_points(book, state, scored.rows, now_us(scored))
    found = _race_table(scored, awards)
    out = barred(book, state, now_us(scored))
    team = {(one.car, one.what): one.points for one in awards if one.title == "teams"}
    for one in awards:
        asked = Decimal(0) if one.who in out.get(one.car, {}) else team.get((one.car, one.what))
        if one.title == "drivers" and one.what != "adjustment" and one.points != asked:
            found.append(f"driver {one.who} of car {one.car} has {one.points}, the car {asked}")
    lines = standings(awards, book.points.tie_break.value, [ROUND])
    if sum((line.points for line in lines), Decimal(0)) != sum((one.points for one in awards), Decimal(0)):
        found.append("the standings do not add up to the awards")
    for before, line in pairwise(lines):
        same = (before.title, before.car_class) == (line.title, line.car_class)
        if same and (before.points < line.points or before.position > line.position):
            found.append(f"{line.title} {line.car_class}: the standings are out of order at {line.name}")
    return found


def _race_table(scored: Scored, awards: list[Award]) -> list[str]:
    """In each class the teams' race points are those of the table, from the first place on without a gap."""
    state, points = scored.state, scored.opened.rulebook.points
    if not state.plan.kind.is_race or points.race_table.value == "none":
        return []
    share, _ = share_in_force(scored.opened.rulebook, state)
    found = []
    for code in dict.fromkeys(row.car_class for row in scored.rows):
        given = [a for a in awards if a.title == "teams" and a.what == "race" and a.car_class == code]
        mine = [
            (a.place, a.points) for a in given if a.place is not None and a.rule != "points.moved_to_back"
        ]
        asked = [
            (place, points.for_place(points.race_table.value, place) * share) for place, _ in sorted(mine)
        ]
        nothing = [a for a in given if a.rule in ("points.moved_to_back", "points.not_started")]
        if any(a.points for a in nothing if a.rule == "points.moved_to_back" or not points.not_started.value):
            found.append(f"a car of {code} that scores nothing has race points")
        if not points.moved_to_back_minimum.value and sorted(mine) != asked:
            found.append(f"race points of {code} are not those of the table")
        if len({place for place, _ in mine}) != len(mine):
            found.append(f"a place of {code} scores twice")
    return found


def _drive_time(scored: Scored) -> list[str]:
    state, found = scored.state, []
    spans: dict[str, list[tuple[int, int]]] = {}
    for row in drive_times(state, scored.opened.rulebook, now_us(scored)):
        driven = row.driven
        if not driven.low_us <= driven.net_us <= driven.high_us:
            found.append(f"drive time of {row.driver_id} lies outside its bounds")
        if row.shortfall_us < 0 or row.excess_us < 0:
            found.append(f"drive time of {row.driver_id}: shortfall or excess is negative")
        spans.setdefault(row.entry_id, []).extend(driven.spans)
    for entry_id, mine in spans.items():
        if any(before[1] > after[0] for before, after in pairwise(sorted(mine))):
            found.append(f"two drivers drive car {entry_id} at one time")
    return found


def _cautions(scored: Scored) -> list[str]:
    state, found = scored.state, []
    listed = cautions(state, scored.opened.rulebook, now_us(scored))
    classes = {car.entry.car_class for car in state.cars.values()}
    if [one.number for one in listed] != list(range(1, len(listed) + 1)):
        found.append("cautions are not numbered from 1")
    for one in listed:
        times = [phase.at_us for phase in one.phases]
        if times != sorted(times):
            found.append(f"caution {one.number}: its phases are out of order")
        if [car.order for car in one.queue] != list(range(1, len(one.queue) + 1)):
            found.append(f"caution {one.number}: the queue is not in order")
        if len({car.entry_id for car in one.queue}) != len(one.queue):
            found.append(f"caution {one.number}: a car stands in the queue twice")
        if sorted(one.restart) != sorted(car.entry_id for car in one.queue):
            found.append(f"caution {one.number}: the restart order is not the queue's cars")
        if not {code for phase in one.phases for code in phase.classes} | set(one.pits_open) <= classes | {
            code for group in scored.opened.rulebook.neutralisation.pits.open_groups.value for code in group
        }:
            found.append(f"caution {one.number}: pits open to a class that nobody drives")
    return found


def _explanations(scored: Scored) -> list[str]:
    state, book, found = scored.state, scored.opened.rulebook, []
    for entry_id, car in state.cars.items():
        reasons = explain(state, scored.rows, entry_id)
        reasons += explain_more(state, scored.rows, book, entry_id, now_us(scored))
        if not reasons or not all(reason.text for reason in reasons):
            found.append(f"car {car.car}: nothing explains its place")
    return found
