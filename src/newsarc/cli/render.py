"""Outcomes and records as people and programs read them."""

from __future__ import annotations

from collections import Counter

import msgspec

from newsarc.app.gather import Tally
from newsarc.archive.codec import safe_json
from newsarc.cli.counting import counted
from newsarc.cli.neutral import line
from newsarc.cli.output import Styled
from newsarc.model.article import Article
from newsarc.model.outcome import Archived, Failed, Known, Outcome, Reason, Skipped
from newsarc.model.parts import Verdict
from newsarc.model.record import Kind

_WORDS = {Kind.ARTICLE: "new", Kind.REVISION: "revision", Kind.COPY: "copy"}
_COLOURS = {"new": "green", "revision": "cyan", "copy": "blue", "known": None, "skipped": "yellow", "failed": "red"}


def word(outcome: Outcome) -> str:
    """Return the one word for how an input ended."""
    match outcome:
        case Archived(kind=kind):
            return _WORDS[kind]
        case Known():
            return "known"
        case Skipped():
            return "skipped"
        case Failed():
            return "failed"


def outcome_json(outcome: Outcome, **more: str) -> bytes:
    """Return *outcome* as one JSON object: input, outcome, *more*, and what is known beside."""
    fields = {"input": outcome.asked, "outcome": word(outcome), **more}
    rest = msgspec.to_builtins(outcome)
    fields |= {
        key: value for key, value in rest.items() if key not in ("asked", "kind", "seconds") and value not in (None, "")
    }
    return safe_json(fields)


def outcome_line(outcome: Outcome) -> tuple[Styled, ...]:
    """Return *outcome* as a line of pieces with their styles."""
    said = word(outcome)
    head = (f"{said:9}", {"fg": _COLOURS[said]} if _COLOURS[said] else {})
    match outcome:
        case Archived() | Known():
            changed = "  headline changed" if isinstance(outcome, Known) and outcome.headline_was else ""
            title = _one_line(outcome.title or outcome.asked)
            # An address is known by its title; of ten thousand files each must say what became of it.
            file = f"  ({line(outcome.asked)})" if outcome.title and "://" not in outcome.asked else ""
            return (
                head,
                (f"{outcome.id}  ", {"dim": True}),
                (title, {}),
                (changed, {"fg": "cyan"}),
                (file, {"dim": True}),
            )
        case Skipped() | Failed():
            return head, (f"{outcome.reason}  ", {}), (f"{line(outcome.asked)}{_tail(outcome.detail)}", {"dim": True})


def outcome_text(outcome: Outcome) -> str:
    """Return *outcome* as a line of plain text that names its input."""
    match outcome:
        case Archived() | Known():
            return f"{word(outcome)}: {line(outcome.asked)}"
        case Skipped() | Failed():
            return f"{word(outcome)}: {line(outcome.asked)}: {outcome.reason}{_tail(outcome.detail)}"


def summary(tally: Tally, seconds: float) -> str:
    """Return the line that ends a run. Its figures add up to the inputs."""
    named = (
        (tally.new, f"{tally.new:,} new"),
        (tally.revisions, counted(tally.revisions, "revision")),
        (tally.copies, counted(tally.copies, "copy", "copies")),
        (tally.known, f"{tally.known:,} known"),
        (tally.skipped, f"{tally.skipped:,} skipped{_reasons(tally.why_skipped)}"),
        (tally.failed, f"{tally.failed:,} failed{_reasons(tally.why_failed)}"),
    )
    figures = ", ".join(text for number, text in named if number) or "nothing to do"
    rate = f", {tally.inputs / seconds:,.0f}/s" if tally.inputs > 20 and seconds > 0 else ""
    return f"{counted(tally.inputs, 'input')}: {figures} ({seconds:.1f} s{rate})"


def so_far(tally: Tally) -> str:
    """Return a word on how a run goes."""
    return f"{tally.added:,} new  {tally.failed:,} failed" if tally.failed else f"{tally.added:,} new"


def article_json(article: Article, **more: str) -> bytes:
    """Return *article* as one JSON object, *more* first."""
    return safe_json({**more, "verdict": article.verdict, **msgspec.to_builtins(article)})


def reading_json(outcome: Skipped | Failed) -> bytes:
    """Return why an input gave no article, in the form that `extract` prints."""
    return safe_json(
        {
            "input": outcome.asked,
            "verdict": _verdict(outcome),
            "error": {"reason": outcome.reason, "detail": outcome.detail},
        }
    )


def _verdict(outcome: Skipped | Failed) -> str:
    """Return the verdict that fits: what could not be read at all is damaged."""
    return outcome.reason.value if outcome.reason.value in list(Verdict) else Verdict.DAMAGED.value


def _reasons(why: Counter[Reason]) -> str:
    return f" ({', '.join(f'{number:,} {reason}' for reason, number in why.most_common())})" if why else ""


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _tail(detail: str) -> str:
    return f" ({_one_line(detail)})" if detail else ""
