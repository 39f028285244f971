"""Marks are found by their words in the whole library, whatever is done and undone."""

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.edit import (
    AddMarks,
    ChangeMark,
    ChangePapers,
    DeleteMark,
    EmptyTrash,
    MergePapers,
    Merger,
)
from app.library import Library, Reader
from app.library.folding import fold
from tests.unit.library.building import add, draft, mark


def found(reader: Reader, text: str, limit: int = 10) -> list[tuple[str, str]]:
    marks = reader.find_marks(text, limit=limit)
    return [(one.title, one.mark.quote) for one in marks]


def test_marks_are_found_by_what_was_marked_and_what_was_written(
    library: Library, reader: Reader
) -> None:
    one, two = add(library, draft("One"), draft("Two"))
    library.apply(AddMarks((mark(one, "A télescoping sum"), mark(two, "深度学习"))))
    commented = mark(two, "other words")
    library.apply(AddMarks((commented,)))
    library.apply(ChangeMark(mark_id=commented.id, comment="a sum too?"))

    assert found(reader, "SUM") == [
        ("Two", "other words"),
        ("One", "A télescoping sum"),
    ]
    assert found(reader, "telesc sum") == [("One", "A télescoping sum")]
    assert found(reader, '"telescoping su"') == []
    assert found(reader, "学习") == [("Two", "深度学习")]
    assert found(reader, "words too") == [("Two", "other words")]
    assert found(reader, "", limit=2) == [("Two", "other words"), ("Two", "深度学习")]
    assert found(reader, '" * - ( NEAR ~') == []
    (first,) = reader.find_marks("telesc", limit=1)
    assert first.mark == reader.marks(one)[0]


def test_marks_of_papers_in_the_trash_are_not_found_and_leave_no_trace(
    library: Library, reader: Reader
) -> None:
    (paper,) = add(library, draft("One"))
    library.apply(AddMarks((mark(paper, "secret words"),)))

    library.apply(ChangePapers(ids=(paper,), label="Trashed", is_trashed=True))

    assert found(reader, "secret") == found(reader, "") == []
    library.undo()
    assert len(found(reader, "secret")) == 1
    library.redo()
    library.apply(EmptyTrash())
    (n_texts,) = library._connection.execute(
        "select count(*) from mark_text"
    ).fetchone()
    assert n_texts == 0


def test_marks_go_with_a_merge_and_come_back_with_its_undo(
    library: Library, reader: Reader
) -> None:
    kept, other = add(library, draft("Kept"), draft("Other"))
    library.apply(AddMarks((mark(other, "sum"),)))

    library.apply(
        MergePapers(mergers=(Merger(target=kept, others=(other,)),), label="Merged")
    )
    assert found(reader, "sum") == [("Kept", "sum")]

    library.undo()
    assert found(reader, "sum") == [("Other", "sum")]


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["add", "comment", "delete", "undo", "redo"]),
        st.integers(0, 3),
        st.sampled_from(["alpha", "alphabet beta", "gamma"]),
    ),
    max_size=12,
)


@settings(max_examples=40)
@given(acts=ACTS)
def test_index_of_marks_follows_every_act_and_undo(
    acts: list[tuple[str, int, str]], tmp_path_factory: object
) -> None:
    folder = Path(tmp_path_factory.mktemp("marked"))  # type: ignore[attr-defined]
    library = Library.open(folder)
    reader = Reader.open(folder)
    papers = add(library, draft("One"), draft("Two"))
    for act, n, words in acts:
        there = [m for paper in papers for m in reader.marks(paper)]
        if act == "add":
            library.apply(AddMarks((mark(papers[n % 2], words),)))
        elif act == "undo" and (reader.undo_label() or "").startswith("Added 2"):
            continue
        elif act == "undo":
            library.undo()
        elif act == "redo":
            library.redo()
        elif there and act == "comment":
            library.apply(ChangeMark(mark_id=there[n % len(there)].id, comment=words))
        elif there:
            library.apply(DeleteMark(mark_id=there[n % len(there)].id))

    there = [m for paper in papers for m in reader.marks(paper)]
    for wanted in ("alph", "beta", "gam alpha"):
        expected = {
            m.id
            for m in there
            if all(
                f" {w}" in f" {fold(m.quote)} {fold(m.comment)}" for w in wanted.split()
            )
        }
        assert {one.mark.id for one in reader.find_marks(wanted, limit=99)} == expected
    reader.close()
    library.close()
