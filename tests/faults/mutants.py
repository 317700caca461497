"""Bugs put into the commit code on purpose: a harness that does not notice them is worth nothing.

    python -m tests.faults.mutants

Copies the package, puts one bug in, runs the tests that should notice, next bug. README.md has the table.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import newsarc

_ROOT = Path(__file__).resolve().parents[2]
_STEP = "tests/faults/test_faults_every_step.py"
_POWER = "tests/faults/test_faults_power_loss.py"
_DISK = "tests/archive/test_archive_disk.py"
_STORE = "tests/archive/test_archive_store.py"
_FILING = "tests/archive/test_archive_filing.py"
_RAW = "tests/archive/test_archive_raw.py"
_CODEC = "tests/archive/test_archive_codec.py"
_RECENT = "tests/archive/test_archive_recent.py"


@dataclass(frozen=True)
class Mutant:
    """One bug: in which module, what becomes what, and which tests should notice."""

    name: str
    module: str
    old: str
    new: str
    tests: str


MUTANTS = (
    Mutant(
        "the second half of a line is read as a line",
        "segments",
        '            if not line.endswith(b"\\n") and len(line) <= codec.MAX_LINE:\n                return\n',
        "",
        _STORE,
    ),
    Mutant(
        "what looks damaged to a reader without a lock is not read again",
        "segments",
        "            if isinstance(found[0], Damage) and _line_now(file.fileno(), offset) != line:\n",
        "            if False:\n",
        _STORE,
    ),
    Mutant(
        "records are not synced",
        "disk",
        "            write_all(disk, fd, data)\n            disk.fdatasync(fd)\n        except",
        "            write_all(disk, fd, data)\n        except",
        _POWER,
    ),
    Mutant(
        "what was served is not synced before its record",
        "raw",
        "        append_durably(self._disk, self._layout.raw / name, self._size, data)\n",
        "        with (self._layout.raw / name).open('ab') as file:\n            file.write(data)\n",
        _RAW,
    ),
    Mutant(
        "a file of raw/ is gone on with after an error",
        "raw",
        '        self._name = ""  # until it is done: nobody knows what an error leaves behind\n',
        "",
        _RAW,
    ),
    Mutant("pointers into raw/ count from the file's head", "raw", "            offset += len(one.data)\n", "", _RAW),
    Mutant(
        "what is spooled forgets where its bytes are",
        "codec",
        " + _raw(prepared.raw)\n",
        "\n",
        _RAW,
    ),
    Mutant(
        "new names are not synced",
        "disk",
        "    disk.fsync_dir(path.parent)\n\n\ndef replace",
        "\n\ndef replace",
        _POWER,
    ),
    Mutant(
        "a new folder's name is not synced",
        "disk",
        "        disk.mkdir(path)\n    disk.fsync_dir(path.parent)",
        "        disk.mkdir(path)",
        _POWER,
    ),
    Mutant(
        "a dead maker's names are not made good",
        "commit",
        "                if size == 0:\n                    self._keep_names()\n",
        "",
        _POWER,
    ),
    Mutant(
        "a dead writer's lines are not synced before they are known",
        "commit",
        "            sync(self.disk, self.layout.segment(segment))",
        "            pass",
        _POWER,
    ),
    Mutant(
        "a failed batch is not cut off",
        "disk",
        "                disk.truncate(fd, size)\n            raise",
        "                pass\n            raise",
        _STEP,
    ),
    Mutant(
        "a short write is taken for a whole one",
        "disk",
        "        rest = rest[disk.write(fd, rest) :]",
        "        disk.write(fd, rest)\n        break",
        _STEP,
    ),
    Mutant(
        "a failed sync is tried again",
        "disk",
        "            with contextlib.suppress(OSError):\n                disk.truncate(fd, size)\n            raise",
        "            disk.fdatasync(fd)",
        _STEP,
    ),
    Mutant(
        "an id that is taken is given again",
        "commit",
        "            if len(made) == len(self.lines) and not known.taken(made):\n",
        "            if made is not None:\n",
        _STORE,
    ),
    Mutant("a torn tail is left", "commit", "            self._cut(torn)\n", "            pass\n", _STEP),
    Mutant(
        "a torn tail is thrown away",
        "commit",
        '        self._quarantine(f"{torn.segment}-{torn.offset}.torn", tail)\n',
        "",
        _STEP,
    ),
    Mutant(
        "a torn tail is cut before it is kept",
        "commit",
        '        self._quarantine(f"{torn.segment}-{torn.offset}.torn", tail)\n'
        "        with opened(self.disk, path, os.O_WRONLY) as fd:\n"
        "            self.disk.truncate(fd, torn.offset)\n"
        "            self.disk.fdatasync(fd)\n",
        "        with opened(self.disk, path, os.O_WRONLY) as fd:\n"
        "            self.disk.truncate(fd, torn.offset)\n"
        "            self.disk.fdatasync(fd)\n"
        '        self._quarantine(f"{torn.segment}-{torn.offset}.torn", tail)\n',
        _STEP,
    ),
    Mutant(
        "what others wrote since is not looked at",
        "commit",
        "            self.tail.add(place, line.record.stamp, line.position)\n",
        "",
        _STORE,
    ),
    Mutant(
        "a batch does not know itself",
        "commit",
        "        self.tail.add(place, stamp)\n        if article.text:",
        "        if article.text:",
        _STEP,
    ),
    Mutant("the chain starts anew in each commit", "commit", "            self.prev = line.record.sum\n", "", _STEP),
    Mutant(
        "the spool is emptied before it is archived",
        "commit",
        "        outcomes = self._settle_all([*before, *batch])[len(before) :]\n",
        "        outcomes = self._settle_all([*before, *batch])[len(before) :]\n"
        "        for file in waiting:\n            self.disk.unlink(file.path)\n        waiting = []\n",
        _STEP,
    ),
    Mutant(
        "an error after the fact is a failed batch",
        "commit",
        "        with contextlib.suppress(OSError):\n            for file in waiting:",
        "        if True:\n            for file in waiting:",
        _STEP,
    ),
    Mutant(
        "bad spool lines are dropped", "commit", "                if file.bad:\n", "                if False:\n", _STEP
    ),
    Mutant(
        "full segments are not sealed",
        "commit",
        "            self._seal(names if full else names[:-1])\n",
        "",
        _STORE,
    ),
    Mutant("what is sealed is written to", "commit", " or self.context.sealed.have(last)", "", _STORE),
    Mutant(
        "the lock is not waited for",
        "lock",
        "    except BlockingIOError:\n        return False\n",
        "    except BlockingIOError:\n        return True\n",
        _STORE,
    ),
    Mutant("sums are not checked", "codec", "hexdigest().encode() != found:", "hexdigest().encode() == b'':", _CODEC),
    Mutant(
        "only half of a line is summed",
        "codec",
        "    total = hashlib.sha256(head).hexdigest()",
        "    total = hashlib.sha256(head[:99]).hexdigest()",
        _CODEC,
    ),
    Mutant(
        "any FORMAT will do",
        "format",
        '    if found.format != "newsarc" or found.version',
        "    if False and found.version",
        _STORE,
    ),
    Mutant(
        "the catalogue is believed whatever it has read",
        "filing",
        "        if mark is not None and not holds(self._store.layout, mark):\n",
        "        if False:\n",
        _FILING,
    ),
    Mutant("the catalogue files what is not synced", "filing", "            self._sync(some)\n", "", _FILING),
    Mutant(
        "what this process wrote is forgotten",
        "tail",
        "            self.add(one.place, one.stamp, one.position)\n",
        "            pass\n",
        _RECENT,
    ),
    Mutant(
        "what is remembered ends where its last line begins",
        "tail",
        "Mark.after(self.position, self.sum)",
        "Mark(self.position.segment, self.position.offset, self.sum)",
        _RECENT,
    ),
    Mutant(
        "what this process wrote is believed to stand for ever",
        "filing",
        "            self._checked(self._recent.end)\n",
        "            pass\n",
        _RECENT,
    ),
    Mutant(
        "what others filed meanwhile is not noticed",
        "filing",
        "        if self._recent is None or self._recent.start != mark:\n",
        "        if self._recent is None:\n",
        _RECENT,
    ),
    Mutant(
        "another segment is not looked for",
        "commit",
        " or self.context.sealed.have(mark.segment)",
        "",
        _RECENT,
    ),
    Mutant(
        "a segment of another size is not read on",
        "commit",
        ".st_size == mark.offset  #",
        ".st_size >= mark.offset  #",
        _RECENT,
    ),
    Mutant(
        "damage that a commit met is not counted",
        "commit",
        "                self.behind_mark = None\n",
        "                pass\n",
        _RECENT,
    ),
    Mutant(
        "the manifest is read once",
        "manifest",
        "        if seen != self._seen:\n",
        "        if self._seen is None:\n",
        _RECENT,
    ),
    Mutant(
        "characters that turn the text are written as they are",
        "codec",
        '    b"\\xe2": re.compile',
        '    b"\\xff": re.compile',
        _CODEC,
    ),
    Mutant(
        "a copy hides a lost text",
        "decide",
        "    if holder is not None:\n        for",
        "    if True:\n        for",
        _STORE,
    ),
    Mutant("what a killed process left of a file stays", "disk", "    _sweep(disk, path)\n", "", _DISK),
    Mutant("copies carry their text", "commit", 'text="") if kind is Kind.COPY', 'text="") if False', _STORE),
)


def caught(mutant: Mutant) -> bool:
    """Say whether the tests notice *mutant*."""
    with tempfile.TemporaryDirectory(prefix="newsarc-mutant-") as folder:
        package = Path(folder) / "newsarc"
        shutil.copytree(Path(newsarc.__file__).parent, package, ignore=shutil.ignore_patterns("__pycache__"))
        path = package / "archive" / f"{mutant.module}.py"
        text = path.read_text(encoding="utf-8")
        if mutant.old and text.count(mutant.old) != 1:
            raise ValueError(f"{mutant.name}: the code has changed, this bug no longer fits")
        if mutant.old:
            path.write_text(text.replace(mutant.old, mutant.new), encoding="utf-8")
        ran = subprocess.run(
            [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", mutant.tests],
            cwd=_ROOT,
            env={**os.environ, "PYTHONPATH": folder, "PYTHONDONTWRITEBYTECODE": "1", "NEWSARC_POWER_SAMPLE": "1"},
            capture_output=True,
            check=False,
            timeout=600,
        )
        return ran.returncode == 1


def main() -> int:
    """Try every bug, or those whose name contains a word."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("word", nargs="?", default="")
    options = parser.parse_args()
    for tests in (_STEP, _POWER, _STORE, _FILING, _RECENT, _CODEC, _RAW, _DISK):
        if caught(Mutant("no bug at all", "store", "", "", tests)):
            print(f"{tests} fails without a bug: it proves nothing")  # noqa: T201
            return 1
    survived = 0
    for mutant in MUTANTS:
        if options.word in mutant.name:
            seen = caught(mutant)
            survived += not seen
            print(f"{'caught  ' if seen else 'SURVIVED'}  {mutant.name}  ({mutant.tests})", flush=True)  # noqa: T201
    return 1 if survived else 0


if __name__ == "__main__":
    sys.exit(main())
