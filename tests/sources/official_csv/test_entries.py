"""Entry lists of every layout, official rows, and whose COUNTRY is a nation."""

from __future__ import annotations

from pathlib import Path

import pytest

from pitboard.errors import SourceError
from pitboard.model.entry import Rating
from pitboard.model.flags import Status
from pitboard.sources.official_csv import agree_countries, load_session, read_entries, read_official_rows
from pitboard.sources.official_csv.nations import known_nations, nation_of
from tests.sources.official_csv.table import Lap, write, write_laps

SLOT = "FIRSTNAME,SECONDNAME,LICENSE,HOMETOWN,COUNTRY,SHORTNAME,IMSA_DriverId,IMSA_DriverPlugId,IMSA_DriverRatingLong,*Extra 4,*Extra 5"
SLOTS = ",".join(f"DRIVER{n}_{name}" for n in range(1, 7) for name in SLOT.split(","))
PRACTICE = (
    f"POS,NUMBER,LAP,TIME,GAP_FIRST,GAP_PREVIOUS,KPH, LAPS,TEAM,CLASS,GROUP,DIVISION,VEHICLE,TIRES,{SLOTS},"
)
RACE = (
    "POSITION,NUMBER,STATUS,LAPS,TOTAL_TIME,GAP_FIRST,GAP_PREVIOUS,FL_LAPNUM,FL_TIME,FL_KPH,TEAM,CLASS,GROUP,DIVISION,"
    f"VEHICLE,TIRES,{SLOTS},"
)
WEC = (
    "POSITION;NUMBER;TEAM;DRIVER_1;DRIVER_2;DRIVER_3;DRIVER_4;VEHICLE;TYRES;CLASS;GROUP;DIVISION;STATUS;LAPS;TOTAL_TIME;"
    "GAP_FIRST;GAP_PREVIOUS;FL_LAPNUM;FL_TIME;FL_KPH;DRIVER_5;"
)
EMPTY = "," * 6  # a slot that is not used has six fields


def driver(given: str, family: str, *, rating: str = "Gold", home: str = "", country: str = "SWE") -> str:
    return f"{given},{family},{rating},{home},{country},,,,,,,"


def results(
    tmp_path: Path, header: str, *rows: str, name: str = "202401211355-practice-1-results.csv"
) -> Path:
    return write(tmp_path, name, "\ufeff" + "\n".join([header, *rows]) + "\n")


def test_a_ragged_row_gives_its_whole_crew(tmp_path: Path):
    crew = driver("Ana", "Ek", rating="Platinium", home='"Lund, SE"') + driver("Bo", "van der Li", rating="x")
    row = f"1,01,5,1:32.656,-,-,222.6,6,Team,GTP,B,,Car,M,{crew}{EMPTY * 4}"

    (entry,) = read_entries(results(tmp_path, PRACTICE, row))

    assert (entry.entry_id, entry.number, entry.car_class, entry.group, entry.tyres) == (
        "01",
        "01",
        "GTP",
        "B",
        "M",
    )
    assert [(one.name, one.family_name, one.rating, one.hometown) for one in entry.crew] == [
        ("Ana Ek", "Ek", Rating.PLATINUM, "Lund, SE"),
        ("Bo van der Li", "van der Li", Rating.NONE, ""),
    ]
    assert entry.crew[0].country_as_filed == "SWE"


def test_the_wec_layout_has_a_column_a_driver_and_the_fifth_comes_last(tmp_path: Path):
    row = "1;007;Heart;Alessandro PIER GUIDI;James CALADO;;;V;M;HYPERCAR;H;;Classified;242;6:00'26.462;;;8;1'25.805;180.8;Eve FIVE;"

    path = results(tmp_path, WEC, row, name="03_Classification_Race.CSV")
    (entry,) = read_entries(path)
    (official,) = read_official_rows(path)

    assert (entry.number, entry.car_class, entry.team, entry.vehicle) == ("007", "HYPERCAR", "Heart", "V")
    assert (entry.tyres, entry.group) == ("M", "H")
    assert [one.name for one in entry.crew] == ["Alessandro PIER GUIDI", "James CALADO", "Eve FIVE"]
    assert [one.family_name for one in entry.crew] == ["PIER GUIDI", "CALADO", "FIVE"]
    assert (official.total_time_us, official.best_time_us) == (21_626_462_000, 85_805_000)
    assert (official.best_lap, official.laps, official.gap_first) == (8, 242, "")


def test_a_semicolon_results_file_never_quotes(tmp_path: Path):
    row = '1;7;"Big Team;Ana EK;;;;V;M;LMGT3;;;Classified;1;1:30.000;;;1;1:30.000;;;'

    (entry,) = read_entries(
        results(tmp_path, WEC, row, row.replace(";7;", ";8;"), name="03_Classification_Race.CSV")
    )[:1]

    assert (entry.number, entry.team, entry.crew[0].name) == ("7", '"Big Team', "Ana EK")


def test_official_rows_of_practice_and_race(tmp_path: Path):
    practice = results(
        tmp_path,
        PRACTICE,
        "1,31,5,1:32.656,-,-,222.6,6,T,GTP,,,V,M",
        "2,92,0,,,,,0,T,GTD,,,V,M",
    )
    race = results(
        tmp_path,
        RACE,
        "1,31,Classified,86,2:40:49.112,-,-,5,1:45.546,179.5,T,GTP,,,V,M",
        ",92,Not started,0,,,,0,,,T,GTD,,,V,M",
        name="x-race-results.csv",
    )

    first, second = read_official_rows(practice)
    assert (first.position, first.car, first.best_lap, first.best_time_us, first.laps) == (
        1,
        "31",
        5,
        92_656_000,
        6,
    )
    assert (first.gap_first, first.total_time_us, first.status, first.line) == (
        "-",
        None,
        Status.CLASSIFIED,
        2,
    )
    assert (second.position, second.best_time, second.best_time_us, second.best_lap) == (2, "", None, 0)
    first, second = read_official_rows(race)
    assert (first.total_time, first.total_time_us) == ("2:40:49.112", 9_649_112_000)
    assert (second.position, second.status, second.car) == (None, Status.NOT_STARTED, "92")


@pytest.mark.parametrize(
    "cell",
    ["Ana Ek/SWE/Gold", "Ana Ek|SWE|gold", " Ana Ek / swe / Gold "],
)
def test_a_plain_entry_list(tmp_path: Path, cell: str):
    text = f"Number,Class,Team,Vehicle,driver_1,driver_2\n01,GTP,Team,Car,{cell},Bo Li\n"

    (entry,) = read_entries(write(tmp_path, "entries.csv", text))

    assert (entry.number, entry.car_class, entry.team, entry.vehicle) == ("01", "GTP", "Team", "Car")
    assert [(one.name, one.nation, one.rating) for one in entry.crew] == [
        ("Ana Ek", "SWE", Rating.GOLD),
        ("Bo Li", None, Rating.NONE),
    ]


def test_a_plain_entry_list_with_columns_of_their_own(tmp_path: Path):
    text = (
        "number;class;driver_1;driver_1_nation;driver_1_rating;transponder\n7;A;Ana Ek;SWE;Bronze;1234567\n"
    )

    (entry,) = read_entries(write(tmp_path, "entries.csv", text))

    assert (entry.crew[0].nation, entry.crew[0].rating, entry.transponders) == (
        "SWE",
        Rating.BRONZE,
        ("1234567",),
    )


@pytest.mark.parametrize(
    ("row", "field", "expected"),
    [
        ("7,A,Ana Ek/XXX", "driver_1", "a three-letter country code"),
        ("7,A,Ana Ek/SWZ", "driver_1", "a three-letter country code"),
        ("7,A,Ana Ek/SWE/Diamond", "driver_1", "a rating"),
        ("7,A,Ana Ek/SWE/Gold/more", "driver_1", "name/nation/rating"),
        (",A,", "number", "a car number"),
        ("7,,", "class", "a class"),
        ("7,A,\n7,A,", "number", "each car once"),
    ],
)
def test_a_mistake_in_a_plain_entry_list_is_named(tmp_path: Path, row: str, field: str, expected: str):
    with pytest.raises(SourceError) as raised:
        read_entries(write(tmp_path, "entries.csv", f"number,class,driver_1\n{row}\n"))

    (fault,) = raised.value.faults
    assert fault.field == field
    assert expected in fault.expected


def test_drivers_and_makers_whom_only_the_laps_know_join_the_entry(tmp_path: Path):
    results(tmp_path, PRACTICE, f"1,7,1,1:30.000,-,-,,2,T,GTP,,,V,M,{driver('ANA', 'EK')}{EMPTY * 5}")
    laps = [
        Lap("7", 90_000, change={"MANUFACTURER": "Maker"}),
        Lap("7", 90_000, driver="Bo Li", seat=2),
        Lap("7", 90_000, driver="Ana Ek"),
    ]
    session = load_session(write_laps(tmp_path, laps))

    assert [one.name for one in session.entries[0].crew] == ["ANA EK", "Bo Li"]
    assert session.entries[0].manufacturer == "Maker"


def test_without_a_results_file_the_laps_are_the_entry_list(tmp_path: Path):
    laps = [Lap("7", 90_000, driver="Bo Li", seat=10), Lap("7", 90_000, driver="Ana Ek", seat=2)]
    (entry,) = load_session(write_laps(tmp_path, laps)).entries

    assert (entry.number, entry.car_class, entry.team) == ("7", "GTP", "Team 7")
    assert [one.name for one in entry.crew] == ["Ana Ek", "Bo Li"]


def test_a_car_without_laps_stays_on_the_list(tmp_path: Path):
    results(tmp_path, PRACTICE, *(f"1,{car},0,,,,,0,T,GTP,,,V,M" for car in ("7", "07")))

    assert [entry.number for entry in load_session(write_laps(tmp_path, [Lap("7", 90_000)])).entries] == [
        "7",
        "07",
    ]


def test_a_nation_is_what_every_file_agrees_on(tmp_path: Path):
    def filed(name: str, **countries: str) -> Path:
        crew = "".join(driver(given, "Zz", country=country) for given, country in countries.items())
        return results(tmp_path, PRACTICE, f"1,7,0,,,,,0,T,GTP,,,V,M,{crew}", name=name)

    one = filed("1-results.csv", Ana="SWE", Bo="ITA", Cy="SWZ", Di="Swi", Eve="?")
    other = filed("2-results.csv", Ana="SWE", Bo="MCO", Cy="SWZ", Di="Swi", Eve="")

    (alone,) = read_entries(one)
    (together,) = read_entries(one, agree_countries([one, other]))
    assert [driver.nation for driver in alone.crew] == ["SWE", "ITA", None, None, None]
    assert [driver.nation for driver in together.crew] == ["SWE", None, None, None, None]
    assert [driver.country_as_filed for driver in together.crew] == ["SWE", "ITA", "SWZ", "Swi", "?"]


def test_one_file_alone_does_not_pass_for_agreement():
    disagreeing = [row for row in known_nations().values() if len(row.codes) > 1 and not row.nation]

    assert len(disagreeing) >= 20
    assert nation_of("romain grosjean", {"CHE"}) is None
    assert nation_of("pipo derani", {"BRA"}) == "BRA"
    assert nation_of("nobody at all", {"SWZ"}) is None


def test_the_table_of_nations_prints_no_code_that_is_disputed_or_no_country():
    for driver_id, row in known_nations().items():
        if row.nation:
            assert row.source, driver_id
        elif len(row.codes) != 1:
            assert nation_of(driver_id) is None
