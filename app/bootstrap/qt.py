"""Qt, loaded so that Python goes on importing in its own way."""

import builtins


def load_qt() -> None:
    """Load Qt before anything else does; PySide's own import is put aside.

    PySide takes the place of `__import__` for code that asks for `__feature__`: it
    reads the source of each module that is loaded from then on, keeps its lines, and
    enters Qt's types on whatever thread imports.

    Source: doc.qt.io/qtforpython-6/considerations.html, `__feature__`.
    """
    pythons_own = builtins.__import__
    import PySide6.QtCore  # noqa: F401

    builtins.__import__ = pythons_own
