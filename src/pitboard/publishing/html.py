"""HTML that cannot be broken by what a team wrote: text is escaped when it becomes a child or an attribute, and nowhere else."""

from __future__ import annotations

import html
from collections.abc import Iterable

_VOID = frozenset({"meta", "link", "img", "br", "hr"})
# Characters that no XML or HTML document may hold, and those that turn the reading direction of what follows.
_UNWANTED = dict.fromkeys(
    (*range(9), 11, 12, *range(14, 32), 127, *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFFFE, 0xFFFF),
    "\ufffd",
) | dict.fromkeys(range(0xD800, 0xE000), "\ufffd")


class Html(str):
    """Text that is HTML already."""

    __slots__ = ()


Child = str | Iterable["Child"] | None


def escaped(text: str) -> Html:
    """A text as HTML.

    >>> escaped('<script>"&')
    '&lt;script&gt;&quot;&amp;'
    """
    return text if isinstance(text, Html) else Html(html.escape(text.translate(_UNWANTED), quote=True))


def tag(name: str, /, *children: Child, **attributes: str | None) -> Html:
    """An element; attributes that are None are left out, `class_` is `class`, and `_` in a name is `-`.

    >>> tag("a", "1 < 2", href="x?a&b", class_="big")
    '<a href="x?a&amp;b" class="big">1 &lt; 2</a>'
    """
    told = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escaped(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    if name in _VOID:
        return Html(f"<{name}{told}>")
    return Html(f"<{name}{told}>{joined(children)}</{name}>")


def joined(children: Iterable[Child]) -> Html:
    """Children one after the other."""
    return Html(
        "".join(
            "" if child is None else escaped(child) if isinstance(child, str) else joined(child)
            for child in children
        )
    )
