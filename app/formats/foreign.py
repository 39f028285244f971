"""Name the formats that look like text but are no listing: YAML, tables, LaTeX."""

import re
from collections.abc import Callable, Iterable

_MAX_PROBE = 65_536
_MAX_LINES = 400
_MOST_OF = 0.5
"""The share of lines that must be the format's own where a few are no proof."""

_JSON = re.compile(
    r"""\A(?:\{\s{0,200}["'][^"'\n]{0,200}["']\s{0,20}:
    |\[\s{0,200}\{\s{0,200}["'][^"'\n]{0,200}["']\s{0,20}:)""",
    re.VERBOSE,
)
_XML = re.compile(r"\A<(?:\?xml\b|[^<>]{0,500}\sxmlns\b)", re.IGNORECASE)
_LATEX = re.compile(r"^\s{0,20}\\(?:documentclass|begin\{document\})", re.MULTILINE)
_FIELDS = re.compile(
    r"title|abstract|authors?|year|date|doi|url|link|journal|venue|publisher|id|key"
    r"|type|name|keywords|tags|pages|volume|issue|is[bs]n|language|arxiv|notes"
    r"|booktitle|status|references|editor"
)
"""What columns and keys of data about papers are called."""
_COLUMN_WORDS = re.compile(
    r"(?:publication|document|item|entry|source|paper|article|file|access|arxiv|issue"
    r"|corresponding|number of)[ _-]?",
    re.IGNORECASE,
)
_MAX_COLUMN_NAME = 40
_LEAST_FIELDS = 2
_MANY_NAMES = 6
_YAML_LINE = re.compile(
    r"\s*(?:- )?([a-z][a-z0-9_-]{0,30}):(?:\s|$)|\s*- |\s{2,}\S|---$"
)
_SEPARATORS = (",", ";", "\t", "|")
_QUOTED_ROW = re.compile(r'"[^"]*"(?:,"[^"]*"){1,500}')


def name_of(text: str) -> str:
    """Return what text is, for people, where it is data of another kind; else ''.

    Only what cannot be a list of titles and abstracts is named.
    """
    head = text[:_MAX_PROBE].lstrip("\ufeff \t\r\n")
    lines = [line for line in head.split("\n")[:_MAX_LINES] if line.strip()]
    tests: tuple[tuple[str, Callable[[], bool]], ...] = (
        ("JSON", lambda: bool(_JSON.match(head))),
        ("XML", lambda: bool(_XML.match(head))),
        ("LaTeX", lambda: bool(_LATEX.search(head))),
        ("YAML", lambda: _is_yaml(lines)),
        ("a table without rows of papers", lambda: _is_table(lines)),
    )
    return next((name for name, is_it in tests if is_it()), "")


def _is_yaml(lines: list[str]) -> bool:
    matches = [match for line in lines if (match := _YAML_LINE.match(line))]
    names = {match[1] for match in matches if match[1]}
    is_telling = _n_known(names, _FIELDS) >= _LEAST_FIELDS or len(names) >= _MANY_NAMES
    return is_telling and len(matches) > _MOST_OF * len(lines)


def _is_table(lines: list[str]) -> bool:
    """Say whether lines are rows under column names, or rows of quoted cells."""
    if len(lines) > 1 and all(_QUOTED_ROW.fullmatch(line.strip()) for line in lines):
        return True
    for separator in _SEPARATORS:
        cells = [
            cell.strip().strip("\"'").strip() for cell in lines[0].split(separator)
        ]
        if max(map(len, cells)) > _MAX_COLUMN_NAME or any(":" in c for c in cells):
            continue
        names = {_COLUMN_WORDS.sub("", cell).casefold() for cell in cells}
        has_rows = any(separator in line for line in lines[1:])
        if _n_known(names, _FIELDS) >= _LEAST_FIELDS and (has_rows or len(lines) == 1):
            return True
    return False


def _n_known(names: Iterable[str], known: re.Pattern[str]) -> int:
    return sum(known.fullmatch(name) is not None for name in names)
