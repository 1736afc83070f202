"""The sourced notes of the bundled sessions in the other languages, for sheets and reports alike."""

from __future__ import annotations

from functools import cache

from pitboard.bundled.tables import read_toml

_FOLDERS = ("roar_2024_q",)


def note_text(text: str, language: str) -> str:
    """A note in a language; as it was taken where nobody translated it.

    >>> note_text("The car completed no lap.", "de"), note_text("Ha forato.", "de")
    ('Der Wagen legte keine Runde zurück.', 'Ha forato.')
    """
    return note_translations().get(text, {}).get(language, text)


@cache
def note_translations() -> dict[str, dict[str, str]]:
    """Notes by their English text, each by language."""
    return {
        note["en"]: {language: text for language, text in note.items() if language != "en"}
        for folder in _FOLDERS
        for note in read_toml(folder, "notes_translated.toml")["note"]
    }
