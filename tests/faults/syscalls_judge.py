"""What a command may leave behind when one of its system calls failed, for syscalls.py and limits.py."""

from __future__ import annotations

import gzip
import json
import re
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from kill import audit, content
from syscalls_commands import Command

_ADDED = frozenset({"new", "revision", "copy"})
_FAULTS = re.compile(
    r"Input/output error|No space left|Interrupted system call|Permission denied|Too many open files|Read-only file"
    r"|No locks available|[Qq]uota exceeded|File too large|Cannot allocate|only for reading|no locks|locked"
    r"|os error|disk I/O error|disk is full|disk did not give back|not seekable|lseek failed|error closing file"
)
_FAILED = re.compile(rb'"failed"|"error":\{')
_SCRATCH = re.compile(r"\.tmp\Z|\.newsarc-")
_VOLATILE = re.compile(
    rb'"(?:learned|retrieved_at)":"[^"]*"|[0-9]{8}T[0-9]{6}Z-[0-9a-f]{8}|WARC-Date: \S+|urn:uuid:[-0-9a-f]+'
)


@dataclass(frozen=True)
class Ended:
    """How one run ended."""

    code: int
    """negative: the signal that ended it"""
    out: bytes
    err: str


@dataclass(frozen=True)
class Wanted:
    """What a run without faults leaves."""

    content: frozenset[tuple[str, str]]
    made: dict[str, bytes]
    told: Ended


def wanted(command: Command, folder: Path, ended: Ended) -> Wanted:
    """Return what *command* left in *folder* and said."""
    return Wanted(frozenset(content(folder / "archive")), made(command, folder), ended)


def made(command: Command, folder: Path) -> dict[str, bytes]:
    """Return what *command* makes beside the records, file by file, without what differs from run to run."""
    found: dict[str, bytes] = {}
    for name in command.makes:
        path = folder / name
        files = sorted(path.rglob("*")) if path.is_dir() else [path]
        found |= {str(one.relative_to(folder)): _bytes(one) for one in files if one.is_file()}
    return found


def _bytes(path: Path) -> bytes:
    if path.suffix == ".sqlite":
        db = sqlite3.connect(path)
        try:
            return "\n".join(line for line in db.iterdump() if "sqlite_" not in line).encode()
        finally:
            db.close()
    data = path.read_bytes()
    if path.suffix == ".gz":
        data = gzip.decompress(data)
    return _VOLATILE.sub(b"", data)


def acknowledged(ended: Ended) -> list[str]:
    """Return the ids that were said to have been added; a last line may be torn."""
    whole = [line for line in ended.out.split(b"\n")[:-1] if line.startswith(b'{"input"')]
    return [one["id"] for line in whole if (one := json.loads(line)).get("outcome") in _ADDED and "id" in one]


def ending(ended: Ended, fault: str, call: str) -> list[str]:
    """Return what is wrong with how the faulted run ended."""
    said = ended.err
    wrong = [f"says {word}" for word in ("Traceback", "this is a bug", "Exception ignored", "panicked") if word in said]
    allowed = {"kill": {-9, 0}, "TERM": {143, 0}, "rival": {0, 5}, "HALF": {0}}.get(fault, {0, 1, 3, 6})
    if call in {"fcntl", "flock"}:
        allowed = allowed | {5}  # a lock that is not had is held by somebody
    if said.startswith("newsarc: bad configuration: "):
        allowed = allowed | {2}
    found = findings(ended)
    wrong += [f"{one['code']} does not name the fault" for one in found if not _FAULTS.search(one.get("detail", ""))]
    if any(one["severity"] == "error" for one in found):
        allowed = allowed | {4}
    if ended.code not in allowed:
        wrong.append(f"exit {ended.code}")
    own = [line for line in said.splitlines() if line.startswith("newsarc: ")]
    if ended.code > 0 and fault != "rival":
        named = [line for line in said.splitlines() if line.startswith(("newsarc: ", "failed: "))]
        if len(own) > 1 or not (named or found or _FAILED.search(ended.out)):
            wrong.append(f"{len(own)} lines that say what failed")
        if ended.code == 6 and own and not _FAULTS.search(own[0]):
            wrong.append("the line does not name the fault")
    return wrong


def findings(ended: Ended) -> list[dict[str, str]]:
    """Return what verify found; a last line may be torn."""
    return [json.loads(line) for line in ended.out.split(b"\n")[:-1] if line.startswith(b'{"code"')]


def told(command: Command, ended: Ended, want: Wanted) -> list[str]:
    """Return what is wrong with what was printed: who only reads prints all of it, or names there what failed."""
    if not command.reads or (ended.code, ended.err) != (0, want.told.err) or findings(ended):
        return []
    if command.arguments[0] == "verify" and _FAULTS.search(ended.out.decode()):  # in its summary: not compared
        return []
    same = _VOLATILE.sub(b"", ended.out) == _VOLATILE.sub(b"", want.told.out)
    return [] if same else [f"prints something else without a word: {ended.out[-300:]!r}"]


def state(command: Command, folder: Path, promised: list[str], ended: Ended, want: Wanted) -> list[str]:
    """Return what is wrong with the archive before anybody else touches it."""
    if command.reads:
        return []
    wrong = audit(folder / "archive", promised)
    if (ended.code, ended.err) == (0, want.told.err) and frozenset(content(folder / "archive")) != want.content:
        wrong.append("archived something else without a word")
    return wrong


def after(command: Command, folder: Path, ended: Ended, want: Wanted, promised: list[str]) -> list[str]:
    """Return what is wrong once the same command ran again without faults."""
    wrong = [] if ended.code in command.again else [f"again: exit {ended.code}: {ended.err[-200:]}"]
    wrong += [f"again: {one}" for one in told(command, ended, want)]
    wrong += [f"again: {one}" for one in audit(folder / "archive", promised)]
    if frozenset(content(folder / "archive")) != want.content:
        wrong.append("again: the content differs")
    if (now := made(command, folder)) != want.made:
        different = [name for name in now.keys() | want.made.keys() if now.get(name) != want.made.get(name)]
        wrong.append(f"again: {' '.join(sorted(different))} differ")
    if left := _halves(command, folder):
        wrong.append(f"again: still there: {' '.join(left)}")
    return wrong


def _halves(command: Command, folder: Path) -> list[str]:
    """Return what stands half made beside what *command* makes in the archive: the next run takes it away."""
    made = [folder / name for name in command.makes if name.startswith("archive/")]
    return [one for one in scratch(folder) if any(_beside(folder / one, path) for path in made)]


def _beside(half: Path, made: Path) -> bool:
    return made in half.parents or (half.parent == made.parent and half.name.startswith(f".{made.name}."))


def verified(command: Command, ended: Ended, *, killed: bool) -> list[str]:
    """Return what verify found that no fault explains."""
    allowed = {"raw-unfinished", "visit-damaged"} | ({"segment-unsealed"} if killed else set())
    if command.reads:
        allowed = allowed | {"line-unfinished"}  # as it was at the start; who does not write leaves it
    wrong = [f"verify: {one['code']}" for one in findings(ended) if one["code"] not in allowed]
    return wrong if ended.code == 0 else [*wrong, f"verify: exit {ended.code} {ended.err[-150:]}"]


def scratch(folder: Path) -> list[str]:
    """Return the files that should have gone with the process that made them."""
    return [
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if _SCRATCH.search(path.name) and "index" not in path.relative_to(folder).parts
    ]
