"""The items of a list in JSON, one by one, so that a broken one spoils no other."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

_LISTS = ("items", "references")
"""The members that hold the list where the whole is an object."""

_PROBE_CHARS = 65_536
_MAX_DIGITS = 15
_MAX_INDENT = 100
_BLANK = re.compile(r"[\s\ufeff]*")
_BETWEEN = re.compile(r"[\s,\ufeff]*")
_LIST = re.compile(rf'"(?:{"|".join(_LISTS)})"\s*:\s*\[')
_NESTING = re.compile(r'([\[{])|[\]}]|"(?:[^"\\\n]|\\.)*+"')


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One item as it was written; lines count from 1.

    `value` is its object; None, with what is `wrong`, where there is none. Numbers that
    are not small and whole stay text.
    """

    line: int
    text: str
    value: dict[str, object] | None
    wrong: str = ""


def items(text: str) -> Iterator[Item]:
    """Go through the items of an array, of an object that holds one, or of lines.

    A broken item ends where its brackets do, or where the next begins as it did.
    """
    decoder = json.JSONDecoder(
        object_pairs_hook=_object, parse_int=_whole, parse_float=str, parse_constant=str
    )
    position, line, counted = _start(text, decoder), 1, 0
    is_sound = is_balanced = True
    while True:
        position = _skip(_BETWEEN, text, position)
        if position >= len(text) or text[position] in "]}":
            return
        line += text.count("\n", counted, position)
        counted = position
        value: object = None
        wrong = "not an object of JSON"
        if is_sound:
            try:
                value, end = decoder.raw_decode(text, position)
            except (ValueError, RecursionError):
                is_sound = False
        if not is_sound:
            # An error counts the lines before it: so it sees no more than its item.
            end, is_balanced = _end_of_item(text, position, is_balanced)
            try:
                value, length = decoder.raw_decode(text[position:end])
                end = position + length
            except (ValueError, RecursionError) as error:
                wrong = _told(error, line)
        item = value if isinstance(value, dict) else None
        yield Item(
            line=line,
            text=text[position:end],
            value=item,
            wrong="" if item is not None else wrong,
        )
        position = end


def _start(text: str, decoder: json.JSONDecoder) -> int:
    """Return where the first item may begin."""
    position = _skip(_BLANK, text, 0)
    if text.startswith("[", position):
        return position + 1
    try:
        whole, _ = decoder.raw_decode(text, position)
        holds = isinstance(whole, dict) and any(
            isinstance(whole.get(name), list) for name in _LISTS
        )
        found = _LIST.search(text, position) if holds else None
    except (ValueError, RecursionError):
        found = _LIST.search(text, position, position + _PROBE_CHARS)
    return found.end() if found else position


def _skip(pattern: re.Pattern[str], text: str, position: int) -> int:
    match = pattern.match(text, position)
    return match.end() if match else position


def _end_of_item(text: str, position: int, is_balanced: bool) -> tuple[int, bool]:
    """Return where an item ends by its looks, beyond its start.

    Brackets are followed until some never close (`is_balanced` is False from then on),
    so that a text is gone through twice at most.
    """
    end = len(text)
    if is_balanced:
        end, is_balanced = _closing(text, position)
    start = text.rfind("\n", max(0, position - _MAX_INDENT), position) + 1
    indent = text[start:position]
    if start and not indent.strip(" \t"):
        following = text.find(f"\n{indent}{{", position, end)
        end = following if following >= 0 else end
    return max(end, position + 1), is_balanced


def _closing(text: str, position: int) -> tuple[int, bool]:
    """Return where the brackets of an item close, and whether they do."""
    depth = 0
    for match in _NESTING.finditer(text, position):
        if match[0][0] == '"':
            continue
        depth += 1 if match[1] else -1
        if depth <= 0:
            return (match.end() if depth == 0 else match.start()), True
    return len(text), False


def _told(error: Exception, line: int) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"broken JSON in line {line + error.lineno - 1}: {error.msg.lower()}"
    return "JSON nested too deep"


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Make an object; the second of two members of a name is 'name 2'."""
    made = dict(pairs)
    if len(made) == len(pairs):
        return made
    made = {}
    times: Counter[str] = Counter()
    for name, value in pairs:
        times[name] += 1
        made[name if times[name] == 1 else f"{name} {times[name]}"] = value
    return made


def _whole(digits: str) -> object:
    return int(digits) if len(digits) <= _MAX_DIGITS else digits
