"""Papers from BibTeX and BibLaTeX."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.domain.errors import InvalidInput
from app.domain.paper import Detail, Draft, Harvest, Provenance, Skipped
from app.formats.addresses import MAX_SHOWN_LENGTH, stub_title
from app.formats.bibliographies import bibtex_fields as fields
from app.formats.bibliographies import kinds
from app.formats.bibliographies.bibtex_blocks import Block, blocks
from app.formats.bibliographies.bibtex_files import FOLDER_MARK, JabRef, topics_of
from app.formats.bibliographies.bibtex_text import read_tex
from app.formats.limits import refuse_many
from app.formats.text import clean, one_line

KIND = "BibTeX"

_PROBE_CHARS = 1 << 18
_ENTRY = re.compile(
    r"^[ \t]{0,40}@[A-Za-z]{2,30}[ \t]{0,5}[{(][^\s{}()=]{0,200}[\s,}]", re.MULTILINE
)
_OPENING = re.compile(r"\A(?:[\ufeff\s]+|%[^\n]*)*")
"""Comments and space before the first block."""
_LINE = re.compile(
    r"\s*,?\s*(?:@[A-Za-z]{2,30}\s*[{(]|%|[A-Za-z][\w:+-]{0,40}\s*=\s*[{\"\d\w]|[})],?\s*$)"
)
_MAX_LINES = 400
_MOST_OF = 0.5
_MAX_ORIGINAL = 20_000
_MAX_SKIPPED = 10_000
_HOLDERS = ("xdata", "set")
_NOT_INHERITED = frozenset(
    (
        *("crossref", "xref", "xdata", "ids", "entryset", "entrysubtype", "label"),
        *("shorthand", "keywords", "options", "related", "relatedtype", "file"),
        *("groups", "abstract", "annote", "annotation", "comment", "review", "note"),
        *("doi", "url", "eprint", "eprinttype", "archiveprefix", "pmid", "arxivid"),
        *("owner", "timestamp", "readstatus", "ranking", "priority", "pages", "type"),
        *("shorttitle", "sorttitle", "indextitle", "title", "subtitle", "titleaddon"),
    )
)
"""Source: the biblatex manual, appendix B; a parent's identifiers are not a part's."""
_MAX_GENERATIONS = 5
_FREE_INHERITANCE = 1 << 20
_TOO_MUCH = "entries inherit too much of one another: from some nothing was taken"


def is_bibtex(text: str) -> bool:
    """Say whether text is a bibliography of BibTeX or BibLaTeX."""
    head = _OPENING.sub("", text[:_PROBE_CHARS], count=1)
    entry = _ENTRY.search(head)
    if entry is None:
        return False
    if head.startswith("@"):
        return True
    lines = [line for line in head.split("\n")[:_MAX_LINES] if line.strip()]
    own = sum(_LINE.match(line) is not None for line in lines)
    return own >= _MOST_OF * len(lines)


def read_bibtex(text: str, *, source: str) -> Harvest:
    """Read the entries of a bibliography, in order.

    A broken entry is skipped and told, and the next ones are read. Fields are
    inherited by 'crossref' and 'xdata'; JabRef's groups become topics. The folders
    where JabRef looks for files are furniture, each behind FOLDER_MARK.

    Raises:
        InvalidInput: there is no entry at all, or there are too many.
    """
    jabref = JabRef()
    entries: list[Block] = []
    for block in blocks(clean(text)):
        match block.type.lower():
            case "comment":
                jabref.take(block.body)
            case _:
                refuse_many(len(entries) + 1, source)
                entries.append(block)
    if not entries:
        message = f"“{source}” is BibTeX without an entry."
        raise InvalidInput(message, "Look whether the whole file was given.")
    allowance = 4 * len(text) + _FREE_INHERITANCE
    return _Reader(source, jabref, _by_key(entries), allowance).harvest(entries)


@dataclass(slots=True)
class _Reader:
    """Makes drafts of entries; `by_key` are the entries that others may refer to."""

    source: str
    jabref: JabRef
    by_key: Mapping[str, Block]
    allowance: int
    """Characters of other entries that may still be inherited from."""

    def harvest(self, entries: Sequence[Block]) -> Harvest:
        drafts: list[Draft] = []
        skipped: list[Skipped] = []
        for block in entries:
            if why := block.why or _why_no_paper(block):
                where = f"{self.source}, line {block.line}"
                shown = block.raw[:MAX_SHOWN_LENGTH]
                skipped.append(Skipped(where=where, why=why, text=shown))
            else:
                drafts.append(self._draft(block, len(drafts) + 1))
        if self.allowance < 0:
            skipped.insert(0, Skipped(where=self.source, why=_TOO_MUCH))
        if len(skipped) > _MAX_SKIPPED:
            n_more = len(skipped) - _MAX_SKIPPED
            last = Skipped(where=self.source, why=f"{n_more:,} more entries are broken")
            skipped[_MAX_SKIPPED:] = [last]
        return Harvest(
            source=self.source,
            kind=KIND,
            drafts=tuple(drafts),
            skipped=tuple(skipped),
            furniture=tuple(FOLDER_MARK + each for each in self.jabref.folders),
        )

    def _draft(self, block: Block, position: int) -> Draft:
        entry = self._entry(block)
        key = one_line(block.key)
        identifiers = fields.take_identifiers(entry)
        arxiv = next((i.value for i in identifiers if i.scheme == "arxiv"), "")
        title, authors = fields.take_title(entry), fields.take_authors(entry)
        venue, year = fields.take_venue(entry), fields.take_date(entry)
        links = fields.take_links(entry, arxiv)
        status, rating, is_starred = fields.take_reading(entry)
        groups = fields.take_groups(entry)
        return Draft(
            title=title
            or stub_title(identifiers, links[0].url if links else "")
            or venue
            or key
            or f"@{block.type}",
            abstract=read_tex(entry.fields.pop("abstract", "")),
            authors=authors,
            year=year,
            venue=venue,
            identifiers=identifiers,
            links=links,
            tags=fields.take_tags(entry),
            kind=entry.kind,
            attachments=fields.take_files(entry),
            topics=topics_of(groups, key, self.jabref),
            note=fields.take_note(entry),
            status=status,
            rating=rating,
            is_starred=is_starred,
            provenance=Provenance(
                source=self.source,
                kind=KIND,
                position=position,
                original=block.raw[:_MAX_ORIGINAL],
            ),
            details=(
                *((Detail("citation-key", key),) if key else ()),
                *fields.take_details(entry),
            ),
        )

    def _entry(self, block: Block) -> fields.Entry:
        """Return an entry's fields, those that it inherits among them."""
        own, repeated = _named(block)
        genre = kinds.read_bibtex_type(block.type)[1]
        told = own.pop(fields.KIND_FIELD, "")
        merged = self._inherited(block, own)
        journal = merged.get("journal") or merged.get("journaltitle") or ""
        is_eprint = "eprint" in merged or "arxivid" in merged
        kind = fields.kind_told_by(block.type, journal, is_eprint=is_eprint)
        subtype = merged.get("entrysubtype", "")
        if kind == "article-journal" and subtype in ("magazine", "newspaper"):
            kind = f"article-{subtype}"
        entry = fields.Entry(
            kind=one_line(told) or kind,
            genre=genre,
            fields=merged,
            repeated=tuple(repeated),
        )
        type_name = block.type.lower()
        if type_name != kinds.bibtex_type(entry.kind, genre):
            entry.keep(fields.ENTRY_TYPE, type_name)
        return entry

    def _inherited(self, block: Block, own: dict[str, str]) -> dict[str, str]:
        merged = dict(own)
        if "xdata" not in own and "crossref" not in own:
            return merged
        seen = {block.key.casefold()}
        child = block
        for _ in range(_MAX_GENERATIONS):
            for key in merged.get("xdata", "").split(","):
                holder = self._holder(key)
                if holder is not None:
                    for name, value in _named(holder)[0].items():
                        merged.setdefault(name, value)
            above = _named(child)[0].get("crossref", "").strip().casefold()
            parent = None if above in seen else self._holder(above)
            if parent is None:
                break
            seen.add(above)
            _inherit(merged, parent, kinds.read_bibtex_type(child.type)[0])
            child = parent
        return merged

    def _holder(self, key: str) -> Block | None:
        """Return the entry to inherit from, as long as not too much was inherited."""
        holder = self.by_key.get(key.strip().casefold())
        if holder is None or self.allowance < 0:
            return None
        self.allowance -= len(holder.raw)
        return holder


def _inherit(merged: dict[str, str], parent: Block, kind: str) -> None:
    """Complete fields from those of a parent: its title is the book's, or journal's."""
    above = _named(parent)[0]
    if "booktitle" in merged:  # a subtitle belongs to its own title
        above.pop("booksubtitle", None)
    if kind in fields.JOURNALS and not {"journal", "journaltitle"} & merged.keys():
        if title := above.get("title"):
            merged["journaltitle"] = title
    elif kind in fields.PARTS_OF_BOOKS and "booktitle" not in merged:
        for name in ("title", "subtitle"):
            if name in above:
                merged[f"book{name}"] = above[name]
    for name, value in above.items():
        if name not in _NOT_INHERITED:
            merged.setdefault(name, value)


def _named(block: Block) -> tuple[dict[str, str], list[tuple[str, str]]]:
    """Return the fields by lower-case name, and those that came once more."""
    named: dict[str, str] = {}
    repeated: list[tuple[str, str]] = []
    for name, value in block.fields:
        known = name if ":" in name else name.lower()
        if known in named or ":" in known:
            repeated.append((known, value))
        else:
            named[known] = value
    return named, repeated


def _by_key(entries: Iterable[Block]) -> dict[str, Block]:
    by_key: dict[str, Block] = {}
    for block in entries:
        if block.key and not block.why:
            by_key.setdefault(block.key.casefold(), block)
    return by_key


def _why_no_paper(block: Block) -> str:
    """Say why a sound entry is no paper, '' where it is one."""
    if block.type.lower() in _HOLDERS:
        return "it only holds fields of other entries"
    return "" if block.fields else "it has no fields"
