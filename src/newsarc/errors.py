"""The one error tree: what went wrong, with what, and the exit code that says so to a script."""

from __future__ import annotations

from enum import IntEnum
from typing import ClassVar


class Exit(IntEnum):
    """What a process says when it ends. Scripts rely on these numbers."""

    DONE = 0
    SOME_FAILED = 1
    USAGE = 2
    NOTHING_SUCCEEDED = 3
    DAMAGE = 4
    BUSY = 5
    STORAGE = 6
    REFUSED = 7
    INTERRUPTED = 130
    TERMINATED = 143


class NewsarcError(Exception):
    """Something newsarc could not do, said in one line.

    ``str(error)`` is ``headline: subject: message``, without the parts that are not known. The exception that caused
    it is its ``__cause__``. ``advice`` is what the user can do next.
    """

    exit_code: ClassVar[Exit] = Exit.SOME_FAILED
    headline: ClassVar[str] = "error"

    def __init__(self, message: str = "", *, subject: str = "", advice: str = "") -> None:
        self.message = message
        self.subject = subject
        self.advice = advice
        super().__init__(message, subject, advice)

    def __reduce__(self) -> tuple[object, ...]:
        """Travel between processes with every part."""
        return (_rebuild, (type(self), self.message, self.subject, self.advice))

    def __str__(self) -> str:
        """Return the one line a person reads."""
        return ": ".join(part for part in (self.headline, self.subject, self.message) if part)


def _rebuild(kind: type[NewsarcError], message: str, subject: str, advice: str) -> NewsarcError:
    return kind(message, subject=subject, advice=advice)


class UsageError(NewsarcError):
    """What was asked for does not make sense."""

    exit_code = Exit.USAGE
    headline = "usage"


class BadUrl(UsageError, ValueError):
    """The text is not an absolute http(s) address."""

    headline = "not a web address"


class BadQuery(UsageError, ValueError):
    """The search query cannot be understood."""

    headline = "bad query"


class BadConfig(UsageError):
    """A configuration file or variable has a wrong name or value."""

    headline = "bad configuration"


class BadSources(UsageError):
    """sources.toml has a wrong name or value, or no source of the name that was asked for."""

    headline = "bad sources"


class BadSiteRules(UsageError):
    """A file of sites/ has a line that is no rule."""

    headline = "bad site rules"


class NoArchive(UsageError):
    """There is no archive at this place."""

    headline = "no archive"


class NotInArchive(NewsarcError):
    """No record answers to this name."""

    headline = "not in the archive"


class FirstText(NewsarcError):
    """There is no earlier text to compare this one with."""

    headline = "nothing to compare"


class Ambiguous(UsageError):
    """Several records answer to this name."""

    headline = "ambiguous"


class UnknownFormat(UsageError):
    """The archive was written by a newer newsarc; this one must not touch it."""

    headline = "archive format not known"


class DataError(NewsarcError):
    """Bytes that were read are not what they should be."""

    exit_code = Exit.DAMAGE
    headline = "damaged"


class BadRecord(DataError, ValueError):
    """A line of the archive does not check."""

    headline = "damaged record"


class ArchiveBusy(NewsarcError):
    """Another process is writing and did not finish in time."""

    exit_code = Exit.BUSY
    headline = "archive busy"


class StorageError(NewsarcError):
    """The disk refused to keep what was written."""

    exit_code = Exit.STORAGE
    headline = "storage"


class FetchError(NewsarcError):
    """A target could not be fetched."""

    headline = "cannot fetch"


class Refused(NewsarcError):
    """A rule forbids it: size, address, scheme."""

    exit_code = Exit.REFUSED
    headline = "refused"
