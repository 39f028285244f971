"""The guard: the same work, another one, or ask."""

import json
from pathlib import Path

import pymupdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.fetching import WorkRecord
from app.formats.atom import read_arxiv_feed
from app.sources.matching import Verdict, judge, plausible_first_page
from tests.support.paper_pdf import paper_pdf

SHARED = Path(__file__).parents[4] / "shared"
PDFS = SHARED / "data/research-pdfs"
LISTING = SHARED / "seeds/000_30069cea7c25ae93.txt"
RECORDED = SHARED / "data/api/arxiv.py"
needs_shared = pytest.mark.skipif(
    not SHARED.exists(), reason="the shared data is not beside the checkout"
)

CRANES = " ".join(f"crane number {n} folds and flies" for n in range(30))
BOATS = " ".join(f"boat number {n} swims and sinks" for n in range(30))

# First pages of PDF.js, grobid and science-parse test papers, titles read by eye.
TITLES = {
    "0807.3577": "Apparent and average accelerations of the Universe",
    "Wang-paperAVE2008": "Information Synthesis for Answer Validation",
    "ZFN-A-054-0304-0272": "Exact Solitary-wave Solutions for the General Fifth-order"
    " Shallow Water-wave Models",
    "gadr": "Generalized Markdown Architectural Decision Records: Capturing the Essence"
    " of Decisions",
    "sample": "Bi-criteria Algorithm for Scheduling Jobs on Cluster Platforms",
    "submission_363": "Coherence Properties of Quantum Dot Resonance Fluorescence",
    "test_Grobid_1_05452615": "A New Requirement Prioritization Model for Market Driven"
    " Products Using Analytical Hierarchical Process",
    "compressed.tracemonkey-pldi-09": "Trace-based Just-in-Time Type Specialization for"
    " Dynamic Languages",
    "map-reduce": "MapReduce: Simplified Data Processing on Large Clusters",
    "agarwal11": "Noisy Matrix Decomposition via Convex Relaxation: Optimal Rates in"
    " High Dimensions",
    "bohnet09": "Efficient Parsing of Syntactic and Semantic Dependency Structures",
    "ding11": "Maximum Margin Multi-Instance Learning",
    "fader11": "Identifying Relations for Open Information Extraction",
    "mooney05": "A Statistical Semantic Parser that Integrates Syntax and Semantics",
    "seung08": "Natural Image Denoising with Convolutional Networks",
    "smola10": "An Architecture for Parallel Topic Models",
}


def record(title: str, abstract: str = "") -> WorkRecord:
    return WorkRecord(
        title=title, abstract=abstract, authors=(), year=None, venue="", identifiers=()
    )


def listed_papers() -> list[tuple[str, str]]:
    blocks = LISTING.read_text(encoding="ascii").split("\n\n")[5:]
    return list(zip(blocks[::2], blocks[1::2], strict=True))


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("Paper Cranes: How They Fly", "paper cranes - how they fly"),
        ("Down-streaming of naïve cranes", "Downstreaming of naive Cranes"),
        (r"{\it Paper} cranes at \'Etretat", "Paper cranes at Étretat"),
        ("SAP^{2} cranes in high winds", "SAP$^2$ Cranes in High Winds"),
        ("Cranes don't fly alone", "Cranes don’t fly alone"),
        ("The eﬃcient crane flies", "The efficient crane flies"),
        ("Cranes at $1920\\times1080$ pixels", "Cranes at 1920times1080 pixels"),
    ],
)
def test_judge_when_titles_differ_in_spelling_only_is_same(
    ours: str, theirs: str
) -> None:
    assert judge(ours, "", record(theirs)).verdict is Verdict.SAME


@pytest.mark.parametrize(
    ("ours", "theirs", "abstract", "verdict"),
    [
        ("Paper cranes fly high", "Paper cranes fly high", BOATS, Verdict.UNSURE),
        ("Paper cranes fly low", "Paper cranes fly high", CRANES, Verdict.SAME),
        ("Paper cranes: Part I", "Paper cranes: Part II", BOATS, Verdict.UNSURE),
        ("Paper cranes: Part I", "Paper cranes: Part II", "", Verdict.UNSURE),
        ("Folding and flying", "Zeppelins over Mexico", CRANES, Verdict.UNSURE),
        ("Folding and flying", "Zeppelins over Mexico", BOATS, Verdict.OTHER),
        ("Folding and flying", "Zeppelins over Mexico", "", Verdict.OTHER),
        ("Cranes", "Cranes", "", Verdict.UNSURE),
        ("Cranes", "Cranes", CRANES, Verdict.SAME),
        ("", "", "", Verdict.OTHER),
    ],
)
def test_judge_by_title_and_abstract(
    ours: str, theirs: str, abstract: str, verdict: Verdict
) -> None:
    assert judge(ours, CRANES, record(theirs, abstract)).verdict is verdict


@given(st.text(), st.text(), st.text(), st.text())
def test_judge_any_text_gives_scores_in_range(a: str, b: str, c: str, d: str) -> None:
    match = judge(a, b, record(c, d))

    assert 0 <= match.title_score <= 1
    assert match.abstract_score is None or 0 <= match.abstract_score <= 1


@needs_shared
def test_judge_the_saved_listing_knows_its_own_and_no_other() -> None:
    papers = listed_papers()
    (reply,) = RECORDED.glob("q_testing_s0_m100_*.json")
    body: str = json.loads(reply.read_text(encoding="utf-8"))["body"]
    works = [record(*paper) for paper in papers] + list(read_arxiv_feed(body.encode()))

    for number, paper in enumerate(papers):
        verdicts = [judge(*paper, work).verdict for work in works]

        assert verdicts.pop(number) is Verdict.SAME
        assert set(verdicts) == {Verdict.OTHER}


@needs_shared
@pytest.mark.parametrize(
    ("number", "arxiv_title"),
    [
        (8, "Posterior Collapse in Linear Conditional and Hierarchical VAEs"),
        (31, "Increasing Probability Mass on Answer Choices Does Not Always Improve"),
    ],
)
def test_judge_when_arxiv_has_another_title_needs_the_abstract(
    number: int, arxiv_title: str
) -> None:
    title, abstract = listed_papers()[number - 1]

    with_abstract = judge(title, abstract, record(arxiv_title, abstract))
    without = judge(title, abstract, record(arxiv_title))

    assert with_abstract.verdict in (Verdict.SAME, Verdict.UNSURE)
    assert without.verdict is not Verdict.SAME


def first_page(pdf: bytes) -> str:
    with pymupdf.open(stream=pdf, filetype="pdf") as document:
        return str(document[0].get_text())


def test_first_page_of_our_own_pdf_is_the_same() -> None:
    title = "Beyond Paper Cranes: Detecting Their Collapse in Hierarchical Winds"
    page = first_page(paper_pdf(title, authors=["Ada Example"], abstract=CRANES))

    assert plausible_first_page(title, page) is Verdict.SAME
    assert plausible_first_page("Zeppelins over New Mexico", page) is Verdict.OTHER


@pytest.mark.parametrize(
    "page",
    [
        "Proceedings of X\nDetecting Collapse in Hier-\narchical Cranes\nAda Example\n",
        "D ETECTING C OLLAPSE IN H IERARCHICAL C RANES\nAda Example, University of X\n",
        "DETECTING COLLAPSE IN\nHIERARCHICAL CRANES∗\nAda Example, University of X Y\n",
        "arXiv:2401.01234v1\nDetecting\n1\nCollapse in Hierarchical Cranes\nAda Exam\n",
    ],
)
def test_first_page_however_set_is_the_same(page: str) -> None:
    title = "Detecting Collapse in Hierarchical Cranes"

    assert plausible_first_page(title, page) is Verdict.SAME


def test_first_page_that_only_cites_the_title_asks() -> None:
    page = f"Another work\nBob\nAbstract\nWe extend The Crane Prior. {CRANES}"

    assert plausible_first_page("The Crane Prior", page) is Verdict.UNSURE


@pytest.mark.parametrize("page", ["", " \n", "12\n"])
def test_first_page_without_text_asks(page: str) -> None:
    assert plausible_first_page("Paper cranes", page) is Verdict.UNSURE


@given(st.text(), st.text())
def test_first_page_any_text_gives_a_verdict(title: str, page: str) -> None:
    assert isinstance(plausible_first_page(title, page), Verdict)


@needs_shared
def test_first_pages_of_real_papers_accept_their_own_and_no_other_title() -> None:
    pages = {
        path.stem: first_page(path.read_bytes())
        for path in PDFS.rglob("*.pdf")
        if path.stem in TITLES
    }
    foreign = [title for title, _ in listed_papers()]

    assert len(pages) == len(TITLES)
    for name, page in pages.items():
        others = [title for stem, title in TITLES.items() if stem != name] + foreign
        verdicts = [plausible_first_page(title, page) for title in others]

        assert plausible_first_page(TITLES[name], page) is Verdict.SAME
        assert Verdict.SAME not in verdicts
        assert verdicts.count(Verdict.UNSURE) <= 2
