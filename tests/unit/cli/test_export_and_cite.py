"""`octavo export` and `octavo cite`: files and citations of a library's papers."""

from pathlib import Path
from typing import Any

import pytest

from app.__main__ import main
from app.library import Library
from tests.unit.cli.conftest import Octavo


@pytest.mark.parametrize("form", ["bibtex", "json"])
def test_export_writes_a_file_or_the_output(
    tmp_path: Path,
    listed: list[dict[str, Any]],
    capsys: pytest.CaptureFixture[str],
    form: str,
) -> None:
    target = tmp_path / "papers.out"
    words = ["export", "--format", form, "--library", str(tmp_path / "library")]

    assert main([*words, "-o", str(target)]) == 0
    capsys.readouterr()
    assert main(words) == 0

    assert capsys.readouterr().out.strip() == target.read_text("utf-8").strip()


def test_export_of_bibtex_as_json_is_one_value(
    octavo: Octavo, listed: list[dict[str, Any]]
) -> None:
    code, value = octavo("export", "--format", "bibtex")

    assert (code, list(value)) == (0, ["bibtex"])
    assert value["bibtex"].count("\n}\n") == 12
    assert octavo("export", "--format", "json") == (0, listed)


@pytest.mark.parametrize(
    "name", ["a.bib", "a.ris", "a.csl.json", "a.json", "a.octavo.json", "a.octavo.zip"]
)
def test_export_by_the_files_name_is_imported_again(
    octavo: Octavo, listed: list[dict[str, Any]], tmp_path: Path, name: str
) -> None:
    target = tmp_path / name

    code, value = octavo("export", "-o", str(target))
    assert (code, value) == (0, {"written": str(target), "papers": 12})

    octavo("undo")
    assert octavo("list") == (0, [])
    code, report = octavo("import", str(target))
    assert (code, len(report["added"]), report["skipped"]) == (0, 12, [])
    _, again = octavo("list")
    assert [paper["title"] for paper in again] == [paper["title"] for paper in listed]
    assert [p["abstract"] for p in again] == [p["abstract"] for p in listed]


def test_export_writes_while_another_holds_the_library(
    octavo: Octavo, listed: list[dict[str, Any]], tmp_path: Path
) -> None:
    with_lock = Library.open(tmp_path / "library")

    code, value = octavo("export", "-o", str(tmp_path / "a.bib"))

    with_lock.close()
    assert (code, value["papers"]) == (0, 12)


def test_bundle_is_not_printed(octavo: Octavo, listed: list[dict[str, Any]]) -> None:
    code, value = octavo("export", "--format", "zip")

    assert (code, "cannot be printed" in value["error"]) == (1, True)


def test_cite_prints_citations_in_the_order_given(
    octavo: Octavo, listed: list[dict[str, Any]]
) -> None:
    ids = [listed[2]["id"], listed[0]["id"]]

    code, value = octavo("cite", *ids, "--style", "ieee")

    assert (code, [each["id"] for each in value]) == (0, ids)
    assert value[1]["citation"].startswith("[2] Tidewater: ")


def test_export_to_a_folder_fails_and_leaves_nothing(
    octavo: Octavo, listed: list[dict[str, Any]], tmp_path: Path
) -> None:
    (tmp_path / "taken").mkdir()

    code, value = octavo("export", "--format", "json", "-o", str(tmp_path / "taken"))

    assert code == 1
    assert "cannot be written" in value["error"]
    assert not list(tmp_path.glob("*.part"))
