"""Exit codes, signals, full disks and closed streams: what scripts and cron jobs rely on."""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from clirun import COMMAND, PATIENCE, environment, newsarc, page, pages, processes_of, segment_bytes, shell

WRONG_USAGE = {
    "no such option": (["search", "--frobnicate", "x"], "--frobnicate"),
    "no such command": (["frobnicate"], "frobnicate"),
    "misspelt command": (["serch", "x"], "Did you mean 'search'?"),
    "nothing to import": (["import"], "import"),
    "nothing to fetch": (["fetch"], "fetch"),
    "nothing to extract": (["extract"], "read"),
    "no query": (["search"], "QUERY"),
    "query of nothing": (["search", "  "], "bad query"),
    "query that only excludes": (["search", "--", "-ferry"], "bad query"),
    "no such time": (["search", "ferry", "--since", "yesterweek"], "yesterweek"),
    "month thirteen": (["search", "ferry", "--until", "2024-13"], "2024-13"),
    "no number": (["search", "ferry", "-n", "few"], "few"),
    "no such shell": (["completion", "tcsh"], "tcsh"),
    "no workers": (["extract", "x.html", "--workers", "0"], "0"),
    "negative patience": (["import", "x.html", "--lock-timeout", "-1"], "lock_timeout"),
    "patience that is no number": (["import", "x.html", "--lock-timeout", "nan"], "lock_timeout"),
    "archive without a name": (["stats", "--archive", ""], "archive"),
    "list that is not there": (["fetch", "-i", "/nonexistent/list"], "/nonexistent/list"),
}


@pytest.mark.parametrize("case", WRONG_USAGE)
def test_wrong_usage_is_2_and_names_what_is_wrong(case: str, archive: Path) -> None:
    arguments, named = WRONG_USAGE[case]
    ran = newsarc(*arguments, env={"NEWSARC_ARCHIVE": str(archive)})
    assert (ran.code, ran.out) == (2, "")
    first, *advice = ran.err.splitlines()
    assert first.startswith("newsarc: ")
    assert named in first
    assert len(advice) <= 1


def test_ambiguous_prefix_is_2(archive: Path, tmp_path: Path) -> None:
    ids = [json.loads(line)["id"] for line in segment_bytes(archive).splitlines()]
    folder = tmp_path / "a"
    newsarc("import", pages(tmp_path / "in", 17), "--archive", folder)  # seventeen ids, sixteen first digits
    ids = [json.loads(line)["id"] for line in segment_bytes(folder).splitlines()]
    first = next(one[0] for one in ids if sum(other[0] == one[0] for other in ids) > 1)
    ran = newsarc("show", first, "--archive", folder)
    assert (ran.code, ran.out) == (2, "")
    assert "ambiguous" in ran.err


@pytest.mark.parametrize("command", [["search", "x"], ["show", "x"], ["stats"], ["reindex"]], ids=" ".join)
def test_no_archive_is_2_and_makes_none(command: list[str], tmp_path: Path) -> None:
    ran = newsarc(*command, "--archive", tmp_path / "none")
    assert (ran.code, ran.out) == (2, "")
    assert "no archive" in ran.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", [["collect"], ["source", "list"], ["search", "x"]], ids=" ".join)
def test_who_has_no_archive_is_told_every_way_to_make_one(command: list[str], tmp_path: Path) -> None:
    ran = newsarc(*command, "--archive", tmp_path / "none")
    assert ran.err.endswith("make one: newsarc import PATH, newsarc fetch URL or newsarc source add URL\n")


@pytest.mark.parametrize(
    ("env", "file", "words"),
    [
        ({"NEWSARC_RAW": "no"}, "", "NEWSARC_RAW: raw: must be true, false, 1 or 0, got 'no'"),
        ({}, "netrc = 7", "newsarc.toml: netrc: must be true or false, got 7"),
        ({"NEWSARC_WORKERS": "many"}, "", "NEWSARC_WORKERS: workers: must be a whole number, got 'many'"),
        ({}, "page_deadline = '2s'", "newsarc.toml: page_deadline: must be a number, got '2s'"),
        ({}, "archive = 7", "newsarc.toml: archive: must be text, got 7"),
    ],
)
def test_a_value_of_another_kind_is_told_what_it_can_be(
    env: dict[str, str], file: str, words: str, tmp_path: Path
) -> None:
    (tmp_path / "newsarc.toml").write_text(file)
    ran = newsarc("config", "show", env=env, cwd=tmp_path)
    assert (ran.code, words in ran.err) == (2, True)


def test_what_config_show_prints_of_switches_can_be_said_in_a_file(tmp_path: Path) -> None:
    ran = newsarc("config", "show", "--archive", tmp_path / "a", env={"NEWSARC_RAW": "0"}, cwd=tmp_path)
    assert "raw\tfalse\tNEWSARC_RAW\n" in ran.out
    assert "True" not in ran.out


def test_a_folder_of_other_things_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "precious.txt").write_text("keep me")
    assert newsarc("import", pages(tmp_path / "in", 1), "--archive", tmp_path).code == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in", "precious.txt"]


def test_nothing_succeeded_is_3_and_each_is_named(tmp_path: Path) -> None:
    ran = newsarc("import", tmp_path / "one.html", tmp_path / "two.html", "--archive", tmp_path / "a")
    assert (ran.code, ran.out) == (3, "")
    assert [name in line for name, line in zip(("one", "two"), ran.err.splitlines(), strict=False)] == [True, True]
    assert "2 inputs: 2 failed (2 missing)" in ran.err


def test_no_archive_is_made_where_there_is_nothing_to_import(tmp_path: Path) -> None:
    ran = newsarc("import", "typo", "nosuch", "--archive", tmp_path / "a", cwd=tmp_path)
    assert (ran.code, list(tmp_path.iterdir())) == (3, [])
    assert "2 inputs: 2 failed (2 missing)" in ran.err


@pytest.mark.parametrize("command", ["import", "extract"])
@pytest.mark.parametrize("manifest", ["nofile", "."])
def test_a_manifest_that_is_no_file_is_2_and_makes_no_archive(command: str, manifest: str, tmp_path: Path) -> None:
    ran = newsarc(command, "--manifest", manifest, env={"NEWSARC_ARCHIVE": str(tmp_path / "a")}, cwd=tmp_path)
    assert (ran.code, ran.out, list(tmp_path.iterdir())) == (2, "", [])
    assert f"'{manifest}'" in ran.err


def test_nothing_but_skipped_is_3_and_says_so(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "empty.html").write_bytes(b"")
    ran = newsarc("import", tmp_path / "in", "--archive", tmp_path / "a")
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.startswith("1 input: 1 skipped (")


def test_extract_of_nothing_but_skipped_is_3(tmp_path: Path) -> None:
    (tmp_path / "pages.eml").write_bytes(b"")
    ran = newsarc("extract", tmp_path / "pages.eml")
    assert (ran.code, ran.out) == (3, "")
    assert "no text in it" in ran.err


def test_a_damaged_hit_is_4_and_the_others_are_printed(tmp_path: Path) -> None:
    archive = tmp_path / "a"
    newsarc("import", pages(tmp_path / "in", 2), "--archive", archive)
    (segment,) = (archive / "articles").iterdir()
    segment.write_bytes(segment.read_bytes().replace(b"Nine days", b"Five days", 1))
    ran = newsarc("search", "ferry", "--archive", archive)
    assert (ran.code, len(ran.out.splitlines())) == (4, 1)
    assert "damaged" in ran.err


def test_damage_is_4(tmp_path: Path) -> None:
    archive = tmp_path / "a"
    newsarc("import", pages(tmp_path / "in", 1), "--archive", archive)
    (segment,) = (archive / "articles").iterdir()
    record = json.loads(segment.read_bytes())
    segment.write_bytes(segment.read_bytes().replace(b"Nine days", b"Five days"))
    ran = newsarc("show", record["id"], "--archive", archive)
    assert (ran.code, ran.out) == (4, "")


@pytest.mark.parametrize("which", [0, 2], ids=["in the middle", "the last"])
def test_reindex_says_how_many_lines_could_not_be_read(which: int, tmp_path: Path) -> None:
    archive = tmp_path / "a"
    newsarc("import", pages(tmp_path / "in", 3), "--archive", archive)
    assert newsarc("reindex", "--archive", archive).err == "3 records indexed\n"
    (segment,) = (archive / "articles").iterdir()
    lines = segment.read_bytes().splitlines(keepends=True)
    lines[which] = lines[which].replace(b"Nine days", b"Five days")
    segment.write_bytes(b"".join(lines))
    ran = newsarc("reindex", "--archive", archive)
    assert (ran.code, ran.err.splitlines()) == (
        0, ["2 records indexed", "newsarc: 1 line could not be read; newsarc verify tells more"],
    )  # fmt: skip


@contextmanager
def locked(archive: Path) -> Iterator[None]:
    """Hold the archive's lock as another process would."""
    fd = os.open(archive / "lock", os.O_RDWR | os.O_CREAT)
    try:
        fcntl.flock(fd, fcntl.LOCK_EX)
        yield
    finally:
        os.close(fd)


def test_busy_is_5_and_the_next_run_adopts_the_batch(tmp_path: Path) -> None:
    archive = tmp_path / "a"
    newsarc("import", pages(tmp_path / "one", 1), "--archive", archive)
    with locked(archive):
        ran = newsarc("import", pages(tmp_path / "two", 2, first=10), "--lock-timeout", "0.2", "--archive", archive)
    assert (ran.code, ran.out) == (5, "")
    assert "2 failed (2 archive-busy)" in ran.err
    assert "spool/" in ran.err
    assert list((archive / "spool").iterdir())
    assert newsarc("search", "Berth 11", "--archive", archive).code == 1
    assert newsarc("import", pages(tmp_path / "three", 1, first=20), "--archive", archive).code == 0
    assert list((archive / "spool").iterdir()) == []
    assert newsarc("search", '"Berth 11"', "--count", "--archive", archive).out == "1\n"
    assert len(segment_bytes(archive).splitlines()) == 4


@pytest.mark.parametrize(
    "command",
    ["--help", "-V", "search --help", "search ferry", "search ferry --json", "search ferry --count", "stats",
     "stats --json", "config show", "completion bash", "extract fixture.html", "extract --json fixture.html"],
)  # fmt: skip
def test_a_full_stdout_is_6(command: str, archive: Path, tmp_path: Path) -> None:
    (tmp_path / "fixture.html").write_text(page("A story for a full disk"))
    ran = shell(f"newsarc {command} > /dev/full", env={"NEWSARC_ARCHIVE": str(archive)}, cwd=tmp_path)
    assert ran.code == 6
    assert ran.err.splitlines()[-1] == "newsarc: storage: standard output: No space left on device"


def test_a_full_stderr_changes_no_exit_code(tmp_path: Path) -> None:
    pages(tmp_path / "in", 1)
    env = {"NEWSARC_ARCHIVE": str(tmp_path / "a")}
    assert shell("newsarc import in 2> /dev/full", env=env, cwd=tmp_path).code == 0
    assert shell("newsarc import in none.html 2> /dev/full", env=env, cwd=tmp_path).code == 1
    assert shell("newsarc search 2> /dev/full", env=env, cwd=tmp_path).code == 2


def test_a_full_disk_is_6_and_nothing_half_written_counts(tmp_path: Path) -> None:
    archive, folder = tmp_path / "a", pages(tmp_path / "in", 40)
    newsarc("import", pages(tmp_path / "one", 1, first=90), "--archive", archive)
    before = segment_bytes(archive)
    limit = len(before) + 2_000
    ran = newsarc(
        "import", folder, "--archive", archive,
        before=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
    )  # fmt: skip
    assert (ran.code, ran.out) == (6, "")
    assert "bug" not in ran.err
    assert "Traceback" not in ran.err
    assert newsarc("search", "ferry", "--count", "--archive", archive).out == "1\n"
    assert newsarc("import", folder, "--archive", archive).code == 0
    assert newsarc("search", "ferry", "--count", "--archive", archive).out == "41\n"


@pytest.mark.parametrize(
    "command", ["search ferry -n 5", "search ferry --json", "--help", "stats", "show {id}", "completion bash"]
)
def test_a_reader_who_leaves_is_no_error(command: str, archive: Path) -> None:
    found = json.loads(segment_bytes(archive).splitlines()[0])["id"]
    ran = shell(
        f"newsarc {command.format(id=found)} | head -c 1 > /dev/null; echo ${{PIPESTATUS[0]}}",
        env={"NEWSARC_ARCHIVE": str(archive)},
    )
    assert ran.out == "0\n"
    assert "newsarc:" not in ran.err
    assert "Traceback" not in ran.err
    assert "Broken" not in ran.err


def test_an_import_outlives_whoever_read_its_lines(tmp_path: Path) -> None:
    pages(tmp_path / "in", 70)
    env = {"NEWSARC_ARCHIVE": str(tmp_path / "a")}
    ran = shell("newsarc import -v in none.html | true; echo ${PIPESTATUS[0]}", env=env, cwd=tmp_path)
    assert ran.out == "1\n"
    assert "failed: none.html: missing" in ran.err
    assert len(segment_bytes(tmp_path / "a").splitlines()) == 70


@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&-", ">&- 2>&-", ">&- 2>&- <&-", "<&- >&-"])
def test_closed_streams_leave_the_archive_byte_clean(closed: str, tmp_path: Path) -> None:
    pages(tmp_path / "in", 2)
    env = {"NEWSARC_ARCHIVE": str(tmp_path / "a")}
    assert shell(f"newsarc import -v in none.html {closed}", env=env, cwd=tmp_path).code == 1
    lines = segment_bytes(tmp_path / "a").splitlines(keepends=True)
    assert [json.loads(line)["title"] for line in lines] == ["Ferry story number 0", "Ferry story number 1"]
    assert segment_bytes(tmp_path / "a").endswith(b"}\n")
    assert shell("newsarc search ferry --count", env=env, cwd=tmp_path).out == "2\n"


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
@pytest.mark.parametrize("whole_group", [False, True], ids=["process", "group"])
def test_a_signal_ends_soon_and_leaves_nobody(number: int, code: int, whole_group: bool, tmp_path: Path) -> None:
    archive = tmp_path / "a"
    pages(tmp_path / "in", 600)
    process = subprocess.Popen(
        [*COMMAND, "import", "in", "-v", "--archive", str(archive)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(NEWSARC_WORKERS="2"),
        cwd=tmp_path,
        start_new_session=True,
        text=True,
    )
    assert process.stdout is not None
    said = process.stdout.readline()  # it is under way
    (os.killpg if whole_group else os.kill)(process.pid, number)
    rest, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == code
    assert err.splitlines()[-1].startswith("newsarc: ")
    assert "Traceback" not in err
    assert _gone(process.pid)
    archived = {json.loads(line)["id"] for line in segment_bytes(archive).splitlines()}
    promised = {line.split()[1] for line in (said + rest).splitlines() if line.startswith("new")}
    assert promised <= archived
    assert 0 < len(archived) < 600


def test_ctrl_c_while_nothing_runs_yet_is_no_traceback(tmp_path: Path) -> None:
    for delay in (0.02, 0.05, 0.08):
        process = subprocess.Popen([*COMMAND, "-h"], stderr=subprocess.PIPE, stdout=subprocess.PIPE, env=environment())
        time.sleep(delay)
        process.send_signal(signal.SIGTERM)
        _out, err = process.communicate(timeout=PATIENCE)
        assert b"Traceback" not in err
        assert process.returncode in {0, 143, -signal.SIGTERM}


@pytest.mark.parametrize("later", [0.0, 0.05, 0.15, 0.3])
@pytest.mark.parametrize("whole_group", [False, True], ids=["process", "group"])
def test_ctrl_c_while_the_fork_server_loads_is_one_line(later: float, whole_group: bool, tmp_path: Path) -> None:
    process = subprocess.Popen(
        [*COMMAND, "import", pages(tmp_path / "in", 3), "-v", "--archive", str(tmp_path / "a")],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
        start_new_session=True,
        text=True,
    )
    deadline = time.monotonic() + PATIENCE
    while not _serves_forks(process.pid) and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.005)
    time.sleep(later)
    (os.killpg if whole_group else os.kill)(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=PATIENCE)
    if not out:  # else it was too late for what is tested
        assert (process.returncode, err) == (130, "newsarc: interrupted; what was said to be archived is\n")
    assert _gone(process.pid)


def _serves_forks(session: int) -> bool:
    """Say whether a process of *session* is a fork server, however far it is."""
    for number in processes_of(session):
        with contextlib.suppress(OSError):
            if b"forkserver" in Path(f"/proc/{number}/cmdline").read_bytes():
                return True
    return False


def _gone(session: int) -> bool:
    """Wait until no process of *session* is left; two seconds are more than plenty."""
    deadline = time.monotonic() + PATIENCE / 10
    while processes_of(session):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_that_comes_when_all_is_done_changes_nothing(number: signal.Signals) -> None:
    script = (
        "import atexit, os, sys; from newsarc.cli.process import run_process; sys.argv = ['newsarc', '--version'];"
        f"atexit.register(os.kill, os.getpid(), {int(number)}); run_process()"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.startswith("newsarc")
