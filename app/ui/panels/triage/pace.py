"""How long the rest may take, from how quickly one decided until now."""

from collections.abc import Callable

_LONGEST_THOUGHT_S = 90.0
"""Who waits longer than this went away."""

_ENOUGH = 5
"""After fewer decisions there is no pace yet."""


class Pace:
    """Takes the time of decisions; `clock` gives seconds."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self.restart()

    def restart(self) -> None:
        """Begin anew."""
        self._last_s = self._clock()
        self._spent_s, self._n = 0.0, 0

    def count(self) -> None:
        """Take note of a decision."""
        now_s = self._clock()
        self._spent_s += min(now_s - self._last_s, _LONGEST_THOUGHT_S)
        self._last_s = now_s
        self._n += 1

    def minutes(self, n_left: int) -> int | None:
        """Return how many minutes the rest takes, None while that is not known."""
        if self._n < _ENOUGH or not n_left:
            return None
        return max(1, round(self._spent_s / self._n * n_left / 60))
