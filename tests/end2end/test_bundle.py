"""The bundle that a double click starts: built, then used from an empty home."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support import listings
from tests.support.paper_pdf import paper_pdf
from tests.support.person import Person
from tests.support.program import CHECKOUT, Program
from tests.support.screen import Screen, missing

pytestmark = [pytest.mark.bundle, pytest.mark.timeout(900)]
N_GUIDE_PAGES = len(list((CHECKOUT / "resources" / "guide").glob("*.md")))
FORBIDDEN = ("pip", "pytest", "mypy", "hypothesis", "PyInstaller")


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Build the bundle, and remove its hundreds of megabytes afterwards."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "packaging/build.py", "--dist", str(folder)]
    subprocess.run(command, cwd=CHECKOUT, check=True, stdin=subprocess.DEVNULL)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def octavo(tmp_path: Path, dist: Path) -> Iterator[Program]:
    """The bundled program in an empty home, without Python's variables."""
    with Program(tmp_path, command=(str(dist / "octavo" / "octavo"),)) as made:
        for name in ("PYTHONPATH", "VIRTUAL_ENV"):
            made.variables.pop(name, None)
        yield made


def test_starter_is_valid_and_names_the_bundle(dist: Path) -> None:
    starter = dist / "org.octavo.Octavo.desktop"

    lines = starter.read_text("utf-8").splitlines()

    subprocess.run(["desktop-file-validate", str(starter)], check=True)
    assert f"Exec={dist / 'octavo' / 'octavo'} %F" in lines
    [icon] = [line.removeprefix("Icon=") for line in lines if line.startswith("Icon=")]
    assert Path(icon).is_file()


def test_bundle_holds_what_is_used_and_no_tools(dist: Path) -> None:
    inside = dist / "octavo" / "_internal"

    assert len(list((inside / "resources" / "guide").glob("*.md"))) == N_GUIDE_PAGES
    assert (inside / "resources" / "themes" / "tokens.json").is_file()
    assert list(inside.glob("fontpkg_inter/**/*.[ot]tf"))
    assert list(inside.glob("fontpkg_source_serif_4/**/*.[ot]tf"))
    assert not [name for name in FORBIDDEN if (inside / name).exists()]


def test_bundle_imports_lists_and_exports_from_an_empty_home(octavo: Program) -> None:
    pdf = octavo.home / "own.pdf"
    pdf.write_bytes(paper_pdf("A Paper of My Own", abstract="About it. " * 20))

    octavo.tell("import", str(listings.SAMPLE), str(pdf))

    papers = octavo.papers()
    assert [p["title"] for p in papers[:12]] == [t for t, _ in listings.sample().pairs]
    assert papers[12]["has_pdf"]
    [file] = octavo.tell("show", papers[12]["id"])["files"]
    assert file["pages"] == 2
    assert octavo.run("export", "--format", "bibtex").out.count("@") >= 13
    assert octavo.tell("doctor")["sound"]


def test_bundle_speaks_http_and_says_when_there_is_no_network(octavo: Program) -> None:
    [first, *_] = octavo.tell("import", str(listings.SAMPLE))["added"]
    nowhere = "sources.arxiv.api_url=http://127.0.0.1:9/api"

    answer = octavo.run("fetch", first, "--json", "--set", nowhere)

    assert answer.code == 1
    assert answer.value[0]["outcome"] == "offline"
    assert answer.err.count("\n") == 1


def test_bundled_window_opens_offscreen_and_ends_in_order(octavo: Program) -> None:
    octavo.variables["QT_QPA_PLATFORM"] = "offscreen"
    octavo.tell("import", str(listings.SAMPLE))

    with octavo.window() as running:
        running.until_open()
        assert running.terminate() == 0

    assert octavo.tell("doctor")["sound"]


@pytest.mark.skipif(bool(missing()), reason=f"not installed: {missing()}")
def test_bundled_window_reads_a_pdf_on_a_real_screen(octavo: Program) -> None:
    pdf = octavo.home / "own.pdf"
    pdf.write_bytes(paper_pdf("A Paper of My Own", abstract="About it. " * 20))
    [paper_id] = octavo.tell("import", str(pdf))["added"]

    with Screen() as screen:
        octavo.variables = screen.environment(octavo.variables)
        with octavo.window("--set", "appearance.theme=light") as running:
            running.until_open()
            person = Person(screen, octavo, running)
            person.until_row()
            person.press("v")
            person.until_page()
            assert person.quit() == 0
            assert running.said == ""

    assert octavo.tell("show", paper_id)["status"] == "reading"
