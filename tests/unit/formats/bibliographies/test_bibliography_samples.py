"""Every sample of other projects: none raises, and every entry is accounted for."""

import json
import re
from pathlib import Path

import pytest

from app.domain.paper import Harvest
from app.formats.bibliographies import csl_json, endnote, nbib, ris
from app.formats.incoming import read_bytes
from app.formats.text import decode

SAMPLES = Path(__file__).parents[4] / ".." / "shared" / "data" / "bibliography"
pytestmark = pytest.mark.skipif(
    not SAMPLES.is_dir(), reason="the shared samples are not here"
)


def samples(pattern: str) -> list[Path]:
    return sorted(SAMPLES.rglob(pattern)) if SAMPLES.is_dir() else []


def n_entries(harvest: Harvest) -> int:
    return len(harvest.drafts) + len(harvest.skipped)


@pytest.mark.parametrize("file", samples("*.ris"), ids=lambda file: file.stem)
def test_every_type_line_of_ris_is_an_entry(file: Path) -> None:
    text, _ = decode(file.read_bytes())
    n_types = len(re.findall(r"^\s*TY  -", text, re.MULTILINE))
    if file.stem in ("example_wos", "RisImporterCorrupted"):
        assert n_types == 0
        return

    harvest = read_bytes(file.read_bytes(), name=file.name)

    assert harvest.kind == ris.KIND
    assert n_entries(harvest) == n_types


@pytest.mark.parametrize("file", samples("*.nbib"), ids=lambda file: file.stem)
def test_every_number_of_pubmed_is_a_paper(file: Path) -> None:
    harvest = read_bytes(file.read_bytes(), name=file.name)

    assert harvest.kind == nbib.KIND
    assert len(harvest.drafts) == file.read_text("utf-8").count("PMID- ")


@pytest.mark.parametrize(
    "file",
    samples("manubot/**/*.json"),
    ids=lambda file: f"{file.parent.name}-{file.stem}",
)
def test_every_item_of_csl_is_an_entry(file: Path) -> None:
    text, _ = decode(file.read_bytes())

    harvest = csl_json.read_csl_json(text, source=file.name)

    assert n_entries(harvest) == len(json.loads(text))


@pytest.mark.parametrize("file", samples("import/*.json"), ids=lambda file: file.stem)
def test_items_of_zotero_itself_are_not_taken_for_csl(file: Path) -> None:
    assert not csl_json.is_csl_json(file.read_text("utf-8"))


def test_tagged_entry_of_refer_is_read() -> None:
    for file in samples("refer.*.ref"):
        harvest = read_bytes(file.read_bytes(), name=file.name)

        assert harvest.kind == endnote.TAGGED_KIND
        assert [draft.title for draft in harvest.drafts] == ["Title"]
