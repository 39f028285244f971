"""What was chosen lately, newest first."""

from collections.abc import Hashable
from typing import Generic, TypeVar

T = TypeVar("T")
K = TypeVar("K", bound=Hashable)

_MOST = 8


class Recent(Generic[K, T]):
    """Keeps the last choices by key, while the window lives."""

    def __init__(self) -> None:
        self._values: dict[K, T] = {}

    def add(self, key: K, value: T) -> None:
        """Put a choice first."""
        self._values.pop(key, None)
        self._values[key] = value
        while len(self._values) > _MOST:
            del self._values[next(iter(self._values))]

    def values(self) -> tuple[T, ...]:
        """Return the choices, newest first."""
        return tuple(reversed(self._values.values()))

    def rank(self, key: K) -> int:
        """Return how many choices are newer, or more than ever kept when not chosen."""
        if key not in self._values:
            return _MOST
        return list(reversed(self._values)).index(key)
