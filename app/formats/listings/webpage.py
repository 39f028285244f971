"""Saved web pages and parts of them: listings, papers' own pages, links to papers."""

import json
import re
import urllib.parse
from collections.abc import Iterable, Iterator
from dataclasses import replace

from app.domain.errors import InvalidInput
from app.domain.paper import (
    Author,
    Draft,
    Harvest,
    Identifier,
    Provenance,
    Skipped,
)
from app.formats import addresses, title_lines
from app.formats.listings import arxiv_page, furniture, hub, listing
from app.formats.listings.hub import Header
from app.formats.listings.markup import Anchor, Markup, read_markup
from app.formats.text import one_line

KIND = "web page"

_MAX_LINK_TITLE = 300
_MAX_NAME = 40
_MAX_META = 20_000
_LEAST_WITHOUT_LINKS = 2
_BOOKMARKS = re.compile(r"\s{0,200}<!doctype\s+netscape-bookmark", re.IGNORECASE)
"""Source: Microsoft, 'Netscape Bookmark File Format'."""
_NO_PAPER = "a bookmark that names no paper"
_NO_TITLE = re.compile(
    r"\A.{0,11}\Z|://|\A(?:view|download|read|see|open)\b", re.IGNORECASE
)
"""What a link is called that does not tell a title: short words, 'View PDF', …"""
_HTML = re.compile(
    r"\s{0,200}(?:<\?xml[^>]{0,200}>\s{0,200})?<(?:!doctype\s+(?:html|netscape-bookmark-file-1)\b"
    r"|(?:html|head|body|meta|div|p|ul|ol|table|article|section|main|span|script|style|h[1-6]|a)"
    r"(?:\s{1,200}[a-z][\w:-]{0,60}\s?=|\s{0,200}/?>))"
    r"|\s{0,200}<!--StartFragment|\s{0,200}<!-- saved from url=",
    re.IGNORECASE,
)
_CLIPBOARD_HEAD = re.compile(r"\A\s{0,9}Version:\d\.\d\s[\w:.\s/?=&%#+-]{0,2000}?(?=<)")
"""Source: Microsoft, 'HTML Clipboard Format'."""
_TELLING_PROPS = re.compile(r'"(?:dailyPapers|paper|papers)"\s{0,9}:')
_ROOTS = (("/papers/", "https://huggingface.co"), ("/abs/", "https://arxiv.org"))
"""What a relative address starts with on pages that do not say where they were."""
_REDIRECT = re.compile(
    r"https?://(?:scholar\.google\.[a-z.]{2,6}/scholar_url"
    r"|(?:www\.)?google\.[a-z.]{2,6}/url)\?"
)
_PLAIN = re.compile(r"\W+")
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")


def is_page(text: str) -> bool:
    """Say whether text is a web page or a part of one, also as the clipboard has it."""
    head = _CLIPBOARD_HEAD.match(text)
    return bool(_HTML.match(text, head.end() if head else 0))


def text_of(text: str) -> str:
    """Return the words of a page, a line for each of its lines."""
    head = _CLIPBOARD_HEAD.match(text)
    return read_markup(text[head.end() :] if head else text).text


def read_page(text: str, *, source: str) -> Harvest:
    """Read the papers of a web page.

    What the page's own data or its meta elements tell comes first, then a listing's
    titles and abstracts, then links that name papers, each paper once.

    Raises:
        InvalidInput: the page names no paper.
    """
    head = _CLIPBOARD_HEAD.match(text)
    markup = read_markup(text[head.end() :] if head else text)
    header, lines = _header(markup.text)
    for read in (
        *(_from_props, _from_metas, _from_arxiv),
        *(_from_listing, _from_links, _from_text),
    ):
        if harvest := read(markup, header, source):
            if _BOOKMARKS.match(text):
                return replace(harvest, skipped=tuple(_unnamed(markup, source)))
            return replace(harvest, furniture=harvest.furniture or lines)
    raise InvalidInput(
        f"“{source}” is a web page without links to papers.",
        "Save the page as text, or drop its address.",
    )


def _unnamed(markup: Markup, source: str) -> Iterator[Skipped]:
    """Tell of a browser's bookmarks that are no papers for certain."""
    for number, anchor in enumerate(markup.anchors, start=1):
        is_address = anchor.url.startswith(("http://", "https://"))
        if is_address and not any(_naming([anchor])):
            shown = f"{one_line(anchor.words)} {anchor.url}"
            where = f"{source}, bookmark {number}"
            shown = shown.strip()[: addresses.MAX_SHOWN_LENGTH]
            yield Skipped(where=where, why=_NO_PAPER, text=shown)


def read_linked(markup: Markup, *, source: str) -> Harvest | None:
    """Read a listing whose titles are links, None where most of them are not."""
    header, _ = _header(markup.text)
    return _from_listing(markup, header, source)


def _header(text: str) -> tuple[Header, tuple[str, ...]]:
    """Return what a page says of its list, and the lines that say it."""
    lines = [one_line(part) for part in text[:_MAX_META].split("\n\n")]
    lines = [line for line in lines if furniture.is_furniture(line)]
    header = Header(
        list_date=next(filter(furniture.is_date, lines), ""),
        curator=next(filter(furniture.is_curator, lines), ""),
        badge=next(filter(furniture.is_badge, lines), ""),
    )
    return header, tuple(lines)


def _from_props(markup: Markup, header: Header, source: str) -> Harvest | None:
    """Read the data a page of the Hugging Face hub was made of."""
    found: dict[str, Draft] = {}
    skipped: list[Skipped] = []
    for props in markup.props:
        if not _TELLING_PROPS.search(props):
            continue
        try:
            value = json.loads(props)
        except (ValueError, RecursionError):
            continue
        gathered = hub.gather(value, source=source, header=header, kind=listing.KIND)
        skipped += gathered.skipped
        for draft in gathered.drafts:
            if draft.identifiers:
                found.setdefault(draft.identifiers[0].value, draft)
    return _harvest(found.values(), source, listing.KIND, header, skipped)


def _from_metas(markup: Markup, header: Header, source: str) -> Harvest | None:
    """Read a paper's own page by its citation elements.

    Source: Google Scholar, 'Inclusion Guidelines for Webmasters', indexing.
    """
    metas = [(name, one_line(text[:_MAX_META])) for name, text in markup.metas]

    def of(*names: str) -> list[str]:
        return [text for name, text in metas if name in names and text]

    titles = of("citation_title")
    if not titles:
        return None
    numbers = [
        *(f"arXiv:{each}" for each in of("citation_arxiv_id")),
        *of("citation_doi", "og:url"),
    ]
    identifiers = addresses.identifiers_in("\n".join(numbers))
    urls = addresses.find_urls(" ".join(of("og:url", "citation_abstract_html_url")))
    date = of("citation_publication_date", "citation_date", "citation_online_date")
    year = _YEAR.search(date[0]) if date else None
    venue = of("citation_journal_title", "citation_conference_title")
    draft = Draft(
        title=titles[0],
        abstract=(of("citation_abstract") or [""])[0],
        authors=tuple(_author(name) for name in of("citation_author")),
        year=int(year[0]) if year else None,
        venue=venue[0] if venue else "",
        identifiers=identifiers,
        links=tuple(addresses.link_of(url) for url in urls[:1]),
        provenance=Provenance(source=source, kind=KIND, original=titles[0]),
    )
    return _harvest((draft,), source, KIND, header)


def _from_arxiv(markup: Markup, header: Header, source: str) -> Harvest | None:
    """Read a list of new papers of arXiv."""
    drafts = arxiv_page.read_arxiv_page(markup.text, source=source)
    return _harvest(drafts, source, arxiv_page.KIND, header)


def _author(name: str) -> Author:
    """Return an author written 'Family, Given', or as people read it."""
    family, comma, given = name.partition(", ")
    if not comma or not given:
        return Author(name)
    return Author(f"{given} {family}", family, given)


def _from_listing(markup: Markup, header: Header, source: str) -> Harvest | None:
    """Read titles and abstracts, where titles are links or a known header tells so."""
    read = listing.read_listing(markup.text, source=source)
    named = {
        _plain(words): (url, identifiers)
        for url, words, identifiers in reversed(list(_naming(markup.anchors)))
    }
    named.pop("", None)
    drafts: list[Draft] = []
    n_named = 0
    for draft in read.drafts:
        url, identifiers = named.pop(_plain(draft.title), ("", ()))
        if url:
            n_named += 1
            links = dict.fromkeys((addresses.link_of(url), *draft.links))
            draft = replace(draft, identifiers=identifiers, links=tuple(links))
        drafts.append(draft)
    if not drafts or (2 * n_named < len(drafts) and not header.curator):
        return None
    skipped: list[Skipped] = []
    for each in read.skipped:
        url, identifiers = named.pop(_plain(each.text), ("", ()))
        if each.why == listing.LONE_TITLE and url:
            drafts.append(_linked(url, each.text, identifiers, header, source))
        else:
            skipped.append(each)
    harvest = _harvest(drafts, source, listing.KIND, header, skipped)
    return replace(harvest, furniture=read.furniture) if harvest else None


def _from_links(markup: Markup, header: Header, source: str) -> Harvest | None:
    """Read links that name papers."""
    found: dict[Identifier | str, Draft] = {}
    for url, words, identifiers in _naming(markup.anchors):
        title = "" if _is_no_title(words) else words
        if not title and not identifiers:
            continue
        key = identifiers[0] if identifiers else url
        had = found.get(key)
        if had is None or (title and had.title == _stub(had)):
            found[key] = _linked(url, title, identifiers, header, source)
    return _harvest(found.values(), source, KIND, header)


def _linked(
    url: str,
    words: str,
    identifiers: tuple[Identifier, ...],
    header: Header,
    source: str,
) -> Draft:
    """Return the paper that a link names; its words are the title, if any."""
    return Draft(
        title=words or addresses.stub_title(identifiers, url=url),
        identifiers=identifiers,
        links=(addresses.link_of(url),),
        provenance=Provenance(
            source=source,
            kind="link",
            list_date=header.list_date,
            curator=header.curator,
            badge=header.badge,
            original=url,
        ),
    )


def _stub(draft: Draft) -> str:
    return addresses.stub_title(draft.identifiers, url=draft.links[0].url)


def _from_text(markup: Markup, header: Header, source: str) -> Harvest | None:
    """Read titles and abstracts of a page that has no links to papers."""
    read = listing.read_listing(markup.text, source=source)
    if len(read.drafts) < max(_LEAST_WITHOUT_LINKS, len(read.skipped)):
        return None
    return read


def _harvest(
    drafts: Iterable[Draft],
    source: str,
    kind: str,
    header: Header,
    skipped: Iterable[Skipped] = (),
) -> Harvest | None:
    """Return the harvest of some drafts, None of none; they get their positions."""
    placed = tuple(
        replace(draft, provenance=replace(draft.provenance, position=position))
        for position, draft in enumerate(drafts, start=1)
    )
    if not placed:
        return None
    return Harvest(
        source=source,
        kind=kind,
        drafts=placed,
        skipped=tuple(skipped),
        list_date=header.list_date or placed[0].provenance.list_date,
    )


def _naming(
    anchors: Iterable[Anchor],
) -> Iterator[tuple[str, str, tuple[Identifier, ...]]]:
    """Find the links that name papers, with their words and an identifier."""
    for anchor in anchors:
        url, is_result = _direct(anchor.url)
        for start, root in _ROOTS:
            if url.startswith(start):
                url = root + url
        if not url.startswith(("http://", "https://")):
            continue
        if len(url) > addresses.MAX_URL_LENGTH:
            continue
        identifiers = addresses.identifiers_in(url)[:1]
        if not identifiers and not is_result:
            continue
        words = title_lines.of_page(one_line(anchor.words))
        yield url, words if len(words) <= _MAX_LINK_TITLE else "", identifiers


def _is_no_title(words: str) -> bool:
    is_name = len(words) < _MAX_NAME and addresses.identifiers_in(words)
    return bool(_NO_TITLE.search(words) or is_name or furniture.is_furniture(words))


def _direct(url: str) -> tuple[str, bool]:
    """Return where a link leads through a search engine's, and whether it was one."""
    if not _REDIRECT.match(url):
        return url, False
    query = urllib.parse.parse_qs(url.partition("?")[2][: addresses.MAX_URL_LENGTH])
    found = (query.get("url") or query.get("q") or [""])[0]
    return (found, True) if addresses.find_urls(found) else (url, False)


def _plain(words: str) -> str:
    """Return words for comparison: letters and digits alone."""
    return _PLAIN.sub("", words).casefold()
