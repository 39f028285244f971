"""Marks are tagged as one act, found by their tags, and keep them wherever they go."""

from dataclasses import replace

import pytest

from app.domain.edit import (
    AddMarks,
    AddPapers,
    ChangeMark,
    ChangePapers,
    DeleteMark,
    MergePapers,
    Merger,
    RestoreDeleted,
)
from app.domain.errors import InvalidInput, NotFound
from app.domain.mark import Mark
from app.domain.mark_tag import MOST_TAGS
from app.domain.paper import MarkId, PaperId
from app.domain.wanted import Key
from app.library import Library, Reader
from tests.unit.library.building import add, draft, mark, titles


def marked(library: Library, paper: PaperId, quote: str, *tags: str) -> Mark:
    """Mark a paper, tagged."""
    made = replace(mark(paper, quote), tags=tags)
    library.apply(AddMarks((made,)))
    return made


def tags(reader: Reader, paper: PaperId) -> list[tuple[str, ...]]:
    return [one.tags for one in reader.marks(paper)]


def found(reader: Reader, text: str) -> list[str]:
    return [one.mark.quote for one in reader.find_marks(text, limit=9)]


def test_a_tag_is_added_and_taken_off_by_acts_that_undo_takes_back(
    library: Library, reader: Reader
) -> None:
    (paper,) = add(library, draft("One"))
    made = marked(library, paper, "a sum")

    added = library.apply(ChangeMark(mark_id=made.id, add_tags=(" #Method",)))
    again = library.apply(ChangeMark(mark_id=made.id, add_tags=("METHOD",)))
    library.apply(ChangeMark(mark_id=made.id, add_tags=("open question",)))
    gone = library.apply(ChangeMark(mark_id=made.id, remove_tags=("method",)))

    assert added.label == "Tagged the mark “a sum” with Method"
    assert again.is_empty
    assert gone.label == "Took method off the mark “a sum”"
    assert tags(reader, paper) == [("open question",)]
    library.undo()
    assert tags(reader, paper) == [("Method", "open question")]
    library.undo()
    library.undo()
    assert tags(reader, paper) == [()]
    library.redo()
    assert tags(reader, paper) == [("Method",)]


def test_a_tag_that_is_none_changes_nothing(library: Library, reader: Reader) -> None:
    (paper,) = add(library, draft("One"))
    made = marked(library, paper, "a sum", "old")

    for given in (("#",), ("x" * 99,)):
        with pytest.raises(InvalidInput):
            library.apply(ChangeMark(mark_id=made.id, add_tags=given))
    with pytest.raises(NotFound):
        library.apply(ChangeMark(mark_id=MarkId("none"), add_tags=("a",)))

    assert tags(reader, paper) == [("old",)]


def test_a_mark_that_is_full_takes_no_tag_in_silence(
    library: Library, reader: Reader
) -> None:
    (paper,) = add(library, draft("One"))
    full = [f"tag {n}" for n in range(MOST_TAGS)]
    made = marked(library, paper, "a sum", *full)

    with pytest.raises(InvalidInput, match="at most"):
        library.apply(ChangeMark(mark_id=made.id, add_tags=("one more",)))
    library.apply(ChangeMark(mark_id=made.id, add_tags=("TAG 1",)))
    library.apply(
        ChangeMark(mark_id=made.id, add_tags=("new",), remove_tags=("tag 0",))
    )

    assert tags(reader, paper) == [(*full[1:], "new")]


def test_marks_are_found_by_their_tags(library: Library, reader: Reader) -> None:
    one, two = add(library, draft("One"), draft("Two"))
    marked(library, one, "a sum", "Method", "Open Question")
    marked(library, two, "a proof", "methods", "50% off_x")
    marked(library, two, "a proof of nothing")

    assert found(reader, "#meth") == ["a proof", "a sum"]
    assert found(reader, "#METHODS proof") == ["a proof"]
    assert found(reader, '#"open q"') == ["a sum"]
    assert found(reader, "#method #open") == ["a sum"]
    assert found(reader, "mark-tag:method") == ["a sum"]
    assert found(reader, '"#method"') == found(reader, "#none proof") == []
    assert found(reader, "#") == found(reader, "")
    best = reader.find_marks("mark-tag:methods", among=(one, two))
    assert [each.mark.quote for each in best] == ["a proof"]
    library.apply(ChangePapers(ids=(one,), label="Trashed", is_trashed=True))
    assert found(reader, "#method") == ["a proof"]


@pytest.mark.parametrize(
    ("text", "papers"),
    [
        ("mark-tag:METHOD", ["One"]),
        ("Mark-Tags:method", ["One"]),
        ('mark-tag:"open question"', ["Two", "One"]),
        ("mark-tag:meth", []),
        ("-mark-tag:method", ["Bare", "Two"]),
        ("mark-tag:method or title:bare", ["Bare", "One"]),
        ("mark-tag:~^meth", ["Two", "One"]),
        ('mark-tag:"50% off_x" t', ["Two"]),
        ("has:marks -mark-tag:~.", []),
        ('mark-tag:"so ""called"""', ["One"]),
    ],
)
@pytest.mark.parametrize("most_few", [1_000, -1])
def test_papers_are_found_by_the_tags_of_their_marks(
    library: Library,
    reader: Reader,
    monkeypatch: pytest.MonkeyPatch,
    most_few: int,
    text: str,
    papers: list[str],
) -> None:
    monkeypatch.setattr("app.library.search.searching._TINY_PLACE", -1)
    monkeypatch.setattr("app.library.search.asking.MOST_FEW", most_few)
    one, two, _ = add(library, draft("One"), draft("Two"), draft("Bare"))
    marked(library, one, "a sum", "Method", "open question", 'so "called"')
    marked(library, two, "a proof", "methods", "Open Question", "50% off_x")

    assert sorted(titles(reader, text)) == sorted(papers)


def test_tags_in_use_are_told_with_the_number_of_their_papers(
    library: Library, reader: Reader
) -> None:
    one, two = add(library, draft("One"), draft("Two"))
    marked(library, one, "a sum", "method", "Open")
    marked(library, one, "a product", "method")
    marked(library, two, "a proof", "Method", "other")

    def used(start: str, limit: int = 9) -> tuple[tuple[str, int], ...]:
        return reader.values(Key.MARK_TAG, start, limit=limit)

    assert used("") == (("method", 2), ("Open", 1), ("other", 1))
    assert used("O", 1) == (("Open", 1),)
    assert used("#ME") == (("method", 2),)
    assert used("x") == ()


def test_tags_go_with_a_merge_and_come_back_from_the_trash(
    library: Library, reader: Reader
) -> None:
    kept, other = add(library, draft("Kept"), draft("Other"))
    made = marked(library, other, "a sum", "method")

    library.apply(MergePapers(mergers=(Merger(kept, (other,)),), label="Merged"))
    library.apply(DeleteMark(made.id))
    assert titles(reader, "mark-tag:method") == []
    (gone,) = reader.trash()
    library.apply(RestoreDeleted(act=gone.act, kind=gone.kind, key=gone.key))

    assert tags(reader, kept) == [("method",)]
    assert titles(reader, "mark-tag:method") == ["Kept"]


def test_another_librarys_mark_brings_its_tags_to_the_same_one_here(
    library: Library, reader: Reader
) -> None:
    (paper,) = add(library, draft("One"))
    made = marked(library, paper, "a sum", "Mine")
    theirs = replace(made, id=MarkId("other"), tags=("MINE", "theirs"))
    more = draft("One", marks=(theirs,))

    change = library.apply(AddPapers(drafts=(), label="u", updates=((paper, more),)))
    again = library.apply(AddPapers(drafts=(), label="u", updates=((paper, more),)))

    assert tags(reader, paper) == [("Mine", "theirs")]
    assert (change.is_empty, again.is_empty) == (False, True)
    (new,) = add(library, draft("New", marks=(theirs,)))
    assert tags(reader, new) == [("MINE", "theirs")]
