"""Papers found by their marks show the words found, read as rows are seen."""

import pytest
from PySide6 import QtCore

from app.domain.edit import AddMarks, DeleteMark
from app.domain.query import Query
from app.runtime.library_client import LibraryClient
from app.runtime.supervisor import TaskSupervisor
from app.ui.matches import snippet, words_in_marks
from app.ui.models.mark_snippets import MarkSnippets
from tests.support.waiting import until
from tests.unit.library.building import mark
from tests.unit.ui.conftest import AddTitles

pytestmark = pytest.mark.ui


@pytest.mark.asyncio
async def test_mark_with_most_words_of_the_search_is_given(
    library: LibraryClient, jobs: TaskSupervisor, root: QtCore.QObject, add: AddTitles
) -> None:
    (one,) = await add("One")
    (two,) = await add("Two")
    marks = (mark(one, "a sum"), mark(one, "a telescoping sum"), mark(two, "other"))
    await library.apply(AddMarks(marks))
    snippets = MarkSnippets(library, jobs, library.feed, root)
    first, second = [
        await library.read(lambda r, id=id: r.paper(id)) for id in (one, two)
    ]
    assert snippets.of(first) is None

    snippets.follow(Query("sum telesc"), 2)
    await until(lambda: snippets.of(first) == marks[1])
    assert snippets.of(second) is None
    await library.apply(DeleteMark(marks[1].id))
    await until(lambda: snippets.of(first) == marks[0])
    snippets.follow(Query("year:2020"), 2)
    assert snippets.of(first) is None


def test_snippet_begins_shortly_before_what_was_found() -> None:
    long = mark("p", "word " * 30 + "and the telescoping sum")  # type: ignore[arg-type]
    words = words_in_marks("telescoping -sum year:2020 mark:the")

    said = snippet(long, words, 12)

    assert words == ("telescoping", "the")
    assert said.text == "…word and the telescoping sum"
    assert [said.text[a:b] for a, b in said.spans] == ["the", "telescoping"]
    assert snippet(mark("p", "a sum"), words, 12).text == "a sum"  # type: ignore[arg-type]


def test_snippet_when_cut_then_its_own_begin_is_no_begin_of_the_mark() -> None:
    long = mark("p", "word " * 30 + "word and sum")  # type: ignore[arg-type]

    said = snippet(long, words_in_marks("mark:~^word mark:~sum"), 12)
    later = snippet(long, words_in_marks("mark:~sum"), 12)

    assert [said.text[a:b] for a, b in said.spans] == ["word", "sum"]
    assert said.text.startswith("word word")
    assert [later.text[a:b] for a, b in later.spans] == ["sum"]
    assert later.text == "…word and sum"
