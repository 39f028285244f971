"""Searches of any bytes, endless titles and thousands of topics, in the window."""

from pathlib import Path
from random import Random

import pytest
from PySide6 import QtWidgets

from app.domain.edit import AddPapers
from app.domain.paper import Draft, Provenance
from app.domain.query import Place
from app.library import Library
from app.ui.sheets.topic_picker import TopicPicker
from app.ui.widgets.chip import MOST_CHIPS, TopicChip
from tests.support.stage import Key, WindowStage, play
from tests.support.waiting import until

pytestmark = pytest.mark.ui
N_PAPERS = 3
N_TOPICS = 10_000
N_SEARCHES = 60
N_LONG = 10_000_000
ORIGIN = Provenance(source="test", kind="by hand")
SYNTAX = (b"(", b")", b'"', b"-", b":", b"~", b" or ", b"topic:", b"year:>=", b"\0")


@pytest.fixture
def folder(tmp_path: Path, qapp: QtWidgets.QApplication) -> Path:
    """A library of a few papers."""
    library = Library.open(tmp_path / "library")
    titles = (f"Title {n}" for n in range(N_PAPERS))
    drafts = tuple(Draft(title=title, provenance=ORIGIN) for title in titles)
    library.apply(AddPapers(drafts=drafts, label="Added"))
    library.close()
    return library.folder


def any_bytes(chance: Random) -> bytes:
    """Return bytes of any kind, with what a search means something by among them."""
    parts = (
        chance.choice(SYNTAX) if chance.random() < 0.6 else chance.randbytes(3)
        for _ in range(chance.randrange(1, 14))
    )
    return b"".join(parts)


def test_search_of_any_bytes_lists_something_and_breaks_nothing(folder: Path) -> None:
    async def story(stage: WindowStage) -> None:
        parts, chance = stage.parts, Random(7)
        parts.papers.focus_search()
        search = parts.papers.toolbar.search
        for number in range(N_SEARCHES):
            codec = ("latin-1", "utf-8")[number % 2]
            text = any_bytes(chance).decode(codec, "surrogateescape")
            search.write(text, len(text))
            await until(lambda: parts.model.is_settled)
            assert stage.sheet is None, text
            assert parts.model.n_rows <= N_PAPERS
        search.write("", 0)
        await until(lambda: parts.model.is_settled and parts.model.n_rows == N_PAPERS)

    assert play(story, folder) == 0


def test_endless_title_is_listed_searched_and_decided_on(folder: Path) -> None:
    title = "endless " * (N_LONG // 8)
    library = Library.open(folder)
    draft = Draft(title=title, provenance=ORIGIN)
    library.apply(AddPapers(drafts=(draft,), label="Added"))
    library.close()

    async def story(stage: WindowStage) -> None:
        parts = stage.parts
        await stage.do("go.all", place=Place.ALL)
        await until(lambda: parts.papers.current_paper() is not None)
        for _ in range(2):
            parts.papers.table.viewport().grab()
            await stage.do("view.cards")
        parts.papers.toolbar.search.write("endless", 7)
        await until(lambda: parts.model.is_settled and parts.model.n_rows == 1)
        await stage.do("paper.queue", ids=parts.papers.targets())
        await until(lambda: parts.topics.count(Place.QUEUE) == 1)
        assert len(parts.status_line.accessibleName()) < N_LONG
        papers, _, _ = stage.state()
        assert max(len(paper.title) for paper in papers) >= N_LONG - 8

    assert play(story, folder) == 0


def test_paper_is_filed_under_one_of_very_many_topics(folder: Path) -> None:
    library = Library.open(folder)
    paths = tuple(f"Field {n // 100}/Subject {n}" for n in range(N_TOPICS))
    draft = Draft(title="Filed", provenance=ORIGIN)
    library.apply(AddPapers(drafts=(draft,), label="Added", topics=paths))
    library.close()

    async def story(stage: WindowStage) -> None:
        # The first paper, under all of them, was shown: with some of its topics.
        assert len(stage.parts.detail.findChildren(TopicChip)) == MOST_CHIPS
        await stage.do("triage.toggle")
        await stage.do("triage.toggle")
        await stage.do("go.all", place=Place.ALL)
        await stage.do("list.last-row")
        (chosen,) = stage.parts.papers.targets()
        sheet = await stage.ask("topics.pick")
        assert isinstance(sheet, TopicPicker)
        stage.write("subject 4321")
        stage.press(Key.Key_Return)

        def topics() -> list[str]:
            papers, known, _ = stage.state()
            names = {topic.id: topic.path for topic in known}
            mine = next(paper for paper in papers if paper.id == chosen)
            return [names[topic] for topic in mine.topics]

        await until(lambda: topics() == ["Field 43/Subject 4321"])
        stage.press(Key.Key_Escape)

    assert play(story, folder) == 0
