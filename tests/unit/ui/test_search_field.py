"""The search field shows what it understood, and offers keys and values."""

from collections.abc import Iterator

import pytest
from PySide6 import QtCore, QtGui, QtWidgets
from pytestqt.qtbot import QtBot

from app.commands.table import all_commands
from app.domain.wanted import Key
from app.formats.queries.language import Sort
from app.runtime.library_client import LibraryClient
from app.runtime.supervisor import TaskSupervisor
from app.ui.appearance.look import Look
from app.ui.panels.list.search_completer import SearchCompleter
from app.ui.panels.list.search_field import SearchField
from app.ui.panels.list.suggesting import (
    Wish,
    key_suggestions,
    taken,
    toggled,
    value_suggestions,
    wish,
)
from tests.support.sheets import Ran
from tests.support.waiting import until
from tests.unit.ui.conftest import AddTitles

pytestmark = [pytest.mark.ui]
KEY = QtCore.Qt.Key


@pytest.fixture
def ran() -> Ran:
    return Ran()


@pytest.fixture
def field(qtbot: QtBot, look: Look, ran: Ran) -> Iterator[SearchField]:
    window = QtWidgets.QWidget()
    window.resize(700, 500)
    qtbot.addWidget(window)
    made = SearchField(look, ran, all_commands(), window)
    made.setGeometry(20, 20, 520, made.height())
    window.show()
    made.take_focus()
    qtbot.waitUntil(made.line.hasFocus)
    yield made
    del window  # which nobody else holds


@pytest.fixture
def completer(
    field: SearchField, look: Look, library: LibraryClient, jobs: TaskSupervisor
) -> SearchCompleter:
    return SearchCompleter(look, field, library, jobs, field.window())


def offered(completer: SearchCompleter) -> list[str]:
    if not completer.list.isVisible():
        return []
    return [row.name for row in completer.list.rows()]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("top", (0, 3, None, "top")),
        ("nets (top", (6, 9, None, "top")),
        ("a -status:n", (3, 11, Key.STATUS, "n")),
        ("by:", (0, 3, Key.AUTHOR, "")),
        ('topic:"A B', (0, 10, Key.TOPIC, "A B")),
        ("nokey:a", None),
        ("note:~(top", None),
        ('note:~"a top', None),
        ('note:~"a" top', (10, 13, None, "top")),
        ('"in a phrase topic:a', None),
        ('"done" topic:a', (7, 14, Key.TOPIC, "a")),
        ("a", None),
        ("", None),
        ("topic:a ", None),
    ],
)
def test_wish_is_the_word_at_the_cursor(
    text: str, found: tuple[int, int, Key | None, str] | None
) -> None:
    asked = wish(text, len(text))

    given = asked and (asked.start, asked.end, asked.key, asked.typed)
    assert given == found


def test_suggestion_takes_the_place_of_the_whole_word() -> None:
    asked = wish("nets topic:ag is:new", 12)
    assert asked == Wish(start=5, end=13, key=Key.TOPIC, typed="a")

    (row,) = value_suggestions(asked, [("Agents/Tool use", 3)], most=8)
    text, cursor = taken("nets topic:ag is:new", asked, row)

    assert text == 'nets topic:"Agents/Tool use" is:new'
    assert text[cursor:] == "is:new"
    assert row.detail == "3"


def test_a_name_with_quotes_is_completed_as_one() -> None:
    text = 'topic:"the ""w'
    asked = wish(text, len(text))
    assert asked == Wish(start=0, end=len(text), key=Key.TOPIC, typed='the "w')

    (row,) = value_suggestions(asked, [('The "why" papers', 3)], most=8)

    written, _ = taken(text, asked, row)
    assert written == 'topic:"The ""why"" papers" '
    assert toggled(written, 'The "why" papers') == ""


def test_keys_are_offered_by_their_beginning() -> None:
    assert [row.name for row in key_suggestions("A")] == [
        "author:",
        "abstract:",
        "added:",
        "arxiv:",
    ]


def test_topic_is_added_to_a_search_and_taken_out_again() -> None:
    once = toggled("nets", "Agents/Tool use")
    twice = toggled(once, "Scaling")

    assert once == 'nets topic:"Agents/Tool use" '
    assert twice == 'nets topic:"Agents/Tool use" topic:Scaling '
    assert toggled(twice, "agents/tool use") == "nets topic:Scaling"
    assert toggled("", "A") == "topic:A "


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("status:", ""),
        ("nets status:", "nets "),
        ("nets -status:", "nets "),
        ("nets title:~", "nets "),
        ("nets status:n", "nets status:n"),
        ("nets nokey:", "nets nokey:"),
        ("status: nets", "status: nets"),
        ("status:soon", "status:soon"),
    ],
)
def test_filter_that_waits_for_its_value_finds_no_words_yet(
    field: SearchField, qtbot: QtBot, typed: str, told: str
) -> None:
    with qtbot.waitSignal(field.edited) as edited:
        field.write(typed, len(typed))
    field.set_text(told)

    assert edited.args == [told]
    assert field.text() == typed

    field.set_text("another")
    assert field.text() == "another"


def test_line_tells_filters_from_what_it_could_not_read(field: SearchField) -> None:
    field.line.setText("nets is:new status:soon nokey:3")

    sorts = [piece.sort for piece in field.line.pieces]

    assert sorts == [Sort.WORD, Sort.FILTER, Sort.LOST, Sort.LOST]
    assert field.line.explanation(2) == ""
    assert "queued" in field.line.explanation(15)
    assert "nokey:" in field.line.explanation(26)
    left = [field.line.x_of(piece.start) for piece in field.line.pieces]
    assert left == sorted(left)


def test_line_tells_why_a_pattern_is_none(field: SearchField) -> None:
    field.line.setText('note:~(ab title:~"x** y" author:~ mark:~a|b')

    sorts = [piece.sort for piece in field.line.pieces]

    assert sorts == [Sort.LOST, Sort.LOST, Sort.PHRASE, Sort.LOST, Sort.FILTER]
    assert "unterminated" in field.line.explanation(3)
    assert "multiple repeat" in field.line.explanation(12)
    assert "waits" in field.line.explanation(27)
    assert field.line.explanation(40) == ""


@pytest.mark.asyncio
async def test_pattern_is_offered_behind_a_key_of_words(
    field: SearchField, completer: SearchCompleter, qtbot: QtBot
) -> None:
    qtbot.keyClicks(field.line, "note:")
    await until(lambda: offered(completer) == ["~"])

    qtbot.keyClick(field.line, KEY.Key_Tab)

    assert field.text() == "note:~"


def test_chip_lies_under_the_filter_alone(field: SearchField, look: Look) -> None:
    field.line.setText("nets is:new")
    picture = field.grab().toImage()
    ratio = picture.devicePixelRatio()
    soft = look.theme.colours.accentsoft.name()

    def colours(start: int, end: int) -> set[str]:
        first = field.line.mapTo(field, QtCore.QPoint(field.line.x_of(start), 0)).x()
        last = field.line.mapTo(field, QtCore.QPoint(field.line.x_of(end), 0)).x()
        y = picture.height() // 2
        columns = range(round((first + 2) * ratio), round((last - 4) * ratio))
        return {QtGui.QColor(picture.pixel(x, y)).name() for x in columns}

    assert soft in colours(5, 11)
    assert soft not in colours(0, 4)


def test_search_is_saved_by_the_button(field: SearchField, ran: Ran) -> None:
    buttons = field.findChildren(QtWidgets.QAbstractButton)
    save = next(b for b in buttons if "Save" in b.accessibleName())
    assert not save.isVisible()

    field.line.setText("nets")
    save.click()

    assert [command for command, _ in ran.calls] == ["search.save"]


@pytest.mark.asyncio
async def test_key_and_value_are_taken_with_tab(
    field: SearchField, completer: SearchCompleter, add: AddTitles, qtbot: QtBot
) -> None:
    await add("One", "Two", topic="Agents/Tool use")
    told: list[str] = []
    field.edited.connect(told.append)

    qtbot.keyClicks(field.line, "nets top")
    assert offered(completer) == ["topic:"]
    qtbot.keyClick(field.line, KEY.Key_Tab)
    await until(lambda: "Agents/Tool use" in offered(completer))
    qtbot.keyClicks(field.line, "use")
    await until(lambda: offered(completer) == ["Agents/Tool use"])
    assert completer.list.rows()[0].detail == "2"
    qtbot.keyClick(field.line, KEY.Key_Down)
    qtbot.keyClick(field.line, KEY.Key_Return)

    assert field.text() == 'nets topic:"Agents/Tool use" '
    assert not completer.list.isVisible()
    assert field.line.hasFocus()
    await until(lambda: told[-1:] == ['nets topic:"Agents/Tool use" '])


@pytest.mark.asyncio
async def test_tab_before_the_values_are_there_takes_the_first_of_them(
    field: SearchField, completer: SearchCompleter, qtbot: QtBot
) -> None:
    qtbot.keyClicks(field.line, "status:que")
    qtbot.keyClick(field.line, KEY.Key_Tab)  # 'status:' is still what is offered

    await until(lambda: field.text() == "status:queued ")


@pytest.mark.asyncio
async def test_enter_goes_on_to_the_list_when_nothing_was_chosen(
    field: SearchField, completer: SearchCompleter, qtbot: QtBot
) -> None:
    left: list[bool] = []
    field.left.connect(left.append)
    qtbot.keyClicks(field.line, "au")
    assert offered(completer) == ["author:"]

    qtbot.keyClick(field.line, KEY.Key_Return)

    assert left == [True]
    assert not completer.list.isVisible()
    assert field.text() == "au"


@pytest.mark.asyncio
async def test_suggestions_go_with_the_word_and_the_keys(
    field: SearchField, completer: SearchCompleter, qtbot: QtBot
) -> None:
    qtbot.keyClicks(field.line, "status:q")
    await until(lambda: offered(completer) == ["queued"])
    qtbot.keyClicks(field.line, " ")
    assert offered(completer) == []

    qtbot.keyClicks(field.line, "st")
    qtbot.keyClick(field.line, KEY.Key_Down)
    assert offered(completer) == ["status:", "star:", "stars:"]
    qtbot.keyClick(field.line, KEY.Key_Escape)
    assert offered(completer) == []
    assert field.line.hasFocus()


@pytest.mark.asyncio
async def test_topic_is_combined_with_what_is_typed(
    field: SearchField, completer: SearchCompleter, qtbot: QtBot
) -> None:
    told: list[str] = []
    field.edited.connect(told.append)
    qtbot.keyClicks(field.line, "nets")

    completer.toggle_topic("A/B")

    await until(lambda: told[-1:] == ["nets topic:A/B "])


@pytest.mark.asyncio
async def test_suggestion_is_taken_by_a_click(
    field: SearchField, completer: SearchCompleter, qtbot: QtBot
) -> None:
    qtbot.keyClicks(field.line, "au")
    place = QtCore.QPoint(30, completer.list.height() // 2)

    qtbot.mouseClick(completer.list, QtCore.Qt.MouseButton.LeftButton, pos=place)

    assert field.text() == "author:"
    assert field.line.hasFocus()
