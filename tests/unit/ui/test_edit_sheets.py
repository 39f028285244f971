"""Editing one paper, many papers, and adding one by hand, each by the keys."""

from dataclasses import replace

import pytest
from PySide6 import QtCore
from pytestqt.qtbot import QtBot

from app.domain.fields import Fields
from app.domain.paper import (
    Author,
    Detail,
    Identifier,
    Link,
    LinkKind,
    Paper,
    PaperId,
    Status,
)
from app.ui.appearance.look import Look
from app.ui.sheets.add_sheet import AddSheet
from app.ui.sheets.edit_form import MOST_CHARACTERS
from app.ui.sheets.edit_sheet import EditSheet
from app.ui.sheets.edit_sheet_many import EditManySheet
from tests.support.sheets import Ran, Stage, a_paper, focus

pytestmark = pytest.mark.ui
KEY = QtCore.Qt.Key
CONTROL = QtCore.Qt.KeyboardModifier.ControlModifier
SHIFT = QtCore.Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def stage(qtbot: QtBot, look: Look) -> Stage:
    return Stage(qtbot, look)


@pytest.fixture
def ran() -> Ran:
    return Ran()


def a_full_paper() -> Paper:
    return replace(
        a_paper(r"The $\ell_2$ norm"),
        id=PaperId("P"),
        authors=(Author("Ada Lovelace"),),
        year=2024,
        identifiers=(Identifier("arxiv", "2401.00001v2"),),
        links=(Link("https://example.org", LinkKind.CODE),),
        tags=("a", "b"),
        abstract="One\u00a0two\nthree",
    )


def opened(stage: Stage, sheet: EditSheet | EditManySheet | AddSheet) -> None:
    stage.sheets.open(sheet)


def test_saving_writes_only_what_was_changed(
    stage: Stage, look: Look, ran: Ran, qtbot: QtBot
) -> None:
    sheet = EditSheet(look, paper=a_full_paper(), run=ran)
    opened(stage, sheet)

    qtbot.keyClick(focus(), KEY.Key_A, CONTROL)
    qtbot.keyClicks(focus(), "The $L_2$ norm")
    qtbot.keyClick(focus(), KEY.Key_Tab)
    qtbot.keyClick(focus(), KEY.Key_End, CONTROL)
    qtbot.keyClick(focus(), KEY.Key_Return)
    qtbot.keyClicks(focus(), "Emmy Noether")
    qtbot.keyClick(focus(), KEY.Key_Return, CONTROL)

    authors = (Author("Ada Lovelace"), Author("Emmy Noether"))
    fields = Fields(title="The $L_2$ norm", authors=authors)
    assert ran.calls == [("paper.set", {"ids": ("P",), "fields": fields})]
    assert sheet.is_closed
    assert sheet.left() == {}


def test_type_and_more_fields_are_chosen_and_typed(
    stage: Stage, look: Look, ran: Ran, qtbot: QtBot
) -> None:
    there = (Detail("volume", "3"), Detail("bibtex:annote", "One\nTwo"))
    paper = replace(a_full_paper(), kind="paper-conference", details=there)
    sheet = EditSheet(look, paper=paper, run=ran, field="kind")
    opened(stage, sheet)

    assert focus().currentText() == "Conference paper"  # type: ignore[attr-defined]
    qtbot.keyClick(focus(), KEY.Key_Down)
    qtbot.keyClick(focus(), KEY.Key_Tab)
    qtbot.keyClick(focus(), KEY.Key_End, CONTROL)
    qtbot.keyClick(focus(), KEY.Key_Return)
    qtbot.keyClicks(focus(), "page: 4-5")
    qtbot.keyClick(focus(), KEY.Key_Return, CONTROL)

    fields = Fields(kind="article", details=(*there, Detail("page", "4-5")))
    assert ran.calls == [("paper.set", {"ids": ("P",), "fields": fields})]


def test_type_that_has_no_words_is_offered_as_it_is(
    stage: Stage, look: Look, ran: Ran, qtbot: QtBot
) -> None:
    paper = replace(a_full_paper(), kind="musical_score")
    sheet = EditSheet(look, paper=paper, run=ran, field="kind")
    opened(stage, sheet)
    shown = focus().currentText()  # type: ignore[attr-defined]
    sheet.form.set_text("details", "volume")

    qtbot.keyClick(focus(), KEY.Key_Return, CONTROL)

    assert shown == "musical_score"
    assert not sheet.is_closed
    assert sheet.form.problem("details").startswith("“volume” is no field.")
    sheet.form.reset()
    assert sheet.form.changed() == {}


def test_saving_unchanged_writes_nothing(
    stage: Stage, look: Look, ran: Ran, qtbot: QtBot
) -> None:
    sheet = EditSheet(look, paper=a_full_paper(), run=ran)
    opened(stage, sheet)

    qtbot.keyClick(focus(), KEY.Key_Return, CONTROL)

    assert ran.calls == []
    assert sheet.is_closed


def test_what_cannot_be_is_told_below_its_field(
    stage: Stage, look: Look, ran: Ran, qtbot: QtBot
) -> None:
    sheet = EditSheet(look, paper=a_full_paper(), run=ran, field="year")
    opened(stage, sheet)
    sheet.form.set_text("title", " ")

    qtbot.keyClicks(focus(), "x")
    qtbot.keyClick(focus(), KEY.Key_Return)

    assert not sheet.is_closed
    assert ran.calls == []
    assert sheet.form.problem("title").startswith("A paper needs a title.")
    assert sheet.form.problem("year").startswith("“2024x” is no year.")
    assert focus() is sheet.form.focus("title")


def test_escape_keeps_what_was_typed_for_the_next_time(
    stage: Stage, look: Look, ran: Ran, qtbot: QtBot
) -> None:
    first = EditSheet(look, paper=a_full_paper(), run=ran, field="venue")
    opened(stage, first)
    qtbot.keyClicks(focus(), "ICLR")
    qtbot.keyClick(focus(), KEY.Key_Escape)

    again = EditSheet(look, paper=a_full_paper(), run=ran, draft=first.left())
    opened(stage, again)
    qtbot.keyClick(focus(), KEY.Key_Return, CONTROL)

    assert first.is_closed
    assert ran.calls == [("paper.set", {"ids": ("P",), "fields": Fields(venue="ICLR")})]


def test_text_too_long_to_edit_stays_as_it_is(
    stage: Stage, look: Look, ran: Ran, qtbot: QtBot
) -> None:
    paper = replace(a_full_paper(), title="x" * 10_000_000, venue="y" * 100_000)
    sheet = EditSheet(look, paper=paper, run=ran)
    opened(stage, sheet)

    qtbot.keyClicks(focus(), "more")
    sheet.form.set_text("venue", "other")
    sheet.form.set_text("year", "")
    qtbot.keyClick(focus(), KEY.Key_Return, CONTROL)

    assert len(sheet.form.text("title")) == MOST_CHARACTERS
    assert ran.calls == [("paper.set", {"ids": ("P",), "fields": Fields(year=0)})]


def test_many_papers_get_only_what_was_given(
    stage: Stage, look: Look, ran: Ran, qtbot: QtBot
) -> None:
    ids = (PaperId("P"), PaperId("Q"))
    sheet = EditManySheet(look, ids=ids, run=ran)
    opened(stage, sheet)

    qtbot.keyClicks(focus(), "-")
    for name, text in (
        ("add_tags", "new, newer"),
        ("status", "done"),
        ("rating", "0"),
        ("file_under", "A / B\nC"),
    ):
        sheet.form.set_text(name, text)
    sheet.form.focus("status").setFocus()
    qtbot.keyClick(focus(), KEY.Key_Return, CONTROL)

    assert ran.calls == [
        (
            "paper.set",
            {
                "ids": ids,
                "fields": Fields(venue="", add_tags=("new", "newer")),
                "status": Status.DONE,
                "rating": 0,
                "file_under": ("A/B", "C"),
            },
        )
    ]


def test_many_papers_left_alone_are_not_written(
    stage: Stage, look: Look, ran: Ran, qtbot: QtBot
) -> None:
    sheet = EditManySheet(look, ids=(PaperId("P"), PaperId("Q")), run=ran)
    opened(stage, sheet)

    qtbot.keyClick(focus(), KEY.Key_Return, CONTROL)

    assert ran.calls == []
    assert sheet.is_closed


def test_many_papers_with_a_bad_topic_are_not_written(
    stage: Stage, look: Look, ran: Ran, qtbot: QtBot
) -> None:
    sheet = EditManySheet(look, ids=(PaperId("P"), PaperId("Q")), run=ran)
    opened(stage, sheet)
    sheet.form.set_text("file_under", "A//B")
    sheet.form.set_text("year", "nineteen")

    qtbot.keyClick(focus(), KEY.Key_Return, CONTROL)

    assert ran.calls == []
    assert "empty name" in sheet.form.problem("file_under")
    assert "is no year" in sheet.form.problem("year")


def test_links_typed_are_imported(
    stage: Stage, look: Look, ran: Ran, qtbot: QtBot
) -> None:
    sheet = AddSheet(look, run=ran)
    opened(stage, sheet)

    qtbot.keyClicks(focus(), "2304.15004")
    qtbot.keyClick(focus(), KEY.Key_Return, SHIFT)
    qtbot.keyClicks(focus(), "10.1000/x")
    assert sheet._says.text() == "Recognised: 1 arXiv id, 1 DOI."
    qtbot.keyClick(focus(), KEY.Key_Return, CONTROL)

    assert ran.calls == [("import.sources", {"text": "2304.15004\n10.1000/x"})]
    assert sheet.left() == {}


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("2304.15004", "arXiv id 2304.15004"),
        ("https://arxiv.org/abs/2304.15004v2", "arXiv id 2304.15004"),
        ("doi:10.1000/x", "DOI 10.1000/x"),
        ("https://example.org/a", "link to example.org"),
    ],
)
def test_one_line_recognised_is_told_and_taken_by_enter(
    stage: Stage, look: Look, ran: Ran, qtbot: QtBot, typed: str, told: str
) -> None:
    sheet = AddSheet(look, run=ran)
    opened(stage, sheet)
    assert "Shift+Enter" in sheet._says.text()

    qtbot.keyClicks(focus(), typed)
    assert sheet._says.text().startswith(f"Recognised: {told}. Enter adds it")
    qtbot.keyClick(focus(), KEY.Key_Return)

    assert ran.calls == [("import.sources", {"text": typed})]


def test_enter_takes_neither_a_title_nor_several_lines(
    stage: Stage, look: Look, ran: Ran, qtbot: QtBot
) -> None:
    sheet = AddSheet(look, run=ran)
    opened(stage, sheet)

    qtbot.keyClicks(focus(), "Harbours")
    assert "title" in sheet._says.text()
    qtbot.keyClick(focus(), KEY.Key_Return)
    qtbot.keyClicks(focus(), "2304.15004")
    qtbot.keyClick(focus(), KEY.Key_Return)

    assert ran.calls == []
    assert sheet._says.text() == "Recognised: 1 arXiv id, 1 other line."


def test_title_typed_makes_a_paper_by_hand(
    stage: Stage, look: Look, ran: Ran, qtbot: QtBot
) -> None:
    sheet = AddSheet(look, run=ran)
    opened(stage, sheet)

    qtbot.keyClicks(focus(), "Notes on $x$")
    qtbot.keyClick(focus(), KEY.Key_Tab)
    qtbot.keyClicks(focus(), "Ada")
    sheet.form.set_text("year", "18")
    qtbot.keyClick(focus(), KEY.Key_Return, CONTROL)
    refused = (list(ran.calls), sheet.form.problem("year"))
    sheet.form.set_text("year", "1843")
    qtbot.keyClick(focus(), KEY.Key_Return, CONTROL)

    [(command, arguments)] = ran.calls
    draft = arguments["draft"]
    assert refused == ([], "“18” is no year. Write four digits.")
    assert command == "paper.add"
    assert (draft.title, draft.authors, draft.year, draft.provenance.kind) == (
        "Notes on $x$",
        (Author("Ada"),),
        1843,
        "by hand",
    )


def test_paper_left_half_written_stands_there_again(
    stage: Stage, look: Look, ran: Ran, qtbot: QtBot
) -> None:
    first = AddSheet(look, run=ran)
    opened(stage, first)
    qtbot.keyClicks(focus(), "A title")
    first.form.set_text("venue", "Nature")
    qtbot.keyClick(focus(), KEY.Key_Escape)

    again = AddSheet(look, run=ran, draft=first.left())

    assert again.left() == first.left() == {"given": "A title", "venue": "Nature"}
    assert again.is_by_hand
