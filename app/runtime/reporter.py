"""The reporter: where every message and every failure ends up."""

import logging
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from app.domain.errors import AppError
from app.domain.hints import with_keys, without_keys
from app.domain.paper import PaperId

log = logging.getLogger(__name__)

_MOST_UNHEARD = 20


class Tone(StrEnum):
    """How a message is meant."""

    DONE = "done"
    NOTICE = "notice"
    PROBLEM = "problem"
    BUG = "bug"


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One line for the user; `details` is for a copied report, '' for none.

    `added` are papers that came in out of sight, which the user may want to see.
    """

    tone: Tone
    text: str
    details: str = ""
    can_undo: bool = False
    can_redo: bool = False
    added: tuple[PaperId, ...] = ()


class Reporter:
    """Passes messages to the front end: the status line, or standard error."""

    def __init__(self) -> None:
        self._listeners: list[Callable[[Message], None]] = []
        self._unheard: list[Message] = []
        self._told = without_keys

    def follow_keys(self, key_of: Callable[[str], str]) -> None:
        """Tell the keys of the commands that a message names, not leave them out."""
        self._told = lambda text: with_keys(text, key_of)

    def subscribe(self, listener: Callable[[Message], None]) -> None:
        """Call `listener` with every message from now on, the first one with all."""
        self._listeners.append(listener)
        unheard, self._unheard = self._unheard, []
        for message in unheard:
            listener(message)

    def done(
        self,
        text: str,
        *,
        can_undo: bool = True,
        can_redo: bool = False,
        added: tuple[PaperId, ...] = (),
    ) -> None:
        """Tell what happened, in the past tense."""
        self._send(
            Message(
                tone=Tone.DONE,
                text=text,
                can_undo=can_undo,
                can_redo=can_redo,
                added=added,
            )
        )

    def notice(self, text: str) -> None:
        """Tell something that asks for nothing."""
        self._send(Message(tone=Tone.NOTICE, text=self._told(text)))

    def failure(self, error: BaseException) -> None:
        """Report a failure: an expected one in its own words, any other as a bug."""
        if isinstance(error, AppError):
            self._send(Message(tone=Tone.PROBLEM, text=self._told(_whole(error))))
            return
        log.error("unexpected failure", exc_info=error)
        self._send(
            Message(
                tone=Tone.BUG,
                text=(
                    "Something went wrong inside Octavo. Your papers, notes and marks "
                    "are safe: each is stored as you make it."
                ),
                details="".join(traceback.format_exception(error)),
            )
        )

    def _send(self, message: Message) -> None:
        if not self._listeners:
            self._unheard = [*self._unheard, message][-_MOST_UNHEARD:]
        for listener in tuple(self._listeners):
            listener(message)


def _whole(error: AppError) -> str:
    return f"{error.message} {error.hint}".strip()
