"""Five styles of citations: APA 7, IEEE, Chicago (author-date), MLA 9, Nature.

Sources: Publication Manual of the American Psychological Association, 7th edition,
chapters 9 and 10; IEEE Reference Guide, 2023; The Chicago Manual of Style, 17th
edition, chapter 15; MLA Handbook, 9th edition, chapter 5; Nature, 'Formatting guide',
section 'References'. Titles keep the capitals that they have.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from app.domain.paper import Paper
from app.formats.citations.citing import (
    Name,
    Work,
    bold,
    italic,
    listed,
    ordinal,
    page_words,
    plain,
    sentences,
    work_of,
)
from app.formats.citations.keys import letters

_APA_MOST, _APA_FIRST = 20, 19
_IEEE_MOST = 6
_CHICAGO_MOST, _CHICAGO_FIRST = 10, 7
_MLA_MOST = 2
_NATURE_MOST = 5


@dataclass(frozen=True, slots=True)
class Style:
    """A style: `name` is for settings, `title` for people.

    With `has_letters` works of the same people and year are told apart by a letter;
    with `mark` the works of a list are numbered ('[{}] ').
    """

    name: str
    title: str
    write: Callable[[Work], str]
    has_letters: bool = False
    mark: str = ""


def cite(papers: Sequence[Paper], style: Style) -> list[str]:
    """Return the papers' citations in order, with the marks of `citing` for italics."""
    works = [work_of(paper) for paper in papers]
    if style.has_letters:
        works = _lettered(works)
    texts = [style.write(work) for work in works]
    if style.mark and len(texts) > 1:
        return [style.mark.format(n) + text for n, text in enumerate(texts, start=1)]
    return texts


def _lettered(works: Sequence[Work]) -> list[Work]:
    """Tell apart works of the same people and year, in their order."""
    shared = Counter((work.names, work.year) for work in works)
    seen = Counter[tuple[object, str]]()
    told = []
    for work in works:
        group = (work.names, work.year)
        if shared[group] > 1 and work.names:
            dash = "" if work.year else "-"
            work = replace(work, letter=dash + letters(seen[group]))
            seen[group] += 1
        told.append(work)
    return told


def _led(people: str, date: str, title: str, *rest: str) -> str:
    """Begin with the people; without any, with the title."""
    first = (people, date, title) if people else (title, date)
    return sentences(*first, *rest)


def _apa(work: Work) -> str:
    date = f"({(work.year or 'n.d.') + work.letter})"
    people = _apa_people(work.names)
    edition = f"{ordinal(work.edition)} ed." if work.edition else ""
    held = ", ".join(each for each in (edition, page_words(work.pages)) if each)
    note = f" ({held})" if held else ""
    match work.kind:
        case "article":
            volume = italic(work.volume) + (f"({work.issue})" if work.issue else "")
            parts = (italic(work.venue), volume, work.pages)
            where = ", ".join(part for part in parts if part)
            return _led(people, date, work.title, where, work.address)
        case "proceedings" | "chapter" if work.venue:
            by = f"{_apa_editors(work.editors)}, " if work.editors else ""
            where = f"In {by}{italic(work.venue)}{note}"
            return _led(people, date, work.title, where, work.publisher, work.address)
        case "thesis":
            genre = (
                "Master’s thesis" if "aster" in work.genre else "Doctoral dissertation"
            )
            school = ", ".join(each for each in (genre, work.publisher) if each)
            return _led(people, date, f"{italic(work.title)} [{school}]", work.address)
        case "preprint":
            named = f" (arXiv:{work.arxiv})" if work.arxiv else ""
            place = "arXiv" if work.arxiv else work.venue or work.publisher
            return _led(people, date, italic(work.title) + named, place, work.address)
        case "report":
            named = f" (Report No. {work.report})" if work.report else ""
            title = italic(work.title) + named
            return _led(people, date, title, work.publisher, work.address)
    title = italic(work.title) + (f" ({edition})" if edition else "")
    return _led(people, date, title, work.publisher or work.venue, work.address)


def _apa_people(names: Sequence[Name]) -> str:
    short = [name.short for name in names]
    if len(short) > _APA_MOST:
        return f"{', '.join(short[:_APA_FIRST])}, . . . {short[-1]}"
    if len(short) == 2:
        return f"{short[0]}, & {short[1]}"
    return listed(short, last="&")


def _apa_editors(names: Sequence[Name]) -> str:
    role = "Ed." if len(names) == 1 else "Eds."
    return f"{listed([name.leading for name in names], last='&')} ({role})"


def _ieee(work: Work) -> str:
    people = _ieee_people(work.names)
    quoted = f"“{work.title},”" if work.title[-1:] not in "?!" else f"“{work.title}”"
    doi = f"doi: {work.doi}" if work.doi else ""
    end = doi or (f"arXiv:{work.arxiv}" if work.arxiv else "")
    house = ": ".join(each for each in (work.place, work.publisher) if each)
    edition = f"{ordinal(work.edition)} ed" if work.edition else ""
    pages = page_words(work.pages)
    match work.kind:
        case "article":
            volume = f"vol. {work.volume}" if work.volume else ""
            issue = f"no. {work.issue}" if work.issue else ""
            parts = [italic(work.venue), volume, issue, pages, work.year, end]
        case "proceedings" if work.venue:
            parts = [f"in {italic(work.venue)}", work.year, pages, end]
        case "chapter" if work.venue:
            book = ", ".join(e for e in (f"in {italic(work.venue)}", edition) if e)
            role = "Ed." if len(work.editors) == 1 else "Eds."
            editors = f"{_ieee_people(work.editors)}, {role}" if work.editors else ""
            book = ", ".join(each for each in (book, editors) if each)
            parts = [f"{book.rstrip('.')}. {house}" if house else book, work.year]
            parts += [pages, end]
        case "thesis":
            is_masters = "aster" in work.genre
            genre = "M.S. thesis" if is_masters else "Ph.D. dissertation"
            parts = [genre, work.publisher, work.place, work.year, end]
        case "preprint":
            named = italic(f"arXiv:{work.arxiv}") if work.arxiv else work.venue
            parts = [work.year, named, doi]
        case "report":
            named = f"Rep. {work.report}" if work.report else ""
            parts = [house, named, work.year, end]
        case _:
            title = ", ".join(each for each in (italic(work.title), edition) if each)
            book = f"{title}. {house}" if house else title
            parts = [people, book, work.year, end or work.url]
            return _ended(", ".join(each for each in parts if each))
    rest = ", ".join(each for each in parts if each)
    lead = f"{people}, {quoted}" if people else quoted
    return _ended(f"{lead} {rest}" if rest else f"{lead.removesuffix(',”')}.”")


def _ieee_people(names: Sequence[Name]) -> str:
    led = [name.leading for name in names]
    if len(led) > _IEEE_MOST:
        return f"{led[0]} {italic('et al.')}"
    return listed(led, last="and")


def _chicago(work: Work) -> str:
    date = (work.year or "n.d.") + work.letter
    people = _chicago_people(work.names)
    quoted = f"“{work.title}.”" if work.title[-1:] not in "?!" else f"“{work.title}”"
    house = ": ".join(each for each in (work.place, work.publisher) if each)
    edition = f"{ordinal(work.edition)} ed" if work.edition else ""
    match work.kind:
        case "article":
            number = f" {work.volume}" if work.volume else ""
            number += f" ({work.issue})" if work.issue else ""
            pages = f": {work.pages}" if work.pages else ""
            where = italic(work.venue) + number + pages
            told = _led(people, date, quoted, where, work.address)
        case "proceedings" | "chapter" if work.venue:
            editors = listed([name.natural for name in work.editors], last="and")
            by = f"edited by {editors}" if editors else ""
            parts = (f"In {italic(work.venue)}", by, work.pages)
            where = ", ".join(part for part in parts if part)
            told = _led(people, date, quoted, where, edition, house, work.address)
        case "thesis":
            genre = "Master’s thesis" if "aster" in work.genre else "PhD diss."
            school = ", ".join(each for each in (genre, work.publisher) if each)
            told = _led(people, date, quoted, school, work.address)
        case "preprint":
            site = "arXiv" if work.arxiv else work.venue or work.publisher
            where = f"Preprint, {site}" if site else "Preprint"
            told = _led(people, date, quoted, where, work.address)
        case _:
            house = house or work.venue
            title = italic(work.title)
            told = _led(people, date, title, edition, house, work.address)
    return _ended(told)


def _chicago_people(names: Sequence[Name]) -> str:
    said = [name.natural for name in names]
    if names:
        said[0] = names[0].inverted
    if len(said) > _CHICAGO_MOST:
        return f"{', '.join(said[:_CHICAGO_FIRST])}, et al."
    if len(said) == 2:
        return f"{said[0]}, and {said[1]}"
    return listed(said, last="and")


def _mla(work: Work) -> str:
    people = _mla_people(work.names)
    quoted = f"“{work.title}.”" if work.title[-1:] not in "?!" else f"“{work.title}”"
    editors = [name.natural for name in work.editors]
    who = f"{editors[0]} et al." if len(editors) > 2 else listed(editors, last="and")
    by = f"edited by {who}" if editors else ""
    edition = f"{ordinal(work.edition)} ed." if work.edition else ""
    pages = page_words(work.pages)
    match work.kind:
        case "article":
            volume = f"vol. {work.volume}" if work.volume else ""
            issue = f"no. {work.issue}" if work.issue else ""
            parts = [italic(work.venue), volume, issue, work.year, pages, work.address]
        case "proceedings" | "chapter" if work.venue:
            parts = [italic(work.venue), by, edition, work.publisher, work.year]
            parts += [pages, work.address]
        case "preprint":
            site = "arXiv" if work.arxiv else work.venue
            parts = [italic(site), work.year, work.address]
        case "thesis":
            genre = "Master’s thesis" if "aster" in work.genre else "PhD dissertation"
            school = ", ".join(each for each in (work.publisher, genre) if each)
            title = italic(work.title)
            return _ended(sentences(people, title, work.year, school, work.address))
        case _:
            quoted = italic(work.title)
            house = work.publisher or work.venue
            parts = [edition, house, work.year, work.address]
    return _ended(sentences(people, quoted, ", ".join(part for part in parts if part)))


def _mla_people(names: Sequence[Name]) -> str:
    if len(names) > _MLA_MOST:
        return f"{names[0].inverted}, et al."
    said = [name.natural for name in names]
    if names:
        said[0] = names[0].inverted
    return f"{said[0]}, and {said[1]}" if len(said) == 2 else "".join(said)


def _nature(work: Work) -> str:
    people = _nature_people(work.names)
    year = f"({work.year})" if work.year else ""
    role = "ed." if len(work.editors) == 1 else "eds"
    by = f"({role} {_nature_people(work.editors)})" if work.editors else ""
    house = ", ".join(each for each in (work.publisher, work.year) if each)
    edition = f"{ordinal(work.edition)} edn" if work.edition else ""
    match work.kind:
        case "article" if work.volume or work.pages:
            numbers = ", ".join(e for e in (bold(work.volume), work.pages) if e)
            where = f"{italic(work.venue)} {numbers} {year}"
        case "article":
            where = " ".join(e for e in (italic(work.venue), work.address, year) if e)
        case "proceedings" | "chapter" if work.venue:
            parts = [f"In {italic(work.venue)}", edition, by, work.pages]
            parts.append(f"({house})" if house else "")
            where = " ".join(part for part in parts if part)
        case "preprint":
            site = f"Preprint at {work.address}" if work.address else "Preprint"
            where = f"{site} {year}"
        case "thesis":
            genre = "Master’s thesis" if "aster" in work.genre else "PhD thesis"
            school = ", ".join(each for each in (genre, work.publisher) if each)
            where = f"{school} {year}"
        case _:
            parts = [italic(work.title), edition, f"({house})" if house else ""]
            where = " ".join(part for part in parts if part)
            return _ended(sentences(people, where))
    return _ended(sentences(people, work.title, where.strip()))


def _nature_people(names: Sequence[Name]) -> str:
    if len(names) > _NATURE_MOST:
        return f"{names[0].short} {italic('et al.')}"
    return listed([name.short for name in names], last="&", comma=False)


def _ended(text: str) -> str:
    """End a citation with a full stop, once."""
    return text if plain(text).endswith((".", ".”", "?”", "!”")) else f"{text}."


STYLES = (
    Style("apa", "APA", _apa, has_letters=True),
    Style("ieee", "IEEE", _ieee, mark="[{}] "),
    Style("chicago", "Chicago", _chicago, has_letters=True),
    Style("mla", "MLA", _mla),
    Style("nature", "Nature", _nature, mark="{}. "),
)
"""The styles, in the order of menus."""


def style(name: str) -> Style:
    """Return the style of that name, the first where there is none."""
    return next((each for each in STYLES if each.name == name), STYLES[0])
