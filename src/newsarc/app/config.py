"""What can be set, and where each value came from.

A flag beats an environment variable, which beats the project's newsarc.toml (in this folder or the nearest above it),
which beats the user's file, which beats the default.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal

import msgspec

from newsarc.app.cores import cores
from newsarc.errors import BadConfig

PROJECT_FILE = "newsarc.toml"
PREFIX = "NEWSARC_"
_MISSPELT = 0.9
"""how alike two variables are, of which one is the other misspelt: in one letter or two"""
_MOST = 1_000_000
"""of seconds, MiB or processes: what is more was mistyped, and the kernel would refuse it page by page"""


class Config(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Every value newsarc can be told, checked."""

    archive: str
    """the archive's folder"""
    workers: int
    """processes that read pages"""
    lock_timeout: float = 30.0
    """seconds to wait for another writer"""
    page_deadline: float = 20.0
    """seconds one page may take to be read, without fetching it"""
    page_memory_mb: int = 1024
    """address space of a worker, in MiB"""
    page_size_mb: int = 32
    """largest page, decoded, in MiB"""
    fetch_deadline: float = 30.0
    """seconds one fetch may take, redirects and all"""
    raw: bool = True
    """whether fetch and collect keep what servers sent, as WARC files in raw/"""
    user_agent: str = ""
    """what newsarc calls itself to web servers; empty: newsarc/VERSION"""
    contact: str = ""
    """an address or page that web servers are told, where their owners reach you"""
    delay: float = 1.0
    """seconds between two requests to the same host; a robots.txt may ask for more"""
    hosts_at_once: int = 16
    """hosts that are asked at the same time, each for one page"""
    allow_private: bool = False
    """whether pages may lead to private, loopback and other special addresses"""
    ignore_robots: bool = False
    """whether pages are fetched that a robots.txt forbids"""
    proxy: str = ""
    """http://HOST:PORT through which everything is fetched; no proxy is taken from the environment"""
    netrc: bool = False
    """whether user names and passwords are taken from the file .netrc"""


class Setting(msgspec.Struct, frozen=True):
    """One value and where it came from: ``flag``, a variable's name, a file's path, or ``default``."""

    name: str
    value: Any
    source: str


def load(
    flags: Mapping[str, Any], *, env: Mapping[str, str] | None = None, cwd: Path | None = None
) -> tuple[Config, tuple[Setting, ...]]:
    """Return the configuration and, for each of its fields, where the value came from.

    *flags* holds what the command line gave, None for what it did not. Raises BadConfig, which names the file or
    variable and the field.
    """
    env = os.environ if env is None else env
    found: dict[str, Setting] = {}
    for name, value, source in _layers(flags, env, cwd or _here()):
        found.setdefault(name, Setting(name, value, source))
    settings = {name: _checked(setting) for name, setting in found.items()}
    return Config(**{name: setting.value for name, setting in settings.items()}), tuple(
        settings[name] for name in Config.__struct_fields__
    )


def _layers(flags: Mapping[str, Any], env: Mapping[str, str], cwd: Path) -> Iterator[tuple[str, Any, str]]:
    names = Config.__struct_fields__
    for name, value in flags.items():
        if value is not None:
            yield name, value, f"--{name.replace('_', '-')}"
    for name in names:
        variable = PREFIX + name.upper()
        if env.get(variable):  # an empty variable is one that somebody switched off
            yield name, env[variable], variable
    _none_misspelt(env)
    for file in _files(cwd):
        for name, value in _read(file).items():
            if name not in names:
                raise BadConfig(f"no setting is called {name!r}; there are: {', '.join(names)}", subject=str(file))
            yield name, _beside(file, name, value), str(file)
    yield "archive", _user_folder("data"), "default"
    yield "workers", cores(), "default"
    for name, value in zip(names[-len(Config.__struct_defaults__) :], Config.__struct_defaults__, strict=True):
        yield name, value, "default"


def _none_misspelt(env: Mapping[str, str]) -> None:
    """Raise BadConfig for a variable that is nearly one of ours; others may be anybody's."""
    known = [PREFIX + name.upper() for name in Config.__struct_fields__]
    for variable in env:
        if variable.startswith(PREFIX) and variable not in known:
            from difflib import get_close_matches

            for meant in get_close_matches(variable, known, 1, cutoff=_MISSPELT):
                raise BadConfig(f"no setting is called so; is {meant} meant?", subject=variable)


def _files(cwd: Path) -> Iterator[Path]:
    project = next((folder / PROJECT_FILE for folder in (cwd, *cwd.parents) if _there(folder / PROJECT_FILE)), None)
    if project:
        yield project
    user = Path(_user_folder("config")) / "config.toml"
    if _there(user):
        yield user


def _user_folder(kind: Literal["data", "config"]) -> str:
    """Return where the platform wants newsarc's *kind* of a user's files."""
    named, usual = {"data": ("XDG_DATA_HOME", ".local/share"), "config": ("XDG_CONFIG_HOME", ".config")}[kind]
    home = os.environ.get("HOME", "")
    if sys.platform == "linux" and named not in os.environ and home.startswith("/"):
        # By far the commonest case, which needs no library: loading platformdirs takes a tenth of a search.
        return str(Path(home) / usual / "newsarc")
    import platformdirs

    folder = platformdirs.user_data_dir if kind == "data" else platformdirs.user_config_dir
    return folder("newsarc", appauthor=False)


def _there(file: Path) -> bool:
    """Say whether *file* can be seen; a folder that may not be looked into holds nothing for us."""
    try:
        return file.is_file()
    except PermissionError:
        return False
    except OSError as err:  # it may be there and say where the archive is: nothing is done in its stead
        raise BadConfig(err.strerror or str(err), subject=str(file)) from err


def _read(file: Path) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as err:
        raise BadConfig(err.strerror or str(err), subject=str(file)) from err
    except (ValueError, RecursionError) as err:  # what tomllib and Unicode raise, and int() for too many digits
        raise BadConfig(str(err), subject=str(file)) from err


def _beside(file: Path, name: str, value: Any) -> Any:
    """Read a relative path as relative to the file that says it."""
    return str(file.parent / _home(value)) if name == "archive" and isinstance(value, str) and value else value


def _home(path: str) -> str:
    """Return *path* with ~ spelt out, which no shell does in --archive=~/news or in a crontab's variables."""
    try:
        return str(Path(path).expanduser())
    except RuntimeError:  # nobody has this name, or no home
        return path


def _here() -> Path:
    """Return this folder, or the root when this one was deleted under our feet."""
    try:
        return Path.cwd()
    except OSError:
        return Path("/")


def _least(name: str) -> float:
    """Return the smallest value that makes sense: not to wait for a lock does, a page without time does not."""
    return {"lock_timeout": 0.0, "delay": 0.0, "page_deadline": 0.1, "fetch_deadline": 0.1}.get(name, 1.0)


def _checked(setting: Setting) -> Setting:
    if setting.source == "default":
        return setting
    try:
        value = msgspec.convert(setting.value, _kinds()[setting.name], strict=not isinstance(setting.value, str))
    except msgspec.ValidationError as err:
        allowed = {bool: "true or false", int: "a whole number", float: "a number", str: "text"}[_kinds()[setting.name]]
        if allowed == "true or false" and isinstance(setting.value, str):
            allowed = "true, false, 1 or 0"
        raise BadConfig(f"{setting.name}: must be {allowed}, got {setting.value!r}", subject=setting.source) from err
    if isinstance(value, int | float) and not isinstance(value, bool) and not _least(setting.name) <= value <= _MOST:
        raise BadConfig(
            f"{setting.name}: must be at least {_least(setting.name):g} and at most {_MOST:,}, got {value}",
            subject=setting.source,
        )
    if setting.name == "archive":
        if not value or "\0" in value:
            raise BadConfig(f"archive: no folder can be called {value!r}", subject=setting.source)
        value = _home(value)
    return Setting(setting.name, value, setting.source)


@cache
def _kinds() -> dict[str, Any]:
    """Return the type of each value; msgspec reads all annotations for it, which is not done for every value anew."""
    return {field.name: field.type for field in msgspec.structs.fields(Config)}
