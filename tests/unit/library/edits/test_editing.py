"""Fields that the user writes are theirs, are found, and are written whole."""

import pytest

from app.domain.edit import ChangePapers, CompletePaper
from app.domain.errors import InvalidInput
from app.domain.fields import Fields
from app.domain.paper import Author, Detail, Identifier, Link, LinkKind, Paper, PaperId
from app.library import Library, Reader
from tests.unit.library.building import add, draft, dump, full_draft, titles

FOUND = Fields(
    authors=(Author("A Source"),),
    year=1999,
    venue="A Source's Proceedings",
    identifiers=(Identifier("arxiv", "9901.00001"),),
    links=(Link("https://source.org", LinkKind.PAGE),),
)


def write(library: Library, *ids: PaperId, **fields: object) -> None:
    library.apply(ChangePapers(ids=ids, label="Edited", fields=Fields(**fields)))


def complete(library: Library, paper: PaperId) -> None:
    library.apply(
        CompletePaper(
            paper_id=paper,
            authors=FOUND.authors or (),
            year=FOUND.year,
            venue=FOUND.venue or "",
            identifiers=FOUND.identifiers or (),
            links=FOUND.links or (),
            label="Fetched",
        )
    )


def facts(paper: Paper) -> tuple[object, ...]:
    return (
        paper.authors,
        paper.year,
        paper.venue,
        paper.identifiers,
        paper.links,
    )


def test_fields_written_are_kept_as_source_and_remembered(
    library: Library, reader: Reader
) -> None:
    (paper,) = add(library, draft("Norms"))

    write(library, paper, title=r" The $\ell_2$ norm ", tags=("b", "a", "b", " "))

    written = reader.paper(paper)
    assert written.title == r"The $\ell_2$ norm"
    assert written.tags == ("b", "a")
    assert written.edited == {"title", "tags"}


def test_field_written_as_it_was_is_not_the_users(
    library: Library, reader: Reader
) -> None:
    (paper,) = add(library, full_draft())
    there = reader.paper(paper)

    change = library.apply(
        ChangePapers(
            ids=(paper,),
            label="Edited",
            fields=Fields(
                title=there.title,
                authors=there.authors,
                year=there.year,
                identifiers=there.identifiers,
                links=there.links,
                tags=there.tags,
                kind=there.kind,
                details=there.details,
            ),
        )
    )

    assert change.is_empty
    assert reader.paper(paper).edited == frozenset()


@pytest.mark.parametrize("name", ["authors", "year", "venue", "identifiers", "links"])
def test_what_the_user_emptied_is_not_filled_by_a_source(
    name: str, library: Library, reader: Reader
) -> None:
    (paper,) = add(library, full_draft())
    emptied = {"year": 0, "venue": ""}.get(name, ())
    write(library, paper, **{name: emptied})

    complete(library, paper)

    assert not getattr(reader.paper(paper), name)
    assert reader.paper(paper).edited == {name}


def test_what_the_user_left_alone_is_completed(
    library: Library, reader: Reader
) -> None:
    (paper,) = add(library, draft("Bare"))
    write(library, paper, title="Edited")

    complete(library, paper)

    wanted = (FOUND.authors, FOUND.year, FOUND.venue, FOUND.identifiers, FOUND.links)
    assert facts(reader.paper(paper)) == wanted


def test_search_follows_what_is_written(library: Library, reader: Reader) -> None:
    (paper,) = add(library, draft("Norms", "of vectors"))

    write(library, paper, title="Lengths", abstract="x", authors=(Author("Noether"),))
    found = [titles(reader, words) for words in ("norms", "vectors", "lengths noether")]
    library.undo()

    assert found == [[], [], ["Lengths"]]
    assert titles(reader, "norms vectors") == ["Norms"]
    assert reader.paper(paper).edited == frozenset()


def test_names_written_again_keep_the_parts_that_a_source_told(
    library: Library, reader: Reader
) -> None:
    (paper,) = add(library, full_draft())
    ada, borel = reader.paper(paper).authors

    write(library, paper, authors=(Author(borel.name), Author(ada.name), Author("New")))
    swapped = reader.paper(paper).authors
    write(library, paper, authors=(Author(ada.name, "Byron", "Ada"),))

    assert ada.family == "Lovelace"
    assert swapped == (borel, ada, Author("New"))
    assert reader.paper(paper).authors == (Author(ada.name, "Byron", "Ada"),)


def test_kind_and_details_are_written_whole(library: Library, reader: Reader) -> None:
    (paper,) = add(library, full_draft())

    write(library, paper, kind=" book ", details=(Detail("page", "1"),) * 2)

    assert reader.paper(paper).kind == "book"
    assert reader.paper(paper).details == (Detail("page", "1"),)
    assert reader.paper(paper).edited == {"kind", "details"}


def test_tags_are_added_and_removed_on_many(library: Library, reader: Reader) -> None:
    one, two = add(library, draft("One", tags=("old",)), draft("Two", tags=("new",)))

    write(library, one, two, add_tags=("new", "newer"), remove_tags=("old", "never"))

    assert (
        set(reader.paper(one).tags) == set(reader.paper(two).tags) == {"new", "newer"}
    )
    assert library.undo() is not None
    assert reader.paper(one).tags == ("old",)


def test_title_written_is_by_what_the_paper_is_known(
    library: Library, reader: Reader
) -> None:
    (paper,) = add(library, draft("A file name of a download"))

    write(library, paper, title="The real title")

    assert reader.find_known([draft("The Real Title!")]) == [paper]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"title": " \n "}, "A paper needs a title."),
        ({"year": 99}, "99 is no year."),
        ({"year": 10_000}, "10000 is no year."),
        (
            {"identifiers": (Identifier("doi", "10.1145/nnnnnnn.nnnnnnn"),)},
            "“10.1145/nnnnnnn.nnnnnnn” names no paper.",
        ),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_changed(
    fields: dict[str, object], words: str, library: Library
) -> None:
    (paper,) = add(library, full_draft())
    before = dump(library.folder)

    with pytest.raises(InvalidInput, match=words):
        write(library, paper, venue="elsewhere", **fields)

    assert dump(library.folder) == before


def test_fields_tell_their_names_in_the_order_of_the_form() -> None:
    fields = Fields(abstract="", details=(), kind="", year=0, add_tags=("x",))

    assert fields.names() == ("year", "kind", "details", "tags", "abstract")
