"""Judge whether a found work, or a PDF's first page, is the paper that was meant."""

import difflib
import re
import unicodedata
from dataclasses import dataclass
from enum import Enum

from app.domain.fetching import WorkRecord

_TEX_ACCENT = re.compile(r"\\[`'^\"~=.](?=\s?\{?[A-Za-z\\])|\\[uvHtcdbkr](?=\s?\{)")
_TEX_STYLE = re.compile(
    r"\\(?:it|em|bf|tt|sc|sl|rm|sf|emph|text[a-z]{2}|math[a-z]{2,4}|mbox|scriptsize)\b"
)
SMALL_WORDS = frozenset(
    [
        "a",
        "an",
        "and",
        "are",
        "as",
        "at",
        "by",
        "can",
        "do",
        "does",
        "for",
        "from",
        "how",
        "in",
        "into",
        "is",
        "it",
        "its",
        "not",
        "of",
        "on",
        "or",
        "that",
        "the",
        "their",
        "this",
        "to",
        "toward",
        "towards",
        "via",
        "we",
        "what",
        "when",
        "why",
        "with",
    ]
)
_MAX_TITLE_CHARS = 600
_MAX_ABSTRACT_CHARS = 20_000
_SHINGLE_WORDS = 3
_LONG_ABSTRACT_WORDS = 30

_SAME_ABSTRACT = 0.9
_SIMILAR_TITLE = 0.5
_OTHER_ABSTRACT = 0.1
_UNSURE_TITLE = 0.6
_UNSURE_ABSTRACT = 0.3
"""Set on the 51 papers of a saved listing against each other and 100 other works."""

_PAGE_CHARS = 2_500
_TOP_CHARS = 1_500
_MIN_TEXT_CHARS = 60
_WINDOW_SLACK_CHARS = 40
_SAME_PAGE = 0.8
_OTHER_PAGE = 0.45


class Verdict(Enum):
    """What a comparison says: the same work, another one, or ask the user."""

    SAME = "same"
    UNSURE = "unsure"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Match:
    """A verdict with its reasons, both 0 to 1; `abstract_score` None when one lacks."""

    verdict: Verdict
    title_score: float
    abstract_score: float | None

    @property
    def rank(self) -> tuple[int, float]:
        """Return a sort key: the surest match is the least."""
        order = (Verdict.SAME, Verdict.UNSURE, Verdict.OTHER)
        return order.index(self.verdict), -self.title_score - (self.abstract_score or 0)


def judge(title: str, abstract: str, record: WorkRecord) -> Match:
    """Compare a paper with a work found for it; small spelling differences are none."""
    ours = folded_words(title[:_MAX_TITLE_CHARS])
    theirs = folded_words(record.title[:_MAX_TITLE_CHARS])
    title_score = _title_score(ours, theirs)
    abstract_score = _abstract_score(abstract, record.abstract)
    is_same_title = title_score == 1.0
    if is_same_title and abstract_score is None:
        is_telling = len(significant_words(title)) >= 3
        verdict = Verdict.SAME if is_telling else Verdict.UNSURE
    elif abstract_score is None:
        verdict = Verdict.UNSURE if title_score >= _UNSURE_TITLE else Verdict.OTHER
    elif is_same_title:
        is_denied = abstract_score < _OTHER_ABSTRACT
        verdict = Verdict.UNSURE if is_denied else Verdict.SAME
    elif abstract_score >= _SAME_ABSTRACT and title_score >= _SIMILAR_TITLE:
        verdict = Verdict.SAME
    elif abstract_score >= _UNSURE_ABSTRACT or title_score >= _UNSURE_TITLE:
        verdict = Verdict.UNSURE
    else:
        verdict = Verdict.OTHER
    return Match(verdict, title_score, abstract_score)


def plausible_first_page(title: str, page_text: str) -> Verdict:
    """Say whether a PDF's first page is of the work with this title.

    The title's words are looked for close together above the abstract; line breaks,
    hyphenation, ligatures and spaced small capitals do not matter. UNSURE without a
    text layer, and when they stand only lower, where another work may be named.
    """
    page = "".join(folded_words(page_text[: 2 * _PAGE_CHARS]))[:_PAGE_CHARS]
    whole = "".join(folded_words(title[:_MAX_TITLE_CHARS]))
    words = significant_words(title)
    if len(page) < _MIN_TEXT_CHARS or not words:
        return Verdict.UNSURE
    end = page.find("abstract", len(whole))
    top = page[: min(_TOP_CHARS, end if end >= 0 else _TOP_CHARS)]
    if whole in top or _n_together(words, top, len(whole)) / len(words) >= _SAME_PAGE:
        return Verdict.SAME
    n_together = _n_together(words, page, len(whole))
    is_other = n_together / len(words) < _OTHER_PAGE or n_together < min(2, len(words))
    return Verdict.OTHER if is_other else Verdict.UNSURE


def folded_words(text: str) -> list[str]:
    """Split into words without case, accents, ligatures, punctuation and TeX."""
    text = unicodedata.normalize("NFKD", without_tex(text)).casefold()
    kept = (
        c if c.isalnum() else "" if unicodedata.combining(c) or c in "'’{}$\\" else " "
        for c in text
    )
    return "".join(kept).split()


def without_tex(text: str) -> str:
    """Drop TeX accents and style commands, keeping the letters they dress."""
    return _TEX_STYLE.sub(" ", _TEX_ACCENT.sub("", text))


def significant_words(text: str) -> list[str]:
    """Return the folded words that tell something, each once, in their order."""
    words = folded_words(text[:_MAX_TITLE_CHARS])
    telling = [w for w in words if w not in SMALL_WORDS and len(w) > 1]
    return list(dict.fromkeys(telling or words))


def _title_score(ours: list[str], theirs: list[str]) -> float:
    """Compare titles, 0 to 1; 1 only when they are the same but for spaces."""
    left, right = "".join(ours), "".join(theirs)
    if not left or not right:
        return 0.0
    if left == right:
        return 1.0
    matcher = difflib.SequenceMatcher(None, left, right, autojunk=False)
    return min(matcher.ratio(), 0.999)


def _abstract_score(ours: str, theirs: str) -> float | None:
    """Return the share of common three-word runs, None when one is too short."""
    left, right = (_shingles(text) for text in (ours, theirs))
    if min(len(left), len(right)) < _LONG_ABSTRACT_WORDS:
        return None
    return 2 * len(left & right) / (len(left) + len(right))


def _shingles(text: str) -> frozenset[tuple[str, ...]]:
    words = folded_words(text[:_MAX_ABSTRACT_CHARS])
    runs = zip(*(words[start:] for start in range(_SHINGLE_WORDS)), strict=False)
    return frozenset(runs)


def _n_together(words: list[str], page: str, length: int) -> int:
    """Count the words that stand in one stretch of `page` not much over `length`."""
    width = length + length // 2 + _WINDOW_SLACK_CHARS
    places = [
        (match.start(), word)
        for word in words
        for match in re.finditer(re.escape(word), page)
    ]
    return max(
        (
            len({word for place, word in places if start <= place <= start + width})
            for start, _ in places
        ),
        default=0,
    )
