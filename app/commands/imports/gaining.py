"""What a draft adds to a paper that is here already."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from app.commands.wording import count, listed
from app.domain.importing import united_notes
from app.domain.mark import Mark
from app.domain.mark_tag import united_tags
from app.domain.paper import Draft, Paper, Sha256, Status, TopicId
from app.domain.signal import Signal
from app.domain.topic import tidy_path


def may_gain(draft: Draft) -> bool:
    """Say whether a draft tells of more than the work itself."""
    return bool(
        draft.topics
        or draft.tags
        or draft.note.strip()
        or draft.marks
        or draft.is_starred
        or draft.rating
        or draft.other_files
        or _status(draft) is not None
        or draft.progress is not None
        or draft.signals
    )


def gain(
    draft: Draft, paper: Paper, marks: Sequence[Mark], topics: Mapping[TopicId, str]
) -> Draft:
    """Return the part of a draft that the paper lacks; its main file is left out.

    `marks` are the paper's, `topics` the full paths of all topics. What the user said
    stays: a status and a rating are taken only where there is none. Of a number of the
    day the newest told counts.
    """
    mine = {topics[topic].casefold() for topic in paper.topics if topic in topics}
    note = paper.note.text if paper.note is not None else ""
    held: set[Sha256] = {file.sha256 for file in paper.files}
    is_new = paper.status is Status.NEW and paper.snoozed_until is None
    return Draft(
        title=draft.title,
        provenance=draft.provenance,
        topics=tuple(t for t in draft.topics if tidy_path(t).casefold() not in mine),
        tags=tuple(tag for tag in draft.tags if tag not in paper.tags),
        note=draft.note if united_notes(note, draft.note) != note else "",
        noted_at=draft.noted_at,
        marks=tuple(_fresh(draft.marks, marks)),
        is_starred=draft.is_starred and not paper.is_starred,
        rating=0 if paper.rating else draft.rating,
        status=_status(draft) if is_new else None,
        queue_place=draft.queue_place,
        progress=None if paper.progress else draft.progress,
        other_files=tuple(f for f in draft.other_files if f.sha256 not in held),
        signals=tuple(s for s in draft.signals if _is_news(s, paper)),
    )


def with_file(gained: Draft, draft: Draft) -> Draft:
    """Return a gain with the draft's main file as well."""
    return replace(gained, file=draft.file)


def told(gained: Draft) -> str:
    """Name what a paper gains: 'note, 3 marks, PDF'."""
    counts = (
        (len(gained.files), "PDF"),
        (len(gained.marks), "mark"),
        (len(gained.topics), "topic"),
        (len(gained.tags), "tag"),
    )
    words = [count(n, what) if n > 1 else what for n, what in counts if n]
    said = (
        (bool(gained.note), "note"),
        (gained.is_starred, "star"),
        (bool(gained.rating), "rating"),
        (gained.status is not None, "status"),
        (gained.progress is not None, "reading place"),
    )
    numbers = (signal.name.value for signal in gained.signals)
    return listed([*words, *(what for is_said, what in said if is_said), *numbers])


def told_files(gained: Draft) -> str:
    """Name the files among what a paper gains, '' for none."""
    n = len(gained.files)
    return count(n, "PDF") if n > 1 else "PDF" * n


def _status(draft: Draft) -> Status | None:
    return None if draft.status is Status.NEW else draft.status


def _is_news(told: Signal, paper: Paper) -> bool:
    """Say whether a number is another than the paper's, and told no earlier."""
    mine = paper.signal(told.name)
    if mine is None or mine.as_of is None:
        return mine is None or mine.number != told.number
    is_later = told.as_of is None or told.as_of >= mine.as_of
    return is_later and told.number != mine.number


def _fresh(marks: Sequence[Mark], mine: Sequence[Mark]) -> Iterator[Mark]:
    """Go through the marks that are not there, or without their comment or tags."""
    here = {(mark.file, mark.page_index, mark.quads): mark for mark in mine}
    for mark in marks:
        same = here.get((mark.file, mark.page_index, mark.quads))
        if same is None or (mark.comment and not same.comment):
            yield mark
            continue
        if united_tags(same.tags, mark.tags) != united_tags(same.tags):
            yield mark
