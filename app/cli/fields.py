"""The fields of papers, as the options of a terminal command give them."""

import argparse
from collections.abc import Callable, Mapping
from typing import Any

from app.domain.fields import Fields
from app.formats import typed


def add_field_options(parser: argparse.ArgumentParser) -> None:
    """Let a command write fields; an empty text takes a field away."""
    parser.add_argument("--title", help="source text, TeX included")
    parser.add_argument("--author", action="append", dest="authors", metavar="NAME")
    parser.add_argument("--year", help="four digits, or nothing")
    parser.add_argument("--venue")
    parser.add_argument(
        "--identifier", action="append", dest="identifiers", metavar="ID"
    )
    parser.add_argument("--link", action="append", dest="links", metavar="URL")
    for name, kept in (("--tag", "add_tags"), ("--untag", "remove_tags")):
        parser.add_argument(name, action="append", default=[], dest=kept, metavar="TAG")
    parser.add_argument("--abstract")


def fields_given(options: Mapping[str, Any]) -> Fields:
    """Return the fields that options write.

    Raises:
        InvalidInput: one of them cannot be read.
    """
    readers: dict[str, Callable[[str], Any]] = {
        "title": typed.title_typed,
        "authors": typed.authors_typed,
        "year": typed.year_typed,
        "venue": str.strip,
        "identifiers": typed.identifiers_typed,
        "links": typed.links_typed,
        "abstract": str.strip,
    }
    given = {name: options[name] for name in readers if options[name] is not None}
    values: dict[str, Any] = {
        name: readers[name](value if isinstance(value, str) else "\n".join(value))
        for name, value in given.items()
    }
    return Fields(
        **values,
        add_tags=tuple(options["add_tags"]),
        remove_tags=tuple(options["remove_tags"]),
    )
