"""One draft of several that a source holds of one paper."""

from dataclasses import replace

from app.domain.paper import Draft, StoredFile


def joined(draft: Draft, again: Draft) -> Draft:
    """Return a draft with what another of the same paper adds to it.

    Those are topics, tags, the note, and marks with the files that they are made in;
    two copies of one mark are one, and so are numbers of one name. Title and the like
    stay as the first has them.
    """
    mine = {(mark.file, mark.page_index, mark.quads) for mark in draft.marks}
    marks = tuple(
        mark
        for mark in again.marks
        if (mark.file, mark.page_index, mark.quads) not in mine
    )
    files = {file.sha256: file for file in (*files_of(draft), *_marked_files(again))}
    first, *others = files.values() or (None,)
    numbers = {each.name: each for each in (*again.signals, *draft.signals)}
    notes = dict.fromkeys(filter(None, (draft.note.strip(), again.note.strip())))
    return replace(
        draft,
        topics=tuple(dict.fromkeys((*draft.topics, *again.topics))),
        tags=tuple(dict.fromkeys((*draft.tags, *again.tags))),
        note="\n\n".join(notes),
        marks=(*draft.marks, *marks),
        file=first,
        other_files=tuple(file for file in others if file is not None),
        signals=tuple(numbers.values()),
    )


def files_of(draft: Draft) -> tuple[StoredFile, ...]:
    """Return the files of a draft, its main one first."""
    first = () if draft.file is None else (draft.file,)
    return (*first, *draft.other_files)


def _marked_files(draft: Draft) -> tuple[StoredFile, ...]:
    marked = {mark.file for mark in draft.marks}
    return tuple(file for file in files_of(draft) if file.sha256 in marked)
