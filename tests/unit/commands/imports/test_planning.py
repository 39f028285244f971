"""Plans of imports: which paper a PDF belongs to."""

from pathlib import Path

import pytest

from app.commands.imports.planning import planned
from app.domain.importing import PlannedPaper, Verdict
from app.domain.paper import Draft, Harvest, Identifier, Provenance, Sha256, StoredFile
from app.library import Library, Reader

TITLE = "Four Words Are Telling"


def draft(sha256: str = "", *, arxiv: str = "") -> Draft:
    file = StoredFile(sha256=Sha256(sha256), length_bytes=1, name="a.pdf")
    return Draft(
        title=TITLE,
        identifiers=(Identifier("arxiv", arxiv),) if arxiv else (),
        file=file if sha256 else None,
        provenance=Provenance(source="a", kind="PDF"),
    )


def plan(folder: Path, *drafts: Draft) -> list[tuple[Verdict, int | None, bool]]:
    Library.open(folder / "library").close()
    reader = Reader.open(folder / "library")
    harvests = [Harvest(source="a", kind="PDF", drafts=drafts)]
    papers: tuple[PlannedPaper, ...] = planned(reader, harvests, "").papers
    reader.close()
    return [(p.verdict, p.first, p.adds_file) for p in papers]


@pytest.mark.parametrize(
    ("drafts", "wanted"),
    [
        ([draft(), draft("1")], (Verdict.REPEATED, 0, True)),
        ([draft("1"), draft("1")], (Verdict.REPEATED, 0, False)),
        ([draft("1"), draft("2")], (Verdict.NEW, None, False)),
        ([draft(), draft("1"), draft("2")], (Verdict.NEW, None, False)),
        ([draft(), draft("1"), draft("2"), draft("2")], (Verdict.REPEATED, 2, False)),
        (
            [draft("1", arxiv="2401.00001"), draft("2", arxiv="2401.00001v2")],
            (Verdict.REPEATED, 0, False),
        ),
    ],
)
def test_last_of_several_pdfs_goes_where_it_belongs(
    tmp_path: Path, drafts: list[Draft], wanted: tuple[Verdict, int | None, bool]
) -> None:
    assert plan(tmp_path, *drafts)[-1] == wanted
