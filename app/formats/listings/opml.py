"""Outlines in OPML: links in nested folders, as feed readers export them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element, ParseError

import defusedxml
from defusedxml.ElementTree import fromstring

from app.domain.errors import InvalidInput
from app.domain.paper import Draft, Harvest, Provenance, Skipped
from app.formats.addresses import MAX_SHOWN_LENGTH, identifiers_in, links_in, stub_title
from app.formats.text import clean, one_line

KIND = "outline (OPML)"

_ROOT = re.compile(
    r"\s{0,200}(?:<\?xml[^>]{0,200}\?>\s{0,200})?(?:<!--[^>]{0,2000}-->\s{0,200}){0,5}"
    r"<opml\b",
    re.IGNORECASE,
)
_ADDRESSES = ("url", "htmlurl", "xmlurl")
_MAX_DEPTH = 200
_MAX_TOPIC = 80
_ENCODING = re.compile(r"\A\s*<\?xml[^>]{0,200}\?>")


@dataclass(frozen=True, slots=True)
class _Outline:
    """A line of an outline, with the folders it lies in."""

    title: str
    urls: tuple[str, ...]
    folders: tuple[str, ...]


def is_opml(text: str) -> bool:
    """Say whether text is an outline in OPML."""
    return bool(_ROOT.match(text))


def read_opml(text: str, *, source: str) -> Harvest:
    """Read the links of an outline, one paper each; its folders become topics.

    Source: OPML 2.0, opml.org/spec2.opml.

    Raises:
        InvalidInput: it is damaged, or has a document type of its own.
    """
    try:
        root = fromstring(_ENCODING.sub("", text), forbid_dtd=True)
    except (ParseError, defusedxml.DefusedXmlException, ValueError) as error:
        raise InvalidInput(
            f"“{source}” is a damaged outline (OPML).", "Export it again."
        ) from error
    drafts: list[Draft] = []
    skipped: list[Skipped] = []
    for number, outline in enumerate(_outlines(root), start=1):
        draft = _draft(outline, source, len(drafts) + 1)
        if draft is not None:
            drafts.append(draft)
        else:
            shown = " ".join((outline.title, *outline.urls))[:MAX_SHOWN_LENGTH]
            where, why = f"{source}, outline {number}", "it has no address"
            skipped.append(Skipped(where=where, why=why, text=shown))
    return Harvest(
        source=source, kind=KIND, drafts=tuple(drafts), skipped=tuple(skipped)
    )


def _outlines(root: Element) -> Iterator[_Outline]:
    """Go through the outlines that have an address or nothing inside, in order."""
    waiting: list[tuple[Element, tuple[str, ...]]] = [(root, ())]
    while waiting:
        element, folders = waiting.pop()
        inner = folders
        if _tag(element) == "outline":
            attributes = {k.casefold(): v for k, v in element.attrib.items()}
            title = attributes.get("title") or attributes.get("text") or ""
            title = one_line(title)[:MAX_SHOWN_LENGTH]
            urls = [
                clean(attributes[each]) for each in _ADDRESSES if each in attributes
            ]
            is_leaf = not any(_tag(child) == "outline" for child in element)
            if is_leaf or any(urls):
                yield _Outline(title, tuple(url for url in urls if url), folders)
            elif title and len(folders) < _MAX_DEPTH:
                inner = (*folders, title.replace("/", "-")[:_MAX_TOPIC].strip())
        waiting += [(child, inner) for child in reversed(element)]


def _tag(element: Element) -> str:
    return str(element.tag).rpartition("}")[2].casefold()


def _draft(outline: _Outline, source: str, position: int) -> Draft | None:
    """Return the paper of an outline, None where it has no address."""
    links = links_in(" ".join(outline.urls))
    identifiers = identifiers_in("\n".join(outline.urls))
    if not links and not identifiers:
        identifiers = identifiers_in(outline.title)
        if not identifiers:
            return None
    url = links[0].url if links else ""
    return Draft(
        title=outline.title or stub_title(identifiers, url),
        identifiers=identifiers,
        links=links,
        topics=("/".join(outline.folders),) if outline.folders else (),
        provenance=Provenance(
            source=source,
            kind=KIND,
            position=position,
            original=" ".join((outline.title, *outline.urls)),
        ),
    )
