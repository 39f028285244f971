"""Duplicates are found by name, file and title; what only looks alike is not."""

import pytest

from app.domain.edit import ChangePapers, KeepApart
from app.domain.paper import Author, Draft, Identifier, PaperId, StoredFile
from app.library import Interrupted, Library, Reader
from tests.unit.library.building import SHA, add, draft

TITLE = "Learning to Walk on Slippery Ground: Robots in the Wild"
SAID = "We let robots walk over ice and oil and tell how often each of them fell down."
UNLIKE = "Proteins fold in milliseconds; here is a bound for the energy of such a path."


def work(title: str = TITLE, said: str = SAID, **more: object) -> Draft:
    given = {"authors": (Author("Ada Lovelace"), Author("Bo Ek")), "year": 2020}
    return draft(title, said, **(given | more))


def named(scheme: str, value: str) -> tuple[Identifier, ...]:
    return (Identifier(scheme, value),)


def found(library: Library, reader: Reader, *drafts: Draft) -> list[tuple[bool, str]]:
    """Return for each group found whether it is certain, and why it is one."""
    add(library, *drafts)
    groups = reader.find_duplicates(lambda _: None)
    return [(group.is_certain, group.reasons[0]) for group in groups]


FILE = StoredFile(sha256=SHA, length_bytes=10, name="a.pdf")
SURE, MAYBE = True, False
PAIRS = [
    (
        work(identifiers=named("arxiv", "2001.00001v1")),
        work("Robots that Walk", identifiers=named("arxiv", "2001.00001v3")),
        (SURE, "same arXiv id 2001.00001"),
    ),
    (
        work(identifiers=named("arxiv", "2001.00001v1")),
        work(identifiers=named("doi", "10.48550/arXiv.2001.00001")),
        (SURE, "same arXiv id 2001.00001"),
    ),
    (
        work(identifiers=named("doi", "10.1/Walk")),
        work(TITLE[:30], "", identifiers=named("doi", "https://doi.org/10.1/walk")),
        (SURE, "same DOI 10.1/walk"),
    ),
    (
        work("Walking", "", kind="book", identifiers=named("isbn", "0306406152")),
        work("Running", "", identifiers=named("isbn", "978-0-306-40615-7")),
        (SURE, "same ISBN 9780306406157"),
    ),
    (work(file=FILE), work("a", "", authors=(), file=FILE), (SURE, "same PDF")),
    (work(), work(TITLE.upper(), ""), (SURE, "same title and first author")),
    (
        work(identifiers=named("doi", "10.1/a")),
        work(identifiers=named("doi", "10.1/b")),
        (MAYBE, "same title and first author"),
    ),
    (
        work(identifiers=named("arxiv", "2001.00001")),
        work(identifiers=named("doi", "10.1/b"), year=2021),
        (SURE, "same title and first author"),
    ),
    (
        work(),
        work(authors=(Author("Lovelace, A."),), year=2022),
        (MAYBE, "same title and first author"),
    ),
    (
        work(),
        work(TITLE.replace("Slippery", "Slipprey"), ""),
        (MAYBE, "almost the same title"),
    ),
    (
        work("On the Walking of Robots in Ice"),
        work("Walking of the Robots in Ice", year=None),
        (MAYBE, "almost the same title"),
    ),
    (
        work("Real time control of walking robots"),
        work("Realtime Control of the Walking Robots", authors=()),
        (MAYBE, "almost the same title"),
    ),
    (
        work(),
        work(TITLE.partition(":")[0]),
        (MAYBE, "same title but for the subtitle"),
    ),
    (
        work(r"Bounds for $\alpha$-Divergence in the Wild"),
        work("Bounds for α-Divergence in the Wild", year=None),
        (SURE, "same title and first author"),
    ),
    (work(), work(authors=(), said=""), (MAYBE, "same title")),
    (
        work(),
        work(authors=(Author("Bo Ek"),)),
        (MAYBE, "same title, much the same abstract"),
    ),
    (
        work("Learning to Program Robots in C++"),
        work("Learning to Program Robots in C", ""),
        (MAYBE, "same title and first author"),
    ),
    (
        work(r"Observation of the decay of $\Xi_{cc}^{++}$ baryons", ""),
        work("Observation of the Decay of Ξcc+ Baryons"),
        (MAYBE, "same title and first author"),
    ),
    (
        work(r"Observation of the decay of $B^{+}$ mesons", ""),
        work("Observation of the Decay of B⁺ Mesons"),
        (SURE, "same title and first author"),
    ),
    (
        work(authors=(Author("Wei Zhang"),), said=""),
        work(authors=(Author("Lei Zhang"),)),
        (MAYBE, "same title and first author"),
    ),
    (
        work(authors=(Author("Zhang, W."),), said=""),
        work(authors=(Author("Wei Zhang"),)),
        (SURE, "same title and first author"),
    ),
    (work("学习在湿滑的地面上行走"), work("学习在湿滑的地面上行走", ""), (SURE, "")),
]


@pytest.mark.parametrize(("one", "other", "verdict"), PAIRS)
def test_two_records_of_one_paper_are_found(
    library: Library,
    reader: Reader,
    one: Draft,
    other: Draft,
    verdict: tuple[bool, str],
) -> None:
    [(is_certain, why)] = found(library, reader, one, other)

    assert is_certain is verdict[0]
    assert verdict[1] in why


APART = [
    (work(), work(f"{TITLE} II")),
    (work("Challenge Report of Robots 2019"), work("Challenge Report of Robots 2020")),
    (work(), work(f"Reply to: {TITLE}")),
    (work("Robots in the Cold Wild"), work("Robots in the Cold Wild: Part II")),
    (work("Robots in the Cold Wild"), work("Robots in the Cold Wild: Supplement")),
    (work("Robots Learn 12 Ways of Walking"), work("Robots Learn 21 Ways of Walking")),
    (work(), work(f"{TITLE} without Feet")),
    (
        work("Supervised Walking of Small Robots"),
        work("Unsupervised Walking of Small Robots"),
    ),
    (
        work("Walking with a Small Robot Here"),
        work("Walking without a Small Robot Here"),
    ),
    (
        work("Micro Robots and their Walking"),
        work("Macro Robots and their Walking"),
    ),
    (work(), work(said=UNLIKE)),
    (work(), work(authors=(Author("Bo Ek"),), said="")),
    (work(), work(said="", year=2010)),
    (work("Introduction", ""), work("Introduction", "", authors=())),
    (
        work(identifiers=named("doi", "10.1/volume")),
        work(
            "Fish and their Fins in Colder Water",
            UNLIKE,
            authors=(Author("Bo Ek"),),
            identifiers=named("doi", "10.1/volume"),
        ),
    ),
    (
        work(file=FILE),
        work("Fish and Fins", UNLIKE, authors=(Author("Bo Ek"),), file=FILE),
    ),
    (
        work(identifiers=named("arxiv", "2001.00001"), said=""),
        work(
            TITLE.replace("Robots", "Robot"),
            "",
            identifiers=named("arxiv", "2001.00002"),
        ),
    ),
    (
        work("Walking", "", kind="chapter", identifiers=named("isbn", "0306406152")),
        work("Running", "", kind="chapter", identifiers=named("isbn", "0306406152")),
    ),
    (work(""), work("")),
]


@pytest.mark.parametrize(("one", "other"), APART)
def test_two_papers_that_look_alike_are_left(
    library: Library, reader: Reader, one: Draft, other: Draft
) -> None:
    assert found(library, reader, one, other) == []


def test_groups_hold_all_forms_of_a_paper_with_the_fullest_first(
    library: Library, reader: Reader
) -> None:
    ids = add(
        library,
        work(said="", venue="arXiv"),
        work("Something Else of Five Words"),
        work(venue="Journal of Tests"),
        work(said=""),
    )

    [group] = reader.find_duplicates(lambda _: None)

    assert group.ids[0] == ids[2]
    assert set(group.ids) == {ids[0], ids[2], ids[3]}
    assert group.is_certain


def test_a_doubtful_form_does_not_make_a_certain_group_doubtful(
    library: Library, reader: Reader
) -> None:
    add(library, work(), work(), work(TITLE.replace("Slippery", "Slipprey")))

    certain, maybe = reader.find_duplicates(lambda _: None)

    assert (certain.is_certain, maybe.is_certain) == (True, False)
    assert len(set(certain.ids) & set(maybe.ids)) == 1


def test_papers_kept_apart_are_not_found_again_until_undo(
    library: Library, reader: Reader
) -> None:
    ids = add(library, work(), work())
    library.apply(KeepApart(ids=ids, label="Kept apart"))

    assert reader.find_duplicates(lambda _: None) == ()
    assert library.apply(KeepApart(ids=ids[::-1], label="again")).is_empty
    library.undo()
    assert len(reader.find_duplicates(lambda _: None)) == 1


def test_no_group_holds_two_papers_kept_apart(library: Library, reader: Reader) -> None:
    ids = add(library, work(), work(), work())
    library.apply(KeepApart(ids=ids[:2], label="Kept apart"))

    groups = reader.find_duplicates(lambda _: None)

    assert all(not set(ids[:2]) <= set(group.ids) for group in groups)


def test_the_trash_is_left_out(library: Library, reader: Reader) -> None:
    ids = add(library, work(), work())
    library.apply(ChangePapers(ids=ids[:1], label="bin", is_trashed=True))

    assert reader.find_duplicates(lambda _: None) == ()


def test_progress_rises_to_the_end_and_may_stop_the_search(
    library: Library, reader: Reader
) -> None:
    add(library, work(), work())
    told: list[float] = []

    def stop(_fraction: float) -> None:
        raise Interrupted

    reader.find_duplicates(told.append)
    assert told == sorted(told)
    assert told[-1] == 1.0
    with pytest.raises(Interrupted):
        reader.find_duplicates(stop)
    assert len(reader.find_duplicates(told.append)) == 1


def test_hostile_titles_are_compared_in_time(library: Library, reader: Reader) -> None:
    long = "very " * 500_000
    drafts = [work(long), work(long), work("$" * 5_000), work("\ud800 \x00 {{{")]

    assert [certain for certain, _ in found(library, reader, *drafts)] == [True]


def test_import_finds_what_may_be_here(library: Library, reader: Reader) -> None:
    (here,) = add(library, work())
    asked: list[tuple[Draft, PaperId | None]] = [
        (work(TITLE.partition(":")[0]), here),
        (work(TITLE.replace("Slippery", "Slipprey"), ""), here),
        (work(f"{TITLE} II"), None),
        (work("Introduction"), None),
        (work(said=UNLIKE), None),
    ]

    assert reader.find_alike([d for d, _ in asked]) == [wanted for _, wanted in asked]
