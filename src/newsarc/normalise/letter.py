"""What a mail says of the page or text in it: its subject, its day, who sent it."""

from __future__ import annotations

import msgspec

from newsarc.model.parts import Found, Parts, Removed
from newsarc.model.target import Letter

EVIDENCE = "mail"


def with_letter(parts: Parts, letter: Letter | None) -> Parts:
    """Return *parts* with the words of *letter*: the subject is the title, since a page in a mail mostly names the
    newsletter; the day and the sender's name stand behind what the page says itself.
    """
    if letter is None:
        return parts
    published = (Found(letter.sent.isoformat(), EVIDENCE),) if letter.sent else ()
    senders = (Found(letter.sender, EVIDENCE),) if letter.sender else ()
    subject = letter.subject.strip()
    others = (parts.title, *parts.alt_titles) if subject and parts.title != subject else parts.alt_titles
    repeated = bool(subject) and len(parts.paragraphs) > 1 and parts.paragraphs[0].strip() == subject
    return msgspec.structs.replace(
        parts,
        paragraphs=parts.paragraphs[repeated:],
        removed=(Removed(subject, "repeated-title"), *parts.removed) if repeated else parts.removed,
        title=subject or parts.title,
        alt_titles=tuple(filter(None, others)),
        published=(*parts.published, *published),
        publishers=(*parts.publishers, *senders),
    )
