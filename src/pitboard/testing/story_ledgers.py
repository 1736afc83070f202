"""Words of stories for what is read off a whole session: grid, drive time, cautions, points, the end of the race.

Importing this module gives a story its words; `story` does. `Now` is the story's last fact.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from pitboard.model import facts as f
from pitboard.model.facts.decisions import GRID_DROPS
from pitboard.scoring.awards import session_points, share_in_force
from pitboard.scoring.drive_time import DriverTime, drive_times, infringements
from pitboard.scoring.endurance_cup import cup_points
from pitboard.scoring.finish import Advice, advise
from pitboard.scoring.grid import GridPlace, starting_grid
from pitboard.scoring.ladder import next_step
from pitboard.scoring.neutralisation import Caution, cautions
from pitboard.scoring.penalties import penalties_of
from pitboard.scoring.points import Award
from pitboard.scoring.record_laps import record_laps
from pitboard.testing.story_expectations import NONE, Asked, Words, of_car, of_session
from pitboard.testing.story_verbs import Said, verb
from pitboard.times import format_time

if TYPE_CHECKING:
    from pitboard.testing.story import Told


def now_us(told: Told) -> int:
    """The instant of the story's last fact."""
    return told.state.last.at_us if told.state.last is not None else 0


def _time(value: int | None) -> str:
    return NONE if value is None else format_time(value)


# ---- verbs ----------------------------------------------------------------------------------------------------------


@verb("grid", f"CAR {'|'.join(GRID_DROPS)} [N] [WHY]", at_least=2)
def _grid_ruled(said: Said) -> f.Fact:
    car, drop, rest = said.words[0], said.words[1], list(said.words[2:])
    if drop not in GRID_DROPS:
        said.told.wrong("grid", f"one of {', '.join(GRID_DROPS)}", repr(drop))
    places = said.told.count(rest.pop(0), "places") if drop in ("places", "place") and rest else 0
    return f.GridPlaceRuled(
        at_us=said.at_us, entry_id=said.told.entry_id(car), drop=drop, places=places, why=" ".join(rest)
    )


@verb("pole_side", "left|right", at_least=1)
def _pole_side(said: Said) -> f.Fact:
    return f.PoleSideSet(at_us=said.at_us, side=said.words[0])


@verb("call", "STEP[:CLASS,CLASS]", at_least=1)
def _call(said: Said) -> f.Fact:
    """Race control calls a step of a neutralisation: `call pits_open:GTP,LMP2`."""
    return f.MessageSent(at_us=said.at_us, text=said.words[0], preset=said.words[0])


@verb("at_fault", "CAR PENALTY INFRACTION KIND [stop|time N]", at_least=4)
def _at_fault(said: Said) -> f.Fact:
    words = said.words
    length = said.told.time(words[5]) if len(words) > 5 else 0
    return f.PenaltyGiven(
        at_us=said.at_us,
        entry_id=said.told.entry_id(words[0]),
        penalty=words[1],
        infraction=words[2],
        kind=words[3],
        stop_us=length if words[3] == "stop" else 0,
        time_us=length if words[3] == "time" else 0,
    )


# ---- the grid -------------------------------------------------------------------------------------------------------


def _grid(told: Told) -> tuple[GridPlace, ...]:
    return starting_grid(told.state, told.rows, told.story.rulebook)


def _place(asked: Asked) -> GridPlace | None:
    return next((place for place in _grid(asked.told) if place.entry_id == asked.car.entry_id), None)


@of_session("grid")
def _grid_order(told: Told, words: Words) -> tuple[str, str]:
    """`grid 31 7 5`: the cars from the front."""
    return " ".join(words), " ".join(place.car for place in _grid(told))


@of_car("grid_place")
def _grid_place(asked: Asked) -> str:
    place = _place(asked)
    return NONE if place is None else str(place.place)


@of_car("grid_row")
def _grid_row(asked: Asked) -> str:
    place = _place(asked)
    return NONE if place is None else str(place.row)


@of_car("grid_side")
def _grid_side(asked: Asked) -> str:
    place = _place(asked)
    return (place.side if place is not None else "") or NONE


@of_car("grid_rule")
def _grid_rule(asked: Asked) -> str:
    place = _place(asked)
    return NONE if place is None else place.rule


@of_car("grid_why")
def _grid_why(asked: Asked) -> str:
    place = _place(asked)
    return NONE if place is None else place.reason


@of_car("grid_start")
def _grid_start(asked: Asked) -> str:
    place = _place(asked)
    return NONE if place is None else str(place.start)


@of_car("pit_lane_start")
def _pit_lane_start(asked: Asked) -> str:
    place = _place(asked)
    return "yes" if place is not None and place.from_pit_lane else "no"


@of_car("class_pole")
def _class_pole(asked: Asked) -> str:
    place = _place(asked)
    return "yes" if place is not None and place.class_pole else "no"


# ---- drive time -----------------------------------------------------------------------------------------------------


def _ledger(told: Told) -> tuple[DriverTime, ...]:
    return drive_times(told.state, told.story.rulebook, now_us(told))


def _driver(asked: Asked) -> DriverTime | None:
    wanted = asked.words[0].casefold()
    return next(
        (
            row
            for row in _ledger(asked.told)
            if row.entry_id == asked.car.entry_id and wanted in asked.name(row.driver_id).casefold()
        ),
        None,
    )


@of_car("drove", asked=1, is_time=True)
def _drove(asked: Asked) -> str:
    """`7 drove A 1:30:00.000`: what counts of it."""
    row = _driver(asked)
    return NONE if row is None else format_time(row.driven.net_us)


@of_car("counts_for", asked=1, is_time=True)
def _counts_for(asked: Asked) -> str:
    """`7 counts_for A 3:25:40.000`: what counts towards the minimum, another car's time with it."""
    row = _driver(asked)
    return NONE if row is None else format_time(row.total_us)


@of_car("minimum", asked=1, is_time=True)
def _minimum(asked: Asked) -> str:
    row = _driver(asked)
    return _time(row.minimum_us if row else None)


@of_car("in_by", asked=1, is_time=True)
def _in_by(asked: Asked) -> str:
    row = _driver(asked)
    return _time(row.must_be_in_by_us if row else None)


@of_car("out_by", asked=1, is_time=True)
def _out_by(asked: Asked) -> str:
    row = _driver(asked)
    return _time(row.must_be_out_by_us if row else None)


@of_car("short_of_drive_time", asked=1, is_time=True)
def _short(asked: Asked) -> str:
    row = _driver(asked)
    return _time(row.shortfall_us if row and row.shortfall_us else None)


@of_car("over_drive_time", asked=1, is_time=True)
def _over(asked: Asked) -> str:
    row = _driver(asked)
    return _time(row.excess_us if row and row.excess_us else None)


@of_car("bound", asked=1)
def _bound(asked: Asked) -> str:
    """`7 bound A yes`: the laps give only bounds."""
    row = _driver(asked)
    return "yes" if row is not None and row.bound else "no"


@of_session("infringements")
def _infringements(told: Told, words: Words) -> tuple[str, str]:
    """`infringements 2 3`: cars that did not keep the drive time, the smallest shortfall first."""
    cars = [told.state.cars[one.entry_id].car for one in infringements(_ledger(told))]
    return " ".join(words), " ".join(cars) or NONE


# ---- cautions -------------------------------------------------------------------------------------------------------


def _caution(told: Told, number: str) -> Caution | None:
    found = cautions(told.state, told.story.rulebook, now_us(told))
    return next((one for one in found if str(one.number) == number), None)


def _cars(told: Told, entries: Sequence[str]) -> str:
    return " ".join(told.state.cars[entry_id].car for entry_id in entries) or NONE


@of_session("caution")
def _about_caution(told: Told, words: Words) -> tuple[str, str]:
    """`caution 1 WORD VALUE…`: one neutralisation, by the words of `_CAUTION_WORDS`."""
    one = _caution(told, words[0])
    word, expected = words[1], " ".join(words[2:])
    if one is None:
        return expected, NONE
    return expected, _CAUTION_WORDS[word](
        told, one
    ) if word in _CAUTION_WORDS else f"no word {word!r} of {', '.join(_CAUTION_WORDS)}"


_CAUTION_WORDS: dict[str, Callable[[Told, Caution], str]] = {
    "kinds": lambda _, one: " ".join(one.kinds),
    "phases": lambda _, one: " ".join(phase.name for phase in one.phases),
    "phase": lambda _, one: one.phases[-1].name,
    "inferred": lambda _, one: "yes" if any(phase.inferred for phase in one.phases) else "no",
    "open": lambda _, one: " ".join(one.pits_open) or NONE,
    "short": lambda _, one: one.short_why or NONE,
    "speed": lambda _, one: NONE if one.speed_kph is None else str(one.speed_kph),
    "closed_entries": lambda told, one: _cars(told, [entry.entry_id for entry in one.closed_entries]),
    "closed_penalty": lambda _, one: " ".join(dict.fromkeys(e.penalty for e in one.closed_entries)) or NONE,
    "queue": lambda told, one: _cars(told, [car.entry_id for car in one.queue]),
    "pass_around": lambda told, one: _entitled(told, one, "pass_around"),
    "wave_by": lambda told, one: _entitled(told, one, "wave_by"),
    "gained": lambda told, one: _cars(told, [gain.entry_id for gain in one.gains]),
    "not_entitled": lambda told, one: _cars(told, [x.entry_id for x in one.gains if not x.entitled]),
    "restart": lambda told, one: _cars(told, one.restart),
    "no_wave_by": lambda _, one: one.wave_by_why or NONE,
    "over": lambda _, one: "no" if one.to_us is None else "yes",
}


def _entitled(told: Told, one: Caution, what: str) -> str:
    return _cars(told, [car.entry_id for car in one.queue if car.entitled == what])


# ---- penalties ------------------------------------------------------------------------------------------------------


@of_car("next_step", asked=1)
def _next_step(asked: Asked) -> str:
    """`7 next_step track_limits drive_through`: what the ladder asks for the next time."""
    race = asked.told.state.plan.kind.is_race
    step, _, _ = next_step(asked.told.story.rulebook, asked.car, asked.words[0], race=race)
    if step is None:
        return NONE
    return f"{step.kind}+{step.stop_s}" if step.stop_s else step.kind


@of_car("penalty_time", asked=1, is_time=True)
def _penalty_time(asked: Asked) -> str:
    """`7 penalty_time P1 35.000`: what it adds."""
    rules = asked.told.story.options.penalties
    found = (p for p in penalties_of(asked.car, asked.told.state, rules) if p.penalty == asked.words[0])
    return next((format_time(p.time_us) for p in found if p.time_us), NONE)


# ---- points ---------------------------------------------------------------------------------------------------------


def _awards(told: Told) -> list[Award]:
    return session_points(told.story.rulebook, told.state, told.rows, now_us(told))


@of_car("points")
def _points(asked: Asked) -> str:
    """`7 points 350`: of the team."""
    mine = [a.points for a in _awards(asked.told) if a.title == "teams" and a.car == asked.row.car]
    return f"{sum(mine, Decimal(0)):f}"


@of_car("driver_points", asked=1)
def _driver_points(asked: Asked) -> str:
    wanted = asked.words[0].casefold()
    mine = [
        a.points
        for a in _awards(asked.told)
        if a.title == "drivers" and a.car == asked.row.car and wanted in a.name.casefold()
    ]
    return f"{sum(mine, Decimal(0)):f}"


@of_car("make_points")
def _make_points(asked: Asked) -> str:
    """`7 make_points 300`: of the car's make, whichever car scored them."""
    make = asked.car.entry.manufacturer
    mine = [a.points for a in _awards(asked.told) if a.title == "manufacturers" and a.who == make]
    return f"{sum(mine, Decimal(0)):f}"


@of_car("points_rule")
def _points_rule(asked: Asked) -> str:
    mine = [a.rule for a in _awards(asked.told) if a.title == "teams" and a.car == asked.row.car]
    return mine[0] if mine else NONE


@of_car("cup")
def _cup(asked: Asked) -> str:
    """`7 cup 10`: of the endurance cup, checkpoints so far and the finish."""
    found = cup_points(asked.told.story.rulebook, asked.told.state, asked.told.rows)
    return f"{sum((value for _, value in found.get(asked.car.entry_id, [])), Decimal(0)):f}"


@of_session("share")
def _share(told: Told, words: Words) -> tuple[str, str]:
    """`share 0.5 race.short.half_points_below_part`: of the points, and the rule."""
    share, rule = share_in_force(told.story.rulebook, told.state)
    return " ".join(words), f"{share:f} {rule}"


# ---- the end --------------------------------------------------------------------------------------------------------


def _advice(told: Told) -> Advice | None:
    return advise(told.state, told.rows, told.story.rulebook, now_us(told))


@of_session("early")
def _early(told: Told, words: Words) -> tuple[str, str]:
    """`early 1:35.277`: by how much the flag was too early."""
    advice = _advice(told)
    return " ".join(words), _time(advice.early_us if advice is not None and advice.early_us else None)


@of_session("white")
def _white(told: Told, words: Words) -> tuple[str, str]:
    """`white 23:59:00.000 lap 791`: when the leader should see it."""
    advice = _advice(told)
    if advice is None or advice.white_us is None:
        return " ".join(words), NONE
    return " ".join(words), f"{format_time(advice.white_us)} lap {advice.white_lap}"


@of_session("advice")
def _advice_text(told: Told, words: Words) -> tuple[str, str]:
    advice = _advice(told)
    return " ".join(words), NONE if advice is None else advice.text


@of_session("warning")
def _warning(told: Told, words: Words) -> tuple[str, str]:
    advice = _advice(told)
    return " ".join(words), (advice.warning if advice is not None else "") or NONE


# ---- records --------------------------------------------------------------------------------------------------------


@of_session("record")
def _record(told: Told, words: Words) -> tuple[str, str]:
    """`record GTP 31 1:32.656`: the lap of a class that may be a record; `record GTP none`."""
    found = next(
        (one for one in record_laps(told.state, told.story.rulebook) if one.car_class == words[0]), None
    )
    if found is None:
        return " ".join(words[1:]), NONE
    return " ".join(words[1:]), f"{told.state.cars[found.entry_id].car} {format_time(found.lap.time_us)}"
