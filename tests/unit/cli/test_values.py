"""JSON values: every key of them is in the guide's page of the command line."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from app.cli.values import (
    act_value,
    fetch_value,
    full_value,
    group_value,
    import_value,
    mark_line,
)
from app.commands.imports.importing import Duplicate, ImportReport
from app.domain.change import Act
from app.domain.duplicates import DuplicateGroup
from app.domain.fetching import Attempt, FetchReport, Outcome
from app.domain.mark import Mark, MarkKind, Quad
from app.domain.paper import (
    Author,
    Detail,
    Link,
    LinkKind,
    MarkId,
    Note,
    Paper,
    PaperId,
    Progress,
    Provenance,
    Sha256,
    Skipped,
    Status,
    StoredFile,
)
from app.library import FileStore

GUIDE = Path(__file__).parents[3] / "resources" / "guide" / "5-terminal.md"
NOW = datetime(2024, 1, 2, tzinfo=UTC)
ID = PaperId("6a7c0a0e-0000-4000-8000-000000000000")
PAPER = Paper(
    id=ID,
    title="A",
    abstract="",
    authors=(Author("B"),),
    year=None,
    venue="",
    kind="article-journal",
    details=(Detail("volume", "3"), Detail("volume", "4")),
    identifiers=(),
    links=(Link("https://a.example", LinkKind.PAGE),),
    status=Status.NEW,
    is_starred=False,
    rating=0,
    topics=(),
    tags=(),
    provenance=(Provenance(source="a", kind="PDF", imported_at=NOW),),
    files=(StoredFile(sha256=Sha256("0" * 64), length_bytes=1, name="a.pdf"),),
    note=Note(text="x", changed_at=NOW),
    n_marks=1,
    progress=Progress(
        page_index=0,
        top=0.0,
        zoom="width",
        furthest_page_index=1,
        n_pages=2,
        read_at=NOW,
    ),
    added_at=NOW,
    is_trashed=False,
)
MARK = Mark(
    id=MarkId("m"),
    paper_id=ID,
    file=Sha256("0" * 64),
    kind=MarkKind.HIGHLIGHT,
    colour=1,
    page_index=0,
    quads=(Quad(0.0, 0.0, 1.0, 1.0),),
    quote="q",
    prefix="",
    suffix="",
    comment="",
    tags=("method", "open question"),
    created_at=NOW,
    changed_at=NOW,
)
IMPORTED = ImportReport(
    added=(ID,),
    duplicates=(Duplicate(where="a", id=ID),),
    skipped=(Skipped(where="a", why="b", text="c"),),
    titles=("A",),
    n_attached=0,
    is_refused=False,
)
FETCHED = FetchReport(
    id=ID,
    outcome=Outcome.FAILED,
    attempts=(Attempt(url="u", status=None, n_bytes=0, why="w"),),
)


def keys(value: Any) -> Iterator[str]:
    """Go through the names in a value, those inside it too."""
    if isinstance(value, dict):
        yield from value
    for part in value.values() if isinstance(value, dict) else value:
        if isinstance(part, dict | list):
            yield from keys(part)


@pytest.mark.parametrize(
    "value",
    [
        full_value(PAPER, {}, (MARK,), FileStore(Path("files"))),
        import_value(IMPORTED),
        group_value(
            DuplicateGroup(ids=(ID,), reasons=("same PDF",), is_certain=True),
            {ID: "A"},
        ),
        fetch_value(FETCHED),
        act_value(Act(number=1, label="a", at=NOW, is_undone=False)),
    ],
)
def test_every_key_is_told_in_the_guide(value: dict[str, Any]) -> None:
    told = set(re.findall(r"[a-z][a-z_0-9]+", GUIDE.read_text("utf-8")))

    assert set(keys(value)) <= told


def test_a_mark_is_told_with_its_tags() -> None:
    told = full_value(PAPER, {}, (MARK,), FileStore(Path("nowhere")))

    assert told["marks"][0]["tags"] == ["method", "open question"]
    assert mark_line(MARK) == "p. 1: “q” #method  #open question"
