"""Hints that name a command, told with the key that it has where they are read.

'Press ⟨paper.queue⟩ to queue it.' is told with the key of the command in a window;
where it has none, and on a terminal, the sentence is left out.
"""

import re
from collections.abc import Callable

_NAMED = re.compile(r"⟨([a-z-]+\.[a-z-]+)⟩")
_SENTENCE = re.compile(r"(?<=[.!?])\s+")


def with_keys(text: str, key_of: Callable[[str], str]) -> str:
    """Return a text with the keys of the commands that it names."""
    if "⟨" not in text:
        return text
    keys = {command_id: key_of(command_id) for command_id in _NAMED.findall(text)}
    told = [
        _NAMED.sub(lambda named: keys[named[1]], sentence)
        for sentence in _SENTENCE.split(text)
        if all(keys[command_id] for command_id in _NAMED.findall(sentence))
    ]
    return " ".join(told)


def without_keys(text: str) -> str:
    """Return a text without the sentences that tell of a key."""
    return with_keys(text, lambda _command_id: "")


def commands_named(text: str) -> tuple[str, ...]:
    """Return the ids of the commands that a text names."""
    return tuple(_NAMED.findall(text))
