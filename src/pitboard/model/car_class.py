"""Car classes."""

from __future__ import annotations

import msgspec


class CarClass(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A class of cars that is classified for itself.

    Attributes:
        code: as facts and JSON name it, such as `GTDPRO`.
        name: as people read it, such as `GTD PRO`.
        order: place in lists of classes, fastest first.
        colour: on a dark ground, `#rrggbb`.
        colour_on_paper: on white, `#rrggbb`; used as a chip beside dark text, never as text.
        aliases: other spellings in files.
    """

    code: str
    name: str
    order: int
    colour: str = "#9aa0a6"
    colour_on_paper: str = "#5f6368"
    aliases: tuple[str, ...] = ()
