"""The detail shows a paper whole, with the acts that fit it."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6 import QtCore, QtGui, QtWidgets
from pytestqt.qtbot import QtBot

from app.commands.table import all_commands
from app.domain.edit import AddMarks, CompletePaper
from app.domain.mark import Mark, MarkKind, Quad
from app.domain.paper import (
    Author,
    Detail,
    Identifier,
    Link,
    LinkKind,
    MarkId,
    Note,
    Paper,
    PaperId,
    Progress,
    Provenance,
    Sha256,
    Status,
    StoredFile,
    TopicId,
)
from app.domain.query import Place
from app.domain.refreshing import LATEST_VERSION
from app.domain.signal import Signal, SignalName
from app.domain.topic import Topic
from app.runtime.library_client import LibraryClient
from app.runtime.supervisor import TaskSupervisor
from app.settings.store import SettingsStore
from app.ui.appearance.look import Look
from app.ui.panels.detail.marks_list import MarkQuote
from app.ui.panels.detail.panel import DetailPanel
from app.ui.panels.detail.rating import RatingStars
from app.ui.panels.detail.sections import LinksSection
from app.ui.panels.detail.words import DetailWords
from app.ui.widgets.buttons import CommandButton
from app.ui.widgets.chip import TopicChip
from app.ui.widgets.reading_text import ReadingText, find_addresses
from app.ui.widgets.show_more import ShowMore
from tests.support.sheets import Ran, a_topic
from tests.support.waiting import until
from tests.unit.ui.conftest import AddTitles

pytestmark = [pytest.mark.ui, pytest.mark.asyncio]
LEFT = QtCore.Qt.MouseButton.LeftButton
NOW = datetime.now(UTC)
NO_TOPICS: Mapping[TopicId, Topic] = {}
FILE = StoredFile(sha256=Sha256("0" * 64), length_bytes=1, name="a.pdf", n_pages=23)
PAPER = Paper(
    id=PaperId("one"),
    title="Are Emergent Abilities <b>a</b> Mirage?",
    abstract="We show that $\\alpha$ is <i>not</i> sharp. " * 60,
    authors=(Author("Rylan Schaeffer"), Author("Brando Miranda")),
    year=2023,
    venue="NeurIPS",
    identifiers=(Identifier("arxiv", "2304.15004"),),
    links=(Link("https://github.com/a/b", LinkKind.CODE),),
    status=Status.NEW,
    is_starred=False,
    rating=0,
    topics=(),
    tags=(),
    provenance=(
        Provenance(
            source="list.txt",
            kind="saved listing",
            list_date="Mar 11",
            badge="new",
            position=41,
            imported_at=NOW,
        ),
    ),
    files=(),
    note=None,
    n_marks=0,
    progress=None,
    added_at=NOW,
    is_trashed=False,
)


@pytest.fixture
def ran() -> Ran:
    return Ran()


@pytest.fixture
def panel(
    qtbot: QtBot, look: Look, library: LibraryClient, jobs: TaskSupervisor, ran: Ran
) -> Iterator[DetailPanel]:
    window = QtWidgets.QWidget()
    window.resize(492, 600)
    qtbot.addWidget(window)
    commands = all_commands()
    made = DetailPanel(look, ran, commands, library, jobs, library.feed, window)
    made.resize(492, 600)
    window.show()
    yield made
    window.close()


def words(panel: DetailPanel) -> str:
    """Return the visible labels and buttons as one text."""
    kinds = (QtWidgets.QLabel, QtWidgets.QAbstractButton)
    shown = [w for kind in kinds for w in panel.findChildren(kind) if w.isVisible()]
    return "\n".join(widget.text() for widget in shown)


def button(panel: DetailPanel, name: str) -> QtWidgets.QAbstractButton:
    """Return a visible button by its text or its name."""
    return next(
        b
        for b in panel.findChildren(QtWidgets.QAbstractButton)
        if b.isVisible() and name in (b.text(), b.accessibleName())
    )


def begun_at(page_index: int) -> Paper:
    """Return the paper as one that is read up to that page."""
    progress = Progress(
        page_index=page_index,
        top=0.0,
        zoom="width",
        furthest_page_index=page_index,
        n_pages=23,
        read_at=NOW,
    )
    return replace(PAPER, files=(FILE,), status=Status.READING, progress=progress)


def acts(panel: DetailPanel) -> list[str]:
    buttons = panel.findChildren(CommandButton)
    return [b.text() for b in buttons if b.isVisible()]


async def test_paper_is_shown_with_all_that_is_known(panel: DetailPanel) -> None:
    panel.show_paper(PAPER, NO_TOPICS)

    shown = words(panel)
    for text in (
        PAPER.title,
        "Rylan Schaeffer, Brando Miranda",
        "NeurIPS 2023",
        "arXiv 2304.15004",
        "Code: github.com/a/b",
        "list.txt, Mar 11",
        "row 41 · marked new · imported today",
    ):
        assert text in shown
    text = panel.findChild(ReadingText)
    assert text.toPlainText().startswith("We show that α is <i>not</i> sharp.")


@pytest.mark.parametrize(
    ("details", "line"),
    [
        ({}, "NeurIPS 2023"),
        ({"publisher": "Curran"}, "NeurIPS 2023, Curran"),
        ({"publisher": "neurips"}, "NeurIPS 2023"),
        (
            {"volume": "36", "issue": "2", "page": "45-67", "publisher": "Curran"},
            "NeurIPS 36(2), 45–67, 2023, Curran",
        ),
        ({"volume": "36"}, "NeurIPS 36, 2023"),
        ({"page": "e1--e9"}, "NeurIPS, e1–e9, 2023"),
    ],
)
async def test_publication_is_told_in_one_line(
    details: dict[str, str], line: str, panel: DetailPanel
) -> None:
    told = tuple(Detail(name, value) for name, value in details.items())

    panel.show_paper(replace(PAPER, details=told), NO_TOPICS)

    assert line in words(panel)


async def test_long_publication_is_broken_where_the_detail_ends(
    panel: DetailPanel, qtbot: QtBot
) -> None:
    venue = "Proceedings of the Conference on Tests of Very Narrow Windows " * 3
    told = (Detail("volume", "36"), Detail("page", "45-67"))
    panel.resize(380, 700)

    panel.show_paper(replace(PAPER, venue=venue.strip(), details=told), NO_TOPICS)

    labels = panel.findChildren(QtWidgets.QLabel)
    line = next(label for label in labels if label.text().endswith("36, 45–67, 2023"))
    three_lines = 3 * line.fontMetrics().lineSpacing()
    qtbot.waitUntil(
        lambda: line.width() < panel.width() and line.height() >= three_lines
    )


async def test_text_loads_nothing_that_it_names(panel: DetailPanel) -> None:
    text = panel.findChild(ReadingText)
    kind = QtGui.QTextDocument.ResourceType.ImageResource.value

    assert text.loadResource(kind, QtCore.QUrl("file:///etc/hostname")) is None


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, ["Fetch PDF", "Queue", "Done", "Dismiss"]),
        ({"files": (FILE,)}, ["View PDF", "Queue", "Done", "Dismiss"]),
        ({"is_trashed": True}, ["Restore"]),
    ],
)
async def test_acts_fit_the_paper(
    panel: DetailPanel, changes: dict[str, object], expected: list[str]
) -> None:
    panel.show_paper(replace(PAPER, **changes), NO_TOPICS)

    assert acts(panel) == expected


async def test_begun_paper_is_continued_where_it_was_left(
    panel: DetailPanel, ran: Ran, qtbot: QtBot
) -> None:
    panel.show_paper(begun_at(13), NO_TOPICS)

    qtbot.mouseClick(button(panel, "Continue p. 14"), LEFT)

    assert ran.calls == [("paper.view", {})]
    assert "23 pages" in words(panel)


async def test_topic_chip_leads_to_its_topic_and_add_to_the_picker(
    panel: DetailPanel, ran: Ran, qtbot: QtBot
) -> None:
    topic = a_topic("Models/Scaling laws", colour=5)
    filed = replace(PAPER, topics=(topic.id,))
    panel.show_paper(PAPER, NO_TOPICS)
    panel.show_paper(filed, {topic.id: topic})

    qtbot.mouseClick(button(panel, "Scaling laws"), LEFT)
    qtbot.mouseClick(button(panel, "Add"), LEFT)

    assert ran.calls == [
        ("view.show", {"place": Place.TOPIC, "topic": topic.id}),
        ("topics.pick", {}),
    ]
    panel.show_paper(PAPER, NO_TOPICS)
    await until(lambda: not any(c.isVisible() for c in panel.findChildren(TopicChip)))


async def test_many_authors_are_folded_until_asked(
    panel: DetailPanel, qtbot: QtBot
) -> None:
    authors = tuple(Author(f"Name {n}") for n in range(12))
    panel.show_paper(replace(PAPER, authors=authors), NO_TOPICS)
    assert "Name 7" in words(panel)
    assert "Name 8" not in words(panel)

    qtbot.mouseClick(button(panel, "Show all 12 authors"), LEFT)

    assert "Name 11" in words(panel)


async def test_space_reads_on_until_the_end(panel: DetailPanel) -> None:
    panel.show_paper(PAPER, NO_TOPICS)
    bar = panel.findChild(QtWidgets.QScrollArea).verticalScrollBar()
    await until(lambda: bar.maximum() > 0)
    assert not panel.scroll_up()

    n_steps = 0
    while panel.scroll_down():
        n_steps += 1

    assert n_steps >= 1
    assert bar.value() == bar.maximum()
    assert panel.scroll_up()
    panel.show_paper(replace(PAPER, id=PaperId("two")), NO_TOPICS)
    assert bar.value() == 0


async def test_same_paper_again_keeps_its_place(panel: DetailPanel) -> None:
    panel.show_paper(PAPER, NO_TOPICS)
    bar = panel.findChild(QtWidgets.QScrollArea).verticalScrollBar()
    await until(lambda: bar.maximum() > 0)
    panel.scroll_down()
    place = bar.value()

    panel.show_paper(replace(PAPER, is_starred=True), NO_TOPICS)

    assert bar.value() == place > 0


async def test_note_is_shown_and_edited(
    panel: DetailPanel, ran: Ran, qtbot: QtBot
) -> None:
    note = Note(text="Compare with *this*.", changed_at=NOW)
    panel.show_paper(replace(PAPER, note=note), NO_TOPICS)

    assert "Compare with *this*." in words(panel)
    qtbot.mouseClick(button(panel, "Edit"), LEFT)
    assert ran.calls == [("note.edit", {})]


async def test_a_text_of_megabytes_is_shown_by_its_beginning_until_asked(
    panel: DetailPanel, qtbot: QtBot
) -> None:
    long = "tides and shores " * 8_000
    note = Note(text=long, changed_at=NOW)
    panel.show_paper(replace(PAPER, abstract=long, note=note), NO_TOPICS)
    text = panel.findChild(ReadingText)
    asked = [b for b in panel.findChildren(ShowMore) if not b.isHidden()]
    assert [more.text() for more in asked] == ["Show more", "Show more"]
    assert len(text.toPlainText()) < 10_010
    assert text.toPlainText().endswith(("tides …", "and …", "shores …"))

    qtbot.mouseClick(asked[0], LEFT)
    assert 99_000 < len(text.toPlainText()) < 100_010
    assert (
        asked[0].text() == f"Show all {QtCore.QLocale().toString(len(long))} characters"
    )
    qtbot.mouseClick(asked[0], LEFT)
    assert text.toPlainText() == long
    assert asked[0].isHidden()

    panel.show_paper(replace(PAPER, abstract=long, is_starred=True), NO_TOPICS)
    assert text.toPlainText() == long
    panel.show_paper(PAPER, NO_TOPICS)
    assert all(more.isHidden() for more in panel.findChildren(ShowMore))


async def test_marks_follow_the_library(
    panel: DetailPanel, library: LibraryClient, add: AddTitles
) -> None:
    (paper_id,) = await add("One")
    stored = CompletePaper(paper_id=paper_id, file=FILE, label="Fetched")
    await library.apply(stored)
    panel.show_paper(await library.read(lambda r: r.paper(paper_id)), NO_TOPICS)
    assert "Marks" not in words(panel)

    await library.apply(AddMarks((a_mark(paper_id),)))

    await until(lambda: "not sharp at all" in words(panel))
    assert "Disagree · p. 3" in words(panel)


async def test_mark_is_gone_to_by_click_and_key_and_the_one_found_is_first(
    panel: DetailPanel, library: LibraryClient, add: AddTitles, ran: Ran, qtbot: QtBot
) -> None:
    (paper_id,) = await add("One")
    stored = CompletePaper(paper_id=paper_id, file=FILE, label="Fetched")
    await library.apply(stored)
    first = a_mark(paper_id)
    second = replace(first, id=MarkId("later"), page_index=9, quote="as found")
    await library.apply(AddMarks((first, second)))
    panel.follow_marks(lambda _paper: second)
    panel.show_paper(await library.read(lambda r: r.paper(paper_id)), NO_TOPICS)
    quotes = panel.findChildren(MarkQuote)
    await until(lambda: quotes[1].isVisible())

    qtbot.mouseClick(quotes[0], LEFT)
    quotes[1].setFocus()
    qtbot.keyClick(quotes[1], QtCore.Qt.Key.Key_Return)

    assert ran.calls == [
        ("mark.open", {"mark": second}),
        ("mark.open", {"mark": first}),
    ]


async def test_field_clicked_twice_is_opened_for_editing(
    panel: DetailPanel, ran: Ran, qtbot: QtBot
) -> None:
    panel.show_paper(PAPER, NO_TOPICS)
    title = next(
        label
        for label in panel.findChildren(QtWidgets.QLabel)
        if label.text() == PAPER.title
    )

    qtbot.mouseDClick(title, LEFT)

    assert ran.calls == [("paper.edit", {"field": "title"})]


async def test_several_papers_are_counted_with_their_acts(panel: DetailPanel) -> None:
    panel.show_paper(PAPER, NO_TOPICS)

    panel.show_many(3)

    assert "3 papers" in words(panel)
    wanted = ["Queue", "Done", "Dismiss", "Star", "Topics", "Edit"]
    wanted += ["Fetch", "Export", "Merge", "Trash"]
    assert acts(panel) == wanted
    assert "(Delete)" in button(panel, "Trash").toolTip()
    assert panel.paper is None
    panel.show_many(3, is_trashed=True)
    assert acts(panel) == ["Restore"]


async def test_act_on_several_papers_runs_its_command(
    panel: DetailPanel, ran: Ran, qtbot: QtBot
) -> None:
    panel.show_many(3)

    for name in ("Star", "Topics", "Fetch", "Export", "Merge", "Trash"):
        qtbot.mouseClick(button(panel, name), LEFT)

    assert [command for command, _ in ran.calls] == [
        "paper.star",
        "topics.pick",
        "paper.fetch",
        "export.choose",
        "paper.merge",
        "paper.trash",
    ]


@pytest.fixture
def scaled(
    request: pytest.FixtureRequest, look: Look, settings: SettingsStore
) -> Iterator[None]:
    """Set everything larger for one test."""
    settings.change("appearance.text_scale", request.param)
    yield
    settings.change("appearance.text_scale", 1.0)


@pytest.mark.usefixtures("scaled")
@pytest.mark.parametrize("scaled", [1.0, 1.3], indirect=True)
@pytest.mark.parametrize("page", [None, 99])
async def test_acts_stand_on_one_line_in_the_narrowest_detail(
    panel: DetailPanel, page: int | None
) -> None:
    panel.window().resize(panel.minimumWidth(), 700)
    panel.resize(panel.minimumWidth(), 700)
    panel.show_paper(PAPER if page is None else begun_at(page), NO_TOPICS)
    buttons = [b for b in panel.findChildren(CommandButton) if b.isVisible()]
    body = buttons[0].parentWidget()

    await until(lambda: body.width() > 100)

    assert len(buttons) == 4
    assert len({b.y() for b in buttons}) == 1
    for each in buttons:
        assert each.width() >= each.sizeHint().width()
        assert each.geometry().right() < body.width()
        assert each.accessibleName()
        assert each.toolTip()
    lefts = [b.x() for b in buttons]
    assert lefts == sorted(set(lefts))


async def test_acts_of_a_wide_detail_show_more_than_icons(panel: DetailPanel) -> None:
    panel.show_paper(PAPER, NO_TOPICS)
    queue = button(panel, "Queue")
    body = queue.parentWidget()
    panel.resize(panel.minimumWidth(), 600)
    await until(lambda: 0 < body.width() < panel.minimumWidth())
    narrow = queue.width()

    panel.resize(700, 600)
    await until(lambda: body.width() > 600)

    assert queue.width() > 1.5 * narrow


@pytest.mark.parametrize(("rating", "words"), [(0, "Not rated"), (4, "Rated 4 of 5")])
async def test_rating_is_shown_and_told(
    panel: DetailPanel, rating: int, words: str
) -> None:
    panel.show_paper(replace(PAPER, rating=rating), NO_TOPICS)

    stars = panel.findChild(RatingStars)
    assert stars.isVisible()
    assert (stars.n_filled, stars.accessibleName()) == (rating, words)


async def test_click_on_a_star_rates(
    panel: DetailPanel, ran: Ran, qtbot: QtBot
) -> None:
    panel.show_paper(PAPER, NO_TOPICS)
    star = button(panel, "Rate 3 of 5")

    qtbot.mouseClick(star, LEFT)

    assert ran.calls == [("paper.rate-3", {})]
    assert "(Ctrl+3)" in star.toolTip()


async def test_stars_fill_up_to_the_pointer_and_back(
    panel: DetailPanel, qtbot: QtBot
) -> None:
    panel.show_paper(replace(PAPER, rating=1), NO_TOPICS)
    stars = panel.findChild(RatingStars)
    star = button(panel, "Rate 4 of 5")
    place = QtCore.QPointF(star.rect().center())

    QtWidgets.QApplication.sendEvent(star, QtGui.QEnterEvent(place, place, place))
    over = stars.n_filled
    leave = QtCore.QEvent(QtCore.QEvent.Type.Leave)
    QtWidgets.QApplication.sendEvent(stars, leave)

    assert (over, stars.n_filled) == (4, 1)


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("Code: https://a.org/b_c?d=1#e.", ["https://a.org/b_c?d=1#e"]),
        ("(see https://a.org/b), and", ["https://a.org/b"]),
        ("https://a.org/B_(c) is kept", ["https://a.org/B_(c)"]),
        ("at github.com/a/b, or www.c.org", ["github.com/a/b", "www.c.org"]),
        ("no address: a.b, e.g. 1.5", []),
    ],
)
async def test_addresses_are_found_without_what_ends_the_sentence(
    text: str, addresses: list[str]
) -> None:
    found = find_addresses(text)

    assert [address for _, address in found] == addresses
    assert all(text[start:].startswith(address) for start, address in found)


async def test_address_in_the_abstract_is_clicked(
    panel: DetailPanel, qtbot: QtBot
) -> None:
    asked: list[str] = []
    panel.address_chosen.connect(asked.append)
    abstract = "\U0001d4d0 is at github.com/a/b now."
    panel.show_paper(replace(PAPER, abstract=abstract), NO_TOPICS)
    text = panel.findChild(ReadingText)
    await until(lambda: text.height() > 10)
    before, shown = text.toPlainText().split("github")[0], "github.com/a/b"
    start = len(before.encode("utf-16-le")) // 2  # as Qt counts
    assert start > len(before)

    cursor = QtGui.QTextCursor(text.document())
    for place, n_asked in ((1, 0), (start + len(shown) - 1, 1), (start - 3, 1)):
        cursor.setPosition(place)
        point = text.cursorRect(cursor).center() + QtCore.QPoint(2, 0)
        qtbot.mouseClick(text.viewport(), LEFT, pos=point)
        assert len(asked) == n_asked

    assert asked == ["https://github.com/a/b"]


async def test_link_asks_for_its_address(panel: DetailPanel, qtbot: QtBot) -> None:
    asked: list[str] = []
    panel.address_chosen.connect(asked.append)
    panel.show_paper(PAPER, NO_TOPICS)
    panel.resize(492, 3000)

    qtbot.mouseClick(button(panel, "Code: github.com/a/b"), LEFT)

    assert asked == ["https://github.com/a/b"]


async def test_every_button_has_a_name(panel: DetailPanel) -> None:
    panel.show_paper(PAPER, NO_TOPICS)

    for shown in panel.findChildren(QtWidgets.QAbstractButton):
        if shown.isVisible():
            assert shown.accessibleName() or shown.text()


def a_mark(paper_id: PaperId) -> Mark:
    return Mark(
        id=MarkId("00000000-0000-4000-8000-000000000001"),
        paper_id=paper_id,
        file=FILE.sha256,
        kind=MarkKind.HIGHLIGHT,
        colour=3,
        page_index=2,
        quads=(Quad(0, 0, 10, 10),),
        quote="not sharp at all",
        created_at=NOW,
        changed_at=NOW,
    )


async def test_one_of_a_number_is_said_so() -> None:
    ones = tuple(Signal(name=name, number=1, source="x") for name in SignalName)

    words = DetailWords().numbers(replace(PAPER, signals=ones))

    assert words == "1 citation · 1 upvote · 1 star on GitHub"


async def test_numbers_show_with_who_counted_them_and_when(panel: DetailPanel) -> None:
    noon = datetime(2026, 11, 3, 12, tzinfo=UTC)
    told = (
        Signal(name=SignalName.CITATIONS, number=1234, source="OpenAlex", as_of=noon),
        Signal(name=SignalName.STARS, number=9, source="Hugging Face", as_of=noon),
    )
    panel.show_paper(replace(PAPER, signals=told), NO_TOPICS)
    words = f"{QtCore.QLocale().toString(1234)} citations · 9 stars on GitHub"

    (label,) = [
        found
        for found in panel.findChildren(QtWidgets.QLabel)
        if found.text() == words and found.isVisible()
    ]
    day = QtCore.QLocale().toString(QtCore.QDate(2026, 11, 3), "d MMM yyyy")
    assert label.toolTip().splitlines() == [
        f"Citations from OpenAlex, {day}",
        f"Stars from Hugging Face, {day}",
    ]
    panel.show_paper(PAPER, NO_TOPICS)
    assert not label.isVisible()


async def test_a_version_that_is_out_is_fetched_by_a_click(
    panel: DetailPanel, ran: Ran
) -> None:
    older = replace(FILE, version=1)
    out = (Detail(LATEST_VERSION, "3"),)
    panel.show_paper(replace(PAPER, files=(older,), details=out), NO_TOPICS)
    (fetch,) = [
        button
        for button in panel.findChildren(QtWidgets.QPushButton)
        if button.text() == "Fetch v3" and button.isVisible()
    ]

    fetch.click()

    assert ran.calls[-1][0] == "paper.fetch-newest"
    panel.show_paper(replace(PAPER, files=(replace(FILE, version=3),)), NO_TOPICS)
    assert not fetch.isVisible()


async def test_marks_of_an_older_file_say_so_and_carried_ones_show_once(
    panel: DetailPanel, library: LibraryClient, add: AddTitles
) -> None:
    (paper_id,) = await add("One")
    newest = StoredFile(
        sha256=Sha256("1" * 64), length_bytes=1, name="b.pdf", version=3
    )
    marks = [
        Mark(
            id=MarkId(f"{n:032}"),
            paper_id=paper_id,
            file=file.sha256,
            kind=MarkKind.HIGHLIGHT,
            colour=1,
            page_index=n,
            quads=(Quad(1, 2, 3, 4),),
            quote=quote,
            created_at=NOW,
            changed_at=NOW,
        )
        for n, (quote, file) in enumerate(
            (("kept", FILE), ("gone", FILE), ("kept", newest))
        )
    ]
    first = replace(FILE, version=1)
    for file, mine in ((first, marks[:2]), (newest, marks[2:])):
        edit = CompletePaper(
            paper_id=paper_id, file=file, marks=tuple(mine), label="Fetched"
        )
        await library.apply(edit)
    paper = await library.read(lambda reader: reader.paper(paper_id))
    assert paper.n_marks == 2

    panel.show_paper(paper, NO_TOPICS)

    def places() -> list[str]:
        labels = panel.findChildren(QtWidgets.QLabel)
        return [x.text() for x in labels if "· p. " in x.text() and x.isVisible()]

    await until(lambda: len(places()) == 2)
    assert [place.endswith("on v1 · p. 2") for place in places()].count(True) == 1


@pytest.mark.parametrize("title", ["Sum" * 60, "A word and " + "n" * 200])
async def test_title_of_one_endless_word_is_seen_whole(
    panel: DetailPanel, title: str
) -> None:
    panel.resize(320, 900)
    panel.show_paper(replace(PAPER, title=title), NO_TOPICS)

    label = next(
        each
        for each in panel.findChildren(QtWidgets.QLabel)
        if each.property("kind") == "sheet-title" and each.isVisible()
    )
    assert label.text().replace("\u200b", "") == title
    flags = QtCore.Qt.TextFlag.TextWordWrap
    room = QtCore.QRect(0, 0, label.width(), 9_999)
    used = label.fontMetrics().boundingRect(room, flags, label.text())
    assert used.width() <= label.width()
    assert used.height() <= label.height()


async def test_links_stand_below_their_heading(panel: DetailPanel) -> None:
    panel.resize(420, 900)
    panel.show_paper(replace(PAPER, abstract="Short.", note=None), NO_TOPICS)

    links = panel.findChild(LinksSection)
    image = links.grab().toImage()
    heading = links.name.geometry()
    ground = image.pixelColor(image.width() - 1, heading.center().y())

    def first_ink(top: int, bottom: int) -> int:
        return next(
            x
            for x in range(image.width())
            if any(image.pixelColor(x, y) != ground for y in range(top, bottom))
        )

    head = first_ink(heading.top(), heading.bottom())
    rows = first_ink(heading.bottom() + 1, image.height())
    assert abs(head - rows) <= 1
