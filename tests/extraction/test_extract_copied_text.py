"""Plain texts as people come to have them: copied from pages, dumped by browsers, printed by archives, sent as mail."""
# ruff: noqa: E501 - lines stand here as they are

from __future__ import annotations

import textwrap
from datetime import UTC, datetime

import pytest

from newsarc.extraction import extract
from newsarc.extraction.rules import is_buttons
from newsarc.extraction.splitting import split
from newsarc.model.parts import Parts, Verdict
from newsarc.model.target import Page

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
TITLE = "Night ferry to Marlow runs again"
ONE = "The night ferry between Marlow and the islands ran on Monday for the first time since the pier burned down two years ago."
TWO = "Ninety people were aboard, many of them only for the ride, said harbour master Ana Ferro."
THREE = "“I slept better on that boat than I ever did at home,” said one of them, who had brought a pillow."
FOUR = "The crossing takes four hours and costs eleven pounds."
BODY = (ONE, TWO, THREE, FOUR)
STORY = "\n\n".join(BODY)


def page(text: str | bytes, name: str = "a.txt") -> Page:
    content = text.encode() if isinstance(text, str) else text
    return Page(asked=name, content=content, retrieved_at=NOW, media_type="text/plain")


def parts(text: str | bytes) -> Parts:
    return extract(page(text))


def story(text: str) -> tuple[str, tuple[str, ...]]:
    read = parts(text)
    return read.title, read.paragraphs


COPIED = {
    "a paper": f"""Skip to content
Marlow Courier
News
Sport
Log in

Home » News » Island » {TITLE}

{TITLE}

By Jane Castle
14 March 2025, 6:02am
Share Tweet Email

{ONE}

Passengers on the night ferry. Photograph: Jane Castle

{TWO}

Read also: Pier fire was an accident

{THREE}

ADVERTISEMENT

{FOUR}

Tags: ferries, Marlow
12 Comments
Gull says:
I was on it and nobody slept, whatever they told you. It was the best night of the year by far.
Leave a reply
Marlow Courier | About us | Contact""",
    "no blank lines": f"""Marlow Courier
Menu
Island
{TITLE}
Jane Castle
14 March 2025
Facebook
X
Copy link
{ONE}
{TWO}
{THREE}
{FOUR}
Most read
Cat rescued from lighthouse
Rain until Friday
© 2025 Marlow Courier""",
    "the window's title first": f"""{TITLE} | Marlow Courier
https://www.marlowcourier.example/news/night-ferry
Marlow Courier

{TITLE}
Jane Castle
Staff writer
March 14, 2025

{STORY}

Related Articles
Cat rescued from lighthouse
Jane Castle covers the islands for the Marlow Courier.""",
    "a blog": f"""← Older    Newer →
{TITLE}
Posted on March 14, 2025 by Jane Castle — 2 Comments ↓

{STORY}

Posted in Ferries
2 comments on “{TITLE}”
Gull says:
March 15, 2025 at 8:14 am
See you on board.
Reply""",
    "a dump with links": f"""   #[1]RSS
   [2]Marlow Courier
   * [3]News
   * [4]Sport

{TITLE}

   By Jane Castle, March 14, 2025

{textwrap.indent(textwrap.fill(ONE, 64), "   ")}

{textwrap.indent(textwrap.fill(TWO, 64), "   ")}

{textwrap.indent(textwrap.fill(THREE, 64), "   ")}

{textwrap.indent(textwrap.fill(FOUR, 64), "   ")}

References

   1. http://www.marlowcourier.example/rss
   2. http://www.marlowcourier.example/""",
    "a wire": f"""BC-Islands--Ferry,1st Ld-Writethru,120
{TITLE}
Eds: UPDATES with quotes.
By JANE CASTLE
{textwrap.fill(ONE, 70)}

{textwrap.fill(TWO, 70)}

{textwrap.fill(THREE, 70)}

{textwrap.fill(FOUR, 70)}""",
    "an archive of papers": f"""                    4 of 27 DOCUMENTS

        Copyright 2025 Marlow Newspapers Limited
                All Rights Reserved
                   Marlow Courier

               March 14, 2025, Friday

SECTION: ISLANDS; Pg. 4

LENGTH: 70 words

HEADLINE: {TITLE}

BYLINE: Jane Castle

BODY:

{STORY}

LOAD-DATE: March 15, 2025""",
    "an archive with codes": f"""SE Islands
HD {TITLE}
BY Jane Castle
WC 70 words
PD 14 March 2025
SN Marlow Courier
LA English
LP
{ONE}

TD
{TWO}

{THREE}

{FOUR}

RF 4127
AN Document MARCOU0020250314ea7m0003x""",
    "Markdown": f"""---
title: {TITLE}
author: Jane Castle
date: 2025-03-14
---

![The pier](pier.jpg)

{ONE.replace("Monday", "**Monday**")}

{TWO.replace("harbour master", "[harbour master](https://harbour.example/)")}

> {THREE}

{FOUR.replace("four hours", "*four hours*")}""",
    "entities": f"Home &gt; News &gt; {TITLE}\n{TITLE}\nBy Jane Castle\n14 March 2025\n"
    + "\n".join(BODY).replace("“", "&quot;").replace("”", "&quot;"),
}


@pytest.mark.parametrize("shape", COPIED)
def test_the_story_alone(shape: str) -> None:
    text = tuple(line.replace("“", '"').replace("”", '"') for line in BODY) if shape == "entities" else BODY
    assert story(COPIED[shape]) == (TITLE, text)


@pytest.mark.parametrize("shape", [shape for shape in COPIED if shape != "a wire"])
def test_who_wrote_it_and_when(shape: str) -> None:
    read = parts(COPIED[shape])
    assert any("Jane Castle" in found.value for found in read.bylines)
    assert any("14" in found.value and "2025" in found.value for found in read.published)


@pytest.mark.parametrize(
    "shape", ["a paper", "no blank lines", "the window's title first", "an archive of papers", "an archive with codes"]
)
def test_whose_page_it_was(shape: str) -> None:
    assert "Marlow Courier" in [found.value for found in parts(COPIED[shape]).publishers]


def test_no_word_is_lost_of_a_copied_page() -> None:
    read = parts(COPIED["a paper"])
    kept = " ".join([read.title, *read.paragraphs, *(entry.text for entry in read.removed)])
    assert all(word in kept for word in COPIED["a paper"].split())


def test_the_headline_has_words_of_the_text() -> None:
    text = f"Weather and traffic this morning\nPlay our new quiz today\n{TITLE}\nPassengers brought their own pillows\n\n{STORY}"
    assert parts(text).title == TITLE


def test_what_stands_between_the_headline_and_the_text_is_kept_where_it_tells_something() -> None:
    text = f"{TITLE}\n\nPassengers brought their own pillows, and the captain his guitar\n\nISLANDS\n14 March 2025\n\n{STORY}"
    assert parts(text).paragraphs == ("Passengers brought their own pillows, and the captain his guitar", *BODY)


def test_a_second_story_below_a_heading_over_others_is_none_of_the_first() -> None:
    others = "\n".join(
        f"{name} by the sea\nA {name.lower()} was found on the beach on Sunday morning and nobody knows whose it was until now."
        for name in ("Piano", "Wardrobe")
    )
    assert story(f"{TITLE}\n\n{STORY}\n\nMore from the islands\n{others}") == (TITLE, BODY)


def test_a_release_ends_before_its_sender_speaks_of_itself() -> None:
    title = "Marlow Ferries runs at night again"
    text = (
        f"FOR IMMEDIATE RELEASE\n\n{title}\n\n{STORY}\n\nAbout Marlow Ferries\nFounded in 1947, Marlow Ferries runs four ships.\n\n"
        "Contact: Jane Castle, 555 0100\n\n###"
    )
    assert story(text) == (title, BODY)


def test_a_section_may_be_called_about_something() -> None:
    text = f"{TITLE}\n\n{STORY}\n\nAbout Nights At Sea\n\n{FOUR} It was dark on deck."
    assert story(text) == (TITLE, (*BODY, "About Nights At Sea", f"{FOUR} It was dark on deck."))


def test_columns_of_a_newspaper_are_joined_and_their_words_made_whole() -> None:
    text = "THE MARLOW COURIER\n\nNIGHT FERRY TO MARLOW\nRUNS AGAIN\n\nThe night ferry between Mar-\nlow and the islands ran on\nMonday for the first time\nsince the pier burned down.\n\nNinety people were aboard,\nmany of them only for the\nride, said the harbour mas-\nter.\n"
    assert story(text) == (
        "NIGHT FERRY TO MARLOW RUNS AGAIN",
        ("The night ferry between Marlow and the islands ran on Monday for the first time since the pier burned down.", "Ninety people were aboard, many of them only for the ride, said the harbour master."),
    )  # fmt: skip


def test_empty_lines_between_all_lines_part_no_paragraphs() -> None:
    lines = [*textwrap.wrap(ONE, 60), "", *textwrap.wrap(TWO, 60), "", *textwrap.wrap(THREE, 60)]
    text = f"{TITLE}\n\n\n" + "\n\n".join(lines)
    assert story(text) == (TITLE, (ONE, TWO, THREE))


def test_paragraphs_that_are_set_in_are_parted() -> None:
    text = f"{TITLE}\n\n" + "\n".join(textwrap.fill(line, 66, initial_indent="    ") for line in BODY)
    assert story(text) == (TITLE, BODY)


def test_paragraphs_that_nothing_parts_are_parted() -> None:
    assert story(f"{TITLE}\n\n{''.join(BODY[:2])}{THREE}{FOUR}") == (TITLE, BODY)


def test_a_mail_that_passes_a_story_on() -> None:
    quoted = "\n".join(f"> {line}" for line in f"{TITLE}\n\nBy Jane Castle\n\n{STORY}".split("\n"))
    read = parts(
        f"From: gull@sea.example\nTo: all@sea.example\nSubject: Re: the ferry\nDate: 15 Mar 2025 10:14:22 GMT\n\n{quoted}"
    )
    assert (read.title, read.paragraphs) == (TITLE, BODY)
    assert {entry.rule for entry in read.removed} >= {"mail-header", "byline"}
    assert read.published[0].value.startswith("15 Mar 2025")


def test_a_chinese_page() -> None:
    text = "首页 > 新闻 > 正文\n河畔晚报\n夜航渡轮时隔两年恢复通航\n2025-03-14 09:36　来源：新华社\n分享到：微信 微博\n往返群岛的夜航渡轮星期一恢复通航，这是码头两年前失火以来的第一次，船上共有九十名乘客。\n“我在船上睡得比家里还好。”一位带着枕头的乘客说。\n航程四个小时，票价十一元，港务局说夏天还会加开一班。\n相关阅读\n灯塔里的猫\n"
    read = parts(text)
    assert read.title == "夜航渡轮时隔两年恢复通航"
    assert len(read.paragraphs) == 3
    assert [found.value for found in read.publishers] == ["河畔晚报"]


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("\n".join(f"{name} of the week" for name in ("Ferry", "Pier", "Gull", "Fish", "Boat", "Sail", "Rope", "Net", "Tide", "Wave")), Verdict.LISTING),
        ("404\n\nPage not found\n\nThe page you asked for is not here any more.", Verdict.NOT_FOUND),
        (f"{TITLE}\n\n{STORY}", Verdict.ARTICLE),
        ("The fog comes\non little feet\nand sits\nand looks\nand goes.", Verdict.ARTICLE),
    ],
)  # fmt: skip
def test_what_tells_nothing_is_no_article(text: str, verdict: Verdict) -> None:
    assert parts(text).verdict is verdict


def test_a_text_of_very_many_lines_is_kept_whole() -> None:
    lines = [f"Line {number} of a very long list of things that happened" for number in range(12_000)]
    read = parts("\n".join(lines))
    assert {read.title, *read.paragraphs, *(entry.text for entry in read.removed)} >= set(lines[10_000:])


@pytest.mark.parametrize(
    "line",
    ["Share Tweet Email", "FacebookXWhatsAppCopy link", "Teilen Merken Drucken", "Imprimir | Enviar a un amigo", "Partager Enregistrer Offrir", "Поделиться ВКонтакте Telegram", "分享到：微信 微博", "שתפו בפייסבוק"],
)  # fmt: skip
def test_buttons(line: str) -> None:
    assert is_buttons(line)


@pytest.mark.parametrize("line", ["Save the harbour", "Share the road", "14", "The mayor will print it", "Ana Ferro"])
def test_lines_that_are_no_buttons(line: str) -> None:
    assert not is_buttons(line)


def titles(text: str) -> list[str]:
    return [extract(one).title for one in split(page(text))]


SECOND = "Lighthouse cat retires"


@pytest.mark.parametrize(
    "text",
    [
        f"1 of 2 DOCUMENTS\n\nHEADLINE: {TITLE}\n\nLENGTH: 70 words\n\nBODY:\n\n{STORY}\n\n2 of 2 DOCUMENTS\n\nHEADLINE: {SECOND}\n\nLENGTH: 70 words\n\nBODY:\n\n{STORY}",
        f"HD {TITLE}\nWC 70\nPD 14 March 2025\nSN Courier\nLP\n{STORY}\n\nHD {SECOND}\nWC 70\nPD 15 March 2025\nSN Courier\nLP\n{STORY}",
        f"# {TITLE}\n\n*Jane Castle, 14 March 2025*\n\n{STORY}\n\n# {SECOND}\n\n*Jane Castle, 15 March 2025*\n\n{STORY}",
        f"Title: {TITLE}\nDate: 2025-03-14\n\n{STORY}\n\nTitle: {SECOND}\nDate: 2025-03-15\n\n{STORY}",
        f"{TITLE}\n\n{STORY}\n\n-0-\n\n{SECOND}\n\n{STORY}",
        f"PRESS REVIEW 14 March 2025\n\n{TITLE}\n\n{STORY}\n\nPRESS REVIEW 14 March 2025\n\n{SECOND}\n\n{STORY}",
    ],
    ids=["numbered", "codes", "Markdown", "labels", "end mark", "the same head"],
)  # fmt: skip
def test_several_articles_are_parted(text: str) -> None:
    assert titles(text) == [TITLE, SECOND]


@pytest.mark.parametrize(
    "text",
    [
        f"{TITLE}\n\n{STORY}\n\x0cPage 2 of 2\n\n{STORY}",
        f"# {TITLE}\n\n{STORY}\n\n# What comes next\n\n{STORY}",
        f"Title: {TITLE}\nDate: 2025-03-14\n\n{STORY}\n\nNote: the title of the ship is old.\n",
    ],
    ids=["the next page", "sections", "one header"],
)
def test_parts_of_one_article_stay_together(text: str) -> None:
    assert len(split(page(text))) == 1


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1250", "Noční přívoz na ostrovy jezdí znovu, řekla včera kapitánka. Lístků je málo, příště jich bude více."),
        ("cp1250", "A komp két év után először közlekedett, mondta a kikötő őre. Az út négy óra, és tizenegy fontba kerül."),
        ("cp1254", "Gece feribotu iki yıl sonra yeniden çalışıyor, dedi liman şefi. Yolculuk dört saat sürüyor, çok güzel değil mi."),
        ("cp1257", "Naktinis keltas po dvejų metų vėl plaukia, sakė uosto viršininkė. Kelionė trunka keturias valandas, žmonių buvo daug."),
        ("cp1252", "Le ferry de nuit a repris la mer après deux années, a déclaré la capitaine. La traversée coûte déjà très cher."),
        ("cp1252", "Die Nachtfähre fährt wieder, sagte die Hafenmeisterin. Für die Überfahrt müssen Gäste elf Pfund zahlen."),
    ],
)  # fmt: skip
def test_an_encoding_that_nobody_names_is_told_by_its_letters(encoding: str, text: str) -> None:
    assert parts(text.encode(encoding)).paragraphs == (text,)


def test_codes_of_an_archive_may_stand_above_what_they_say() -> None:
    read = parts(
        f"HD\n{TITLE}\nBY\nBy Jane Castle\nWC\n139 words\nPD\n14 March 2025\nET\n15:02\nSN\nIsland Daily\nLA\nEnglish\nCY\n"
        f"Copyright (c) 2025, Island Daily\n\nLP\n{ONE}\n\nTD\n{TWO}\n\n{THREE}\n\nIN\niferry : Ferries\n| isea : The sea\n"
    )
    assert (read.title, read.paragraphs) == (TITLE, (ONE, TWO, THREE))
    assert [found.value for found in read.publishers][:1] == ["Island Daily"]
    assert "iferry : Ferries" in [line.text for line in read.removed]


def test_what_an_archive_prints_above_the_first_document_names_no_paper() -> None:
    read = parts(
        f"Page 1 of 3\nSearch terms: ferry*\n\n1 of 2 DOCUMENTS\n\nMarlow Courier\n\nMarch 14, 2025 Friday\n\n{TITLE}\n\n"
        f"BYLINE: Jane Castle\n\nSECTION: NEWS; Pg. 3\n\nLENGTH: 70 words\n\n{STORY}"
    )
    assert read.title == TITLE
    assert [found.value for found in read.publishers][:1] == ["Marlow Courier"]


@pytest.mark.parametrize(
    "above",
    [
        "The night ferry is back. Tickets to the islands are gone",
        "Le bac repart à Marlow",
    ],
)
@pytest.mark.parametrize(
    "below",
    ["Jane Castle (PAP)", "Jane Castle - AFP", f"The night ferry of {TITLE.split()[3]} (Marlow Courier)"],
)
def test_a_byline_or_a_caption_is_no_headline(above: str, below: str) -> None:
    read = parts(f"Marlow Courier\nNews\nSport\nNews / Islands / Marlow\n{above}\n{below}\n14 March 2025\n{STORY}")
    assert read.title == above


def test_whose_picture_it_is_in_capitals() -> None:
    caption = "Ninety people aboard the ferry on Monday. ANA FERRO POUR « LE COURRIER »"
    read = parts(f"Le Courrier\n{TITLE}\nPar Jane Castle\n14 mars 2025\n{caption}\n{STORY}")
    assert (read.title, read.paragraphs) == (TITLE, BODY)


def test_a_heading_of_the_story_below_an_advertisement_stays() -> None:
    text = f"{TITLE}\nBy Jane Castle\n{ONE}\n{TWO}\nAdvertisement\nWhat it costs\n{FOUR}\n{THREE}\nRead also\nThe pier of the north island burns down a second time\nFour hours\n{ONE[:-1]}, he said."
    assert parts(text).paragraphs == (ONE, TWO, "What it costs", FOUR, THREE, "Four hours", f"{ONE[:-1]}, he said.")


def test_the_offer_of_a_newsletter_ends_no_story() -> None:
    text = f"{TITLE}\nVon Jana Kastell\n{ONE}\n{TWO}\nNewsletter\nDer Morgen am Hafen\nAlles Wichtige um sechs Uhr per Mail.\nJetzt anmelden\n{FOUR}\n{THREE}"
    assert set(BODY) <= set(parts(text).paragraphs)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (f"☰\nMARLOW BAY\nNews Sport Weather\n{TITLE}\nBy Jane Castle\n{STORY}", "MARLOW BAY"),
        (f"Skip to main content\nThe Pier | Stories of the islands\n{TITLE}\nBy Jane Castle\n{STORY}", "The Pier"),
        (f"PierWatch\nNews\n{TITLE}\nBy Jane Castle\n{STORY}", "PierWatch"),
        (f"Marlower\nNews\n{TITLE}\nBy Jane Castle\n{STORY}\n© 2025 Marlower", "Marlower"),
    ],
)
def test_a_page_begins_with_its_name(text: str, name: str) -> None:
    assert name in [found.value for found in parts(text).publishers]


@pytest.mark.parametrize("entry", ["Radio", "Journal", "Register", "Unread news", "Jane Castle, Marlow News"])
def test_an_entry_of_a_menu_is_no_paper(entry: str) -> None:
    read = parts(f"Home\n{entry}\nSport\n{TITLE}\n14 March 2025\n{STORY}")
    assert entry not in [found.value for found in read.publishers]


@pytest.mark.parametrize(
    "text",
    [
        "Marlow Courier\nHome\nSport\nTop stories\nFerry runs again\nTickets for a month are gone already.\n2h ago\nPier to be painted\n4h ago\nGull wins prize\nOpinion\nLetters\nMost read\nSubscribe from $1\nAbout us",
        "Marlow Courier\nSign in\nE-mail\nPassword\nForgot your password?\nEnter\nEnter with Google\nNo account? Register\nBy registering you may comment on the news and get our letters.\nNeed help?\nLegal notice\nCookies",
        "Marlow Courier\nSearch\nYou searched for: ferry\n14 results\nSort by: date\nFerry runs again\nNews, 12/06/2024\nTwo hurt near the ferry\nNews, 03/05/2024\n1\n2\n3\nNext\nSearch help\nUse quotation marks to look for the words as they stand.",
    ],
    ids=["front page", "form", "results"],
)  # fmt: skip
def test_a_copied_page_that_tells_next_to_nothing_is_no_article(text: str) -> None:
    assert parts(text).verdict is Verdict.LISTING


@pytest.mark.parametrize(
    "text",
    [
        f"Marlow Courier\nHome\nNews\nSport\nWeather\nLog in\n{TITLE}\nBy Jane Castle\n14 March 2025\nShare\n{ONE}\nFollow us\nContact",
        f"{TITLE}\n{FOUR}",
        "a0514 \nr f BC-Ferry   03-11 0109\n^BC-Ferry,0105\n^Ferry runs again in the islands\n^By JANE CASTLE\n^AP Writer\n   MARLOW (AP) — The night ferry between Marlow and the\nislands ran on Monday for the first time since the pier\nburned down.\n   The crossing takes four hours.\n   Tickets are gone, the harbour master said, until the\nend of summer.\n   It costs eleven pounds.\n-0-",
    ],
    ids=["brief with day and author", "two lines", "a wire's lines"],
)  # fmt: skip
def test_a_brief_is_an_article(text: str) -> None:
    assert parts(text).verdict is Verdict.ARTICLE


def test_an_address_at_its_end_makes_no_sentence_of_a_line() -> None:
    read = parts(f"Marlow Courier\nNews\n{TITLE}\nJane Castle  jcastle@marlowcourier.example\nMar 14, 2025\n{STORY}")
    assert [found.value for found in read.bylines] == ["Jane Castle  jcastle@marlowcourier.example"]
    assert read.paragraphs == BODY


def test_a_name_that_a_french_paper_signs_with() -> None:
    read = parts(
        f"Le Courrier de Marlow\nActualités\n{TITLE}\n{FOUR}\nMaëlle KERDONCUFF.\nPublié le 14 mars 2025\n{ONE}\n{TWO}\n{THREE}"
    )
    assert "Maëlle KERDONCUFF." in [found.value for found in read.bylines]
