"""Given names and what they are shortened to: `Ollie Jarvis` is Oliver, and no misprint."""

from __future__ import annotations

from rapidfuzz import fuzz

_SHORT = (
    "oliver ollie oli olly", "alexander alexandre alessandro alex sandy", "matthew mathieu matteo matt matty",
    "nicholas nicolas nicky nicki nick nico nic", "sebastian sebastien seb", "thomas tom tommy", "michael mike mikey",
    "philip philippe philipp phil", "robert rob bob bobby robbie robby", "daniel dan danny dani", "benjamin ben",
    "william will bill billy", "james jim jimmy jamie", "anthony tony ant", "andrew andy drew", "patrick pat paddy patricio pato",
    "christopher christian chris", "frederic frederick frederik fred freddie", "maximilian maxime max", "joshua josh",
    "samuel sam", "steven stephen stefan steve", "gabriel gabby gabe", "richard ricardo ricky rick richie dick",
    "charles charlie carlos", "edward eduardo edoardo ed eddie", "david dave davide", "jonathan john jonny jon johnny",
    "gregory greg", "timothy tim", "kenneth ken kenny", "katherine kate kathy", "joseph joe joey", "zacharie zachary zach",
    "lawrence laurence larry", "francois franck frank frankie", "ronald ron ronnie", "douglas doug", "harold harry", "louis lou",
)  # fmt: skip
GROUPS = [set(names.split()) for names in _SHORT]


def given_fits(word: str, known: str) -> bool:
    """Whether a given name may be another's short or slightly different form.

    >>> given_fits("ollie", "oliver"), given_fits("seb", "sebastien"), given_fits("ricky", "jordan")
    (True, True, False)
    """
    short = word.rstrip(".")
    if short.startswith(known[:3]) or known.startswith(short):
        return True
    return is_short_form(short, known) or fuzz.ratio(short, known) >= 75


def is_short_form(word: str, known: str) -> bool:
    """Whether two given names are forms of one."""
    return any(word in group and known in group for group in GROUPS)


_TRANSLATED = (
    "felipe filipe philip philipp philippe filippo", "john giovanni juan joao jean johannes ivan", "joseph giuseppe jose josef",
    "louis luigi luis ludwig", "peter pietro pedro pierre", "paul paolo pablo", "charles carlo carlos karl",
    "henry enrico enrique henri", "james giacomo jacques", "george giorgio jorge", "stephen stefano esteban",
    "matthew matteo mateo", "mark marco marc marcos", "luke luca lucas", "nicholas nicola nicolas", "francis francesco francisco",
    "lawrence lorenzo laurent laurens", "frederick federico frederic frederik", "antonio anthony antoine", "christian cristian",
    "ralph raffaele raphael rafael", "edward edoardo eduardo", "ricardo richard riccardo", "renger ranger", "alexander alessandro",
)  # fmt: skip
TRANSLATIONS = [set(names.split()) for names in _TRANSLATED]


def is_translated(word: str, known: str) -> bool:
    """Whether a given name is another's in a further language: a translator's slip.

    >>> is_translated("philipp", "felipe")
    True
    """
    return word != known and any(word in group and known in group for group in TRANSLATIONS)
