"""The library that one process writes to."""

import os
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Self, assert_never

from app.domain.change import Change, Facet
from app.domain.edit import (
    AddMarks,
    AddPapers,
    AddSearch,
    AddTopic,
    AllowTopics,
    ChangeMark,
    ChangePapers,
    ChangeSearch,
    ChangeTopic,
    CompletePaper,
    DeleteMark,
    DeleteSearch,
    DeleteTopic,
    DetachFiles,
    Edit,
    EmptyTrash,
    FilePapers,
    KeepApart,
    MergePapers,
    MoveInQueue,
    MoveTopic,
    OpenPaper,
    RefreshPapers,
    RefuseTopic,
    RestoreDeleted,
    SnoozePapers,
    TakeBack,
    WriteNote,
    WriteTopicNote,
)
from app.domain.errors import ReadOnly
from app.domain.paper import PaperId, Progress
from app.library import emptying, trash
from app.library.database import opening
from app.library.driver import Connection
from app.library.edits import (
    adding,
    changing,
    keeping_keys,
    marking,
    merging,
    moving,
    queueing,
    refreshing,
    refusing,
    saving,
    signals,
    snoozing,
    topics,
    unseen,
)
from app.library.files import FOLDER, FileStore
from app.library.history import changes, taking_back
from app.library.history.history import History
from app.library.lock import FolderLock, this_process
from app.library.schema import DATABASE
from app.library.search import indexing
from app.library.translation import transaction, translated
from app.library.wording import elide


class Library:
    """The one writer of a library; used by one thread at a time."""

    def __init__(self, folder: Path, connection: Connection, lock: FolderLock) -> None:
        self.folder = folder
        self.files = FileStore(folder / FOLDER)
        self._connection = connection
        self._lock = lock
        self._history = History(connection)

    @classmethod
    def open(cls, folder: Path, *, wait_s: float = 0.0) -> Self:
        """Open the library of a folder, or make a new one where there is none.

        Waits `wait_s` for another process to let go of it.

        Raises:
            Busy: another process holds the library.
            TooNew: it was written by a newer Octavo.
            Corrupt: it is damaged, or is no library.
            ReadOnly: the folder may not be written.
            LibraryError: the disk is full, or does not answer.
        """
        opening.make_folder(folder)
        lock = FolderLock(folder)
        lock.take(wait_s)
        try:
            with translated(folder):
                connection = _open_database(folder, lock)
                lock.sign(this_process())
                library = cls(folder, connection, lock)
                library.files.remove_parts()
                opening.remove_parts(folder)
        except BaseException:
            lock.release()
            raise
        return library

    def close(self) -> None:
        """Let go of the library; a second call does nothing."""
        if not self._lock.is_held:
            return
        try:
            with translated(self.folder):
                try:
                    self._connection.execute("pragma wal_checkpoint(truncate)")
                finally:
                    self._connection.close()
                self._lock.sign(opening.clean_words(self.folder))
        finally:
            self._lock.release()

    def apply(self, edit: Edit, *, cause: str = "") -> Change:
        """Do an edit, as one act of the history; a Change of no facets did nothing.

        Raises:
            InvalidInput: the edit cannot be done as it is.
            NotFound: what it speaks of is not there.
            Conflict: what it would make is there already.
            LibraryError: the disk is full, or does not answer; nothing was changed.
        """
        now = datetime.now(UTC)
        with translated(self.folder):
            if isinstance(edit, OpenPaper):
                return self._open_paper(edit, cause)
            if isinstance(edit, TakeBack | RestoreDeleted):
                taking_back.find(self._connection, edit.act)
            if isinstance(edit, TakeBack) and self._is_newest(edit.act):
                return self.undo(cause=cause) or _nothing(cause)
            if isinstance(edit, EmptyTrash):
                return self._empty_trash(cause)
            return self._act(edit, now, cause)

    def undo(self, *, cause: str = "") -> Change | None:
        """Take the last act back; None when there is none."""
        with translated(self.folder), transaction(self._connection):
            act = self._history.next_undo()
            if act is None:
                return None
            number, label, _ = act
            words = changes.searchable(self._connection, number)
            self._history.undo(number)
            signals.take_over(self._connection, number)
            indexing.renew(self._connection, words)
            return changes.describe(
                self._connection,
                number,
                label=f"Undid: {label}",
                cause=cause,
                is_undo=True,
            )

    def redo(self, *, cause: str = "") -> Change | None:
        """Do the act that was last undone again; None when there is none."""
        with translated(self.folder), transaction(self._connection):
            act = self._history.next_redo()
            if act is None:
                return None
            number, label = act
            self._history.redo(number)
            signals.take_over(self._connection, number)
            words = changes.searchable(self._connection, number)
            indexing.renew(self._connection, words)
            return changes.describe(
                self._connection, number, label=f"Redid: {label}", cause=cause
            )

    def remember(self, paper: PaperId, progress: Progress) -> Change:
        """Keep how far a paper was read; this is no act.

        Raises:
            NotFound: the paper is not there.
            LibraryError: the disk is full, or does not answer.
        """
        with translated(self.folder), transaction(self._connection):
            changing.remember(self._connection, paper, progress)
        return Change(
            act=None,
            label="",
            papers=frozenset({paper}),
            facets=frozenset({Facet.PROGRESS}),
        )

    def keep_keys(self, keys: Sequence[tuple[PaperId, str]]) -> Change:
        """Keep by what keys papers without one were cited; this is no act."""
        with translated(self.folder), transaction(self._connection):
            kept = keeping_keys.keep(self._connection, keys)
        facets = frozenset({Facet.PAPERS}) if kept else frozenset[Facet]()
        return Change(act=None, label="", papers=frozenset(kept), facets=facets)

    def see(self, papers: Sequence[PaperId] | None) -> None:
        """Keep that papers, or all (None), were looked at; this is no act."""
        with translated(self.folder), transaction(self._connection):
            unseen.see(self._connection, papers, datetime.now(UTC))

    def _is_newest(self, act: int) -> bool:
        newest = self._history.next_undo()
        return newest is not None and newest[0] == act

    def _act(self, edit: "_Recorded", now: datetime, cause: str) -> Change:
        connection, history = self._connection, self._history
        session = _session(edit)
        with transaction(connection):
            last = history.next_undo()
            is_amended = bool(session) and last is not None and last[2] == session
            if is_amended and last is not None:
                number = last[0]
                history.drop_undone()
            else:
                number = history.begin(now, cause, session)
            n_images = history.n_images()
            with history.recording(number):
                label = _perform(connection, edit, now)
            if history.n_images() == n_images:
                connection.execute("rollback")
                return _nothing(cause)
            history.name(number, label)
            indexing.renew(connection, changes.searchable(connection, number))
            return changes.describe(connection, number, label=label, cause=cause)

    def _open_paper(self, edit: OpenPaper, cause: str) -> Change:
        with transaction(self._connection):
            opened = changing.open_paper(self._connection, edit)
        if not opened.is_first:
            return _nothing(cause)
        return Change(
            act=None,
            label=f"Opened “{elide(opened.title)}”",
            papers=frozenset({edit.id}),
            facets=frozenset({Facet.PAPERS, Facet.MEMBERSHIP}),
            cause=cause,
        )

    def _empty_trash(self, cause: str) -> Change:
        with transaction(self._connection):
            emptied = emptying.empty_trash(self._connection, self._history)
        n_bytes = emptying.remove_files(self._connection, self.files, emptied)
        if not (emptied.papers or emptied.things or n_bytes):
            return _nothing(cause)
        return Change(
            act=None,
            label=emptied.label(n_bytes),
            papers=emptied.papers,
            removed=emptied.papers,
            facets=frozenset(
                {
                    Facet.PAPERS,
                    Facet.MEMBERSHIP,
                    Facet.TOPICS,
                    Facet.NOTES,
                    Facet.MARKS,
                    Facet.FILES,
                    Facet.PROGRESS,
                }
            ),
            cause=cause,
        )


_Recorded = (
    TakeBack
    | DetachFiles
    | RestoreDeleted
    | AddSearch
    | ChangeSearch
    | DeleteSearch
    | AddPapers
    | ChangePapers
    | FilePapers
    | SnoozePapers
    | MoveInQueue
    | WriteNote
    | CompletePaper
    | RefreshPapers
    | AddMarks
    | ChangeMark
    | DeleteMark
    | AddTopic
    | ChangeTopic
    | MoveTopic
    | WriteTopicNote
    | DeleteTopic
    | MergePapers
    | KeepApart
    | RefuseTopic
    | AllowTopics
)


def _perform(connection: Connection, edit: _Recorded, now: datetime) -> str:
    """Write what the edit asks; return the label of the act."""
    match edit:
        case TakeBack():
            return taking_back.take_back(connection, edit.act)
        case DetachFiles():
            return trash.detach_files(connection, edit)
        case RestoreDeleted():
            return trash.restore(connection, edit)
        case AddSearch():
            return saving.add_search(connection, edit)
        case ChangeSearch():
            return saving.change_search(connection, edit)
        case DeleteSearch():
            return saving.delete_search(connection, edit)
        case AddPapers():
            adding.add_papers(connection, edit, now)
            return edit.label
        case ChangePapers():
            changing.change_papers(connection, edit, now)
            return edit.label
        case FilePapers():
            changing.file_papers(connection, edit)
            return edit.label
        case SnoozePapers():
            snoozing.snooze(connection, edit, now)
            return edit.label
        case MoveInQueue():
            queueing.move(connection, edit)
            return edit.label
        case CompletePaper():
            adding.complete_paper(connection, edit, now)
            return edit.label
        case RefreshPapers():
            refreshing.refresh_papers(connection, edit, now)
            return edit.label
        case WriteNote():
            return changing.write_note(connection, edit, now)
        case MergePapers():
            merging.merge_papers(connection, edit, now)
            return edit.label
        case KeepApart():
            merging.keep_apart(connection, edit)
            return edit.label
        case RefuseTopic() | AllowTopics():
            return refusing.refuse_or_allow(connection, edit)
        case AddMarks():
            return marking.add_marks(connection, edit)
        case ChangeMark():
            return marking.change_mark(connection, edit, now)
        case DeleteMark():
            return marking.delete_mark(connection, edit)
        case AddTopic():
            return topics.add_topic(connection, edit)
        case ChangeTopic():
            return topics.change_topic(connection, edit)
        case MoveTopic():
            return moving.move_topic(connection, edit)
        case WriteTopicNote():
            return topics.write_note(connection, edit)
        case DeleteTopic():
            return topics.delete_topic(connection, edit)
    assert_never(edit)


def _session(edit: _Recorded) -> str:
    """Return by what a later edit may know that it continues this one; '' if never."""
    if isinstance(edit, WriteNote) and edit.session:
        return f"note {edit.paper_id} {edit.session}"
    if isinstance(edit, WriteTopicNote) and edit.session:
        return f"topic note {edit.topic_id} {edit.session}"
    return ""


def _nothing(cause: str) -> Change:
    return Change(
        act=None, label="", papers=frozenset(), facets=frozenset(), cause=cause
    )


def _open_database(folder: Path, lock: FolderLock) -> Connection:
    if not opening.exists(folder):
        opening.create(folder)
        return opening.connect(folder / DATABASE)
    opening.look(folder)
    if not os.access(folder / DATABASE, os.W_OK):
        raise ReadOnly(
            f"The library in {folder} may only be read.",
            "Check the file's permissions, or choose another folder.",
        )
    connection = opening.connect(folder / DATABASE)
    try:
        if opening.is_suspect(folder, lock.words()):
            opening.refuse_damage(folder, connection)
        opening.migrate(folder, connection)
    except BaseException:
        connection.close()
        raise
    return connection
