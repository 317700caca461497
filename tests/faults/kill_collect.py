"""Kill -9 during collect: a web that grows is collected by runs that die at any moment.

    python tests/faults/kill_collect.py --kills 200

After each kill: what was said to be archived is there, once, and no visit tells of a record that is not. In the end one
clean run must leave what an archive holds that was collected once, by a run that nobody killed.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from mixed_site import MixedWeb, collect, command, environment, prepare, records

from newsarc.archive.layout import Layout
from newsarc.archive.segments import Damage, Line
from newsarc.archive.store import Store
from newsarc.archive.visits import VisitLog

_ADDED = frozenset({"new", "revision", "copy"})


@dataclass
class Figures:
    """What happened."""

    kills: int = 0
    survived: int = 0
    acknowledged: int = 0
    records: int = 0
    problems: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"{self.kills} runs killed, {self.survived} ended before; {self.acknowledged} acknowledged,"
            f" {self.records} records; {len(self.problems)} problems"
        )


def killed_run(archive: Path, after: float, said: Path) -> bool:
    """Run collect and kill it *after* so many seconds; say whether it was still at work."""
    with said.open("wb") as out:
        process = subprocess.Popen(
            command(archive), stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.DEVNULL, env=environment()
        )
        try:
            process.wait(after)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            return True
    return False


def acknowledged(said: Path) -> set[str]:
    """Return the ids that a run said to have archived; its last line may be torn."""
    outcomes = [json.loads(line) for line in said.read_bytes().split(b"\n")[:-1]]
    return {outcome["id"] for outcome in outcomes if outcome["outcome"] in _ADDED}


def audit(archive: Path, promised: set[str]) -> list[str]:
    """Return what is wrong."""
    store = Store(archive, url_key=str)
    lines = list(store.scan())
    ids = {line.record.stamp.id for line in lines if isinstance(line, Line)}
    wrong = [f"lost: {one}" for one in promised - ids]
    stands = Counter((url, content) for url, _, content in records(archive))
    wrong += [f"{number} times: {what}" for what, number in stands.items() if number > 1]
    visits = [visit for visit, _ in VisitLog(Layout(archive)).read()]
    wrong += [
        f"a visit tells of {visit.id}, which is not there" for visit in visits if visit.id and visit.id not in ids
    ]
    if any(isinstance(line, Damage) for line in lines[:-1]):
        wrong.append("damage that is no torn tail")
    return wrong


def swarm(kills: int, seed: int, hosts: int = 5) -> Figures:
    """Kill so many runs while the web grows; return what happened."""
    chance = random.Random(seed)  # noqa: S311
    total = Figures()
    promised: set[str] = set()
    work = Path(tempfile.mkdtemp(prefix="newsarc-kill-collect-"))
    with MixedWeb(hosts, 6) as web:
        web.pause = 0.01
        archive = prepare(web, work / "killed")
        longest = 4.0
        while total.kills < kills and total.survived < 20 + kills:
            alive = killed_run(archive, chance.uniform(0.2, longest), work / "said")
            total.kills += alive
            total.survived += not alive
            longest = min(20.0, longest * 1.05) if alive else max(1.0, longest * 0.8)  # aim at where work is done
            if not alive or total.kills % 4 == 0:
                for site in web.sites.values():
                    site.pages += 3
            promised |= acknowledged(work / "said")
            total.problems += audit(archive, promised)
        for target in (archive, prepare(web, work / "pristine")):
            last = collect(web, target)
            if last.code:
                total.problems.append(f"clean run: {last.code} {last.said}")
        total.problems += audit(archive, promised)
        if set(records(archive)) != set(records(work / "pristine" / "archive")):
            total.problems.append("the content differs from that of a run without kills")
        if {url for url, _, _ in records(archive)} != web.urls():
            total.problems.append("articles are missing")
    total.acknowledged = len(promised)
    total.records = len(list(records(archive)))
    if not total.problems:
        shutil.rmtree(work)
    return total


def main() -> int:
    """Run it from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    options = parser.parse_args()
    total = swarm(options.kills, options.seed)
    print(f"seed {options.seed}: {total}", *total.problems[:50], sep="\n")  # noqa: T201
    return 1 if total.problems else 0


if __name__ == "__main__":
    sys.exit(main())
