"""Where running text mentions a figure, an equation, a section or a reference."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

_MOST_OF_RANGE = 30
_MOST_CHARS = 200_000


class MentionKind(StrEnum):
    """What is mentioned."""

    FIGURE = "figure"
    TABLE = "table"
    ALGORITHM = "algorithm"
    EQUATION = "equation"
    SECTION = "section"
    STATEMENT = "statement"
    REFERENCE = "reference"
    AUTHORS = "authors"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A mention and where it stands: line, first character and end, one a line.

    `label` is what it is called ('3', 'theorem 2', 'Vas17', a year '2020a'); `names`
    are the families before a year, which `has_others` with 'et al.'. It `is_sure`
    unless only its target can tell that it is a mention at all, as '(4)'.
    """

    kind: MentionKind
    label: str
    pieces: tuple[tuple[int, int, int], ...]
    names: tuple[str, ...] = ()
    has_others: bool = False
    is_sure: bool = True


_FLOATS = {
    MentionKind.FIGURE: r"figures?|figs?\.?",
    MentionKind.TABLE: r"tables?|tabs?\.",
    MentionKind.ALGORITHM: r"algorithms?|algs?\.|listings?",
    MentionKind.EQUATION: r"equations?|eqs?\.?|eqns?\.?",
    MentionKind.SECTION: r"sections?|secs?\.|§{1,2}|appendix|appendices|chapters?",
    MentionKind.STATEMENT: (
        r"theorems?|thms?\.|lemmas?|lemmata|propositions?|props?\.|corollary"
        r"|corollaries|definitions?|defs?\.|remarks?|examples?|assumptions?"
        r"|claims?|conjectures?"
    ),
}
_STATEMENTS = (
    ("theorem", ("theorem", "thm")),
    ("lemma", ("lemma",)),
    ("proposition", ("prop",)),
    ("corollary", ("corollar",)),
    ("definition", ("def",)),
    ("remark", ("remark",)),
    ("example", ("example",)),
    ("assumption", ("assumption",)),
    ("claim", ("claim",)),
    ("conjecture", ("conjecture",)),
)
_NUMBER = (
    r"\(?(?:[A-Z]\.?)?\d{1,3}(?!\d)(?:\.\d{1,3})*(?:\([a-z]\)|[a-z](?![a-z]))?\)?"
    r"|(?<![\w])[IVXL]{1,6}(?![\w])(?:-[A-Z](?!\w))?|(?<!\w)[A-H](?![\w'’-])(?:\.\d+)*"
)
_MORE = r"(?:\s?[,–—-]\s?|,?\s(?:and|or|to|&)\s)"
_WORDS = "|".join(f"(?P<{kind}>{words})" for kind, words in _FLOATS.items())
_FLOAT = re.compile(
    rf"(?:(?<=§)|(?<![\w§]))(?i:{_WORDS})\s?(?P<list>(?:{_NUMBER})(?:{_MORE}(?:{_NUMBER}))*)"
)
_ONE_NUMBER = re.compile(_NUMBER)
_LABEL = re.compile(
    r"(?:[A-Z]\.?)?\d{1,3}(?:\.\d{1,3})*|[IVXL]+(?:-[A-Z])?|[A-H][.\d]*"
)
_BARE = re.compile(r"\((\d{1,3}(?:\.\d{1,3})?[a-z]?|[A-Z]\.?\d{1,2})\)")
_CITED = re.compile(
    r"\[(?P<list>\d{1,4}(?:\s?[,;–—-]\s?\d{1,4})*)"
    r"(?:[,;]\s(?:pp?\.|Sec|Ch|Th|Fig|§)[^\[\]]{0,30})?\]"
)
_CITED_NUMBER = re.compile(r"(\d{1,4})(?:\s?[–—-]\s?(\d{1,4}))?")
_KEY = r"[A-Z][A-Za-z+]{0,12}\s?[’']?\d{2}(?:\d{2})?[a-z]?"
_KEYED = re.compile(rf"\[(?P<list>{_KEY}(?:\s?[,;]\s?{_KEY})*)\]")
_ONE_KEY = re.compile(_KEY)
_PARTICLE = r"(?:[vV]an|[vV]on|de|De|der|den|del|della|di|da|dos|du|la|Le|le|el|bin)\s"
_NAME = rf"(?:{_PARTICLE}){{0,3}}[^\W\d_a-z][\w'’]*(?:-[^\W\d_][\w'’]*)*"
_NAMES = (
    rf"(?P<first>{_NAME})(?:(?P<al>,?\s(?:et\sal\.?|and\s(?:others|colleagues)))"
    rf"|(?:,\s{_NAME}){{0,6}},?\s(?:and|&)\s(?P<last>{_NAME}))?"
)
_YEAR = r"(?:19|20)\d\d[a-z]?(?![\w/])"
_BY_NAME = re.compile(
    rf"(?<![\w'’-]){_NAMES}(?:['’]s)?,?\s?(?P<open>[(\[])?"
    rf"(?P<years>{_YEAR}(?:\s?[,;]\s(?:{_YEAR}))*(?:,\s?[a-z](?!\w))*)"
)
_ONE_YEAR = re.compile(_YEAR)
_LETTER = re.compile(r",\s?([a-z])(?!\w)")


def mentions_in(texts: Sequence[str]) -> tuple[Mention, ...]:
    """Find all mentions in the lines of a page, in the order of the text."""
    text = _Joined(texts)
    is_taken = bytearray(len(text.text))
    found: list[tuple[int, int, Mention]] = []
    for find in (_floats, _numbered, _keyed, _named, _bare):
        n_before = len(found)
        for start, end, mention in find(text):
            if 1 not in is_taken[start:end]:
                found.append((start, len(found), mention))
        for _, _, mention in found[n_before:]:
            low, high = _span(text, mention)
            is_taken[low:high] = b"\1" * (high - low)
    return tuple(mention for *_, mention in sorted(found, key=lambda each: each[:2]))


class _Joined:
    """Lines as one running text; a word cut by a hyphen is whole again."""

    def __init__(self, texts: Sequence[str]) -> None:
        parts: list[str] = []
        self._starts: list[int] = []
        self._lengths: list[int] = []
        at = 0
        for text, follower in pairwise((*texts, "")):
            self._starts.append(at)
            is_cut = text[-1:] in "-\u00ad" and text[-2:-1].isalpha()
            is_scot = text[-4:-1].lstrip() == "Mc" or text.endswith(" Mac-")
            is_cut = is_cut and (follower[:1].islower() or is_scot)
            body = text[:-1] if is_cut else text + " "
            self._lengths.append(len(text))
            parts.append(body)
            at += len(body)
            if at > _MOST_CHARS:
                break
        self.text = re.sub(r"\s", " ", "".join(parts))

    def pieces(self, start: int, end: int) -> tuple[tuple[int, int, int], ...]:
        """Return line, start and end of the characters of a part of the text."""
        found = []
        number = bisect_right(self._starts, start) - 1
        while number < len(self._starts) and self._starts[number] < end:
            low = max(start - self._starts[number], 0)
            high = min(end - self._starts[number], self._lengths[number])
            if low < high:
                found.append((number, low, high))
            number += 1
        return tuple(found)

    def offset(self, line: int, character: int) -> int:
        """Return where a character of a line stands in the text."""
        return self._starts[line] + character


_Found = Iterator[tuple[int, int, Mention]]


def _span(text: _Joined, mention: Mention) -> tuple[int, int]:
    first, last = mention.pieces[0], mention.pieces[-1]
    return text.offset(first[0], first[1]), text.offset(last[0], last[2])


def _floats(text: _Joined) -> _Found:
    for match in _FLOAT.finditer(text.text):
        kind = MentionKind(_kind(match))
        if (
            kind is MentionKind.SECTION
            and match[kind].islower()
            and not _has_digit(match)
        ):
            continue  # 'section I' begins a sentence more often than it names one
        start = match.start()
        for number in _ONE_NUMBER.finditer(match["list"]):
            label = _LABEL.search(number[0])
            if label is None:
                continue
            end = match.start("list") + number.end()
            if number[0].count(")") > number[0].count("("):
                end -= 1
            name = label[0].rstrip(".")
            if kind is MentionKind.STATEMENT:
                name = f"{_statement(match[kind])} {name}"
            yield (
                start,
                end,
                Mention(kind=kind, label=name, pieces=text.pieces(start, end)),
            )
            start = end + _lead(text.text[end:])


def _kind(match: re.Match[str]) -> str:
    return next(kind for kind in _FLOATS if match[kind] is not None)


def _has_digit(match: re.Match[str]) -> bool:
    return any(map(str.isdigit, match["list"]))


def _statement(word: str) -> str:
    folded = word.lower()
    return next(
        name
        for name, beginnings in _STATEMENTS
        if folded.startswith(("lemma",) if name == "lemma" else beginnings)
    )


def _lead(rest: str) -> int:
    """Count the characters between two numbers of a list."""
    match = re.match(_MORE, rest)
    return match.end() if match else 0


def _numbered(text: _Joined) -> _Found:
    for match in _CITED.finditer(text.text):
        for part in _CITED_NUMBER.finditer(match["list"]):
            start = match.start("list") + part.start()
            end = match.start("list") + part.end()
            low = int(part[1])
            high = int(part[2] or low)
            if not low <= high <= low + _MOST_OF_RANGE:
                high = low
            for number in range(low, high + 1):
                yield start, end, _reference(text, str(number), start, end)


def _keyed(text: _Joined) -> _Found:
    for match in _KEYED.finditer(text.text):
        for key in _ONE_KEY.finditer(match["list"]):
            start = match.start("list") + key.start()
            end = match.start("list") + key.end()
            yield start, end, _reference(text, key[0], start, end)


def _reference(text: _Joined, label: str, start: int, end: int) -> Mention:
    return Mention(
        kind=MentionKind.REFERENCE, label=label, pieces=text.pieces(start, end)
    )


def _named(text: _Joined) -> _Found:
    for match in _BY_NAME.finditer(text.text):
        if match["open"] is None and not _is_in_brackets(text.text, match.start()):
            continue
        names = tuple(name for name in (match["first"], match["last"]) if name)
        start = match.start()
        years = list(_ONE_YEAR.finditer(match["years"]))
        for year in years:
            end = match.start("years") + year.end()
            for label, tail in _letters(year[0], match["years"][year.end() :]):
                mention = Mention(
                    kind=MentionKind.AUTHORS,
                    label=label,
                    names=names,
                    has_others=match["al"] is not None,
                    pieces=text.pieces(start, end + tail),
                )
                yield start, end + tail, mention
                start = end + tail
            start = end


def _letters(year: str, rest: str) -> Iterator[tuple[str, int]]:
    """Give '2020a' and, of '2020a, b', also '2020b', with what each is longer."""
    yield year, 0
    for more in _LETTER.finditer(rest):
        if rest[: more.start()].strip(" ,abcdefgh"):
            break
        yield year[:4] + more[1], more.end()


def _is_in_brackets(text: str, at: int) -> bool:
    before = text[max(0, at - 400) : at]
    return max(before.rfind("("), before.rfind("[")) > max(
        before.rfind(")"), before.rfind("]")
    )


def _bare(text: _Joined) -> _Found:
    for match in _BARE.finditer(text.text):
        start, end = match.span()
        mention = Mention(
            kind=MentionKind.EQUATION,
            label=match[1],
            pieces=text.pieces(start, end),
            is_sure=False,
        )
        yield start, end, mention
