"""Reference lists as papers print them: which papers their entries name."""

import re
from dataclasses import dataclass

from app.domain.paper import Author, Draft, Provenance
from app.formats import people
from app.formats.addresses import find_urls, identifiers_in, links_in
from app.formats.citations.entries import unmarked
from app.formats.text import one_line

KIND = "reference"

_MAX_ENTRY = 3_000
_MAX_OPENING = 1_000
_ADDRESS = " \ufffc "
"""What stands for an address while the words around it are read."""
_QUOTED = re.compile(r"[“\"„]|``")
_CLOSING = {"“": "”", '"': '"', "„": "“", "``": "''"}
_YEAR = re.compile(r"(?<![\d.:/-])(?:19|20)\d\d(?=[a-z]?(?![\d/:]))")
_YEAR_IN_BRACKETS = re.compile(
    r"\s*,?\s*\(((?:19|20)\d\d)[a-z]?(?:,[^()]{1,20})?\)[.,:]?\s*"
)
_YEAR_SENTENCE = re.compile(r"(?:19|20)\d\d[a-z]?\.")
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
_LONG_END = re.compile(r"(?<=[^\W\d_]{2})(?<!\b[JS]r)\.\Z")
_INITIAL = re.compile(r"\b[^\W\d_]\.")
_CUT_SHORT = re.compile(
    r"\b(?:Proc|Trans|Conf|Intl?|Symp|J|Jour|Lett|Rev|Phys|Stat|Comput|Sci|Math|Ann|Adv"
    r"|Assoc|Soc|Acad|Natl?|Syst|Eng|Res|Artif|Intell|Mach|Commun|Tech|Rep|Univ)\Z"
)
"""What a venue's name is cut to, so that the name goes on behind its full stop."""
_VENUE_END = re.compile(
    r",|(?P<stop>\.\s)|\s\(|\bdoi\b|\barXiv:|\bvol(?:ume)?\b"
    r"|\b[Aa]vailable\b|\bURL\b|\ufffc"
    r"|(?<!\d)(?<!\bof the )(?<!\bof )(?<![^\W\d_]-)\d(?!\d*(?:st|nd|rd|th)\b)"
)
_INITIALS = re.compile(r"(?:[^\W\d_a-z]\.?[ -]?){1,4}")
_FAMILY_FIRST = re.compile(r"[^,:]{2,60},\s*[^\W\d_]\.")
_AND = re.compile(r"\s*(?:,|;)?\s*(?:\band\b|&|\bund\b|\bet\b(?!\s+al))\s+|\s*;\s*")
_OTHERS = re.compile(
    r"[,\s]*(?:\bet\s+al\b\.?|\band\s+others\b|…|\.\.\.)[,.\s]*\Z", re.IGNORECASE
)
_WORD = re.compile(r"[^\W\d_]{2,}")
_LEAST_WORDS = 2
_MAX_TITLE = 300


@dataclass(frozen=True, slots=True)
class _Told:
    """What an entry tells for certain."""

    title: str
    authors: tuple[Author, ...] = ()
    year: int | None = None
    venue: str = ""


def opens_entry(text: str) -> bool:
    """Say whether text begins as a reference: with names, and a year or title.

    Names alone must have initials or be several: 'Springer, Berlin.' is no opening.
    """
    text = text[:_MAX_OPENING]
    dated = _YEAR_IN_BRACKETS.search(text)
    if dated is not None and _authors(text[: dated.start()]):
        return True
    sentences = _sentences(text)
    if len(sentences) < 2 or not (authors := _authors(sentences[0])):
        return False
    if _YEAR_SENTENCE.fullmatch(sentences[1]):
        return True
    has_initials = _INITIAL_END.search(sentences[0][-12:]) or any(
        _INITIAL.search(author.name) for author in authors
    )
    return bool(has_initials and _title(sentences[1]))


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


def _told(text: str) -> _Told | None:
    urls = find_urls(text)
    for url in urls:
        text = text.replace(url, _ADDRESS)
    text = one_line(text)
    readers = (_quoted, _behind_year, _behind_names, _behind_colon)
    return next((told for read in readers if (told := read(text))), None)


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
    year = int(rest[0][:4]) if _YEAR_SENTENCE.fullmatch(rest[0]) else None
    if year is not None:
        rest = rest[1:]
    venue = " ".join(rest[1:])
    year = year or _year(venue)
    title = _title(rest[0]) if rest else ""
    if len(rest) == 1 and (ending := _YEAR_AT_END.search(rest[0])):
        title, year = _title(rest[0][: ending.start()]), int(ending[1])
        title = "" if "," in title else title
    is_certain = year is not None or _is_placed(text)
    return _Told(title, authors, year, _venue(venue)) if title and is_certain else None


def _is_placed(text: str) -> bool:
    """Say whether an entry has an identifier or an address."""
    return _ADDRESS.strip() in text or bool(identifiers_in(text))


def _behind_colon(text: str) -> _Told | None:
    """Read 'Family, I., Family, I.: Title. Venue (year)'."""
    names, _, rest = text.partition(": ")
    authors = _authors(names) if _FAMILY_FIRST.match(names) else ()
    if not authors or not all(author.given for author in authors):
        return None
    sentences = _sentences(rest)
    first, year = sentences[0] if sentences else "", _year(rest)
    if dated := _YEAR_IN_BRACKETS.search(first):
        first = first[: dated.start()]
    title = _title(first)
    is_certain = year is not None or _is_placed(text)
    venue = _venue(" ".join(sentences[1:]))
    return _Told(title, authors, year, venue) if title and is_certain else None


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
        is_family_first = _INITIALS.fullmatch(parts[1]) is not None
        return is_family_first and _FAMILY.fullmatch(parts[-2]) is not None
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
    if title.count('"') % 2 and f'{title}"' in text:
        title += '"'  # it closes a quotation inside the title
    title += (
        "?" if text.strip(" ”\"'").endswith("?") and not title.endswith("?") else ""
    )
    n_words = len(_WORD.findall(title))
    return title if n_words >= _LEAST_WORDS and len(title) <= _MAX_TITLE else ""


def _venue(text: str) -> str:
    """Return what a venue is called, in front of numbers, pages and years."""
    text = re.sub(r"\A[\s,.]*(?:[Ii]n:?\s+){0,2}", "", text)
    end = next((m.start() for m in _VENUE_END.finditer(text) if _ends(text, m)), None)
    venue = text[:end].strip(" .,:;(’'-")
    return venue if 1 < len(venue) <= 200 else ""


def _ends(text: str, found: re.Match[str]) -> bool:
    """Say whether a venue's name ends there, and is not only cut short."""
    before = text[max(0, found.start() - 12) : found.start()]
    return found["stop"] is None or _CUT_SHORT.search(before) is None


def _year(text: str) -> int | None:
    years = _YEAR.findall(text)
    return int(years[-1]) if years else None
