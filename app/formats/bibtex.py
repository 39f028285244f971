"""BibTeX entries of papers."""

import re
import unicodedata
from collections.abc import Iterable

from app.domain.paper import Paper
from app.formats.text import clean

_ESCAPES = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        "%": r"\%",
        "&": r"\&",
        "#": r"\#",
        "_": r"\_",
        "$": r"\$",
    }
)
_MATHS = re.compile(r"(?<![\\$])\$(?![\s$])([^$]{1,300}?)(?<![\s\\])\$(?!\d)")
_UNSAFE_IN_MATHS = re.compile(r"(?<!\\)[%#&]")
_PROCEEDINGS = re.compile(
    r"\b(?:proc|proceedings|conference|workshop)\b", re.IGNORECASE
)
_SMALL_WORDS = frozenset(
    (
        "a",
        "an",
        "the",
        "on",
        "of",
        "in",
        "for",
        "to",
        "and",
        "with",
        "from",
        "is",
        "are",
    )
)
_N_STUB_WORDS = 3


def write_bibtex(papers: Iterable[Paper]) -> str:
    """Write papers as BibTeX, in order, each with a key of its own.

    Text is plain text: what TeX would take as a command is escaped, `$…$` is kept as
    maths. A key is author, year and first word of the title; a repeated one gets a
    letter.
    """
    taken: set[str] = set()
    entries: list[str] = []
    for paper in papers:
        key = _free_key(citation_key(paper), taken)
        taken.add(key)
        lines = [f"  {name} = {{{value}}}" for name, value in _fields(paper) if value]
        entries.append(f"@{_kind(paper)}{{{key},\n" + ",\n".join(lines) + "\n}\n")
    return "\n".join(entries)


def escape(text: str) -> str:
    """Return plain text as BibTeX takes it, on one line, its maths kept."""
    text = " ".join(clean(text).split())
    parts: list[str] = []
    at = 0
    for match in _MATHS.finditer(text):
        if _is_safe_maths(match[1]):
            parts += text[at : match.start()].translate(_ESCAPES), match[0]
            at = match.end()
    parts.append(text[at:].translate(_ESCAPES))
    return "".join(parts)


def _fields(paper: Paper) -> list[tuple[str, str]]:
    names = (author.name.strip() for author in paper.authors)
    arxiv = paper.identifier("arxiv") or ""
    url = paper.links[0].url if paper.links else ""
    if arxiv:
        url = f"https://arxiv.org/abs/{arxiv}"
    place = "booktitle" if _kind(paper) == "inproceedings" else "journal"
    return [
        ("title", escape(paper.title)),
        ("author", " and ".join(_name(name) for name in names if name)),
        ("year", str(paper.year) if paper.year is not None else ""),
        (place, escape(paper.venue)),
        ("eprint", _verbatim(arxiv)),
        ("archivePrefix", "arXiv" if arxiv else ""),
        ("doi", _verbatim(paper.identifier("doi") or "")),
        ("url", _verbatim(url)),
        ("abstract", escape(paper.abstract)),
    ]


def _kind(paper: Paper) -> str:
    if not paper.venue:
        return "misc"
    return "inproceedings" if _PROCEEDINGS.search(paper.venue) else "article"


def _name(name: str) -> str:
    """Return an author's name; one that holds 'and' is kept together by braces."""
    escaped = escape(name)
    return f"{{{escaped}}}" if re.search(r"\band\b", escaped) else escaped


def _verbatim(text: str) -> str:
    """Return an address or id as it is; what would end the field is percent-coded."""
    codes = {"{": "%7B", "}": "%7D", "\\": "%5C"}
    return "".join(codes.get(char, char) for char in "".join(clean(text).split()))


def _is_safe_maths(inner: str) -> bool:
    """Say whether maths can stand in a field: braces balanced, nothing unescaped."""
    depth = 0
    for char in inner:
        depth += (char == "{") - (char == "}")
        if depth < 0:
            return False
    return depth == 0 and not _UNSAFE_IN_MATHS.search(inner)


def citation_key(paper: Paper) -> str:
    """Return the key a paper is cited by: first author, year, first word."""
    words = [word for word in _ascii_words(paper.title) if word not in _SMALL_WORDS]
    year = str(paper.year) if paper.year is not None else ""
    name = paper.authors[0].name if paper.authors else ""
    family = name.partition(",")[0] if "," in name else name
    surname = _ascii_words(family)[-1:]
    parts = [*surname, year, *words[:1]] if surname else [*words[:_N_STUB_WORDS], year]
    return "".join(parts) or f"paper{paper.id[:8]}"


def _ascii_words(text: str) -> list[str]:
    folded = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.findall(r"[a-z0-9]+", re.sub(r"[-']", "", folded).lower())


def _free_key(key: str, taken: set[str]) -> str:
    """Return the key, or the first of `keya`, `keyb`, … that is not taken."""
    free, number = key, 0
    while free in taken:
        free, number = key + _letters(number), number + 1
    return free


def _letters(number: int) -> str:
    """Return a, b, …, z, aa, ab, …"""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters
