"""The reporter: where every message and every failure ends up."""

import logging
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from app.domain.errors import AppError

log = logging.getLogger(__name__)


class Tone(StrEnum):
    """How a message is meant."""

    DONE = "done"
    NOTICE = "notice"
    PROBLEM = "problem"
    BUG = "bug"


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One line for the user; `details` is for a copied report, '' for none."""

    tone: Tone
    text: str
    details: str = ""
    can_undo: bool = False


class Reporter:
    """Passes messages to the front end: the status line, or standard error."""

    def __init__(self) -> None:
        self._listeners: list[Callable[[Message], None]] = []

    def subscribe(self, listener: Callable[[Message], None]) -> None:
        """Call `listener` with every message from now on."""
        self._listeners.append(listener)

    def done(self, text: str, *, can_undo: bool = True) -> None:
        """Tell what happened, in the past tense."""
        self._send(Message(tone=Tone.DONE, text=text, can_undo=can_undo))

    def notice(self, text: str) -> None:
        """Tell something that asks for nothing."""
        self._send(Message(tone=Tone.NOTICE, text=text))

    def failure(self, error: BaseException) -> None:
        """Report a failure: an expected one in its own words, any other as a bug."""
        if isinstance(error, AppError):
            self._send(Message(tone=Tone.PROBLEM, text=str(error)))
            return
        log.error("unexpected failure", exc_info=error)
        self._send(
            Message(
                tone=Tone.BUG,
                text="Something went wrong inside Octavo. Your library is safe.",
                details="".join(traceback.format_exception(error)),
            )
        )

    def _send(self, message: Message) -> None:
        for listener in tuple(self._listeners):
            listener(message)
