"""The change feed: every committed change, told once to whoever listens."""

from collections.abc import Callable

from app.domain.change import Change

Listener = Callable[[Change], None]


class ChangeFeed:
    """Tells listeners of changes, on the thread of the event loop.

    Only the library client publishes.
    """

    def __init__(self) -> None:
        self._listeners: list[Listener] = []

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` with every change from now on; return how to stop that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def publish(self, change: Change) -> None:
        """Tell every listener, in the order they came."""
        for listener in tuple(self._listeners):
            listener(change)
