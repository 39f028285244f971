"""Real PDFs go through the real worker, and come out as the papers they are."""

import re
from pathlib import Path

import pytest

from app.domain.errors import Encrypted, Unreadable
from app.formats.recognition.layout import bare
from app.pdf.client import PdfClient
from tests.support.first_pages import FirstPage, draw
from tests.support.first_pages_of_others import OTHERS
from tests.support.first_pages_of_papers import PAPERS
from tests.support.first_pages_of_publishers import PUBLISHERS
from tests.support.pdf_workers import CHECKOUT

DATA = CHECKOUT.parent / "shared" / "data"
RESEARCH = DATA / "research-pdfs"
TRUTH = {
    "0807.3577.pdf": "Apparent and average accelerations of the Universe",
    "Wang-paperAVE2008.pdf": "Information Synthesis for Answer Validation",
    "ZFN-A-054-0304-0272.pdf": (
        "Exact Solitary-wave Solutions for the General Fifth-order Shallow "
        "Water-wave Models"
    ),
    "gadr.pdf": (
        "Generalized Markdown Architectural Decision Records: Capturing the Essence "
        "of Decisions"
    ),
    "sample.pdf": "Bi-criteria Algorithm for Scheduling Jobs on Cluster Platforms",
    "submission_363.pdf": "Coherence Properties of Quantum Dot Resonance Fluorescence",
    "test_Grobid_1_05452615.pdf": (
        "A New Requirement Prioritization Model for Market Driven Products Using "
        "Analytical Hierarchical Process"
    ),
    "two_pages.pdf": "",  # a picture without a text
    "compressed.tracemonkey-pldi-09.pdf": (
        "Trace-based Just-in-Time Type Specialization for Dynamic Languages"
    ),
    "agarwal11.pdf": (
        "Noisy Matrix Decomposition via Convex Relaxation: Optimal Rates in High "
        "Dimensions"
    ),
    "bohnet09.pdf": "Efficient Parsing of Syntactic and Semantic Dependency Structures",
    "ding11.pdf": "Maximum Margin Multi-Instance Learning",
    "fader11.pdf": "Identifying Relations for Open Information Extraction",
    "map-reduce.pdf": "MapReduce: Simplified Data Processing on Large Clusters",
    "mooney05.pdf": (
        "A Statistical Semantic Parser that Integrates Syntax and Semantics"
    ),
    "seung08.pdf": "Natural Image Denoising with Convolutional Networks",
    "smola10.pdf": "An Architecture for Parallel Topic Models",
}
LEAST_RIGHT = 0.9


@pytest.mark.asyncio
@pytest.mark.parametrize("page", [*PUBLISHERS, *PAPERS], ids=lambda page: page.name)
async def test_a_paper_is_recognised(
    client: PdfClient, tmp_path: Path, page: FirstPage
) -> None:
    found = (await client.inspect(draw(page, tmp_path))).found

    assert found.is_sure, found.why
    assert bare(found.title) == bare(page.title)
    assert {i.scheme: i.value for i in found.identifiers} == page.identifiers
    if page.authors:
        assert found.authors == page.authors


@pytest.mark.asyncio
async def test_what_is_no_paper_is_never_sure(
    client: PdfClient, tmp_path: Path
) -> None:
    for page in OTHERS:
        found = (await client.inspect(draw(page, tmp_path))).found

        assert not found.is_sure, (page.name, found)
        assert "title" in found.why


@pytest.mark.asyncio
@pytest.mark.skipif(not RESEARCH.is_dir(), reason="the shared PDFs are not here")
async def test_shared_papers_are_right_or_unsure(client: PdfClient) -> None:
    files = {path.name: path for path in RESEARCH.rglob("*.pdf")}
    n_right = 0
    for name, title in TRUTH.items():
        found = (await client.inspect(files[name])).found
        is_right = bare(found.title) == bare(title)
        n_right += is_right and found.is_sure
        assert is_right or not found.is_sure, (name, found)

    assert TRUTH.keys() == files.keys()
    assert n_right >= LEAST_RIGHT * len(TRUTH)


@pytest.mark.asyncio
@pytest.mark.skipif(not DATA.is_dir(), reason="the shared PDFs are not here")
async def test_shared_broken_files_end_as_their_manifest_says(
    client: PdfClient,
) -> None:
    manifest = (DATA / "MANIFEST.md").read_text(encoding="utf-8")
    rows = re.findall(
        r"^\| (pdf-robustness/.*?\.pdf) \|.*\| PyMuPDF 2\.0: (.+?) \|$",
        manifest,
        re.MULTILINE,
    )
    wrong = {}
    for name, told in rows:
        outcome = await _outcome(client, DATA / name)
        expected = told.partition(",")[0] if "ok" not in told else told
        if not expected.startswith(outcome):
            wrong[name] = (outcome, told)

    assert len(rows) > 100
    assert wrong == {}


async def _outcome(client: PdfClient, path: Path) -> str:
    try:
        seen = await client.inspect(path)
    except Encrypted:
        return "needs_password"
    except Unreadable:
        return "exception"
    return f"ok, {seen.n_pages} pp" if seen.n_pages else "zero_pages"
