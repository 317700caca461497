"""Articles for reading."""

from __future__ import annotations

from collections.abc import Iterable

from newsarc.app import wiring
from newsarc.app.extracting import extract_all
from newsarc.app.gather import Item
from newsarc.cli import render
from newsarc.cli.neutral import line, neutral
from newsarc.cli.options import Session
from newsarc.cli.output import Output
from newsarc.cli.wrap import wrap
from newsarc.errors import Exit
from newsarc.model.article import Article
from newsarc.model.outcome import Skipped
from newsarc.model.record import Record
from newsarc.runners.interface import NotYet, Runner


def print_readings(
    session: Session, items: Iterable[Item | NotYet], runner: Runner, *, as_json: bool, text_only: bool
) -> int:
    """Print what each of *items* reads as; return the exit code."""
    output = session.output
    good = bad = skipped = 0
    for reading in extract_all(items, runner, wiring.settings(session.config, output.warn)):
        if isinstance(reading, Article):
            good += 1
            _print_reading(output, reading, as_json=as_json, text_only=text_only)
            continue
        if isinstance(reading, Skipped):
            skipped += 1
        else:
            bad += 1
        if as_json:
            output.json(render.reading_json(reading))
        else:
            output.warn(f"newsarc: {render.outcome_text(reading)}")
    if good:
        return Exit.SOME_FAILED if bad else Exit.DONE
    return Exit.NOTHING_SUCCEEDED if bad or skipped else Exit.DONE


def print_record(output: Output, record: Record) -> None:
    """Print a record for reading."""
    stamp = record.stamp
    of = stamp.same_as or stamp.revises
    facts = [("id", stamp.id), ("kind", f"{stamp.kind.value}{f' of {of}' if of else ''}")]
    print_article(output, record.article, facts)


def print_article(output: Output, article: Article, facts: list[tuple[str, str]]) -> None:
    """Print *article* for reading: wrapped on a terminal, a paragraph a line elsewhere."""
    width = output.width
    for part in _wrap(line(article.title) or "(no title)", width, output):
        output.styled((part, {"bold": True}))
    for name, value in [*facts, *_facts(article)]:
        if value:
            output.styled((f"{name:>10}  ", {"dim": True}), (line(value), {}))
    for paragraph in article.text.split("\n"):
        output.data()
        for part in _wrap(paragraph, width, output):
            output.data(part)


def _print_reading(output: Output, article: Article, *, as_json: bool, text_only: bool) -> None:
    if as_json:
        output.json(render.article_json(article, input=article.asked))
    elif text_only:
        output.data(article.text)
    else:
        print_article(output, article, [("input", article.asked), ("verdict", article.verdict.value)])
        output.data()


def _wrap(paragraph: str, width: int, output: Output) -> list[str]:
    return wrap(neutral(paragraph), width) or [""] if output.for_people else [paragraph]


def _facts(article: Article) -> list[tuple[str, str]]:
    publisher = article.publisher
    return [
        ("published", f"{article.published_at} ({article.published_from})" if article.published_at else ""),
        ("modified", article.modified_at or ""),
        ("publisher", f"{publisher.name} ({publisher.evidence})" if publisher else ""),
        *(("origin", f"{one.name} ({one.role.value}, {one.found.value}: {one.credit})") for one in article.origin),
        ("by", ", ".join(article.authors)),
        ("dateline", article.dateline or ""),
        ("language", article.language or ""),
        ("url", article.url or ""),
        ("retrieved", article.retrieved_at),
        ("incomplete", article.incomplete_because or ""),
    ]
