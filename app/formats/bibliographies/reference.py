"""An entry of a bibliography on its way to a draft: what several formats do alike."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from app.domain.errors import InvalidInput
from app.domain.paper import (
    Author,
    Detail,
    Draft,
    Harvest,
    Identifier,
    Link,
    Provenance,
    Skipped,
)
from app.formats import addresses, people, remainder
from app.formats.limits import refuse_many
from app.formats.text import one_line

NOTHING_TOLD = "the entry has no title, identifier or link"
NO_ENTRY = "not part of an entry"

_DOI = re.compile(r"10\.\d{4,9}/\S+")
_DOI_LEAD = re.compile(
    r"\s*(?:https?://(?:dx\.)?doi\.org/|doi(?:\.org/|\s?[:=]?\s?))?(?=10\.)",
    re.IGNORECASE,
)
_ARXIV_DOI = re.compile(r"10\.48550/arxiv\.", re.IGNORECASE)
_PMID = re.compile(r"\d{1,9}")
_PMCID = re.compile(r"PMC\d{1,9}", re.IGNORECASE)
_ISBN = re.compile(r"(?<![\dX-])(?:97[89][ -]?)?(?:\d[ -]?){9}[\dX](?![\dX-])", re.I)
_WEB = re.compile(r"(?:https?|ftp)://\S+", re.IGNORECASE)


@dataclass(slots=True, kw_only=True)
class Reference:
    """What has been read of one entry so far; sets keep the order of arrival.

    `rest` is what an export of our own laid beside it (see `remainder`); `added_at`
    when another program's library got it.
    """

    title: str = ""
    abstract: str = ""
    kind: str = ""
    venue: str = ""
    year: int | None = None
    authors: list[Author] = field(default_factory=list)
    identifiers: dict[Identifier, None] = field(default_factory=dict)
    links: dict[str, Link] = field(default_factory=dict)
    tags: dict[str, None] = field(default_factory=dict)
    details: dict[Detail, None] = field(default_factory=dict)
    attachments: dict[str, None] = field(default_factory=dict)
    notes: dict[str, None] = field(default_factory=dict)
    rest: object = None
    added_at: datetime | None = None

    def add_detail(self, name: str, value: str) -> None:
        """Keep a field; the same name and value once."""
        if value := value.strip():
            self.details.setdefault(Detail(name, value))

    def add_doi(self, text: str) -> bool:
        """Take what is a DOI, with or without address; say whether it was one."""
        lead = _DOI_LEAD.match(text)
        match = _DOI.fullmatch(text.rstrip()[lead.end() :]) if lead else None
        if match is None:
            return False
        if _ARXIV_DOI.match(match[0]):
            return self.add_arxiv(_ARXIV_DOI.sub("", match[0]))
        self.identifiers.setdefault(Identifier("doi", match[0].lower()))
        return True

    def add_arxiv(self, text: str) -> bool:
        """Take what is an arXiv id; say whether it was one."""
        text = text.strip()
        text = text[6:] if text[:6].lower() == "arxiv:" else text
        found = addresses.identifiers_in(f"arXiv:{text.strip()}")
        arxiv = [each for each in found if each.scheme == "arxiv"]
        for each in arxiv:
            self.identifiers.setdefault(each)
        return bool(arxiv)

    def add_pmid(self, text: str) -> bool:
        """Take what is a number of PubMed or PubMed Central; say whether it was one."""
        text = text.strip()
        if _PMID.fullmatch(text):
            self.identifiers.setdefault(Identifier("pmid", text))
            return True
        if _PMCID.fullmatch(text):
            self.identifiers.setdefault(Identifier("pmcid", text.upper()))
            return True
        return False

    def add_serial(self, text: str) -> None:
        """Take an ISSN or ISBN, or what stands in its place.

        An ISBN names a book, but not its chapters: it is a detail of those.
        """
        text = one_line(text)
        if isbns := [_digits(match[0]) for match in _ISBN.finditer(text)]:
            for isbn in isbns:
                if self.kind == "book":
                    self.identifiers.setdefault(Identifier("isbn", isbn))
                else:
                    self.add_detail("ISBN", isbn)
            return
        self.add_detail("ISSN", text)

    def add_link(self, url: str) -> bool:
        """Take an address, and the paper's id in it; say whether it was one."""
        url = url.strip()
        if not _WEB.fullmatch(url) or len(url) > addresses.MAX_URL_LENGTH:
            return False
        self.links.setdefault(url, addresses.link_of(url))
        had = {each.scheme for each in self.identifiers}
        for each in addresses.identifiers_in(url):
            if each.scheme not in had:
                self.identifiers.setdefault(each)
        return True

    def add_tags(self, words: Iterable[str]) -> None:
        """Take keywords, each once."""
        for word in words:
            if word := one_line(word):
                self.tags.setdefault(word)

    def draft(self, provenance: Provenance) -> Draft | None:
        """Return the draft, None where nothing says which paper it is."""
        identifiers = tuple(self.identifiers)
        title = one_line(self.title)
        if not title and (identifiers or self.links):
            title = addresses.stub_title(identifiers, next(iter(self.links), ""))
        draft = Draft(
            title=title,
            abstract=self.abstract.strip(),
            authors=tuple(self.authors),
            year=self.year,
            venue=one_line(self.venue),
            identifiers=identifiers,
            links=tuple(self.links.values()),
            tags=tuple(self.tags),
            kind=self.kind,
            details=tuple(self.details),
            attachments=tuple(self.attachments),
            note="\n\n".join(self.notes),
            added_at=self.added_at,
            provenance=provenance,
        )
        draft = remainder.complete(draft, self.rest)
        return draft if draft.title else None


def harvest(
    found: Iterable[tuple[int, str, Reference | str]], *, source: str, kind: str
) -> Harvest:
    """Make drafts of entries in their order, and list what is none.

    An entry is the line it begins at, its source, and what was read of it; or why it
    cannot be read.

    Raises:
        InvalidInput: nothing at all was an entry, or there are too many.
    """
    drafts: list[Draft] = []
    left: list[Skipped] = []
    n_entries = 0
    for line, text, read in found:
        refuse_many(len(drafts) + len(left) + 1, source)
        if isinstance(read, str):
            left.append(skipped(source, line, read, text))
            n_entries += read != NO_ENTRY
            continue
        n_entries += 1
        position = len(drafts) + 1
        draft = read.draft(
            Provenance(source=source, kind=kind, position=position, original=text)
        )
        if draft is not None:
            drafts.append(draft)
        else:
            left.append(skipped(source, line, NOTHING_TOLD, text))
    if not n_entries:
        raise InvalidInput(f"“{source}” holds no entry of {kind}.")
    return Harvest(source=source, kind=kind, drafts=tuple(drafts), skipped=tuple(left))


def organisation(text: str) -> Author:
    """Make an author of an organisation's name, which has no parts."""
    return people.author_of(one_line(text))


def author(text: str) -> Author | None:
    """Read 'Family, Given, Suffix'; a name without a comma is not taken apart."""
    text = one_line(text)
    family, comma, rest = text.partition(",")
    if not comma:
        return Author(name=text) if text else None
    given, _, suffix = rest.partition(",")
    if not (family.strip() or given.strip()):
        return None
    return people.author_of(family, given, suffix)


def inverted(author: Author) -> str:
    """Write a name as 'Family, Given', where its parts are known."""
    if author.family and author.given:
        return one_line(f"{author.family}, {author.given}")
    return one_line(author.name or author.family or author.given)


def skipped(source: str, line: int, why: str, text: str) -> Skipped:
    """Return a part of a source that gave no paper; lines count from 1."""
    shown = text[: addresses.MAX_SHOWN_LENGTH]
    return Skipped(where=f"{source}, line {line}", why=why, text=shown)


def _digits(isbn: str) -> str:
    return re.sub(r"[ -]", "", isbn).upper()
