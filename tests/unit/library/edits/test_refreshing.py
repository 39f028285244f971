"""A refresh sets what the user has not written, on many papers in one act."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.change import Facet
from app.domain.edit import ChangePapers, FieldChange, RefreshPapers
from app.domain.errors import InvalidInput, NotFound
from app.domain.fields import Fields
from app.domain.paper import Author, Detail, Identifier, Link, LinkKind, PaperId
from app.library import Library, Reader
from tests.unit.library.building import add, draft, dump, full_draft, titles

TOLD = Fields(
    title="Told",
    authors=(Author("Emmy Noether", "Noether", "Emmy"),),
    year=1918,
    venue="Göttinger Nachrichten",
    kind="book",
    details=(Detail("page", "235"),),
    identifiers=(Identifier("doi", "10.1000/told"),),
    links=(Link("https://told.example", LinkKind.PAGE),),
    tags=("told",),
    abstract="Told words.",
)


def refresh(*ids: PaperId, value: Fields = TOLD) -> RefreshPapers:
    changes = (
        FieldChange(paper_id=paper, field=name, value=value, source="Crossref")
        for paper in ids
        for name in value.names()
    )
    return RefreshPapers(changes=tuple(changes), label="Refreshed")


def fields_of(reader: Reader, paper_id: PaperId) -> dict[str, object]:
    paper = reader.paper(paper_id)
    return {name: getattr(paper, name) for name in TOLD.names()}


def test_refresh_sets_fields_of_many_that_stay_open_to_sources(
    library: Library, reader: Reader
) -> None:
    papers = add(library, full_draft(), draft("Bare"))

    change = library.apply(refresh(*papers), cause="test")

    for paper in papers:
        wanted = {name: getattr(TOLD, name) for name in TOLD.names()}
        assert fields_of(reader, paper) == wanted
        assert reader.paper(paper).edited == frozenset()
    assert change.papers == set(papers)
    assert change.facets == {Facet.PAPERS}
    assert titles(reader, "told noether") == ["Told", "Told"]
    assert len(reader.history()) == 2


@pytest.mark.parametrize("name", TOLD.names())
def test_refresh_leaves_the_field_that_the_user_wrote(
    name: str, library: Library, reader: Reader
) -> None:
    mine, other = add(library, full_draft("Mine"), full_draft("Another"))
    empty = {"title": "Written", "year": 0, "venue": "", "kind": "", "abstract": ""}
    written = Fields(**{name: empty.get(name, ())})
    library.apply(ChangePapers(ids=(mine,), label="Edited", fields=written))
    before = fields_of(reader, mine)[name]

    value = Fields(**{name: getattr(TOLD, name)})
    change = library.apply(refresh(mine, other, value=value))

    assert fields_of(reader, mine)[name] == before
    assert fields_of(reader, other)[name] == getattr(TOLD, name)
    assert change.papers == {other}
    assert reader.paper(mine).edited == {name}


def test_refresh_that_says_what_is_there_is_no_act(
    library: Library, reader: Reader
) -> None:
    (paper,) = add(library, full_draft())
    library.apply(refresh(paper))

    assert library.apply(refresh(paper)).is_empty
    assert len(reader.history()) == 2


def test_refresh_writes_the_field_that_is_named_alone(
    library: Library, reader: Reader
) -> None:
    (paper,) = add(library, full_draft())
    change = FieldChange(paper_id=paper, field="year", value=TOLD, source="DBLP")

    library.apply(RefreshPapers(changes=(change,), label="Refreshed"))

    assert reader.paper(paper).year == TOLD.year
    assert reader.paper(paper).title == full_draft().title


def test_refresh_that_cannot_be_changes_nothing(library: Library) -> None:
    (paper,) = add(library, full_draft())
    before = dump(library.folder)

    with pytest.raises(InvalidInput):
        library.apply(refresh(paper, value=Fields(venue="x", title=" ")))
    with pytest.raises(NotFound):
        library.apply(refresh(paper, PaperId("gone")))

    assert dump(library.folder) == before


TEXTS = st.text(max_size=6)
VALUES = st.builds(
    Fields,
    title=st.sampled_from(["A", "B $x$"]),
    kind=st.none() | TEXTS,
    venue=st.none() | TEXTS,
    year=st.none() | st.sampled_from([0, 1918]),
    details=st.none()
    | st.lists(st.builds(Detail, TEXTS, TEXTS), max_size=3).map(tuple),
    authors=st.none()
    | st.lists(st.builds(Author, TEXTS, TEXTS, TEXTS), max_size=3).map(tuple),
    tags=st.none() | st.lists(TEXTS, max_size=3).map(tuple),
    add_tags=st.lists(TEXTS, max_size=2).map(tuple),
)


@settings(max_examples=25, suppress_health_check=list(HealthCheck))
@given(values=st.lists(VALUES, min_size=1, max_size=4))
def test_undo_of_refreshes_restores_every_row(values: list[Fields]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        library = Library.open(Path(folder))
        papers = add(library, full_draft(), draft("Bare"))
        states = [dump(library.folder)]
        for value in values:
            if not library.apply(refresh(*papers, value=value)).is_empty:
                states.append(dump(library.folder))
        for state in reversed(states[:-1]):
            library.undo()
            assert dump(library.folder) == state
        for state in states[1:]:
            library.redo()
            assert dump(library.folder) == state
        library.close()
