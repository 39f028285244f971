"""Lists in which a paper's title stands on a line of its own beside its link."""

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from app.domain.paper import Author, Draft, Harvest, Link, LinkKind, Skipped
from app.formats import title_lines
from app.formats.addresses import LINKS_KIND, MAX_SHOWN_LENGTH, has_address
from app.formats.limits import refuse_many
from app.formats.links import drafts_of_line, is_bare_line, is_footer
from app.formats.listings import furniture
from app.formats.references import verdict_of
from app.formats.text import clean, lines_of, one_line
from app.formats.title_lines import TITLES, Sort

LEAST_SHARE = 0.15
"""Of the lines, so many are links in a list of links with titles."""
_LEAST_TITLED = 0.6
"""Of the links, so many have one title beside them, or no title is taken."""
_MAX_LINE = 2_000
_MAX_LONG_SHARE = 0.34
"""Lines longer than a title are abstracts; one for three links is a listing."""
_FEW = 3
_CLEARLY = 4
_HEADING = re.compile(
    r"\b(?:papers|links|articles|list|weekly|week|digest|newsletter|issue|bibliography"
    r"|bookmarks|jan(?:uary)?|feb(?:ruary)?|march|april|june?|july?|aug(?:ust)?"
    r"|sep(?:tember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b",
    re.IGNORECASE,
)
"""What the first line of a list says that is no paper's title."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that is not empty, trimmed; `number` counts from 1."""

    text: str
    number: int
    is_after_gap: bool
    sort: Sort


@dataclass(slots=True)
class _Stop:
    """What names papers, on lines in turn, and the lines behind it up to the next."""

    lines: list[_Line] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)
    is_bare: bool = False
    after: list[_Line] = field(default_factory=list)

    @property
    def is_one(self) -> bool:
        """Say whether it is one paper that its own lines give no title."""
        return self.is_bare and len(self.drafts) == 1


def read_titled_links(text: str, *, source: str) -> Harvest | None:
    """Read links whose titles stand before them all, or behind them all.

    None where it is not sure that lines between the links are titles, and which are.
    Lines that belong to no link are skipped and told.

    Raises:
        InvalidInput: there are too many lines.
    """
    stops = _stops(list(lines_of(clean(text))), source)
    ones = [index for index, stop in enumerate(stops) if stop.is_one]
    n_lines = sum(len(stop.lines) + len(stop.after) for stop in stops)
    if len(ones) < LEAST_SHARE * n_lines or _n_long(stops) > (
        _MAX_LONG_SHARE * len(ones)
    ):
        return None
    _quieten(stops, n_ones=len(ones))
    before, after = _votes(stops)
    is_before = _are_before(stops, before, after)
    if is_before is None:
        return None
    is_parted = bool(before or after)
    picks = {
        index: pick
        for index in ones
        if (pick := _pick(stops, index, is_before=is_before, is_parted=is_parted))
    }
    least = len(ones) if len(ones) < _FEW else _LEAST_TITLED * len(ones)
    if not picks or len(picks) < least:
        return None
    harvest = _harvest(stops, picks, source)
    return None if len(ones) < _FEW and harvest.skipped else harvest


def _stops(raw: Sequence[str], source: str) -> list[_Stop]:
    """Part lines at those that name papers; the first stop is the text's start."""
    stops = [_Stop()]
    n_lines, is_after_gap = 0, False
    for number, whole in enumerate(raw, start=1):
        text = whole.strip()
        if text:
            n_lines += 1
            refuse_many(n_lines, source)
            _take(stops, text, number, source, is_after_gap=is_after_gap)
        is_after_gap = not text
    return stops


def _take(
    stops: list[_Stop], text: str, number: int, source: str, *, is_after_gap: bool
) -> None:
    """Take a line: a new stop, a further address of the last one, or what follows."""
    has_names = len(text) <= _MAX_LINE and has_address(text) and not is_footer(text)
    drafts = list(drafts_of_line(text, source=source, position=0)) if has_names else []
    if not drafts:
        is_other = "://" in text or furniture.is_furniture(text)
        sort = Sort.OTHER if is_other else title_lines.sort_of(text)
        stops[-1].after.append(_Line(text, number, is_after_gap, sort))
        return
    line = _Line(text, number, is_after_gap, Sort.OTHER)
    is_bare = is_bare_line(text)
    last = stops[-1]
    may_go_on = is_bare and last.is_one and not last.after and not is_after_gap
    if may_go_on and (united := _united(last.drafts[0], drafts)):
        last.drafts = [united]
        last.lines.append(line)
    else:
        stops.append(_Stop([line], drafts, is_bare))


def _united(first: Draft, drafts: Sequence[Draft]) -> Draft | None:
    """Return a paper with a further address of its own, None of another paper."""
    if len(drafts) != 1 or not first.identifiers:
        return None
    (other,) = drafts
    is_beside = not other.identifiers and all(map(_is_beside, other.links))
    if other.identifiers != first.identifiers and not is_beside:
        return None
    return replace(first, links=tuple(dict.fromkeys((*first.links, *other.links))))


def _is_beside(link: Link) -> bool:
    return link.kind in (LinkKind.CODE, LinkKind.PROJECT)


def _n_long(stops: Sequence[_Stop]) -> int:
    lines = (line for stop in stops for line in (*stop.lines, *stop.after))
    return sum(len(x.text) > title_lines.MAX_TITLE and " " in x.text for x in lines)


def _quieten(stops: Sequence[_Stop], *, n_ones: int) -> None:
    """Take for no title what is said again, and small letters where people talk."""
    lines = [line for stop in stops for line in stop.after]
    counts = Counter(one_line(line.text).casefold() for line in lines)
    n_talk = sum(line.sort is Sort.TALK for line in lines)
    first = lines[0] if lines else None
    is_strict = _CLEARLY * n_talk > n_ones
    is_like_title = (
        title_lines.is_headline if n_ones < _FEW else title_lines.has_capitals
    )

    def heard(line: _Line) -> _Line:
        is_said_again = counts[one_line(line.text).casefold()] > 1
        title = title_lines.title_of(line.text)
        is_small = (is_strict or n_ones < _FEW) and not is_like_title(title)
        is_title = line.sort in TITLES and not is_small
        is_heading = line is first and _HEADING.search(title)
        is_kept = is_title and not is_said_again and not is_heading
        is_kept = is_kept or line.sort is Sort.AUTHORS
        return line if is_kept else replace(line, sort=Sort.OTHER)

    for stop in stops:
        stop.after = [heard(line) for line in stop.after]


def _votes(stops: Sequence[_Stop]) -> tuple[int, int]:
    """Count the gaps where empty lines part titles from the link before, or behind."""
    before = after = 0
    for stop, following in itertools.pairwise(stops[1:]):
        if _has_title(stop.after):
            is_parted_above = stop.after[0].is_after_gap
            is_parted_below = following.lines[0].is_after_gap
            before += is_parted_above and not is_parted_below
            after += is_parted_below and not is_parted_above
    return before, after


def _are_before(stops: Sequence[_Stop], before: int, after: int) -> bool | None:
    """Say whether titles stand before their links; None where it is not sure.

    Empty lines tell, where they part what belongs together; else how the list starts
    and ends.
    """
    if before or after:
        is_sure = max(before, after) >= _CLEARLY * min(before, after)
        return before > after if is_sure else None
    starts, ends = _has_title(stops[0].after), _has_title(stops[-1].after)
    return None if starts is ends else starts


def _has_title(lines: Sequence[_Line]) -> bool:
    return any(line.sort in TITLES for line in lines)


@dataclass(frozen=True, slots=True)
class _Pick:
    """The line that is a paper's title, and all lines between it and the link."""

    title: _Line
    lines: tuple[_Line, ...]


def _pick(
    stops: Sequence[_Stop], index: int, *, is_before: bool, is_parted: bool
) -> _Pick | None:
    """Return the one title beside a link, None where there is none or more.

    Where papers are parted by empty lines, only what is not parted is beside it.
    """
    lines = stops[index - 1].after if is_before else stops[index].after
    starts = [at for at, line in enumerate(lines) if line.is_after_gap]
    if is_before:
        is_touching = not stops[index].lines[0].is_after_gap
        beside = lines[starts[-1] if starts else 0 :] if is_touching else []
    else:
        beside = lines[: starts[0] if starts else None]
    title = _only(beside) or (None if is_parted else _only(lines))
    if title is None:
        return None
    at = lines.index(title)
    return _Pick(title, tuple(lines[at:] if is_before else lines[: at + 1]))


def _only(lines: Sequence[_Line]) -> _Line | None:
    """Return the one line that is a title."""
    for sorts in ((Sort.TITLE, Sort.TALK), (Sort.WEAK,)):
        if found := [line for line in lines if line.sort in sorts]:
            return found[0] if len(found) == 1 else None
    return None


def _harvest(stops: Sequence[_Stop], picks: dict[int, _Pick], source: str) -> Harvest:
    """Give papers their titles; tell of every line that none of them took."""
    drafts: list[Draft] = []
    taken: set[int] = set()
    for index, stop in enumerate(stops):
        pick = picks.get(index)
        for draft in stop.drafts:
            told = replace(draft.provenance, position=len(drafts) + 1)
            drafts.append(replace(draft, provenance=told))
        if pick is not None:
            drafts[-1] = _titled(drafts[-1], pick, stop)
            taken.update(line.number for line in pick.lines)
    left = [line for stop in stops for line in stop.after if line.number not in taken]
    return Harvest(
        source=source,
        kind=LINKS_KIND,
        drafts=tuple(drafts),
        skipped=tuple(_skipped(left, source)),
        furniture=tuple(x.text for x in left if furniture.is_furniture(x.text)),
    )


def _skipped(left: Sequence[_Line], source: str) -> Iterator[Skipped]:
    for line in left:
        if not furniture.is_furniture(line.text):
            where = f"{source}, line {line.number}"
            shown = line.text[:MAX_SHOWN_LENGTH]
            yield Skipped(where=where, why=verdict_of(line.text), text=shown)


def _titled(draft: Draft, pick: _Pick, stop: _Stop) -> Draft:
    """Return a paper with its title, and its authors where they are on a line."""
    lines = sorted((*pick.lines, *stop.lines), key=lambda line: line.number)
    named = [line for line in pick.lines if line.sort is Sort.AUTHORS]
    names = title_lines.authors_of(named[0].text) if len(named) == 1 else ()
    return replace(
        draft,
        title=title_lines.title_of(pick.title.text),
        authors=tuple(map(Author, names)),
        provenance=replace(
            draft.provenance, original="\n".join(line.text for line in lines)
        ),
    )
