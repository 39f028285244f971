"""What a paper's text points at: mentions, captions, equations, references."""

from dataclasses import dataclass
from pathlib import Path

import pymupdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.mark import Quad
from app.formats.mentions.bibliography import find_by_names
from app.formats.mentions.finding import MentionKind, mentions_in
from app.formats.mentions.placed import PlacedPage, rows_of
from app.formats.mentions.targets import Heading, Target, TargetIndex
from app.pdf.lines import from_raw

SHARED = Path(__file__).parents[3] / ".." / "shared" / "data" / "research-pdfs"
Kind = MentionKind
FLAGS = (
    pymupdf.TEXT_PRESERVE_WHITESPACE
    | pymupdf.TEXT_MEDIABOX_CLIP
    | pymupdf.TEXT_CID_FOR_UNKNOWN_UNICODE
)


@dataclass(frozen=True)
class Line:
    """A line of a page, as tall as letters of 10 points."""

    text: str
    left: float
    top: float
    block: int = 0
    right: float = 0.0
    is_horizontal: bool = True

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.top + 10


def line(text: str, left: float, top: float, block: int = 0) -> Line:
    """Make a line whose letters are 5 points wide."""
    return Line(text, left, top, block, left + 5 * len(text))


def told(text: str) -> list[tuple[str, str]]:
    """Return kind and label of the mentions in a text of lines."""
    return [(m.kind.value, m.label) for m in mentions_in(text.split("\n"))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("see Fig. 3 and", [("figure", "3")]),
        ("Figure 3a shows", [("figure", "3")]),
        ("in Fig. 3(b), too", [("figure", "3")]),
        ("Figs. 2 and 4", [("figure", "2"), ("figure", "4")]),
        ("Figures 2–4", [("figure", "2"), ("figure", "4")]),
        ("Fig-\nure 7", [("figure", "7")]),
        ("Figure\n12", [("figure", "12")]),
        ("Table 2", [("table", "2")]),
        ("TABLE II", [("table", "II")]),
        ("Figure A.1", [("figure", "A.1")]),
        ("Eq. (4)", [("equation", "4")]),
        ("Eqs. (4) and (5)", [("equation", "4"), ("equation", "5")]),
        ("from (4) we", [("equation", "4")]),
        ("Section 3.1", [("section", "3.1")]),
        ("(see Section 5)", [("section", "5")]),
        ("§3.2", [("section", "3.2")]),
        ("Appendix B", [("section", "B")]),
        ("Theorem 2", [("statement", "theorem 2")]),
        ("Lemmas 1 and 2", [("statement", "lemma 1"), ("statement", "lemma 2")]),
        ("Corollary 3", [("statement", "corollary 3")]),
        ("Algorithm 1", [("algorithm", "1")]),
        ("as in [12].", [("reference", "12")]),
        ("as in [3, 5–7].", [("reference", n) for n in "3567"]),
        ("as in [3,\n5]", [("reference", "3"), ("reference", "5")]),
        ("[12, p. 4]", [("reference", "12")]),
        ("see [Vas17; BGV92]", [("reference", "Vas17"), ("reference", "BGV92")]),
        ("Smith et al. (2020) say", [("authors", "2020")]),
        ("(A and Doe, 2020; Lee, 2021)", [("authors", "2020"), ("authors", "2021")]),
        ("Smith (2019, 2020b)", [("authors", "2019"), ("authors", "2020b")]),
        ("(Lee, 2020a,b)", [("authors", "2020a"), ("authors", "2020b")]),
        ("van der Berg (2001)", [("authors", "2001")]),
        ("in October 2008 we", []),
        ("a figure of speech, a table for 2", []),
        ("section I. There", []),
        ("x[1024] = 12345", [("reference", "1024")]),
        ("", []),
    ],
)  # fmt: skip
def test_mentions_are_found(text: str, found: list[tuple[str, str]]) -> None:
    assert told(text) == found


def test_names_before_a_year_are_told() -> None:
    (one,) = mentions_in(["in (van den Berg & Doe-Ray, 2020), we"])
    assert one.names == ("van den Berg", "Doe-Ray")
    (two,) = mentions_in(["Schoen-", "mackers et al. (2010)"])
    assert two.names == ("Schoenmackers",)
    assert [piece[0] for piece in two.pieces] == [0, 1]


@given(
    st.lists(
        st.text(alphabet="Fig. 3[12],(4)–Smith et al2020\u00ad-&andSec", max_size=40),
        max_size=6,
    )
)
def test_mentions_lie_in_their_lines_and_never_overlap(lines: list[str]) -> None:
    taken: set[tuple[int, int]] = set()
    spans = {mention.pieces for mention in mentions_in(lines)}
    for pieces in spans:
        for number, start, end in pieces:
            assert 0 <= start < end <= len(lines[number])
    for mention in mentions_in(lines):
        if mention.kind not in (Kind.REFERENCE, Kind.AUTHORS):
            at = {(n, i) for n, a, b in mention.pieces for i in range(a, b)}
            assert not at & taken
            taken |= at


def page_of(*lines: Line, index: int = 0) -> PlacedPage:
    """Make a page of lines."""
    return PlacedPage(index, 612, 792, lines)


LONG = "words and words and words that fill the whole of the line to its end"


def paper() -> TargetIndex:
    """Make a paper of two pages."""
    first = [line(LONG, 72, 72 + 12 * n, 1) for n in range(8)]
    first += [
        line("a label", 200, 250, 2),
        line("Figure 3: What was found.", 72, 330, 3),
        *(line(LONG, 72, 360 + 12 * n, 4) for n in range(6)),
        line("Figure 3 shows that and", 72, 432, 4),
        line("2", 72, 470, 5),
        line("Methods", 84, 470, 5),
        *(line(LONG, 72, 490 + 12 * n, 6) for n in range(3)),
        line("E = mc", 200, 540, 7),
        line("(4)", 72 + 5 * len(LONG) - 15, 540, 7),
        *(line(LONG, 72, 565 + 12 * n, 8) for n in range(2)),
    ]
    second = [
        line("References", 72, 72, 0),
        line("A. Bird and B. Nest. 2019a. On feathers. In Proc-", 72, 90, 1),
        line("eedings of Birds.", 82, 102, 1),
        line("A. Bird and C. Egg. 2019b. On eggs. Journal of", 72, 118, 1),
        line("Eggs.", 82, 130, 1),
        line("Å. Bîrd. 2020. On nests. Journal of nests and", 72, 146, 2),
        line("other things.", 82, 158, 2),
    ]
    return TargetIndex([page_of(*first), page_of(*second, index=1)])


def find(index: TargetIndex, text: str) -> Target | None:
    """Find the target of the only mention in a text."""
    (mention,) = mentions_in([text])
    return index.find(mention)


def test_a_figure_is_its_caption_with_the_room_above() -> None:
    target = find(paper(), "Fig. 3")
    assert target is not None
    assert target.page_index == 0
    assert target.text == "Figure 3: What was found."
    assert 160 <= target.box.top <= 180
    assert 340 <= target.box.bottom <= 345


def test_an_equation_is_found_by_its_number_at_the_edge() -> None:
    target = find(paper(), "by (4) it")
    assert target is not None
    assert 530 <= target.box.top <= 540 <= 550 <= target.box.bottom <= 562


def test_a_section_is_found_by_its_heading_or_the_outline() -> None:
    target = find(paper(), "Section 2")
    assert target is not None
    assert target.text == "2 Methods"
    pages = [page_of(line(LONG, 72, 72), line("Methods", 72, 300, 1))]
    told = TargetIndex(pages, [Heading("2 Methods", 0, 295.0)])
    target = find(told, "Section 2")
    assert target is not None
    assert target.text == "Methods"


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("Bird and Nest (2019)", "A. Bird and B. Nest. 2019a. On feathers. In Proceed"),
        ("Bird and Egg (2019b)", "A. Bird and C. Egg"),
        ("Bird (2019b)", "A. Bird and C. Egg"),
        ("Bird (2020)", "Å. Bîrd. 2020."),
    ],
)  # fmt: skip
def test_references_are_found_by_names_and_year(text: str, starts: str) -> None:
    target = find(paper(), text)
    assert target is not None
    assert target.text.startswith(starts)
    assert target.page_index == 1


def test_an_appendix_behind_the_references_is_found() -> None:
    index = TargetIndex(
        (
            page_of(line("and so on.", 50, 40), line("References", 50, 80, 1)),
            page_of(
                line("[1] A. Vasquez. Birds. 2017.", 50, 60, 0),
                line("[2] B. Hull. Tides of the north. 2019.", 50, 75, 1),
                line("[3] C. Lee. Harbours. 2020.", 50, 90, 2),
                line("A Counting birds", 50, 150, 3),
                line("The birds are counted by the pier and once more.", 50, 175, 4),
                index=1,
            ),
        )
    )

    found = find(index, "Appendix A")

    assert found is not None
    assert found.text == "A Counting birds"


def test_a_name_cut_behind_mc_is_whole() -> None:
    [mention] = mentions_in(["so do Mc-", "Donald and Pereira (2006)"])

    assert mention.names == ("McDonald", "Pereira")


def test_what_is_not_there_is_not_found() -> None:
    index = paper()
    for text in ("Figure 9", "(9)", "Section 9", "[9]", "Nobody (2020)", "Bird (1999)"):
        assert find(index, text) is None, text


def test_a_caption_is_not_its_own_mention() -> None:
    index = paper()
    (mention,) = mentions_in(["Figure 3: What was found."])
    assert index.is_itself(mention, 0, Quad(72, 330, 110, 340))
    assert not index.is_itself(mention, 0, Quad(72, 432, 110, 442))


@given(
    st.lists(
        st.tuples(st.text(max_size=30), st.integers(0, 500), st.integers(0, 700)),
        max_size=25,
    )
)
def test_any_page_is_read(places: list[tuple[str, int, int]]) -> None:
    lines = [
        line(text, left, top, n // 3) for n, (text, left, top) in enumerate(places)
    ]
    page = page_of(line("References", 72, 10), *lines)
    index = TargetIndex([page])
    assert len(rows_of(page)) <= len(lines) + 1
    for mention in mentions_in([each.text for each in page.lines]):
        target = index.find(mention)
        if target is not None:
            assert target.box.left <= target.box.right
            assert target.box.top <= target.box.bottom
    assert find_by_names(index.entries, ("x",), "2020") is None or index.entries


FACTS = """\
science-parse/fader11.pdf
Kim and Moldovan (1993) > 11 J. Kim and D. Moldovan. 1993
Banko et al. (2007) > 10 Michele Banko, Michael J. Cafarella
Wu and Weld (2010) > 11 Fei Wu and Daniel S. Weld
Schoenmackers et al. (2010) > 11 Stefan Schoenmackers
Stevenson et al. (2004) > 11 Suzanne Stevenson
Sekine (2006) > 11 Satoshi Sekine
Table 1 > 2 Table 1: Examples of incoherent
Table 3 > 5 Table 3: Approximately 85%
Figure 1 > 4 Figure 1: A simple part-of-speech
Figure 5 > 8 Figure 5: On the subtask
Section 2 > 2 2 Previous Work
Section 3.3 > 4 3.3 Limitations
Section 5.2 > 9 5.2 REVERB Error
pdf.js/compressed.tracemonkey-pldi-09.pdf
[8] > 14 [8] M. Berndl
[19] > 14 [19] M. Zaleski
Figure 2 > 2 Figure 2. State machine
Figure 10 > 11 Figure 10. Speedup
Section 7 > 10 7. Evaluation
Section 3.3 > 6 3.3 Blacklisting
science-parse/agarwal11.pdf
(4) > 3 (4)
(10) > 3 (10)
Theorem 1 > 4 Theorem 1
Theorem 2 > 6 Theorem 2 (Minimax
Corollary 2 > 5 Corollary 2.
Definition 1 > 4 Definition 1.
Negahban and Wainwright (2010) > 8 Negahban, S. and Wainwright
Gordon et al. (2007) > 8 Gordon, Y.
Figure 3 > 7 Figure 3. Plot
grobid/0807.3577.pdf
Section 4 > 6 4. The apparent
(A.3) > 11 (A.3)
Figure A.1 > 13 Figure A.1.
[2] > 14 [2] Hinshaw
grobid/Wang-paperAVE2008.pdf
Wang and Neumann (2007a) > 5 10. Wang
Wang and Neumann (2007b) > 5 11. Wang
Palmer et al. (2002) > 5 6. Gildea
science-parse/bohnet09.pdf
Nivre and Nilsson (2005) > 6 Joakim. Nivre
Table 5 > 5 Table 5: Argument
science-parse/mooney05.pdf
Zue and Glass (2000) > 8 Victor W. Zue
Figure 9 > 7 Figure 9: Recall
science-parse/smola10.pdf
Algorithm 2 > 6 Algorithm 2 Global
Section 4.3 > 5 4.3 Initialization
science-parse/ding11.pdf
Eq. (3) > 4 (3)
[4] > 9 [4] Z.J. Zha
grobid/test_Grobid_1_05452615.pdf
Table 7 > 4 Table 7 Eigen
"""
"""What is pointed at in papers of others, looked up by hand: page and first words."""


def facts() -> list[tuple[str, str, int, str]]:
    """Return file, mention, page from 1 and first words of each fact."""
    found, file = [], ""
    for row in FACTS.splitlines():
        if row.endswith(".pdf"):
            file = row
        else:
            mention, rest = row.split(" > ")
            page, words = rest.split(" ", 1)
            found.append((file, mention, int(page), words))
    return found


def index_of(path: Path) -> TargetIndex:
    """Index a PDF; lines come as the worker's do."""
    pages = []
    with pymupdf.open(path) as document:
        for number, page in enumerate(document):
            blocks = page.get_text("rawdict", flags=FLAGS)["blocks"]
            lines = from_raw(blocks).lines
            pages.append(PlacedPage(number, *page.rect.br, lines))
    return TargetIndex(pages)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared PDFs are not here")
def test_what_papers_of_others_point_at_is_found() -> None:
    indexes: dict[str, TargetIndex] = {}
    wrong = []
    for file, text, page, words in facts():
        if file not in indexes:
            indexes[file] = index_of(SHARED / file)
        target = find(indexes[file], text)
        found = (target.page_index + 1, target.text) if target else None
        if found is None or found[0] != page or not found[1].startswith(words):
            wrong.append((file, text, found))
    assert wrong == []
