"""Datelines of Chinese, Japanese and Korean papers: brackets and signs that hold place, agency and reporters."""

from __future__ import annotations

import re

import msgspec

from newsarc.lexicon.agencies import agencies, fold
from newsarc.lexicon.places import cities

_CHINESE = re.compile(
    r"^[\s\u3000]*[（(]?(?P<who>新华社|新華社|中新社|中新网|人民网|光明网|央视网|本报|本報|中国青年报)"
    r"(?P<place>[\u4e00-\u9fff]{2,8}?)?(?:\d{1,2}月)?\d{1,2}日[电電讯訊][）)]?"
    r"(?:\s*[（(]?(?:本报|本報)?(?:记者|記者)[：:\s]?(?P<names>[\u4e00-\u9fff、，,\s]{2,40})[）)]?)?"
)
_TAIWAN = re.compile(
    r"^[（(](?P<who>中央社)(?:記者)?(?P<names>[\u4e00-\u9fff]{2,3}(?:、[\u4e00-\u9fff]{2,3})*)(?P<place>[\u4e00-\u9fff]{2,3})"
    r"\d{1,2}日(?:專|综合|綜合)?[電电][）)]"
)
_ABROAD = re.compile(r"^[（(](?P<inside>[\u4e00-\u9fff]{4,14}?)\d{1,2}日(?:專|综合|綜合)?[電电][）)]")
_TAIWAN_REPORT = re.compile(
    r"^[〔［【\[（(]?(?:特派)?[記记]者(?P<names>[\u4e00-\u9fff]{2,4}(?:、[\u4e00-\u9fff]{2,4})*)[／/](?P<place>[\u4e00-\u9fff]{2,6}?)"
    r"(?:綜合)?[報报][導导道][〕］】\]）)]?"
)
_REPORTERS = re.compile(
    r"^[\s\u3000]*(?:本报讯|本報訊|本网讯|本报综合报道)[\s\u3000]*[（(]?(?:记者|記者)[：:\s]?(?P<names>[\u4e00-\u9fff、，,\s]{2,40})[）)]"
)
_CORNER = re.compile(r"[【［](?P<inside>[^】］]{2,40})[】］](?:\s*[-–—])?")
_KOREAN_REPORTER = re.compile(r"\s*(?P<names>[가-힣]{2,4}(?:[\s·,]+[가-힣]{2,4})*?)\s?(?:선임)?(?:기자|특파원)")
_KOREAN = re.compile(r"^[(\[](?P<place>[^=()\[\]]{1,20})=(?P<who>[^()\[\]]{2,30})[)\]]")
_DAY = re.compile(r"^\d{1,2}(?:月\d{1,2})?日$|^(?:AFP|\d{1,2}[:：]\d\d)$")
_JAPANESE_NAME = re.compile(r"^[\u3040-\u30ff\u3400-\u9fff々・]{2,12}$")
_PARTS = re.compile(r"[\s\u3000]+")


class Dateline(msgspec.Struct, frozen=True):
    """What the start of a story says of its filing."""

    place: str | None = None
    credit: str | None = None
    """the bracket or phrase that may name who filed it, as printed"""
    names: tuple[str, ...] = ()
    """what is named in it: agencies, signs, the house itself"""
    authors: tuple[str, ...] = ()


def read_corners(head: str) -> Dateline | None:
    """Return the dateline that *head* begins with in the way of East Asian papers, else None."""
    if head.isascii():
        return None
    found = _TAIWAN.match(head) or _CHINESE.match(head)
    if found is not None:
        return Dateline(found["place"], found[0].strip(), (found["who"],), _chinese(found["names"]))
    abroad = _ABROAD.match(head)
    if abroad is not None:
        return _from_abroad(abroad["inside"], abroad[0])
    report = _TAIWAN_REPORT.match(head)
    if report is not None:
        return Dateline(report["place"], authors=_chinese(report["names"]))
    reporters = _REPORTERS.match(head)
    if reporters is not None:
        return Dateline(authors=_chinese(reporters["names"]))
    korean = _KOREAN.match(head)
    if korean is not None:
        return _korean(head, korean)
    corner = _CORNER.search(head)
    if corner is None or corner.start() > 2:
        return None
    return _read_corner(corner["inside"], corner[0])


def _from_abroad(inside: str, printed: str) -> Dateline | None:
    """Return what stands before the day in a bracket: an agency and a place, parted by nothing."""
    registry = agencies()
    for size in range(len(inside) - 2, 1, -1):
        if registry.named(inside[:size]) is not None:
            return Dateline(inside[size:], printed, (inside[:size],))
    return None


def _chinese(names: str | None) -> tuple[str, ...]:
    parts = re.split(r"[、，,\s]+", names) if names else []
    return tuple(name for name in parts if 2 <= len(name) <= 4)


def _korean(head: str, found: re.Match[str]) -> Dateline:
    inside = _KOREAN_REPORTER.fullmatch(found["who"].strip())
    reporter = inside or _KOREAN_REPORTER.match(head, found.end())
    authors = tuple(re.split(r"[\s·,]+", reporter["names"])) if reporter else ()
    names = () if inside else (found["who"].strip(),)
    return Dateline(found["place"].strip(), found[0].strip(), names, authors)


def _read_corner(inside: str, printed: str) -> Dateline | None:
    """Return what a Japanese corner bracket says: 【CITY＝NAME】, 【CITY AGENCY】, 【day AGENCY】 or 【CITY】."""
    place, mark, name = inside.partition("＝")
    if mark:
        known = agencies().named(name.strip())
        named = (name,) if known else ()
        return Dateline(place.strip(), printed, named or (name,), () if known else _reporters(name))
    parts = _PARTS.split(inside.strip())
    if len(parts) == 1:
        return _without_mark(parts[0], printed)
    known_parts = [part for part in parts if agencies().named(part)]
    places = [part for part in parts if part not in known_parts and not _DAY.match(part)]
    if not known_parts or len(places) > 1:
        return None
    return Dateline(places[0] if places else None, printed, tuple(known_parts))


def _without_mark(inside: str, printed: str) -> Dateline | None:
    registry = agencies()
    for size in range(len(inside), 1, -1):
        agency = registry.named(inside[-size:])
        if agency is not None:
            return Dateline(inside[:-size] or None, printed, (inside[-size:],))
    return Dateline(place=inside) if fold(inside) in cities() else None


def _reporters(names: str) -> tuple[str, ...]:
    parts = [part.removesuffix("記者").removesuffix("特派員").strip() for part in re.split(r"[、，,]", names)]
    return tuple(part for part in parts if _JAPANESE_NAME.match(part))
