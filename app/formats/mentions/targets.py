"""Where captions, equation numbers, headings and theorems of a paper stand."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.domain.mark import Quad
from app.formats.mentions.bibliography import (
    ListedReference,
    find_by_label,
    find_by_names,
    read_bibliography,
)
from app.formats.mentions.finding import Mention, MentionKind
from app.formats.mentions.placed import PlacedPage, Row, rows_of, usual_height
from app.formats.mentions.regions import Setting, region_of

_LABEL = r"(?:[A-Z]\.?)?\d{1,3}(?:\.\d{1,3})*|[IVXL]{1,6}(?:-[A-Z])?(?!\w)"
_CAPTION_WORDS = {
    MentionKind.FIGURE: r"(?:Figure|FIGURE|F(?i:ig)\.?)",
    MentionKind.TABLE: r"(?:Table|TABLE|Tab\.)",
    MentionKind.ALGORITHM: r"(?:Algorithm|ALGORITHM|Listing|LISTING)",
}
_CAPTIONS = {
    kind: re.compile(
        rf"{word}\s?({_LABEL})[a-z]?(?P<end>\s?[:.|—–]|\)|\s*\Z|\s(?=[A-Z(\[“]))"
    )
    for kind, word in _CAPTION_WORDS.items()
}
_HEADING = re.compile(
    r"(?:(?i:section|chapter|appendix)\s)?"
    r"(\d{1,2}(?:\.\d{1,2}){0,3}|[IVXL]{1,6}|[A-H](?:\.\d{1,2}){0,3})"
    r"(?:[.:)]?\s[^\W_].{1,90}|[.:]?)"
)
_STATEMENT = re.compile(
    r"(?i:(theorem|lemma|proposition|corollary|definition|remark|example|assumption"
    r"|claim|conjecture))\s(\d{1,3}(?:\.\d{1,3})*|[A-H](?:\.\d+)?)(?!\w)(?P<end>[.:]|\s?\(|)"
)
_EQUATION = re.compile(r"\((\d{1,3}(?:\.\d{1,3})?[a-z]?|[A-Z]\.?\d{1,2})\)")
_BRACKETED = re.compile(r"(?<!\A)\[\d{1,3}(?:[,;–-]\s?\d{1,3})*\]")
_FEW_BRACKETED = 3
_EDGE_PT = 8.0
_MOST_LABELS = 5_000
_ABOVE_PT = 24.0
_LEAST_SCORE = 3.0
_LEAST_CAPTION = 2.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What a mention means: its place in the paper, and the words of a reference."""

    kind: MentionKind
    label: str
    page_index: int
    box: Quad
    text: str
    at: Quad
    """The caption, the number or the first words themselves."""

    entry: ListedReference | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """A line of the paper's own outline."""

    title: str
    page_index: int
    top: float


@dataclass(frozen=True, slots=True)
class _Seen:
    """Something that may be a target; the best of one name is it."""

    score: float
    page_index: int
    number: int


_Key = tuple[MentionKind, str]


class TargetIndex:
    """All that can be pointed at in the pages given; built once, off the loop."""

    def __init__(
        self, pages: Sequence[PlacedPage], outline: Sequence[Heading] = ()
    ) -> None:
        self._pages = {page.index: page for page in pages}
        self._rows = {page.index: rows_of(page) for page in pages}
        rows = [row for index in sorted(self._rows) for row in self._rows[index]]
        self._height = usual_height(rows)
        self.entries = read_bibliography(rows)
        self._listed_from = self.entries[0].page_index if self.entries else None
        self._listed_to = self._end_of_list()
        n_bracketed = sum(bool(_BRACKETED.search(row.text)) for row in rows)
        self._cites_in_brackets = n_bracketed >= _FEW_BRACKETED
        self._seen: dict[_Key, _Seen] = {}
        for index, some in self._rows.items():
            for key, seen in self._look(index, some):
                known = self._seen.get(key)
                if known is None or seen.score > known.score:
                    self._seen[key] = seen
        self._outline = {
            label: entry for entry in outline if (label := _section_label(entry.title))
        }

    def find(self, mention: Mention) -> Target | None:
        """Return what a mention means; None where it is not to be found."""
        if mention.kind is MentionKind.REFERENCE:
            if not mention.is_sure and self._cites_in_brackets:
                return None  # a raised number is a footnote then
            return _listed(find_by_label(self.entries, mention.label))
        if mention.kind is MentionKind.AUTHORS:
            found = find_by_names(
                self.entries,
                mention.names,
                mention.label,
                has_others=mention.has_others,
            )
            return _listed(found)
        key = (mention.kind, _folded(mention.label))
        if mention.kind is MentionKind.SECTION and key[1] in self._outline:
            return self._headed(key, self._outline[key[1]])
        seen = self._seen.get(key)
        return self._target(key, seen) if seen is not None else None

    def at(self, page_index: int, top: float) -> Target | None:
        """Return what a link to a place of a page shows: what is captioned there, or
        the part of the column below it.
        """
        rows = self._rows.get(page_index)
        page = self._pages.get(page_index)
        if page is None:
            return None
        if not rows:
            box = Quad(0.0, max(0.0, top - _ABOVE_PT), page.width, page.height)
            return _place(page_index, box, "")
        for key, seen in self._seen.items():
            if seen.page_index == page_index and key[0] in _CAPTIONS:
                found = self._target(key, seen)
                if found.box.top - _ABOVE_PT <= top <= found.at.bottom:
                    return found
        below = [n for n, row in enumerate(rows) if row.box.bottom >= top + 1]
        number = min(below, key=lambda n: rows[n].box.top, default=len(rows) - 1)
        setting = self._setting(page_index)
        box, _ = region_of(MentionKind.SECTION, setting, number)
        return _place(page_index, box, rows[number].text)

    def is_itself(self, mention: Mention, page_index: int, box: Quad) -> bool:
        """Say whether a mention at a place is the caption, number or entry it names."""
        target = self.find(mention)
        if target is None or target.page_index != page_index:
            return False
        at = target.at
        middle = (box.top + box.bottom) / 2
        is_beside = at.left - 1 <= box.left and box.right <= at.right + 1
        if mention.kind in (MentionKind.REFERENCE, MentionKind.AUTHORS):
            return is_beside and at.top <= middle <= at.bottom
        is_first = abs(box.left - at.left) < 2 * self._height
        return is_beside and is_first and at.top <= middle <= at.bottom

    def _look(
        self, page_index: int, rows: Sequence[Row]
    ) -> Iterator[tuple[_Key, _Seen]]:
        listed_from = self._listed_from
        for number, row in enumerate(rows):
            before = rows[number - 1] if number else None
            if len(self._seen) > _MOST_LABELS:
                return
            for kind, caption in _CAPTIONS.items():
                if match := caption.match(row.text):
                    score = self._score_caption(row, before, match)
                    if match["end"] == "." and score < _LEAST_CAPTION:
                        continue
                    yield (kind, _folded(match[1])), _Seen(score, page_index, number)
            if match := _STATEMENT.match(row.text):
                score = _room(row, before, self._height) + 2 * bool(match["end"])
                label = f"{match[1].lower()} {match[2]}"
                key = (MentionKind.STATEMENT, _folded(label))
                yield key, _Seen(score + 1, page_index, number)
            match = _HEADING.fullmatch(row.text)
            if listed_from is not None and page_index > listed_from:
                is_appendix = match and match[1][0].isalpha()
                if not is_appendix or (page_index, number) <= self._listed_to:
                    continue
            if match:
                score = self._score_heading(row, before, rows[number + 1 :])
                if score >= _LEAST_SCORE:
                    key = (MentionKind.SECTION, _folded(match[1]))
                    yield key, _Seen(score, page_index, number)
        yield from self._equations(page_index, rows)

    def _end_of_list(self) -> tuple[int, int]:
        """Return the page and the number of the last row of the references."""
        if not self.entries:
            return -1, -1
        page_index, box = max(
            (entry.places[-1] for entry in self.entries), key=lambda place: place[0]
        )
        listed = [
            number
            for number, row in enumerate(self._rows[page_index])
            if box.top <= (row.box.top + row.box.bottom) / 2 <= box.bottom
            and box.left <= (row.box.left + row.box.right) / 2 <= box.right
        ]
        return page_index, max(listed, default=-1)

    def _score_caption(
        self, row: Row, before: Row | None, match: re.Match[str]
    ) -> float:
        end = match["end"].strip()
        score = {":": 3.0, ".": 2.0, "": 1.0}.get(end, 1.5)
        if match[0].endswith(" ") or not row.text[match.end() :].strip():
            score += 0.5
        score += 2 * row.opens + _room(row, before, self._height)
        return score

    def _score_heading(
        self, row: Row, before: Row | None, after: Sequence[Row]
    ) -> float:
        score = _room(row, before, self._height) + row.opens
        words = row.text.split(maxsplit=1)
        title = words[1] if len(words) > 1 else ""
        score += 1.5 * (row.height > 1.08 * self._height)
        score += title[:1].isupper() - 1.5 * title.endswith((".", ",", ";", ":"))
        score -= len(re.findall(r"\d", title)) > 3
        is_in_list = any(_is_next_heading(row, other) for other in after[:2])
        score -= 2 * is_in_list
        longest = max((r.width for r in after[:6]), default=0.0)
        score += row.width < 0.8 * longest
        return score

    def _equations(
        self, page_index: int, rows: Sequence[Row]
    ) -> Iterator[tuple[_Key, _Seen]]:
        rights: dict[int, int] = defaultdict(int)
        for row in rows:
            if row.width > 100:
                rights[round(row.box.right / _EDGE_PT)] += 1
        for number, row in enumerate(rows):
            match = _EQUATION.search(row.text, max(0, len(row.text) - 9))
            if match is None or match.end() != len(row.text):
                continue
            edge = round(row.box.right / _EDGE_PT)
            n_flush = sum(rights[edge + step] for step in (-1, 0, 1))
            is_alone = match.start() == 0
            is_math = len(re.findall(r"[^\W\d_]{4,}", row.text)) < 3
            if n_flush >= 3 and (is_alone or is_math):
                score = 2.0 * is_alone + is_math + row.opens
                key = (MentionKind.EQUATION, _folded(match[1]))
                yield key, _Seen(score, page_index, number)

    def _setting(self, page_index: int) -> Setting:
        return Setting(self._pages[page_index], self._rows[page_index], self._height)

    def _target(self, key: _Key, seen: _Seen) -> Target:
        row = self._rows[seen.page_index][seen.number]
        box, at = region_of(key[0], self._setting(seen.page_index), seen.number)
        return Target(
            kind=key[0],
            label=key[1],
            page_index=seen.page_index,
            box=box,
            text=row.text,
            at=at,
        )

    def _headed(self, key: _Key, heading: Heading) -> Target | None:
        rows = self._rows.get(heading.page_index)
        if not rows:
            return None
        folded = _letters(heading.title)
        numbers = [
            n
            for n, row in enumerate(rows)
            if folded and folded.startswith(_letters(row.text)[:40] or "-")
        ]
        below = [n for n, row in enumerate(rows) if row.box.bottom >= heading.top]
        number = (numbers or below or [0])[0]
        return self._target(key, _Seen(0, heading.page_index, number))


def reference_target(entry: ListedReference) -> Target:
    """Return an entry of the list of references as a target."""
    return Target(
        kind=MentionKind.REFERENCE,
        label=entry.label,
        page_index=entry.page_index,
        box=entry.box,
        text=entry.text,
        at=entry.box,
        entry=entry,
    )


def _place(page_index: int, box: Quad, text: str) -> Target:
    kind = MentionKind.SECTION
    return Target(
        kind=kind, label="", page_index=page_index, box=box, text=text, at=box
    )


def _listed(entry: ListedReference | None) -> Target | None:
    return None if entry is None else reference_target(entry)


def _room(row: Row, before: Row | None, height: float) -> float:
    """Score the room above a row: 1.5 with much of it, 0 within a paragraph."""
    if before is None or row.box.top < before.box.top - height:
        return 1.0
    gap = row.box.top - before.box.bottom
    if abs(row.box.top - before.box.top) < height / 2:
        return 0.0
    return 1.5 if gap > 0.6 * height else 0.75 if gap > 0.3 * height else 0.0


def _is_next_heading(row: Row, other: Row) -> bool:
    """Say whether a row and one behind it are lines of a table of contents."""
    one, next_one = _HEADING.fullmatch(row.text), _HEADING.fullmatch(other.text)
    if one is None or next_one is None:
        return False
    return "." not in next_one[1] and one[1] != next_one[1]


def _section_label(title: str) -> str:
    match = re.match(
        r"(?:(?i:section|chapter|appendix)\s)?([\dA-Z][\d.]*|[IVXL]+)[.:)]?\s", title
    )
    return _folded(match[1]) if match else ""


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _folded(label: str) -> str:
    return label.casefold().strip(" .()").replace("..", ".")
