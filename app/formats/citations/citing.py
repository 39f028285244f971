"""Citations of papers, as reference lists have them: text with italics and bold."""

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.paper import Author, Paper
from app.formats.people import family_given, read_name, suffix_of
from app.formats.readable import readable
from app.formats.text import one_line

_ITALIC, _ROMAN, _BOLD, _LIGHT = "\ue000", "\ue001", "\ue002", "\ue003"
_TAGS = {_ITALIC: "<i>", _ROMAN: "</i>", _BOLD: "<b>", _LIGHT: "</b>"}
_MARKS = re.compile(f"[{''.join(_TAGS)}]")
_RANGE = re.compile(r"(?<=\w)\s*(?:-+|–)\s*(?=\w)")
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5}
_PROCEEDINGS = re.compile(
    r"\b(?:proc|proceedings|conference|workshop|symposium|advances in)\b", re.IGNORECASE
)
_PREPRINT = re.compile(r"\A(?:arxiv\b|corr\Z)", re.IGNORECASE)
_ARTICLES = ("article-journal", "article-magazine", "article-newspaper", "review")
_ENDS = (".", "?", "!")


@dataclass(frozen=True, slots=True)
class Name:
    """A name by its parts; an organisation has a family name alone."""

    family: str
    given: str = ""
    suffix: str = ""

    @property
    def initials(self) -> str:
        """Return the initials of the given names ('J.-P. M.')."""
        words = re.split(r"[\s.]+", self.given)
        return " ".join(_initial(word) for word in words if word)

    @property
    def natural(self) -> str:
        """Return the name as it is said ('Martin Luther King Jr.')."""
        said = (self.given, self.family, self.suffix)
        return " ".join(part for part in said if part)

    @property
    def inverted(self) -> str:
        """Return the name with the family name first ('King, Martin Luther, Jr.')."""
        parts = (self.family, self.given, self.suffix)
        return ", ".join(part for part in parts if part)

    @property
    def short(self) -> str:
        """Return family name and initials ('King, M. L., Jr.')."""
        parts = (self.family, self.initials, self.suffix)
        return ", ".join(part for part in parts if part)

    @property
    def leading(self) -> str:
        """Return initials and family name ('M. L. King Jr.')."""
        parts = (self.initials, self.family, self.suffix)
        return " ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What a citation tells of a paper; texts are '' where nothing is known.

    `kind` is 'article', 'proceedings', 'chapter', 'book', 'thesis', 'report',
    'preprint' or 'other'; `letter` tells apart what the same people wrote in one year.
    """

    kind: str
    title: str
    names: tuple[Name, ...]
    year: str
    venue: str
    volume: str
    issue: str
    pages: str
    publisher: str
    place: str
    edition: int
    editors: tuple[Name, ...]
    genre: str
    report: str
    doi: str
    arxiv: str
    url: str
    letter: str = ""

    @property
    def address(self) -> str:
        """Return where the work is on the web, the DOI first."""
        if self.doi:
            return f"https://doi.org/{self.doi}"
        return f"https://arxiv.org/abs/{self.arxiv}" if self.arxiv else self.url


def work_of(paper: Paper) -> Work:
    """Return what a citation tells of a paper."""
    editors = (read_name(d.value) for d in paper.details if d.name == "editor")
    webs = (x.url for x in paper.links if x.url.startswith(("http://", "https://")))
    year = "" if paper.year is None else str(paper.year)
    return Work(
        kind=_kind(paper),
        title=_shown(readable(paper.title)).rstrip("."),
        names=tuple(map(_name, paper.authors)),
        year=year,
        venue=_shown(readable(paper.venue)),
        volume=_detail(paper, "volume"),
        issue=_detail(paper, "issue"),
        pages=_RANGE.sub("–", _detail(paper, "page")),
        publisher=_detail(paper, "publisher"),
        place=_detail(paper, "publisher-place"),
        edition=_edition(_detail(paper, "edition")),
        editors=tuple(map(_name, editors)),
        genre=_detail(paper, "genre"),
        report=_detail(paper, "number"),
        doi=_shown(paper.identifier("doi") or ""),
        arxiv=_shown(paper.identifier("arxiv") or ""),
        url=_shown(next(webs, "")),
    )


def plain(text: str) -> str:
    """Return a citation as plain text."""
    return _MARKS.sub("", text)


def as_html(texts: Sequence[str]) -> str:
    """Return citations as HTML, one paragraph each."""
    return "".join(
        f"<p>{_MARKS.sub(lambda match: _TAGS[match[0]], html.escape(text))}</p>"
        for text in texts
    )


def italic(text: str) -> str:
    """Set text in italics."""
    return f"{_ITALIC}{text}{_ROMAN}" if text else ""


def bold(text: str) -> str:
    """Set text in bold."""
    return f"{_BOLD}{text}{_LIGHT}" if text else ""


def sentences(*parts: str) -> str:
    """Join parts that are told as sentences: one full stop behind each.

    An address ends without one.
    """
    told = [part for part in parts if part]
    ended = [part if _is_ended(part) else f"{part}." for part in told]
    return " ".join(ended)


def listed(names: Sequence[str], *, last: str, comma: bool = True) -> str:
    """Join names with commas, and `last` ('&', 'and') before the last one.

    `comma` says whether a comma stands before `last` too, where there are three or
    more.
    """
    if len(names) < 2:
        return "".join(names)
    mark = "," if comma and len(names) > 2 else ""
    return f"{', '.join(names[:-1])}{mark} {last} {names[-1]}"


def ordinal(number: int) -> str:
    """Return 1st, 2nd, 3rd, 4th, …"""
    ends = {1: "st", 2: "nd", 3: "rd"}
    is_teen = 10 < number % 100 < 20
    return f"{number}{'th' if is_teen else ends.get(number % 10, 'th')}"


def page_words(pages: str) -> str:
    """Return pages with what says whether they are one or many ('pp. 1–9')."""
    if not pages:
        return ""
    return f"pp. {pages}" if re.search("[–,]", pages) else f"p. {pages}"


def _is_ended(part: str) -> bool:
    text = plain(part)
    return text.endswith((*_ENDS, "”")) or "://" in text.rsplit(" ", 1)[-1]


def _shown(text: str) -> str:
    return one_line(_MARKS.sub("", text))


def _detail(paper: Paper, name: str) -> str:
    return _shown(paper.detail(name))


def _name(author: Author) -> Name:
    family, given = family_given(author)
    given, suffix = suffix_of(given)
    return Name(_shown(family), _shown(given), _shown(suffix))


def _initial(word: str) -> str:
    """Return the initials of a given name; of 'Jean-Pierre' both ('J.-P.')."""
    if word[0].islower():  # a particle that stands with the given names
        return word
    return "-".join(f"{part[0]}." for part in word.split("-") if part)


def _edition(text: str) -> int:
    found = re.search(r"\d+", text)
    return int(found[0][:4]) if found else _ORDINALS.get(text.lower(), 0)


def _kind(paper: Paper) -> str:
    kind, venue = paper.kind, paper.venue
    if kind in _ARTICLES and _PREPRINT.match(venue):
        return "preprint"
    known = {
        "paper-conference": "proceedings",
        "chapter": "chapter",
        "entry-encyclopedia": "chapter",
        "book": "book",
        "thesis": "thesis",
        "report": "report",
        "article": "preprint",
        **dict.fromkeys(_ARTICLES, "article"),
    }
    if kind in known:
        return known[kind]
    if kind:
        return "other"
    if venue and not _PREPRINT.match(venue):
        return "proceedings" if _PROCEEDINGS.search(venue) else "article"
    return "preprint" if paper.identifier("arxiv") else "other"
