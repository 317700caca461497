"""What was learned of sites: for people, for pipes, as JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from newsarc.app.learning import Became, Lesson
from newsarc.archive.codec import safe_json
from newsarc.cli.neutral import line
from newsarc.cli.output import Output
from newsarc.cli.tables import table
from newsarc.errors import Exit
from newsarc.learning.rules import USUAL
from newsarc.model.site import Does, Rule

_WORDS = {
    Does.TRUST: ("box trusted", "boxes trusted"),
    Does.DROP_BOX: ("box dropped", "boxes dropped"),
    Does.DROP_LINE: ("line dropped", "lines dropped"),
}
_SAID = {
    Became.EDITED: 'edited by hand, left alone (--force learns anew and keeps the rules without "stories")',
    Became.BAD: "left alone: mend the file or remove it",
    Became.REHEARSED: "nothing written",
}


def print_lessons(output: Output, lessons: Iterable[Lesson], *, as_json: bool, every: bool, rules: bool) -> int:
    """Print each of *lessons*; sites with too few stories only if *every*; *rules*: each rule with its evidence.

    Return the exit code.
    """
    few = bad = seen = 0
    for lesson in lessons:
        seen += 1
        bad += lesson.became is Became.BAD
        if lesson.became is Became.TOO_FEW and not every:
            few += 1
        elif as_json:
            output.json(safe_json(_fields(lesson)))
        else:
            _print(output, lesson, rules=rules)
    if not seen:
        output.note("nothing to learn from: of no article here is the site's domain known")
    if few:
        output.note(f"{few:,} {'site has' if few == 1 else 'sites have'} too few stories to tell what recurs")
    return Exit.SOME_FAILED if bad else Exit.DONE


def _print(output: Output, lesson: Lesson, *, rules: bool) -> None:
    site, became = lesson.file.site, lesson.became
    if lesson.why:
        output.warn(f"newsarc: {lesson.why}")
    if became is Became.TOO_FEW:
        few = f"{lesson.file.stories} different stories are too few to tell what recurs; {USUAL.enough} are needed"
        output.data(f"{line(site)}: {few}")
        return
    said = _SAID.get(became, became.value)
    output.styled((site, {"bold": True}), (f": {_counted(lesson)}; {said}", {}))
    if rules and lesson.file.rules:
        of = lesson.file.stories
        rows = [
            (one.does.value, f"{one.stories} of {of}" if one.stories else "by hand", one.what)
            for one in lesson.file.rules
        ]
        table(output, ("rule", "stories", "line or box"), rows)
    if rules:
        output.note(f"{site}: would take {lesson.lines:,} lines out of {lesson.changed:,} of {lesson.texts:,} texts")


def _counted(lesson: Lesson) -> str:
    counts = Counter(rule.does for rule in lesson.file.rules)
    parts = [f"{counts[does]} {words[counts[does] != 1]}" for does, words in _WORDS.items() if counts[does]]
    return f"{lesson.file.stories} stories, {', '.join(parts) or 'nothing recurs'}"


def _fields(lesson: Lesson) -> dict[str, object]:
    file = lesson.file
    fields: dict[str, object] = {
        "site": file.site,
        "outcome": lesson.became.value,
        "stories": file.stories,
        "texts": lesson.texts,
        "pages": file.pages,
        "texts_changed": lesson.changed,
        "lines_dropped": lesson.lines,
        "rules": [_rule(rule) for rule in file.rules],
    }
    return fields | ({"detail": lesson.why} if lesson.why else {})


def _rule(rule: Rule) -> dict[str, object]:
    of_line = rule.does in {Does.DROP_LINE, Does.KEEP_LINE}
    return {"rule": rule.does.value, "text" if of_line else "box": rule.what, "stories": rule.stories}
