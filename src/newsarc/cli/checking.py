"""What ``newsarc verify`` prints: findings as they come, then what their codes mean, then what was looked at."""

from __future__ import annotations

from pathlib import Path

import msgspec

from newsarc.app import verifying
from newsarc.archive.codec import safe_json
from newsarc.archive.verify.finding import Finding
from newsarc.cli.counting import counted
from newsarc.cli.neutral import line
from newsarc.cli.options import Session
from newsarc.cli.output import Output
from newsarc.cli.progress import STEP, Moved, progress
from newsarc.cli.wrap import wrap
from newsarc.errors import Exit
from newsarc.lexicon.problems import Severity, problems


def show_head(session: Session) -> int:
    """Print the sum of the last record; return the exit code."""
    found = verifying.head(Path(session.config.archive).absolute())
    if found is None:
        session.output.warn("newsarc: the archive has no records yet")
        return Exit.NOTHING_SUCCEEDED
    session.output.data(found)
    return Exit.DONE


def check(session: Session, *, quick: bool, head: str | None, as_json: bool) -> int:
    """Check the archive and print what is found; return the exit code."""
    output = session.output
    codes: dict[str, int] = {}
    moved = Moved()
    work = verifying.Verification(
        Path(session.config.archive).absolute(),
        quick=quick,
        head=head,
        workers=session.config.workers,
        advance=moved.by,
    )
    with progress(output, "checking, MiB", lambda: work.total() // STEP) as moved.bar:
        for finding in work.findings():
            codes[finding.code] = codes.get(finding.code, 0) + 1
            if as_json:
                output.json(_json(finding))
            else:
                _print(output, finding)
    if as_json:
        output.json(safe_json({"summary": msgspec.to_builtins(work.checked)}))
    else:
        _explain(output, codes)
        _sum_up(output, work.checked)
    return Exit.DAMAGE if work.checked.errors else Exit.DONE


def _json(finding: Finding) -> bytes:
    severity = problems()[finding.code].severity
    return safe_json({"code": finding.code, "severity": severity, **msgspec.to_builtins(finding)})


def _print(output: Output, finding: Finding) -> None:
    """Print a finding: a line in a pipe, some on a terminal."""
    severity = problems()[finding.code].severity
    place = finding.file if finding.offset is None else f"{finding.file} at byte {finding.offset:,}"
    if not output.for_people:
        offset = "" if finding.offset is None else str(finding.offset)
        cells = (severity, finding.code, finding.file, offset, finding.id or "", _around(finding), finding.detail)
        output.data("\t".join(map(line, cells)))
        return
    colour = {"fg": "red" if severity is Severity.ERROR else "yellow", "bold": True}
    output.styled((finding.code, colour), (f"  {place}", {}))
    for text in (f"record {finding.id}" if finding.id else "", finding.detail, _around(finding)):
        for row in wrap(line(text), output.width - 4):
            output.styled((f"    {row}", {"dim": True}))


def _around(finding: Finding) -> str:
    """Say which records before and behind it are good."""
    if finding.before and finding.after:
        return f"good: {finding.before} before, {finding.after} behind"
    if finding.before:
        return f"good: {finding.before} before"
    return f"good: {finding.after} behind" if finding.after else ""


def _explain(output: Output, codes: dict[str, int]) -> None:
    """Say what each code that occurred means, and what to do about it."""
    for code, count in codes.items():
        problem = problems()[code]
        output.note(f"{code} ({problem.severity}, {count:,}):")
        for text in (problem.means, problem.do):
            for row in wrap(text, output.width - 2):
                output.note(f"  {row}")


def _sum_up(output: Output, checked: verifying.Checked) -> None:
    """Say what was looked at, and how it is."""
    counts = [
        f"{counted(checked.records, 'record')} in {counted(checked.segments, 'segment')}",
        counted(checked.references, "reference") if checked.references else "",
        counted(checked.manifest_lines, "manifest line") if checked.manifest_lines else "",
        f"{counted(checked.raw_records, 'raw record')} in {counted(checked.raw_files, 'file')}"
        if checked.raw_files
        else "",
        f"{counted(checked.raw_pointers, 'pointer')} to them" if checked.raw_pointers and checked.raw_files else "",
        counted(checked.visits, "visit") if checked.visits else "",
        f"{checked.spooled:,} waiting in the spool" if checked.spooled else "",
        f"{counted(checked.quarantined, 'file')} in quarantine" if checked.quarantined else "",
    ]
    if not checked.left_out:
        counts += [f"catalogue {checked.catalogue}", f"search index {checked.index}"]
    verdict = f"{counted(checked.errors, 'error')}, {counted(checked.warnings, 'warning')}"
    if not checked.errors and not checked.warnings:
        verdict = "nothing wrong"
    _note(output, f"{verdict}: {', '.join(filter(None, counts))}")
    if checked.left_out:
        _note(output, f"not looked at, being quick: {'; '.join(checked.left_out)}")


def _note(output: Output, text: str) -> None:
    """Say *text*, in lines where somebody is watching and in one elsewhere."""
    for row in wrap(text, output.width) if output.interactive else [text]:
        output.note(row)
