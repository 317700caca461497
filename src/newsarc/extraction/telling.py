"""What an element's attributes tell: what it is called, whether it is hidden, whether it names a person."""

from __future__ import annotations

from selectolax.lexbor import LexborAttributes

_TELLING = frozenset([
    "itemprop", "data-component", "data-component-name", "data-qa", "data-gu-name", "data-area", "data-module",
    "data-module-type", "data-hook",
])  # fmt: skip
"""attributes that name an element for machines, as classes did before software made these up"""
SAYING = frozenset(["role", "style", "hidden"])
"""attributes that may say that an element holds no text"""

Attributes = dict[str, str | None]


def names_person(attributes: LexborAttributes) -> bool:
    """Say whether *attributes* are of a link with the name of an author: a job or a paper may stand right behind it."""
    names = attributes.get("class")
    return attributes.get("rel") == "author" or bool(names and ("author" in names or "byline" in names))


def names_of(attributes: Attributes) -> str:
    """Return what *attributes* call an element: class, id, and what names it for machines; 200 characters at most."""
    names = attributes.get("class") or ""
    if len(attributes) == 1 and names:  # as most are
        return names[:200]
    own = attributes.get("id")
    if own and len(own) < 40:
        names = f"{names} {own}"
    if not _TELLING.isdisjoint(attributes):
        for key, value in attributes.items():
            if value and (key == "itemprop" or (key in _TELLING and len(value) < 40)):
                names = f"{names} {value}"
    return names[:200]


def hides(attributes: Attributes) -> bool:
    """Say whether *attributes* hide an element."""
    style = attributes.get("style")
    return "hidden" in attributes or bool(style and "none" in style and "display:none" in style.replace(" ", ""))
