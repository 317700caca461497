"""Citations: names, golden outputs in each style, and what no title can do to them."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarc.archive.codec import safe_json
from newsarc.citing.bibtex import bibtex, escaped
from newsarc.citing.names import Name, initials, person
from newsarc.citing.prose import apa, mla
from newsarc.citing.styles import STYLES, cite
from newsarc.citing.tagged import csl, ris, wikipedia
from newsarc.citing.work import UNTITLED, Day, Work, work
from newsarc.cli import options
from newsarc.model.article import Article, Origin, Publisher, Role
from newsarc.model.parts import Place, Verdict
from newsarc.model.record import ContentHash, Kind, Record, RecordId, Stamp, Sum

HASH = "1:sha256:" + "59638eb029804680" * 4


def record(number: int = 0, **fields: object) -> Record:
    made: dict[str, object] = {
        "asked": "x",
        "url": "https://quay.example/story",
        "retrieved_at": "2024-05-04T06:10:00Z",
        "title": "The quay is open",
        "authors": ("Ann Dole",),
        "published_at": "2024-05-03T23:30:00-04:00",
        "publisher": Publisher(name="Harbour Post", domain="quay.example", evidence="meta"),
        "language": "en",
        "text": "x",
        "verdict": Verdict.ARTICLE,
        "extractor": "kit 1",
    }
    stamp = Stamp(id=RecordId(f"{0x352466ADDC2A3078 + number:016x}"), kind=Kind.ARTICLE, content_hash=ContentHash(HASH))
    return Record(stamp=stamp, article=Article(**{**made, **fields}), prev=Sum("0"), sum=Sum("0"))  # type: ignore[arg-type]


def origin(name: str, role: Role = Role.AGENCY) -> Origin:
    return Origin(name=name, role=role, credit=f"({name})", found=Place.DATELINE)


@pytest.mark.parametrize(
    ("name", "language", "expected"),
    [
        ("Ann Dole", "en", Name(family="Dole", given="Ann")),
        ("John F. Kennedy", "en", Name(family="Kennedy", given="John F.")),
        ("J. R. R. Tolk", "en", Name(family="Tolk", given="J. R. R.")),
        ("Jean-Luc Petit", "fr", Name(family="Petit", given="Jean-Luc")),
        ("Martin Poe Jr.", "en", Name(family="Poe", given="Martin", suffix="Jr.")),
        ("Ludwig van Beethoven", "de", Name(family="Beethoven", given="Ludwig", particle="van")),
        ("Walter de la Mare", "en", Name(family="Mare", given="Walter", particle="de la")),
        ("João da Silva", "pt", Name(family="Silva", given="João", particle="da")),
        ("Omar al-Sayed", "en", Name(family="al-Sayed", given="Omar")),
        ("Siobhán O’Brien", "en", Name(family="O’Brien", given="Siobhán")),
        ("Gabriel García Márquez", "es", Name(literal="Gabriel García Márquez")),
        ("Mary Anne Smith", "en", Name(literal="Mary Anne Smith")),
        ("Luiz Inácio Lula da Silva", "pt", Name(literal="Luiz Inácio Lula da Silva")),
        ("María del Mar Bonet", "es", Name(literal="María del Mar Bonet")),
        ("de Gaulle", "fr", Name(literal="de Gaulle")),
        ("Vincent Van Gogh", "fr", Name(literal="Vincent Van Gogh")),
        ("Ortega y Gasset", "es", Name(literal="Ortega y Gasset")),
        ("Nagy Anna", "hu", Name(literal="Nagy Anna")),
        ("Nguyen Van A", "vi", Name(literal="Nguyen Van A")),
        ("Sukarno", "id", Name(literal="Sukarno")),
        ("Jón Jónsson", "is", Name(literal="Jón Jónsson")),
        ("Ann Dole", None, Name(literal="Ann Dole")),
        ("山田太郎", "ja", Name(literal="山田太郎")),
        ("Мария Иванова", "ru", Name(literal="Мария Иванова")),
        ("נועה פרידלנדר", "he", Name(literal="נועה פרידלנדר")),
        ("Ann Dole, M.D.", "en", Name(literal="Ann Dole, M.D.")),
        ("Ann M.D.", "en", Name(literal="Ann M.D.")),
        ("Madonna", "en", Name(literal="Madonna")),
        ("", "en", Name(literal="")),
    ],
)
def test_names_are_taken_apart_only_where_that_is_certain(name: str, language: str | None, expected: Name) -> None:
    assert person(name, language) == expected


@given(st.text(max_size=40), st.sampled_from(["en", "de", "es", None]))
def test_no_letter_of_a_name_is_lost(name: str, language: str | None) -> None:
    assert person(name, language).whole == " ".join(name.split())


def test_initials() -> None:
    assert [initials(given) for given in ("Ann", "Jean-Luc", "John F.", "É. B.")] == ["A.", "J.-L.", "J. F.", "É. B."]


@pytest.mark.parametrize(
    ("stamp", "expected"),
    [
        ("2024-05-03T23:30:00-04:00", Day(2024, 5, 3)),
        ("2024-05-03", Day(2024, 5, 3)),
        ("2024-05", Day(2024, 5)),
        ("2024", Day(2024)),
        ("2024-13-01", None),
        ("2024-02-30", None),
        ("0000-01-01", None),
        ("yesterday", None),
        ("", None),
        (None, None),
    ],
)
def test_dates_that_are_none_are_unknown(stamp: str | None, expected: Day | None) -> None:
    assert work(record(published_at=stamp)).issued == expected


END = "[Archived copy: newsarc 352466addc2a3078, sha256:59638eb029804680]"
FROM = "Retrieved May 4, 2024, from https://quay.example/story"
OPEN = f"The quay is open. Harbour Post. {FROM} {END}"
CREDIT = (origin("Reuters"),)
OWN = (origin("Harbour Post", Role.OUTLET),)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, f"Dole, A. (2024, May 3). {OPEN}"),
        ({"authors": ("Ann Dole", "John F. Poe")}, f"Dole, A., & Poe, J. F. (2024, May 3). {OPEN}"),
        ({"authors": (), "origin": CREDIT}, f"Reuters. (2024, May 3). {OPEN}"),
        ({"authors": (), "origin": (*CREDIT, origin("AFP"))}, f"Reuters & AFP. (2024, May 3). {OPEN}"),
        ({"authors": ()}, f"The quay is open. (2024, May 3). Harbour Post. {FROM} {END}"),
        ({"authors": (), "origin": OWN}, f"Harbour Post. (2024, May 3). The quay is open. {FROM} {END}"),
        ({"published_at": None}, f"Dole, A. (n.d.). {OPEN}"),
        ({"published_at": "2024-05"}, f"Dole, A. (2024, May). {OPEN}"),
        ({"title": "Is the quay open?"}, f"Dole, A. (2024, May 3). Is the quay open? Harbour Post. {FROM} {END}"),
        ({"title": "", "publisher": None}, f"Dole, A. (2024, May 3). {UNTITLED}. {FROM} {END}"),
        (
            {"url": None, "origin": CREDIT},
            f"Dole, A. (2024, May 3). The quay is open. Harbour Post. [Text credited to Reuters. {END[1:]}",
        ),
        ({"authors": ("山田太郎",), "language": "ja"}, f"山田太郎. (2024, May 3). {OPEN}"),
    ],
)
def test_apa(fields: dict[str, object], expected: str) -> None:
    assert apa(work(record(**fields))) == expected


def test_apa_lists_nineteen_of_many_authors_and_the_last() -> None:
    many = tuple(f"Ann Dole{chr(97 + at)}" for at in range(25))
    assert ", Doles, A., . . . Doley, A. (2024" in apa(work(record(authors=many)))


TAIL = "Harbour Post, 3 May 2024, https://quay.example/story. Accessed 4 May 2024."
KEPT = "Archived as newsarc 352466addc2a3078, sha256:59638eb029804680."


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, f"Dole, Ann. “The quay is open.” {TAIL} {KEPT}"),
        ({"authors": ("Ann Dole", "John F. Poe")}, f"Dole, Ann, and John F. Poe. “The quay is open.” {TAIL} {KEPT}"),
        ({"authors": ("Ann Dole", "John Poe", "Eve Fox")}, f"Dole, Ann, et al. “The quay is open.” {TAIL} {KEPT}"),
        ({"authors": (), "origin": CREDIT}, f"Reuters. “The quay is open.” {TAIL} {KEPT}"),
        ({"origin": CREDIT}, f"Dole, Ann. “The quay is open.” {TAIL} Text credited to Reuters. {KEPT}"),
        ({"authors": ()}, f"“The quay is open.” {TAIL} {KEPT}"),
        ({"authors": (), "origin": OWN}, f"“The quay is open.” {TAIL} {KEPT}"),
        ({"title": "“Never,” she says"}, f"Dole, Ann. “‘Never,’ she says.” {TAIL} {KEPT}"),
        ({"title": ""}, f"Dole, Ann. Untitled news article. {TAIL} {KEPT}"),
        ({"published_at": None, "url": None}, f"Dole, Ann. “The quay is open.” Harbour Post. {KEPT}"),
    ],
)
def test_mla(fields: dict[str, object], expected: str) -> None:
    assert mla(work(record(**fields))) == expected


def test_bibtex() -> None:
    made = work(
        record(
            authors=("Ludwig van Beethoven", "Gabriel García Márquez"), language="de", title="R&D: 5% up", origin=CREDIT
        )
    )
    assert bibtex([made]) == (
        "@article{vanbeethoven2024-352466ad,\n"
        "  author = {van Beethoven, Ludwig and {Gabriel García Márquez}},\n"
        "  title = {{R\\&D: 5\\% up}},\n"
        "  journal = {Harbour Post},\n"
        "  year = 2024,\n"
        "  month = may,\n"
        "  day = 3,\n"
        "  url = {https://quay.example/story},\n"
        "  urldate = {2024-05-04},\n"
        "  language = {de},\n"
        f"  note = {{newsarc record 352466addc2a3078; text {HASH}; text credited to Reuters}},\n"
        "}"
    )


def test_bibtex_keys_are_stable_and_differ() -> None:
    works = [work(record(number, authors=authors)) for number in (0, 1) for authors in (("Ann Dole",), ("山田太郎",))]
    keys = re.findall(r"^@article\{([^,]+),$", bibtex(works), re.MULTILINE)
    assert keys[:2] == ["dole2024-352466ad", "newsarc2024-352466ad"]
    assert len(set(keys)) == len(keys)  # the two ids share their first eight digits


def test_bibtex_without_a_publisher_needs_no_journal() -> None:
    made = bibtex([work(record(publisher=None, published_at=None, authors=()))])
    assert made.startswith("@misc{newsarc-352466ad,\n  title = ")
    assert "journal" not in made
    assert "year" not in made


@pytest.mark.parametrize("char", "\\{}$&#_%~^")
def test_latex_gets_no_bare_special_character(char: str) -> None:
    made = escaped(f"a{char}b")
    assert made not in (f"a{char}b", "ab")
    assert made.count("{") == made.count("}")


# csl-data.json 1.0.2: the variables that an item may have, as far as newsarc could use them.
CSL_STRINGS = {"id", "type", "title", "container-title", "URL", "language", "archive", "archive_location", "note"}
CSL_NAMES = {"author"}
CSL_DATES = {"issued", "accessed"}
CSL_NAME_PARTS = {"family", "given", "non-dropping-particle", "suffix", "literal"}


def test_csl() -> None:
    assert csl(work(record(authors=("Ann Dole", "山田太郎"), origin=CREDIT))) == {
        "id": "newsarc-352466addc2a3078",
        "type": "article-newspaper",
        "title": "The quay is open",
        "author": [{"family": "Dole", "given": "Ann"}, {"literal": "山田太郎"}],
        "container-title": "Harbour Post",
        "issued": {"date-parts": [[2024, 5, 3]]},
        "accessed": {"date-parts": [[2024, 5, 4]]},
        "URL": "https://quay.example/story",
        "language": "en",
        "archive": "newsarc",
        "archive_location": "352466addc2a3078",
        "note": f"newsarc record 352466addc2a3078; text {HASH}; text credited to Reuters",
    }


def test_ris() -> None:
    assert ris(work(record(authors=(), origin=CREDIT, published_at="2024-05"))).split("\n") == [
        "TY  - NEWS",
        "ID  - newsarc-352466addc2a3078",
        "AU  - Reuters",
        "TI  - The quay is open",
        "T2  - Harbour Post",
        "PY  - 2024",
        "DA  - 2024/05//",
        "Y2  - 2024/05/04/",
        "UR  - https://quay.example/story",
        "LA  - en",
        f"N1  - newsarc record 352466addc2a3078; text {HASH}; text credited to Reuters",
        "ER  - ",
    ]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, "|last=Dole |first=Ann |title=The quay is open @ |date=2024-05-03"),
        ({"authors": (), "origin": CREDIT}, "|title=The quay is open @ |agency=Reuters |date=2024-05-03"),
        (
            {"authors": (), "origin": (origin("Delta Notes", Role.OUTLET),)},
            "|author=Delta Notes |title=The quay is open @ |date=2024-05-03",
        ),
        (
            {"authors": ("Ann Dole", "山田太郎"), "published_at": "2024-05"},
            "|last1=Dole |first1=Ann |author2=山田太郎 |title=The quay is open @ |date=May 2024",
        ),
        (
            {"title": "A|B [C] {{D}} ''E''", "authors": ()},
            "|title=A{{!}}B &#91;C&#93; &#123;&#123;D&#125;&#125; &#39;&#39;E&#39;&#39; @ |date=2024-05-03",
        ),
        ({"title": "~~~~ &lt;", "authors": ()}, "|title=&#126;&#126;&#126;&#126; &amp;lt; @ |date=2024-05-03"),
    ],
)
def test_wikipedia(fields: dict[str, object], expected: str) -> None:
    shown = expected.replace("@", "|url=https://quay.example/story |work=Harbour Post")
    assert wikipedia(work(record(**fields))) == "{{cite news " + shown + " |access-date=2024-05-04 |language=en}}"


def test_an_address_cannot_end_a_field() -> None:
    made = work(record(url="https://q.example/a|b]}{\\ '' \""))
    assert "|url=https://q.example/a%7Cb%5D%7D%7B%5C%20%27%27%20%22 |work" in wikipedia(made)
    assert "url = {https://q.example/a%7Cb]%7D%7B%5C%20''%20%22}," in bibtex([made])


ATTACKS = [
    "}",
    "{",
    "\\",
    "}}",
    "{{",
    "|",
    "\n",
    "\r",
    "\nER  - \n",
    "%",
    "\\end{document}",
    "@article{x,",
    '"',
    "'' ",
    " and ",
    "\u202e",
    "\x1b[31m",
    "\ud800",
    "]]",
    "<ref>",
    "~~~~",
    ",",
    "&amp;",
    "$",
    "#",
    "_",
    "^",
    "\u2028",
]
hostile = st.lists(st.one_of(st.sampled_from(ATTACKS), st.text(max_size=8)), max_size=8).map("".join)


@given(hostile, hostile, st.one_of(st.none(), hostile))
def test_no_title_breaks_out_of_its_place(title: str, name: str, stamp: str | None) -> None:
    made = work(
        record(
            title=title,
            authors=(name,),
            url=f"https://q.example/{name}",
            published_at=stamp,
            retrieved_at=stamp or "2024-05-04",
            publisher=Publisher(name=name, evidence="x"),
            origin=(origin(title),),
            language=None if stamp else title,
        )
    )
    assert not re.search("[\n\r\u2028\x1b\u202e]", apa(made) + mla(made) + wikipedia(made))
    inside = wikipedia(made)[2:-2].replace("{{!}}", "")
    assert "{{" not in inside
    assert "}}" not in inside
    assert [line[:6] for line in ris(made).split("\n")].count("ER  - ") == 1
    assert all(re.match("[A-Z][A-Z0-9]  - ", line) for line in ris(made).split("\n"))
    entry = bibtex([made])
    depth = [0]
    for char in entry:
        depth.append(depth[-1] + (char == "{") - (char == "}"))
    assert depth[-1] == 0
    assert min(depth[1:-1]) >= 0 or entry.startswith("@")
    assert all(level >= 1 for level in depth[entry.index("{") + 1 : -1])  # the entry closes at its end and not before
    item = json.loads(safe_json(csl(made)))
    assert set(item) <= CSL_STRINGS | CSL_NAMES | CSL_DATES
    assert all(isinstance(item[field], str) for field in CSL_STRINGS & set(item))
    assert all(set(one) <= CSL_NAME_PARTS for field in CSL_NAMES & set(item) for one in item[field])
    for field in CSL_DATES & set(item):
        assert all(isinstance(part, int) for part in item[field]["date-parts"][0])


def test_every_style_is_offered() -> None:
    assert options.STYLES == STYLES
    made: Work = work(record())
    assert all(cite([made, made], style) for style in STYLES if style != "csl-json")
