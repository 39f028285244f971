"""Undo and redo bring back exactly what was, whatever the acts and their order."""

import contextlib
import itertools
import tempfile
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.edit import AddPapers, Edit, EmptyTrash
from app.domain.errors import AppError
from app.domain.paper import Status
from app.library import Library, Reader
from tests.unit.library.building import dump
from tests.unit.library.drawing import DRAWN, ROLL, Roll, Shelf

FINAL = {EmptyTrash}
"""What nobody can undo; `test_undo` and `test_trash` look at it."""

KINDS = tuple(sorted(DRAWN, key=lambda kind: kind.__name__))
MOVE = st.sampled_from([*KINDS, AddPapers, "undo", "undo", "redo", "reopen"])
STEPS = st.lists(st.tuples(MOVE, ROLL), max_size=30)
BEGUN = Roll(first=2, second=3, word="alpha", is_so=True, status=Status.QUEUED)
OTHERS = tuple(
    Roll(first=first, second=second, word="Béta", is_so=is_so, status=Status.DONE)
    for first, second, is_so in itertools.product(range(6), range(6), (True, False))
)
ORDER = (
    *("AddPapers", "AddTopic", "AddMarks", "AddSearch", "WriteNote", "RefuseTopic"),
    *("CompletePaper", "WriteTopicNote", "FilePapers"),
)
"""What comes first in a library that every kind of edit finds something to do in."""
FIRST = {"RestoreDeleted": "DeleteTopic", "OpenPaper": "SnoozePapers"}
"""What some kinds need before them beside."""


def test_every_kind_of_edit_is_drawn() -> None:
    assert set(DRAWN) | FINAL == set(get_args(Edit))


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(steps=STEPS)
def test_undo_of_any_acts_then_redo_gives_the_same_library(
    steps: list[tuple[type | str, Roll]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        library = Library.open(Path(folder))
        empty = dump(library.folder)
        for step, roll in steps:
            if step == "undo":
                library.undo()
            elif step == "redo":
                library.redo()
            elif step == "reopen":
                library.close()
                library = Library.open(Path(folder))
            else:
                with contextlib.suppress(AppError, LookupError):
                    library.apply(drawn(step, roll, Path(folder)))
        _go_back_and_forth(library, empty)
        library.close()


@pytest.mark.parametrize("kind", [kind.__name__ for kind in KINDS])
def test_undo_of_each_kind_then_redo_gives_the_same_library(
    kind: str, tmp_path: Path
) -> None:
    library = Library.open(tmp_path)
    empty = dump(library.folder)
    for name in ORDER:
        library.apply(drawn(_kind(name), BEGUN, tmp_path))
    if before := FIRST.get(kind):
        library.apply(drawn(_kind(before), BEGUN, tmp_path))

    assert any(_changes(library, _kind(kind), roll) for roll in OTHERS)
    _go_back_and_forth(library, empty)
    library.close()


def drawn(kind: type | str, roll: Roll, folder: Path) -> Edit:
    """Make an edit of a kind for what the library holds now."""
    reader = Reader.open(folder)
    try:
        return DRAWN[kind](roll, Shelf(reader))
    finally:
        reader.close()


def _changes(library: Library, kind: type, roll: Roll) -> bool:
    """Apply an edit of a kind; say whether there was one and it changed something."""
    with contextlib.suppress(AppError, LookupError):
        return not library.apply(drawn(kind, roll, library.folder)).is_empty
    return False


def _kind(name: str) -> type:
    return next(kind for kind in KINDS if kind.__name__ == name)


def _go_back_and_forth(library: Library, empty: dict[str, object]) -> None:
    """Redo all, undo all, and do all again: each state is as it was."""
    while library.redo():
        pass
    states = [dump(library.folder)]
    while library.undo():
        states.append(dump(library.folder))
    assert states[-1] == empty
    for state in itertools.islice(reversed(states), 1, None):
        library.redo()
        assert dump(library.folder) == state
    reader = Reader.open(library.folder)
    ills = [ill for ill in reader.check() if "is missing" not in ill]  # no PDF is kept
    assert ills == []
    reader.close()
