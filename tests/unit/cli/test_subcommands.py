"""The terminal's commands, run as `octavo` runs them, but in this process."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.__main__ import main
from app.domain.edit import AddPapers, AddTopic
from app.domain.paper import Draft, Provenance
from app.library import Library
from tests.support.listings import SAMPLE
from tests.support.server import PaperServer
from tests.unit.cli.conftest import Octavo
from tests.unit.commands.conftest import TIDEWATER


@pytest.fixture
def server() -> Iterator[PaperServer]:
    with PaperServer([TIDEWATER]) as made:
        yield made


def test_import_adds_then_names_duplicates(octavo: Octavo) -> None:
    _, first = octavo("import", str(SAMPLE))

    code, second = octavo("import", str(SAMPLE))

    assert (code, second["added"]) == (0, [])
    assert [entry["id"] for entry in second["duplicates"]] == first["added"]
    assert second["duplicates"][2]["where"] == "listing.txt, paper 3"


def test_dry_run_adds_nothing(octavo: Octavo) -> None:
    code, value = octavo("import", str(SAMPLE), "--dry-run")

    assert (code, value["added"]) == (0, [])
    assert octavo("list") == (0, [])


def test_dry_run_tells_a_verdict_of_each_line_without_a_library(
    octavo: Octavo, tmp_path: Path
) -> None:
    mixed = tmp_path / "mixed.txt"
    mixed.write_text("arXiv:2403.01234\nno paper at all\narXiv:2403.01234\n", "utf-8")

    code, value = octavo("import", str(mixed), "--dry-run")

    assert code == 0
    told = [(line["verdict"], line["identifiers"]) for line in value["lines"]]
    same = {"arxiv": "2403.01234"}
    assert told == [("new", same), ("repeated", same), ("skipped", {})]
    assert value["lines"][2]["title"] == "no paper at all"
    kinds = ("add", "new", "maybe", "here", "repeated", "update", "skipped")
    assert value["counts"] == dict(zip(kinds, (1, 1, 0, 0, 1, 0, 1), strict=True))


def test_dry_run_names_the_papers_that_are_here(octavo: Octavo) -> None:
    added = octavo("import", str(SAMPLE))[1]["added"]

    lines = octavo("import", str(SAMPLE), "--dry-run")[1]["lines"]

    assert [line["id"] for line in lines] == added
    assert {line["verdict"] for line in lines} == {"here"}


def test_list_gives_the_promised_fields(listed: list[dict[str, Any]]) -> None:
    assert len(listed) == 12
    promised = (
        "id title abstract authors year identifiers links status starred rating "
        "topics has_pdf provenance"
    )
    assert set(promised.split()) <= set(listed[0])
    assert listed[0]["topics"] == ["A/B"]
    assert listed[0]["links"] == [
        {"url": "https://github.com/tidewater-lab/tidewater", "kind": "code"}
    ]


def test_list_finds_words_and_keeps_to_its_limit(
    octavo: Octavo, listed: list[dict[str, Any]]
) -> None:
    assert [p["id"] for p in octavo("list", "tidewater")[1]] == [listed[0]["id"]]
    assert octavo("list", "no-such-word-anywhere") == (0, [])
    assert len(octavo("list", "--limit", "2")[1]) == 2


def test_set_is_one_act_and_takes_id_prefixes(
    octavo: Octavo, listed: list[dict[str, Any]]
) -> None:
    paper = listed[0]["id"]

    code, _ = octavo(
        *("set", paper[:8], "--status", "done", "--star", "--rating", "4"),
        *("--topic", "C", "--untopic", "A/B"),
    )

    shown = octavo("show", paper[:8])[1]
    assert (code, shown["status"], shown["starred"], shown["rating"]) == (
        *(0, "done", True, 4),
    )
    assert (shown["topics"], shown["notes"], shown["files"]) == (["C"], [], [])
    assert octavo("undo")[1]["papers"] == [paper]
    assert octavo("show", paper)[1]["status"] == "new"
    assert octavo("redo")[0] == 0
    assert octavo("redo") == (0, {"label": None, "papers": []})


def test_set_writes_fields_as_one_act(
    octavo: Octavo, listed: list[dict[str, Any]]
) -> None:
    paper = listed[0]["id"]

    code, said = octavo(
        *("set", paper, "--title", r"The $\ell_2$ norm", "--year", "1999"),
        *("--author", "Ada", "--author", "Emmy", "--venue", "ICLR"),
        *("--identifier", "10.1000/x", "--tag", "mine", "--link", ""),
    )

    shown = octavo("show", paper)[1]
    assert (code, shown["title"], shown["year"]) == (0, r"The $\ell_2$ norm", 1999)
    assert (shown["authors"], shown["venue"]) == (["Ada", "Emmy"], "ICLR")
    assert (shown["links"], shown["tags"]) == ([], ["mine"])
    assert said["label"].startswith("Edited the title, authors and 5 more of")
    octavo("undo")
    assert octavo("show", paper)[1]["title"] == listed[0]["title"]


def test_set_of_a_field_that_cannot_be_says_why(
    octavo: Octavo, listed: list[dict[str, Any]]
) -> None:
    code, value = octavo("set", listed[0]["id"], "--year", "soon")

    assert code == 1
    assert "“soon” is no year." in value["error"]


def test_history_is_whole_or_limited(octavo: Octavo, tmp_path: Path) -> None:
    library = Library.open(tmp_path / "library")
    for number in range(1100):
        library.apply(AddTopic(f"Topic {number}"))
    library.close()

    assert len(octavo("history")[1]) == 1100
    [newest, _] = octavo("history", "--limit", "2")[1]
    assert "1099" in newest["label"]


def test_import_of_nothing_readable_is_exit_one_with_its_value(
    octavo: Octavo, tmp_path: Path
) -> None:
    bad = [tmp_path / "a.bib", tmp_path / "b.png"]
    bad[0].write_text("@comment{x,\n  title = {A Title}\n}\n", "utf-8")
    bad[1].write_bytes(b"\x89PNG\r\n\x1a\n")

    code, value = octavo("import", *map(str, bad))

    assert (code, set(value)) == (1, {"added", "duplicates", "skipped"})
    assert [entry["where"] for entry in value["skipped"]] == ["a.bib", "b.png"]
    assert octavo("import", str(bad[0]), str(SAMPLE))[0] == 0


def test_dry_run_lists_titles_to_people(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    library = str(tmp_path / "library")

    assert main(["import", str(SAMPLE), "--dry-run", "--library", library]) == 0

    told = capsys.readouterr().out
    assert "Would add 12 papers" in told
    assert "  CartoBench\n" in told


def test_prefix_of_two_ids_names_both(octavo: Octavo, tmp_path: Path) -> None:
    library = Library.open(tmp_path / "library")
    told = Provenance(source="test", kind="by hand")
    drafts = tuple(Draft(title=f"Paper {n}", provenance=told) for n in range(17))
    change = library.apply(AddPapers(drafts=drafts, label="Added"))
    library.close()
    firsts = [paper_id[0] for paper_id in change.added]
    twice = next(first for first in firsts if firsts.count(first) > 1)

    code, value = octavo("show", twice)

    named = [paper_id for paper_id in change.added if paper_id in value["error"]]
    assert (code, len(named)) == (1, 2)


def test_control_characters_are_shown_not_obeyed(
    octavo: Octavo, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    title, library = "Red \x1b[31m\nTitle", tmp_path / "library"
    opened = Library.open(library)
    told = Provenance(source="test", kind="by hand")
    draft = Draft(title=title, abstract="a\x1b[2J", provenance=told)
    [paper] = opened.apply(AddPapers(drafts=(draft,), label="Added \x1b[5m")).added
    opened.close()

    for words in (["list"], ["show", paper], ["history"]):
        assert main([*words, "--library", str(library)]) == 0

    out = capsys.readouterr().out
    assert "\x1b" not in out
    assert "Red [31m Title\n" in out
    assert octavo("show", paper)[1]["title"] == title


def test_history_tells_acts_newest_first(
    octavo: Octavo, listed: list[dict[str, Any]]
) -> None:
    octavo("set", listed[0]["id"], "--star")
    octavo("undo")

    code, acts = octavo("history")

    assert (code, [act["undone"] for act in acts]) == (0, [True, False])


@pytest.mark.parametrize(
    "words",
    [
        ["import", "/no/such/file"],
        ["show", "ffffffff"],
        ["set", "ffffffff", "--star"],
        ["fetch", "ffffffff"],
    ],
)
def test_what_is_not_there_is_one_line_and_a_value(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    code = main([*words, "--library", str(tmp_path / "library"), "--json"])

    told = capsys.readouterr()
    assert (code, told.err.count("\n")) == (1, 1)
    assert told.err.startswith("octavo: ")
    assert json.loads(told.out)["error"]


def test_set_of_nothing_says_what_to_give(
    octavo: Octavo, listed: list[dict[str, Any]]
) -> None:
    code, value = octavo("set", listed[0]["id"])

    assert code == 1
    assert "--status" in value["error"]


def test_fetch_tells_outcome_attempts_and_path(
    octavo: Octavo, server: PaperServer
) -> None:
    added = octavo("import", f"arXiv:{TIDEWATER.id}")[1]["added"]
    sources = [
        *("--set", f"sources.arxiv.api_url={server.api_url}"),
        *("--set", f"sources.arxiv.pdf_url={server.pdf_url}"),
        *("--set", "sources.arxiv.interval_s=0"),
    ]

    code, (report,) = octavo("fetch", *added, *sources)

    assert (code, report["outcome"]) == (0, "fetched")
    assert report["attempts"][-1]["status"] == 200
    assert Path(report["path"]).stem == report["sha256"]


def test_fetch_without_a_pdf_is_exit_one_with_its_value(octavo: Octavo) -> None:
    added = octavo("import", f"arXiv:{TIDEWATER.id}")[1]["added"]

    code, (report,) = octavo("fetch", *added, "--set", "sources.offline=true")

    assert (code, report["outcome"], report["path"]) == (1, "offline", None)


def test_very_long_address_is_an_address(octavo: Octavo) -> None:
    code, value = octavo("import", "https://a.example/" + "x" * 3000)

    assert code in (0, 1)
    assert "inside Octavo" not in str(value)


def test_doctor_tells_damage_with_exit_one(
    octavo: Octavo, listed: list[dict[str, Any]]
) -> None:
    assert octavo("doctor") == (0, {"sound": True, "damage": []})


def test_setting_that_does_not_fit_is_refused(octavo: Octavo) -> None:
    for given in ("appearance.theme=pink", "no.such=1"):
        code, value = octavo("list", "--set", given)

        assert (code, list(value)) == (1, ["error"])


def test_undo_of_a_number_takes_that_act_back(
    octavo: Octavo, listed: list[dict[str, Any]]
) -> None:
    first, second = listed[0]["id"], listed[1]["id"]
    octavo("set", first, "--star")
    octavo("set", second, "--star")
    number = octavo("history")[1][1]["number"]

    code, undone = octavo("undo", str(number))

    assert (code, undone["papers"]) == (0, [first])
    assert octavo("show", second)[1]["starred"]
    took, *_, old = octavo("history", "--limit", "3")[1]
    assert (old["number"], old["taken_back_by"]) == (number, took["number"])


def test_undo_of_an_act_that_others_need_says_which(
    octavo: Octavo, listed: list[dict[str, Any]]
) -> None:
    octavo("set", listed[0]["id"], "--star")

    code, value = octavo("undo", "1")

    assert code == 1
    assert "came later and touches the same paper" in str(value)


def test_duplicates_are_listed_and_merged_as_one_act(
    octavo: Octavo, tmp_path: Path
) -> None:
    library = Library.open(tmp_path / "library")
    origin = Provenance(source="test", kind="by hand")
    title = "A Long Way Home over Land"
    drafts = tuple(
        Draft(title=title, abstract=said, provenance=origin)
        for said in ("Two words", "Two words more")
    )
    first, second = library.apply(AddPapers(drafts=drafts, label="Added")).added
    library.close()

    code, groups = octavo("duplicates")
    _, merged = octavo("merge", second[:8], first[:8])

    assert code == 0
    [group] = groups
    assert {paper["id"] for paper in group["papers"]} == {first, second}
    assert (group["reasons"], group["certain"]) == (["same title"], True)
    assert merged == {"id": second, "label": f"Merged 2 papers into “{title}”"}
    assert [paper["id"] for paper in octavo("list")[1]] == [second]
    assert octavo("duplicates") == (0, [])
    octavo("undo")
    assert len(octavo("duplicates")[1]) == 1
    assert octavo("merge", first)[0] == 1
