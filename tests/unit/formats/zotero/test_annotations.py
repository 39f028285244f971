"""Annotations of Zotero: kinds, colours, places, and positions that are broken."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.mark import N_COLOURS, MarkKind
from app.formats.zotero.annotations import (
    Annotation,
    AnnotationRow,
    AnnotationType,
    Box,
    as_text,
    read_annotation,
    slot_of,
)


def read(
    number: int,
    *,
    text: str = "",
    comment: str = "",
    position: object = None,
    tags: tuple[str, ...] = (),
) -> Annotation:
    return read_annotation(
        AnnotationRow(
            number=number,
            text=text,
            comment=comment,
            colour="#ffd400",
            page_label="7",
            position=json.dumps(position),
            tags=tags,
        )
    )


@pytest.mark.parametrize(
    ("colour", "slot"),
    [
        ("#ffd400", 1),
        ("#f19837", 2),
        ("#ff6666", 3),
        ("#a28ae5", 4),
        ("#2ea8e5", 5),
        ("#5fb236", 7),
        ("#aaaaaa", 8),
        ("#f00", 3),
        ("", 1),
        ("yellow", 1),
        ("#12", 1),
    ],
)
def test_colours_become_the_nearest_slot(colour: str, slot: int) -> None:
    assert slot_of(colour) == slot


@given(st.text())
def test_any_text_has_a_slot(colour: str) -> None:
    assert 1 <= slot_of(colour) <= N_COLOURS


@pytest.mark.parametrize(
    ("number", "text", "comment", "kind"),
    [
        (AnnotationType.HIGHLIGHT, "words", "", MarkKind.HIGHLIGHT),
        (AnnotationType.UNDERLINE, "words", "", MarkKind.UNDERLINE),
        (AnnotationType.NOTE, "", "", MarkKind.PAGE_NOTE),
        (AnnotationType.TEXT, "", "typed", MarkKind.PAGE_NOTE),
        (AnnotationType.IMAGE, "", "a figure", MarkKind.PAGE_NOTE),
        (AnnotationType.IMAGE, "", "", None),
        (AnnotationType.INK, "", "", None),
        (99, "", "future", MarkKind.PAGE_NOTE),
    ],
)
def test_what_has_words_becomes_a_mark(
    number: int, text: str, comment: str, kind: MarkKind | None
) -> None:
    assert read(number, text=text, comment=comment).kind is kind


def test_a_highlight_over_two_pages_has_two_places() -> None:
    position = {
        "pageIndex": 4,
        "rects": [[30, 20, 10, 5]],
        "nextPageRects": [[1, 2, 3, 4]],
    }

    found = read(AnnotationType.HIGHLIGHT, text="words", position=position)

    assert found.places == ((4, (Box(10, 5, 30, 20),)), (5, (Box(1, 2, 3, 4),)))


def test_a_drawing_has_the_box_round_its_lines() -> None:
    position = {"pageIndex": 0, "width": 2, "paths": [[1, 9, 5, 2], [3, 3, 8, 4]]}

    found = read(AnnotationType.INK, comment="look", position=position)

    assert found.places == ((0, (Box(1, 2, 8, 9),)),)


@pytest.mark.parametrize(
    "position",
    [
        None,
        [],
        "x",
        {},
        {"pageIndex": -1},
        {"pageIndex": True},
        {"pageIndex": 1.5},
        {"pageIndex": 10**12},
        {"type": "FragmentSelector", "value": "epubcfi(/6/4)"},
    ],
)
def test_a_place_that_is_none_is_none(position: object) -> None:
    assert read(AnnotationType.HIGHLIGHT, position=position).places == ()


@pytest.mark.parametrize(
    "rects",
    [None, 3, [[1, 2, 3]], [["a", 1, 2, 3]], [[float("nan"), 1, 2, 3]], [None], [[]]],
)
def test_boxes_that_are_none_are_left_out(rects: object) -> None:
    position = {"pageIndex": 0, "rects": rects}

    assert read(AnnotationType.HIGHLIGHT, position=position).places == ((0, ()),)


def test_words_without_a_place_tell_their_page() -> None:
    assert (
        as_text(read(AnnotationType.HIGHLIGHT, text="words", comment="mine"))
        == "> words (page 7)\n\nmine"
    )
    assert as_text(read(AnnotationType.NOTE, comment="mine")) == "mine (page 7)"
    assert as_text(read(AnnotationType.NOTE)) == ""
    tagged = read(AnnotationType.HIGHLIGHT, text="words", tags=("key point", "b"))
    assert as_text(tagged) == "> words (page 7)\n\n#key-point #b"


def test_tags_are_kept_as_tags_beside_the_comment() -> None:
    found = read(AnnotationType.INK, comment="mine", tags=(" Key  point", "KEY POINT"))

    assert (found.comment, found.tags) == ("mine", ("Key point",))
    assert read(AnnotationType.INK, tags=("a",)).kind is MarkKind.PAGE_NOTE
