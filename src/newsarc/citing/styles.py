"""The styles by name."""

from __future__ import annotations

from collections.abc import Sequence

from newsarc.citing.bibtex import bibtex
from newsarc.citing.prose import apa, mla
from newsarc.citing.tagged import ris, wikipedia
from newsarc.citing.work import Work

CSL = "csl-json"
STYLES = ("apa", "mla", "bibtex", CSL, "ris", "wikipedia")


def cite(works: Sequence[Work], style: str) -> str:
    """Return *works* in *style*, one of STYLES but for CSL, whose items are data and no text. Lines are joined by \\n.

    Raises KeyError for a name that is no style of text.
    """
    if style == "bibtex":
        return bibtex(works)
    one = {"apa": apa, "mla": mla, "ris": ris, "wikipedia": wikipedia}[style]
    return "\n".join(one(work) for work in works)
