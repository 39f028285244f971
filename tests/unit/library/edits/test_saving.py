"""Saved searches are kept, named inside others, and undone."""

import pytest

from app.domain.change import Facet
from app.domain.edit import AddSearch, ChangeSearch, DeleteSearch
from app.domain.errors import Conflict, InvalidInput, NotFound
from app.domain.query import SearchId
from app.domain.wanted import Key
from app.library import Library, Reader
from tests.unit.library.building import add, draft, titles


def save(library: Library, reader: Reader, name: str, text: str) -> SearchId:
    library.apply(AddSearch(name=name, text=text))
    return next(s.id for s in reader.searches() if s.name == name)


def test_saved_searches_are_listed_by_name(library: Library, reader: Reader) -> None:
    save(library, reader, "Nets", "nets")
    change = library.apply(AddSearch(name=' An "odd"  one ', text=" is:new "))

    assert change.facets == {Facet.SEARCHES}
    found = [(s.name, s.text) for s in reader.searches()]
    assert found == [("An odd one", "is:new"), ("Nets", "nets")]


def test_saved_search_is_undone_and_redone(library: Library, reader: Reader) -> None:
    nets = save(library, reader, "Nets", "nets")
    saved = reader.searches()
    library.apply(ChangeSearch(search_id=nets, name="N", text="a"))
    library.apply(DeleteSearch(nets))
    assert reader.searches() == ()

    library.undo()
    library.undo()
    assert reader.searches() == saved
    library.redo()
    assert [(s.name, s.text) for s in reader.searches()] == [("N", "a")]


def test_saved_search_is_used_inside_another(library: Library, reader: Reader) -> None:
    add(library, draft("Deep nets", year=2020), draft("Nets"), draft("Deep seas"))
    save(library, reader, "Deep Things", "deep or year:2019")
    save(library, reader, "Both", 'nets search:"deep things"')

    assert titles(reader, 'search:"Deep Things"') == ["Deep nets", "Deep seas"]
    assert titles(reader, "search:both") == ["Deep nets"]
    assert titles(reader, '-search:"deep things"') == ["Nets"]
    assert titles(reader, "search:unknown or seas") == ["Deep seas"]


def test_saved_searches_that_name_each_other_answer(
    library: Library, reader: Reader
) -> None:
    add(library, draft("Nets"), draft("Seas"))
    save(library, reader, "A", "search:B or nets")
    save(library, reader, "B", "search:A or seas or search:B")
    for n in range(20):
        inner = " or ".join([f"search:S{n + 1}"] * 60)
        save(library, reader, f"S{n}", inner)

    assert set(titles(reader, "search:A")) == {"Nets", "Seas"}
    assert titles(reader, "search:S0") == []


def test_saved_search_that_is_renamed_is_named_so_inside_others(
    library: Library, reader: Reader
) -> None:
    add(library, draft("Nets"), draft("Seas"))
    nets = save(library, reader, "My nets", "nets")
    save(library, reader, "Others", '-search:"my nets" or  none')

    library.apply(ChangeSearch(search_id=nets, name="All nets"))

    assert {s.text for s in reader.searches()} == {
        "nets",
        '-search:"All nets" or  none',
    }
    library.undo()
    assert "my nets" in reader.searches()[1].text


def test_saved_search_that_cannot_be_is_refused(
    library: Library, reader: Reader
) -> None:
    nets = save(library, reader, "Nets", "nets")
    other = save(library, reader, "Other", "o")

    with pytest.raises(Conflict):
        library.apply(AddSearch(name="NETS", text="a"))
    with pytest.raises(Conflict):
        library.apply(ChangeSearch(search_id=other, name="nets"))
    with pytest.raises(InvalidInput):
        library.apply(AddSearch(name=' " ', text="a"))
    with pytest.raises(InvalidInput):
        library.apply(ChangeSearch(search_id=nets, text=" "))
    with pytest.raises(NotFound):
        library.apply(DeleteSearch(SearchId("gone")))
    assert len(reader.searches()) == 2


def test_values_go_on_as_begun_the_most_common_first(
    library: Library, reader: Reader
) -> None:
    first = draft("One", year=2019, venue="ICML", tags=("deep", "50%"))
    add(library, first, draft("Two", year=2019, tags=("Deep",)), topics=("Agents/Use",))
    add(library, draft("Three", year=2021, tags=("wide",)))
    save(library, reader, "Mine", "x")

    tags = reader.values(Key.TAG)
    assert [(tag.lower(), n) for tag, n in tags] == [
        ("deep", 2),
        ("50%", 1),
        ("wide", 1),
    ]
    assert [v for v, _ in reader.values(Key.TAG, "50%")] == ["50%"]
    assert reader.values(Key.TAG, "%") == ()
    assert reader.values(Key.YEAR, "20") == (("2021", 1), ("2019", 2))
    assert reader.values(Key.VENUE, "ic") == (("ICML", 1),)
    assert reader.values(Key.STATUS, "n") == (("new", 3),)
    assert reader.values(Key.TOPIC, "us") == (("Agents/Use", 2),)
    assert reader.values(Key.SEARCH) == (("Mine", 0),)
    assert reader.values(Key.ADDED, "last w") == (("last week", 0),)
    assert reader.values(Key.FROM, "li") == (("list.txt", 3),)
    assert reader.values(Key.TITLE) == ()
    assert len(reader.values(Key.HAS, limit=2)) == 2
