"""The errors a user may meet: what happened, and what to do about it.

AppError
├── InvalidInput
├── NotFound
├── Conflict
├── LibraryError
│   ├── TooNew
│   ├── Busy
│   ├── Corrupt
│   └── ReadOnly
├── SourceError
│   ├── Unreachable
│   ├── RateLimited
│   ├── Refused
│   └── BadReply
└── PdfError
    ├── Unreadable
    ├── Encrypted
    ├── TooSlow
    └── WorkerDied
"""

from app.domain.hints import without_keys


class AppError(Exception):
    """An expected failure, told in the user's words.

    `message` says what happened to what; `hint` says what to do ('' when there is
    nothing to do), and may name a command as `domain.hints` tells.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return without_keys(f"{self.message} {self.hint}").strip()


class InvalidInput(AppError):
    """What was given cannot be used."""


class NotFound(AppError):
    """What was asked for is not there."""


class Conflict(AppError):
    """The act does not fit the present state."""


class LibraryError(AppError):
    """The library cannot be used as asked."""


class TooNew(LibraryError):
    """The library was written by a newer Octavo."""


class TooOld(LibraryError):
    """The library was written by an older Octavo, and is to be opened for writing."""


class Busy(LibraryError):
    """Another process holds the library."""


class Corrupt(LibraryError):
    """The library file is damaged, or is no library."""


class ReadOnly(LibraryError):
    """The library may be read but not changed."""


class SourceError(AppError):
    """A provider did not give what was asked."""


class Unreachable(SourceError):
    """No connection, or no answer in time."""


class RateLimited(SourceError):
    """The provider asks to wait."""

    def __init__(self, message: str, hint: str = "", *, retry_after_s: float) -> None:
        super().__init__(message, hint)
        self.retry_after_s = retry_after_s


class Refused(SourceError):
    """The address or the answer is not allowed by our own rules."""


class BadReply(SourceError):
    """The answer is not what the provider documents."""


class PdfError(AppError):
    """A PDF could not be used."""


class Unreadable(PdfError):
    """The file is damaged, empty or no PDF."""


class Encrypted(PdfError):
    """The PDF needs a password."""


class TooSlow(PdfError):
    """The PDF took longer than its limit and was stopped."""


class WorkerDied(PdfError):
    """The PDF ended the process that read it."""
