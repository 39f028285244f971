"""The list in a bundle: papers as JSON with all that a library holds on them.

A bundle is a ZIP archive of this list (`LIST`) and of the papers' PDFs
(`FILES`/<sha256>.pdf). The list has the shape that `tables.write_json` writes, with
`topics` (path, colour, digit and note of each topic that holds one of the papers, or of
all; `bare` are those that hold none) beside the papers,
and in each paper also `origins`, `marks`, `files`, `reading`, `edited`, `queued` (its
place in the queue, from 1) and the times `noted` and `snoozed`. The `searches` that are
saved stand beside the papers of a whole library. Times are ISO 8601 with their offset.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar

from app.domain.errors import InvalidInput
from app.domain.mark import N_COLOURS, Mark, MarkKind, Quad
from app.domain.mark_tag import united_tags
from app.domain.paper import (
    Draft,
    Harvest,
    MarkId,
    NamedSearch,
    Paper,
    PaperId,
    Progress,
    Provenance,
    Sha256,
    Skipped,
    StoredFile,
    TopicLook,
)
from app.domain.query import SavedSearch
from app.domain.topic import N_SLOTS, Topic
from app.formats import remainder
from app.formats.text import clean

LIST = "octavo.json"
FILES = "files"
KIND = "Octavo bundle"
VERSION = 1

_MOST = 1_000_000_000
_HEX = frozenset("0123456789abcdef")

T = TypeVar("T")
_Json = dict[str, Any]


def write_list(
    papers: Sequence[Paper],
    topics: Iterable[Topic],
    marks: Iterable[Mark],
    *,
    is_whole: bool = False,
    searches: Iterable[SavedSearch] = (),
    queue: Sequence[PaperId] = (),
) -> str:
    """Write papers as the list of a bundle; `marks` are theirs.

    Of a library that `is_whole` the topics without papers come along, too; `queue` is
    the order of the queue.
    """
    places = {paper: place for place, paper in enumerate(queue, start=1)}
    of_paper: dict[PaperId, list[Mark]] = defaultdict(list)
    for mark in marks:
        of_paper[mark.paper_id].append(mark)
    known = {topic.id: topic for topic in topics}
    paths = {topic.id: topic.path for topic in known.values()}
    used = {topic for paper in papers for topic in paper.topics if topic in known}
    above = {known[topic].path for topic in used}
    above |= {path[:at] for path in above for at, c in enumerate(path) if c == "/"}
    shown = [
        _topic(topic, is_bare=topic.path not in above)
        for topic in known.values()
        if is_whole or topic.path in above
    ]
    # A paper a line: encoding them all in one go would stop the window's own thread.
    lines = ",\n".join(
        json.dumps(
            {
                **_paper(paper, paths, of_paper[paper.id]),
                "queued": places.get(paper.id, 0),
            },
            ensure_ascii=False,
        )
        for paper in papers
    )
    told = json.dumps(shown, ensure_ascii=False)
    saved = [{"name": each.name, "text": each.text} for each in searches]
    named = json.dumps(saved, ensure_ascii=False)
    head = f'{{"format": "octavo", "version": {VERSION}, "topics": {told}'
    head += f', "searches": {named}' if saved else ""
    return f'{head}, "papers": [\n{lines}\n]}}\n'


def read_list(text: str, *, source: str) -> Harvest:
    """Read the list of a bundle; what is no paper in it is skipped.

    The files of the drafts have the names and hashes that the list tells; their
    `source` is the member that holds them.

    Raises:
        InvalidInput: it is broken, was written by a newer Octavo, or holds no paper.
    """
    try:
        whole = json.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError) as error:
        raise InvalidInput(f"The list in “{source}” is broken.") from error
    papers = whole.get("papers") if isinstance(whole, dict) else None
    if not isinstance(papers, list):
        raise InvalidInput(f"The list in “{source}” is broken.")
    if whole.get("version", 0) != VERSION:
        raise InvalidInput(
            f"“{source}” was written by a newer Octavo.", "Update Octavo, then retry."
        )
    drafts, skipped = [], []
    for number, values in enumerate(papers, start=1):
        draft = _draft(values, source=source, position=number)
        if draft is None:
            where = f"{source}, paper {number}"
            shown = clean(json.dumps(values, ensure_ascii=False))[:2000]
            skipped.append(Skipped(where=where, why="is no paper", text=shown))
        else:
            drafts.append(draft)
    return Harvest(
        source=source,
        kind=KIND,
        drafts=tuple(drafts),
        skipped=tuple(skipped),
        looks=_all(whole.get("topics"), _read_topic),
        searches=_all(whole.get("searches"), _read_search),
    )


def member_of(sha256: Sha256) -> str:
    """Return the name that a file has in a bundle."""
    return f"{FILES}/{sha256}.pdf"


def _topic(topic: Topic, *, is_bare: bool) -> _Json:
    bare = {"bare": True} if is_bare else {}
    told = {"path": topic.path, "colour": topic.colour, "slot": topic.slot}
    return {**told, "note": topic.note, **bare}


def _paper(paper: Paper, paths: Mapping[Any, str], marks: Iterable[Mark]) -> _Json:
    return {
        "id": paper.id,
        "added": paper.added_at.isoformat(),
        **remainder.values_of(remainder.draft_of(paper, paths)),
        "noted": None if paper.note is None else paper.note.changed_at.isoformat(),
        "snoozed": paper.snoozed_until and paper.snoozed_until.isoformat(),
        "edited": sorted(paper.edited),
        "origins": [_origin(origin) for origin in paper.provenance],
        "marks": [_mark(mark) for mark in marks],
        "reading": None if paper.progress is None else _reading(paper.progress),
        "files": [
            {
                "sha256": file.sha256,
                "bytes": file.length_bytes,
                "name": file.name,
                "pages": file.n_pages,
                "version": file.version,
                "added": file.added_at and file.added_at.isoformat(),
            }
            for file in paper.files
        ],
    }


def _origin(origin: Provenance) -> _Json:
    return {
        "source": origin.source,
        "kind": origin.kind,
        "list_date": origin.list_date,
        "curator": origin.curator,
        "badge": origin.badge,
        "position": origin.position,
        "original": origin.original,
        "imported": origin.imported_at and origin.imported_at.isoformat(),
    }


def _mark(mark: Mark) -> _Json:
    return {
        "id": mark.id,
        "file": mark.file,
        "kind": mark.kind.value,
        "colour": mark.colour,
        "page": mark.page_index,
        "quads": [[q.left, q.top, q.right, q.bottom] for q in mark.quads],
        "quote": mark.quote,
        "prefix": mark.prefix,
        "suffix": mark.suffix,
        "comment": mark.comment,
        "tags": list(mark.tags),
        "created": mark.created_at.isoformat(),
        "changed": mark.changed_at.isoformat(),
    }


def _reading(progress: Progress) -> _Json:
    return {
        "page": progress.page_index,
        "top": progress.top,
        "zoom": progress.zoom,
        "furthest": progress.furthest_page_index,
        "pages": progress.n_pages,
        "at": progress.read_at.isoformat(),
    }


def _draft(values: object, *, source: str, position: int) -> Draft | None:
    if not isinstance(values, dict):
        return None
    came = Provenance(source=source, kind=KIND, position=position)
    draft = remainder.complete(Draft(title="", provenance=came), values)
    if not draft.title:
        return None
    files = _all(values.get("files"), _read_file)
    return replace(
        draft,
        file=files[0] if files else None,
        other_files=files[1:],
        marks=_all(values.get("marks"), _read_mark),
        origins=_all(values.get("origins"), _read_origin),
        edited=frozenset(_all(values.get("edited"), _word)),
        progress=_or_none(values.get("reading"), _read_reading),
        added_at=_or_none(values.get("added"), _time),
        noted_at=_or_none(values.get("noted"), _time),
        snoozed_until=_or_none(values.get("snoozed"), _time),
        queue_place=_or_none(values.get("queued"), _number) or 0,
    )


def _all(values: object, read: Callable[[Any], T]) -> tuple[T, ...]:
    """Read the members of a list; those that are not as they should be are left out."""
    members = values if isinstance(values, list) else []
    found = (_or_none(value, read) for value in members)
    return tuple(each for each in found if each is not None)


def _or_none(value: object, read: Callable[[Any], T]) -> T | None:
    if value is None:
        return None
    try:
        return read(value)
    except (TypeError, ValueError, KeyError, OverflowError, AttributeError):
        return None


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return clean(value)


def _texts(values: object) -> list[str]:
    if not isinstance(values, list):
        raise TypeError(values)
    return list(map(_text, values))


def _word(value: object) -> str:
    word = _text(value)
    if not word.isidentifier():
        raise ValueError(value)
    return word


def _number(value: object, least: int = 0, most: int = _MOST) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(value)
    if not least <= value <= most:
        raise ValueError(value)
    return value


def _length(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError(value)
    if not -_MOST <= value <= _MOST:  # so that not-a-number fits nothing
        raise ValueError(value)
    return float(value)


def _time(value: object) -> datetime:
    moment = datetime.fromisoformat(_text(value))
    if moment.tzinfo is None:
        raise ValueError(value)
    return moment


def _hash(value: object) -> Sha256:
    text = _text(value)
    if len(text) != 64 or not _HEX.issuperset(text):
        raise ValueError(value)
    return Sha256(text)


def _read_topic(value: Any) -> TopicLook:
    return TopicLook(
        path=_text(value["path"]),
        colour=_number(value["colour"], 1, N_COLOURS),
        slot=_or_none(value.get("slot"), _slot),
        note=_or_none(value.get("note"), _text) or "",
        is_bare=value.get("bare") is True,
    )


def _read_search(value: Any) -> NamedSearch:
    return NamedSearch(name=_text(value["name"]), text=_text(value["text"]))


def _slot(value: Any) -> int:
    return _number(value, 1, N_SLOTS)


def _read_file(value: Any) -> StoredFile:
    sha256 = _hash(value["sha256"])
    return StoredFile(
        sha256=sha256,
        length_bytes=_number(value["bytes"], most=1 << 50),
        name=_text(value["name"]),
        source=member_of(sha256),
        n_pages=_or_none(value.get("pages"), _number),
        version=_or_none(value.get("version"), _number),
        added_at=_or_none(value.get("added"), _time),
    )


def _read_origin(value: Any) -> Provenance:
    return Provenance(
        source=_text(value["source"]),
        kind=_text(value["kind"]),
        list_date=_text(value.get("list_date", "")),
        curator=_text(value.get("curator", "")),
        badge=_text(value.get("badge", "")),
        position=_number(value.get("position", 0)),
        original=_text(value.get("original", "")),
        imported_at=_or_none(value.get("imported"), _time),
    )


def _read_mark(value: Any) -> Mark:
    return Mark(
        id=MarkId(_text(value.get("id", ""))),
        paper_id=PaperId(""),
        file=_hash(value["file"]),
        kind=MarkKind(value["kind"]),
        colour=_number(value["colour"], 1, N_COLOURS),
        page_index=_number(value["page"]),
        quads=tuple(Quad(*map(_length, quad)) for quad in value["quads"]),
        quote=_text(value["quote"]),
        prefix=_text(value.get("prefix", "")),
        suffix=_text(value.get("suffix", "")),
        comment=_text(value.get("comment", "")),
        tags=united_tags(_texts(value.get("tags", []))),
        created_at=_time(value["created"]),
        changed_at=_time(value["changed"]),
    )


def _read_reading(value: Any) -> Progress:
    return Progress(
        page_index=_number(value["page"]),
        top=_length(value["top"]),
        zoom=_text(value["zoom"]),
        furthest_page_index=_number(value["furthest"]),
        n_pages=_number(value["pages"]),
        read_at=_time(value["at"]),
    )
