"""Citation keys: by what name a paper is cited in other programs."""

import re
import unicodedata
from collections.abc import Collection, Iterable

from app.domain.paper import Paper, PaperId
from app.formats.people import family_given

KEY = "citation-key"
"""The detail that holds a paper's own key."""

PATTERN = "{family}{year}{word}"
"""What a key is made of where the user did not say."""

_SMALL_WORDS = frozenset(
    (
        *("a", "an", "the", "on", "of", "in", "for", "to", "and", "with", "from"),
        *("is", "are"),
    )
)
_N_STUB_WORDS = 3
_NO_NAME = re.compile(r"[\s{}()=,\"#@%'~\\]")
_PLACE = re.compile(r"\{(\w+)\}")


def citation_key(paper: Paper, pattern: str = PATTERN) -> str:
    """Return the key a paper is cited by: its own, else one made by a pattern.

    In a pattern `{family}`, `{year}` and `{word}` stand for the first author's family
    name, the year, and the first word of the title that says something; `{Family}` and
    `{Word}` begin with a capital, `{yy}` are two digits. Without an author the title's
    first words come first.
    """
    own = own_key(paper)
    if own:
        return own
    words = [word for word in _ascii_words(paper.title) if word not in _SMALL_WORDS]
    year = str(paper.year) if paper.year is not None else ""
    family = family_given(paper.authors[0])[0] if paper.authors else ""
    surname = "".join(_ascii_words(family)[-1:])
    if not surname:
        return "".join([*words[:_N_STUB_WORDS], year]) or f"paper{paper.id[:8]}"
    word = "".join(words[:1])
    values = {
        "family": surname,
        "Family": surname.capitalize(),
        "year": year,
        "yy": year[-2:],
        "word": word,
        "Word": word.capitalize(),
    }
    made = _PLACE.sub(lambda match: values.get(match[1], ""), pattern)
    return _NO_NAME.sub("", made) or f"paper{paper.id[:8]}"


def own_key(paper: Paper) -> str:
    """Return the key that a paper has already, '' where it has none that may be one."""
    own = paper.detail(KEY)
    return "" if _NO_NAME.search(own) else own


def fresh_keys(
    papers: Iterable[Paper], taken: Collection[str], pattern: str = PATTERN
) -> dict[PaperId, str]:
    """Return keys for the papers that have none, none of them `taken`, each once."""
    used, keys = set(taken), dict[PaperId, str]()
    for paper in papers:
        if paper.id not in keys and not own_key(paper):
            keys[paper.id] = free_key(citation_key(paper, pattern), used)
            used.add(keys[paper.id])
    return keys


def free_key(key: str, taken: Collection[str]) -> str:
    """Return the key, or the first of `keya`, `keyb`, … that is not taken."""
    free, number = key, 0
    while free in taken:
        free, number = key + letters(number), number + 1
    return free


def letters(number: int) -> str:
    """Return a, b, …, z, aa, ab, … for 0, 1, …"""
    found = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        found = chr(ord("a") + rest) + found
    return found


def _ascii_words(text: str) -> list[str]:
    folded = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.findall(r"[a-z0-9]+", re.sub(r"[-']", "", folded).lower())
