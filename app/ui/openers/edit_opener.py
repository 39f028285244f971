"""Opening the sheets that one writes in: papers, papers by hand, topics."""

import asyncio
from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6 import QtCore

from app.domain.paper import PaperId, TopicId
from app.domain.query import Query
from app.domain.topic import Topic
from app.library import Reader
from app.runtime.library_client import LibraryClient
from app.runtime.supervisor import TaskSupervisor
from app.ui.appearance.look import Look
from app.ui.sheets.add_sheet import AddSheet
from app.ui.sheets.edit_sheet import EditSheet
from app.ui.sheets.edit_sheet_many import EditManySheet
from app.ui.sheets.host import Sheets
from app.ui.sheets.topic_page import TopicPage
from app.ui.sheets.topic_sheet import TopicSheet
from app.ui.sheets.topic_target import TopicTarget

_MOST_DRAFTS = 50


class EditOpener(QtCore.QObject):
    """Opens them, and keeps what was typed into one and not saved.

    `targets` and `query` tell what the window shows.
    """

    def __init__(
        self,
        look: Look,
        sheets: Sheets,
        *,
        library: LibraryClient,
        jobs: TaskSupervisor,
        run: Callable[..., Any],
        targets: Callable[[], tuple[PaperId, ...]],
        query: Callable[[], Query],
    ) -> None:
        super().__init__(sheets)
        self._look, self._sheets = look, sheets
        self._library, self._jobs, self._run = library, jobs, run
        self._targets, self._query = targets, query
        self._drafts: dict[PaperId, dict[str, str]] = {}
        self._added: dict[str, str] = {}

    def actions(self) -> dict[str, Callable[..., Any]]:
        """Return what each command that opens one of the sheets does."""
        return {
            "paper.edit": self._edit,
            "import.type": self._add,
            "topic.new": self._new_topic,
            "topic.edit": self._edit_topic,
            "topic.move": self._move_topic,
            "topic.about": self._show_topic,
        }

    def _edit(self, field: str = "") -> None:
        ids = self._targets()
        if len(ids) > 1:
            self._sheets.open(EditManySheet(self._look, ids=ids, run=self._run))
        elif ids:
            self._jobs.run(self._open_paper(ids[0], field), "paper.edit")

    async def _open_paper(self, paper_id: PaperId, field: str) -> None:
        paper = await self._library.read(lambda r: r.paper(paper_id))
        sheet = EditSheet(
            self._look,
            paper=paper,
            run=self._run,
            draft=self._drafts.get(paper_id),
            field=field,
        )
        sheet.closed.connect(partial(self._keep, sheet, paper_id))
        self._sheets.open(sheet)

    def _keep(self, sheet: EditSheet, paper_id: PaperId) -> None:
        self._drafts.pop(paper_id, None)
        if left := sheet.left():
            self._drafts[paper_id] = left
        if isinstance(sheet.saving, asyncio.Task):
            back = partial(self._keep_unsaved, paper_id, sheet.typed())
            sheet.saving.add_done_callback(back)
        while len(self._drafts) > _MOST_DRAFTS:
            self._drafts.pop(next(iter(self._drafts)))

    def _keep_unsaved(
        self, paper_id: PaperId, texts: dict[str, str], saving: "asyncio.Task[Any]"
    ) -> None:
        """Keep what the library did not take, for the next time."""
        if saving.cancelled() or saving.exception() is not None:
            self._drafts[paper_id] = texts

    def _add(self) -> None:
        sheet = AddSheet(self._look, run=self._run, draft=self._added)
        sheet.closed.connect(partial(self._keep_added, sheet))
        self._sheets.open(sheet)

    def _keep_added(self, sheet: AddSheet) -> None:
        self._added = sheet.left()

    def _new_topic(self) -> None:
        self._sheets.open(TopicSheet(self._look, topic=None, run=self._run))

    def _edit_topic(self, topic_id: TopicId | None = None) -> None:
        self._with_topic(topic_id, self._open_topic, "topic.edit")

    async def _open_topic(self, topic_id: TopicId) -> None:
        topics = await self._library.read(lambda r: r.topics())
        if topic := _found(topics, topic_id):
            self._sheets.open(TopicSheet(self._look, topic=topic, run=self._run))

    def _move_topic(self, topic_id: TopicId | None = None) -> None:
        self._with_topic(topic_id, self._open_target, "topic.move")

    async def _open_target(self, topic_id: TopicId) -> None:
        topics = await self._library.read(lambda r: r.topics())
        if topic := _found(topics, topic_id):
            self._sheets.open(
                TopicTarget(self._look, topic=topic, topics=topics, run=self._run)
            )

    def _show_topic(self, topic_id: TopicId | None = None) -> None:
        self._with_topic(topic_id, self._open_page, "topic.about")

    async def _open_page(self, topic_id: TopicId) -> None:
        def ask(reader: Reader) -> Any:
            return reader.topic_summary(topic_id)

        summary = await self._library.read(ask)
        page = TopicPage(self._look, summary=summary, run=self._run)
        page.export_asked.connect(partial(self._export, summary.topic))
        page.left_for.connect(partial(self._go_on_with, topic_id))
        self._sheets.open(page)

    def _go_on_with(self, topic_id: TopicId, command_id: str) -> None:
        self._run(command_id, topic_id=topic_id)

    def _export(self, topic: Topic) -> None:
        self._run("export.choose", topic_id=topic.id, name=topic.name)

    def _with_topic(
        self,
        topic_id: TopicId | None,
        open_sheet: Callable[[TopicId], Any],
        name: str,
    ) -> None:
        """Open a sheet on the topic named, or else on the one shown."""
        wanted = topic_id or self._query().topic
        if wanted is not None:
            self._jobs.run(open_sheet(wanted), name)


def _found(topics: tuple[Topic, ...], topic_id: TopicId) -> Topic | None:
    return next((topic for topic in topics if topic.id == topic_id), None)
