"""The formats that papers are written in, for the window and the terminal."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from app.domain.paper import Paper, TopicId
from app.formats import tables
from app.formats.bibliographies import bibtex, csl_json, ris

Topics = Mapping[TopicId, str]
"""The full paths of topics."""


@dataclass(frozen=True, slots=True)
class Writer:
    """A format that papers are written in.

    `name` is for the command line (see `format_names`), `title` for people. `write`
    gives the whole text; `has_keys` says that papers are cited by what it writes.
    """

    name: str
    title: str
    write: Callable[[Iterable[Paper], Topics], str]
    has_keys: bool = False


BUNDLE_TITLE = "Octavo bundle (all there is)"
"""What the bundle is called beside the titles of writers."""


def _bibtex(papers: Iterable[Paper], _topics: Topics) -> str:
    return bibtex.write_bibtex(papers)


def _biblatex(papers: Iterable[Paper], _topics: Topics) -> str:
    return bibtex.write_biblatex(papers)


def _ris(papers: Iterable[Paper], topics: Topics) -> str:
    return ris.write_ris(papers, topics=topics)


def _csl_json(papers: Iterable[Paper], topics: Topics) -> str:
    return csl_json.write_csl_json(papers, topics=topics)


def _csv(papers: Iterable[Paper], topics: Topics) -> str:
    return tables.write_csv(papers, topics=topics)


def _json(papers: Iterable[Paper], topics: Topics) -> str:
    return tables.write_json(papers, topics=topics)


def _markdown(papers: Iterable[Paper], _topics: Topics) -> str:
    return tables.write_markdown(papers)


def _html(papers: Iterable[Paper], _topics: Topics) -> str:
    return tables.write_html(papers)


WRITERS = (
    Writer("bibtex", "BibTeX", _bibtex, has_keys=True),
    Writer("biblatex", "BibLaTeX", _biblatex, has_keys=True),
    Writer("ris", "RIS", _ris),
    Writer("csl-json", "CSL-JSON", _csl_json, has_keys=True),
    Writer("csv", "CSV (a table)", _csv),
    Writer("octavo-json", "JSON (Octavo reads it back)", _json),
    Writer("markdown", "Markdown", _markdown),
    Writer("html", "Web page (HTML)", _html),
)
"""Every format of text, in the order of menus."""


def writer(name: str) -> Writer | None:
    """Return the writer of that name, None where there is none."""
    return next((each for each in WRITERS if each.name == name), None)
