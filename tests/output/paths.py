"""Every way that something a page, a file name or a server said takes to a terminal, a pipe or a file."""

# ruff: noqa: E501  # rows of a table; what a command prints is not always a public function

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, NamedTuple

from newsarc.app.config import Setting
from newsarc.app.copies import Copy, Family, Relation, SeenFrom
from newsarc.app.gather import Tally
from newsarc.app.history import Lost, Version, compare
from newsarc.app.hits import Hit, Hits
from newsarc.app.learning import Became, Lesson
from newsarc.app.logbook import State
from newsarc.app.provenance import Provenance, Relative
from newsarc.archive.catalog import Count, Stats
from newsarc.archive.codec import record_json, safe_json
from newsarc.archive.sitefile import SiteFile
from newsarc.archive.verify.finding import Finding
from newsarc.citing.styles import STYLES
from newsarc.cli import (
    changes,
    checking,
    collecting,
    family,
    gathering,
    hits,
    lessons,
    logs,
    origins,
    reading,
    render,
    sourcing,
    tables,
    versions,
)
from newsarc.cli.output import Output
from newsarc.cli.progress import progress
from newsarc.comparing.words import Extent
from newsarc.errors import BadConfig, NewsarcError
from newsarc.model.article import Article, Origin, Publisher, Role
from newsarc.model.outcome import Archived, Failed, Known, Reason, Skipped
from newsarc.model.parts import Place, Removed, Verdict
from newsarc.model.record import ContentHash, Kind, Position, Record, RecordId, Stamp, Sum
from newsarc.model.site import Does, Rule
from newsarc.model.source import Entry, Source, SourceKind
from newsarc.model.visit import Ended, Gone, Headline, Visit
from newsarc.search.snippet import Piece, Snippet

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
_GONE = Gone(NOW, NOW, 410, RecordId("0"))
TEXT = "The ferry runs again.\nNobody was hurt, the port office said."


class Titles:
    """Titles to be printed, several at once: each call gives another, in turns."""

    def __init__(self, said: Sequence[str], *, first: int = 0) -> None:
        self.all = said
        self.given = first

    def __call__(self) -> str:
        self.given += 1
        return self.all[self.given % len(self.all)]


_A = Titles("a")


def article(said: Titles, text: str = TEXT) -> Article:
    """Return an article whose every fact is *said*."""
    return Article(
        url=said(), canonical_url=said(), asked=said(), retrieved_at="2026-11-23T18:42:00Z", title=said(), authors=(said(),), contributors=(said(),), text=text,
        published_at="2026-11-22", published_from=said(), modified_at=said(), publisher=Publisher(name=said(), domain=said(), evidence=said()),
        origin=(Origin(name=said(), role=Role.AGENCY, credit=said(), found=Place.BYLINE),), dateline=said(), language=said(), categories=(said(),), tags=(said(),),
        lead=said(), image=said(), complete=False, incomplete_because=said(), verdict=Verdict.ARTICLE, extractor=said(),
    )  # fmt: skip


def record(said: Titles, text: str = TEXT) -> Record:
    """Return a record whose every fact is *said*, but those that the archive itself makes."""
    stamp = Stamp(
        id=RecordId("0123456789abcdef"),
        kind=Kind.COPY,
        content_hash=ContentHash("1:sha256:00"),
        same_as=RecordId("fedcba9876543210"),
    )
    return Record(stamp=stamp, article=article(said, text), prev=Sum("0"), sum=Sum("0"))


def _outcomes(said: Titles) -> list[Any]:
    return [
        Archived(asked=said(), kind=Kind.ARTICLE, id=RecordId("0"), title=said()),
        Archived(asked=said(), kind=Kind.REVISION, id=RecordId("0"), title=""),
        Known(asked=said(), id=RecordId("0"), title=said()),
        Skipped(asked=said(), reason=Reason.LISTING, detail=said()),
        Failed(asked=said(), reason=Reason.CONNECTION, detail=said()),
    ]


def _gathered(output: Output, said: Titles, *, as_json: bool = False) -> None:
    show = gathering.shower(output, as_json=as_json, every=True)
    for outcome in _outcomes(said):
        show(outcome)
        if not as_json:
            output.warn(render.outcome_text(outcome))


def _collected(output: Output, said: Titles, *, as_json: bool = False) -> None:
    for outcome in _outcomes(said):
        collecting._show(output, said(), outcome, as_json=as_json)


def _summed(output: Output, said: Titles) -> None:
    tally = Tally()
    for outcome in _outcomes(said):
        tally.count(outcome)
    output.note(render.summary(tally, 1.0))


def _hits(output: Output, said: Titles, **how: Any) -> None:
    snippet = Snippet((Piece(said(), True),) if how.get("as_json") else (Piece(said(), False), Piece(said(), True)))
    found = Hits(7, (Hit(record(said), snippet, 1.0, (RecordId("1"),)),), current=True)
    hits.print_hits(output, found, only_count=False, **({"as_json": False} | how))


def _copies(output: Output, said: Titles, *, as_json: bool = False) -> None:
    copies = [
        Copy(
            record=record(said),
            relation=Relation.NEAR,
            seen_at="2026-11-23T18:42:00Z",
            seen_from=SeenFrom.RETRIEVED,
            has=0.9,
            had=0.5,
        )
        for _ in range(4)
    ]
    family.print_family(output, Family(copies=tuple(copies)), as_json=as_json)


def _stats(output: Output, said: Titles, *, as_json: bool = False) -> None:
    made = Stats(
        kinds=(Count(said(), 3), Count(said(), 2)),
        publishers=(Count(said(), 3), Count(said(), 1)),
        origins=(Count(said(), 3),),
        languages=(Count(said(), 3),),
        months=(Count(said(), 3),),
        first_retrieved=said(),
        last_retrieved=said(),
        damaged=1,
    )
    tables.print_stats(output, Path("/x") / ("" if as_json else said().replace("\0", "")), made, as_json=as_json)


def _history(output: Output, said: Titles, *, as_json: bool = False) -> None:
    words = Extent(added=1, removed=1)
    found = [
        Version(record(said), None, words),
        Version(record(said), record(said), words, RecordId("0")),
        Headline(NOW, RecordId("0"), said()),
        _GONE,
        Lost(RecordId("0"), said()),
    ]
    versions.print_history(output, found[: 4 if as_json else 5], as_json=as_json)


def _diff(output: Output, said: Titles, unified: bool = False) -> None:
    found = compare(record(_A), record(said, TEXT + "\nMore was said."))
    (changes.print_unified if unified else changes.print_difference)(output, found, context=1)


def _texts(output: Output, said: Titles) -> None:
    """Texts have lines of their own; what is in them may not do anything else."""
    found = compare(record(_A, TEXT + "\n" + said()), record(_A, said() + "\n" + TEXT))
    changes.print_difference(output, found, context=1)
    changes.print_unified(output, found, context=1)
    reading.print_record(output, record(_A, said()))
    reading._print_reading(output, article(_A, said()), as_json=False, text_only=True)


def _provenance(output: Output, said: Titles, *, as_json: bool = False) -> None:
    relative = Relative(RecordId("0"), Kind.COPY, said(), said(), said(), said())
    taken_out = (Removed(said(), said()),)
    made = Provenance(
        *(record(said), Position("2026-11-0001", 1, 2), False, taken_out, (relative,) * 2, (relative,), _GONE, 3)
    )
    output.json(origins.provenance_json(made)) if as_json else origins.print_provenance(output, made)


def _citations(output: Output, said: Titles) -> None:
    for style in STYLES:
        if style != "csl-json":
            origins.print_citations(output, [record(said), record(_A)], style)


def _verified(output: Output, said: Titles, *, as_json: bool = False) -> None:
    for offset in (None, 7):
        finding = Finding(
            code="sum-wrong", file=said(), offset=offset, id=RecordId(said()), detail=said(), before=RecordId("0")
        )
        output.json(checking._json(finding)) if as_json else checking._print(output, finding)


def _log(output: Output, said: Titles, *, as_json: bool = False) -> None:
    visits = [
        Visit(
            time=NOW,
            run="r",
            target=said(),
            outcome=Ended.FAILED,
            source=said(),
            url=said(),
            reason=Reason.TIMEOUT,
            detail=said(),
        )
        for _ in range(4)
    ]
    if as_json:
        output.json(safe_json(visits))
    else:
        tables.table(output, ("time", "source", "status", "reason", "page"), list(map(logs._wrong, visits)))


def _source_list(output: Output, said: Titles, *, as_json: bool = False) -> None:
    states = [
        State(
            source=Source(name="bay", urls=(said(), said()), kind=SourceKind.FEED, include=(said(),)),
            last_run=NOW,
            failing_since=NOW,
            reason=said(),
        )
        for _ in range(4)
    ]
    logs.print_sources(output, states, as_json=as_json)


def _source_added(output: Output, said: Titles) -> None:
    source = Source(name="bay", urls=("https://bay.example/",), kind=SourceKind.FEED)
    sourcing._show_sample(
        output, source, (Entry(url="https://bay.example/a", title=said()), Entry(url=said(), published=NOW)), said()
    )


def _learned(output: Output, said: Titles, *, as_json: bool = False) -> None:
    rules = tuple(Rule(does=Does.DROP_LINE, what=said(), stories=7) for _ in range(4))
    file = SiteFile(site=said(), learned=date(2026, 11, 23), stories=7, rules=rules)
    every = [Lesson(file=file, became=became, why=said()) for became in (Became.WRITTEN, Became.TOO_FEW)]
    lessons.print_lessons(output, every, as_json=as_json, every=True, rules=True)


def _plan(output: Output, said: Titles) -> None:
    tables.table(output, ("source", "", "published", "page"), [("bay", "new", "", said()) for _ in range(8)])


def _settings(output: Output, said: Titles, *, as_json: bool = False) -> None:
    tables.print_settings(output, [Setting("archive", said(), said()) for _ in range(4)], as_json=as_json)


def _told(output: Output, said: Titles) -> None:
    output.note(f"note: {said()}")
    output.warn(f"warn: {said()}")
    output.detail(f"detail: {said()}")


def _error(output: Output, said: Titles) -> None:
    output.error(BadConfig(said(), subject=said(), advice=said()))
    output.error(NewsarcError(said()))


def _bar(output: Output, said: Titles) -> None:
    with progress(output, "importing", lambda: 9) as advance:
        for _ in range(8):
            advance(said())


class Way(NamedTuple):
    """One way to be printed."""

    show: Callable[[Output, Titles], None]
    one_line: bool = True
    """whether nothing in a title may begin a line"""
    json: bool = False
    whole: bool = True
    """of JSON: whether all that it is given is in it"""
    exact: bool = True
    """of JSON: whether texts are as they were given"""
    draws: bool = False
    """a moving bar"""


def _json(show: Callable[..., None]) -> Way:
    return Way(lambda output, said: show(output, said, as_json=True), json=True)


WAYS: dict[str, Way] = {
    "import, fetch": Way(_gathered),
    "import, fetch --json": _json(_gathered),
    "collect": Way(_collected),
    "collect --json": _json(_collected),
    "summary": Way(_summed),
    "search": Way(_hits),
    "search --group": Way(lambda output, said: _hits(output, said, grouped=True)),
    "search --cite": Way(lambda output, said: _hits(output, said, style="apa")),
    "search --json": _json(_hits),
    "show": Way(lambda output, said: reading.print_record(output, record(said))),
    "show --json": Way(lambda output, said: output.json(record_json(record(said))), json=True),
    "show --provenance": Way(_provenance),
    "show --provenance --json": _json(_provenance),
    "show --cite": Way(_citations),
    "show --cite csl-json": Way(lambda output, said: origins.print_citations(output, [record(said)], "csl-json"), json=True, exact=False),
    "extract": Way(lambda output, said: reading.print_article(output, article(said), [("input", said())])),
    "extract --json": Way(lambda output, said: output.json(render.article_json(article(said), input=said())), json=True),
    "extract, a failure": Way(lambda output, said: output.json(render.reading_json(Failed(asked=said(), reason=Reason.DAMAGED, detail=said()))), json=True),
    "texts": Way(_texts, one_line=False),
    "copies": Way(_copies),
    "copies --json": _json(_copies),
    "history": Way(_history),
    "history --json": _json(_history)._replace(whole=False),
    "diff": Way(_diff),
    "diff -u": Way(lambda output, said: _diff(output, said, unified=True)),
    "stats": Way(_stats),
    "stats --json": _json(_stats),
    "log": Way(_log),
    "log --json": _json(_log),
    "verify": Way(_verified),
    "verify --json": _json(_verified),
    "source list": Way(_source_list),
    "source list --json": _json(_source_list),
    "source add": Way(_source_added),
    "collect --dry-run": Way(_plan),
    "learn": Way(_learned),
    "learn --json": _json(_learned),
    "config show": Way(_settings),
    "config show --json": _json(_settings),
    "notes and warnings": Way(_told),
    "errors": Way(_error),
    "the bar": Way(_bar, draws=True),
}  # fmt: skip
