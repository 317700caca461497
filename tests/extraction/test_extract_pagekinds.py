"""Kinds of pages whose body is easily misread: live blogs, AMP, tables that set the page, other scripts."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from newsarc.extraction import extract
from newsarc.model.target import Page

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


def paragraphs(html: str) -> list[str]:
    page = Page(asked="x", content=html.encode(), retrieved_at=NOW, media_type="text/html")
    return list(extract(page).paragraphs)


ENTRIES = [
    ("10:42", "The first ferry has left the pier with two hundred people aboard, an hour and a half late."),
    ("09:15", "All schools on the island stay shut today, the council says; buses run as on a Sunday."),
    ("08:05", "Engineers have restored the supply to half of the homes that went dark during the night."),
    ("07:20", "The lighthouse recorded a gust of 96 miles an hour shortly before five in the morning."),
]


def live(entry: str) -> str:
    entries = "".join(entry.format(time=time, text=text) for time, text in ENTRIES)
    return (
        "<html lang=en><head><title>Storm: live</title></head><body><main><h1>Storm: live</h1>"
        f"<div class=live-blog>{entries}</div></main></body></html>"
    )


@pytest.mark.parametrize(
    "entry",
    [
        "<article id=e{time} class=entry><time datetime=2026-01-01T{time}>{time}</time><p>{text}</p></article>",
        "<div class=live-post><p class=stamp>{time}</p><div class=post-text><p>{text}</p></div></div>",
        "<ul class=updates><li class=update><p>{text}</p></li></ul>",
        "<section><h2>{time}</h2><p>{text}</p><div class=share-buttons><a href=/s>Share this entry</a></div></section>",
    ],
    ids=["articles", "boxes", "lists", "shared"],
)
def test_a_live_blog_is_read_whole_and_in_the_order_of_the_page(entry: str) -> None:
    found = [line for line in paragraphs(live(entry)) if len(line) > 40]
    assert found == [text for _, text in ENTRIES]


AMP = """<!doctype html><html amp lang=en><head><title>A bridge is closed</title></head><body>
<amp-sidebar id=menu layout=nodisplay><ul><li><a href=/>Home</a></li><li><a href=/news>News of the day</a></li></ul>
</amp-sidebar><header><h1>A bridge is closed</h1></header><article>
<amp-img src=x.jpg layout=responsive></amp-img>
<p>{0}</p><amp-ad type=x><div placeholder><p>Advertisement of a shop that sells chairs and tables.</p></div></amp-ad>
<p>{1}</p><amp-social-share type=email>Share the story by e-mail with everyone you know.</amp-social-share>
<p>{2}</p><amp-list src=/related.json><div><p>Three other stories that you will want to read.</p></div></amp-list>
</article><amp-consent><p>We value your privacy and ask for your consent.</p></amp-consent></body></html>"""


def test_an_amp_page_gives_its_story_without_the_components_around_it() -> None:
    story = [text for _, text in ENTRIES[:3]]
    assert paragraphs(AMP.format(*story)) == story


def test_tables_inside_tables_that_only_set_the_page() -> None:
    first, second, third, _ = (text for _, text in ENTRIES)
    html = (
        "<html><head><title>Storm</title></head><body><table><tr><td><table><tr><td><a href=/>Home</a></td></tr>"
        "<tr><td><a href=/b>Archive</a></td></tr></table></td><td><table><tr><td><h1>Storm</h1></td></tr>"
        f"<tr><td><font>{first}<br><br>{second}<br><br>{third}</font></td></tr></table></td></tr></table></body></html>"
    )
    assert paragraphs(html) == [first, second, third]


SCRIPTS = {
    "ar": [
        "أعلن المجلس البلدي يوم الاثنين أن أعمال الميناء ستبدأ في شهر نيسان المقبل.",
        "وقال رئيس المجلس إن المال اللازم سيكون متوفراً قبل نهاية الشتاء الحالي.",
        "ورحب أصحاب القوارب بالقرار، لكنهم طلبوا مكاناً آخر لقواربهم خلال العمل.",
    ],
    "he": [
        "מועצת העיר הודיעה ביום שני כי העבודות בנמל יתחילו בחודש אפריל הקרוב.",
        "ראש המועצה אמר כי הכסף הדרוש יימצא עוד לפני סוף החורף הנוכחי.",
        "בעלי הסירות בירכו על ההחלטה, אך ביקשו מקום אחר לסירותיהם בזמן העבודה.",
    ],
    "zh": [
        "市议会周一表示，码头工程将在四月开始，届时最后一笔资金将到位。",
        "议会主席说，工程预计持续两年，期间渡轮将停靠在北岸。",
        "船主们对这一决定表示欢迎，但要求在施工期间有另外的停泊处。",
    ],
    "ja": [
        "市議会は月曜日、港の工事が四月に始まると発表した。",
        "議長は、工事は二年ほどかかり、その間フェリーは北岸に着くと述べた。",
        "船主たちは決定を歓迎したが、工事中の別の係留場所を求めている。",
    ],
    "ko": [
        "시의회는 월요일 항구 공사가 사월에 시작될 것이라고 밝혔다.",
        "의장은 공사가 이 년쯤 걸리며 그동안 배는 북쪽 부두에 닿는다고 말했다.",
        "배 주인들은 결정을 반겼지만 공사 동안 쓸 다른 자리를 요구했다.",
    ],
    "th": [
        "สภาเมืองแถลงเมื่อวันจันทร์ว่างานปรับปรุงท่าเรือจะเริ่มในเดือนเมษายนนี้",
        "ประธานสภากล่าวว่างานจะใช้เวลาราวสองปี และระหว่างนั้นเรือจะจอดที่ฝั่งเหนือ",
        "เจ้าของเรือยินดีกับมติดังกล่าว แต่ขอที่จอดเรือแห่งอื่นในระหว่างการก่อสร้าง",
    ],
    "hi": [
        "नगर परिषद ने सोमवार को कहा कि बंदरगाह का काम अप्रैल में शुरू होगा।",
        "परिषद के अध्यक्ष ने कहा कि काम में दो साल लगेंगे और नावें उत्तर में रुकेंगी।",
        "नाव मालिकों ने फैसले का स्वागत किया, पर काम के दौरान दूसरी जगह माँगी।",
    ],
}


@pytest.mark.parametrize("language", SCRIPTS)
@pytest.mark.parametrize("between", ["</p><p>", "<br><br>"], ids=["paragraphs", "breaks"])
def test_stories_in_other_scripts(language: str, between: str) -> None:
    story = SCRIPTS[language]
    menu = "".join(f"<li><a href=/{number}>{line[:6]}</a></li>" for number, line in enumerate(story))
    html = (
        f"<html lang={language}><head><title>x</title></head><body><nav><ul>{menu}</ul></nav><main>"
        f"<div class=content><p>{between.join(story)}</p></div></main>"
        f"<footer><p>© {story[0][:8]}</p></footer></body></html>"
    )
    assert paragraphs(html) == story


@pytest.mark.parametrize(
    ("inside", "line"),
    [
        ("The <b>har</b>bour is <a href=/x>old</a>.", "The harbour is old."),
        ("The<span> harbour </span>is old.", "The harbour is old."),
        ("The harbour\n   is\n<em>old</em>.", "The harbour is old."),
        ("The <!-- x -->harbour is<wbr> old.", "The harbour is old."),
        ("The&nbsp;harbour <i>is</i> <b>old</b>.", "The harbour is old."),
        ("<span>The harbour</span> <span>is old.</span>", "The harbour is old."),
    ],
)
def test_spaces_within_a_line(inside: str, line: str) -> None:
    story = "".join(f"<p>{text}</p>" for _, text in ENTRIES)
    html = (
        f"<html><body><article><h1>Storm</h1>{story}<p>{inside}</p>{story.replace('the', 'a')}</article></body></html>"
    )
    assert line in paragraphs(html)
