"""Lists of links and identifiers: which papers a line names."""

import re
from collections.abc import Iterator

from app.domain.paper import Draft, Harvest, Identifier, Link, Provenance, Skipped
from app.formats.addresses import (
    LINKS_KIND,
    MAX_SHOWN_LENGTH,
    find_urls,
    identifiers_in,
    link_of,
    stub_title,
)
from app.formats.limits import refuse_many
from app.formats.text import clean, lines_of, one_line
from app.formats.title_lines import of_page

UNKNOWN_LINE = "not a paper, link or identifier"

_NAMES = re.compile(
    r"\b(?:arxiv|doi|pmid|pmcid|isbn(?:-?1[03])?|openreview|acl|url|link|abs|pdf|html"
    r"|code|github|website|and|v\d{1,2})\b|PMC\d+|10\.\d{4,9}/\S+|[a-z-]{2,9}(?:\.[A-Z]{2})?/\d{7}(?:v\d)?"
    r"|\d{4}\.\d{4,5}(?:v\d{1,2})?|\bid=[\w-]+",
    re.IGNORECASE,
)
_SEPARATORS = re.compile(r"[\s,;|]+")
_WORD = re.compile(r"[^\W\d_]{2,}")
_MARKDOWN = re.compile(r"\[([^\[\]\n]{8,300})\]\(")
_MARKS = re.compile(r"\A(?:\s*(?:[-*•–—·]|\d{1,4}[.)](?=\s)|\[\d{1,4}\]|\|))+\s*")
_BRACKETS = re.compile(r"[(\[{<][\s:;,.]*[)\]}>]")
_EDGE = " \t:;,.|–—-()[]{}<>*_\"'“”‘’"
_LEAST_TITLE_WORDS = 3
_MAX_TITLE = 300
_NO_TITLE = re.compile(
    r"(?:see|read|view|download|open|check|look|this|the paper|here|from|at|via|cf)\b"
    r"|.*\b(?:for more|here|below|above)\W*\Z",
    re.IGNORECASE,
)
_FOOTER = re.compile(
    r"\bunsubscribe\b|\b(?:manage|update|change)(?: your| my)?"
    r" (?:e-?mail )?(?:preferences|settings|subscriptions?)\b|\bprivacy policy\b"
    r"|\bview (?:this )?(?:e-?mail |message )?(?:online|in (?:your |a )?browser)\b",
    re.IGNORECASE,
)
_MAX_BARE_WORDS = 3

Group = tuple[tuple[Identifier, ...], tuple[Link, ...]]
"""What names one paper."""


def read_links(text: str, *, source: str) -> Harvest:
    """Read lines of links and identifiers.

    A line is one paper, but each of several identifiers of one kind, or of nothing but
    identifiers and links, is one of its own. The title is that on the line, or a stub
    ('arXiv 2304.15004', or the address) until a source tells more. Lines that name no
    paper are skipped.

    Raises:
        InvalidInput: there are too many lines.
    """
    drafts: list[Draft] = []
    skipped: list[Skipped] = []
    comments: list[str] = []
    for number, line in enumerate(lines_of(clean(text)), start=1):
        line = line.strip()
        if not line:
            continue
        if line.startswith("#"):
            comments.append(line[:MAX_SHOWN_LENGTH])
            continue
        refuse_many(len(drafts) + len(skipped) + 1, source)
        found = list(drafts_of_line(line, source=source, position=len(drafts) + 1))
        found = [] if is_footer(line) else found
        drafts += found
        if not found:
            where = f"{source}, line {number}"
            shown = line[:MAX_SHOWN_LENGTH]
            skipped.append(Skipped(where=where, why=UNKNOWN_LINE, text=shown))
    return Harvest(
        source=source,
        kind=LINKS_KIND,
        drafts=tuple(drafts),
        skipped=tuple(skipped),
        furniture=tuple(comments),
    )


def drafts_of_line(line: str, *, source: str, position: int) -> Iterator[Draft]:
    """Return the papers that a line names; the first has that position."""
    line = line[:MAX_SHOWN_LENGTH]
    tokens = [token for token in _SEPARATORS.split(line) if token]
    if len(tokens) > 1 and all(identifiers_in(token) for token in tokens):
        line = "\n".join(tokens)
    identifiers = identifiers_in(line)
    links = tuple(link_of(url) for url in find_urls(line))
    groups = _groups(line, identifiers, links)
    title = title_of_line(line) if len(groups) == 1 else ""
    for index, (names, addresses) in enumerate(groups):
        url = addresses[0].url if addresses else ""
        yield Draft(
            title=title or one_line(stub_title(names, url)),
            identifiers=names,
            links=addresses,
            provenance=Provenance(
                source=source, kind="link", position=position + index, original=line
            ),
        )


def title_of_line(line: str) -> str:
    """Return the title that stands beside a line's identifiers, '' for none.

    It is a link's words in Markdown, or all of the line before or behind the
    identifiers, three words at least.
    """
    if marked := _MARKDOWN.search(line):
        title = of_page(one_line(marked[1]))
        return "" if _n_words(title) < _LEAST_TITLE_WORDS else title
    line = _MARKS.sub("", line)
    title = of_page(one_line(_MARKS.sub("", _without_names(line))).strip(_EDGE))
    is_long_enough = _n_words(title) >= _LEAST_TITLE_WORDS and len(title) <= _MAX_TITLE
    is_split = "\0" in _without_names(line, mark="\0").strip(_EDGE + "\0")
    opens_well = title[:1].isupper() or title[:1].isdigit()
    if not is_long_enough or is_split or not opens_well or _NO_TITLE.match(title):
        return ""
    return title


def is_bare_line(line: str) -> bool:
    """Say whether a line tells no more of a paper than how it is named."""
    words = _WORD.findall(_without_names(_MARKS.sub("", line)))
    return len(words) <= _MAX_BARE_WORDS and not title_of_line(line)


def is_footer(line: str) -> bool:
    """Say whether a line is a newsletter's own: 'Unsubscribe', 'View in browser'."""
    return bool(_FOOTER.search(line)) and not identifiers_in(line)


def _groups(
    line: str, identifiers: tuple[Identifier, ...], links: tuple[Link, ...]
) -> list[Group]:
    """Say which identifiers and links of a line are one paper."""
    if not identifiers and not links:
        return []
    named = {link: identifiers_in(link.url) for link in links}
    schemes = [each.scheme for each in identifiers]
    is_bare = not _WORD.search(_without_names(line))
    if not is_bare and len(set(schemes)) == len(schemes):
        return [(identifiers, links)]
    groups: list[Group] = []
    for each in identifiers:
        own = tuple(link for link, names in named.items() if each in names[:1])
        groups.append(((each,), own))
    unnamed = [link for link, names in named.items() if not names]
    if is_bare:
        groups += [((), (link,)) for link in unnamed]
    elif unnamed and not groups:
        groups.append(((), tuple(unnamed)))
    return groups


def _without_names(line: str, mark: str = " ") -> str:
    """Return a line without its addresses, identifiers and what they are called."""
    for url in sorted(find_urls(line), key=len, reverse=True):
        line = line.replace(url, mark)
    return _BRACKETS.sub(mark, _NAMES.sub(mark, line))


def _n_words(text: str) -> int:
    return len(_WORD.findall(text))
