"""The command line as it is promised, in processes of their own."""

import itertools
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support import listings
from tests.support.paper_pdf import paper_pdf
from tests.support.program import CHECKOUT, LIMIT_S, Answer, Program

PAPER_KEYS = {
    *("id", "title", "abstract", "authors", "year", "identifiers", "links", "status"),
    *("starred", "rating", "topics", "has_pdf", "provenance"),
}
NO_QT = """\
import runpy, sys
sys.argv = ["octavo", *sys.argv[1:]]
try:
    runpy.run_module("app", run_name="__main__", alter_sys=True)
except SystemExit as end:
    code = end.code
loaded = {name.split(".")[0] for name in sys.modules}
assert not loaded & {"PySide6", "shiboken6", "qasync", "pymupdf"}, loaded
sys.exit(code)
"""


def ids(octavo: Program) -> list[str]:
    """Return the ids of all papers, in the order of the list."""
    return [paper["id"] for paper in octavo.papers()]


def fails(octavo: Program, *words: str) -> str:
    """Run what cannot be done: exit 1, one line, JSON all the same; return the line."""
    plain, as_json = octavo.run(*words), octavo.run(*words, "--json")
    for answer in (plain, as_json):
        assert answer.code == 1
        assert answer.err.count("\n") == 1
        assert "Traceback" not in answer.err + answer.out
    assert as_json.value is not None
    return plain.err


def test_import_tells_what_was_added_in_the_order_of_the_source(
    octavo: Program,
) -> None:
    said = octavo.tell("import", str(listings.SAMPLE))

    assert set(said) == {"added", "duplicates", "skipped"}
    papers = octavo.papers()
    assert [paper["id"] for paper in papers] == said["added"]
    pairs = [(paper["title"], paper["abstract"]) for paper in papers]
    assert pairs == list(listings.sample().pairs)
    assert said["duplicates"] == said["skipped"] == []


def test_import_again_adds_nothing_and_names_every_entry(stocked: Program) -> None:
    first = ids(stocked)

    again = stocked.run("import", str(listings.SAMPLE), "--json")

    assert again.code == 0
    assert again.value["added"] == []
    assert [entry["id"] for entry in again.value["duplicates"]] == first
    assert all(entry["where"] for entry in again.value["duplicates"])


def test_import_of_a_page_pasted_twice_names_the_second_half(
    octavo: Program,
) -> None:
    text = listings.SAMPLE.read_text("utf-8")
    twice = octavo.home / "twice.txt"
    twice.write_text(text + "\n\n" + text, "utf-8")

    said = octavo.tell("import", str(twice))

    assert len(said["added"]) == len(said["duplicates"]) == 12
    assert [entry["id"] for entry in said["duplicates"]] == said["added"]


def test_dry_run_says_the_same_and_adds_nothing(octavo: Program) -> None:
    octavo.tell("import", str(listings.SAMPLE), "--dry-run")

    assert octavo.papers() == []
    assert octavo.tell("history") == []


def test_import_of_a_title_alone_is_skipped_with_a_reason(octavo: Program) -> None:
    cut = octavo.home / "cut.txt"
    cut.write_text(listings.sample().text() + "\n\nA Title without an Abstract\n")

    said = octavo.tell("import", str(cut))

    assert len(said["added"]) == 12
    [skipped] = said["skipped"]
    assert skipped["where"]
    assert skipped["why"]


def test_import_of_several_sources_at_once_is_one_act(octavo: Program) -> None:
    links = octavo.home / "links.txt"
    links.write_text("https://arxiv.org/abs/2401.00001\n")
    pdf = octavo.home / "own paper.pdf"
    pdf.write_bytes(paper_pdf("A Paper of My Own"))

    said = octavo.tell("import", str(listings.SAMPLE), str(links), str(pdf))

    assert len(said["added"]) == 14
    assert len(octavo.tell("history")) == 1
    assert pdf.exists()
    [mine] = [paper for paper in octavo.papers() if paper["has_pdf"]]
    [file] = octavo.tell("show", mine["id"])["files"]
    assert Path(file["path"]).read_bytes() == pdf.read_bytes()


def test_list_has_the_promised_keys_and_kinds_of_links(octavo: Program) -> None:
    octavo.tell("import", str(listings.SAMPLE), "--topic", "A/B")

    papers = octavo.papers()

    assert all(set(paper) >= PAPER_KEYS for paper in papers)
    assert all(paper["topics"] == ["A/B"] for paper in papers)
    assert papers[0]["links"] == [
        {"url": "https://github.com/tidewater-lab/tidewater", "kind": "code"}
    ]
    kinds = {link["kind"] for paper in papers for link in paper["links"]}
    assert kinds <= {"code", "project", "page", "other"}


def test_list_with_a_query_is_best_first_and_limited(stocked: Program) -> None:

    found = stocked.papers("counting", "sheep")
    assert found[0]["title"].startswith("Counting Sheep")
    assert len(stocked.papers("--limit", "3")) == 3
    assert stocked.papers("nosuchword") == []


def test_list_has_dismissed_papers_too(stocked: Program) -> None:
    added = ids(stocked)

    stocked.tell("set", added[0], "--status", "dismissed")

    assert len(stocked.papers()) == 12


def test_show_has_notes_marks_and_files(stocked: Program) -> None:
    [first, *_] = ids(stocked)

    shown = stocked.tell("show", first[:12])

    assert set(shown) >= {*PAPER_KEYS, "notes", "marks", "files"}
    assert shown["id"] == first


def test_set_of_everything_is_one_act_with_options_anywhere(stocked: Program) -> None:
    [one, two, *_] = ids(stocked)
    stocked.tell("set", one, "--topic", "Old")

    stocked.tell(
        *("set", "--star", one, "--status", "queued", two, "--rating", "4"),
        *("--topic", "A/B", "--topic", "C", "--untopic", "Old"),
    )

    for paper_id in (one, two):
        paper = stocked.tell("show", paper_id)
        assert (paper["starred"], paper["status"]) == (True, "queued")
        assert (paper["rating"], sorted(paper["topics"])) == (4, ["A/B", "C"])
    stocked.tell("undo")
    assert stocked.tell("show", one)["topics"] == ["Old"]
    assert not stocked.tell("show", two)["starred"]


def test_undo_and_redo_reach_over_processes(stocked: Program) -> None:
    before = stocked.papers()
    stocked.tell("set", before[0]["id"], "--star", "--topic", "New")
    after = stocked.papers()

    stocked.tell("undo")
    assert stocked.papers() == before
    stocked.tell("undo")
    assert stocked.papers() == []
    stocked.tell("redo")
    stocked.tell("redo")

    assert stocked.papers() == after
    assert [act["undone"] for act in stocked.tell("history")] == [False, False]


def test_undo_with_nothing_to_undo_is_no_failure(octavo: Program) -> None:
    empty = octavo.home / "empty.txt"
    empty.write_text("", "utf-8")
    octavo.run("import", str(empty))
    assert octavo.library.exists()

    assert octavo.run("undo").code == 0
    assert octavo.run("redo").code == 0


def test_export_writes_bibtex_and_json(stocked: Program) -> None:
    target = stocked.home / "papers.bib"

    bibtex = stocked.run("export", "--format", "bibtex")
    stocked.tell("export", "sheep", "--format", "bibtex", "-o", str(target))

    assert bibtex.code == 0
    assert bibtex.out.count("\n@") + bibtex.out.startswith("@") == 12
    assert "Counting Sheep" in target.read_text("utf-8")
    exported = stocked.run("export", "--format", "json").value
    assert exported == stocked.papers()


def test_library_may_be_named_by_the_variable(stocked: Program) -> None:
    stocked.names_library = False
    assert stocked.papers() == []

    stocked.variables["OCTAVO_LIBRARY"] = str(stocked.library)

    assert len(stocked.papers()) == 12
    other = str(stocked.home / "other")
    assert stocked.run("--library", other, "list", "--json").value == []


def test_no_terminal_command_loads_qt_or_a_pdf_library(tmp_path: Path) -> None:
    commands = [("import", str(listings.SAMPLE)), ("list",), ("doctor",), ("--help",)]
    with Program(tmp_path, command=(sys.executable, "-c", NO_QT)) as octavo:
        for words in commands:
            answer = octavo.run(*words)
            assert answer.code == 0, answer.err


@pytest.mark.parametrize(
    "words",
    [
        ("import",),
        ("fetch",),
        ("show",),
        ("set",),
        ("export",),
        ("set", "abc", "--rating", "6"),
        ("set", "abc", "--status", "unread"),
        ("set", "abc", "--star", "--unstar"),
        ("list", "--limit", "-1"),
        ("list", "--nonsense"),
        ("export", "--format", "word"),
        ("export", "--format", "json", "-o", ""),
        ("--set", "nonsense", "list"),
        ("list", "--limit", "x"),
        ("nosuchcommand",),
        ("--set",),
    ],
)
def test_wrong_usage_exits_2_with_one_line(
    octavo: Program, words: tuple[str, ...]
) -> None:
    answer = octavo.run(*words)

    assert (answer.code, answer.out) == (2, "")
    assert answer.err.count("\n") == 1


@pytest.mark.parametrize(
    "words",
    [
        ("import", "/no/such/file"),
        ("show", "no-such-id"),
        ("set", "no-such-id", "--star"),
        ("fetch", "no-such-id"),
        ("--set", "no.such.key=1", "list"),
        ("--set", "limits.page_s=a while", "list"),
    ],
)
def test_what_cannot_be_done_exits_1_with_one_line(
    stocked: Program, words: tuple[str, ...]
) -> None:

    assert fails(stocked, *words).startswith("octavo: ")
    assert len(stocked.papers()) == 12


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (("list",), []),
        (("list", "cats"), []),
        (("history",), []),
        (("export", "--format", "json"), []),
        (("export", "--format", "bibtex"), {"bibtex": ""}),
        (("metadata", "refresh", "--all"), []),
        (("metadata", "refresh", "--all", "--dry-run"), []),
        (("metadata", "check"), []),
    ],
)
def test_reading_where_no_library_is_makes_none_and_says_so(
    octavo: Program, words: tuple[str, ...], wanted: object
) -> None:
    answer = octavo.run(*words, "--json")

    assert (answer.code, answer.value) == (0, wanted)
    assert_made_none(octavo, answer)


def test_dry_run_where_no_library_is_makes_none_and_says_so(octavo: Program) -> None:
    answer = octavo.run("import", str(listings.SAMPLE), "--dry-run", "--json")

    assert answer.code == 0
    assert (answer.value["added"], answer.value["counts"]["add"]) == ([], 12)
    assert_made_none(octavo, answer)


def assert_made_none(octavo: Program, answer: Answer) -> None:
    assert answer.err == (
        f"octavo: There is no library in {octavo.library}. "
        "Import something to make one.\n"
    )
    assert not octavo.library.exists()


@pytest.mark.parametrize("word", ["undo", "redo"])
def test_undo_where_no_library_is_makes_none(octavo: Program, word: str) -> None:
    assert octavo.run(word).code == 0
    assert not octavo.library.exists()


@pytest.mark.parametrize(
    "words",
    [
        ("doctor",),
        ("show", "abc"),
        ("set", "abc", "--star"),
        ("fetch", "abc"),
        ("metadata", "refresh", "abc"),
    ],
)
def test_looking_at_what_is_not_there_fails_and_makes_nothing(
    octavo: Program, words: tuple[str, ...]
) -> None:
    assert "There is no library" in fails(octavo, *words)
    assert not octavo.library.exists()


def test_file_in_place_of_the_library_is_no_empty_library(octavo: Program) -> None:
    octavo.library.write_text("x")

    fails(octavo, "list")


def test_import_of_a_name_that_is_not_utf8_is_told_in_clean_words(
    octavo: Program,
) -> None:
    name = os.fsdecode(os.fsencode(octavo.home) + b"/caf\xe9.txt")
    shutil.copy(listings.SAMPLE, name)

    octavo.tell("import", name)
    again = octavo.tell("import", name)

    assert again["duplicates"][0]["where"] == "café.txt, paper 1"
    assert octavo.papers()[0]["provenance"][0]["source"] == "café.txt"
    assert octavo.tell("history")[0]["label"] == "Added 12 papers from café.txt"


@pytest.mark.skipif(sys.platform != "linux", reason="names of any bytes")
def test_library_in_a_folder_whose_name_is_not_utf8_works(octavo: Program) -> None:
    octavo.library = Path(os.fsdecode(os.fsencode(octavo.home) + b"/caf\xe9"))

    octavo.tell("import", str(listings.SAMPLE))

    assert len(octavo.papers()) == 12


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="Linux")
@pytest.mark.parametrize(
    "words", [("list",), ("list", "--json"), ("--help",), ("--version",)]
)
@pytest.mark.parametrize("redirection", [">/dev/full", ">&-"])
def test_output_that_cannot_be_written_exits_1_with_one_line(
    stocked: Program, words: tuple[str, ...], redirection: str
) -> None:
    done = subprocess.run(
        ["sh", "-c", f'exec "$@" {redirection}', "sh", *stocked.command(*words)],
        cwd=CHECKOUT,
        env=stocked.variables,
        stderr=subprocess.PIPE,
        text=True,
        timeout=LIMIT_S,
        check=False,
    )

    assert done.returncode == 1
    assert done.stderr.startswith("octavo: Standard output ")
    assert done.stderr.count("\n") == 1


def test_export_to_the_standard_output_is_printed_once(stocked: Program) -> None:
    answer = stocked.run("export", "--format", "json", "-o", "/dev/stdout", "--json")

    assert len(answer.value) == 12


def test_garbage_input_never_ends_in_a_traceback(octavo: Program) -> None:
    file = octavo.home / "garbage"
    sample = listings.SAMPLE.read_bytes()
    garbage = [
        b"",
        b"\n\n\n",
        bytes(range(256)) * 40,
        b"\x00" * 5000,
        b"%PDF-1.7\nnot at all",
        b"PK\x03\x04" + sample,
        b"\xff\xfe" + sample,
        b'{"papers": []}',
        b"<html><body>nothing</body></html>",
        ("\ud83d\ude00".encode("utf-16", "surrogatepass")) * 100,
    ]
    for content in garbage:
        file.write_bytes(content)
        answer = octavo.run("import", str(file), "--json")
        assert answer.code in (0, 1)
        assert "Traceback" not in answer.err
        assert answer.err.count("\n") == answer.code
        assert json.loads(answer.out) is not None


@pytest.mark.parametrize("content", [b"", b"text\n" * 400, b"SQLite format 3\0" * 99])
def test_bad_library_is_refused_and_left_alone(octavo: Program, content: bytes) -> None:
    octavo.library.mkdir()
    (octavo.library / "library.db").write_bytes(content)

    for words in (("list",), ("import", str(listings.SAMPLE)), ("doctor",)):
        fails(octavo, *words)

    assert (octavo.library / "library.db").read_bytes() == content


def test_doctor_finds_a_damaged_file(octavo: Program) -> None:
    pdf = octavo.home / "own.pdf"
    pdf.write_bytes(paper_pdf("A Paper of My Own"))
    [paper_id] = octavo.tell("import", str(pdf))["added"]
    assert octavo.tell("doctor") == {"sound": True, "damage": []}
    [file] = octavo.tell("show", paper_id)["files"]
    Path(file["path"]).chmod(0o600)
    Path(file["path"]).write_bytes(b"not what it was")

    fails(octavo, "doctor")

    assert octavo.run("doctor", "--json").value["damage"]


def test_every_command_prints_one_json_value(stocked: Program) -> None:
    first = stocked.papers()[0]["id"]
    commands = itertools.chain(
        [("list",), ("history",), ("doctor",), ("undo",), ("redo",)],
        [("show", first), ("set", first, "--star")],
    )
    for words in commands:
        assert stocked.tell(*words) is not None
