"""Power loss: every state that a disk may legally be in after any step, and what becomes of an archive in it.

    PYTHONPATH=tests/faults python tests/faults/power_loss.py --states 100000

What was not synced may be there, be missing, be half there or be zeros; a name whose folder was not synced may be
missing. Whatever of these is true, what was acknowledged must be there, and the next command must just work.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from archive_kit import NOW, audit, commit, damages, fast_folder, ids, no_failure, opened, prepared, records, served

from newsarc.archive import spool, store
from newsarc.archive.disk import Disk
from newsarc.archive.store import Store
from newsarc.model.outcome import Prepared

NEXT_MONTH = NOW.replace(month=12)


class Died(BaseException):
    """The process was killed."""


@dataclass
class Log:
    """What was done to the disk, in order, by one process or several."""

    root: Path
    steps: list[tuple[object, ...]] = field(default_factory=list)
    names: dict[Path, int] = field(default_factory=dict)
    inodes: int = 0

    def acknowledge(self, said: set[str]) -> None:
        """Note what was said to the user, at this moment."""
        self.steps.append(("ack", frozenset(said)))


class Journal(Disk):
    """The real disk, and a note of each step. The process dies before step *die_at*: from then on nothing happens."""

    def __init__(self, log: Log, die_at: int | None = None) -> None:
        self.log, self.die_at = log, die_at
        self.fds: dict[int, int] = {}

    def _note(self, *step: object) -> None:
        if self.die_at is not None and len(self.log.steps) >= self.die_at:
            raise Died
        self.log.steps.append(step)

    def open(self, path: Path, flags: int, mode: int = 0o644) -> int:
        """See Disk."""
        if flags & os.O_CREAT:
            self._note("name", path.parent, path.name, self.log.inodes)
            self.log.names[path] = self.log.inodes
            self.log.inodes += 1
        fd = super().open(path, flags, mode)
        self.fds[fd] = self.log.names[path]
        return fd

    def write(self, fd: int, data: memoryview) -> int:
        """See Disk. Every write of an archive is at the end of its file."""
        self._note("write", self.fds[fd], bytes(data))
        return super().write(fd, data)

    def fdatasync(self, fd: int) -> None:
        """See Disk. No real one: that there was one is what counts."""
        self._note("sync", self.fds[fd])

    def truncate(self, fd: int, size: int) -> None:
        """See Disk."""
        self._note("cut", self.fds[fd], size)
        super().truncate(fd, size)

    def link(self, source: Path, target: Path) -> None:
        """See Disk."""
        if target.exists():
            raise FileExistsError(target)
        self._note("name", target.parent, target.name, self.log.names[source])
        super().link(source, target)
        self.log.names[target] = self.log.names[source]

    def unlink(self, path: Path) -> None:
        """See Disk."""
        self._note("unname", path.parent, path.name)
        super().unlink(path)

    def mkdir(self, path: Path) -> None:
        """See Disk."""
        if path.exists():
            raise FileExistsError(path)
        self._note("name", path.parent, path.name, -1)
        super().mkdir(path)

    def fsync_dir(self, path: Path) -> None:
        """See Disk."""
        self._note("sync-names", path)


@dataclass
class Inode:
    """A file's bytes: what is surely there, and what was done since."""

    synced: bytes = b""
    now: bytes = b""
    since: list[tuple[object, ...]] = field(default_factory=list)


@dataclass
class Folder:
    """A folder's names: what is surely there, and what was done since."""

    synced: dict[str, int] = field(default_factory=dict)
    since: list[tuple[str, int | None]] = field(default_factory=list)


def _applied(data: bytes, step: tuple[object, ...]) -> bytes:
    kind, _inode, what = step
    if kind == "write":
        assert isinstance(what, bytes)
        return data + what
    assert isinstance(what, int)
    return data[:what]


def _kept(inode: Inode) -> bytes:
    return inode.now


def _dropped(inode: Inode) -> bytes:
    return inode.synced


def _half(inode: Inode) -> bytes:
    return inode.now[: (len(inode.synced) + len(inode.now)) // 2] if len(inode.now) > len(inode.synced) else inode.now


def _zeros(inode: Inode) -> bytes:
    return inode.synced + bytes(max(0, len(inode.now) - len(inode.synced)))


def _hole(inode: Inode) -> bytes:
    """Return the new bytes with zeros in their first half: pages need not reach the disk in order."""
    new = len(inode.now) - len(inode.synced)
    if new <= 0:
        return inode.now
    middle = len(inode.synced) + new // 2
    return inode.synced + bytes(middle - len(inode.synced)) + inode.now[middle:]


DATA: tuple[Callable[[Inode], bytes], ...] = (_kept, _dropped, _half, _zeros, _hole)


def _names(folder: Folder, how: str) -> dict[str, int]:
    since = folder.since
    chosen = {"kept": since, "dropped": [], "last": since[-1:], "but-first": since[1:]}[how]
    names = dict(folder.synced)
    for name, inode in chosen:
        if inode is None:
            names.pop(name, None)
        else:
            names[name] = inode
    return names


NAMES = ("kept", "dropped", "last", "but-first")

Tree = dict[str, bytes | None]
"""path below the root: content, None for a folder"""


class Simulation:
    """The disk after some steps of a log."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.inodes: dict[int, Inode] = {}
        self.folders: dict[Path, Folder] = {root: Folder()}
        self.acknowledged: set[str] = set()

    def take(self, step: tuple[object, ...]) -> None:
        """Go one step on."""
        match step:
            case ("ack", said):
                self.acknowledged |= said  # type: ignore[operator]
            case ("name", Path() as folder, str() as name, int() as inode):
                if inode >= 0:
                    self.inodes.setdefault(inode, Inode())
                else:
                    self.folders.setdefault(folder / name, Folder())
                self.folders[folder].since.append((name, inode))
            case ("unname", Path() as folder, str() as name):
                self.folders[folder].since.append((name, None))
            case ("sync-names", Path() as folder):
                if folder in self.folders:
                    self.folders[folder] = Folder(synced=_names(self.folders[folder], "kept"))
            case ("sync", int() as number):
                self.inodes[number] = Inode(self.inodes[number].now, self.inodes[number].now)
            case (_, int() as number, _):
                self.inodes[number].now = _applied(self.inodes[number].now, step)

    def states(self) -> Iterator[tuple[Tree, bool]]:
        """Yield every state the disk may be in if the power fails now, and whether bytes may be out of order in it."""
        busy = [folder for folder, what in self.folders.items() if what.since]
        seen: set[int] = set()
        hows = [dict.fromkeys(self.folders, how) for how in NAMES]
        hows += [{**dict.fromkeys(self.folders, "kept"), one: "dropped"} for one in busy]
        for data in DATA:
            for how in hows:
                tree: Tree = {}
                self._grow(tree, self.root, data, how)
                key = hash(tuple(sorted(tree.items(), key=lambda item: item[0])))
                if key not in seen:
                    seen.add(key)
                    yield tree, data is _hole

    def _grow(self, tree: Tree, folder: Path, data: Callable[[Inode], bytes], how: dict[Path, str]) -> None:
        for name, inode in _names(self.folders[folder], how[folder]).items():
            path = folder / name
            if inode < 0:
                tree[str(path.relative_to(self.root))] = None
                self._grow(tree, path, data, how)
            else:
                tree[str(path.relative_to(self.root))] = data(self.inodes[inode])


def materialise(tree: Tree, root: Path) -> None:
    """Make *tree* real."""
    root.mkdir()
    for name in sorted(tree):
        content = tree[name]
        if content is None:
            (root / name).mkdir()
        else:
            (root / name).write_bytes(content)


AFTER: Sequence[Prepared] = [prepared(n) for n in (0, 1, 7, 8)]


def survives(tree: Tree, acknowledged: set[str], folder: Path, *, disordered: bool) -> None:
    """Assert that the next command makes a whole archive of *tree* and that what was acknowledged is there."""
    root = folder / "state"
    try:
        materialise(tree, root)
        after = opened(root)
        present = {line.record.stamp.id for line in records(after)}
        assert acknowledged <= present, f"acknowledged and lost: {acknowledged - present}"
        again = commit(after, AFTER, now=NEXT_MONTH)
        no_failure(again)
        # Where bytes reached the disk out of order, good lines may stand behind a hole: that hole stays, named.
        problems = audit(after, acknowledged | ids(again), damaged=len(damages(after)) if disordered else 0)
        assert not problems, problems
    finally:
        shutil.rmtree(root, ignore_errors=True)


def history(log: Log, die_at: int | None, plan: random.Random | None = None) -> None:
    """Do a process's work: several commits, a roll-over, a spool, a new month. With *plan*, a random one."""
    made = Store(log.root, url_key=str, create=True, disk=Journal(log, die_at))
    if plan is not None:
        for _ in range(plan.randint(2, 5)):
            _random_step(made, log, plan)
        return
    log.acknowledge(ids(commit(made, [prepared(1)])))
    # The folder of what was served is made in an archive that has its names on the disk already: who makes it syncs it.
    log.acknowledge(ids(commit(made, [served(0), served(2, url="https://paper.example/1")])))
    log.acknowledge(ids(commit(made, [served(0)])))
    spool.keep(made.disk, made.layout, [prepared(10), prepared(11)], NOW, why="busy")
    log.acknowledge(ids(commit(made, [prepared(3), prepared(4), prepared(5)])))
    log.acknowledge(ids(commit(made, [prepared(4)])))
    log.acknowledge(ids(commit(made, [prepared(6, text=prepared(5).article.text)], now=NEXT_MONTH)))


def _random_step(made: Store, log: Log, plan: random.Random) -> None:
    batch = [
        plan.choice((prepared, served))(
            plan.randrange(8), text=f"Text {plan.randrange(8)} " + "goes on. " * plan.choice((1, 30))
        )
        for _ in range(plan.randint(1, 4))
    ]
    if plan.random() < 0.25:
        spool.keep(made.disk, made.layout, batch, NOW, why="busy")
    else:
        log.acknowledge(ids(commit(made, batch, now=plan.choice((NOW, NOW, NEXT_MONTH)))))


def recorded(folder: Path, die_at: int | None = None, plan: random.Random | None = None) -> Log:
    """Return the log of history(), run in *folder*; with *die_at*, of one killed there and a second one after it."""
    root = folder / "run"
    root.mkdir()
    log = Log(root)
    try:
        try:
            history(log, die_at, plan)
        except Died:
            history(log, None, plan)
        return log
    finally:
        shutil.rmtree(root)


def every_state(log: Log) -> Iterator[tuple[Tree, set[str], bool]]:
    """Yield each state after each step, what was acknowledged by then, and whether bytes may be out of order in it."""
    now = Simulation(log.root)
    for step in log.steps:
        now.take(step)
        for tree, disordered in now.states():
            yield tree, set(now.acknowledged), disordered


def last_states(log: Log) -> Iterator[tuple[Tree, set[str], bool]]:
    """Yield each state after each acknowledgement."""
    now = Simulation(log.root)
    for step in log.steps:
        now.take(step)
        if step[0] == "ack":
            for tree, disordered in now.states():
                yield tree, set(now.acknowledged), disordered


def main() -> int:
    """Go through states of random histories, with and without a kill before the power fails."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--states", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    store.SEGMENT_BYTES = 1500
    folder = fast_folder()
    done, seed = 0, options.seed
    while done < options.states:
        whole = recorded(folder, None, random.Random(seed))  # noqa: S311
        killed = recorded(folder, random.Random(seed).randrange(len(whole.steps)), random.Random(seed))  # noqa: S311
        for log in (whole, killed):
            for tree, acknowledged, disordered in every_state(log):
                try:
                    survives(tree, acknowledged, folder, disordered=disordered)
                except Exception as err:  # noqa: BLE001  # whatever it was, it is a failing state
                    print(f"seed {seed}, state {done}: {type(err).__name__}: {err}")  # noqa: T201
                    return 1
                done += 1
        seed += 1
    print(f"{done:,} states of {2 * (seed - options.seed)} histories, none failed")  # noqa: T201
    shutil.rmtree(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
