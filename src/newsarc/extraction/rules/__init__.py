"""What one line is: breadcrumb, section line, byline, date line, credit line, note, or text."""

from __future__ import annotations

from newsarc.extraction.rules.buttons import counts, is_buttons
from newsarc.extraction.rules.bylines import byline, is_full_name, may_be_byline, without_day
from newsarc.extraction.rules.credits import (
    MAX_CREDIT,
    is_agency_line,
    is_credit_line,
    is_note,
    is_paper_line,
    is_sender,
    is_sign_off,
    is_source_label,
    notes_among,
    signed_for_agency,
    speaks_of_itself,
    split_credit_tail,
)
from newsarc.extraction.rules.crumbs import breadcrumb, section_share
from newsarc.extraction.rules.days import (
    change_in,
    change_label,
    is_change,
    is_date_line,
    opens_with_label,
    publication_in,
)
from newsarc.extraction.rules.labels import labelled
from newsarc.extraction.rules.pictures import credits_picture, tells_of_picture
from newsarc.extraction.rules.words import alternatives, is_sentence

__all__ = [
    "MAX_CREDIT",
    "alternatives",
    "breadcrumb",
    "byline",
    "change_in",
    "change_label",
    "counts",
    "credits_picture",
    "is_agency_line",
    "is_buttons",
    "is_change",
    "is_credit_line",
    "is_date_line",
    "is_full_name",
    "is_note",
    "is_paper_line",
    "is_sender",
    "is_sentence",
    "is_sign_off",
    "is_source_label",
    "labelled",
    "may_be_byline",
    "notes_among",
    "opens_with_label",
    "publication_in",
    "section_share",
    "signed_for_agency",
    "speaks_of_itself",
    "split_credit_tail",
    "tells_of_picture",
    "without_day",
]
