"""What comes in with bad intent, through the terminal: read as data, or told."""

import os
import stat
import unicodedata
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pymupdf as untyped_pymupdf
import pytest

from tests.support.paper_pdf import paper_pdf

pymupdf: Any = untyped_pymupdf
Octavo = Callable[..., tuple[int, Any]]

TITLE = "Tidewater: Streaming Attention for Sensors"
ENTRY = "@article{{{key}, title={{{title}}}, author={{Ada Example}}, year={{2021}}}}\n"


def bib(title: str = TITLE, key: str = "a") -> str:
    return ENTRY.format(key=key, title=title)


def imported(octavo: Octavo, *sources: object) -> dict[str, Any]:
    code, report = octavo("import", *map(str, sources))
    assert code == 0, report
    told: dict[str, Any] = report
    return told


def titles(octavo: Octavo) -> list[str]:
    return sorted(paper["title"] for paper in octavo("list")[1])


def below(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFCHR, stat.S_IFIFO])
def test_member_that_is_no_file_is_told_and_makes_none(
    octavo: Octavo, tmp_path: Path, kind: int
) -> None:
    archive = tmp_path / "papers.zip"
    with zipfile.ZipFile(archive, "w") as made:
        odd = zipfile.ZipInfo("odd.bib")
        odd.external_attr = (kind | 0o777) << 16
        made.writestr(odd, "/etc/passwd")
        made.writestr("good.bib", bib())

    told = imported(octavo, archive)

    assert titles(octavo) == [TITLE]
    (odd_one,) = told["skipped"]
    assert odd_one["where"] == "papers.zip, odd.bib"
    assert odd_one["why"] in ("is a link", "is no file")


def test_members_that_lie_over_each_other_are_not_unpacked(
    octavo: Octavo, tmp_path: Path
) -> None:
    archive = tmp_path / "papers.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("good.bib", bib() + os.urandom(1_000_000).hex())
        (first,) = made.infolist()
        for number in range(3_000):
            again = zipfile.ZipInfo(f"{number}.bib")
            for name in ("CRC", "compress_size", "file_size", "compress_type"):
                setattr(again, name, getattr(first, name))
            again.header_offset = first.header_offset
            made.filelist.append(again)
            made.NameToInfo[again.filename] = again

    code, told = octavo("import", str(archive))

    assert code == 1
    assert "lie over each other" in told["error"]


def test_files_that_are_not_what_they_are_called_are_read_as_what_they_are(
    octavo: Octavo, tmp_path: Path
) -> None:
    pdf = paper_pdf(TITLE, abstract="It tells at length. " * 9)
    (tmp_path / "paper.txt").write_bytes(pdf)
    (tmp_path / "list.pdf").write_text(bib("Another Title for Another Paper"), "utf-8")
    (tmp_path / "both.html").write_bytes(b"<!-- " + pdf)
    (tmp_path / "empty.pdf").write_bytes(b"")
    (tmp_path / "five.pdf").write_bytes(b"%PDF-")

    told = imported(octavo, *sorted(tmp_path.glob("*.*")))

    assert TITLE in titles(octavo)
    where = " ".join(each["where"] for each in told["skipped"])
    assert "empty.pdf" in where
    assert all(each["why"] for each in told["skipped"])


@pytest.mark.parametrize(
    "name",
    [
        "x" * 251 + ".bib",
        "🐚" * 62 + ".bib",
        "gpj.\u202ebib",
        "a\nb.bib",
        "-rf.bib",
        "--topic=x.bib",
        "CON.bib",
        "NUL",
        "dot.bib.",
        " .bib",
        unicodedata.normalize("NFC", "Zoë.bib"),
        unicodedata.normalize("NFD", "Zoë.bib"),
    ],
)
def test_file_of_any_name_is_read(octavo: Octavo, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(bib(), "utf-8")

    imported(octavo, tmp_path / name)

    assert titles(octavo) == [TITLE]


def test_commands_of_tex_are_text_and_good_entries_stay(
    octavo: Octavo, tmp_path: Path
) -> None:
    file = tmp_path / "hostile.bib"
    file.write_text(
        bib(r"Reading \input{/etc/passwd} at \write18{touch pwned} length", "b")
        + "@string{a = a # a}\n@article{c, title = {never ends\n\n"
        + bib(key="d"),
        "utf-8",
    )

    told = imported(octavo, file)

    assert TITLE in titles(octavo)
    assert not any("root:" in title for title in titles(octavo))
    assert told["skipped"]
    assert not (Path.cwd() / "pwned").exists()


def test_key_that_is_a_path_never_becomes_one(octavo: Octavo, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    file = tmp_path / "in" / "a.bib"
    file.write_text(
        "".join(
            bib(f"{TITLE} {word}", key)
            for word, key in (
                ("Alpha", "../../x"),
                ("Beta", "/etc/y"),
                ("Gamma", "..\\..\\z"),
                ("Delta", "../../x"),
            )
        ),
        "utf-8",
    )
    imported(octavo, file)
    out = tmp_path / "out"
    out.mkdir()
    before = below(tmp_path)

    names = ("a.bib", "a.zip", "a.html", "a.json", "a.ris")
    for name in names:
        assert octavo("export", "-o", str(out / name))[0] == 0

    made = {each for each in below(tmp_path) - before if not each.startswith("lib")}
    assert made == {f"out/{name}" for name in names}
    with zipfile.ZipFile(out / "a.zip") as bundle:
        for member in bundle.namelist():
            assert not member.startswith(("/", "\\"))
            assert ".." not in Path(member.replace("\\", "/")).parts


def test_line_of_a_megabyte_is_searched_cited_and_compared(
    octavo: Octavo, tmp_path: Path
) -> None:
    file = tmp_path / "long.bib"
    file.write_text(bib("aaaa " * 200_000) + bib("(" * 1_000_000, "b"), "utf-8")
    (tmp_path / "list.txt").write_text("a b " * 250_000, "utf-8")

    imported(octavo, file)
    octavo("import", str(tmp_path / "list.txt"))

    assert octavo("list", "aaaa " * 20_000)[0] in (0, 1)
    assert octavo("duplicates")[0] == 0
    for paper in octavo("list")[1]:
        assert octavo("cite", paper["id"], "--style", "apa")[0] == 0


def test_one_paper_under_all_its_names_is_one_record(
    octavo: Octavo, tmp_path: Path
) -> None:
    file = tmp_path / "a.bib"
    ways = (
        "doi={10.1234/tide}, eprint={2404.01234}, archiveprefix={arXiv}",
        "doi={https://doi.org/10.1234/TIDE}",
        "eprint={2404.01234v2}, archiveprefix={arXiv}",
        "url={https://arxiv.org/pdf/2404.01234v1.pdf}",
    )
    for number, way in enumerate(ways):
        name = TITLE if number % 2 else TITLE.upper().replace(" FOR ", " \u2013 for ")
        entry = bib(name, f"k{number}").rstrip().removesuffix("}") + f", {way}}}\n"
        file.write_text(entry, "utf-8")
        octavo("import", str(file))
        octavo("import", "https://www.arxiv.org/abs/2404.01234v3")

    assert len(titles(octavo)) == 1


def test_entities_in_the_xml_of_a_pdf_are_not_made(
    octavo: Octavo, tmp_path: Path
) -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    xmp = (
        f'<?xpacket?><!DOCTYPE x [<!ENTITY e0 SYSTEM "file:///etc/passwd">{entities}]>'
        "<rdf:RDF><dc:title> <rdf:Alt><rdf:li>&e11;</rdf:li></rdf:Alt></dc:title>"
        "</rdf:RDF>"
    )
    file = tmp_path / "paper.pdf"
    file.write_bytes(paper_pdf(TITLE, abstract="It tells at length. " * 9))
    with pymupdf.open(file) as document:
        document.set_xml_metadata(xmp)
        document.saveIncr()

    code, (told,) = octavo("inspect", str(file))

    assert (code, told["outcome"], told["title"]) == (0, "ok", TITLE)


def test_thousand_addresses_of_a_browser_are_read_each_once(
    octavo: Octavo, tmp_path: Path
) -> None:
    file = tmp_path / "links.html"
    links = (
        f'<a href="https://arxiv.org/abs/2401.{number:05}" onclick="x()">{number}</a>'
        for number in range(1_000)
    )
    file.write_text(f"<html><script>x()</script>{''.join(links)}" * 2, "utf-8")

    told = imported(octavo, file)

    assert len(told["added"]) == 1_000


def test_text_longer_than_any_list_is_refused_unread(
    octavo: Octavo, tmp_path: Path
) -> None:
    file = tmp_path / "clipboard.txt"
    with file.open("wb") as stream:
        stream.truncate(400_000_000)

    code, told = octavo("import", str(file))

    assert code == 1
    assert "clipboard.txt" in told["error"]
