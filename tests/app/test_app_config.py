"""Where values come from, and how a wrong one is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsarc.app.config import load
from newsarc.errors import BadConfig


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """Return a folder deep in a project, and the user's configuration file (not there yet)."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    user = tmp_path / "config" / "newsarc" / "config.toml"
    user.parent.mkdir(parents=True)
    deep = tmp_path / "project" / "one" / "two"
    deep.mkdir(parents=True)
    return deep, user


def source(name: str, flags: dict[str, object], env: dict[str, str], cwd: Path) -> tuple[object, str]:
    _config, settings = load(flags, env=env, cwd=cwd)
    return next((one.value, one.source) for one in settings if one.name == name)


def test_each_layer_beats_the_next(places: tuple[Path, Path]) -> None:
    deep, user = places
    project = deep.parents[1] / "newsarc.toml"
    flags: dict[str, object] = {"lock_timeout": 1.0}
    env = {"NEWSARC_LOCK_TIMEOUT": "2"}
    project.write_text("lock_timeout = 3.0\n")
    user.write_text("lock_timeout = 4.0\n")
    assert source("lock_timeout", flags, env, deep) == (1.0, "--lock-timeout")
    assert source("lock_timeout", {"lock_timeout": None}, env, deep) == (2.0, "NEWSARC_LOCK_TIMEOUT")
    assert source("lock_timeout", {}, {}, deep) == (3.0, str(project))
    project.unlink()
    assert source("lock_timeout", {}, {}, deep) == (4.0, str(user))
    user.unlink()
    assert source("lock_timeout", {}, {}, deep) == (30.0, "default")


def test_the_nearest_project_file_alone_is_read(places: tuple[Path, Path]) -> None:
    deep, _user = places
    (deep.parents[1] / "newsarc.toml").write_text("workers = 7\n")
    near = deep.parent / "newsarc.toml"
    near.write_text("lock_timeout = 5\n")
    assert source("lock_timeout", {}, {}, deep) == (5.0, str(near))
    assert source("workers", {}, {}, deep)[1] == "default"


def test_a_relative_archive_lies_beside_the_file_that_names_it(places: tuple[Path, Path]) -> None:
    deep, _user = places
    project = deep.parents[1] / "newsarc.toml"
    project.write_text('archive = "news"\n')
    assert source("archive", {}, {}, deep) == (str(project.parent / "news"), str(project))
    assert source("archive", {"archive": "news"}, {}, deep) == ("news", "--archive")


@pytest.mark.parametrize("layer", ["flag", "variable", "file"])
def test_the_home_folder_may_be_a_tilde(layer: str, places: tuple[Path, Path], tmp_path: Path) -> None:
    deep, user = places
    flags: dict[str, object] = {"archive": "~/news"} if layer == "flag" else {}
    env = {"NEWSARC_ARCHIVE": "~/news"} if layer == "variable" else {}
    user.write_text('archive = "~/news"\n' if layer == "file" else "")
    assert source("archive", flags, env, deep)[0] == str(tmp_path / "home" / "news")


def test_somebody_unknown_has_no_home(places: tuple[Path, Path]) -> None:
    assert source("archive", {"archive": "~nobody-of-this-name/x"}, {}, places[0])[0] == "~nobody-of-this-name/x"


def test_an_empty_variable_is_one_switched_off(places: tuple[Path, Path]) -> None:
    assert source("archive", {}, {"NEWSARC_ARCHIVE": ""}, places[0])[1] == "default"


def test_a_folder_that_was_deleted_is_no_trouble(
    places: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    assert load({}, env={})[0].lock_timeout == 30.0


WRONG = {
    "unknown key": (b"wrokers = 2\n", "wrokers"),
    "number that is text": (b'workers = "many"\n', "workers"),
    "number that is a truth": (b"workers = true\n", "workers"),
    "text that is a number": (b"archive = 5\n", "archive"),
    "value that is a table": (b"[archive]\npath = 'x'\n", "archive"),
    "no workers": (b"workers = 0\n", "workers"),
    "less than none": (b"page_deadline = -1.0\n", "page_deadline"),
    "no number at all": (b"lock_timeout = nan\n", "lock_timeout"),
    "for ever": (b"fetch_deadline = inf\n", "fetch_deadline"),
    "more memory than there is": (b"page_memory_mb = 99999999999999\n", "page_memory_mb"),
    "archive without a name": (b'archive = ""\n', "archive"),
    "half a line": (b"workers = \n", "line 1"),
    "key twice": (b"workers = 1\nworkers = 2\n", "line 2"),
    "not UTF-8": (b'archive = "\xff"\n', "utf-8"),
    "nested too deep": (b"workers = " + b"[" * 100_000, "recursion"),
}


@pytest.mark.parametrize("case", WRONG)
@pytest.mark.parametrize("whose", ["project", "user"])
def test_a_wrong_file_is_named_with_its_key(case: str, whose: str, places: tuple[Path, Path]) -> None:
    content, named = WRONG[case]
    deep, user = places
    file = user if whose == "user" else deep / "newsarc.toml"
    file.write_bytes(content)
    with pytest.raises(BadConfig) as caught:
        load({}, env={}, cwd=deep)
    assert caught.value.exit_code == 2
    assert str(file) in str(caught.value)
    assert named in str(caught.value)


def test_a_wrong_variable_is_named(places: tuple[Path, Path]) -> None:
    with pytest.raises(BadConfig, match="NEWSARC_WORKERS: workers"):
        load({}, env={"NEWSARC_WORKERS": "two"}, cwd=places[0])


@pytest.mark.parametrize(
    ("typed", "meant"), [("NEWSARC_ARCHIV", "NEWSARC_ARCHIVE"), ("NEWSARC_WORKER", "NEWSARC_WORKERS")]
)
def test_a_misspelt_variable_is_named(typed: str, meant: str, places: tuple[Path, Path]) -> None:
    with pytest.raises(BadConfig, match=rf"{typed}: .*{meant}"):
        load({}, env={typed: "2"}, cwd=places[0])


def test_variables_of_others_are_theirs(places: tuple[Path, Path]) -> None:
    env = {"NEWSARC_VERSION": "1", "NEWSARC_HOME": "/x", "NEWSARC_IMAGE_TAG": "y", "NEWSARC": "z"}
    assert load({}, env=env, cwd=places[0]) == load({}, env={}, cwd=places[0])
