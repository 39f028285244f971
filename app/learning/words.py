"""The terms of a text: folded words without filler, and pairs of words in titles."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

TITLE_WEIGHT = 3
"""How often a word of the title counts against one of the abstract."""

MAX_LETTERS = 20_000
"""How much of a text is looked at: no abstract is longer, and nobody reads more."""

_SHORTEST, _LONGEST = 2, 40
_TEX = re.compile(r"\\[a-zA-Z]+")
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_CJK = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]{2,}")
_ENDS_KEPT = ("ss", "us", "is")
_FILLER_WORDS = """
    a about above according across additionally after again against all allow allows
    almost along already also although always am among an and another any approach
    approaches are around as at available based be became because become been before
    being below between beyond both but by can cannot challenging com compare
    compared correspond corresponding could current demonstrate demonstrates
    describe described designed despite did different do does doing done due during
    each eg either et al etc even every existing extensive find finding findings
    first for found four from further furthermore gap github give given gives has
    have having he her here high higher his how however http https i ie if important
    improve improved in including increasingly instead into introduce introduces
    introducing io is it its itself just key known large less many may method
    methods might more moreover most much must namely near need needs new no nor not
    novel now observed obtain obtained of often on once one only onto or org other
    others our out over own paper papers particular per perform performance possible
    present presented presents previous problem problems propose proposed proposes
    proposing provide provided provides rather recent recently remain remains
    respectively result results same second several shall she should show showed
    shown shows significant significantly similar simple since small so some state-
    of-the-art still studied studies study such than that the their them then there
    thereby therefore these they third this those three through thus to too toward
    towards two under unlike until up upon us use used useful uses using various
    very via was way we well were what when where whereas whether which while who
    whose why widely will with within without work works would www yet you your
"""
_FILLER = frozenset(_FILLER_WORDS.split())
_ACRONYM = re.compile(r"\b([A-Z]{2,6})s?\b")


class Terms:
    """Finds terms; it remembers how each word it met folds, so that texts go fast."""

    def __init__(self) -> None:
        self._folded: dict[str, str] = {}
        self._written: dict[str, str] = {}

    def of(self, title: str, abstract: str) -> Counter[str]:
        """Return how often each term is there; those of the title count more."""
        counted: Counter[str] = Counter(self._words(abstract))
        for text in (title[:MAX_LETTERS], abstract[:MAX_LETTERS]):
            if not text.isupper():
                for acronym in _ACRONYM.findall(text):
                    self._written[acronym.lower()] = acronym
        before = ""
        for term in self._words(title):
            counted[term] += TITLE_WEIGHT
            if before:
                counted[f"{before} {term}"] += TITLE_WEIGHT
            before = term
        return counted

    def written(self, term: str) -> str:
        """Return a term as texts write it: acronyms in capitals."""
        return " ".join(self._written.get(word, word) for word in term.split(" "))

    def _words(self, text: str) -> Iterator[str]:
        folded = self._folded
        for word in _WORD.findall(_plain(text[:MAX_LETTERS])):
            term = folded.get(word)
            if term is None:
                term = folded[word] = _fold(word)
            if term:
                yield term


def _plain(text: str) -> str:
    """Return text without case, accents and TeX commands; CJK runs in pairs."""
    if "\\" in text:
        text = _TEX.sub(" ", text)
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(c for c in apart if not unicodedata.combining(c))
    return _CJK.sub(_pairs, unicodedata.normalize("NFC", bare))


def _pairs(run: re.Match[str]) -> str:
    letters = run.group()
    return " " + " ".join(map("".join, pairwise(letters))) + " "


def _fold(word: str) -> str:
    """Return the term of a word: its singular, '' for filler and numbers."""
    if word in _FILLER or not _SHORTEST <= len(word) <= _LONGEST or word.isdecimal():
        return ""
    if word.endswith("ies") and len(word) > len("series"):
        return word[:-3] + "y"
    if word.endswith("s") and len(word) > 3 and not word.endswith(_ENDS_KEPT):
        return word[:-1]
    return word
