"""Nothing of Qt runs on a thread: PySide crashes where several threads enter it.

Its types and enums are made when they are first used. Two threads that use one first
at the same time have crashed in 293 of 300 tries.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[2]
QT = "PySide6"
CALLS = {"to_thread": 0, "run_in_executor": 1}
"""What hands a function to a thread, and the place of the function among its words."""

NAMED_LIKE = {"reader": "app.library", "library": "app.library", "reading": "app"}
"""What local names stand for, whose methods are handed to threads."""


def module_file(name: str) -> Path | None:
    """Return the file of a module of the program, None when there is none."""
    path = CHECKOUT.joinpath(*name.split("."))
    for file in (path.with_suffix(".py"), path / "__init__.py"):
        if file.exists():
            return file
    return None


def knows_qt(tree: ast.Module) -> bool:
    """Say whether a module imports Qt, anywhere in it."""
    return any(
        (isinstance(node, ast.ImportFrom) and (node.module or "").startswith(QT))
        or (
            isinstance(node, ast.Import) and any(QT in each.name for each in node.names)
        )
        for node in ast.walk(tree)
    )


def handed_over(tree: ast.Module) -> Iterator[ast.expr]:
    """Yield what a module has done on threads."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if name in CALLS:
                yield node.args[CALLS[name]]
            if name == "Thread":
                yield from (
                    word.value for word in node.keywords if word.arg == "target"
                )


def imported(tree: ast.Module) -> dict[str, str]:
    """Return the modules that a module has its names from."""
    return {
        each.asname or each.name: node.module or ""
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for each in node.names
    }


def faults(source: str, name: str) -> list[str]:
    """Return what a module that knows Qt has done on threads, and must not."""
    tree = ast.parse(source)
    if not knows_qt(tree):
        return []
    found = []
    names = imported(tree)
    for work in handed_over(tree):
        place = f"{name}:{work.lineno}"
        home = names.get(work.id, "") if isinstance(work, ast.Name) else ""
        file = module_file(home)
        if file is not None and not knows_qt(ast.parse(file.read_text("utf-8"))):
            continue
        if _is_method_of_another(work):
            continue
        found.append(place)
    return found


def _is_method_of_another(work: ast.expr) -> bool:
    """Say whether it is a method of what the object has, not of the object itself."""
    return isinstance(work, ast.Attribute) and isinstance(work.value, ast.Attribute)


@pytest.mark.parametrize("part", ["ui", "bootstrap"])
def test_thread_is_given_nothing_of_a_module_that_knows_qt(part: str) -> None:
    found = []
    for file in sorted((CHECKOUT / "app" / part).rglob("*.py")):
        name = file.relative_to(CHECKOUT).as_posix()
        found += faults(file.read_text("utf-8"), name)
    assert found == []


def test_fault_is_found_when_a_thread_is_given_what_may_touch_qt() -> None:
    source = """
import asyncio
from PySide6 import QtGui
from app.ui.pictures.mosaic import make_mosaic
from app.domain.paper import PaperId

class Painter:
    async def paint(self):
        await asyncio.to_thread(self._paint)
        await asyncio.to_thread(make_mosaic, ())
        await asyncio.to_thread(lambda: None)
        await loop.run_in_executor(None, self._paint)
        threading.Thread(target=self._paint, name="painter").start()
        await asyncio.to_thread(PaperId, "1")
        await asyncio.to_thread(self._folder.read, "1")
"""
    assert faults(source, "m") == ["m:9", "m:10", "m:11", "m:12", "m:13"]


def test_fault_is_none_when_the_module_knows_no_qt() -> None:
    assert faults("import asyncio\nasyncio.to_thread(work)", "m") == []
