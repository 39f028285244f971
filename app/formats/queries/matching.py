"""Find a pattern in texts, in a time that grows with the text alone.

The pattern becomes a program of steps; all the places of it that a text can have led to
are followed at once, and each set of places, once met, is remembered with where its
characters lead. Nothing is ever tried again, so no pattern takes for ever.

Source: R. Cox, Regular Expression Matching Can Be Simple And Fast, swtch.com, 2007.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import reduce
from operator import getitem

from app.formats.queries.patterns import (
    Choice,
    Edge,
    Node,
    One,
    PatternError,
    Row,
    Times,
    fold_letters,
    read_pattern,
)

_MOST_STEPS = 1_000
_MOST_PARTS = 10_000
_MOST_STATES = 1_000
_MOST_FOLLOWED = 20_000
_STRETCH = 20_000
"""So many characters are gone through in one go, which no other thread can stop."""


class _Kind(IntEnum):
    """What a character is to the edges beside it."""

    BREAK = 0
    WORD = 1
    OTHER = 2


@dataclass(slots=True)
class _Step:
    """What to take (None for nothing), or an edge to be at, and where that leads."""

    takes: One | None
    edge: Edge | None
    following: list[int]


class _Found(Exception):
    """The pattern is there."""


class _State(dict[str, "_State"]):
    """The places reached before a character, and where characters seen lead."""

    __slots__ = ("before", "matcher", "places")

    def __init__(
        self, matcher: "Matcher", places: frozenset[int], before: _Kind
    ) -> None:
        super().__init__()
        self.matcher, self.places, self.before = matcher, places, before

    def __missing__(self, character: str) -> "_State":
        state = self.matcher.follow(self.places, self.before, character)
        self[character] = state
        return state


class Matcher:
    """Looks for one pattern in many texts.

    Raises:
        PatternError: the text is no pattern.
    """

    def __init__(self, pattern: str) -> None:
        node = read_pattern(pattern)
        self._n_parts = 0
        self._steps: list[_Step] = [_Step(None, None, [])]
        self._start = self._add(node, 0)
        self._needles = tuple(filter(None, _needles(node)))
        self._is_led = _is_led(node)
        self._states: dict[tuple[frozenset[int], _Kind], _State] = {}
        self._first = self._state(frozenset(), _Kind.BREAK)

    def is_in(self, text: str) -> bool:
        """Say whether the pattern is in a text, whatever its case and accents."""
        folded = fold_letters(text)
        at = begin = 0
        for n, needle in enumerate(self._needles):
            at = folded.find(needle, at)
            if at < 0:
                return False
            if not n and self._is_led:
                begin = at
            at += len(needle)
        state = self._first
        try:
            for start in range(begin, len(folded), _STRETCH):
                state = reduce(getitem, folded[start : start + _STRETCH], state)
            state["\n"]
        except _Found:
            return True
        return False

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Return the longest stretches of a text that are the pattern, in order.

        Each is (start, end) in characters. In a text that would take long only the
        first ones are found; one of no length is none.
        """
        letters = [
            (letter, place)
            for place, character in enumerate(text)
            for letter in fold_letters(character)
        ]
        kinds = [_Kind.BREAK, *(_kind(letter) for letter, _ in letters), _Kind.BREAK]
        found: list[tuple[int, int]] = []
        start, n_left = 0, _MOST_FOLLOWED
        while start < len(letters) and n_left > 0:
            end, n_followed = self._end(letters, kinds, start, n_left)
            n_left -= n_followed
            if end > start:
                found.append((letters[start][1], letters[end - 1][1] + 1))
            start = max(end, start + 1)
        return found

    def _end(
        self,
        letters: Sequence[tuple[str, int]],
        kinds: Sequence[_Kind],
        start: int,
        most: int,
    ) -> tuple[int, int]:
        """Return where the longest match from a letter on ends, -1 for none.

        Beside it stands how many places were followed, about `most` at most.
        """
        end, n_followed = -1, 0
        places = {self._start}
        for at in range(start, len(letters) + 1):
            closed = tuple(self._closed(places, kinds[at], kinds[at + 1]))
            n_followed += len(closed)
            if 0 in closed:
                end = at
            if at == len(letters) or not closed or n_followed > most:
                break
            letter = letters[at][0]
            reached = (self._steps[place] for place in closed)
            places = {
                place
                for step in reached
                if step.takes is not None and step.takes.takes(letter)
                for place in step.following
            }
        return end, n_followed

    def follow(self, places: frozenset[int], before: _Kind, character: str) -> _State:
        """Return where a character leads from places, beside a new beginning.

        Raises:
            _Found: the end of the pattern stands before the character.
        """
        after = _kind(character)
        reached: set[int] = set()
        for place in self._closed([self._start, *places], before, after):
            step = self._steps[place]
            if not place:
                raise _Found
            if step.takes is not None and step.takes.takes(character):
                reached.update(step.following)
        return self._state(frozenset(reached), after)

    def _closed(
        self, places: Iterable[int], before: _Kind, after: _Kind
    ) -> Iterator[int]:
        """Give the places and those that nothing but an edge parts from them."""
        waiting, seen = list(places), set[int]()
        while waiting:
            place = waiting.pop()
            if place in seen:
                continue
            seen.add(place)
            yield place
            step = self._steps[place]
            is_free = step.edge is None or _is_at(step.edge, before, after)
            if step.takes is None and is_free:
                waiting += step.following

    def _state(self, places: frozenset[int], before: _Kind) -> _State:
        known = self._states.get((places, before))
        if known is not None:
            return known
        if len(self._states) >= _MOST_STATES:
            for state in self._states.values():
                state.clear()
            self._states.clear()
        made = self._states[places, before] = _State(self, places, before)
        return made

    def _add(self, node: Node, end: int) -> int:
        """Add the steps of a part that goes on at `end`; return its first."""
        self._n_parts += 1  # a part of no steps, again and again, takes its time too
        if self._n_parts > _MOST_PARTS:
            raise PatternError("it is too large")
        match node:
            case One():
                return self._new(_Step(node, None, [end]))
            case Edge():
                return self._new(_Step(None, node, [end]))
            case Row(parts):
                for part in reversed(parts):
                    end = self._add(part, end)
                return end
            case Choice(parts):
                starts = [self._add(part, end) for part in parts]
                return self._new(_Step(None, None, starts))
            case Times(part, least, None):
                again = self._new(_Step(None, None, [end]))
                self._steps[again].following.append(self._add(part, again))
                return self._add(Row((part,) * least), again)
            case Times(part, least, most):
                for _ in range((most or 0) - least):
                    end = self._new(_Step(None, None, [end, self._add(part, end)]))
                return self._add(Row((part,) * least), end)

    def _new(self, step: _Step) -> int:
        if len(self._steps) >= _MOST_STEPS:
            raise PatternError("it is too large")
        self._steps.append(step)
        return len(self._steps) - 1


def fault_of(pattern: str) -> str:
    """Say why a text is no pattern, '' for one that is sound."""
    try:
        Matcher(pattern)
    except PatternError as error:
        return str(error)
    return ""


def _kind(character: str) -> _Kind:
    if character == "\n":
        return _Kind.BREAK
    is_word = character.isalnum() or character == "_"
    return _Kind.WORD if is_word else _Kind.OTHER


def _is_at(edge: Edge, before: _Kind, after: _Kind) -> bool:
    match edge:
        case Edge.LINE_START:
            return before is _Kind.BREAK
        case Edge.LINE_END:
            return after is _Kind.BREAK
        case Edge.WORD:
            return (before is _Kind.WORD) is not (after is _Kind.WORD)
        case Edge.NO_WORD:
            return (before is _Kind.WORD) is (after is _Kind.WORD)


def _is_led(node: Node) -> bool:
    """Say whether all that is found begins with the first of the needles."""
    if isinstance(node, Row):
        return bool(node.parts) and _is_led(node.parts[0])
    return isinstance(node, One) and bool(node.literal)


def _needles(node: Node) -> Iterator[str]:
    """Give stretches that every text with the pattern holds, one behind another."""
    match node:
        case One(literal) if literal:
            yield literal
        case Row(parts):
            run = ""
            for part in parts:
                if isinstance(part, One) and part.literal:
                    run += part.literal
                    continue
                yield run
                run = ""
                yield from _needles(part)
            yield run
        case Times(part, least, _) if least:
            yield from _needles(part)
