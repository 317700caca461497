"""Files of rules: written, read, edited by hand, broken by hand."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarc.archive.layout import Layout
from newsarc.archive.sitefile import SiteFile, decode, digest_of, encode, in_force, merged
from newsarc.errors import BadSiteRules
from newsarc.model.site import Does, Rule, Sites, spelt

SITE = "harbour.example"
HEAD = b'{"format":"newsarc-site","version":1,"site":"harbour.example"}\n'


def rule(does: Does, what: str, stories: int = 0) -> Rule:
    return Rule(does=does, what=what, stories=stories)


def learned(*rules: Rule) -> SiteFile:
    return SiteFile(site=SITE, learned=date(2026, 11, 23), stories=9, rules=rules, digest=digest_of(rules))


AD = rule(Does.DROP_LINE, "Sign up for the evening post", 7)
BOX = rule(Does.DROP_BOX, "div.offer", 6)
BODY = rule(Does.TRUST, "div.story-text", 9)


@given(
    st.lists(
        st.builds(Rule, does=st.sampled_from(Does), what=st.text().map(spelt).filter(bool), stories=st.integers(0, 9)),
        max_size=6,
    )
)
def test_what_is_written_is_read(rules: list[Rule]) -> None:
    file = merged(None, learned(*rules, *(one for one in rules if not one.stories)))
    again = decode(encode(file), "f", SITE)
    assert (set(again.rules), again.edited, again.learned) == (set(file.rules), False, date(2026, 11, 23))
    assert in_force(again).digest == in_force(file).digest


@pytest.mark.parametrize(
    ("content", "line", "said"),
    [
        (b"", 1, "first line"),
        (b"{", 1, "truncated"),
        (b'{"format":"other","version":1,"site":"harbour.example"}', 1, "format"),
        (HEAD.replace(b"1", b"2"), 1, "version"),
        (HEAD.replace(b"harbour", b"quay"), 1, "called after 'harbour.example'"),
        (HEAD + b"\n\nnonsense", 4, "malformed"),
        (HEAD + b'{"rule":"drop-lime","text":"a"}', 2, "drop-lime"),
        (HEAD + b'{"rule":"drop-line","box":"a"}', 2, '"text" is missing'),
        (HEAD + b'{"rule":"drop-box","box":"a","text":"b"}', 2, 'not "text"'),
        (HEAD + b'{"rule":"trust","box":" "}', 2, '"box" is missing'),
        (HEAD + b'{"rule":"trust","box":"a","color":1}', 2, "color"),
        (HEAD + b'{"rule":"trust","box":"a","stories":-1}', 2, "stories"),
        (HEAD + b'{"rule":"drop-line","text":"\xff"}', 2, "UTF-8"),
    ],
)
def test_a_broken_file_is_named_with_its_line(content: bytes, line: int, said: str) -> None:
    with pytest.raises(BadSiteRules) as caught:
        decode(content, "sites/harbour.example.jsonl", SITE)
    assert caught.value.subject == f"sites/harbour.example.jsonl:{line}"
    assert said.lower() in str(caught.value).lower()  # msgspec words it differently from version to version
    assert "\n" not in str(caught.value)


def test_a_person_s_rules_outlive_what_is_learned_anew() -> None:
    mine = (rule(Does.KEEP_LINE, AD.what), rule(Does.DROP_LINE, "Mine"), rule(Does.DISTRUST, BODY.what))
    old = decode(encode(learned(AD, BOX, *mine)), "f", SITE)
    assert not old.edited
    new = merged(old, learned(AD, BODY))
    assert new.rules == mine
    assert in_force(new).lines == {"Mine"}


def test_keep_rules_hold_against_what_was_learned_before() -> None:
    kept = in_force(learned(AD, BOX, BODY, rule(Does.KEEP_LINE, AD.what), rule(Does.KEEP_BOX, BOX.what)))
    assert (kept.lines, kept.boxes, kept.trusted) == (frozenset(), frozenset(), (BODY.what,))


def test_a_file_whose_learned_rules_were_changed_is_known_as_edited() -> None:
    written = encode(learned(AD, BOX))
    assert not decode(written, "f", SITE).edited
    assert decode(written.replace(b"evening", b"morning"), "f", SITE).edited
    assert decode(b"\n".join(written.split(b"\n")[:2]), "f", SITE).edited
    added = decode(written + b'{"rule":"keep-line","text":"Sign","note":"a column"}\n', "f", SITE)
    assert not added.edited
    assert added.by_hand[0].note == "a column"


def test_the_digest_is_of_the_rules_alone() -> None:
    one = learned(AD, BOX)
    other = SiteFile(site=SITE, stories=400, rules=(BOX, AD, AD))
    assert in_force(one).digest == in_force(other).digest != in_force(learned(AD)).digest


@pytest.mark.parametrize(
    "name", ["", ".", "..", "a/b", "../a", "a..b", "-", "A.example", "hafen.bücher", "a\n", "a" * 300]
)
def test_no_site_s_name_leads_anywhere_else(name: str) -> None:
    assert Layout(Path("archive")).site(name) is None


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("https://www.harbour.example/1", True),
        ("https://HARBOUR.example:8080/", True),
        ("https://a.b.harbour.example", True),
        ("https://notharbour.example/", False),
        ("https://harbour.example.org/", False),
        ("http://[bad/", False),
        ("nothing", False),
        (None, False),
    ],
)
def test_rules_hold_for_the_hosts_of_a_site(address: str | None, found: bool) -> None:
    sites = Sites({SITE: in_force(learned(AD))})
    assert (sites.at(address) is not None) is found
    assert (sites.at(None, address) is not None) is found
