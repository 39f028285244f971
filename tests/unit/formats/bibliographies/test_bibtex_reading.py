"""Bibliographies of BibTeX and BibLaTeX, those of other programs and broken ones."""

from pathlib import Path

import pytest

from app.domain.errors import InvalidInput
from app.domain.paper import Author, Detail, Draft, Harvest, Identifier, Status
from app.formats import incoming
from app.formats.bibliographies.bibtex_reading import is_bibtex, read_bibtex
from app.formats.text import decode

SHARED = Path(__file__).parents[4] / ".." / "shared" / "data" / "bibliography"


def read(text: str) -> Harvest:
    return read_bibtex(text, source="x.bib")


def one(fields: str, entry_type: str = "article") -> Draft:
    [draft] = read(f"@{entry_type}{{key, title = {{A}}, {fields}}}").drafts
    return draft


def title(source: str) -> str:
    [draft] = read(f"@misc{{k, title = {{{source}}}}}").drafts
    return draft.title


def detail(draft: Draft, name: str) -> list[str]:
    return [d.value for d in draft.details if d.name == name]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (r"M{\"u}ller, {\"{o}} \"{o} {\o} \aa{} \ss", "Müller, ö ö ø å ß"),
        (r"\v{c} {\v c} {\'\i} na\"{\i}ve \H{o} \c{c}", "č č í naïve ő ç"),
        (r"The {BERT} of $O(n^{2})$ {{X}}", "The BERT of $O(n^{2})$ X"),
        (r"A \& B 5\% \#1 a\_b \$5", "A & B 5% #1 a_b $5"),
        (r"\emph{very {Big}} {\it small}", r"\emph{very Big} \textit{small}"),
        (r"The {\TeX}book", "The TeXbook"),
        (r"{\foo}bar \input{/etc/passwd}", r"\foo{}bar \input{/etc/passwd}"),
        (r"a~b  c", "a b c"),
    ],
)
def test_read_bibtex_when_tex_then_readable_and_its_meaning_kept(
    source: str, text: str
) -> None:
    assert title(source) == text


def test_read_bibtex_when_full_then_every_field_has_its_place() -> None:
    draft = one(
        r"""subtitle = "More of It", author = {Ludwig van Beethoven and
        {World Health Organization} and King, Jr., Martin and others},
        journal = jml # { Research}, year = 2020, month = mar, volume = {12},
        number = {3}, pages = {1--11}, doi = {https://doi.org/10.1000/A\_b},
        eprint = {2304.15004v2}, archivePrefix = {arXiv}, pmid = {123},
        url = {https://github.com/a/b}, keywords = {one, {two, three}},
        abstract = {First.

        Second.}, annote = {Mine}, editor = {Doe, Jane}, owner = {me {x}},
        publisher = {P}, issn = {1}"""
    )

    assert draft.title == "A: More of It"
    assert draft.authors == (
        Author("Ludwig van Beethoven", "van Beethoven", "Ludwig"),
        Author("World Health Organization", "World Health Organization"),
        Author("Martin King, Jr.", "King", "Martin, Jr."),
    )
    assert (draft.venue, draft.year) == ("jml Research", 2020)
    assert set(draft.identifiers) == {
        Identifier("doi", "10.1000/a_b"),
        Identifier("arxiv", "2304.15004"),
        Identifier("pmid", "123"),
    }
    assert [link.url for link in draft.links] == ["https://github.com/a/b"]
    assert draft.tags == ("one", "two, three")
    assert (draft.abstract, draft.note) == ("First.\n\nSecond.", "Mine")
    assert set(draft.details) == {
        Detail("citation-key", "key"),
        Detail("bibtex:others", "author"),
        Detail("bibtex:eprint", "2304.15004v2"),
        Detail("bibtex:owner", "me {x}"),
        Detail("issued", "2020-03"),
        Detail("volume", "12"),
        Detail("issue", "3"),
        Detail("page", "1-11"),
        Detail("editor", "Doe, Jane"),
        Detail("publisher", "P"),
        Detail("ISSN", "1"),
    }
    assert draft.provenance.original.startswith("@article{key,")


@pytest.mark.parametrize(
    ("entry_type", "kind"),
    [
        ("inproceedings", "paper-conference"),
        ("phdthesis", "thesis"),
        ("online", "webpage"),
        ("Dataset", "dataset"),
        ("nonsense", "document"),
    ],
)
def test_read_bibtex_when_of_a_type_then_of_a_kind(entry_type: str, kind: str) -> None:
    assert one("", entry_type).kind == kind


def test_read_bibtex_when_on_arxiv_only_then_a_preprint() -> None:
    scholar = one("journal = {arXiv preprint arXiv:1706.03762}")

    assert one("eprint = {2304.15004}", "misc").kind == scholar.kind == "article"
    assert scholar.identifiers == (Identifier("arxiv", "1706.03762"),)


def test_read_bibtex_when_a_part_of_a_book_then_its_isbn_names_no_paper() -> None:
    isbn = "isbn = {978-3-943267-91-4}"

    assert one(isbn, "book").identifiers == (Identifier("isbn", "9783943267914"),)
    chapter = one(isbn, "incollection")
    assert chapter.identifiers == ()
    assert detail(chapter, "ISBN") == ["978-3-943267-91-4"]


def test_read_bibtex_when_macros_and_parents_then_they_are_filled_in() -> None:
    harvest = read(
        '@string{J = "Journal"} @string{loop = loop2} @string{loop2 = loop}\n'
        "@article(a, title = {A}, journal = j # { of } # loop)\n"
        "@inproceedings{b, title = {B}, crossref = {P}, xdata = {x}}\n"
        "@proceedings{p, title = {Book}, year = 2001, doi = {10.1000/p}}\n"
        "@xdata{x, publisher = {Pub}}\n"
    )

    a, b, _ = harvest.drafts
    assert a.venue == "Journal of loop2"
    assert (b.venue, b.year, b.identifiers) == ("Book", 2001, ())
    assert detail(b, "publisher") == ["Pub"]
    assert [each.where for each in harvest.skipped] == ["x.bib, line 5"]


def test_read_bibtex_when_entries_are_broken_then_they_are_told_and_others_read() -> (
    None
):
    harvest = read(
        "@article{ok1, title = {One} year = 2020}\n"
        "@article{open, title = {Never closed, \n year = 1}\n"
        "@article{ok2, title = {Two}}\n"
        "@article{words, title = {T}, some words}\n"
        "\n@article{nothing}\n"
        "@comment{@article{in, title = {In a comment}}}\n"
        "% @article{off, title = {Off}}\n"
        'mail a@b.org (x) @article{ok1, title = "Three {"} quoted"}\n'
        "@book{end, title = {No end"
    )

    assert [d.title for d in harvest.drafts] == ["One", "Two", 'Three " quoted']
    assert harvest.drafts[0].year == 2020
    assert [each.where for each in harvest.skipped] == [
        f"x.bib, line {n}" for n in (2, 5, 7, 11)
    ]
    assert "closing brace" in harvest.skipped[0].why
    assert "some words" in harvest.skipped[1].why
    assert harvest.skipped[0].text.startswith("@article{open")


def test_read_bibtex_when_keys_are_paths_or_repeat_then_they_are_text() -> None:
    harvest = read("@misc{../../x, title={A}}\n@misc{a/b, title={B}}\n" * 2)

    keys = [detail(draft, "citation-key") for draft in harvest.drafts]
    assert keys == [["../../x"], ["a/b"]] * 2


def test_read_bibtex_when_from_jabref_then_groups_files_and_ranks() -> None:
    harvest = read(
        "@article{k, title={A}, groups={Sub, Else}, readstatus={read},\n"
        "ranking={rank4}, priority={prio1}, file={Main:a\\:b.pdf:PDF;:c.pdf:PDF}}\n"
        "@article{old, title={B}}\n"
        "@Comment{jabref-meta: fileDirectory:pdf;}\n"
        "@Comment{jabref-meta: grouping:\n0 AllEntriesGroup:;\n"
        "1 StaticGroup:Top\\;0\\;1\\;;\n2 ExplicitGroup:Sub\\;0\\;ol\nd\\;;\n}\n"
    )

    new, old = harvest.drafts
    assert new.topics == ("Top/Sub", "Else")
    assert old.topics == ("Top/Sub",)
    assert new.attachments == ("a:b.pdf", "c.pdf")
    assert (new.status, new.rating, new.is_starred) == (Status.DONE, 4, True)
    assert harvest.furniture == ("fileDirectory: pdf",)


@pytest.mark.parametrize(
    ("value", "paths"),
    [
        (r":C$\backslash$:/Users/x.pdf:pdf", ("C:/Users/x.pdf",)),
        (r"A:C\:\\d\\x.pdf:PDF", (r"C:\d\x.pdf",)),
        ("x.pdf:files/1/x.pdf:application/pdf", ("files/1/x.pdf",)),
        ("files/1/x.pdf;files/2/a\\;b.pdf", ("files/1/x.pdf", "files/2/a;b.pdf")),
        (":/a/b.pdf:PDF, :/c/d.epub:EPUB", ("/a/b.pdf", "/c/d.epub")),
        ("/home/a_b.pdf", ("/home/a_b.pdf",)),
    ],
)
def test_read_bibtex_when_it_names_files_then_their_paths(
    value: str, paths: tuple[str, ...]
) -> None:
    assert one(f"file = {{{value}}}").attachments == paths


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Mail me @home{office} about it\n\nand then some words\n",
        "From BibTeX to Meaning\n\nWords.\n\n@article{x, title = {A}}\nMore words.\n",
        "TY  - JOUR\nTI  - A\nER  -\n",
    ],
)
def test_is_bibtex_when_something_else_then_no(text: str) -> None:
    assert not is_bibtex(text)


def test_read_text_when_bibtex_then_its_papers() -> None:
    harvest = incoming.read_text("% by hand\n\n@article{a,title={A}}\n", name="x.bib")

    assert (harvest.kind, [d.title for d in harvest.drafts]) == ("BibTeX", ["A"])


def test_read_bibtex_when_without_entries_then_refused() -> None:
    with pytest.raises(InvalidInput, match="without an entry"):
        read("@string{a = {b}}\n@comment{c}\n")


@pytest.mark.parametrize(
    "text",
    [
        "@article{a, title={" + "{" * 30_000 + "x" + "}" * 30_000 + "}}",
        "@article{a, title={" + "{" * 30_000,
        "@a{b,\n" * 10_000,
        "@comment{\n" * 10_000 + "@misc{a, title={A}}",
        "@string{a0={xx}}"
        + "".join(f"@string{{a{i + 1}=a{i} # a{i}}}" for i in range(99))
        + "@misc{k, title=a99}",
        "@book{a, crossref={b}, title={A}}@book{b, crossref={a}, title={B}}",
        "@misc{a, title={" + "$x \\" * 30_000 + "}}",
        "@misc{a, title={A\x00B\udce4}}",
    ],
)
def test_read_bibtex_when_hostile_then_it_ends(text: str) -> None:
    harvest = read(text)

    assert harvest.drafts or harvest.skipped


@pytest.mark.skipif(not SHARED.exists(), reason="the shared bibliographies are absent")
def test_read_bibtex_when_others_files_then_none_is_lost() -> None:
    n_papers = 0
    for file in sorted(SHARED.rglob("*.bib")):
        if file.stat().st_size > 200_000:
            continue
        text, _ = decode(file.read_bytes())
        try:
            harvest = read(text)
        except InvalidInput:
            assert file.name in (
                "empty.bib",
                "no_bibtex.bib",
                "preamble.bib",
                "comment.bib",
            )
            continue
        assert all(draft.title for draft in harvest.drafts)
        assert all(each.why and each.where for each in harvest.skipped)
        n_papers += len(harvest.drafts)
    assert n_papers > 1000


def test_own_book_title_does_not_get_the_subtitle_of_the_parent() -> None:
    harvest = read(
        "@incollection{a, title={A}, booktitle={Space: The Frontier}, crossref={b}}"
        "@collection{b, title={Space}, booktitle={Space}, booksubtitle={The Frontier}}"
    )

    assert harvest.drafts[0].venue == "Space: The Frontier"


@pytest.mark.parametrize(
    ("source", "title"),
    [
        (r"On \enquote{Deep} Nets", "On “Deep” Nets"),
        (r"On \mkbibquote{a \enquote{b} c}", "On “a ‘b’ c”"),
        (r"Corpus\hyphen based \mkbibparens{new}", "Corpus-based (new)"),
        (r"Of \mkbibemph{E.~coli}", r"Of \emph{E. coli}"),
        (r"\enquote Odd {Words}", "Odd Words"),
    ],
)
def test_commands_of_quotes_and_of_biblatex_are_read(source: str, title: str) -> None:
    [draft] = read_bibtex(f"@misc{{a, title = {{{source}}}}}", source="x").drafts

    assert draft.title == title
