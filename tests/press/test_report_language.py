"""Languages: the same sentences in each, no figure of their own, articles, plurals, elisions and dates right."""

from __future__ import annotations

import re
from importlib import resources

import pytest

from pitboard.bundled import notes
from pitboard.errors import UsageError
from pitboard.press.report import values as v
from pitboard.press.report.grammar import LANGUAGES, joined
from pitboard.press.report.language import VARIANTS, Language, SentenceError
from pitboard.press.report.rendering import _translations


def source(language: str) -> str:
    return (
        resources.files("pitboard.press.report").joinpath(f"ftl/{language}.ftl").read_text(encoding="utf-8")
    )


def keys(language: str) -> list[str]:
    return re.findall(r"^([a-z][\w-]*) =", source(language), re.MULTILINE)


def said(language: str, kind: str, variant: int = 0, /, **values: v.AnyValue) -> str:
    statement = v.Statement(
        kind=kind, section="how", rank=1, values=dict(values), facts=("s:1",), variant=variant
    )
    return Language(language).sentence(statement)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_sentences_each_once(language: str) -> None:
    assert len(set(keys(language))) == len(keys(language))
    assert set(keys(language)) == set(keys("en"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_brings_a_figure_of_its_own(language: str) -> None:
    text = re.sub(r"^#.*$", "", source(language), flags=re.MULTILINE)
    text = re.sub(r"\[\w[\w-]*\]|\*\[\w+\]", "", text)
    assert re.findall(r"^.*\d.*$", text, re.MULTILINE) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_race_or_person_stands_in_a_sentence(language: str) -> None:
    for name in ("Daytona", "Rolex", "Derani", "Jarvis", "Mazda", "Cadillac", "GTP", "LMP"):
        assert name not in source(language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_classes_are_not_told_in_the_same_words(language: str) -> None:
    values: dict[str, v.AnyValue] = {
        "driver": v.Name(text="Anna Blu"),
        "car": v.Car(number="7", make="Porsche"),
        "team": v.Team(text="Team"),
        "time": v.LapTime(us=92_656_000),
        "class": v.ClassName(text="GTD"),
        "margin": v.Margin(us=71_000),
    }
    for kind in ("class-pole", "class-fastest", "class-margin"):
        texts = {said(language, kind, variant, **values) for variant in range(VARIANTS)}
        assert len(texts) == VARIANTS


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_car_without_a_make_and_a_result_without_a_team_are_told(language: str) -> None:
    values: dict[str, v.AnyValue] = {
        "driver": v.Name(text="Anna Blu"),
        "car": v.Car(number="01", make=""),
        "team": v.Team(text=""),
        "time": v.LapTime(us=92_656_000),
        "venue": v.Venue(circuit_id="", name=""),
        "class": v.ClassName(text="GTD"),
    }
    for kind in ("pole", "class-pole"):
        text = said(language, kind, **values)
        assert "#01" in text
        assert not re.search(r"  | [.,]|\(\)", text)


@pytest.mark.parametrize(
    ("language", "one", "many"),
    [
        ("en", "Race control stopped the session once with", "stopped the session four times with"),
        ("it", "interrotto la sessione una volta con", "la sessione quattro volte con"),
        ("de", "unterbrach die Sitzung einmal mit", "die Sitzung viermal mit"),
        ("fr", "interrompu la séance une fois au", "la séance quatre fois au"),
        ("es", "detuvo la sesión una vez con", "la sesión cuatro veces con"),
    ],
)
def test_how_often(language: str, one: str, many: str) -> None:
    assert one in said(language, "red-flags", n=v.Number(n=1))
    assert many in said(language, "red-flags", n=v.Number(n=4))


@pytest.mark.parametrize(
    ("language", "one", "two"),
    [
        ("it", "La #92 non ha ottenuto alcun tempo.", "Non hanno ottenuto alcun tempo le vetture #5 e #92."),
        ("de", "#92 setzte keine Zeit.", "#5 und #92 setzten keine Zeit."),
        ("fr", "La #92 n'a signé aucun temps.", "Aucun temps pour les #5 et #92."),
        ("es", "El #92 no marcó ningún tiempo.", "No marcaron ningún tiempo los #5 y #92."),
    ],
)
def test_one_car_and_several(language: str, one: str, two: str) -> None:
    assert said(language, "no-time", cars=v.Cars(numbers=("92",)), n=v.Number(n=1)) == one
    assert said(language, "no-time", cars=v.Cars(numbers=("5", "92")), n=v.Number(n=2)) == two


def test_articles_elide_before_vowels_and_cases_are_right() -> None:
    acura = v.Car(number="10", make="Acura")
    count = {"n": v.Number(n=2)}

    assert "dell'Acura #10" in said("it", "deleted-car", car=acura, **count)
    assert "de l'Acura #10" in said("fr", "deleted-car", car=acura, **count)
    assert "des Acura #10" in said("de", "deleted-car", car=acura, **count)
    assert "del Acura #10" in said("es", "deleted-car", car=acura, **count)
    assert "sull'Acura #10" in Language("it").renderer.forms(acura)["in"]


def test_lists_turn_y_into_e_and_e_into_ed() -> None:
    assert joined(["Vanthoor", "Iribe"], "es") == "Vanthoor e Iribe"
    assert joined(["Vanthoor", "Hielo"], "es") == "Vanthoor y Hielo"
    assert joined(["Vanthoor", "Engel"], "it") == "Vanthoor ed Engel"
    assert joined(["A", "B", "C"], "en") == "A, B and C"


def test_le_mans_contracts_in_french_alone() -> None:
    le_mans = v.Venue(circuit_id="le-mans", name="Circuit des 24 Heures")

    assert [Language(one).renderer.forms(le_mans)["at"] for one in LANGUAGES] == [
        " at Le Mans",
        " a Le Mans",
        " in Le Mans",
        " au Mans",
        " en Le Mans",
    ]


def test_french_marks_keep_to_their_word() -> None:
    text = said(
        "fr", "penalty", kind=v.Words(key="penalty-time"), cars=v.Cars(numbers=("7",)), n=v.Number(n=1)
    )

    assert text == "Pénalité en temps\u00a0: #7."


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "12:00:54.520"),
        ("it", "12h00'54\"520"),
        ("de", "12:00:54,520"),
        ("fr", "12h00'54\"520"),
        ("es", "12:00:54.520"),
    ],
)
def test_race_times_in_each_notation(language: str, text: str) -> None:
    assert Language(language).renderer.time(43_254_520_000) == text


@pytest.mark.parametrize("language", LANGUAGES)
def test_gaps_by_laps_and_above_a_minute(language: str) -> None:
    renderer = Language(language).renderer

    assert renderer.margin(v.Margin(us=0, laps=1)) in (
        "one lap",
        "un giro",
        "eine Runde",
        "un tour",
        "una vuelta",
    )
    assert "2" in renderer.compact(v.Margin(us=0, laps=2))
    assert "62" not in renderer.margin(v.Margin(us=62_824_000))


def test_the_notes_of_the_bundled_session_are_translated_to_the_letter() -> None:
    texts = {note.text for note in notes("roar-2024-q")}
    translated = _translations()

    assert set(translated) <= texts
    for text, others in translated.items():
        assert set(others) == set(LANGUAGES) - {"en"}, text


def test_a_note_nobody_translated_says_so() -> None:
    text = said("de", "note", note=v.Note(text="The car stopped in turn 3."))

    assert text == "Die Quelle im englischen Wortlaut: „The car stopped in turn 3“."


def test_an_unknown_language_or_word_is_refused() -> None:
    with pytest.raises(UsageError, match="expected a language of en, it, de, fr, es, was 'pt'"):
        Language("pt")
    with pytest.raises(SentenceError, match="no sentence 'nothing'"):
        Language("en").word("nothing")
    with pytest.raises(SentenceError, match="Unknown external"):
        Language("en").word("pole")
