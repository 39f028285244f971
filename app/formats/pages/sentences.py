"""Where sentences begin in running text of papers."""

import re

_END = re.compile(
    r"[.!?\u2026]+[\"'\u2019\u201d\u00bb)\]]*(?:\[[\d,;\u2013 -]+\])?(?P<gap>\s+)"
    r"(?=[\"'\u2018\u201c\u00ab(\[]*(?P<next>[^\W_]))"
    r"|[\u3002\uff01\uff1f]+[\u300d\u300f\u201d]*(?P<wide>\s*)(?=\S)"
)
_ABBREVIATIONS = frozenset(
    (
        *("al", "alg", "app", "approx", "art", "assoc", "ca", "cf", "ch", "chap"),
        *("col", "cond", "corp", "def", "dept", "dr", "ed", "eds", "e.g", "eq", "eqn"),
        *("eqns", "eqs", "esp", "etc", "ex", "fig", "figs", "i.e", "inc", "jr", "lem"),
        *("ltd", "mr", "mrs", "ms", "no", "nos", "op", "p", "pp", "prof", "prop", "pt"),
        *("ref", "refs", "rem", "resp", "sec", "sect", "sr", "st", "suppl", "tab"),
        *("tbl", "thm", "univ", "viz", "vol", "vols", "vs", "w.r.t"),
    )
)
_MAY_END = frozenset(("al", "etc", "inc", "ltd", "jr", "corp"))
"""Abbreviations after which a sentence may end, where a capital follows."""

_LAST_WORD = re.compile(r"[^\s(\[\"'\u201c\u2018]*\Z")


def sentence_starts(text: str) -> list[int]:
    """Return where each sentence of a paragraph begins, the first at its first letter.

    A full stop after an abbreviation ('Fig. 3', 'et al. show'), after an initial
    ('J. Smith') or inside a number ends none; empty text has no sentence.
    """
    begin = len(text) - len(text.lstrip())
    if begin == len(text):
        return []
    starts = [begin]
    starts += [end.end() for end in _END.finditer(text) if _ends(text, end)]
    return starts


def _ends(text: str, end: re.Match[str]) -> bool:
    if end["wide"] is not None:
        return True
    follower = end["next"]
    if follower.islower():
        return False
    if text[end.start()] != "." or text[end.start() : end.start() + 2] == "..":
        return True
    found = _LAST_WORD.search(text, max(0, end.start() - 24), end.start())
    last = found[0] if found is not None else ""
    word = last.lower()
    if word in _ABBREVIATIONS:
        return word in _MAY_END and follower.isupper()
    is_initial = len(last) == 1 and last.isupper() and last != "I"
    return not is_initial
