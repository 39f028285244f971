"""The command line: options anywhere, files for the window, usage errors."""

from pathlib import Path

import pytest

from app.cli.arguments import parse


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
    assert asked.options == {"query": ["cats", "dogs"], "limit": 3}
    assert asked.as_json


def test_behind_two_dashes_nothing_is_an_option() -> None:
    asked = parse(["list", "--", "--json", "--library"])

    assert asked.options["query"] == ["--json", "--library"]
    assert (asked.as_json, asked.library) == (False, None)


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

    assert asked.options == {
        "ids": ["1", "2"],
        "status": None,
        "is_starred": True,
        "rating": None,
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
        ["show"],
        ["set", "1", "--status", "lost"],
        ["set", "1", "--rating", "6"],
        ["set", "1", "--star", "--unstar"],
        ["export"],
        ["export", "--format", "ris"],
        ["no-such-file-or-command"],
        ["--", "no-such-file"],
        ["x" * 5000],
        ["--library"],
        ["--library="],
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


@pytest.mark.parametrize("words", [["--help"], ["-h"], ["--version"], ["set", "-h"]])
def test_help_and_version_leave_with_zero(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        parse(words)

    assert left.value.code == 0
    assert "ctavo" in capsys.readouterr().out
