"""Take the pictures of the README from the real program, with papers of our own.

`python -m tests.support.pictures FOLDER` writes the three files named below.
"""

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pymupdf

from tests.support.listings import SAMPLE, sample
from tests.support.person import Person
from tests.support.program import Program
from tests.support.screen import Box, Screen, until
from tests.support.server import PaperServer, Work

LEFT_COLUMN = Box(140, 330, 410, 500)
"""Where the first column of our PDF is in the window."""

_NO_SUCH_MONTH = "2599"
"""No id of arXiv begins so: the works are invented, and whoever looks can see it."""

NAMES = ("list-light.png", "list-dark.png", "reader-light.png")
PLACE = Box(0, 0, 1400, 875)
AUTHORS = (
    ("Mira Okafor", "Jonas Lindqvist", "Ada Brandt"),
    ("Tomás Ferreira", "Li Wen"),
    ("Hanneke de Vries", "Samuel Ode"),
    ("Ines Kovač",),
    ("Ruth Alemu", "Piotr Zielinski", "Yuki Tanaka", "Noor Haddad"),
    ("Elif Arslan", "Marten Vos"),
    ("Chidi Eze", "Clara Neumann"),
    ("Aoife Byrne", "Rafael Souza"),
    ("Sanna Virtanen",),
    ("Oleh Marchenko", "Grace Kim"),
    ("Bruno Costa", "Dilnoza Karimova"),
    ("Lotte Maier", "Emeka Obi"),
)
SETTINGS = (
    (0, ("--star", "--status", "reading", "--topic", "Sensors/Low power")),
    (1, ("--status", "queued", "--topic", "Reading group")),
    (
        3,
        (
            "--topic",
            "Compression",
        ),
    ),
    (4, ("--star", "--topic", "Reading group", "--topic", "Handwriting")),
    (5, ("--status", "queued", "--topic", "Sensors/Low power")),
    (6, ("--topic", "Theory")),
    (8, ("--status", "done", "--rating", "4")),
    (9, ("--topic", "Theory")),
)
FETCHED = (0, 1, 4, 5)
BODY = Path(__file__).parent / "samples" / "paper.txt"
"""Paragraphs of our own: three of an introduction, three of a method."""


def main() -> None:
    """Take all pictures; the folder is made where it is missing."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    works = _works()
    pdfs = {work.id: _pdf(work) for work in works}
    with (
        tempfile.TemporaryDirectory(prefix="octavo-pictures-") as home,
        PaperServer(works, pdfs) as server,
        Screen() as screen,
    ):
        options = (
            "--set=appearance.theme=light",
            f"--set=sources.arxiv.api_url={server.api_url}",
            f"--set=sources.arxiv.pdf_url={server.pdf_url}",
            "--set=sources.arxiv.interval_s=0",
        )
        variables = screen.environment()
        with Program(Path(home), options=options, variables=variables) as program:
            _fill(program)
            _take(screen, program, folder)


def _works() -> list[Work]:
    return [
        Work(
            id=f"{_NO_SUCH_MONTH}.{number + 1:05}",
            title=title,
            abstract=abstract,
            authors=AUTHORS[number],
            published=f"2025-{number % 4 + 1:02}-11",
        )
        for number, (title, abstract) in enumerate(sample().pairs)
    ]


def _fill(program: Program) -> None:
    ids = program.tell("import", str(SAMPLE))["added"]
    program.tell("fetch", *(ids[number] for number in FETCHED))
    for number, options in SETTINGS:
        program.tell("set", ids[number], *options)


def _take(screen: Screen, program: Program, folder: Path) -> None:
    list_light, list_dark, reader = (folder / name for name in NAMES)
    with program.window() as running:
        running.until_open()
        person = Person(screen, program, running, PLACE)
        person.press("g", "a")
        person.until_row()
        person.until_still()
        screen.picture(PLACE).save(list_light)
        person.press("backslash")
        person.until_still()
        screen.picture(PLACE).save(list_dark)
        person.press("backslash")
        person.until_row()
        person.press("v")
        person.until_page()
        person.select_lines(LEFT_COLUMN, 6, 8)
        person.press("h")
        until(lambda: person.sees_highlight, "a highlight")
        person.press("Escape")
        person.until_still()
        screen.picture(PLACE).save(reader)


def _pdf(work: Work) -> bytes:
    """Set a paper in two columns, by its title, authors, abstract and our own text."""
    paragraphs = BODY.read_text("utf-8").split("\n\n")
    document: Any = pymupdf.open()
    page = document.new_page(width=612, height=792)
    page.insert_htmlbox(
        (72, 54, 540, 150),
        f"<p style='text-align:center; font-size:17px'><b>{work.title}</b></p>"
        f"<p style='text-align:center; font-size:11px'>{', '.join(work.authors)}</p>",
    )
    left = _section("Abstract", [work.abstract.replace("\\", "")]) + _section(
        "1&nbsp; Introduction", paragraphs[:2]
    )
    right = _section("", paragraphs[2:3]) + _section("2&nbsp; Method", paragraphs[3:])
    for x, text in ((72, left), (316, right)):
        page.insert_htmlbox((x, 150, x + 224, 740), text)
    return bytes(document.tobytes())


def _section(heading: str, paragraphs: Sequence[str]) -> str:
    style = "text-align:justify; font-size:10px; margin-top:4px"
    words = "".join(f"<p style='{style}'>{text}</p>" for text in paragraphs)
    head = f"<p style='font-size:12px'><b>{heading}</b></p>" if heading else ""
    return head + words


if __name__ == "__main__":
    main()
