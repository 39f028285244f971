"""What a draft adds to a paper that is here already."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from app.commands.wording import count, listed
from app.domain.importing import united_notes
from app.domain.mark import Mark
from app.domain.paper import Draft, Paper, Sha256, Status, TopicId
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
    )


def gain(
    draft: Draft, paper: Paper, marks: Sequence[Mark], topics: Mapping[TopicId, str]
) -> Draft:
    """Return the part of a draft that the paper lacks; its main file is left out.

    `marks` are the paper's, `topics` the full paths of all topics. What the user said
    stays: a status and a rating are taken only where there is none.
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
    return listed([*words, *(what for is_said, what in said if is_said)])


def told_files(gained: Draft) -> str:
    """Name the files among what a paper gains, '' for none."""
    n = len(gained.files)
    return count(n, "PDF") if n > 1 else "PDF" * n


def _status(draft: Draft) -> Status | None:
    return None if draft.status is Status.NEW else draft.status


def _fresh(marks: Sequence[Mark], mine: Sequence[Mark]) -> Iterator[Mark]:
    """Go through the marks that are not there, or there without their comment."""
    here = {(mark.file, mark.page_index, mark.quads): mark for mark in mine}
    for mark in marks:
        same = here.get((mark.file, mark.page_index, mark.quads))
        if same is None or (mark.comment and not same.comment):
            yield mark
