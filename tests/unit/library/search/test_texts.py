"""Titles and abstracts are read in bulk, newest first, without the trash."""

from app.domain.edit import ChangePapers
from app.library import Library, Reader
from tests.unit.library.building import add, draft


def test_texts_come_in_pages_newest_first_without_the_trash(
    library: Library, reader: Reader
) -> None:
    (old,) = add(library, draft("Old", "first"))
    (gone,) = add(library, draft("Gone"))
    (new,) = add(library, draft("New", "last"))
    library.apply(ChangePapers(ids=(gone,), label="x", is_trashed=True))

    (first,) = reader.texts(None, 1)
    (second,) = reader.texts(first.key, 5)

    assert (first.id, first.title, first.abstract) == (new, "New", "last")
    assert (second.id, second.title, second.abstract) == (old, "Old", "first")
    assert reader.texts(second.key, 5) == ()
    assert [text.id for text in reader.texts_of((old, gone, new))] == [old, new]


def test_filings_name_the_papers_directly_under_each_topic(
    library: Library, reader: Reader
) -> None:
    one, two, three = add(
        library, draft("One"), draft("Two"), draft("Three"), topics=("A/B",)
    )
    library.apply(ChangePapers(ids=(one,), label="x", file_under=("A",)))
    library.apply(ChangePapers(ids=(three,), label="x", is_trashed=True))

    filings = reader.filings()

    paths = {topic.id: topic.path for topic in reader.topics()}
    assert {paths[topic]: set(ids) for topic, ids in filings.items()} == {
        "A": {one},
        "A/B": {one, two},
    }
