"""Reference lists as papers print them: which papers their entries name."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.domain.paper import Author, Draft, Provenance
from app.formats import people
from app.formats.addresses import find_urls, identifiers_in, links_in
from app.formats.text import one_line

KIND = "reference"

_MAX_ENTRY = 3_000
_MAX_LINES = 40
_MARK = re.compile(r"\s{0,20}(?:\[\d{1,4}\]|\(\d{1,4}\)|\d{1,3}[.)])\s+(?=\S)")
_MARK_BRACKET = re.compile(r"\s{0,20}\[[A-Z][\w+&., -]{1,30}\d{2}[a-z]?\]\s+(?=\S)")
"""[Vas17], [Vaswani et al., 2017]."""
_QUOTED = re.compile(r"[“\"„]|``")
_CLOSING = {"“": "”", '"': '"', "„": "“", "``": "''"}
_YEAR = re.compile(r"(?<![\d.:/-])(?:19|20)\d\d(?=[a-z]?(?![\d/:]))")
_YEAR_IN_BRACKETS = re.compile(
    r"\s*,?\s*\(((?:19|20)\d\d)[a-z]?(?:,[^()]{1,20})?\)[.,:]?\s*"
)
_YEAR_AT_END = re.compile(r",\s*((?:19|20)\d\d)[a-z]?\.?\Z")
_SENTENCE = re.compile(r"(?<=[.?!])[”\"’]?\s+")
_INITIAL_END = re.compile(
    r"(?:(?:\A|[\s.,(-])[^\W\d_]\.|\b(?:Jr|Sr|St|vs|al|eds?|Proc|Int|Conf|J|vol|no|pp)\.)\Z"
)
_PARTICLE = r"(?:van|von|de|der|den|del|della|di|da|dos|du|la|le|el|al|bin|ten|ter)\s"
_CAPITAL = r"[^\W\d_a-z][\w'’.-]*"
_NAME = re.compile(
    rf"(?:[^\W\d_]\.[ -]?){{0,4}}(?:{_PARTICLE}){{0,3}}{_CAPITAL}"
    rf"(?:[ -]+(?:{_PARTICLE}){{0,2}}{_CAPITAL}){{0,4}}"
)
_FAMILY = re.compile(
    rf"(?:{_PARTICLE}){{0,3}}[^\W\d_a-z][\w'’-]+(?:[ -][\w'’-]{{2,}}){{0,2}}"
)
_VANCOUVER = re.compile(
    rf"(?:{_PARTICLE}){{0,3}}[^\W\d_a-z][\w'’-]+ [^\W\d_a-z]{{1,3}}\.?"
)
_LONG_END = re.compile(r"(?<=[^\W\d_]{3})\.\Z")
_INITIALS = re.compile(r"(?:[^\W\d_a-z]\.?[ -]?){1,4}")
_AND = re.compile(r"\s*(?:,|;)?\s*(?:\band\b|&|\bund\b|\bet\b(?!\s+al))\s+|\s*;\s*")
_OTHERS = re.compile(
    r"[,\s]*(?:\bet\s+al\b\.?|\band\s+others\b|…|\.\.\.)[,.\s]*\Z", re.IGNORECASE
)
_WORD = re.compile(r"[^\W\d_]{2,}")
_LEAST_WORDS = 2
_MAX_TITLE = 300


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a list: its words on one line, and the first line's number from 1."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class _Told:
    """What an entry tells for certain."""

    title: str
    authors: tuple[Author, ...] = ()
    year: int | None = None
    venue: str = ""


def entries_of(lines: Sequence[str], first_line: int = 1) -> Iterator[Entry]:
    """Part lines into entries: at marks ([1], 2., [Vas17]), else at each line.

    The lines behind a marked one belong to it up to an empty line or the next mark.
    """
    open_lines: list[str] = []
    start = first_line
    for number, line in enumerate(lines, start=first_line):
        is_marked = is_marked_line(line)
        goes_on = bool(open_lines) and line.strip() and not is_marked
        if goes_on and len(open_lines) < _MAX_LINES:
            open_lines.append(line.strip())
            continue
        if open_lines:
            yield Entry(_joined(open_lines), start)
            open_lines = []
        if is_marked:
            open_lines, start = [line.strip()], number
        elif line.strip():
            yield Entry(line.strip(), number)
    if open_lines:
        yield Entry(_joined(open_lines), start)


def is_marked_line(line: str) -> bool:
    """Say whether a line opens a numbered entry."""
    return bool(_MARK.match(line) or _MARK_BRACKET.match(line))


def read_entry(text: str, *, source: str, position: int) -> Draft | None:
    """Return the paper of an entry, None where its title is not certain.

    A title is certain between quotation marks, behind a year in brackets that follows
    names, or as the sentence behind names.
    """
    if len(text) > _MAX_ENTRY:
        return None
    told = _told(unmarked(text))
    if told is None:
        return None
    return Draft(
        title=told.title,
        authors=told.authors,
        year=told.year,
        venue=told.venue,
        identifiers=identifiers_in(text),
        links=links_in(text),
        provenance=Provenance(
            source=source, kind=KIND, position=position, original=text
        ),
    )


def unmarked(text: str) -> str:
    """Return an entry without its mark."""
    for mark in (_MARK, _MARK_BRACKET):
        if found := mark.match(text):
            return text[found.end() :].strip()
    return text.strip()


def _joined(lines: Sequence[str]) -> str:
    """Join wrapped lines; a hyphen that parts a word goes."""
    text = lines[0]
    for line in lines[1:]:
        is_cut = text[-1:] == "-" and text[-2:-1].isalpha() and line[:1].islower()
        text = text[:-1] + line if is_cut else f"{text} {line}"
    return text


def _told(text: str) -> _Told | None:
    for url in find_urls(text):
        text = text.replace(url, " ")
    text = one_line(text)
    return _quoted(text) or _behind_year(text) or _behind_names(text)


def _quoted(text: str) -> _Told | None:
    """Read 'Names, “Title,” venue, year.'."""
    opening = _QUOTED.search(text)
    if opening is None:
        return None
    end = text.find(_CLOSING[opening[0]], opening.end())
    authors = _authors(text[: opening.start()])
    title = _title(text[opening.end() : end]) if end > 0 else ""
    if not title or not authors:
        return None
    rest = text[end + len(_CLOSING[opening[0]]) :]
    return _Told(title, authors, _year(rest) or _year(text), _venue(rest))


def _behind_year(text: str) -> _Told | None:
    """Read 'Names (year). Title. Venue'."""
    found = _YEAR_IN_BRACKETS.search(text)
    if found is None:
        return None
    authors = _authors(text[: found.start()])
    sentences = _sentences(text[found.end() :])
    title = _title(sentences[0]) if sentences else ""
    if not authors or not title:
        return None
    return _Told(title, authors, int(found[1]), _venue(" ".join(sentences[1:])))


def _behind_names(text: str) -> _Told | None:
    """Read 'Names. Title. Venue, year.' and 'Names. Year. Title. Venue.'."""
    sentences = _sentences(text)
    if len(sentences) < 2 or not (authors := _authors(sentences[0])):
        return None
    rest = sentences[1:]
    year = int(rest[0][:4]) if re.fullmatch(r"(?:19|20)\d\d[a-z]?\.", rest[0]) else None
    if year is not None:
        rest = rest[1:]
    venue = " ".join(rest[1:])
    year = year or _year(venue)
    title = _title(rest[0]) if rest else ""
    if len(rest) == 1 and (ending := _YEAR_AT_END.search(rest[0])):
        title, year = _title(rest[0][: ending.start()]), int(ending[1])
        title = "" if "," in title else title
    is_certain = year is not None or bool(identifiers_in(text))
    return _Told(title, authors, year, _venue(venue)) if title and is_certain else None


def _sentences(text: str) -> list[str]:
    """Part text at the ends of sentences, not behind initials."""
    parts: list[str] = []
    start = 0
    for gap in _SENTENCE.finditer(text):
        before = text[start : gap.start()]
        is_name_end = _INITIAL_END.search(before[-12:]) and not before.endswith("al.")
        follows_name = re.match(
            r"[^\W\d_]\.|and\b|&|[a-z]", text[gap.end() : gap.end() + 4]
        )
        goes_on = is_name_end and (follows_name or not _ends_names(before))
        if goes_on:
            continue
        parts.append(before)
        start = gap.end()
    parts.append(text[start:])
    return [part for part in parts if part.strip(" .,")]


def _ends_names(text: str) -> bool:
    """Say whether text that ends in an initial is a whole list of names."""
    parts = [part.strip() for part in _AND.sub(", ", text).split(",") if part.strip()]
    if len(parts) > 1 and _INITIALS.fullmatch(parts[-1]):
        return bool(_FAMILY.fullmatch(parts[-2]))
    return len(parts) > 1 and all(_VANCOUVER.fullmatch(part) for part in parts)


def _authors(text: str) -> tuple[Author, ...]:
    """Read names, none where one of them does not look like a name."""
    text = _OTHERS.sub("", text.strip()).strip(" ,;:")
    if not text or len(text) > _MAX_ENTRY:
        return ()
    found: list[Author] = []
    for part in _AND.split(text):
        names = [name.strip() for name in part.split(",") if name.strip()]
        index = 0
        while index < len(names):
            name = _LONG_END.sub("", names[index])
            following = names[index + 1] if index + 1 < len(names) else ""
            if _INITIALS.fullmatch(following) and _FAMILY.fullmatch(name):
                found.append(people.read_name(f"{name}, {following}"))
                index += 2
            elif _VANCOUVER.fullmatch(name):
                family, _, given = name.rpartition(" ")
                found.append(people.author_of(family, given))
                index += 1
            elif _NAME.fullmatch(name):
                found.append(Author(name))
                index += 1
            else:
                return ()
    return tuple(found)


def _title(text: str) -> str:
    title = one_line(text).strip(" ,;.'’”\"")
    title += (
        "?" if text.strip(" ”\"'").endswith("?") and not title.endswith("?") else ""
    )
    n_words = len(_WORD.findall(title))
    return title if n_words >= _LEAST_WORDS and len(title) <= _MAX_TITLE else ""


def _venue(text: str) -> str:
    """Return what a venue is called, in front of numbers, pages and years."""
    text = re.sub(r"\A[\s,.]*(?:In:?\s+|in:?\s+)?", "", text)
    text = re.split(r",|\.\s|\s\(|\bdoi\b|\barXiv:|\bvol\b|\d", text, maxsplit=1)[0]
    venue = text.strip(" .,:;(")
    return venue if 1 < len(venue) <= 200 else ""


def _year(text: str) -> int | None:
    years = _YEAR.findall(text)
    return int(years[-1]) if years else None
