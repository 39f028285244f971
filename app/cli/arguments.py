"""The command line: what may be typed, and what it means."""

import argparse
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

from app.cli.asked import GENERAL, Asked
from app.cli.columns import read_columns
from app.cli.export_options import add_cite, add_export, chosen_format
from app.cli.fields import add_field_options
from app.cli.output import print_or_leave, print_problem, print_version
from app.domain.errors import InvalidInput
from app.domain.paper import MAX_RATING, Status
from app.domain.view import Sorting
from app.domain.view_text import read_sorting

_MARK = "\0"
"""What no word of a command line can begin with."""

_MOST = 2**31
"""More papers or acts no library has."""

_QUERIED = frozenset({"list", "export"})
"""The commands that take a search; `-o` is an option of one of them."""

_NAMES = frozenset({"sources", "files"})
"""The options that are names of files, kept as they were given."""

_USAGE = "octavo [--library DIR] [--settings FILE] [--set KEY=VALUE]… [COMMAND …]"


def parse(arguments: Sequence[str]) -> Asked:
    """Read the command line; usage errors leave with exit code 2."""
    general, rest = _split(list(arguments))
    parser = _general_parser()
    values = parser.parse_args(general)
    name = rest[0] if rest else None
    if name in ("-h", "--help"):
        parser.print_help()
        raise SystemExit(0)
    if name == "--version":
        print_version()
        raise SystemExit(0)
    if name is not None and name in _SUBCOMMANDS:
        subparser = _subparser(name)
        given = vars(subparser.parse_intermixed_args(_literal(rest[1:], name)))
        given = {
            option: value if option in _NAMES else _words(value)
            for option, value in _unmarked(given).items()
        }
        as_json = given.pop("as_json")
        if name == "export" and not chosen_format(given):
            subparser.error("give --format, or -o with a name that says it (a.bib)")
        return Asked(
            subcommand=name,
            library=values.library,
            settings=values.settings,
            overrides=tuple(values.set),
            options=given,
            as_json=as_json,
        )
    return Asked(
        subcommand=None,
        library=values.library,
        settings=values.settings,
        overrides=tuple(values.set),
        files=_files(parser, rest),
    )


def _files(parser: argparse.ArgumentParser, rest: Sequence[str]) -> tuple[str, ...]:
    end = rest.index("--") if "--" in rest else len(rest)
    for name in rest[:end]:
        if name.startswith("-"):
            parser.error(f"unknown option {name}")
    names = [*rest[:end], *rest[end + 1 :]]
    for name in names:
        # Not Path.exists: it raises where a name is too long to be one.
        if not os.path.exists(name):
            known = ", ".join(_SUBCOMMANDS)
            parser.error(f"{name} is neither a file nor a command ({known})")
    return tuple(os.path.abspath(name) for name in names)


def _split(arguments: list[str]) -> tuple[list[str], list[str]]:
    """Part the general options, wherever they stand, from everything else."""
    general: list[str] = []
    rest: list[str] = []
    while arguments:
        word = arguments.pop(0)
        if word == "--":
            rest += [word, *arguments]
            break
        if word in GENERAL:
            general.append(word)
            if arguments:
                general.append(arguments.pop(0))
        elif word.startswith(tuple(f"{name}=" for name in GENERAL)):
            general.append(word)
        else:
            rest.append(word)
    return general, rest


def _literal(words: list[str], name: str) -> list[str]:
    """Mark what stands behind `--`, which intermixed parsing would take for options.

    In a query so is `-word`, which leaves out what has it.
    """
    end = words.index("--") if "--" in words else len(words)
    before = [
        _MARK + word if name in _QUERIED and _is_left_out(word) else word
        for word in words[:end]
    ]
    return [*before, *(_MARK + word for word in words[end + 1 :])]


def _is_left_out(word: str) -> bool:
    return len(word) > 2 and word[0] == "-" and word[1] not in "-o0123456789"


def _unmarked(given: dict[str, Any]) -> dict[str, Any]:
    def plain(value: Any) -> Any:
        if isinstance(value, list):
            return [plain(member) for member in value]
        return value.removeprefix(_MARK) if isinstance(value, str) else value

    return {option: plain(value) for option, value in given.items()}


def _words(value: Any) -> Any:
    """Return words with what was not UTF-8 in them replaced; names stay as they are."""
    if isinstance(value, list):
        return [_words(member) for member in value]
    if not isinstance(value, str):
        return value
    return value.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


class _Parser(argparse.ArgumentParser):
    """Tells usage errors in one line."""

    def error(self, message: str) -> NoReturn:
        """Leave with exit code 2."""
        print_problem(f"{self.prog}: {message}")
        raise SystemExit(2)

    def print_help(self, file: Any = None) -> None:
        """Print the help to standard output."""
        print_or_leave(self.format_help().rstrip("\n"))


def _general_parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="octavo",
        usage=_USAGE,
        add_help=False,
        description="A desktop reading list for research papers. "
        "Without a command it opens the window.",
        epilog="Commands: " + ", ".join(_SUBCOMMANDS) + ". "
        "`octavo COMMAND --help` tells more, `octavo --version` the version. Files in "
        "place of a command are opened in the window.",
    )
    parser.add_argument("--library", type=_path, metavar="DIR", help="library to use")
    parser.add_argument("--settings", type=_path, metavar="FILE", help="settings file")
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        type=_setting,
        metavar="KEY=VALUE",
        help="one setting",
    )
    return parser


def _subparser(name: str) -> argparse.ArgumentParser:
    parser = _Parser(
        prog=f"octavo {name}", description=_SUBCOMMANDS[name], allow_abbrev=False
    )
    parser.add_argument(
        "--json", action="store_true", dest="as_json", help="print one JSON value"
    )
    _ADD_OPTIONS.get(name, _add_none)(parser)
    return parser


def _add_none(_parser: argparse.ArgumentParser) -> None:
    """Add no option."""


def _add_import(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("sources", nargs="+", metavar="SOURCE")
    parser.add_argument("--topic", default="", help="file the papers under A/B")
    parser.add_argument("--dry-run", action="store_true", help="add nothing")


def _add_inspect(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", metavar="FILE")


def _add_list(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("query", nargs="*", metavar="QUERY")
    parser.add_argument("--limit", type=_count, metavar="N", help="at most so many")
    parser.add_argument(
        "--sort",
        type=_sorting,
        default=(),
        metavar="COLUMNS",
        dest="sorting",
        help="by columns, the first first: year:desc,title",
    )
    parser.add_argument(
        "--columns",
        type=read_columns,
        default=(),
        metavar="COLUMNS",
        help="only these, named as in the JSON and the CSV: title,year,citations",
    )


def _add_show(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID")


def _add_set(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("ids", nargs="+", metavar="ID")
    parser.add_argument("--status", choices=[s.value for s in Status])
    star = parser.add_mutually_exclusive_group()
    star.add_argument("--star", action="store_true", default=None, dest="is_starred")
    star.add_argument("--unstar", action="store_false", default=None, dest="is_starred")
    parser.add_argument("--rating", type=_rating, metavar="N", help="0 to 5")
    parser.add_argument(
        "--topic",
        action="append",
        default=[],
        dest="file_under",
        metavar="TOPIC",
        help="file under A/B",
    )
    parser.add_argument(
        "--untopic",
        action="append",
        default=[],
        dest="unfile",
        metavar="TOPIC",
        help="take out of A/B",
    )
    add_field_options(parser)


def _add_merge(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("ids", nargs="+", metavar="ID", help="the first is kept")


def _add_fetch(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("ids", nargs="+", metavar="ID")
    parser.add_argument(
        "--newest",
        action="store_true",
        help="the newer version that `metadata check` found, beside the older PDF",
    )


def _add_metadata(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "what",
        choices=("refresh", "check"),
        help="refresh papers; or check where preprints of the library appeared",
    )
    parser.add_argument("ids", nargs="*", metavar="ID")
    parser.add_argument("--all", action="store_true", help="every paper")
    parser.add_argument("--dry-run", action="store_true", help="change nothing")


def _add_undo(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "act",
        nargs="?",
        type=_count,
        metavar="ACT",
        help="an act's number in the history, else the last one",
    )


def _add_history(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--limit", type=_count, metavar="N", help="at most so many, else all"
    )


def _path(text: str) -> Path:
    if not text:
        raise argparse.ArgumentTypeError("a name is needed")
    return Path(text)


def _setting(text: str) -> str:
    key, equals, _ = text.partition("=")
    if not (key and equals):
        raise argparse.ArgumentTypeError(f"“{text}” is not KEY=VALUE")
    return text


def _count(text: str) -> int:
    number = _number(text)
    if number < 0:
        raise argparse.ArgumentTypeError("a count is 0 or more")
    return min(number, _MOST)


def _rating(text: str) -> int:
    number = _number(text)
    if not 0 <= number <= MAX_RATING:
        raise argparse.ArgumentTypeError(f"a rating is from 0 to {MAX_RATING}")
    return number


def _sorting(text: str) -> tuple[Sorting, ...]:
    try:
        return read_sorting(text)
    except InvalidInput as error:
        raise argparse.ArgumentTypeError(f"{error.message} {error.hint}") from error


def _number(text: str) -> int:
    try:
        return int(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"“{text}” is no whole number") from error


_SUBCOMMANDS = {
    "import": "Add papers from saved lists, PDF files, folders and links.",
    "list": "List papers, best first where a query is given.",
    "show": "Show one paper with notes, marks and files.",
    "set": "Set status, star, rating, topics and fields of papers, as one act.",
    "duplicates": "List papers that may be in the library twice, and why.",
    "merge": "Merge papers into the first one named, as one act.",
    "fetch": "Fetch PDFs.",
    "metadata": "Refresh details of papers from the catalogues, as one act.",
    "undo": "Take back the last act, or the one of a number.",
    "redo": "Do the last undone act again.",
    "history": "List what was done to the library.",
    "export": "Write papers in a format: BibTeX, RIS, CSL-JSON, CSV, JSON, Markdown, "
    "a web page, or a bundle that another Octavo takes without loss.",
    "cite": "Print citations of papers.",
    "doctor": "Check the library and its files.",
    "inspect": "Tell which papers PDF files are, and which cannot be read; add "
    "nothing. A score below 0.5 means that the title is a guess. No library is needed.",
}

_ADD_OPTIONS = {
    "import": _add_import,
    "inspect": _add_inspect,
    "list": _add_list,
    "show": _add_show,
    "set": _add_set,
    "merge": _add_merge,
    "fetch": _add_fetch,
    "metadata": _add_metadata,
    "undo": _add_undo,
    "history": _add_history,
    "export": add_export,
    "cite": add_cite,
}
