"""Whole small pages, as papers of many countries print them: who is credited, who wrote, where it was filed.

Every other page is a trap: a mention, a desk, an abbreviation, a label, another story's credit.
"""
# ruff: noqa: E501 - bylines and sentences stand here as they are

from __future__ import annotations

from datetime import UTC, datetime
from html import escape

import msgspec
import pytest
from tests.normalise.stories import STORIES

from newsarc.extraction import extract
from newsarc.model.article import Article
from newsarc.model.target import Page
from newsarc.normalise.build import normalise


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """What a page shows, and what it says."""

    language: str
    by: str = ""
    first: str = ""
    """before the first paragraph"""
    last: str = ""
    """behind the last one"""
    note: str = ""
    """a paragraph of its own at the end"""
    site: tuple[str, str] | None = None
    origins: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    helpers: tuple[str, ...] = ()
    place: str | None = None


def case(name: str, language: str, **rest: object) -> object:
    return pytest.param(msgspec.convert({"language": language, **rest}, Case), id=name)


def read(page: Case) -> Article:
    name, domain, title, (one, two, three) = STORIES[page.language]
    name, domain = page.site or (name, domain)
    byline = f"<div class='byline'>{page.by}</div>" if page.by else ""
    note = f"<p>{page.note}</p>" if page.note else ""
    html = f"""<!doctype html><html lang="{page.language}"><head><meta charset="utf-8"><title>{title}</title>
        <meta property="og:site_name" content="{escape(name)}"></head><body><nav><a href="/">{name}</a></nav>
        <article><h1>{title}</h1>{byline}<time datetime="2024-03-12T08:20:00Z">12.03.2024</time>
        <p>{page.first}{one}</p><p>{two}</p><p>{three}{page.last}</p>{note}</article>
        <footer><p>© 2024 {name}</p></footer></body></html>"""
    source = Page(
        asked="x", url=f"https://www.{domain}/x", content=html.encode(), retrieved_at=datetime(2024, 3, 14, tzinfo=UTC)
    )
    return normalise(source, extract(source))


# fmt: off
CREDITED = [
    case("en-dateline-month", "en", first="LONDON, March 12 (Reuters) - ", last=" (Reporting by Hanna Oberly in London; additional reporting by Peter Sands; Editing by Ruth Loman)", origins=("Reuters",), authors=("Hanna Oberly",), helpers=("Peter Sands", "Ruth Loman"), place="LONDON"),
    case("en-accesswire", "en", first="AUSTIN, TX / ACCESSWIRE / March 12, 2024 / ", origins=("Accesswire",), place="AUSTIN, TX"),
    case("en-newsfile", "en", first="Vancouver, British Columbia--(Newsfile Corp. - March 12, 2024) - ", origins=("Newsfile",), place="Vancouver, British Columbia"),
    case("en-cnw", "en", first="TORONTO, March 12, 2024 /CNW/ - ", origins=("CNW",), place="TORONTO"),
    case("en-stateline", "en", by="Rafael Dunmore, Stateline", note="Stateline is part of States Newsroom, a nonprofit news network. This story was originally produced by Stateline.", origins=("Stateline",), authors=("Rafael Dunmore",)),
    case("en-cp-report", "en", first="OTTAWA - ", note="This report by The Canadian Press was first published March 12, 2024.", origins=("Canadian Press",), place="OTTAWA"),
    case("en-ians-dateline", "en", first="New Delhi, March 12 (IANS) ", note="--IANS<br>rk/pgh", origins=("IANS",), place="New Delhi"),
    case("en-pti", "en", by="PTI", first="New Delhi, Mar 12 (PTI) ", note="PTI RKS SMN", origins=("PTI",), place="New Delhi"),
    case("en-ani", "en", by="ANI | Updated: Mar 12, 2024 18:20 IST", first="Kochi (Kerala) [India], March 12 (ANI): ", note="(ANI)", origins=("ANI",), place="Kochi"),
    case("en-disclaimer-pti", "en", by="Asha Verma", note="(This story has not been edited by our staff and is auto-generated from a syndicated feed of PTI.)", origins=("PTI",), authors=("Asha Verma",)),
    case("en-gna", "en", first="Accra, March 12, GNA – ", note="GNA", origins=("GNA",), place="Accra"),
    case("en-app-pk", "en", first="ISLAMABAD, Mar 12 (APP): ", origins=("APP",), place="ISLAMABAD"),
    case("en-bss", "en", first="DHAKA, March 12, 2024 (BSS) - ", origins=("BSS",), place="DHAKA"),
    case("en-unb", "en", first="Dhaka, Mar 12 (UNB) - ", origins=("UNB",), place="Dhaka"),
    case("en-projectsyndicate", "en", by="By Harold Finch", note="Copyright: Project Syndicate, 2024. www.project-syndicate.org", origins=("Project Syndicate",), authors=("Harold Finch",)),
    case("en-unnamed-agencies", "en", by="By Agencies", origins=("agencies (unnamed)",)),
    case("en-with-agencies", "en", by="Dora Kestrel with agencies", origins=("agencies (unnamed)",), authors=("Dora Kestrel",)),
    case("en-sana", "en", first="Damascus, SANA- ", origins=("SANA",), place="Damascus"),
    case("en-wam", "en", first="ABU DHABI, 12th March, 2024 (WAM) -- ", origins=("WAM",), place="ABU DHABI"),
    case("en-spa", "en", first="Riyadh, March 12, 2024, SPA -- ", origins=("SPA",), place="Riyadh"),
    case("en-cna-tw", "en", first="Taipei, March 12 (CNA) ", origins=("CNA",), place="Taipei"),
    case("en-ena", "en", first="Addis Ababa, March 12, 2024 (ENA) — ", origins=("ENA",), place="Addis Ababa"),
    case("en-cmc", "en", first="BRIDGETOWN, Barbados (CMC) — ", origins=("CMC",), place="BRIDGETOWN, Barbados"),
    case("es-agencias", "es", by="Agencias", origins=("agencies (unnamed)",)),
    case("es-colpisa", "es", by="Julia Arrieta | Colpisa", origins=("Colpisa",), authors=("Julia Arrieta",)),
    case("es-coninfo", "es", by="Marta Olivares", note="Con información de Reuters y AFP", origins=("Reuters", "AFP"), authors=("Marta Olivares",)),
    case("es-prensalatina", "es", first="La Habana, 12 mar (Prensa Latina) ", origins=("Prensa Latina",), place="La Habana"),
    case("es-xinhua", "es", by="Xinhua", origins=("Xinhua",)),
    case("es-bbc", "es", by="Redacción BBC News Mundo", origins=("BBC News Mundo",)),
    case("es-nanoticias", "es", by="Noticias Argentinas", origins=("Noticias Argentinas",)),
    case("es-andina", "es", by="Andina", note="(FIN) NDP/RES", origins=("Andina",)),
    case("pt-agbrasil-person", "pt", by="Por Lucas Tavares - Repórter da Agência Brasil", origins=("Agência Brasil",), authors=("Lucas Tavares",)),
    case("pt-bbcbrasil", "pt", by="Da BBC News Brasil", origins=("BBC News Brasil",)),
    case("pt-com-lusa", "pt", by="Diário da Barra com Lusa", origins=("Lusa",)),
    case("pt-oglobo", "pt", by="Agência O Globo", origins=("Agência O Globo",)),
    case("fr-ats", "fr", by="ATS", note="/ATS", origins=("Keystone-SDA",)),
    case("fr-keystone", "fr", by="Keystone-ATS", origins=("Keystone-SDA",)),
    case("fr-aps", "fr", by="APS", first="ALGER - ", origins=("APS",), place="ALGER"),
    case("fr-tap", "fr", by="TAP", note="TAP", origins=("TAP",)),
    case("fr-map", "fr", by="MAP", first="Rabat - ", origins=("MAP",), place="Rabat"),
    case("fr-redige", "fr", first="PARIS (Reuters) - ", note="(Rédigé par Lucie Bertin, édité par Yann Kermadec)", origins=("Reuters",), authors=("Lucie Bertin",), helpers=("Yann Kermadec",), place="PARIS"),
    case("fr-relaxnews", "fr", by="ETX Daily Up", origins=("ETX Daily Up",)),
    case("de-kna", "de", first="Köln (KNA) ", origins=("KNA",), place="Köln"),
    case("de-mit-dpa", "de", by="Von Jule Petersen mit dpa", origins=("dpa",), authors=("Jule Petersen",)),
    case("de-reuters-sign", "de", first="Berlin (Reuters) - ", note="(Bericht von Anke Lühmann, redigiert von Olaf Stenz. Bei Rückfragen wenden Sie sich bitte an unsere Redaktion)", origins=("Reuters",), authors=("Anke Lühmann",), helpers=("Olaf Stenz",), place="Berlin"),
    case("it-ansa", "it", first="(ANSA) - ROMA, 12 MAR - ", note="(ANSA).", origins=("ANSA",), place="ROMA"),
    case("it-agi", "it", first="AGI - ", origins=("AGI",)),
    case("it-lapresse", "it", first="Milano, 12 mar. (LaPresse) - ", origins=("LaPresse",), place="Milano"),
    case("it-dire", "it", first="(DIRE) Roma, 12 Mar. - ", origins=("DIRE",), place="Roma"),
    case("it-nova", "it", by="di Agenzia Nova", origins=("Agenzia Nova",)),
    case("it-radiocor", "it", first="(Il Sole 24 Ore Radiocor Plus) - Milano, 12 mar - ", origins=("Radiocor",), place="Milano"),
    case("nl-anp", "nl", by="ANP", origins=("ANP",)),
    case("nl-persoon-anp", "nl", by="Door Wouter Haverkamp en ANP", origins=("ANP",), authors=("Wouter Haverkamp",)),
    case("nl-eerder", "nl", by="Sanne Duinker", note="Dit artikel verscheen eerder in De Groene Amsterdammer.", origins=("De Groene Amsterdammer",), authors=("Sanne Duinker",)),
    case("pl-oprac", "pl", by="oprac. Tomasz Brzeg", note="Źródło: PAP / IAR", origins=("PAP", "IAR"), helpers=("Tomasz Brzeg",)),
    case("sv-tt-by", "sv", by="TT", origins=("TT",)),
    case("sv-kalla", "sv", note="Källa: TT-AFP", origins=("TT", "AFP")),
    case("sv-tt-reuters", "sv", by="TT-Reuters", origins=("TT", "Reuters")),
    case("no-av", "no", by="Av Sigrid Hauge og NTB", origins=("NTB",), authors=("Sigrid Hauge",)),
    case("da-mark", "da", note="/ritzau/", origins=("Ritzau",)),
    case("da-reuters", "da", note="/ritzau/AFP", origins=("Ritzau", "AFP")),
    case("tr-aa", "tr", by="AA", origins=("Anadolu Agency",)),
    case("tr-dha", "tr", first="Ayşe GÜRPINAR/İZMİR, (DHA)- ", origins=("DHA",), authors=("Ayşe GÜRPINAR",), place="İZMİR"),
    case("tr-iha-by", "tr", by="İhlas Haber Ajansı", origins=("İHA",)),
    case("tr-anka", "tr", first="ANKARA (ANKA) - ", origins=("ANKA",), place="ANKARA"),
    case("ru-ria", "ru", first="МОСКВА, 12 мар - РИА Новости. ", origins=("RIA Novosti",), place="МОСКВА"),
    case("ru-interfax", "ru", first="Москва. 12 марта. INTERFAX.RU - ", origins=("Interfax",), place="Москва"),
    case("ru-kazinform", "ru", first="АСТАНА. КАЗИНФОРМ – ", origins=("Kazinform",), place="АСТАНА"),
    case("ru-belta", "ru", first="12 марта, Минск /Корр. БЕЛТА/. ", origins=("BelTA",), place="Минск"),
    case("ar-wam", "ar", first="أبوظبي في 12 مارس/ وام / ", origins=("WAM",), place="أبوظبي"),
    case("ar-wafa", "ar", first="رام الله 12-3-2024 وفا- ", origins=("WAFA",), place="رام الله"),
    case("ar-sana", "ar", first="دمشق-سانا ", origins=("SANA",), place="دمشق"),
    case("ar-spa", "ar", by="واس", origins=("SPA",)),
    case("ar-qna", "ar", first="الدوحة - قنا - ", origins=("QNA",), place="الدوحة"),
    case("ar-petra", "ar", first="عمان 12 آذار (بترا)- ", origins=("Petra",), place="عمان"),
    case("fa-irna", "fa", first="تهران - ایرنا - ", origins=("IRNA",), place="تهران"),
    case("fa-gozaresh", "fa", first="به گزارش خبرگزاری مهر، ", origins=("Mehr News Agency",)),
    case("ur-app", "ur", first="اسلام آباد (اے پی پی) ", origins=("APP",), place="اسلام آباد"),
    case("hi-pti", "hi", first="नयी दिल्ली, 12 मार्च (भाषा) ", origins=("PTI",), place="नयी दिल्ली"),
    case("hi-srot", "hi", note="स्रोत: एएनआई", origins=("ANI",)),
    case("hi-ians", "hi", first="मुंबई, 12 मार्च (आईएएनएस)। ", note="--आईएएनएस", origins=("IANS",), place="मुंबई"),
    case("bn-bss", "bn", first="ঢাকা, ১২ মার্চ, ২০২৪ (বাসস) : ", origins=("BSS",), place="ঢাকা"),
    case("bn-sutra", "bn", note="সূত্র: রয়টার্স", origins=("Reuters",)),
    case("zh-xinhua", "zh", first="新华社北京3月12日电（记者李文远、王晓岚）", origins=("Xinhua",), authors=("李文远", "王晓岚"), place="北京"),
    case("zh-laiyuan", "zh", by="2024-03-12 08:20 来源：新华网", origins=("Xinhua",)),
    case("zh-zhongxin", "zh", first="中新社广州3月12日电 (记者 陈可欣)", origins=("China News Service",), authors=("陈可欣",), place="广州"),
    case("zh-zhongxinwang", "zh", first="中新网3月12日电 ", origins=("China News Service",)),
    case("zh-cna", "zh", first="（中央社記者林怡安台北12日電）", origins=("CNA",), authors=("林怡安",), place="台北"),
    case("zh-author", "zh", by="来源：光明日报", note="（作者：赵子涵）", origins=("光明日报",), authors=("赵子涵",)),
    case("zh-editor", "zh", by="来源：央视新闻", note="责任编辑：孙立", origins=("央视新闻",), helpers=("孙立",)),
    case("ja-afp", "ja", first="【3月12日 AFP】", origins=("AFP",)),
    case("ja-haishin", "ja", by="配信：時事通信", origins=("Jiji",)),
    case("ja-reuters", "ja", first="［東京　12日　ロイター］ - ", origins=("Reuters",), place="東京"),
    case("vi-theo-ttxvn", "vi", note="Theo TTXVN", origins=("VNA",)),
    case("vi-author-theo", "vi", note="Minh Thảo (Theo Reuters)", origins=("Reuters",), authors=("Minh Thảo",)),
    case("vi-theo-bao", "vi", note="Theo Tuổi Trẻ", origins=("Tuổi Trẻ",)),
    case("th-reuters", "th", note="ที่มา: รอยเตอร์", origins=("Reuters",)),
    case("ca-acn", "ca", by="ACN", first="Girona.- ", origins=("ACN",), place="Girona"),
    case("u-en-by-staff-wire", "en", by="By HARBOUR HERALD STAFF AND WIRE REPORTS", origins=("agencies (unnamed)",)),
    case("u-en-pa-sport", "en", by="By Ella Trowe, PA Sport", origins=("Press Association",), authors=("Ella Trowe",)),
    case("u-en-wireservices", "en", by="By Ella Trowe", note="Wire services contributed to this report.", origins=("agencies (unnamed)",), authors=("Ella Trowe",)),
    case("u-en-hechinger", "en", by="By Ella Trowe", note="This story about schools was produced by The Lantern Report, a nonprofit, independent news organization.", origins=("The Lantern Report",), authors=("Ella Trowe",)),
    case("u-en-copublish", "en", by="By Ella Trowe", note="This article was produced in partnership with ProPublica.", origins=("ProPublica",), authors=("Ella Trowe",)),
    case("u-en-reprint-perm", "en", by="By Ella Trowe", note="Reprinted with permission from The Inland Quarterly.", origins=("The Inland Quarterly",), authors=("Ella Trowe",)),
    case("u-en-newswire-eqs", "en", first="Zurich, 12 March 2024 – EQS Newswire – ", origins=("EQS",), place="Zurich"),
    case("u-en-acn", "en", first="SINGAPORE, Mar 12, 2024 - (ACN Newswire) - ", origins=("ACN Newswire",), place="SINGAPORE"),
    case("u-en-mediaoutreach", "en", first="HONG KONG SAR - Media OutReach Newswire - 12 March 2024 - ", origins=("Media OutReach Newswire",), place="HONG KONG SAR"),
    case("u-en-einpresswire", "en", first="DENVER, CO, UNITED STATES, March 12, 2024 /EINPresswire.com/ -- ", origins=("EIN Presswire",), place="DENVER, CO, UNITED STATES"),
    case("u-en-newsvoir", "en", by="NewsVoir", note="Disclaimer: The above press release has been provided by NewsVoir.", origins=("NewsVoir",)),
    case("u-en-saba", "en", first="SANAA, March 12 (Saba) – ", origins=("Saba",), place="SANAA"),
    case("u-en-kuna", "en", first="KUWAIT, March 12 (KUNA) -- ", origins=("KUNA",), place="KUWAIT"),
    case("u-en-petra", "en", first="Amman, Mar. 12 (Petra)-- ", origins=("Petra",), place="Amman"),
    case("u-en-nna", "en", first="NNA - ", origins=("NNA",), site=("Cedar Post", "cedarpost.com.lb")),
    case("u-en-azertac", "en", first="Baku, March 12, AZERTAC ", origins=("AZERTAC",), place="Baku"),
    case("u-en-belta", "en", first="MINSK, 12 March (BelTA) – ", origins=("BelTA",), place="MINSK"),
    case("u-en-kazinform", "en", first="ASTANA. KAZINFORM — ", origins=("Kazinform",), place="ASTANA"),
    case("u-en-montsame", "en", first="Ulaanbaatar, March 12, 2024 /MONTSAME/. ", origins=("Montsame",), place="Ulaanbaatar"),
    case("u-en-nampa", "en", first="WINDHOEK, 12 MAR (NAMPA) - ", origins=("NAMPA",), place="WINDHOEK"),
    case("u-en-zanis", "en", by="By ZANIS Reporter", origins=("ZANIS",)),
    case("u-en-agency-slash", "en", by="Reuters/AFP", origins=("Reuters", "AFP")),
    case("u-es-agencias-city", "es", by="AGENCIAS | MADRID", origins=("agencies (unnamed)",), place="MADRID"),
    case("u-es-abi", "es", first="La Paz, 12 de marzo de 2024 (ABI).- ", origins=("ABI",), place="La Paz"),
    case("u-fr-aib", "fr", first="Ouagadougou, 12 mars 2024 (AIB) - ", origins=("AIB",), place="Ouagadougou"),
    case("u-fr-acp", "fr", first="Kinshasa, 12 mars 2024 (ACP).- ", origins=("ACP (Congo)",), place="Kinshasa"),
    case("u-fr-mediapart", "fr", note="Cet article a d’abord été publié sur Mediapart.", origins=("Mediapart",)),
    case("u-de-redaktion-agenturen", "de", by="Von Redaktion und Agenturen", origins=("agencies (unnamed)",)),
    case("u-de-sda-awp", "de", note="(awp/sda)", origins=("AWP", "Keystone-SDA")),
    case("u-de-pressetext", "de", first="Wien (pte) - ", note="Quelle: pressetext.com", origins=("pressetext",), place="Wien"),
    case("u-de-automat", "de", note="Dieser Beitrag wurde automatisiert aus dem Angebot der Deutschen Presse-Agentur (dpa) übernommen.", origins=("dpa",)),
    case("u-it-teleborsa", "it", first="(Teleborsa) - ", origins=("Teleborsa",)),
    case("u-cs-prevzato", "cs", note="Převzato z Deníku Pobřeží.", origins=("Deníku Pobřeží",)),
    case("u-ru-regnum", "ru", note="Источник: ИА Регнум", origins=("Regnum",)),
    case("u-ru-uza", "ru", first="Ташкент, 12 марта — УзА. ", origins=("UzA",), place="Ташкент"),
    case("u-uk-unn", "uk", first="КИЇВ. 12 березня. УНН. ", origins=("УНН",), place="КИЇВ"),
    case("u-ar-ina", "ar", first="بغداد - واع ", origins=("INA",), place="بغداد"),
    case("u-ar-kuna", "ar", first="الكويت - 12 - 3 (كونا) -- ", origins=("KUNA",), place="الكويت"),
    case("u-fa-mehr", "fa", note="منبع: مهر", origins=("Mehr News Agency",)),
    case("u-hi-vaarta", "hi", first="लखनऊ, 12 मार्च (वार्ता) ", origins=("UNI",), place="लखनऊ"),
    case("u-bn-unb", "bn", by="ইউএনবি", origins=("UNB",)),
    case("u-zh-laiyuan-author", "zh", by="2024年03月12日 08:20 来源：中国新闻网 作者：郭文轩", origins=("China News Service",), authors=("郭文轩",)),
    case("u-ko-newspim", "ko", first="[서울=뉴스핌] 최은지 기자 = ", origins=("Newspim",), authors=("최은지",), place="서울"),
    case("u-id-antara-pewarta", "id", first="Surabaya (ANTARA) - ", note="Pewarta: Rini Astuti<br>Editor: Budi Hartono<br>Copyright © ANTARA 2024", origins=("Antara",), authors=("Rini Astuti",), helpers=("Budi Hartono",), place="Surabaya"),
    case("u-hr-fena", "hr", by="FENA", origins=("FENA",)),
    case("u-sr-srna", "sr", first="БАЊА ЛУКА, 12. МАРТА /СРНА/ - ", origins=("SRNA",), place="БАЊА ЛУКА"),
    case("u-bg-bgnes", "bg", note="/БГНЕС", origins=("BGNES",)),
    case("u-ca-acn-by", "ca", by="ACN / Redacció", origins=("ACN",)),
]
PLAIN = [
    case("en-ldrs", "en", by="Poppy Marchbank, Local Democracy Reporter", authors=("Poppy Marchbank",)),
    case("es-byline-place", "es", by="Ramón Ibarra | Santander | 12/03/2024", authors=("Ramón Ibarra",), place="Santander"),
    case("ja-shomei", "ja", last="（中島健太）", authors=("中島健太",)),
    case("ko-own", "ko", by="김가온 기자", note="여수=김가온 기자 gaon@hangguilbo.co.kr", authors=("김가온",), place="여수"),
    case("id-dateline-own", "id", first="KABARDERMAGA.CO.ID, Makassar - ", place="Makassar"),
    case("id-penulis", "id", by="Penulis: Dewi Rahmawati", authors=("Dewi Rahmawati",)),
    case("t-de-foto-tail", "de", by="Jule Petersen", note="Foto: dpa/Bernd Olm", authors=("Jule Petersen",)),
    case("t-en-image-source", "en", by="By Nora Whitfield", note="Image source: Getty Images", authors=("Nora Whitfield",)),
    case("t-fr-photo-afp", "fr", by="Par Camille Jourdan", note="Photo : AFP", authors=("Camille Jourdan",)),
    case("t-en-mention-paren", "en", last=" Fuel prices will rise, the ministry told the news agency (AFP)."),
    case("t-own-xinhua", "en", first="NAIROBI, March 12 (Xinhua) -- ", place="NAIROBI", site=("Xinhua", "english.news.cn")),
    case("t-own-ansa", "it", first="(ANSA) - ROMA, 12 MAR - ", place="ROMA", site=("Agenzia ANSA", "ansa.it")),
    case("t-pt-ap-state", "pt", by="Bianca Rezende", note="O serviço chega também a Macapá (AP) e Belém (PA).", authors=("Bianca Rezende",)),
    case("t-en-paren-acronym", "en", last=" The rule was set by the Marine Advisory Panel (MAP)"),
    case("t-en-uni", "en", last=" It was studied by the regional university (UNI)."),
    case("t-sv-tt-paren", "sv", last=" Loppet kallas Tourist Trophy (TT)."),
    case("t-en-sources-list", "en", note="Sources: Journal of Maritime Studies, interviews with residents, council minutes"),
    case("t-en-reprinted-by", "en", by="By Nora Whitfield", note="This column has been reprinted by the Southern Gazette and the Coastal Times.", authors=("Nora Whitfield",)),
    case("t-en-update-note", "en", by="By Nora Whitfield", note="This article was originally published on March 11 and has been updated.", authors=("Nora Whitfield",)),
    case("t-en-own-contrib", "en", by="By Nora Whitfield", note="Herald reporter Simon Thackeray contributed to this report.", authors=("Nora Whitfield",), helpers=("Simon Thackeray",)),
    case("t-en-translated", "en", by="By Nora Whitfield", note="Translated by Hedda Storm", authors=("Nora Whitfield",), helpers=("Hedda Storm",)),
    case("t-dl-en-colon", "en", first="ISLAMABAD: ", place="ISLAMABAD"),
    case("t-dl-da", "da", first="AARHUS: ", place="AARHUS"),
    case("t-dl-no", "no", first="BERGEN (Fjordavisa): ", place="BERGEN"),
    case("t-dl-vi", "vi", first="HÀ NỘI - ", place="HÀ NỘI"),
    case("t-dl-hi", "hi", first="मुंबई: ", place="मुंबई"),
    case("t-dl-ko", "ko", first="[부산=김가온 기자] ", authors=("김가온",), place="부산"),
    case("t-dl-ja", "ja", first="【札幌】", place="札幌"),
    case("t-ndl-label", "en", first="UPDATE — "),
    case("t-ndl-kommentar", "de", first="KOMMENTAR – "),
    case("t-ndl-breaking", "en", first="BREAKING — "),
    case("t-ndl-analyse", "fr", first="ANALYSE - "),
    case("t-ndl-opinion", "es", first="OPINIÓN.- "),
    case("a-fr-propos", "fr", by="Propos recueillis par Camille Jourdan", authors=("Camille Jourdan",)),
    case("a-fr-envoye", "fr", by="Par Camille Jourdan (envoyée spéciale à Brest)", authors=("Camille Jourdan",)),
    case("a-pt-dois", "pt", by="Por Bianca Rezende e Lucas Tavares — Rio de Janeiro", authors=("Bianca Rezende", "Lucas Tavares"), place="Rio de Janeiro"),
    case("a-it-nostro", "it", by="dal nostro inviato Paolo Verdini", authors=("Paolo Verdini",)),
    case("a-ar", "ar", by="بقلم: سلمى العطار", authors=("سلمى العطار",)),
    case("a-he-two", "he", by="נועם ברקאי ותמר שגיא", authors=("נועם ברקאי", "תמר שגיא")),
    case("a-ja", "ja", by="記者　高瀬涼子", authors=("高瀬涼子",)),
    case("a-ko-two", "ko", by="김가온·박서윤 기자", authors=("김가온", "박서윤")),
    case("a-id-two", "id", by="Penulis: Dewi Rahmawati | Editor: Agus Santoso", authors=("Dewi Rahmawati",), helpers=("Agus Santoso",)),
    case("a-el", "el", by="Του Νίκου Μαρίνου", authors=("Νίκου Μαρίνου",)),
    case("a-th", "th", by="โดย สมชาย ใจดี", authors=("สมชาย ใจดี",)),
    case("a-no-to", "no", by="Sigrid Hauge (tekst) Ola Berg (foto)", authors=("Sigrid Hauge",), helpers=("Ola Berg",)),
    case("a-fi", "fi", by="Teksti: Aino Kivelä Kuva: Ville Mäki", authors=("Aino Kivelä",), helpers=("Ville Mäki",)),
    case("a-tr", "tr", by="Yazar: Deniz Aktaş", authors=("Deniz Aktaş",)),
    case("a-sk", "sk", by="Autor: Zuzana Brezová", authors=("Zuzana Brezová",)),
    case("a-ca", "ca", by="Per Laia Ferrer", authors=("Laia Ferrer",)),
    case("u-pt-reporter", "pt", by="Publicado por Carla Nóbrega", authors=("Carla Nóbrega",)),
    case("u-nl-anp-foto-en-tekst", "nl", by="Van onze correspondent Bart Kuiper", authors=("Bart Kuiper",)),
    case("u-zh-benbao", "zh", first="本报广州3月12日电 （记者周思远）", authors=("周思远",), place="广州"),
    case("ut-de-11", "de", note="Wie der Sprecher im Gespräch mit dpa sagte, sei nichts entschieden."),
    case("ut-es-19", "es", note="El alcalde habló con EFE tras la reunión."),
    case("ut-it-22", "it", note="Il sindaco ha parlato con ANSA dopo la riunione."),
    case("ud-k1", "en", first="SPOILERS AHEAD — "),
    case("ud-k3", "de", first="EILMELDUNG - "),
    case("ud-k4", "fr", first="INFO LE COURRIER - "),
    case("ud-k5", "es", first="ENTREVISTA.- "),
    case("ud-k6", "it", first="L'INTERVISTA - "),
    case("ud-k7", "en", first="Mayor Harker — "),
    case("ud-k8", "ru", first="ВИДЕО — "),
    case("ud-k9", "tr", first="SON DAKİKA - "),
    case("ua-en-min", "en", by="Ella Trowe · 4 min read", authors=("Ella Trowe",)),
    case("ua-de-berichtet", "de", by="Von unserem Redakteur Timo Aalbers", authors=("Timo Aalbers",)),
    case("ua-fr-texte-photo", "fr", by="Texte : Élise Caron | Photos : Marc Vidal", authors=("Élise Caron",)),
    case("ua-it-servizio", "it", by="Servizio di Luca Bassi", authors=("Luca Bassi",)),
    case("ua-sv-text", "sv", by="Text: Maja Ek Foto: Olle Ström", authors=("Maja Ek",)),
    case("ua-ru-im", "ru", by="Анна Волкова, корреспондент", authors=("Анна Волкова",)),
    case("ua-ko-mail", "ko", by="최은지 기자 ejchoi@hangguilbo.co.kr", authors=("최은지",)),
    case("ua-ja-file", "ja", by="文＝小川美咲", authors=("小川美咲",)),
    case("ua-zh-tw", "zh", by="記者林怡安／台北報導", authors=("林怡安",)),
    case("ua-ar-tahrir", "ar", by="كتبت - هدى منصور", authors=("هدى منصور",)),
    case("ua-vi-pv", "vi", by="Nguyễn Lan Anh - Trần Quốc Bảo", authors=("Nguyễn Lan Anh", "Trần Quốc Bảo")),
    case("ua-el-tis", "el", by="Της Μαρίας Παππά", authors=("Μαρίας Παππά",)),
    case("ua-fa-do", "fa", by="نگار کاویانی و آرش پارسا", authors=("نگار کاویانی", "آرش پارسا")),
]
# fmt: on


@pytest.mark.parametrize("page", [*CREDITED, *PLAIN])
def test_what_a_page_says_of_its_story(page: Case) -> None:
    article = read(page)
    assert {origin.name for origin in article.origin} == set(page.origins)
    assert tuple(map(str.casefold, article.authors)) == tuple(map(str.casefold, page.authors))
    assert set(page.helpers) <= set(article.contributors)
    assert article.dateline == page.place


@pytest.mark.parametrize("page", CREDITED)
def test_a_credit_stands_on_the_page_as_it_is_given(page: Case) -> None:
    shown = " ".join(f"{page.by} | {page.first} | {page.last} | {page.note}".replace("<br>", " ").split())
    for origin in read(page).origin:
        assert origin.credit.strip("。.") in shown


RELATED = "<li><a href='/a'>{title}, once more</a> <span class='author'>{agency}</span></li>"


@pytest.mark.parametrize("agency", ["Reuters", "By Associated Press", "dpa", "EFE", "(AFP)", "Agencies"])
@pytest.mark.parametrize("box", ["<aside class='related'>", "<div class='most-read'>", "<div class='teaser-list'>"])
def test_teasers_below_a_short_story_credit_nobody(box: str, agency: str) -> None:
    _, domain, title, (one, two, three) = STORIES["en"]
    html = f"""<html lang="en"><head><title>{title}</title></head><body><article><h1>{title}</h1><p>{one}</p><p>{two}</p>
        <p>{three}</p></article>{box}<h3>More</h3><ul>{RELATED.format(title=title, agency=agency) * 2}</ul></body></html>"""
    source = Page(
        asked="x", url=f"https://www.{domain}/x", content=html.encode(), retrieved_at=datetime(2024, 3, 14, tzinfo=UTC)
    )
    assert normalise(source, extract(source)).origin == ()
