"""An invented site: stories that differ, with the furniture that such sites set among them. All words are invented."""

from __future__ import annotations

from typing import NamedTuple

_PROSE = {
    "en": (
        "The {thing} of {place} was opened again on day {n} after {n} weeks of work in the harbour.",
        "Residents of {place} said they had waited long for the {thing}, and {n} of them came to see it.",
        "A second {thing} is planned for the year after, and {place} has set aside {n} thousand for it.",
    ),
    "de": (
        "Der neue {thing} von {place} wurde am Tag {n} eröffnet, nachdem {n} Wochen lang gebaut worden war.",
        "Die Leute aus {place} hatten lange auf den {thing} gewartet, {n} von ihnen kamen gleich am Morgen.",
        "Ein zweiter {thing} soll im Jahr darauf folgen, {place} hat dafür {n} Tausend zurückgelegt.",
    ),
    "es": (
        "El nuevo {thing} de {place} abrió el día {n} después de {n} semanas de obras en el puerto.",
        "Los vecinos de {place} esperaban el {thing} desde hace mucho, y {n} de ellos fueron a verlo.",
        "Un segundo {thing} llegará al año siguiente, y {place} ha reservado {n} mil para pagarlo.",
    ),
    "ja": (
        "{place}の新しい{thing}は{n}週間の工事を経て、{n}日目の朝に再び開かれた。町の人々が大勢集まり、{n}隻の船が汽笛を鳴らして朝の港を祝い、子どもたちは岸壁で手を振った。",
        "{place}の住民は{thing}を長く待っていたと話し、そのうち{n}人が初日に見物に訪れたという。役場によると、工事の間は隣の町から{n}人の職人が毎日通い、雨の日も休まずに働いた。",
        "二つ目の{thing}は翌年に予定されており、{place}はそのために{n}千を用意している。町長は金曜日の会合で、春までに詳しい図面を示すと約束し、拍手を浴びた。",
    ),
}
FURNITURE = {
    "en": ("Every evening the harbour, the ferries and the weather in one short letter for you.",
           "This house belongs to its readers, four hundred families along the coast."),
    "de": ("Jeden Abend der Hafen, die Fähren und das Wetter in einem kurzen Brief für Sie.",
           "Dieses Haus gehört seinen Lesern, vierhundert Familien entlang der Küste."),
    "es": ("Cada tarde el puerto, los barcos y el tiempo en una carta breve para usted.",
           "Esta casa pertenece a sus lectores, cuatrocientas familias de la costa."),
    "ja": ("港と船と天気を毎晩一通の短い便りにまとめてお届けします。お申し込みはいつでも受け付けています。",
           "この家は海岸に暮らす四百の家族である読者のものです。"),
}  # fmt: skip
THINGS = ("quay", "lighthouse", "market", "ferry", "bridge", "school", "mill", "tower")
PLACES = ("Elmwick", "Torrow", "Saltby", "Grenna", "Ostvik", "Lunde", "Marrach", "Pell")


class Story(NamedTuple):
    """One story of the site."""

    title: str
    lines: tuple[str, ...]


def story(number: int, language: str = "en") -> Story:
    """Return story *number*, which shares no line with another."""
    thing, place = THINGS[number % len(THINGS)], PLACES[number * 3 % len(PLACES)]
    rounds = range(2)
    lines = tuple(
        line.format(thing=thing, place=place, n=10 * number + turn) for turn in rounds for line in _PROSE[language]
    )
    return Story(f"{place}: {thing} {number}", lines)


def page(number: int, language: str = "en", *, furniture: bool = True, more: str = "") -> str:
    """Return the page of story *number*: with *furniture*, two lines among its paragraphs are on the other pages too.

    *more* is further mark-up behind the first paragraphs.
    """
    told = story(number, language)
    within, last = (f"<p>{line}</p>" if furniture else "" for line in FURNITURE[language])
    first, rest = ("".join(f"<p>{line}</p>" for line in lines) for lines in (told.lines[:2], told.lines[2:]))
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>{told.title}</title>'
        f'<link rel="canonical" href="https://www.harbour-{language}.example/{number}"></head>'
        f'<body><main><h1>{told.title}</h1><div class="story-text">{first}{within}{more}{rest}{last}</div></main>'
        "</body></html>"
    )
