"""BibTeX source as its blocks: entries, comments, and what is broken.

Why not a library: bibtexparser takes a value that lacks its comma for a part of the
one before, and a backslash before a brace for an escape, which BibTeX does not.
Source: Oren Patashnik, bibtex.web, sections 'Reading the database files'; Nelson Beebe,
'BibTeX meets relational databases', for the grammar.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from app.formats.text import TURN_CHARS

MONTHS = (
    *("jan", "feb", "mar", "apr", "may", "jun"),
    *("jul", "aug", "sep", "oct", "nov", "dec"),
)
"""The macros that every style defines."""

_START = re.compile(r"(?<!\w)@[ \t]{0,20}([^\s{}()\"@=,#%'~\\]{1,60})\s{0,20}([{(])")
_META = r"@(?:string|comment|preamble)[ \t]{0,9}[{(]"
_OPENED = (
    r"@[ \t]{0,9}[A-Za-z]{1,30}[ \t]{0,9}[{(]"
    r"[ \t]{0,9}[^\s{}()=,\"@#]{0,200}[ \t]{0,9}"
)
_NEXT = rf"{_META}|{_OPENED},"
_ANY_NEXT = re.compile(rf"{_META}|{_OPENED}[,}}]", re.IGNORECASE)
_LINE_NEXT = rf"^[ \t]{{0,40}}(?:{_NEXT})"
_BRACE = re.compile(rf"[{{}}]|{_LINE_NEXT}", re.IGNORECASE | re.MULTILINE)
_QUOTE = re.compile(rf"[{{}}\"]|{_LINE_NEXT}", re.IGNORECASE | re.MULTILINE)
_PAREN = re.compile(rf"[{{}})]|{_LINE_NEXT}", re.IGNORECASE | re.MULTILINE)
_ANY_BRACE = re.compile(r"[{}]")
_ANY_PAREN = re.compile(r"[{})]")
_MARK_LENGTH = 400
"""More characters than any of the marks above has."""

_GAP = re.compile(r"(?:[\s,]+|%[^\n]*)*")
_SPACE = re.compile(r"\s*")
_KEY = re.compile(r"\s*([^,={}\"\n]{0,500})")
_PAREN_KEY = re.compile(r"\s*([^,={}\"\n)]{0,500})")
_NAME = re.compile(r"([^\s{}()=,\"#@%'~\\]{1,200})\s*=")
_PLAIN_FIELD = re.compile(
    r"[\s,]*+([^\s{}()=,\"#@%'~\\]{1,200}+)\s*+=\s*+\{([^{}@]{0,65536}+)\}\s*+(?=[,}])"
)
"""A field as most are: a value in braces, with none inside and no sign of an entry."""
_BARE = re.compile(r"[^\s{}()=,\"#@%]+")
_COMMENTED_CHARS = 80
_FREE_EXPANSION = 1 << 20
_SHOWN_CHARS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One '@…{…}' of the source; `why` tells what is broken, '' where nothing is.

    `type` and the fields' names are as written; a value is TeX source without its
    outer delimiters, its macros filled in. `body` is the inside of a comment. `line`
    counts from 1.
    """

    type: str
    key: str = ""
    fields: tuple[tuple[str, str], ...] = ()
    line: int
    raw: str
    body: str = ""
    why: str = ""


def blocks(text: str) -> Iterator[Block]:
    """Go through the comments and entries of BibTeX source, in time linear to it.

    A broken entry ends where the next one seems to begin. What stands between entries,
    in a line after '%', or in a comment is no entry.
    """
    scanner = _Scanner(text)
    at, line, counted = 0, 1, 0
    while (at := text.find("@", at)) >= 0:
        start = _START.match(text, at)
        if start is None or _is_commented(text, at):
            at += 1
            continue
        line += text.count("\n", counted, at)
        counted = at
        block, at = scanner.read(start, line)
        if block is not None:
            yield block


class _BrokenError(Exception):
    """The source cannot be read on from a position."""

    def __init__(self, at: int, why: str) -> None:
        super().__init__(why)
        self.at = at
        self.why = why


@dataclass(slots=True)
class _Scanner:
    """Reads blocks; holds the macros, and how much they may still expand to."""

    text: str
    macros: dict[str, str] = field(
        default_factory=lambda: {name: name for name in MONTHS}
    )
    allowance: int = 0

    def __post_init__(self) -> None:
        self.allowance = 4 * len(self.text) + _FREE_EXPANSION

    def read(self, start: re.Match[str], line: int) -> tuple[Block | None, int]:
        """Read the block that starts there; return it with where it ends."""
        text, kind = self.text, start[1]
        closer = "}" if start[2] == "{" else ")"
        try:
            match kind.lower():
                case "comment":
                    end = self._end_of_comment(start.end(), closer)
                    body = text[start.end() : end - 1]
                    return Block(type=kind, body=body, line=line, raw=""), end
                case "preamble":
                    return None, self._end_of_group(start.end(), closer)
                case "string":
                    return None, self._take_macros(start.end(), closer)
                case _:
                    key, fields, end = self._entry(start.end(), closer)
                    raw = text[start.start() : end]
                    return (
                        Block(
                            type=kind, key=key, fields=tuple(fields), line=line, raw=raw
                        ),
                        end,
                    )
        except _BrokenError as broken:
            end = self._next_start(max(broken.at, start.end()))
            raw = text[start.start() : end].rstrip()
            return Block(type=kind, line=line, raw=raw, why=broken.why), end

    def _next_start(self, at: int) -> int:
        match = self._search(_ANY_NEXT, at)
        return len(self.text) if match is None else match.start()

    def _entry(self, at: int, closer: str) -> tuple[str, list[tuple[str, str]], int]:
        text = self.text
        match = (_KEY if closer == "}" else _PAREN_KEY).match(text, at)
        assert match is not None, "an empty key matches"
        key, after = match[1].strip(), self._skip(_SPACE, match.end())
        char = text[after : after + 1]
        if char == "=":
            return "", *self._fields(at, closer)
        if char in ("{", '"') or not char:
            raise _BrokenError(match.end(), f"no key was found before {_shown(char)}")
        return key, *self._fields(match.end(), closer)

    def _fields(self, at: int, closer: str) -> tuple[list[tuple[str, str]], int]:
        text = self.text
        fields: list[tuple[str, str]] = []
        while True:
            if plain := _PLAIN_FIELD.match(text, at):
                fields.append((plain[1], plain[2]))
                at = plain.end()
                continue
            at = self._skip(_GAP, at)
            if text.startswith(closer, at):
                return fields, at + 1
            name = _NAME.match(text, at)
            if name is None:
                raise _BrokenError(at, self._what_is_wrong(at))
            value, at = self._value(name.end(), name[1])
            fields.append((name[1], value))

    def _what_is_wrong(self, at: int) -> str:
        if at >= len(self.text):
            return "the source ends before the entry does"
        if _START.match(self.text, at):
            return "a closing brace is missing before the next entry"
        shown = _shown(self.text[at : at + _SHOWN_CHARS])
        return f"a field was expected where {shown} stands"

    def _value(self, at: int, name: str) -> tuple[str, int]:
        """Read a value: strings, numbers and macros, joined by '#'."""
        text = self.text
        parts: list[str] = []
        while True:
            at = self._skip(_SPACE, at)
            if text.startswith("{", at):
                end = self._end_of_group(at + 1, "}")
                parts.append(text[at + 1 : end - 1])
            elif text.startswith('"', at):
                end = self._end_of_quotes(at + 1)
                parts.append(text[at + 1 : end - 1])
            elif match := _BARE.match(text, at):
                end = match.end()
                parts.append(self._filled(match[0]))
            else:
                raise _BrokenError(at, f"the field {_shown(name)} has no value")
            at = self._skip(_SPACE, end)
            if not text.startswith("#", at):
                return "".join(parts), at
            at += 1

    def _filled(self, word: str) -> str:
        """Return a macro's value; the word itself where it is none."""
        value = self.macros.get(word.lower(), word)
        if len(value) > self.allowance:
            return word
        self.allowance -= len(value)
        return value

    def _take_macros(self, at: int, closer: str) -> int:
        fields, end = self._fields(at, closer)
        self.macros.update((name.lower(), value) for name, value in fields)
        return end

    def _end_of_group(self, at: int, closer: str) -> int:
        """Return where the group opened before `at` ends, after its closing sign."""
        pattern, depth = (_BRACE if closer == "}" else _PAREN), 0
        while match := self._search(pattern, at):
            at = match.end()
            if depth == 0 and match[0] == closer:
                return at
            depth = self._depth_after(match, depth)
        raise _BrokenError(len(self.text), "its closing brace was not found")

    def _end_of_comment(self, at: int, closer: str) -> int:
        """Return where a comment ends, whatever is in it; else the end of its line."""
        pattern, depth = (_ANY_BRACE if closer == "}" else _ANY_PAREN), 0
        start = at
        while self.allowance > 0 and (match := self._search(pattern, at)):
            self.allowance -= match.end() - at
            at = match.end()
            if depth == 0 and match[0] == closer:
                return at
            depth += (match[0] == "{") - (match[0] == "}")
        if self.allowance > 0:
            self.allowance -= len(self.text) - at
        end = self.text.find("\n", start)
        return len(self.text) if end < 0 else end

    def _end_of_quotes(self, at: int) -> int:
        depth = 0
        while match := self._search(_QUOTE, at):
            at = match.end()
            if depth == 0 and match[0] == '"':
                return at
            depth = self._depth_after(match, depth)
        raise _BrokenError(len(self.text), "its closing quote was not found")

    def _depth_after(self, match: re.Match[str], depth: int) -> int:
        if match[0] == "{":
            return depth + 1
        if match[0] == "}":
            if depth == 0:
                raise _BrokenError(match.end(), "it has a closing brace too many")
            return depth - 1
        if len(match[0]) > 1:
            why = "a closing brace or quote is missing before the next entry"
            raise _BrokenError(match.start(), why)
        return depth

    def _search(self, pattern: re.Pattern[str], at: int) -> re.Match[str] | None:
        """Search a stretch after the other, so that other threads get their turn."""
        while True:
            end = at + TURN_CHARS
            match = pattern.search(self.text, at, end)
            if match or end >= len(self.text):
                return match
            at = end - _MARK_LENGTH

    def _skip(self, pattern: re.Pattern[str], at: int) -> int:
        match = pattern.match(self.text, at)
        return at if match is None else match.end()


def _is_commented(text: str, at: int) -> bool:
    """Say whether '%' opens the line in which an '@' stands near its beginning."""
    before = text[max(0, at - _COMMENTED_CHARS) : at]
    start = before.rfind("\n")
    is_whole = start >= 0 or at <= _COMMENTED_CHARS
    return is_whole and before[start + 1 :].lstrip().startswith("%")


def _shown(text: str) -> str:
    words = " ".join(text.split())
    return f"“{words}”" if words else "the end"
