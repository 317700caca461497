"""What the links to a site's front page are called: where nothing else names the site, its logo does."""

from __future__ import annotations

import re

from newsarc.extraction.document import Document, node_text

_NO_NAME = re.compile(r"^\W*logo\b\W*(?:of the |of |der |des |von |de |du |di )?|\W*\blogo\W*$", re.IGNORECASE)
_LINKS = 40
"""links from the top among which the logo is"""
_LONGEST = 60
_MAX = 5


def names(document: Document, host: str) -> tuple[str, ...]:
    """Return the first few texts of links to the front page of *host* in *document*, and of the pictures in them."""
    found: dict[str, None] = {}
    for link in document.tree.css("a[href]")[:_LINKS]:
        address = link.attributes.get("href") or ""
        if not leads_home(address) or ("//" in address and not _is_at(address, host)):
            continue
        picture = link.css_first("img[alt]")
        shown = (node_text(link), (picture.attributes.get("alt") or "").strip() if picture is not None else "")
        called = (_NO_NAME.sub("", text) for text in shown if len(text) <= _LONGEST)
        found.update({name: None for name in called if len(name) > 1})
    return tuple(found)[:_MAX]


def leads_home(address: str) -> bool:
    """Say whether *address*, as written in a page, is that of a front page, not one of a place in the page itself."""
    address = address.strip().lower()
    if address.startswith("#"):
        return False
    path = address.partition("://")[2].partition("/")[2] if "://" in address else address.strip("./")
    return not path.split("?")[0].split("#")[0].strip("/")


def _is_at(address: str, host: str) -> bool:
    there = address.partition("//")[2].partition("/")[0].lower().removeprefix("www.")
    return bool(host) and (there.endswith(host) or host.endswith(there))
