"""The options of the commands that take papers out, and what they mean together."""

import argparse
from pathlib import Path
from typing import Any

from app.formats.format_names import BUNDLE, STYLES, TEXT_FORMATS, format_of

LISTED = "json"
"""The format of what `list --json` prints."""


def add_export(parser: argparse.ArgumentParser) -> None:
    """Add the options of `export`."""
    parser.add_argument("query", nargs="*", metavar="QUERY")
    parser.add_argument(
        "--format",
        choices=(LISTED, *TEXT_FORMATS, BUNDLE),
        help="else what FILE ends in says it; json is what `list --json` prints, "
        'another with --json is an object: {"bibtex": TEXT}',
    )
    parser.add_argument(
        "--with-files",
        action="store_true",
        help="put the PDFs into the bundle (zip) too",
    )
    parser.add_argument(
        "-o", dest="output", type=_path, metavar="FILE", help="write to FILE"
    )


def add_cite(parser: argparse.ArgumentParser) -> None:
    """Add the options of `cite`."""
    parser.add_argument("ids", nargs="+", metavar="ID")
    parser.add_argument(
        "--style",
        choices=STYLES,
        default="",
        help="else that of the setting citations.style",
    )


def chosen_format(options: dict[str, Any]) -> str:
    """Return the format that was named, or that the file's name says; '' for none."""
    target: Path | None = options["output"]
    if options["format"] or target is None:
        return str(options["format"] or "")
    if found := format_of(target):
        return found
    return LISTED if target.suffix.lower() == ".json" else ""


def _path(text: str) -> Path:
    if not text:
        raise argparse.ArgumentTypeError("a name is needed")
    return Path(text)
