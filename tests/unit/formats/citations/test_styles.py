"""Citations in five styles, as the manuals of the styles have them."""

import pytest

from app.domain.paper import Author, Detail, Identifier, Paper
from app.formats.citations.citing import as_html, plain
from app.formats.citations.styles import STYLES, cite, style
from app.formats.format_names import STYLES as NAMES
from tests.support.references import a_paper


def people(*names: str) -> tuple[Author, ...]:
    return tuple(map(Author, names))


def details(**values: str) -> tuple[Detail, ...]:
    return tuple(Detail(k.replace("_", "-"), v) for k, v in values.items())


DOI = (Identifier("doi", "10.1038/nature14539"),)
ARTICLE = a_paper(
    "Deep learning",
    authors=people("Yann LeCun", "Yoshua Bengio", "Geoffrey E. Hinton"),
    year=2015,
    venue="Nature",
    kind="article-journal",
    details=details(volume="521", issue="7553", page="436-444"),
    identifiers=DOI,
)
PROCEEDINGS = a_paper(
    "Attention is all you need",
    authors=people(
        *("Ashish Vaswani", "Noam Shazeer", "Niki Parmar", "Jakob Uszkoreit"),
        *("Llion Jones", "Aidan N. Gomez", "Łukasz Kaiser", "Illia Polosukhin"),
    ),
    year=2017,
    venue="Advances in Neural Information Processing Systems",
    kind="paper-conference",
    details=details(page="5998--6008", publisher="Curran"),
)
PREPRINT = a_paper(
    "GPT-4 technical report",
    authors=(Author("OpenAI", "OpenAI"),),
    year=2023,
    kind="article",
    identifiers=(Identifier("arxiv", "2303.08774"),),
)
BOOK = a_paper(
    "Pattern recognition and machine learning",
    authors=people("Christopher M. Bishop"),
    year=2006,
    kind="book",
    details=details(publisher="Springer", publisher_place="New York", edition="2nd"),
)
CHAPTER = a_paper(
    "Learning internal representations",
    authors=people("David E. Rumelhart", "Jean-Pierre Serre"),
    year=1986,
    venue="Parallel distributed processing",
    kind="chapter",
    details=details(page="318-362", editor="von Ahn, Luis", publisher="MIT Press"),
)
THESIS = a_paper(
    "On tides",
    authors=people("Ada Example"),
    kind="thesis",
    details=details(publisher="TU Munich", genre="PhD thesis"),
)
REPORT = a_paper(
    "State of the sea",
    authors=people("World Health Organization"),
    year=2020,
    kind="report",
    details=details(publisher="WHO Press", number="TR-7"),
)
NOBODY = a_paper("Who are you?", year=1999, venue="J. Odd", kind="article-journal")
EVERY = (ARTICLE, PROCEEDINGS, PREPRINT, BOOK, CHAPTER, THESIS, REPORT, NOBODY)

EXPECTED = {
    "apa": (
        "LeCun, Y., Bengio, Y., & Hinton, G. E. (2015). Deep learning. Nature, "
        "521(7553), 436–444. https://doi.org/10.1038/nature14539",
        "Vaswani, A., Shazeer, N., Parmar, N., Uszkoreit, J., Jones, L., Gomez, A. N., "
        "Kaiser, Ł., & Polosukhin, I. (2017). Attention is all you need. In Advances "
        "in Neural Information Processing Systems (pp. 5998–6008). Curran.",
        "OpenAI. (2023). GPT-4 technical report (arXiv:2303.08774). arXiv. "
        "https://arxiv.org/abs/2303.08774",
        "Bishop, C. M. (2006). Pattern recognition and machine learning (2nd ed.). "
        "Springer.",
        "Rumelhart, D. E., & Serre, J.-P. (1986). Learning internal representations. "
        "In L. von Ahn (Ed.), Parallel distributed processing (pp. 318–362). "
        "MIT Press.",
        "Example, A. (n.d.). On tides [Doctoral dissertation, TU Munich].",
        "World Health Organization. (2020). State of the sea (Report No. TR-7). "
        "WHO Press.",
        "Who are you? (1999). J. Odd.",
    ),
    "ieee": (
        "[1] Y. LeCun, Y. Bengio, and G. E. Hinton, “Deep learning,” Nature, "
        "vol. 521, no. 7553, pp. 436–444, 2015, doi: 10.1038/nature14539.",
        "[2] A. Vaswani et al., “Attention is all you need,” in Advances in Neural "
        "Information Processing Systems, 2017, pp. 5998–6008.",
        "[3] OpenAI, “GPT-4 technical report,” 2023, arXiv:2303.08774.",
        "[4] C. M. Bishop, Pattern recognition and machine learning, 2nd ed. "
        "New York: Springer, 2006.",
        "[5] D. E. Rumelhart and J.-P. Serre, “Learning internal representations,” in "
        "Parallel distributed processing, L. von Ahn, Ed. MIT Press, 1986, "
        "pp. 318–362.",
        "[6] A. Example, “On tides,” Ph.D. dissertation, TU Munich.",
        "[7] World Health Organization, “State of the sea,” WHO Press, Rep. TR-7, "
        "2020.",
        "[8] “Who are you?” J. Odd, 1999.",
    ),
    "chicago": (
        "LeCun, Yann, Yoshua Bengio, and Geoffrey E. Hinton. 2015. “Deep learning.” "
        "Nature 521 (7553): 436–444. https://doi.org/10.1038/nature14539.",
        "Vaswani, Ashish, Noam Shazeer, Niki Parmar, Jakob Uszkoreit, Llion Jones, "
        "Aidan N. Gomez, Łukasz Kaiser, and Illia Polosukhin. 2017. “Attention is all "
        "you need.” In Advances in Neural Information Processing Systems, 5998–6008. "
        "Curran.",
        "OpenAI. 2023. “GPT-4 technical report.” Preprint, arXiv. "
        "https://arxiv.org/abs/2303.08774.",
        "Bishop, Christopher M. 2006. Pattern recognition and machine learning. "
        "2nd ed. New York: Springer.",
        "Rumelhart, David E., and Jean-Pierre Serre. 1986. “Learning internal "
        "representations.” In Parallel distributed processing, edited by Luis von Ahn, "
        "318–362. MIT Press.",
        "Example, Ada. n.d. “On tides.” PhD diss., TU Munich.",
        "World Health Organization. 2020. State of the sea. WHO Press.",
        "“Who are you?” 1999. J. Odd.",
    ),
    "mla": (
        "LeCun, Yann, et al. “Deep learning.” Nature, vol. 521, no. 7553, 2015, "
        "pp. 436–444, https://doi.org/10.1038/nature14539.",
        "Vaswani, Ashish, et al. “Attention is all you need.” Advances in Neural "
        "Information Processing Systems, Curran, 2017, pp. 5998–6008.",
        "OpenAI. “GPT-4 technical report.” arXiv, 2023, "
        "https://arxiv.org/abs/2303.08774.",
        "Bishop, Christopher M. Pattern recognition and machine learning. 2nd ed., "
        "Springer, 2006.",
        "Rumelhart, David E., and Jean-Pierre Serre. “Learning internal "
        "representations.” Parallel distributed processing, edited by Luis von Ahn, "
        "MIT Press, 1986, pp. 318–362.",
        "Example, Ada. On tides. TU Munich, PhD dissertation.",
        "World Health Organization. State of the sea. WHO Press, 2020.",
        "“Who are you?” J. Odd, 1999.",
    ),
    "nature": (
        "1. LeCun, Y., Bengio, Y. & Hinton, G. E. Deep learning. Nature 521, 436–444 "
        "(2015).",
        "2. Vaswani, A. et al. Attention is all you need. In Advances in Neural "
        "Information Processing Systems 5998–6008 (Curran, 2017).",
        "3. OpenAI. GPT-4 technical report. Preprint at "
        "https://arxiv.org/abs/2303.08774 (2023).",
        "4. Bishop, C. M. Pattern recognition and machine learning 2nd edn (Springer, "
        "2006).",
        "5. Rumelhart, D. E. & Serre, J.-P. Learning internal representations. In "
        "Parallel distributed processing (ed. von Ahn, L.) 318–362 (MIT Press, 1986).",
        "6. Example, A. On tides. PhD thesis, TU Munich.",
        "7. World Health Organization. State of the sea (WHO Press, 2020).",
        "8. Who are you? J. Odd (1999).",
    ),
}


@pytest.mark.parametrize("name", NAMES)
def test_each_kind_of_work_is_cited_as_its_manual_says(name: str) -> None:
    assert tuple(map(plain, cite(EVERY, style(name)))) == EXPECTED[name]


@pytest.mark.parametrize(
    ("name", "cited"),
    [
        ("apa", "Deep learning. <i>Nature</i>, <i>521</i>(7553)"),
        ("ieee", "“Deep learning,” <i>Nature</i>, vol. 521"),
        ("chicago", "“Deep learning.” <i>Nature</i> 521"),
        ("mla", "“Deep learning.” <i>Nature</i>, vol."),
        ("nature", "<i>Nature</i> <b>521</b>, 436–444"),
    ],
)
def test_journals_are_set_in_italics(name: str, cited: str) -> None:
    assert cited in as_html(cite([ARTICLE], style(name)))


def test_html_of_a_title_is_escaped() -> None:
    evil = a_paper("<script>alert(1)</script> & \ue000x")

    for each in STYLES:
        told = as_html(cite([evil], each))
        assert "<script" not in told
        assert "&amp;" in told
        assert told.count("<i>") == told.count("</i>")


def authored(n: int, year: int | None = 2020, title: str = "A") -> Paper:
    names = people(*(f"Ann Name{chr(65 + i)}" for i in range(n)))
    return a_paper(title, authors=names, year=year, kind="book")


@pytest.mark.parametrize(
    ("name", "n", "begin"),
    [
        ("apa", 20, "S., & NameT, A. (2020)"),
        ("apa", 21, "NameS, A., . . . NameU, A. (2020)"),
        ("ieee", 6, "and A. NameF,"),
        ("ieee", 7, "A. NameA et al.,"),
        ("chicago", 10, "and Ann NameJ. 2020"),
        ("chicago", 11, "Ann NameG, et al. 2020"),
        ("mla", 2, "NameA, Ann, and Ann NameB."),
        ("mla", 3, "NameA, Ann, et al."),
        ("nature", 5, "NameD, A. & NameE, A."),
        ("nature", 6, "NameA, A. et al."),
    ],
)
def test_many_authors_are_shortened_as_each_style_does(
    name: str, n: int, begin: str
) -> None:
    [told] = cite([authored(n)], style(name))

    text = plain(told).replace("NameS, A., & NameT", "S., & NameT")
    assert begin in text


@pytest.mark.parametrize(
    ("name", "years"), [("apa", ("2020a", "2020b")), ("chicago", ("2020a", "2020b"))]
)
def test_works_of_one_year_are_told_apart(name: str, years: tuple[str, str]) -> None:
    papers = [authored(1), authored(1, title="B"), authored(1, year=2021)]

    told = [plain(each) for each in cite(papers, style(name))]

    assert [year in text for year, text in zip(years, told, strict=False)] == [True] * 2
    assert "2021a" not in told[2]


def test_number_stands_in_lists_alone() -> None:
    assert plain(cite([BOOK], style("ieee"))[0]).startswith("C. M. Bishop")


def test_styles_are_named_as_the_settings_name_them() -> None:
    assert tuple(each.name for each in STYLES) == NAMES
    assert style("no such").name == NAMES[0]
