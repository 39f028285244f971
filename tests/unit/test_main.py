"""The program says in plain words why its window cannot be loaded."""

import pytest

from app.__main__ import import_problem


@pytest.mark.parametrize(
    "words",
    [
        "libEGL.so.1: cannot open shared object file: No such file or directory",
        "DLL load failed while importing QtCore: The specified module was not found.",
    ],
)
def test_missing_library_of_the_system_is_called_so(words: str) -> None:
    assert "library of the system is missing" in import_problem(ImportError(words))


def test_missing_package_is_named() -> None:
    error = ModuleNotFoundError("No module named 'PySide6'", name="PySide6")

    assert "the Python package PySide6 is missing" in import_problem(error)


@pytest.mark.parametrize(
    "error",
    [
        ImportError("cannot import name 'x' from 'app.ui'", name="app.ui"),
        ModuleNotFoundError("No module named 'app.ui.gone'", name="app.ui.gone"),
    ],
)
def test_mistake_of_ours_is_no_missing_library(error: ImportError) -> None:
    problem = import_problem(error)

    assert "inside Octavo" in problem
    assert "missing" not in problem
