"""The query language, as a table; and what no query may do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarc.errors import BadQuery, Exit
from newsarc.search.query import All, Either, Field, Node, Not, Phrase, parse, short_beginnings, unknown_fields


def show(node: Node) -> str:
    """Spell a tree in full: every group in parentheses."""
    match node:
        case Phrase(terms, field, beginning):
            return ("" if field is Field.ANY else f"{field}:") + "_".join(terms) + ("*" if beginning else "")
        case All(parts):
            return f"({' & '.join(map(show, parts))})"
        case Either(parts):
            return f"({' | '.join(map(show, parts))})"
        case Not(part):
            return f"-{show(part)}"


TABLE = {
    "flood": "flood",
    "Peru FLOOD": "(peru & flood)",
    '"river rose" peru': "(river_rose & peru)",
    "“río Paraná”": "rio_parana",
    "peru -flood": "(peru & -flood)",
    '-"river rose" peru': "(-river_rose & peru)",
    "flood OR drought": "(flood | drought)",
    "flood|drought": "(flood | drought)",
    "peru flood OR drought | fire quake": "(peru & (flood | drought | fire) & quake)",
    "flood or drought": "(flood & or & drought)",
    '"OR"': "or",
    "war AND peace": "(war & peace)",
    "OR flood OR OR drought OR": "(flood | drought)",
    "AND AND x": "x",
    "(peru flood) OR drought": "((peru & flood) | drought)",
    "peru -(flood | drought)": "(peru & -(flood | drought))",
    "peru OR -flood": "(peru | -flood)",
    "f(x)": "(f & x)",
    "((peru": "peru",
    "peru)) flood": "(peru & flood)",
    "() peru (-) ( )": "peru",
    "title:flood": "title:flood",
    "TITLE:flood Lang:ES": "(title:flood & lang:es)",
    'publisher:"La Nación"': "publisher:la_nacion",
    "publisher:lanacion.com.ar": "publisher:lanacion_com_ar",
    "-origin:reuters author:Ng x": "(-origin:reuters & author:ng & x)",
    "title:(flood OR fire) x": "((title:flood | title:fire) & x)",
    "title:(flood author:ng)": "(title:flood & author:ng)",
    "lang:pt-BR": "lang:pt",
    "foo:bar": "foo_bar",
    "http://x.example/a": "http_x_example_a",
    "subtitle:x": "subtitle_x",
    '"CECOT unbalanced': "cecot_unbalanced",
    "U.S., 50%": "(u_s & 50)",
    "don't a-b": "(don_t & a_b)",
    "NEAR(": "near",
    '5" disk': "(5 & disk)",
    'צה"ל': "צה_ל",
    "--version - x": "(version & x)",
    "東京 ガス会社": "(東_京 & ガ_ス_会_社)",
    "a\x00b": "a_b",
    "% & x —": "x",
    "wom*n?": "wom_n",
    "librar*": "librar*",
    "-title:ÉGLIS* x": "(-title:eglis* & x)",
    "li* librar*y": "(li & librar_y)",
    '"librar*"': "librar",
    "e-mai* 東京都*": "(e_mai & 東_京_都)",
    "bus NOT lane": "(bus & -lane)",
    "bus NOT (lane OR stop)": "(bus & -(lane | stop))",
    "bus NOT -lane": "(bus & -lane)",
    "bus not lane": "(bus & not & lane)",
    "WHY NOT NOW": "(why & not & now)",
    "bus NOT": "(bus & not)",
    "site:lanacion.com.ar": "publisher:lanacion_com_ar",
    "lang:english lang:deutsch": "(lang:en & lang:de)",
    "lang:xyzzy": "lang:xyzzy",
    'origin:"Agence France-Presse" x': "((origin:agence_france_presse | origin:afp) & x)",
    "origin:AFP": "origin:afp",
    'a""b': "(a & b)",
}


@pytest.mark.parametrize("text", TABLE)
def test_tree_of(text: str) -> None:
    assert show(parse(text).root) == TABLE[text]


BAD = {
    "": "nothing to search for",
    " \t\n": "nothing to search for",
    '""': "nothing to search for",
    "% — …": "nothing to search for",
    "OR": "nothing to search for",
    "((()))": "nothing to search for",
    "-flood": "only says what to leave out",
    '-flood -"a b" -lang:es': "only says what to leave out",
    "-(-flood)": "only says what to leave out",
    "title: flood": "title: needs a word",
    "x LANG:": "lang: needs a word",
    'title:"" x': "title: needs a word",
    "-title:% x": "title: needs a word",
    "(" * 5_000 + "x": "nested more than 20 deep",
    "(" * 20_000: "longer than 10,000 characters",
    " OR ".join(["x"] * 50_000): "longer than 10,000 characters",
    " ".join(["x"] * 201): "more than 200 words",
    "東" * 1_001: "more than 1,000 terms",
}


@pytest.mark.parametrize("text", BAD, ids=lambda text: text[:20])
def test_a_bad_query_says_why_in_one_line(text: str) -> None:
    with pytest.raises(BadQuery) as caught:
        parse(text)
    assert BAD[text] in str(caught.value)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 120
    assert caught.value.exit_code is Exit.USAGE


@pytest.mark.parametrize("text", [" ".join(["x"] * 200), "東" * 1_000, "(" * 20 + "x", "x" + " " * 9_999], ids=len)
def test_the_limits_themselves_are_allowed(text: str) -> None:
    assert parse(text).wanted()


def test_wanted_names_what_counts_in_favour_once() -> None:
    wanted = parse("peru -flood (title:x OR peru) -(a OR b)").wanted()
    assert wanted == (Phrase(("peru",)), Phrase(("x",), Field.TITLE))


noise = st.lists(
    st.sampled_from(
        [*'()|"-: \n\x00\ud800“”é', *"abc", "OR", "AND", " OR ", "title:", "lang:", "-(", "foo:", "東京", "don't"]
    )
).map("".join)


@given(st.one_of(st.text(), noise))
def test_nothing_but_a_tree_or_bad_query_comes_back(text: str) -> None:
    try:
        wanted = parse(text).wanted()
    except BadQuery:
        return
    assert wanted
    assert all(phrase.terms for phrase in wanted)


@given(noise)
def test_a_tree_spelt_out_is_the_same_question(text: str) -> None:
    def spell(node: Node) -> str:
        match node:
            case Phrase(terms, field):
                return ("" if field is Field.ANY else f"{field}:") + f'"{" ".join(terms)}"'
            case All(parts):
                return f"({' '.join(map(spell, parts))})"
            case Either(parts):
                return f"({' OR '.join(map(spell, parts))})"
            case Not(part):
                return f"-({spell(part)})"

    try:
        query = parse(text)
    except BadQuery:
        return
    assert parse(spell(query.root)) == query


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("desk:ferry -Tag:x (topic:(a b))", ("desk", "tag", "topic")),
        ("title:x Lang:es site:y", ()),
        ("https://news.example/a 12:30 a: b", ()),
    ],
)
def test_what_looks_like_a_field_and_is_none_is_named(text: str, names: tuple[str, ...]) -> None:
    assert unknown_fields(text) == names


def test_a_star_behind_too_few_letters_is_named() -> None:
    assert short_beginnings("fe* (é* | ferr*) title:ab* a*b **") == ("fe*", "é*", "ab*")
