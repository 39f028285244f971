"""Making marks out of a selection."""

import uuid
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from app.domain.mark import Mark, MarkKind, Quad
from app.domain.paper import MarkId, PaperId, Sha256
from app.ui.panels.reader.selection import Span, TextMap, join_lines

_NOTE_PT = 16.0


def marks_of_span(
    span: Span,
    text_of: Callable[[int], TextMap | None],
    *,
    paper_id: PaperId,
    file: Sha256,
    kind: MarkKind,
    colour: int,
) -> tuple[Mark, ...]:
    """Make one mark for each page that a selection touches."""
    now = datetime.now(UTC)
    made = []
    for page_index in span.pages:
        text = text_of(page_index)
        if text is None or not (quads := text.quads(page_index, span)):
            continue
        prefix, suffix = text.around(page_index, span)
        made.append(
            Mark(
                id=MarkId(str(uuid.uuid4())),
                paper_id=paper_id,
                file=file,
                kind=kind,
                colour=colour,
                page_index=page_index,
                quads=quads,
                quote=text.text(page_index, span).strip(),
                prefix=prefix,
                suffix=suffix,
                created_at=now,
                changed_at=now,
            )
        )
    return tuple(made)


def note_on_page(
    page_index: int,
    page_width: float,
    *,
    paper_id: PaperId,
    file: Sha256,
    colour: int,
) -> Mark:
    """Make a note on a page as a whole; `page_width` in points."""
    now = datetime.now(UTC)
    left = max(0.0, page_width - 2 * _NOTE_PT)
    return Mark(
        id=MarkId(str(uuid.uuid4())),
        paper_id=paper_id,
        file=file,
        kind=MarkKind.PAGE_NOTE,
        colour=colour,
        page_index=page_index,
        quads=(Quad(left, _NOTE_PT, left + _NOTE_PT, 2 * _NOTE_PT),),
        quote="",
        created_at=now,
        changed_at=now,
    )


def in_reading_order(marks: Sequence[Mark]) -> tuple[Mark, ...]:
    """Sort marks by page; on a page column by column as far as their lines tell."""
    return tuple(sorted(marks, key=_place))


def selected_text(span: Span, text_of: Callable[[int], TextMap | None]) -> str:
    """Return the words of a selection, its lines joined, pages too."""
    texts = ((index, text_of(index)) for index in span.pages)
    return join_lines([t.text(i, span) for i, t in texts if t is not None])


def _place(mark: Mark) -> tuple[int, float, float]:
    first = mark.quads[0] if mark.quads else Quad(0, 0, 0, 0)
    top = -1.0 if mark.kind is MarkKind.PAGE_NOTE else first.top
    return mark.page_index, top, first.left
