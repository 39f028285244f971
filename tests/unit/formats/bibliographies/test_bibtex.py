"""BibTeX that reads back to the same fields."""

import re
from datetime import UTC, datetime

import bibtexparser
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.paper import Author, Identifier, Link, LinkKind, Paper, PaperId, Status
from app.formats.bibliographies.bibtex import escape, write_bibtex
from app.formats.text import clean

COMMANDS = {
    r"\textbackslash{}": "\\",
    r"\textbraceleft{}": "{",
    r"\textbraceright{}": "}",
    r"\textasciitilde{}": "~",
    r"\textasciicircum{}": "^",
}
PLAIN = st.text(alphabet=st.characters(codec="utf-8"), max_size=80)


def paper(
    title: str = "A Mirage?",
    *,
    authors: tuple[str, ...] = (),
    year: int | None = None,
    venue: str = "",
    abstract: str = "",
    identifiers: tuple[Identifier, ...] = (),
    url: str = "",
) -> Paper:
    return Paper(
        id=PaperId("0b5d0a52-0000-4000-8000-000000000000"),
        title=title,
        abstract=abstract,
        authors=tuple(Author(name) for name in authors),
        year=year,
        venue=venue,
        identifiers=identifiers,
        links=(Link(url, LinkKind.OTHER),) if url else (),
        status=Status.NEW,
        is_starred=False,
        rating=0,
        topics=(),
        tags=(),
        provenance=(),
        files=(),
        note=None,
        n_marks=0,
        progress=None,
        added_at=datetime(2025, 3, 11, tzinfo=UTC),
        is_trashed=False,
    )


def unescape(text: str) -> str:
    """Undo `escape` for text without maths."""
    pattern = "|".join(re.escape(command) for command in COMMANDS)
    return re.sub(
        rf"({pattern})|\\([%&#_$])",
        lambda match: COMMANDS[match[1]] if match[1] else match[2],
        text,
    )


def read_back(written: str) -> list[tuple[str, dict[str, str]]]:
    library = bibtexparser.parse_string(written)
    assert not library.failed_blocks
    return [
        (entry.key, {field.key: field.value for field in entry.fields})
        for entry in library.entries
    ]


def test_write_bibtex_when_full_then_reads_back_the_same() -> None:
    one = paper(
        "Are $\\ell_2$ Balls 100% Round?",
        authors=("Rylan Schaeffer", "Brando Miranda", "Sanmi & Koyejo"),
        year=2023,
        venue="Journal of Balls",
        abstract="Costs 5% & a_b #1 {x} ~ ^ \\ $5.",
        identifiers=(
            Identifier("arxiv", "2304.15004"),
            Identifier("doi", "10.1000/a_b(1)"),
        ),
    )

    [(key, fields)] = read_back(write_bibtex([one]))

    assert key == "schaeffer2023ell"
    assert fields["title"] == "Are $\\ell_2$ Balls 100\\% Round?"
    assert unescape(fields["author"]) == (
        "Schaeffer, Rylan and Miranda, Brando and Koyejo, Sanmi &"
    )
    assert (fields["year"], fields["journal"]) == ("2023", "Journal of Balls")
    assert (fields["eprint"], fields["archivePrefix"]) == ("2304.15004", "arXiv")
    assert fields["doi"] == "10.1000/a_b(1)"
    assert fields["url"] == "https://arxiv.org/abs/2304.15004"
    assert unescape(fields["abstract"]) == one.abstract


@pytest.mark.parametrize(
    ("one", "key"),
    [
        (
            paper("The Consciousness Prior", authors=("Yoshua Bengio",), year=2017),
            "bengio2017consciousness",
        ),
        (paper("X-Ray", authors=("Erdős, Pál",)), "erdosxray"),
        (paper("A Theory of Everything, Revised"), "theoryeverythingrevised"),
        (paper("書"), "paper0b5d0a52"),
    ],
)
def test_write_bibtex_when_names_differ_then_a_plain_key(one: Paper, key: str) -> None:
    assert read_back(write_bibtex([one]))[0][0] == key


def test_write_bibtex_when_keys_repeat_then_letters_tell_them_apart() -> None:
    entries = read_back(write_bibtex([paper("Same")] * 30))

    keys = [key for key, _ in entries]
    assert keys[:3] == ["same", "samea", "sameb"]
    assert keys[-1] == "sameac"


def test_write_bibtex_when_a_name_holds_and_then_it_is_one_author() -> None:
    [(_, fields)] = read_back(write_bibtex([paper(authors=("Bread and Butter Lab",))]))

    assert fields["author"] == "{Bread and Butter Lab}"


def test_write_bibtex_when_proceedings_then_booktitle() -> None:
    written = write_bibtex([paper(venue="Proceedings of Balls")])

    assert written.startswith("@inproceedings{")
    assert read_back(written)[0][1]["booktitle"] == "Proceedings of Balls"


@pytest.mark.parametrize("text", ["$a_{1}$", "from $x^2$ to $\\alpha$"])
def test_escape_when_maths_then_it_is_kept(text: str) -> None:
    assert escape(text) == text


@pytest.mark.parametrize("text", ["$5 and $10", "$a}$ b", "$100% {$"])
def test_escape_when_no_maths_then_dollars_are_escaped(text: str) -> None:
    assert unescape(escape(text)) == text
    assert not re.search(r"(?<!\\)\$", escape(text))


@given(title=PLAIN, abstract=PLAIN, author=PLAIN, url=PLAIN)
def test_write_bibtex_when_any_text_then_it_is_one_sound_entry(
    title: str, abstract: str, author: str, url: str
) -> None:
    one = paper(title, abstract=abstract, authors=(author,), url=url)

    [(_, fields)] = read_back(write_bibtex([one]))

    shown = " ".join(clean(title).split())
    if "$" not in shown:
        assert unescape(fields.get("title", "")) == shown
