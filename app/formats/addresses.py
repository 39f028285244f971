"""Addresses and identifiers of papers found in text."""

import re
import urllib.parse

from app.domain.paper import Identifier, Link, LinkKind
from app.formats import registries

MAX_URL_LENGTH = 2048
MAX_SHOWN_LENGTH = 2000
"""Characters of a line that is not understood that are kept for the preview."""

_MAX_DOI_LENGTH = 1_000
_URL = re.compile(r"https?://[^\s<>\"`|^\x00-\x20]+", re.IGNORECASE)
_GLUED = ".,;:!?'*_’”…。，、；"
_PAIRS = {")": "(", "]": "[", "}": "{", "）": "（", "」": "「"}

_NEW_ID = r"(?P<new>\d{2}(?:0[1-9]|1[0-2])\.\d{4,5})"
_OLD_ID = (
    r"(?P<old>(?:astro-ph|cond-mat|gr-qc|hep-(?:ex|lat|ph|th)|math-ph|nlin|nucl-ex"
    r"|nucl-th|physics|quant-ph|math|cs|q-bio|q-fin|stat|adap-org|alg-geom|chao-dyn"
    r"|chem-ph|cmp-lg|comp-gas|dg-ga|funct-an|mtrl-th|patt-sol|plasm-ph|q-alg"
    r"|solv-int|supr-con|acc-phys|ao-sci|atom-ph|bayes-an)"
    r"(?:\.[a-z]{2})?/\d{2}(?:0[1-9]|1[0-2])\d{3})"
)
_VERSION = r"(?:v\d{1,2})?(?![\d\w])"
_ID = rf"(?:{_NEW_ID}|{_OLD_ID}){_VERSION}"
_ARXIV = re.compile(
    rf"(?:arxiv\s?:\s?|arxiv\.org/[a-z]{{2,8}}/|(?:huggingface\.co|hf\.co)/papers/"
    rf"|alphaxiv\.org/[a-z]{{2,8}}/|10\.48550/arxiv\.|(?:\A|(?<=\n))\s*(?:[-*•]\s*)?)"
    rf"{_ID}",
    re.IGNORECASE,
)
"""Sources: info.arxiv.org/help/arxiv_identifier.html; a bare id counts where it opens
a line."""
_DOI = re.compile(r"\b10\.\d{4,9}/(?:(?![,;]10\.\d{4})[^\s\"<>])+", re.IGNORECASE)
"""Source: Crossref, 'DOIs and matching regular expressions', 2015."""
_DOI_TAIL = re.compile(
    r"\?.*|#.*|&(?:type|format|rev|download|ref)=.*"
    r"|(?:/(?:full|abstract|e?pdf|html|summary|meta))+(?:\.pdf)?$|\.pdf$"
    r"|(?<=\A10\.1101/\d{4}\.\d\d\.\d\d\.\d{6})v\d{1,2}.*",
    re.IGNORECASE,
)

_CODE_HOSTS = frozenset(
    {
        "github.com",
        "gist.github.com",
        "gitlab.com",
        "bitbucket.org",
        "codeberg.org",
        "sr.ht",
        "git.sr.ht",
        "gitee.com",
        "sourceforge.net",
        "anonymous.4open.science",
        "colab.research.google.com",
    }
)
_PAGE_HOSTS = frozenset(
    {
        "arxiv.org",
        "alphaxiv.org",
        "openreview.net",
        "doi.org",
        "dx.doi.org",
        "aclanthology.org",
        "proceedings.mlr.press",
        "proceedings.neurips.cc",
        "papers.nips.cc",
        "openaccess.thecvf.com",
        "dl.acm.org",
        "ieeexplore.ieee.org",
        "link.springer.com",
        "semanticscholar.org",
        "biorxiv.org",
        "medrxiv.org",
        "nature.com",
        "jmlr.org",
    }
)
_PROJECT_SUFFIXES = (
    ".github.io",
    ".gitlab.io",
    ".readthedocs.io",
    ".netlify.app",
    ".vercel.app",
)
LINKS_KIND = "list of links"
_SCHEMES = {
    "arxiv": "arXiv",
    "doi": "DOI",
    "pmid": "PMID",
    "pmcid": "PMCID",
    "isbn": "ISBN",
    "openreview": "OpenReview",
    "acl": "ACL",
}


def find_urls(text: str) -> tuple[str, ...]:
    """Find the http and https addresses in text, in order, each once.

    Punctuation glued to the end is left out; a closing slash and balanced brackets
    stay.
    """
    found = (_trimmed(match[0]) for match in _URL.finditer(text))
    return tuple(
        dict.fromkeys(
            url for url in found if len(url) <= MAX_URL_LENGTH and "." in _host(url)
        )
    )


def link_of(url: str) -> Link:
    """Return the address with what its host says it leads to.

    One that is damaged ('http://[x]/') leads anywhere.
    """
    host = _host(url)
    if not host:
        return Link(url, LinkKind.OTHER)
    parts = [part for part in urllib.parse.urlsplit(url).path.split("/") if part]
    if host in _CODE_HOSTS or host.startswith(("gitlab.", "git.")):
        return Link(url, LinkKind.CODE)
    if host in ("huggingface.co", "hf.co"):
        return Link(url, _hub_kind(parts))
    if host.endswith(_PROJECT_SUFFIXES):
        return Link(url, LinkKind.PROJECT)
    if host in _PAGE_HOSTS or host.endswith(".arxiv.org"):
        return Link(url, LinkKind.PAGE)
    return Link(url, LinkKind.OTHER)


def links_in(text: str) -> tuple[Link, ...]:
    """Find the addresses in text as links."""
    return tuple(link_of(url) for url in find_urls(text))


def identifiers_in(text: str) -> tuple[Identifier, ...]:
    """Find identifiers in text or an address, each once, in order.

    They are arXiv ids (without version), DOIs but for a template's, PMIDs and PMCIDs,
    ISBNs of 13 digits, ids of OpenReview and of the ACL Anthology.
    """
    found: dict[Identifier, int] = {}
    for match in _ARXIV.finditer(text):
        value = match["new"] or match["old"].lower()
        if match["old"]:
            archive, slash, number = value.partition("/")
            value = archive.partition(".")[0] + slash + number
        found.setdefault(Identifier("arxiv", value), match.start())
    for match in _DOI.finditer(text):
        doi = _DOI_TAIL.sub("", _trimmed(match[0])).lower()
        is_none = len(doi) > _MAX_DOI_LENGTH or registries.is_placeholder(doi)
        if not is_none and not doi.startswith("10.48550/arxiv."):
            found.setdefault(Identifier("doi", doi), match.start())
    for identifier, start in registries.registered_in(text):
        found.setdefault(identifier, start)
    return tuple(sorted(found, key=lambda identifier: found[identifier]))


def has_address(line: str) -> bool:
    """Say whether a line names a paper by an address or an identifier."""
    return bool(_URL.search(line) or identifiers_in(line))


def stub_title(identifiers: tuple[Identifier, ...], url: str = "") -> str:
    """Return a title for a paper known only by a name or an address."""
    if not identifiers:
        return url
    first = identifiers[0]
    return f"{_SCHEMES.get(first.scheme, first.scheme)} {first.value}"


def _trimmed(url: str) -> str:
    """Drop the punctuation and the unbalanced brackets glued to the end."""
    url = url.replace("\\_", "_").replace("\\%", "%").replace("\\#", "#")
    surplus = {
        closing: url.count(closing) - url.count(opening)
        for closing, opening in _PAIRS.items()
    }
    end = len(url)
    while end:
        last = url[end - 1]
        if surplus.get(last, 0) > 0:
            surplus[last] -= 1
        elif last not in _GLUED and last != "\\":
            break
        end -= 1
    return url[:end]


def _host(url: str) -> str:
    """Return the host in lower case without `www.`; '' where there is none."""
    try:
        host = urllib.parse.urlsplit(url).hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")


def _hub_kind(parts: list[str]) -> LinkKind:
    """Return what a path on the Hugging Face hub leads to; one part is a profile."""
    if parts[:1] == ["papers"]:
        return LinkKind.PAGE
    if len(parts) >= 2 and parts[0] not in ("blog", "docs", "collections"):
        return LinkKind.CODE
    return LinkKind.OTHER
