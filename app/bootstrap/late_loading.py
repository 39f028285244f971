"""The code of the whole window, loaded while the first picture is on the screen.

What knows nothing of Qt is loaded on a thread. The classes of Qt are made on the
window's own thread, a few at a time, with the window answering in between: no other
thread may enter PySide (see `event_loop`).
"""

import asyncio
import pkgutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module

_PACKAGES = (
    *("appearance", "pictures", "widgets", "models", "keys", "sheets"),
    *("panels.list", "panels.sidebar", "panels.detail", "panels.triage"),
    *("panels.reader", "views", "drops", "openers"),
)
"""The packages of the window, those that others stand on first."""


async def load_the_rest() -> None:
    """Load the whole window; no step keeps the window's thread for long."""
    loop = asyncio.get_running_loop()
    with ThreadPoolExecutor(1, thread_name_prefix="loader") as thread:
        await loop.run_in_executor(thread, _load_beneath)
    for name in window_modules():
        import_module(name)
        await asyncio.sleep(0)


def window_modules() -> Iterator[str]:
    """Yield the modules that make classes of Qt, in the order to load them.

    Within a package from the last name to the first: this order parts the work best.
    """
    for package in (*(f"app.ui.{name}" for name in _PACKAGES), "app.ui"):
        path = import_module(package).__path__
        modules = [m.name for m in pkgutil.iter_modules(path) if not m.ispkg]
        yield from (f"{package}.{name}" for name in sorted(modules, reverse=True))
    yield "app.bootstrap.whole_window"


def _load_beneath() -> None:
    """Load it by a statement, which PyInstaller sees."""
    import app.bootstrap.beneath_whole_window  # noqa: F401
