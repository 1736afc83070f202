"""Full-course yellow, safety cars, slow zones: when pits open, who is waved by, how fast."""

from __future__ import annotations

from typing import Annotated, Literal

from pitboard.model.rulebook.ruled import OrNone, Ruled, Section
from pitboard.model.rulebook.timing import Natural, Positive

Kind = Literal["full_course_yellow", "safety_car", "virtual_safety_car", "code_60", "slow_zone"]
OptionalSeconds = Annotated[Natural | None, OrNone]


class WaveBy(Section):
    """Cars a lap down that may drive round and join at the back.

    Attributes:
        allowed: there is a wave-by at all.
        eligible: which cars: those between the safety car and their class leader, or all that are a lap down in class.
        lead_lap_must_pit_first: a lapped car may need the cars of the lead lap ahead of it to pit first.
        race_at_least_s: none in shorter races [s].
        not_before_s: none before this time of the race [s].
        once_per_s: at most once in this time [s].
        free_from_race_s: the limits `not_before_s` and `once_per_s` hold in races up to this length [s].
        not_in_last_s: none in the last part of the race [s].
    """

    allowed: Ruled[bool]
    eligible: Ruled[Literal["between_safety_car_and_class_leader", "lap_down_in_class"]]
    lead_lap_must_pit_first: Ruled[bool]
    race_at_least_s: Ruled[OptionalSeconds]
    not_before_s: Ruled[OptionalSeconds]
    once_per_s: Ruled[OptionalSeconds]
    free_from_race_s: Ruled[OptionalSeconds]
    not_in_last_s: Ruled[OptionalSeconds]


class ShortYellow(Section):
    """A neutralisation without a pit cycle.

    Attributes:
        allowed: there is such a thing.
        first_window_s: in the first part of the race [s].
        last_window_s: in the last part of the race [s].
        min_gap_since_last_s: when the one before ended less than this ago [s].
    """

    allowed: Ruled[bool]
    first_window_s: Ruled[OptionalSeconds]
    last_window_s: Ruled[OptionalSeconds]
    min_gap_since_last_s: Ruled[OptionalSeconds]


class Pits(Section):
    """The pit lane under a neutralisation.

    Attributes:
        closed_at_start: the pit lane closes when the neutralisation begins.
        open_groups: classes for which it opens together, in order, one lap after the other; empty: for all at once.
        closed_service: what service in a closed pit lane costs: a key of the penalties, or `none`.
        emergency_service: what is allowed in a closed pit lane.
    """

    closed_at_start: Ruled[bool]
    open_groups: Ruled[tuple[tuple[str, ...], ...]]
    closed_service: Ruled[str]
    emergency_service: Ruled[Literal["none", "fuel_seconds", "repair", "fuel_and_repair"]]


class SafetyCar(Section):
    """Safety cars.

    Attributes:
        cars: how many are used at once.
        merge: several of them merge into one queue before the restart.
        drop_back: cars are sorted by class before the restart.
        pass_around: cars between the safety car and their class leader pass it.
        pass_around_misuse: what a wrong pass-around costs, in race-control words.
        class_split: cars are split by class before the restart.
        restart_order: classes in order at the restart; empty: as they are.
    """

    cars: Ruled[Natural]
    merge: Ruled[bool]
    drop_back: Ruled[bool]
    pass_around: Ruled[bool]
    pass_around_misuse: Ruled[str]
    class_split: Ruled[bool]
    restart_order: Ruled[tuple[tuple[str, ...], ...]]


class SlowDriving(Section):
    """Neutralisations in which everybody slows down where they are.

    Attributes:
        fcy_kph: speed under a full-course yellow without safety car [km/h].
        code_60_kph: speed under Code 60 [km/h].
        slow_zone_kph: speed in a slow zone [km/h].
        vsc_then_safety_car: a virtual safety car is always followed by the safety car.
        countdown_s: between the announcement and the speed limit [s].
    """

    fcy_kph: Ruled[Annotated[Positive | None, OrNone]]
    code_60_kph: Ruled[Annotated[Positive | None, OrNone]]
    slow_zone_kph: Ruled[Annotated[Positive | None, OrNone]]
    vsc_then_safety_car: Ruled[bool]
    countdown_s: Ruled[OptionalSeconds]


class Neutralisation(Section):
    """Neutralisations.

    Attributes:
        kinds: which are in use.
        race_clock_runs: the race clock runs on.
    """

    kinds: Ruled[tuple[Kind, ...]]
    race_clock_runs: Ruled[bool]
    pits: Pits
    safety_car: SafetyCar
    wave_by: WaveBy
    short_yellow: ShortYellow
    slow: SlowDriving
