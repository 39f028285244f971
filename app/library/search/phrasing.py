"""Say in the words of the index, FTS5's, what is looked for."""

from collections.abc import Sequence

from app.library.driver import Connection
from app.library.search.indexing import SeenIn
from app.library.search.wanted import Every, Part, Parts, Some

EVERYWHERE = SeenIn.TITLE | SeenIn.AUTHORS | SeenIn.ABSTRACT | SeenIn.NOTES
COLUMNS = {
    SeenIn.TITLE: "title",
    SeenIn.AUTHORS: "authors",
    SeenIn.ABSTRACT: "abstract",
    SeenIn.NOTES: "notes",
}
_LONGEST_INDEXED_PREFIX = 4
_MOST_ENDINGS = 250
_LAST = "\U0010ffff"
_ENDINGS = """
    select word, places from term where word >= ? and word < ? order by word limit ?
"""
_SEEN_IN = "select places from term where word = ?"


def phrase(connection: Connection, parts: Parts) -> tuple[str, SeenIn]:
    """Return what is looked for in FTS5's words ('' when nothing can match).

    Beside it stand the columns of which one alone may hold it all.
    """
    match parts:
        case Part(column=None):
            return _words(connection, parts)
        case Part(column=SeenIn() as column):
            words, places = _words(connection, parts)
            if not words or not places & column:
                return "", SeenIn(0)
            return f"{{{COLUMNS[column]}}} : ({words})", places & column
        case Every(inner):
            phrases = []
            everywhere = EVERYWHERE
            for part in inner:
                words, places = phrase(connection, part)
                if not words:
                    return "", SeenIn(0)
                phrases.append(f"({words})")
                everywhere &= places
            return " AND ".join(phrases), everywhere
        case Some(inner):
            alternatives = [phrase(connection, part) for part in inner]
            anywhere = SeenIn(0)
            for words, places in alternatives:
                anywhere |= places if words else SeenIn(0)
            either = (f"({words})" for words, _ in alternatives if words)
            return " OR ".join(either), anywhere
    raise AssertionError(parts)


def _words(connection: Connection, part: Part) -> tuple[str, SeenIn]:
    """Return a part in FTS5's words, and where it may be.

    The words are letters and digits only, so that quotes make them literal.
    """
    *head, last = part.words
    places = EVERYWHERE
    for word in part.words if part.is_whole else head:
        row = connection.execute(_SEEN_IN, (word,)).fetchone()
        places &= SeenIn(row[0]) if row else SeenIn(0)
    if part.is_whole or not places:
        return _quoted(part.words) if places else "", places
    endings = connection.execute(
        _ENDINGS, (last, last + _LAST, _MOST_ENDINGS + 1)
    ).fetchall()
    if len(endings) > _MOST_ENDINGS:
        return f"{_quoted(part.words)} *", places
    seen = SeenIn(0)
    for _, seen_in in endings:
        seen |= SeenIn(seen_in)
    if len(last) <= _LONGEST_INDEXED_PREFIX:
        return f"{_quoted(part.words)} *" if endings else "", places & seen
    phrases = (_quoted([*head, word]) for word, _ in endings)
    return " OR ".join(phrases), places & seen


def _quoted(words: Sequence[str]) -> str:
    return f'"{" ".join(words)}"'
