"""Merging unites what papers have, and undo brings every one back."""

import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.edit import (
    AddMarks,
    ChangePapers,
    EmptyTrash,
    KeepApart,
    MergePapers,
    Merger,
    TakeBack,
    WriteNote,
)
from app.domain.errors import InvalidInput, NotFound
from app.domain.fields import Fields
from app.domain.paper import (
    Author,
    Detail,
    Identifier,
    Link,
    LinkKind,
    PaperId,
    Sha256,
    Status,
    StoredFile,
)
from app.domain.query import Query
from app.library import Library, Reader
from tests.unit.library.building import add, draft, dump, listed, mark, progress

PREPRINT = draft(
    "Engines of Thought",
    "We think.",
    authors=(Author("A. Lovelace"), Author("C. Babbage")),
    year=2023,
    venue="arXiv",
    identifiers=(Identifier("arxiv", "2301.00001v1"),),
    links=(Link("https://code.example", LinkKind.CODE),),
    tags=("deep",),
    file=StoredFile(sha256=Sha256("1" * 64), length_bytes=1, name="preprint.pdf"),
)
ARTICLE = draft(
    "Engines of Thought",
    "We think of engines at length.",
    authors=(Author("Ada Lovelace"), Author("Charles Babbage")),
    year=2024,
    venue="Journal of Tests",
    identifiers=(Identifier("arxiv", "2301.00001v2"), Identifier("doi", "10.1/x")),
    links=(
        Link("https://code.example", LinkKind.CODE),
        Link("https://journal.example", LinkKind.PAGE),
    ),
    tags=("deep", "wide"),
    file=StoredFile(sha256=Sha256("2" * 64), length_bytes=1, name="article.pdf"),
)


def merge(library: Library, target: PaperId, *others: PaperId) -> None:
    library.apply(MergePapers(mergers=(Merger(target, others),), label="Merged"))


def test_merge_unites_a_preprint_and_its_article(
    library: Library, reader: Reader
) -> None:
    target, other = add(library, PREPRINT, ARTICLE)
    library.apply(ChangePapers(ids=(target,), label="x", file_under=("A/B",)))
    library.apply(
        ChangePapers(
            ids=(other,),
            label="x",
            status=Status.DONE,
            is_starred=True,
            rating=4,
            file_under=("A/B", "C"),
        )
    )
    library.apply(AddMarks((mark(other, "of engines"),)))

    merge(library, target, other)

    (paper,) = listed(reader)
    names = {topic.id: topic.path for topic in reader.topics()}
    assert paper.id == target
    assert (paper.venue, paper.year) == ("Journal of Tests", 2024)
    assert paper.abstract == "We think of engines at length."
    assert [a.name for a in paper.authors] == ["Ada Lovelace", "Charles Babbage"]
    assert [i.value for i in paper.identifiers] == ["2301.00001v1", "10.1/x"]
    assert [link.url for link in paper.links] == [
        "https://code.example",
        "https://journal.example",
    ]
    assert paper.tags == ("deep", "wide")
    assert [f.name for f in paper.files] == ["preprint.pdf", "article.pdf"]
    assert [names[topic] for topic in paper.topics] == ["A/B", "C"]
    assert (paper.status, paper.is_starred, paper.rating) == (Status.DONE, True, 4)
    assert len(paper.provenance) == 1  # of one import, they came from one place
    assert [m.quote for m in reader.marks(target)] == ["of engines"]
    assert listed(reader, Query(text="length")) == [paper]


def test_merge_joins_notes_with_where_each_is_from(
    library: Library, reader: Reader
) -> None:
    first, second, third, fourth = add(
        library, PREPRINT, ARTICLE, draft("Other"), draft("Silent")
    )
    for paper, text in ((first, "one"), (second, "two"), (third, "one")):
        library.apply(WriteNote(paper_id=paper, text=text))

    merge(library, first, second, third, fourth)

    note = reader.paper(first).note
    assert note is not None
    assert note.text == (
        "From “Engines of Thought” (arXiv 2301.00001v1):\n\none\n\n---\n\n"
        "From “Engines of Thought” (arXiv 2301.00001v2):\n\ntwo"
    )


def test_one_note_stays_as_it_is(library: Library, reader: Reader) -> None:
    first, second = add(library, PREPRINT, ARTICLE)
    library.apply(WriteNote(paper_id=second, text="alone"))

    merge(library, first, second)

    note = reader.paper(first).note
    assert note is not None
    assert note.text == "alone"


def test_what_the_user_edited_wins(library: Library, reader: Reader) -> None:
    target, other = add(library, PREPRINT, ARTICLE)
    library.apply(
        ChangePapers(
            ids=(target,),
            label="x",
            fields=Fields(venue="My shelf", abstract="Mine."),
        )
    )
    library.apply(ChangePapers(ids=(other,), label="x", fields=Fields(title="Theirs")))

    merge(library, target, other)

    paper = reader.paper(target)
    assert (paper.title, paper.venue, paper.abstract) == ("Theirs", "My shelf", "Mine.")
    assert paper.edited == {"title", "venue", "abstract"}


def test_merge_unites_details_those_of_the_publication_first(
    library: Library, reader: Reader
) -> None:
    preprint = replace(
        PREPRINT,
        kind="article",
        details=(Detail("publisher", "arXiv"), Detail("note", "12 pages")),
    )
    told = (Detail("volume", "3"), Detail("publisher", "T"), Detail("publisher", "U"))
    target, other, third = add(
        library,
        preprint,
        replace(ARTICLE, kind="article-journal", details=told),
        draft("Engines", kind="book", details=(Detail("volume", "9"),)),
    )

    merge(library, target, other, third)

    paper = reader.paper(target)
    assert paper.kind == "article-journal"
    assert paper.details == (*told, Detail("note", "12 pages"))


def test_merge_keeps_the_parts_of_names_and_the_details_that_the_user_wrote(
    library: Library, reader: Reader
) -> None:
    parted = (
        Author("Ada Lovelace", "Lovelace", "Ada"),
        Author("Charles Babbage", "Babbage", "Charles"),
    )
    target, other, third = add(
        library,
        replace(ARTICLE, details=(Detail("volume", "3"),)),
        replace(ARTICLE, authors=parted, kind="book"),
        replace(PREPRINT, details=(Detail("volume", "5"),)),
    )
    mine = Fields(details=(Detail("volume", "4"),))
    library.apply(ChangePapers(ids=(third,), label="x", fields=mine))

    merge(library, target, other, third)

    paper = reader.paper(target)
    assert paper.authors == parted
    assert paper.kind == "book"
    assert paper.details == mine.details
    assert "details" in paper.edited


def test_a_cut_title_is_made_whole(library: Library, reader: Reader) -> None:
    target, other = add(library, draft("Engines of…"), draft("Engines of Thought"))

    merge(library, target, other)

    assert reader.paper(target).title == "Engines of Thought"


def test_merged_paper_keeps_the_place_in_its_own_pdf_or_anothers(
    library: Library, reader: Reader
) -> None:
    first, second, third = add(library, PREPRINT, ARTICLE, draft("Other"))
    library.remember(second, progress(5))

    merge(library, first, second)
    taken = reader.paper(first).progress
    library.remember(third, progress(1))
    merge(library, third, first)

    assert taken == progress(5)
    assert reader.paper(third).progress == progress(1)
    library.undo()
    library.undo()
    assert reader.paper(first).progress is None
    assert reader.paper(second).progress == progress(5)


def test_place_in_a_merged_paper_outlives_other_undone_acts(
    library: Library, reader: Reader
) -> None:
    first, second = add(library, PREPRINT, ARTICLE)
    library.remember(second, progress(5))
    merge(library, first, second)
    library.apply(ChangePapers(ids=(first,), label="x", is_starred=True))
    library.undo()
    library.apply(ChangePapers(ids=(first,), label="x", rating=1))  # drops the redo

    library.undo()
    library.undo()

    assert reader.paper(second).progress == progress(5)


def test_trashed_and_untrashed_papers_merge_out_of_the_trash(
    library: Library, reader: Reader
) -> None:
    first, second = add(library, PREPRINT, ARTICLE)
    library.apply(ChangePapers(ids=(first,), label="x", is_trashed=True))

    merge(library, first, second)

    assert [paper.id for paper in listed(reader)] == [first]


def test_emptying_the_trash_forgets_what_was_merged_too(
    library: Library, reader: Reader
) -> None:
    first, second = add(library, PREPRINT, ARTICLE)
    library.remember(second, progress(5))
    merge(library, first, second)
    library.apply(ChangePapers(ids=(first,), label="bin", is_trashed=True))

    library.apply(EmptyTrash())

    while library.undo():
        pass
    assert listed(reader) == []
    with pytest.raises(NotFound):
        reader.paper(second)
    assert reader.check() == []


def test_pairs_kept_apart_follow_the_paper_that_stays(
    library: Library, reader: Reader
) -> None:
    same = draft("A Long Title of Some Words", "", authors=(Author("Ada Lovelace"),))
    first, second, third = add(library, same, same, same)
    library.apply(KeepApart(ids=(second, third), label="Kept apart"))

    merge(library, first, second)

    assert reader.find_duplicates(lambda _: None) == ()


@pytest.mark.parametrize(("target", "others"), [(0, (0,)), (0, ()), (0, (1, 1))])
def test_merging_a_paper_with_itself_is_refused(
    library: Library, target: int, others: tuple[int, ...]
) -> None:
    ids = add(library, PREPRINT, ARTICLE)
    before = dump(library.folder)

    with pytest.raises(InvalidInput):
        merge(library, ids[target], *(ids[n] for n in others))

    assert dump(library.folder) == before


def test_merging_a_paper_that_is_gone_changes_nothing(library: Library) -> None:
    ids = add(library, PREPRINT, ARTICLE)
    merge(library, *ids)
    before = dump(library.folder)

    with pytest.raises(NotFound):
        merge(library, *ids)

    assert dump(library.folder) == before


def test_keeping_one_paper_apart_is_refused(library: Library) -> None:
    ids = add(library, PREPRINT)

    with pytest.raises(InvalidInput):
        library.apply(KeepApart(ids=ids, label="x"))


DRAFTS = st.lists(st.sampled_from([PREPRINT, ARTICLE, draft("Third")]), min_size=2)
ORDER = st.randoms(use_true_random=False)


@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(drafts=DRAFTS, chance=ORDER)
def test_undo_of_any_mergers_gives_every_paper_back(drafts: list, chance) -> None:  # type: ignore[type-arg, no-untyped-def]
    with tempfile.TemporaryDirectory() as folder:
        library, reader = Library.open(Path(folder)), Reader.open(Path(folder))
        ids = list(add(library, *drafts[:8], topics=("A/B",)))
        for paper in ids:
            _work_on(library, paper, chance)
        library.apply(KeepApart(ids=tuple(chance.sample(ids, 2)), label="apart"))
        library.remember(ids[-1], progress())
        states, shown = [dump(library.folder)], [listed(reader)]
        while len(ids) > 1:
            group = chance.sample(ids, min(len(ids), chance.randrange(2, 4)))
            merge(library, *group)
            ids = [paper for paper in ids if paper not in group[1:]]
            states.append(dump(library.folder))
            shown.append(listed(reader))

        for state, papers in zip(states[-2::-1], shown[-2::-1], strict=True):
            library.undo()
            assert dump(library.folder) == state
            assert listed(reader) == papers
        for state, papers in zip(states[1:], shown[1:], strict=True):
            library.redo()
            assert dump(library.folder) == state
            assert listed(reader) == papers
        reader.close()
        library.close()


def _work_on(library: Library, paper: PaperId, chance) -> None:  # type: ignore[no-untyped-def]
    """Do some of what a reader does with a paper."""
    library.apply(
        ChangePapers(
            ids=(paper,),
            label="x",
            status=chance.choice(list(Status)),
            is_starred=chance.random() < 0.5,
            file_under=(chance.choice(["A", "C/D"]),),
            fields=Fields(venue=chance.choice(["", "Proceedings"])),
        )
    )
    if chance.random() < 0.5:
        library.apply(WriteNote(paper_id=paper, text=chance.choice(["one", "two"])))
    if chance.random() < 0.5:
        library.apply(AddMarks((mark(paper),)))


def test_a_merger_of_the_past_is_taken_back(library: Library, reader: Reader) -> None:
    target, other, third = add(library, PREPRINT, ARTICLE, draft("Third"))
    library.apply(WriteNote(paper_id=other, text="two"))
    library.apply(AddMarks((mark(other),)))
    before = listed(reader), reader.marks(other)
    act = library.apply(
        MergePapers(mergers=(Merger(target, (other,)),), label="Merged")
    ).act
    assert act is not None
    library.apply(ChangePapers(ids=(third,), label="x", is_starred=True))

    library.apply(TakeBack(act))

    library.apply(ChangePapers(ids=(third,), label="x", is_starred=False))
    assert (listed(reader), reader.marks(other)) == before
