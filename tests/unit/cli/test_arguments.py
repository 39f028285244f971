"""The command line: options anywhere, files for the window, usage errors."""

from pathlib import Path

import pytest

from app.cli.arguments import parse
from app.domain.view import Column, Sorting


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An own folder to be in, with two files."""
    monkeypatch.chdir(tmp_path)
    for name in ("a.txt", "-b.txt", "list"):
        (tmp_path / name).write_text("x", "utf-8")
    return tmp_path


def test_nothing_is_the_window() -> None:
    asked = parse([])

    assert (asked.subcommand, asked.files, asked.overrides) == (None, (), ())


@pytest.mark.parametrize(
    "words",
    [
        "--library L --set a=1 --settings S list --json --set b=2 cats dogs --limit 3",
        "list cats --limit=3 --library=L dogs --json --settings=S --set=a=1 --set b=2",
    ],
)
def test_options_stand_anywhere(words: str) -> None:
    asked = parse(words.split())

    assert (asked.subcommand, asked.library, asked.settings) == (
        "list",
        Path("L"),
        Path("S"),
    )
    assert asked.overrides == ("a=1", "b=2")
    options = {"query": ["cats", "dogs"], "limit": 3, "sorting": (), "columns": ()}
    assert asked.options == options
    assert asked.as_json


def test_behind_two_dashes_nothing_is_an_option() -> None:
    asked = parse(["list", "--", "--json", "--library"])

    assert asked.options["query"] == ["--json", "--library"]
    assert (asked.as_json, asked.library) == (False, None)


def test_a_list_is_sorted_by_columns() -> None:
    asked = parse(["list", "nets", "--sort", "Year:desc, title,year"])
    assert asked.options["sorting"] == (
        Sorting(Column.YEAR, is_descending=True),
        Sorting(Column.TITLE),
    )
    assert parse(["list"]).options["sorting"] == ()


def test_words_left_out_of_a_query_are_no_options() -> None:
    listed = parse(["list", "nets", "-survey", "-topic:a", "--limit", "3"])
    exported = parse(["export", "-survey", "--format", "json", "-ofile"])

    assert listed.options["query"] == ["nets", "-survey", "-topic:a"]
    assert listed.options["limit"] == 3
    assert exported.options["query"] == ["-survey"]
    assert exported.options["output"] == Path("file")


def test_files_are_for_the_window_and_absolute(here: Path) -> None:
    asked = parse(["a.txt", "--library", "L"])

    assert (asked.subcommand, asked.files) == (None, (str(here / "a.txt"),))


def test_files_behind_two_dashes_may_look_like_anything(here: Path) -> None:
    asked = parse(["a.txt", "--", "-b.txt", "list"])

    assert asked.subcommand is None
    assert asked.files == tuple(str(here / n) for n in ("a.txt", "-b.txt", "list"))


def test_set_takes_several_papers_and_topics() -> None:
    words = "1 2 --star --topic A/B --untopic C --topic D"

    asked = parse(["set", *words.split()])

    given = {name: value for name, value in asked.options.items() if value}
    assert given == {
        "ids": ["1", "2"],
        "is_starred": True,
        "file_under": ["A/B", "D"],
        "unfile": ["C"],
    }


@pytest.mark.parametrize(
    "words",
    [
        ["--no-such"],
        ["list", "--no-such"],
        ["list", "--lim", "3"],
        ["list", "--limit", "-1"],
        ["list", "--limit", "x"],
        ["list", "--sort", "mood"],
        ["list", "--sort", "year:sideways"],
        ["show"],
        ["set", "1", "--status", "lost"],
        ["set", "1", "--rating", "6"],
        ["set", "1", "--star", "--unstar"],
        ["export"],
        ["export", "--format", "docx"],
        ["export", "-o", "papers.docx"],
        ["no-such-file-or-command"],
        ["--", "no-such-file"],
        ["x" * 5000],
        ["--library"],
        ["--library="],
        ["--set", "nonsense"],
        ["--set", "=1", "list"],
        ["list", "--limit", "1" * 5000],
        ["set", "1", "--rating", "-1"],
        ["export", "--format", "json", "-o", ""],
        ["import"],
    ],
)
def test_usage_errors_leave_with_two_and_one_line(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        parse(words)

    told = capsys.readouterr()
    assert (left.value.code, told.out) == (2, "")
    assert told.err.count("\n") == 1


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["list", "--limit", "x"], "“x” is no whole number"),
        (["list", "--limit", "-1"], "a count is 0 or more"),
        (["set", "1", "--rating", "9"], "a rating is from 0 to 5"),
        (["--set", "nonsense", "list"], "“nonsense” is not KEY=VALUE"),
        (["a\x1b[31m\nb"], r"a\x1b[31m b is neither a file nor a command"),
    ],
)
def test_usage_errors_are_told_plainly(
    words: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        parse(words)

    assert told in capsys.readouterr().err


def test_more_than_any_count_is_no_crash() -> None:
    assert parse(["list", "--limit", "9" * 30]).options["limit"] >= 2**31


def test_words_that_are_not_utf8_are_replaced_but_not_in_names() -> None:
    asked = parse(["import", "caf\udce9", "--topic", "th\udce9"])

    assert asked.options["sources"] == ["caf\udce9"]
    assert asked.options["topic"] == "th\ufffd"


@pytest.mark.parametrize("words", [["--help"], ["-h"], ["--version"], ["set", "-h"]])
def test_help_and_version_leave_with_zero(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        parse(words)

    assert left.value.code == 0
    assert "ctavo" in capsys.readouterr().out
