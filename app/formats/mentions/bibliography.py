"""The list of references at a paper's end: its entries and where they stand."""

import re
import statistics
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.domain.mark import Quad
from app.formats.mentions.furniture import running_rows
from app.formats.mentions.placed import Row, united

_HEADINGS = frozenset(
    (
        "references",
        "reference",
        "bibliography",
        "literature",
        "literaturecited",
        "workscited",
        "referencesandnotes",
        "referencescited",
        "literatur",
        "bibliographie",
        "références",
        "referencias",
    )
)
_ENDINGS = re.compile(
    r"(?:[A-Z]|\d{1,2})?[. ]{0,3}(?:appendix|appendices|supplement\w*"
    r"|acknowledge?ments?"
    r"|author contributions|about the authors?|biograph\w+)\b.{0,80}",
    re.IGNORECASE,
)
_FIRST_APPENDIX = re.compile(r"A(?:[.:]?\s[^\W\d_a-z].{1,90}|\.\d{1,2}\.?\s.{1,90})")
_LARGER = 1.12
_FIRST_ROWS = 40
_MARKS = (
    re.compile(r"\s?\[(\d{1,4})\]\s?(?=\S)"),
    re.compile(r"\s?(\d{1,3})\.\s(?=\S)"),
    re.compile(r"\s?\((\d{1,3})\)\s(?=\S)"),
    re.compile(r"\s?(\d{1,3})\s(?=[^\W\d_a-z])"),
)
_KEY = re.compile(r"\s?\[([A-Z][A-Za-z+]{0,12}\s?[’']?\d{2,4}[a-z]?)\]\s?(?=\S)")
_LEAST_MARKED = 3
_MOST_SKIPPED = 3
_MOST_ROWS = 12_000
_MOST_CHARS = 2_000
_FIRST_NAME_CHARS = 20
_INDENT_PT = 4.0
_SAME_PT = 2.5
_YEAR = re.compile(r"(?<![\d.:/-])((?:19|20)\d\d)([a-z]?)(?![\w/])")


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedReference:
    """An entry: its number or key ('' without), its words, and boxes a column."""

    label: str
    text: str
    places: tuple[tuple[int, Quad], ...]

    @property
    def page_index(self) -> int:
        """Return the page it begins on."""
        return self.places[0][0]

    @property
    def box(self) -> Quad:
        """Return the box of its first part."""
        return self.places[0][1]


def read_bibliography(rows: Sequence[Row]) -> tuple[ListedReference, ...]:
    """Read the entries behind the last heading of a list of references.

    `rows` are those of the last pages at least, in reading order.
    """
    start = _start(rows)
    if start is None:
        return ()
    running = running_rows(rows)
    own = [row for row in rows[start:] if row not in running]
    listed = list(_without_furniture(own))[:_MOST_ROWS]
    marked = _marked(listed)
    groups = marked if marked is not None else list(_unmarked(listed))
    return tuple(_entry(label, group) for label, group in groups if group)


def find_by_label(
    entries: Sequence[ListedReference], label: str
) -> ListedReference | None:
    """Return the entry of a number or key."""
    wanted = _bare(label)
    return next((e for e in entries if e.label and _bare(e.label) == wanted), None)


def find_by_names(
    entries: Sequence[ListedReference],
    names: Sequence[str],
    year: str,
    *,
    has_others: bool = False,
) -> ListedReference | None:
    """Return the entry whose authors begin with `names`, of a year like '2020a'.

    `has_others` says that there are more of them.
    """
    families = [f" {_words(name)} " for name in names]
    best: tuple[tuple[int, ...], ListedReference] | None = None
    letter = year[4:]
    n_alike = 0
    for number, entry in enumerate(entries):
        told = f" {_words(entry.text)} "
        years = {(found[1], found[2]) for found in _YEAR.finditer(entry.text)}
        if not any(one == year[:4] for one, _ in years):
            continue
        places = [told.find(family) for family in families]
        if min(places) < 0 or places != sorted(places) or places[0] > 80:
            continue
        n_alike += 1
        has_letter = (year[:4], letter) in years
        is_nth = bool(letter) and n_alike == ord(letter) - ord("a") + 1
        has_number = _has_several(entry.text) is (has_others or len(names) > 1)
        is_late = places[0] > _FIRST_NAME_CHARS
        rank = (
            not has_letter,
            not is_nth,
            not has_number,
            is_late,
            places[0],
            number,
        )
        if best is None or rank < best[0]:
            best = rank, entry
    return best[1] if best is not None else None


def _has_several(entry: str) -> bool:
    """Say whether an entry names several authors before its year."""
    year = _YEAR.search(entry, 8)
    lead = entry[: min(year.start() if year else 200, 200)]
    return bool(re.search(r"\band\b|&|\bet al|;", lead))


def _start(rows: Sequence[Row]) -> int | None:
    found = None
    for number, row in enumerate(rows):
        if len(row.text) > 40:
            continue
        word = re.sub(r"\A(?:[\d.]+|[IVXL]+\.|[A-Z]\.)\s", "", row.text)
        if "".join(filter(str.isalpha, word.casefold())) in _HEADINGS:
            found = number + 1
    return found


def _without_furniture(rows: Sequence[Row]) -> Iterator[Row]:
    """Leave out page numbers, running heads, and all from an appendix on."""
    heads: Counter[str] = Counter(
        re.sub(r"[\W\d]+", "", row.text).casefold() for row in rows
    )
    n_pages = len({row.page_index for row in rows})
    usual = statistics.median([row.height for row in rows[:_FIRST_ROWS]] or [0.0])
    for number, row in enumerate(rows):
        words = re.sub(r"[\W\d]+", "", row.text).casefold()
        if not words and len(row.text) < 5 and "]" not in row.text:
            continue
        if n_pages > 2 and heads[words] >= n_pages - 1 and len(words) > 3:
            continue
        if number > 2 and row.opens and _ENDINGS.fullmatch(row.text):
            return
        is_larger = row.height > _LARGER * usual
        if number > 2 and is_larger and _FIRST_APPENDIX.fullmatch(row.text):
            return
        yield row


def _marked(rows: Sequence[Row]) -> list[tuple[str, list[Row]]] | None:
    """Part rows at marks in running order; None where entries bear none."""
    for mark in _MARKS:
        groups: list[tuple[str, list[Row]]] = []
        expected = 1
        for row in rows:
            found = mark.match(row.text)
            number = int(found[1]) if found else 0
            is_next = expected <= number <= expected + _MOST_SKIPPED
            if found and (is_next or (not groups and number <= 1)):
                groups.append((found[1], [row]))
                expected = number + 1
            elif groups:
                groups[-1][1].append(row)
        if len(groups) >= _LEAST_MARKED or (mark is _MARKS[0] and groups):
            return [(label, _own(group)) for label, group in groups]
    keyed: list[tuple[str, list[Row]]] = []
    for row in rows:
        if found := _KEY.match(row.text):
            keyed.append((found[1], [row]))
        elif keyed:
            keyed[-1][1].append(row)
    if len(keyed) >= _LEAST_MARKED:
        return [(label, _own(group)) for label, group in keyed]
    return None


def _own(group: Sequence[Row]) -> list[Row]:
    """Leave out what follows an entry in its column after a large gap."""
    kept = [group[0]]
    for before, row in pairwise(group):
        gap = row.box.top - before.box.bottom
        is_same = row.page_index == before.page_index and gap > -before.height
        if is_same and gap > 2.5 * before.height:
            break
        kept.append(row)
    return kept


def _unmarked(rows: Sequence[Row]) -> Iterator[tuple[str, list[Row]]]:
    """Part rows at hanging indents, else where there is more room between."""
    group: list[Row] = []
    for segment in _segments(rows):
        starts = _starts_of(segment)
        for number, row in enumerate(segment):
            if number in starts and group:
                yield "", group
                group = []
            group.append(row)
    if group:
        yield "", group


def _segments(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """Part rows into columns."""
    segment: list[Row] = []
    for row in rows:
        if segment:
            before = segment[-1]
            is_up = row.box.top < before.box.top - before.height
            if is_up or row.page_index != before.page_index:
                yield segment
                segment = []
        segment.append(row)
    if segment:
        yield segment


def _starts_of(segment: Sequence[Row]) -> set[int]:
    least = min(row.box.left for row in segment)
    at_left = {n for n, row in enumerate(segment) if row.box.left - least < _SAME_PT}
    indented = {n for n, row in enumerate(segment) if row.box.left - least > _INDENT_PT}
    if len(indented) >= 2 and at_left:
        by_ends = [_share_after_stop(segment, at) for at in (at_left, indented)]
        return at_left if by_ends[0] >= by_ends[1] else indented
    gaps = [after.box.top - before.box.bottom for before, after in pairwise(segment)]
    if len(gaps) >= 3:
        usual = statistics.median(gaps)
        heights = statistics.median(row.height for row in segment)
        wider = {n for n, gap in enumerate(gaps, 1) if gap > usual + 0.25 * heights}
        if wider:
            return {0} | wider
    return {0} | {
        n
        for n, (before, row) in enumerate(pairwise(segment), 1)
        if before.text.endswith((".", "]")) and row.text[:1].isupper()
    }


def _share_after_stop(segment: Sequence[Row], places: set[int]) -> float:
    follows = [segment[n - 1].text.rstrip().endswith((".", "]")) for n in places if n]
    return sum(follows) / len(follows) if follows else 1.0


def _entry(label: str, group: Sequence[Row]) -> ListedReference:
    places: list[tuple[int, Quad]] = []
    for before, row in pairwise((group[0], *group)):
        is_on = bool(places) and row.page_index == places[-1][0]
        if is_on and row.box.top > before.box.top - before.height:
            places[-1] = (row.page_index, united((places[-1][1], row.box)))
        else:
            places.append((row.page_index, row.box))
    text = group[0].text
    for row in group[1:]:
        is_cut = text[-1:] in "-\u00ad" and text[-2:-1].isalpha()
        is_cut = is_cut and row.text[:1].islower()
        text = text[:-1] + row.text if is_cut else f"{text} {row.text}"
    return ListedReference(label=label, text=text[:_MOST_CHARS], places=tuple(places))


def _words(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text).casefold()
    plain = "".join(c for c in folded if not unicodedata.combining(c))
    return " ".join(re.findall(r"[^\W\d_]+", re.sub(r"['’´`¨]", "", plain)))


def _bare(label: str) -> str:
    return re.sub(r"[\s’']", "", label).casefold()
