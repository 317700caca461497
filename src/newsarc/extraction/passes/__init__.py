"""The passes over the lines of the story's box: each takes out lines of one kind, under its own name."""

from __future__ import annotations

from newsarc.extraction.passes import about, cues, edges, links, named, odd, readers, zones
from newsarc.extraction.passes.edges import trim_tail
from newsarc.extraction.passes.lines import HEADINGS, Lines

__all__ = ["HEADINGS", "Lines", "run", "trim_tail"]


def run(work: Lines, titles: frozenset[str], *, relaxed: bool) -> None:
    """Let every pass take its lines out of *work*; *titles* are folded. *relaxed* keeps what the mark-up sets apart."""
    if not relaxed:
        zones.drop_zones(work)
        zones.drop_set_apart(work)
    zones.drop_unseen(work)
    zones.drop_captions(work)
    zones.drop_asking(work)
    readers.drop_comments(work)
    named.drop_named(work)
    links.drop_link_lists(work)
    links.drop_cards(work)
    links.drop_links(work)
    cues.drop_prompts(work)
    cues.drop_more(work)
    cues.drop_tools(work)
    cues.drop_photo_credits(work)
    edges.drop_signs(work)
    edges.drop_times(work)
    edges.drop_titles(work, titles)
    edges.drop_above(work)
    odd.drop_odd_boxes(work)
    edges.drop_repeats(work)
    edges.drop_references(work)
    about.drop_about(work)
    edges.drop_contacts(work)
    edges.drop_mail_form(work)
    edges.drop_idle_headings(work)
    trim_tail(work)
