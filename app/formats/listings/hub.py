"""Papers as the Hugging Face API and its pages tell them, in JSON."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from app.domain.errors import InvalidInput
from app.domain.paper import (
    Author,
    Detail,
    Draft,
    Harvest,
    Identifier,
    Link,
    LinkKind,
    Provenance,
    Skipped,
)
from app.domain.signal import LARGEST, Signal, SignalName
from app.formats.addresses import MAX_SHOWN_LENGTH, identifiers_in, link_of, links_in
from app.formats.text import clean, one_line

KIND = "Hugging Face papers"

_MAX_PROBE = 262_144
_MAX_ORIGINAL = 20_000
_MAX_FIELD = 100_000
_START = re.compile(r"\s{0,200}(?:\[\s{0,200})?\{")
_TELLING = re.compile(
    r'"(?:submittedOnDailyAt|dailyPapers|submittedOnDailyBy|discussionId)"\s{0,9}:'
)
_LISTS = ("dailyPapers", "papers", "results")
_REPOSITORY = re.compile(r"[\w.-]{1,100}/[\w.-]{1,100}")
_SOURCE = "Hugging Face"
_SIGNALS = {"upvotes": SignalName.UPVOTES, "githubStars": SignalName.STARS}

Json = object
"""What JSON gives: narrowed wherever it is read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What a page says over its papers; empty where it says nothing."""

    list_date: str = ""
    curator: str = ""
    badge: str = ""


@dataclass(frozen=True, slots=True)
class Gathered:
    """Papers of a JSON value, and what in it could not be read as one."""

    drafts: tuple[Draft, ...]
    skipped: tuple[Skipped, ...]


def is_hub_json(text: str) -> bool:
    """Say whether text is an answer of the papers' API, one paper or many."""
    return bool(_START.match(text)) and bool(_TELLING.search(text, 0, _MAX_PROBE))


def read_hub_json(text: str, *, source: str) -> Harvest:
    """Read the papers of an answer of the API: an object, a list, or a page's props.

    Raises:
        InvalidInput: it is no JSON, or holds no paper.
    """
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InvalidInput(
            f"“{source}” begins as papers in JSON, but is damaged.",
            "Save or copy it again, whole.",
        ) from error
    found = gather(value, source=source, header=Header(), kind=KIND)
    if not found.drafts and not found.skipped:
        raise InvalidInput(
            f"“{source}” is JSON without papers.", "Save the list of papers itself."
        )
    date = next((d.provenance.list_date for d in found.drafts), "")
    return Harvest(
        source=source,
        kind=KIND,
        drafts=found.drafts,
        skipped=found.skipped,
        list_date=date,
    )


def gather(value: Json, *, source: str, header: Header, kind: str) -> Gathered:
    """Gather the papers of a JSON value, in its order, each paper once."""
    drafts: list[Draft] = []
    skipped: list[Skipped] = []
    seen: set[str] = set()
    for number, record in enumerate(_records(value), start=1):
        draft = _draft(record, source, header, kind, len(drafts) + 1)
        if draft is None:
            where = f"{source}, paper {number}"
            text = _source_of(record)[:MAX_SHOWN_LENGTH]
            skipped.append(Skipped(where=where, why="it has no title", text=text))
            continue
        key = draft.identifiers[0].value if draft.identifiers else draft.title
        if key not in seen:
            seen.add(key)
            drafts.append(draft)
    return Gathered(tuple(drafts), tuple(skipped))


def _records(value: Json) -> Iterator[dict[str, Json]]:
    """Find the objects that are papers."""
    if isinstance(value, list):
        for each in value:
            if isinstance(each, dict):
                yield each
        return
    if not isinstance(value, dict):
        return
    lists = (value[name] for name in _LISTS if isinstance(value.get(name), list))
    if (first := next(lists, None)) is not None:
        yield from _records(first)
    elif isinstance(value.get("paper"), dict) or (
        "id" in value and ("title" in value or "summary" in value)
    ):
        yield value


def _draft(
    record: dict[str, Json], source: str, header: Header, kind: str, position: int
) -> Draft | None:
    """Return a paper, None for an object without a title."""
    inner = record.get("paper")
    paper: dict[str, Json] = inner if isinstance(inner, dict) else record
    title = one_line(_text(paper, "title") or _text(record, "title"))
    if not title:
        return None
    summary = one_line(_text(paper, "summary") or _text(record, "summary"))
    number = _text(paper, "id")
    identifiers = identifiers_in(f"arXiv:{number}") if number else ()
    day = _text(paper, "submittedOnDailyAt") or _text(record, "publishedAt")
    published = _text(paper, "publishedAt")[:4]
    return Draft(
        title=title,
        abstract=summary,
        authors=tuple(_authors(paper.get("authors"))),
        year=int(published) if re.fullmatch(r"[12][0-9]{3}", published) else None,
        identifiers=identifiers,
        links=tuple(dict.fromkeys((*_links(paper, identifiers), *links_in(summary)))),
        details=tuple(_details(paper)),
        signals=tuple(_signals(paper)),
        provenance=Provenance(
            source=source,
            kind=kind,
            list_date=header.list_date or day[:10],
            curator=header.curator or _submitter(record, paper),
            badge=header.badge,
            position=position,
            original=_source_of(record)[:_MAX_ORIGINAL],
        ),
    )


def _text(record: dict[str, Json], name: str) -> str:
    value = record.get(name)
    return clean(value[:_MAX_FIELD]) if isinstance(value, str) else ""


def _source_of(record: dict[str, Json]) -> str:
    return clean(json.dumps(record, ensure_ascii=False))


def _authors(value: Json) -> Iterator[Author]:
    for each in value if isinstance(value, list) else ():
        name = each.get("name") if isinstance(each, dict) else each
        if isinstance(name, str) and (name := one_line(name[:_MAX_FIELD])):
            yield Author(name)


def _submitter(record: dict[str, Json], paper: dict[str, Json]) -> str:
    """Return who submitted a paper, by full name or else by account."""
    for by in (paper.get("submittedOnDailyBy"), record.get("submittedBy")):
        if isinstance(by, dict):
            names = (_text(by, name) for name in ("fullname", "user", "name"))
            if name := next((one_line(name) for name in names if name), ""):
                return f"Submitted by {name}"
    return ""


def _links(
    paper: dict[str, Json], identifiers: tuple[Identifier, ...]
) -> Iterator[Link]:
    if identifiers:
        url = f"https://huggingface.co/papers/{identifiers[0].value}"
        yield Link(url, LinkKind.PAGE)
    repository = _text(paper, "githubRepo").strip()
    if _REPOSITORY.fullmatch(repository):
        repository = f"https://github.com/{repository}"
    for url in (repository, _text(paper, "projectPage").strip()):
        for found in links_in(url)[:1]:
            is_project = url != repository and found.kind is LinkKind.OTHER
            yield (
                Link(found.url, LinkKind.PROJECT) if is_project else link_of(found.url)
            )


def _signals(paper: dict[str, Json]) -> Iterator[Signal]:
    """Return the numbers of the day the page was made."""
    for member, name in _SIGNALS.items():
        number = paper.get(member)
        if not isinstance(number, int) or isinstance(number, bool):
            continue
        if 0 <= number <= LARGEST:
            yield Signal(name=name, number=number, source=_SOURCE)


def _details(paper: dict[str, Json]) -> Iterator[Detail]:
    """Return the words of the page that have no place of their own."""
    if summary := one_line(_text(paper, "ai_summary")):
        yield Detail("hf:ai_summary", summary)
    words = paper.get("ai_keywords")
    if isinstance(words, list):
        found = (one_line(word) for word in words if isinstance(word, str))
        if joined := ", ".join(word for word in found if word)[:_MAX_FIELD]:
            yield Detail("hf:ai_keywords", joined)
