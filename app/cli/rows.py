"""Rows of `list` with the columns that were asked for."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from app.cli.values import paper_value
from app.domain.paper import Paper, TopicId
from app.domain.signal import SignalName
from app.domain.topic import Topic
from app.formats.tables import cells_of
from app.formats.text import one_line


def row_of(
    paper: Paper, topics: dict[TopicId, Topic], columns: Sequence[str]
) -> dict[str, Any]:
    """Return the values of a paper's columns, as they stand in JSON."""
    value, cells = paper_value(paper, topics), cells_of(paper)
    numbers = {signal.name.value: signal.number for signal in paper.signals}
    numbered = {name.value: numbers.get(name.value) for name in SignalName}
    return {name: (cells | numbered | value)[name] for name in columns}


def line_of(row: Mapping[str, Any]) -> str:
    """Return a row for people and scripts: cells parted by tabs, each on one line."""
    return "\t".join(one_line(_cell(value)) for value in row.values())


def _cell(value: Any) -> str:
    match value:
        case None | False:
            return ""
        case True:
            return "yes"
        case list() if all(isinstance(each, str) for each in value):
            return "; ".join(value)
        case list() | dict():
            return json.dumps(value, ensure_ascii=False) if value else ""
        case _:
            return str(value)
