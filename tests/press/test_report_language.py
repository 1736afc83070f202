"""Languages: the same sentences in each, no figure of their own, articles, plurals, elisions and dates right."""

from __future__ import annotations

import re
from importlib import resources

import pytest

from pitboard.bundled import notes
from pitboard.bundled.note_texts import note_translations
from pitboard.errors import UsageError
from pitboard.press.report import values as v
from pitboard.press.report.grammar import LANGUAGES, joined
from pitboard.press.report.language import VARIANTS, Language, SentenceError


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


@pytest.mark.parametrize(
    ("name", "noun"),
    [
        ("GT3", "GT3"),
        ("LMGT3", "LMGT3"),
        ("GTD PRO", "GTD PRO"),
        ("DPi", "DPi"),
        ("Hypercar", "Hypercar-Klasse"),
        ("Tourenwagen", "Tourenwagen-Klasse"),
        ("Pro-Am Cup", "Pro-Am-Cup-Klasse"),
        ("Am", "Am-Klasse"),
        ("Klasse 2", "Klasse 2"),
        ("A", "Klasse A"),
        ("bis 2000 ccm", "Klasse bis 2000 ccm"),
    ],
)
def test_german_gives_a_class_that_is_no_acronym_the_word_klasse(name: str, noun: str) -> None:
    values: dict[str, v.AnyValue] = {
        "class": v.ClassName(text=name),
        "driver": v.Name(text="Anna Blu"),
        "car": v.Car(number="50", make="Ferrari"),
        "team": v.Team(text=""),
        "crew": v.Names(texts=("Anna Blu", "Bea Rot")),
        "laps": v.Number(n=311),
        "time": v.LapTime(us=92_656_000),
    }
    assert said("de", "class-win", 0, **values) == (
        f"Den Sieg in der {noun} holte nach 311 Runden der Ferrari #50 mit Anna Blu und Bea Rot."
    )
    assert f"Die Pole der {noun} geht an" in said("de", "class-pole", 2, **values)


def test_no_german_sentence_puts_an_article_before_the_bare_name_of_a_class() -> None:
    assert re.findall(r"\b(?:der|die|das) \{ \$class \}", source("de"), re.IGNORECASE) == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "covered the five Hypercars with a time"),
        ("it", "Le cinque vetture Hypercar con un tempo"),
        ("de", "Die fünf Wagen der Hypercar-Klasse mit einer Zeit"),
        ("fr", "Les cinq voitures Hypercar avec un temps"),
        ("es", "Los cinco coches de Hypercar con tiempo"),
    ],
)
def test_the_cars_of_a_class_that_is_a_word(language: str, text: str) -> None:
    values = {"n": v.Number(n=5), "class": v.ClassName(text="Hypercar"), "margin": v.Margin(us=71_000)}

    assert text in said(language, "class-spread", **values)


def test_a_name_that_says_class_is_not_told_so_twice() -> None:
    values: dict[str, v.AnyValue] = {
        "record": v.LapTime(us=93_000_000),
        "holder": v.Name(text="Olga Verde"),
        "make": v.Name(text="Mazda"),
        "year": v.Year(n=2020),
        "margin": v.Margin(us=71_000),
    }
    for language, name in (("it", "Classe 2"), ("fr", "Catégorie 2"), ("es", "Clase 2")):
        text = said(language, "record-class", **values, **{"class": v.ClassName(text=name)})
        assert len(re.findall("class|clas|catég", text.lower())) == 1, text


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
    translated = note_translations()

    assert set(translated) == texts
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
