"""Read the Atom replies of arXiv's API into works."""

import re
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from app.domain.errors import BadReply
from app.domain.fetching import WorkRecord
from app.domain.paper import Identifier
from app.formats.replies import members
from app.formats.text import one_line

_ATOM = "{http://www.w3.org/2005/Atom}"
_ARXIV = "{http://arxiv.org/schemas/atom}"
_WORK_ID = re.compile(
    r"https?://(?:[\w-]+\.){0,3}arxiv\.org/abs/"
    r"(?P<id>\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Za-z]{2})?/\d{7})(?:v(?P<version>\d{1,4}))?",
    re.ASCII,
)
"""Source: arXiv, 'Understanding the arXiv identifier', new and old scheme."""
_ERROR_ID = "/api/errors"
_MAX_TITLE_CHARS = 1_000
_MAX_ABSTRACT_CHARS = 100_000


def read_arxiv_feed(data: bytes) -> tuple[WorkRecord, ...]:
    """Read a reply of the arXiv API: its works in its order.

    Identifiers carry no version; a template's DOI is none. Entries without an arXiv id
    or a usable title are left out. White space inside titles and abstracts is one
    space.

    Source: arXiv API user's manual, 3.3 'Outline of an Atom feed'.

    Raises:
        BadReply: no Atom feed, or one with a document type or entities, or arXiv's
            own error entry (its words are in the message).
    """
    try:
        feed = fromstring(data, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise BadReply("arXiv's answer is not the list it documents.") from error
    if feed.tag != f"{_ATOM}feed":
        raise BadReply("arXiv's answer is not the list it documents.")
    works = (_read_entry(entry) for entry in feed.iterfind(f"{_ATOM}entry"))
    return tuple(work for work in works if work is not None)


def _read_entry(entry: Element) -> WorkRecord | None:
    address = _text(entry, f"{_ATOM}id")
    title = _text(entry, f"{_ATOM}title")
    summary = _text(entry, f"{_ATOM}summary")
    if _ERROR_ID in address or (title == "Error" and "/abs/" not in address):
        reason = summary[:200] or "no reason given"
        raise BadReply(f"arXiv answered with an error: {reason}.")
    found = _WORK_ID.fullmatch(address)
    if found is None or not title or len(title) > _MAX_TITLE_CHARS:
        return None
    identifiers = [Identifier("arxiv", found["id"])]
    doi = members.doi(_text(entry, f"{_ARXIV}doi"))
    if doi and doi.scheme == "doi":
        identifiers.append(doi)
    names = (_text(author, f"{_ATOM}name") for author in entry.iter(f"{_ATOM}author"))
    return WorkRecord(
        title=title,
        abstract=summary[:_MAX_ABSTRACT_CHARS],
        authors=members.known(*(members.author(name) for name in names)),
        year=members.year(_text(entry, f"{_ATOM}published")),
        venue=members.short(_text(entry, f"{_ARXIV}journal_ref")),
        identifiers=tuple(identifiers),
        version=int(found["version"]) if found["version"] else None,
        updated=members.day(_text(entry, f"{_ATOM}updated")),
    )


def _text(parent: Element, tag: str) -> str:
    """Return a child's text on one line, '' when there is none."""
    return one_line(parent.findtext(tag) or "")
