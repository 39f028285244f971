"""The headings of a paper whose file has no outline, told by size, weight and number.

Source: what sections look like in the classes of LaTeX, ACM, IEEE, Springer and Word.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from app.formats.recognition.layout import Page, Row, body_size, rows_in_order

_LONGEST = 120
_FEWEST_LETTERS = 3
_LARGER, _MUCH_LARGER = 1.06, 1.12
_SMALLEST = 0.92
_APPENDIX = 1000
_DEEPEST = 4
_MARGIN = 0.08
_RUNNING_PAGES = 3
_MOST_A_PAGE = 7
_ROMAN = {"I": 1, "V": 5, "X": 10}
_NUMBER = re.compile(
    r"(?P<number>(?:\d{1,2}|[A-Z])(?:\.\d{1,2}){0,3}|[IVX]{1,6})(?P<dot>[.:)]?)\s+"
    r"(?P<title>[\"\u201c(]?[^\W\d_].*)"
)
_PART = re.compile(r"(?:Chapter|Part|Appendix|Section)\s+(?:\d+|[A-Z]|[IVX]+)\b", re.I)
_NAMED = re.compile(
    r"(?:abstract|summary|(?:general )?introduction|background|motivation|preliminaries"
    r"|related works?|(?:prior|previous) work|(?:materials and )?methods?|methodology"
    r"|experiments?|experimental (?:results|setup|evaluation)|evaluation"
    r"|results?(?: and discussions?)?|discussions?(?: and conclusions?)?|limitations?"
    r"|(?:summary and |discussion and )?conclusions?(?: and future works?)?"
    r"|(?:conclusions? and )?future work|acknowledge?ments?|references"
    r"|references and notes|bibliography|literature cited|appendix|appendices"
    r"|supplementary materials?|broader impacts?|ethics statement|data availability"
    r"|author contributions|contents|index terms|keywords)\s*[.:\u2014-]?",
    re.IGNORECASE,
)
_NO_HEADING = re.compile(
    r"(?:fig(?:ure)?|table|tab|algorithm|listing|theorem|lemma|definition|proof|example"
    r"|corollary|proposition|remark|assumption|claim|scheme|equation|box|step|exercise"
    r"|question|problem|observation|hypothesis|case)s?\b\.?\s*[\d(:.A-Z]"
    r"|https?:|www\.|doi:|arxiv\b|copyright|\u00a9|isbn|issn|e-?mails?:|received\b"
    r"|permission to|proceedings of|vol\. |page \d",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"[^\W\d_]")
_SENTENCE = re.compile(r"[^\W\d_]{3,}\. [A-Z]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading; `level` from 1, `top` in points down the page."""

    level: int
    title: str
    page_index: int
    top: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Candidate:
    row: Row
    page_index: int
    order: int
    number: tuple[int, ...]
    is_loud: bool
    has_room: bool
    bottom: float
    text: str

    @property
    def style(self) -> tuple[float, bool, bool]:
        return round(self.row.size * 2) / 2, self.row.is_bold, self.text.isupper()


def find_headings(pages: Sequence[Page]) -> tuple[Heading, ...]:
    """Return the headings of a document in reading order; none where none is sure."""
    by_page = [rows_in_order(page) for page in pages]
    body = body_size([row for rows in by_page for row in rows])
    if not body:
        return ()
    running = _running_heads(by_page)
    title = _title_size(by_page, body)
    found: list[_Candidate] = []
    has_roman = any(
        _roman(match["number"]) and match["dot"] and row.text.isupper()
        for rows in by_page
        for row in rows
        if (match := _NUMBER.fullmatch(row.text)) is not None
    )
    for page_index, (page, rows) in enumerate(zip(pages, by_page, strict=True)):
        kept = [row for row in rows if not _is_apart(row, page, page_index, running)]
        found += _candidates(kept, page_index, body, title, has_roman=has_roman)
    told = _told(_joined(found), len(pages))
    last = {each.text.casefold(): index for index, each in enumerate(told)}
    # What a list of contents repeats stands where it comes last.
    return _leveled([e for i, e in enumerate(told) if last[e.text.casefold()] == i])


def _candidates(
    rows: Sequence[Row],
    page_index: int,
    body: float,
    title: float,
    *,
    has_roman: bool,
) -> list[_Candidate]:
    found: list[_Candidate] = []
    for order, row in enumerate(rows):
        text = row.text.strip()
        number = _number(text, has_roman=has_roman)
        is_counted = bool(number) and 0 < number[0] < _APPENDIX
        is_next = bool(found) and found[-1].order == order - 1
        is_rest = is_next and _is_alike(found[-1].row, row)
        is_title = page_index == 0 and row.size >= title and not is_counted
        if not is_rest and (is_title or _begins_small(text)):
            continue
        if not _may_be(row, text, body):
            continue
        before = rows[order - 1] if order else None
        after = rows[order + 1] if order + 1 < len(rows) else None
        found.append(
            _Candidate(
                row=row,
                page_index=page_index,
                order=order,
                number=number,
                is_loud=row.is_bold or row.size >= body * _LARGER or _is_capital(text),
                has_room=_has_room(row, before, after, body),
                bottom=row.bottom,
                text=text,
            )
        )
    return found


def _may_be(row: Row, text: str, body: float) -> bool:
    if not row.n_letters >= _FEWEST_LETTERS or len(text) > _LONGEST:
        return False
    if row.size < body * _SMALLEST or _NO_HEADING.match(text):
        return False
    if row.n_letters < 0.5 * len(text.replace(" ", "")):
        return False
    if text[-1] in ",;=" or (text[-1] == "." and text.count(" ") > 9):
        return False
    if _SENTENCE.search(text) and _NUMBER.fullmatch(text) is None:
        return False
    return _LETTERS.search(text) is not None


def _number(text: str, *, has_roman: bool) -> tuple[int, ...]:
    """Return the number a heading begins with: (2, 1) for '2.1', () for none."""
    match = _NUMBER.fullmatch(text)
    if match is None:
        return ()
    number = match["number"]
    if match["title"][0].islower():
        return ()
    if has_roman and match["dot"] and (roman := _roman(number)):
        return (roman,)
    first, *rest = number.split(".")
    if first.isdigit():
        return (int(first), *map(int, rest))
    if len(first) > 1:
        return ()
    if not (match["dot"] or rest or match["title"][0].isupper()):
        return ()
    letter = ord(first) - ord("A") + 1
    # Beside Roman numbers letters count the parts of a section, else appendices.
    return (0, letter) if has_roman else (_APPENDIX + letter, *map(int, rest))


def _roman(text: str) -> int:
    if not text or any(c not in _ROMAN for c in text):
        return 0
    values = [_ROMAN[c] for c in text]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-one if one < other else one for one, other in pairs)


def _is_capital(text: str) -> bool:
    return text.isupper() and len(_LETTERS.findall(text)) > _DEEPEST


def _has_room(row: Row, before: Row | None, after: Row | None, body: float) -> bool:
    """Say whether more room is above a row than between lines, or a column begins."""
    if before is None or before.bottom > row.bottom:
        return True
    if row.top - before.bottom > 0.35 * body:
        return True
    return after is not None and after.top - row.bottom > 0.6 * body


def _title_size(by_page: Sequence[Sequence[Row]], body: float) -> float:
    """Return the size of the paper's own title: the largest of the first page."""
    rows = by_page[0] if by_page else ()
    sizes = [row.size for row in rows if row.n_letters >= 2 * _FEWEST_LETTERS]
    largest = max(sizes, default=0.0)
    return largest - 0.1 if largest > body * _MUCH_LARGER else 1e9


def _running_heads(by_page: Sequence[Sequence[Row]]) -> frozenset[str]:
    """Return the bare texts that stand at the same height of several pages."""
    seen: Counter[tuple[str, int]] = Counter()
    for rows in by_page:
        seen.update({(row.bare, round(row.top / 4)) for row in rows})
    most = max(_RUNNING_PAGES, len(by_page) // 8)
    return frozenset(text for (text, _), n in seen.items() if n >= most)


def _is_apart(row: Row, page: Page, page_index: int, running: frozenset[str]) -> bool:
    """Say whether a row is a running head, a page's number or beside the text."""
    if row.bare in running:
        return True
    is_outer = row.top < page.height * _MARGIN or row.bottom > page.height * (
        1 - _MARGIN
    )
    return is_outer and page_index > 0 and bool(re.search(r"(?:\A|\s)\d+\Z", row.text))


def _joined(found: Sequence[_Candidate]) -> list[_Candidate]:
    """Join the rows of headings that run over more than one."""
    joined: list[_Candidate] = []
    for each in found:
        last = joined[-1] if joined else None
        if last is not None and _goes_on(last, each):
            text = f"{last.text} {each.text}"
            if last.text.endswith("-"):
                text = last.text[:-1] + each.text
            joined[-1] = _Candidate(
                row=last.row,
                page_index=last.page_index,
                order=each.order,
                number=last.number,
                is_loud=last.is_loud,
                has_room=last.has_room,
                bottom=each.bottom,
                text=text,
            )
        else:
            joined.append(each)
    return joined


def _goes_on(last: _Candidate, each: _Candidate) -> bool:
    row = each.row
    is_next = (last.page_index, last.order + 1) == (each.page_index, each.order)
    if not is_next or each.number or not (last.row.is_bold or last.is_loud):
        return False
    if _NAMED.fullmatch(last.text) or _NAMED.fullmatch(each.text):
        return False
    return (
        _is_alike(row, last.row)
        and row.top - last.bottom < 0.5 * row.size
        and row.top > last.bottom - row.size
    )


def _is_alike(one: Row, other: Row) -> bool:
    return abs(one.size - other.size) < 0.3 and one.is_bold == other.is_bold


def _begins_small(text: str) -> bool:
    first = _LETTERS.search(text)
    return first is not None and first[0].islower()


def _told(found: Sequence[_Candidate], n_pages: int) -> list[_Candidate]:
    """Keep what is a heading: counted on in order, named as one, or set like those."""
    numbered = _in_order([each for each in found if each.number and _is_counted(each)])
    named = [each for each in found if _NAMED.fullmatch(each.text) and each.is_loud]
    plain = [e for e in found if not e.number and e.is_loud and e.has_room]
    often = Counter(each.style for each in plain)
    if numbered:
        styles = Counter(each.style for each in numbered)
        alike = {style for style, n in styles.items() if n > 1 or style[1]}
    else:
        alike = {each.style for each in named}
        alike |= {style for style, n in often.items() if n > 1}
    alike = {style for style in alike if often[style] <= _MOST_A_PAGE * n_pages}
    sure = {id(each) for each in (*numbered, *named)}
    like_them = {id(each) for each in plain if each.style in alike}
    kept: list[_Candidate] = []
    for each in found:
        # Authors, places and dates stand before the first heading.
        if id(each) in sure or (kept and id(each) in like_them):
            kept.append(each)
    return kept


def _is_counted(each: _Candidate) -> bool:
    """Say whether a row with a number may be a heading and no line of a list."""
    if each.number[0] == 0:
        return each.has_room and not each.text.endswith(".")
    if len(each.number) > 1:
        return each.is_loud or (each.has_room and not each.text.endswith("."))
    return each.is_loud


def _in_order(found: Sequence[_Candidate]) -> list[_Candidate]:
    """Return the longest run of headings whose numbers grow."""
    numbers: list[tuple[int, ...]] = []
    last = 0
    for each in found:
        if each.number[0] == 0:
            numbers.append((last, *each.number[1:]))
        else:
            numbers.append(each.number)
            last = each.number[0]
    tails: list[tuple[int, ...]] = []
    ends: list[int] = []
    before: list[int | None] = []
    for index, number in enumerate(numbers):
        at = bisect_left(tails, number)
        is_again = at < len(tails) and tails[at] == number
        if is_again and found[ends[at]].text != found[index].text:
            before.append(None)  # a line of a list that counts again
            continue
        before.append(ends[at - 1] if at else None)
        tails[at : at + 1] = [number]
        ends[at : at + 1] = [index]
    kept = []
    step = ends[-1] if ends else None
    while step is not None:
        kept.append(found[step])
        step = before[step]
    return kept[::-1]


def _leveled(found: Sequence[_Candidate]) -> tuple[Heading, ...]:
    levels: dict[tuple[float, bool, bool], int] = {}
    for each in found:
        if each.number:
            levels.setdefault(each.style, len(each.number))
    free = sorted({each.row.size for each in found if not each.number}, reverse=True)
    headings = []
    for each in found:
        if each.number:
            level = len(each.number)
        elif _NAMED.fullmatch(each.text):
            level = 1
        else:
            level = levels.get(each.style) or 1 + free.index(each.row.size)
        headings.append(
            Heading(
                level=min(level, _DEEPEST),
                title=each.text,
                page_index=each.page_index,
                top=each.row.top,
            )
        )
    return tuple(headings)
