"""Putting a long list in order: it takes seconds, in which the list is used on."""

import asyncio
from collections.abc import Iterable
from dataclasses import replace

from PySide6 import QtCore

from app.domain.errors import AppError
from app.domain.query import Query
from app.domain.view import Section
from app.ui.models.list_questions import Listed, ListQuestions

_LONG = 20_000


class LongOrder(QtCore.QObject):
    """Asks for the order of one long list at a time; `changed` tells whether it does.

    A list of more than `n_long` papers is long. Keys that leave the list meanwhile are
    remembered. While it is held, an order that is found waits.
    """

    changed = QtCore.Signal(bool)

    def __init__(self, questions: ListQuestions, parent: QtCore.QObject) -> None:
        super().__init__(parent)
        self._questions = questions
        self._free = asyncio.Event()
        self._free.set()
        self._gone: set[int] = set()
        self._ticket = 0
        self.n_long = _LONG
        self.is_under_way = False

    async def ask(self, query: Query, ticket: int) -> Listed | None:
        """Return the rows of a query in its order; None when it was stopped.

        Raises:
            AppError: it cannot be read.
        """
        self._gone.clear()
        self._ticket = ticket
        self._tell(is_under_way=True)
        try:
            listed = await self._questions.ask_apart(query, ticket)
            await self._free.wait()
        except AppError:
            if ticket == self._ticket:
                self._tell(is_under_way=False)
            raise
        if ticket == self._ticket:
            self._tell(is_under_way=False)
        return listed if ticket == self._questions.ticket else None

    def stop(self) -> None:
        """Ask no more; the list stays as it is."""
        self._ticket = self._questions.begin()
        self._tell(is_under_way=False)

    def hold(self, *, is_held: bool) -> None:
        """Let an order that is found wait, or take it now."""
        if is_held:
            self._free.clear()
        else:
            self._free.set()

    def note_gone(self, keys: Iterable[int]) -> None:
        """Take note of keys that leave the list."""
        if self.is_under_way:
            self._gone.update(keys)

    def gone(self) -> set[int]:
        """Return the keys that left while the order was asked for."""
        return set(self._gone)

    def _tell(self, *, is_under_way: bool) -> None:
        if is_under_way != self.is_under_way:
            self.is_under_way = is_under_way
            self.changed.emit(is_under_way)


def has_order(query: Query) -> bool:
    """Say whether a query asks for an order of its own."""
    return bool(query.sorting) or query.section is not Section.NONE


def without_order(query: Query) -> Query:
    """Return a query for the same papers as they come."""
    return replace(query, sorting=(), section=Section.NONE)
