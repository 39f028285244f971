"""Files that a bibliography names."""

import os
from pathlib import Path

import pytest

from app.commands.imports.attaching import attached
from app.commands.imports.harvesting import hash_of_file, label_of
from app.domain.paper import Draft, Harvest, Provenance, Skipped

PDF = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n"


def found(folder: Path, *paths: str, below: str = "") -> tuple[Draft, list[Skipped]]:
    draft = Draft(
        title="A",
        attachments=paths,
        provenance=Provenance(source="x.bib", kind="BibTeX"),
    )
    harvest = Harvest(
        source="x.bib",
        kind="BibTeX",
        drafts=(draft,),
        furniture=(f"fileDirectory: {below}",) if below else (),
    )
    done = attached(harvest, folder, hash_of=hash_of_file, label_of=label_of)
    return done.drafts[0], list(done.skipped)


def test_attached_when_relative_absolute_or_in_jabrefs_folder_then_taken(
    tmp_path: Path,
) -> None:
    (tmp_path / "pdf").mkdir()
    for name, extra in (("a.pdf", b"1"), ("pdf/b.pdf", b"2"), ("c d.pdf", b"3")):
        (tmp_path / name).write_bytes(PDF + extra)

    draft, skipped = found(
        tmp_path, "a.pdf", "b.pdf", str(tmp_path / "c d.pdf"), "./a.pdf", below="pdf"
    )

    assert skipped == []
    assert draft.file is not None
    assert draft.file.source == str(tmp_path / "a.pdf")
    assert [file.name for file in draft.other_files] == ["b.pdf", "c d.pdf"]
    assert draft.file.n_pages is None


def test_attached_when_missing_or_no_pdf_then_told(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("words")
    (tmp_path / "pdf").mkdir()
    (tmp_path / "pdf/page.html").write_text("<html>")

    draft, skipped = found(
        tmp_path, "gone.pdf", "notes.txt", "page.html", "x\0.pdf", "pdf", below="pdf"
    )

    assert draft.file is None
    whys = [each.why for each in skipped]
    assert whys[0] == f"“gone.pdf” of “A” was not found at {tmp_path / 'gone.pdf'}"
    assert whys[1] == "“notes.txt” of “A” is no PDF, and is left where it is"
    assert whys[2] == "“page.html” of “A” is no PDF, and is left where it is"
    assert "was not found" in whys[3]
    assert "is no file" in whys[4]


def test_attached_when_an_address_then_it_is_left_to_the_links(tmp_path: Path) -> None:
    draft, skipped = found(tmp_path, "https://example.org/a.pdf")

    assert (draft.file, skipped) == (None, [])


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no pipes")
def test_attached_when_a_pipe_then_it_does_not_wait(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.pdf")

    draft, [skipped] = found(tmp_path, "pipe.pdf")

    assert draft.file is None
    assert "is no file" in skipped.why


@pytest.mark.parametrize("path", ["\\\\host\\share\\a.pdf", "file:\\\\host\\a.pdf"])
def test_file_on_another_computer_is_told_and_not_looked_at(
    tmp_path: Path, path: str
) -> None:
    _, skipped = found(tmp_path, path)

    assert "lies on another computer" in skipped[0].why
