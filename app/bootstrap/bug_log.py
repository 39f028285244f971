"""The log of bugs: where it went wrong, without what the papers say."""

import copy
import logging
import logging.handlers
import re
import traceback
from pathlib import Path

MAX_BYTES = 200_000
"""The most that one log file holds."""

_OURS = "app"
_N_OLD = 2
_MOST_FRAMES = 40
_MOST_CAUSES = 8
_LONGEST_MESSAGE = 200
_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"|“[^”]*”|‘[^’]*’")
_NAME = re.compile(r".[\w.]{1,40}.", re.ASCII)


def keep_bug_log(file: Path) -> logging.Handler | None:
    """Write errors to a file from now on; None where no file can be written.

    The file is made at the first error. It and two older ones are kept.
    """
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        return None
    handler = _QuietHandler(
        file, maxBytes=MAX_BYTES, backupCount=_N_OLD, encoding="utf-8", delay=True
    )
    handler.setLevel(logging.ERROR)
    handler.setFormatter(_Bare("%(asctime)s %(name)s: %(message)s"))
    logging.getLogger(_OURS).addHandler(handler)
    return handler


class _QuietHandler(logging.handlers.RotatingFileHandler):
    """A log that cannot be written is no second failure."""

    def handleError(self, record: logging.LogRecord) -> None:
        """Let it be: the report is on the screen."""


class _Bare(logging.Formatter):
    """Writes a failure as its places in the code and its kind."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record, with the failure as this log writes it."""
        own = copy.copy(record)
        own.exc_text = None  # another handler may have left the whole failure here
        return super().format(own)

    def formatException(self, ei: object) -> str:
        """Return the trace of a failure and of what caused it, the cause first."""
        parts: list[str] = []
        error = ei[1] if isinstance(ei, tuple) else None
        while isinstance(error, BaseException) and len(parts) < _MOST_CAUSES:
            parts.append(_one(error))
            error = error.__cause__ or error.__context__
        return "\n".join(reversed(parts))


def _one(error: BaseException) -> str:
    frames = traceback.format_tb(error.__traceback__, limit=-_MOST_FRAMES)
    message = _QUOTED.sub(_unless_a_name, str(error))[:_LONGEST_MESSAGE]
    inner = [_one(each) for each in getattr(error, "exceptions", ())[:_MOST_CAUSES]]
    return "".join([*inner, *frames, f"{type(error).__name__}: {message}"])


def _unless_a_name(match: re.Match[str]) -> str:
    """Return a quotation as it is if it may be a name in code, else hide it."""
    return match[0] if _NAME.fullmatch(match[0]) else "'…'"
