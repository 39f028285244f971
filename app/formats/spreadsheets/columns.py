"""Columns of tables about papers: what programs call them, and what they are."""

import re
from collections.abc import Mapping
from types import MappingProxyType

COLUMNS = (
    *("title", "authors", "year", "venue", "type", "doi", "arxiv", "pmid", "isbn"),
    *("url", "status", "starred", "rating", "tags", "added", "note", "abstract"),
    *("citations", "upvotes", "stars", "counted", "code", "project"),
)
"""The columns of `tables.write_csv`, but for the last."""
REST = "octavo"
"""The column of our own tables with what the others cannot hold (see `remainder`)."""

_SIGNS = re.compile(r"[\s_./()-]+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_LEAD = re.compile(r"(?:ids|item|primary location) (?=\w)")


def _named(names: str) -> tuple[str, ...]:
    return tuple(" ".join(name.split()) for name in names.split(","))


_COLUMNS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "title": _named("title, document title, article title, paper title, titles"),
        "named": _named("display name"),
        "full authors": _named("author full names, book author full names, full names"),
        "authors": _named(
            """authors, author, author s, author names, creators, creator,
            authorships author display name, authors list, book authors"""
        ),
        "year": _named("year, publication year, pub year, pub time, published year"),
        "date": _named(
            """date, publication date, date published, published, published date,
            issued, pub date, cover date, release date"""
        ),
        "venue": _named(
            """venue, journal, source title, publication title, publication, source,
            journal book, container title, journal name, journal title, book title,
            source display name, conference, conference name, booktitle, proceedings
            title, publication name, publication venue"""
        ),
        "abstract": _named("abstract, abstract note, summary"),
        "doi": _named("doi, digital object identifier, doi link"),
        "arxiv": _named("arxiv, arxiv id, eprint"),
        "pmid": _named("pmid, pub med id, pubmed id, pubmed"),
        "pmcid": _named("pmcid, pmc, pmc id"),
        "serial": _named("isbn, isbns, issn, issns, e issn, eissn, isbn 13"),
        "url": _named(
            """url, urls, link, links, web page, webpage, article url, source url,
            external url, landing page url, code, project, pdf link, pdf url,
            best oa location pdf url, html url, source urls"""
        ),
        "tags": _named(
            """tags, keywords, author keywords, index keywords, manual tags, automatic
            tags, mesh terms, mesh, ieee terms, keyword, subjects, categories,
            keywords plus, keywords display name, topics display name"""
        ),
        "kind": _named(
            """type, type crossref, document type, publication type, content type,
            entry type, pub type, reference type"""
        ),
        "note": _named("note, notes, my notes, comments, comment, annotation"),
        "status": _named("status, read status, reading status"),
        "starred": _named("starred, flag, flagged, favorite, favourite, is starred"),
        "rating": _named("rating"),
        "topics": _named("topics, collections, collection, folders, folder, groups"),
        "files": _named("file attachments, file, files, pdf path, pdf file, main url"),
        "first page": _named("page start, start page, first page, beginning page"),
        "last page": _named("page end, end page, last page, ending page"),
        "volume": _named("volume, biblio volume, journal volume"),
        "issue": _named("issue, issue number, biblio issue, journal issue, number"),
        "page": _named("pages, page, page s, page numbers"),
        "publisher": _named("publisher, host organization name"),
        "publisher-place": _named("place, publisher address, publication place"),
        "collection-title": _named("series, series title, book series title"),
        "collection-number": _named("series number"),
        "edition": _named("edition"),
        "editor": _named("editor, editors, book editors"),
        "translator": _named("translator, translators"),
        "language": _named("language, language of original document"),
        "title-short": _named("short title"),
        "container-title-short": _named(
            """journal abbreviation, abbreviated source title, journal iso
            abbreviation, iso abbreviation"""
        ),
        "accessed": _named("access date, date accessed"),
        "citation-key": _named("citation key, cite key, bibtex key"),
        "number-of-pages": _named("num pages, number of pages, page count"),
        "call-number": _named("call number"),
        "license": _named("rights, license"),
        "source": _named("library catalog"),
        "archive": _named("archive"),
        "archive_location": _named("archive location"),
        "event-title": _named("conference title, meeting name"),
        "event-place": _named("conference location"),
        "added": _named("added, date added, add time"),
        "extra": ("extra",),
    }
)
"""What is read of a column, by what columns are called; the rest are CSL's variables.

Sources: headings of the CSV files that Zotero, Scopus, the Web of Science, OpenAlex,
IEEE Xplore, Springer, PubMed, Lens, Publish or Perish and Paperlib write.
"""

_FIELDS: Mapping[str, str] = MappingProxyType(
    {name: field for field, names in _COLUMNS.items() for name in names}
)
_NAMING = frozenset({"title", "named", "doi", "arxiv", "pmid", "pmcid"})
"""What says which paper a row is."""


def field_of(heading: str) -> str:
    """Return what a column of that heading is, '' where that is not known.

    >>> field_of("Publication_Year"), field_of("Item DOI"), field_of("EID")
    ('year', 'doi', '')
    """
    plain = " ".join(_SIGNS.sub(" ", heading).split())
    for text in (plain, _CAMEL.sub(" ", plain)):
        name = text.casefold()
        if field := _FIELDS.get(name) or _FIELDS.get(_LEAD.sub("", name)):
            return field
    return ""


def n_known(headings: tuple[str, ...]) -> int:
    """Return how many different fields headings name, 0 where none names a paper."""
    fields = {field_of(heading) for heading in headings} - {""}
    return len(fields) if fields & _NAMING else 0
