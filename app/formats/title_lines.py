"""What a short line of a list may be: a paper's title, its authors, or neither."""

import re
from enum import IntEnum

from app.formats import people
from app.formats.text import one_line

MAX_TITLE = 300
"""No title is longer, in characters."""

_LABEL = re.compile(r"(?:Title|Paper)\s*:\s+", re.IGNORECASE)
_EDGE = " \t*_\"'“”‘’:|–—-"
_MARKS = re.compile(
    r"\A(?:\s*(?:#{1,6}(?=\s)|[-*•–—·>]|\(?\d{1,4}[.)](?=\s)|\[\d{1,4}\]|\|))+\s*"
)
_WORD = re.compile(r"[^\W\d_]{2,}")
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")
_LEAST_WORDS = 3
_CAPITALS = 0.6
"""The share of the long words that have a capital in a title written so."""
_INNER_END = re.compile(r"[a-z0-9)'’”\"][.!?][\"'”’)]* (?=[A-Z\"“(])")
_OPEN_OR_OVER = re.compile(r"[.!。．！…,;][\"'”’)\]」』]*\s*\Z|[^\W\d_]-\Z")
"""How a line ends that goes on, or that ends a sentence; titles may ask."""
_ABOUT = re.compile(
    r"\d:\d\d\b|\bago\b"
    r"|\b\d+[km]? (?:comments?|upvotes?|stars|points|views|min|likes)\b"
    r"|\A(?:Proceedings|(?:\d{4} )?(?:IEEE|ACM|(?:\w+ )?International|Annual) .*"
    r"(?:Conference|Workshop|Symposium)|Conference on|Workshop on|Journal of|Published|"
    r"Accepted|Presented|Submitted|Posted|Shared|arXiv preprint|Abstract\b"
    r"|(?:In )?Advances in Neural|Read |View |Download |Click |Sent |From |To |Subject"
    r"|Authors?\b|By [A-Z])|\bConference on .*(?:19|20)\d\d\)?\Z|@\w",
    re.IGNORECASE,
)
"""What is said about a paper: when, where and by whom, and what to click."""
_CHAT = re.compile(
    r"\b(?:i|i'm|i’ve|my|me|you|your|we|us|our|guys|team|folks|everyone|hello|hi|hey"
    r"|thanks|please|fyi|lol|btw|imo|interesting|check|worth|look(?:s|ing)?|love|great"
    r"|nice|cool|awesome|fun|good|must|today|tomorrow|yesterday|week|month|weekend"
    r"|reading|read|discuss(?:ed|ion)?|thread|paper|papers|article|blog|post|link|links"
    r"|here|this|these|let's|let’s|next|more|also|another|new)\b",
    re.IGNORECASE,
)
"""Words of those who talk about papers; titles in capitals have some of them too."""
_SITE_BEFORE = re.compile(
    r"\A(?:\[(?:\d{4}\.\d{4,5}|[a-z-]+/\d{7})(?:v\d+)?\]|Paper page -|[(\[]PDF[)\]])"
    r"\s+(?=\S)"
)
_SITE_BEHIND = re.compile(
    r"\s+(?:[|·–—-]|::)\s+(?:OpenReview|ACL Anthology|arXiv(?:\.org)?|alphaXiv|PubMed"
    r"|PMC|IEEE (?:Journals & Magazine|Conference Publication|Xplore)|ScienceDirect"
    r"|Science|Nature(?: [A-Z]\w+){0,3}|Springer(?:Link| Nature Link)|PNAS"
    r"|Semantic Scholar|Google Scholar|Hugging Face|bioRxiv|medRxiv|ResearchGate"
    r"|Papers [Ww]ith Code|ACM Digital Library"
    r"|(?:Proceedings|Transactions|Journal) of .{1,200})\Z"
)
"""What sites write round a paper's title in the name of its page."""
_MOST_SITES = 2

_SMALL_WORD = re.compile(
    r"a(?:cross|fter|gainst|mong)|be(?:fore|tween|yond)|during|from|into|over|tha[nt]"
    r"|through|towards?|under|upon|using|versus|when|with(?:in|out)?"
)
"""Words of four letters and more that titles in capitals write small."""

_ET_AL = re.compile(r"[\s,]*\b(?:et\.? al\b\.?|and others\b|\.\.\.|…)\s*\Z")
_BETWEEN_NAMES = re.compile(r"\s*[,;·]\s*(?:and\s+)?|\s+(?:and|&)\s+")
_NAME = re.compile(
    r"(?:[A-Z]\.[ -]?)*[^\W\d_a-z][^\W\d_]*[\w'’.-]*"
    r"(?:[ -](?:van|von|de|der|den|del|della|di|da|dos|du|la|le|el|al|bin|ten|ter"
    r"|[^\W\d_a-z][\w'’.-]*)){0,4}"
)
_INITIAL = re.compile(r"\b[A-Z]\.(?:\s|-|\Z)")
_SURELY_NAMES = 3


class Sort(IntEnum):
    """What a line may be.

    WEAK is a title if nothing else is: it has two words, or may be two names. TALK is a
    title in small letters if nobody talks in the text.
    """

    OTHER = 0
    TITLE = 1
    WEAK = 2
    AUTHORS = 3
    TALK = 4


TITLES = (Sort.TITLE, Sort.WEAK, Sort.TALK)
"""What may be a title."""


def title_of(line: str) -> str:
    """Return a line without its mark or number, and without what encloses it."""
    text = one_line(_MARKS.sub("", line)).strip(_EDGE)
    return of_page(_LABEL.sub("", text, count=1) if _LABEL.match(text) else text)


def of_page(name: str) -> str:
    """Return the title that is in the name of a paper's page.

    >>> of_page("[1706.03762] Attention Is All You Need")
    'Attention Is All You Need'
    """
    name = _SITE_BEFORE.sub("", name)
    for _ in range(_MOST_SITES):
        name = _SITE_BEHIND.sub("", name)
    return name


def sort_of(line: str) -> Sort:
    """Say what a line without addresses may be."""
    text = title_of(line)
    n_words = len(_WORD.findall(text))
    if len(text) > MAX_TITLE or n_words < 2:
        return Sort.OTHER
    if _ABOUT.search(text) or _INNER_END.search(text):
        return Sort.OTHER
    names = _names(text)
    if _ET_AL.search(text) or len(names) >= _SURELY_NAMES:
        return Sort.AUTHORS if names else Sort.OTHER
    if names and (len(names) > 1 or n_words < _LEAST_WORDS):
        return Sort.AUTHORS if any(map(_INITIAL.search, names)) else Sort.WEAK
    if not opens_title(text) or line.rstrip().endswith((".", ":", ",", ";", "…")):
        return Sort.OTHER
    if n_words < _LEAST_WORDS:
        return Sort.WEAK
    return Sort.TALK if _CHAT.search(text) and not has_capitals(text) else Sort.TITLE


def opens_title(text: str) -> bool:
    """Say whether text starts as a title does: with no small letter."""
    return text[:1].isalnum() and not text[:1].islower()


def has_capitals(text: str) -> bool:
    """Say whether most long words have a capital, as in titles and not in talk."""
    words = _LONG_WORD.findall(text)
    return sum(not word[0].islower() for word in words) >= _CAPITALS * len(words)


def is_headline(text: str) -> bool:
    """Say whether every long word has a capital, but for small words of headlines."""
    words = _LONG_WORD.findall(text)
    return all(not word[0].islower() or _SMALL_WORD.fullmatch(word) for word in words)


def is_whole(line: str) -> bool:
    """Say whether a line is one thing by itself, no part of a wrapped paragraph."""
    text = title_of(line)
    if len(text) > MAX_TITLE or text[:1].islower() or not _WORD.search(text):
        return False
    return not (_OPEN_OR_OVER.search(line[-12:]) or _INNER_END.search(text))


def authors_of(line: str) -> tuple[str, ...]:
    """Return the names on a line of AUTHORS, none where they are not all there."""
    text = title_of(line)
    if _ET_AL.search(text):
        return ()
    names = _names(text)
    return names if all(" " in name for name in names) else ()


def _names(text: str) -> tuple[str, ...]:
    """Return the names that a line consists of, none where it is not only names."""
    parts = [part for part in _BETWEEN_NAMES.split(_ET_AL.sub("", text)) if part]
    are_names = all(_NAME.fullmatch(part) and " " in part for part in parts)
    return tuple(people.read_name(part).name for part in parts) if are_names else ()
