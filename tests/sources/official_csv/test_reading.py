"""Laps files in every form that the data's README names give the same facts."""

from __future__ import annotations

from pathlib import Path

import pytest

from pitboard.model import facts as f
from pitboard.model.meeting import SessionKind
from pitboard.sources.official_csv import find_sessions, is_imsa_form, kind_of, load_session
from pitboard.sources.official_csv.names import title_of
from tests.sources.official_csv.table import IMSA, WEC, Lap, laps_text, write, write_laps

LAPS = [
    Lap("01", 600_000, kph="20.0"),
    Lap("01", 100_000, kph="120.0"),
    Lap("1", 610_000, kph="19.7"),
    Lap("1", 99_000, kph="121.2", pit=True),
]


def timed(path: Path) -> list[f.Fact]:
    """Facts of a file that do not name it."""
    return [fact for fact in load_session(path).facts if not isinstance(fact, f.SessionScheduled)]


@pytest.mark.parametrize(
    "form",
    [
        {"delimiter": ";", "newline": "\r\n"},
        {"delimiter": ";", "header": WEC, "newline": "\r\n"},
        {"bom": False},
        {"trailing": False},
        {"trailing": False, "newline": "\r\n"},
        {"header": IMSA.replace(" ", "")},
        {"newline": "\r"},
        {"newline": "\r", "delimiter": ";", "header": WEC},
    ],
)
def test_every_form_gives_the_same_facts(tmp_path: Path, form: dict[str, object]):
    plain = timed(write_laps(tmp_path / "a", LAPS))

    assert timed(write_laps(tmp_path / "b", LAPS, **form)) == plain
    assert len(plain) == 3 * len(LAPS) + 1 + 1 + 2 + 2 + 1  # passings, start, flag, drivers, entries, circuit


def test_plain_and_gzip_give_the_same_facts(tmp_path: Path):
    packed = write_laps(tmp_path / "a", LAPS)
    plain = write_laps(tmp_path / "b", LAPS, "202401211355-practice-1-laps.csv")

    assert timed(plain) == timed(packed)


def test_rows_that_end_in_a_delimiter_under_a_header_that_does_not(tmp_path: Path):
    text = laps_text(LAPS, trailing=False).replace("FLAG_AT_FL", "FLAG_AT_FL", 1)
    ragged = text.replace("GF\n", "GF,\n")

    assert timed(write(tmp_path, "x-laps.csv", ragged)) == timed(write(tmp_path, "x-laps.csv", text))


def test_a_last_line_without_its_end_is_read_where_the_row_is_whole(tmp_path: Path):
    text = laps_text(LAPS)
    cut = write(tmp_path, "202401211355-practice-1-laps.csv", text.removesuffix("\n"))

    assert timed(cut) == timed(write_laps(tmp_path, LAPS))


def test_a_quote_within_a_field_is_read_as_it_stands(tmp_path: Path):
    laps = [Lap("7", 90_000, change={"TEAM": 'The "Big" Team', "GROUP": '"a, b"'})]
    (entry,) = load_session(write_laps(tmp_path, laps)).entries

    assert (entry.team, entry.group) == ('The "Big" Team', "a, b")


def test_columns_are_found_by_name_wherever_they_stand(tmp_path: Path):
    names = IMSA.split(",")
    turned = ",".join(reversed(names))

    assert timed(write_laps(tmp_path / "b", LAPS, header=turned)) == timed(write_laps(tmp_path / "a", LAPS))


def test_official_marks_of_improvement_are_never_read(tmp_path: Path):
    marked = [Lap(**{**vars(lap), "change": {"LAP_IMPROVEMENT": "3", "S1_IMPROVEMENT": "4"}}) for lap in LAPS]

    assert timed(write_laps(tmp_path / "b", marked)) == timed(write_laps(tmp_path / "a", LAPS))


def test_a_semicolon_file_never_quotes_and_a_comma_file_does(tmp_path: Path):
    laps = [Lap("7", 90_000, change={"TEAM": 'The "Big, Team'})]
    semicolon = load_session(write_laps(tmp_path, laps, "a-laps.csv", delimiter=";"))
    laps = [Lap("7", 90_000, change={"TEAM": '"Gebhardt Motorsport, Inc"'})]
    comma = load_session(write_laps(tmp_path, laps, "b-laps.csv"))

    assert semicolon.entries[0].team == 'The "Big, Team'
    assert comma.entries[0].team == "Gebhardt Motorsport, Inc"


def test_a_car_whose_rows_are_scattered_is_read_all_the_same(tmp_path: Path):
    scattered = [LAPS[0], LAPS[2], LAPS[1], LAPS[3]]

    assert timed(write_laps(tmp_path / "b", scattered)) == timed(write_laps(tmp_path / "a", LAPS))


def test_an_old_file_without_class_team_and_flag(tmp_path: Path):
    header = ",".join(
        name for name in IMSA.split(",") if name not in ("CLASS", "TEAM", "GROUP", "FLAG_AT_FL")
    )
    session = load_session(write_laps(tmp_path, LAPS, header=header))

    assert [entry.car_class for entry in session.entries] == ["", ""]
    assert not any(isinstance(fact, f.FlagShown) for fact in session.facts)
    assert any("FLAG_AT_FL" in note for note in session.notes)


def test_a_file_without_laps_is_a_session_without_laps(tmp_path: Path):
    session = load_session(write_laps(tmp_path, []))

    assert (session.laps, session.entries) == (0, ())
    assert "no laps" in session.notes


def test_a_length_that_fits_every_speed_is_taken_and_none_otherwise(tmp_path: Path):
    fits = load_session(write_laps(tmp_path, LAPS, "a-laps.csv"))
    other = load_session(write_laps(tmp_path, [*LAPS, Lap("1", 99_000, kph="130.0")], "b-laps.csv"))

    assert fits.circuit.length_m == 3333
    assert other.circuit.length_m is None
    assert not any("KPH" in note for note in fits.notes)
    assert any(note.startswith("KPH: no lap length fits") for note in other.notes)


@pytest.mark.parametrize("text", ["x", "nan", "12,5", "-1", "1001"])
def test_a_text_that_is_no_speed_is_left_out_with_a_note_and_the_other_speeds_stay(tmp_path: Path, text: str):
    laps = [*LAPS, Lap("1", 99_000, kph=f'"{text}"' if "," in text else text)]
    session = load_session(write_laps(tmp_path, laps, "a-laps.csv"))

    assert session.circuit.length_m == 3333
    assert f"line 6, KPH: expected a speed like '187.3', was {text!r}; left out" in session.notes


def test_of_many_texts_that_are_no_speed_three_are_named(tmp_path: Path):
    session = load_session(write_laps(tmp_path, [Lap("1", 99_000, kph="x") for _ in range(9)]))

    assert [note for note in session.notes if "KPH" in note][3:] == ["KPH: and 6 more, left out too"]


def test_a_speed_that_all_others_contradict_is_left_out_with_a_note(tmp_path: Path):
    laps = [*LAPS, *(Lap("1", 99_000, kph="121.2") for _ in range(30)), Lap("1", 99_000, kph="21.2")]
    session = load_session(write_laps(tmp_path, laps, "a-laps.csv"))

    assert session.circuit.length_m == 3333
    assert "KPH: 1 of 33 speeds contradict the others, left out" in session.notes


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("202401191100-session-1", SessionKind.TEST),
        ("202111121635-qualifying--lmp3", SessionKind.QUALIFYING),
        ("202101241405-r24h-qualifying-race", SessionKind.RACE),
        ("race-1-qualifying", SessionKind.QUALIFYING),
        ("202101241000-warm-up", SessionKind.WARM_UP),
        ("2024_le_mans_24h_23_Analysis_Race", SessionKind.RACE),
        ("23_Analysis_Free Practice 2", SessionKind.PRACTICE),
        ("23_Time Cards_Hyperpole", SessionKind.QUALIFYING),
        ("something", SessionKind.PRACTICE),
    ],
)
def test_the_kind_is_the_last_word_that_is_known(name: str, kind: SessionKind):
    assert kind_of(name) is kind


@pytest.mark.parametrize(
    ("name", "header", "imsa"),
    [
        ("202401191100-session-1-laps.csv.gz", IMSA, True),
        ("202401191100-session-1-laps.csv", IMSA, True),
        ("202401191100-race-laps.csv.gz", WEC, False),
        ("2024_le_mans_24h_23_Analysis_Race.csv.gz", WEC, False),
    ],
)
def test_the_form_of_imsa_is_told_from_that_of_the_wec(tmp_path: Path, name: str, header: str, imsa: bool):
    write_laps(tmp_path, LAPS, name, header=header)

    assert is_imsa_form(find_sessions([tmp_path])[0]) is imsa


def test_titles_read_as_people_say_them():
    assert title_of("202101241405-r24h-qualifying-race") == "R24h Qualifying Race"
    assert title_of("23_Time Cards_Hyperpole") == "Hyperpole"


def test_sessions_are_found_at_any_depth_with_what_lies_beside(tmp_path: Path):
    write_laps(tmp_path / "2024" / "01-roar", LAPS)
    for role in ("results", "weather"):
        write(tmp_path / "2024" / "01-roar", f"202401211355-practice-1-{role}.csv", "x\n")
    write_laps(tmp_path / "wec" / "202406151600_Race", LAPS, "23_Analysis_Race.CSV", delimiter=";")
    write(tmp_path / "wec" / "202406151600_Race", "03_Classification_Race.CSV", "x\n")
    write(tmp_path / "wec", "202401271340-race-results.csv", "x\n")
    write(tmp_path / "wec", "strange.csv", "x\n")
    notes: list[str] = []

    found = find_sessions([tmp_path], notes=notes)

    assert [session.name for session in found] == [
        "2024/01-roar/202401211355-practice-1",
        "wec/202406151600_Race/23_Analysis_Race",
    ]
    assert found[0].results is not None
    assert found[0].weather is not None
    assert found[1].results is not None
    assert found[1].results.name == "03_Classification_Race.CSV"
    assert [("strange" in note, "not scored" in note) for note in notes] == [(False, True), (True, False)]
    assert find_sessions([found[0].laps, tmp_path]) != []
    assert len(find_sessions([tmp_path, tmp_path])) == 2
