"""Peeking: a card shows what a link or a mention means, without leaving the place."""

import asyncio
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from PySide6 import QtCore, QtGui, QtWidgets

from app.domain.change import Change
from app.domain.errors import AppError
from app.domain.mark import Quad
from app.domain.paper import Paper
from app.formats.mentions.targets import Target
from app.formats.shown_address import shown_address
from app.pdf.contents import PageLink
from app.pdf.document import Document
from app.runtime.library_client import LibraryClient
from app.runtime.supervisor import TaskSupervisor
from app.ui.appearance.look import Look
from app.ui.panels.reader.page_loader import PageLoader
from app.ui.panels.reader.page_texts import PageTexts
from app.ui.panels.reader.page_view import PageView
from app.ui.panels.reader.peek_card import PeekCard, PeekFrames
from app.ui.panels.reader.peek_index import PeekIndex
from app.ui.panels.reader.peek_picture import draw_region
from app.ui.panels.reader.peek_reference import CitedFinder, Finding
from app.ui.panels.reader.peek_spots import Spot, is_reference, spots_of, target_of
from app.ui.panels.reader.peek_words import PeekWords
from app.ui.panels.reader.resting_pointer import RestingPointer

Run = Callable[..., object]

_NEAR = 12
_PAGES_AROUND = 4
_Type = QtCore.QEvent.Type


class Peeking(QtCore.QObject):
    """Finds what shows on the screen that can be peeked at, and shows the card.

    `jumped` with page and height in points where the card's target is gone to.
    """

    jumped = QtCore.Signal(int, float)

    def __init__(
        self,
        look: Look,
        view: PageView,
        texts: PageTexts,
        loader: PageLoader,
        *,
        library: LibraryClient,
        jobs: TaskSupervisor,
        run: Run,
        tell: Callable[[str], None],
        parent: QtCore.QObject,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._view = view
        self._texts = texts
        self._loader = loader
        self._jobs = jobs
        self._run = run
        self._tell = tell
        self._cited = CitedFinder(library)
        self._words = PeekWords(look, self)
        self.card = PeekCard(look, view.viewport())
        self._frames = PeekFrames(look, view.viewport())
        self._document: Document | None = None
        self._paper: Paper | None = None
        self._index: PeekIndex | None = None
        self._spot: Spot | None = None
        self._target: Target | None = None
        self._finding: Finding | None = None
        self._looking: asyncio.Task[Any] | None = None
        self._is_hovering = False
        self._pointer = RestingPointer(view.viewport(), self)
        self._pointer.moved.connect(self._on_pointer_moved)
        self._pointer.rested.connect(self._on_rested)
        self._pointer.pressed.connect(self.close)
        self.card.destroyed.connect(library.feed.subscribe(self._on_change))
        view.add_float(self.card)
        view.moved.connect(self.close)
        self.card.followed.connect(self.follow)
        self.card.grown.connect(self._on_grown)
        view.installEventFilter(self)
        view.viewport().installEventFilter(self)

    @property
    def is_open(self) -> bool:
        """Say whether the card shows."""
        return not self.card.isHidden()

    @property
    def target(self) -> Target | None:
        """Return what the card shows; None for an address, or nothing."""
        return self._target if self.is_open else None

    @property
    def finding(self) -> Finding | None:
        """Return what the library says of the reference that the card shows."""
        return self._finding if self.is_open else None

    @property
    def is_busy(self) -> bool:
        """Say whether something is being looked for."""
        return self._looking is not None and not self._looking.done()

    def show(self, document: Document | None, paper: Paper | None) -> None:
        """Peek into another document from now on."""
        self.close()
        if self._index is not None:
            self._index.close()
        self._document, self._paper = document, paper
        self._index = PeekIndex(document) if document is not None else None

    def perform(self, command_id: str, arguments: Mapping[str, Any]) -> bool:
        """Do a command while the card shows, or the one that opens it."""
        if command_id == "reader.peek":
            if "link" in arguments:
                self.peek_link(arguments["page_index"], arguments["link"])
            else:
                self.step(1)
            return True
        if not self.is_open:
            return False
        match command_id:
            case "reader.zoom-in":
                self.card.step_zoom(1)
            case "reader.zoom-out":
                self.card.step_zoom(-1)
            case "view.escape":
                self.close()
            case "reader.follow":
                self.follow()
            case _:
                return False
        return True

    def stands_in(self, command_id: str) -> bool:
        """Take a verb on papers that is meant for the cited one; False for others."""
        if not self.is_open or self._finding is None:
            return False
        if command_id == "paper.queue":
            self.queue()
            return True
        return False

    def step(self, direction: int) -> None:
        """Peek at the next spot on the screen, or at the one before."""
        if self._index is not None and self._document is not None:
            self._start(self._stepped(direction, self._spot if self.is_open else None))

    def mentions_on(self, page_index: int) -> list[PageLink]:
        """Return what a page mentions without a link, as links that lead nowhere."""
        return [
            PageLink(box=spot.quads[0], uri="", page_index=None, top=0.0)
            for spot in self._spots_on(page_index)
            if spot.link is None
        ]

    def peek_link(self, page_index: int, link: PageLink) -> None:
        """Peek at what a link leads to."""
        spots = [
            spot
            for spot in self._spots_on(page_index)
            if spot.link == link or (spot.link is None and spot.quads[0] == link.box)
        ]
        bare = Spot(page_index=page_index, quads=(link.box,), mention=None, link=link)
        self._start(self._shown(spots[0] if spots else bare, is_asked=True))

    def follow(self) -> None:
        """Go to the target; open a cited paper that is here, or an address."""
        spot, target, finding = self._spot, self._target, self._finding
        if spot is None:
            return
        if finding is not None and finding.paper is not None and finding.is_sure:
            paper = finding.paper
            self.close()
            view = "paper.view" if paper.has_pdf else "paper.reveal"
            self._run(view, ids=(paper.id,))
        elif target is not None:
            self.close()
            self.jumped.emit(target.page_index, max(0.0, target.box.top))
        elif spot.link is not None and spot.link.uri:
            self.close()
            self._run("address.open", url=spot.link.uri)

    def queue(self) -> None:
        """Queue the cited paper that the card shows."""
        finding = self._finding
        if finding is None:
            return
        known = finding.paper.id if finding.paper and finding.is_sure else None
        self._run("paper.queue-cited", draft=finding.cited.draft, known=known)

    def close(self) -> None:
        """Show no card."""
        self._pointer.stop()
        if self._looking is not None:
            self._looking.cancel()
            self._looking = None
        self._frames.hide()
        was_open = self.is_open
        self.card.hide()
        self._spot = self._target = self._finding = None
        self._is_hovering = False
        if was_open:
            self._view.viewport().update()

    def eventFilter(self, watched: QtCore.QObject, event: QtCore.QEvent) -> bool:
        kind = event.type()
        if watched is self._view and kind is _Type.KeyPress and self.is_open:
            assert isinstance(event, QtGui.QKeyEvent)
            if event.key() in (QtCore.Qt.Key.Key_Tab, QtCore.Qt.Key.Key_Backtab):
                is_back = event.key() == QtCore.Qt.Key.Key_Backtab
                self.step(-1 if is_back else 1)
                return True
        elif watched is not self._view and kind is _Type.Resize:
            self.close()
        return False

    # Finding

    def _start(self, work: Any) -> None:
        if self._looking is not None:
            self._looking.cancel()
        self._looking = self._jobs.run(work, "peek")

    async def _stepped(self, direction: int, last: Spot | None) -> None:
        spots = list(self._spots())
        if last in spots:
            at = spots.index(last)
            order = spots[at + 1 :] + spots[:at]
            if direction < 0:
                order = spots[:at][::-1] + spots[at + 1 :][::-1]
        else:
            order = spots[::direction]
        for spot in order:
            if await self._shown(spot):
                return
        if last is None:
            self._tell(self.tr("Nothing here points at a figure or a reference."))

    async def _shown(self, spot: Spot, *, is_asked: bool = False) -> bool:
        """Show the card of a spot; False where it leads nowhere."""
        if self._index is None:
            return False
        target = None
        link = spot.link
        if spot.mention is not None or (link is not None and not link.uri):
            targets = await self._index.targets(spot.page_index)
            target = target_of(spot, targets)
        is_address = link is not None and bool(link.uri)
        if target is None and not is_address:
            if is_asked:
                self._tell(self.tr("This leads nowhere in this paper."))
            return False
        self._spot, self._target, self._finding = spot, target, None
        if target is None:
            assert link is not None
            self.card.begin(
                self.tr("Address"), self._words.keys("open", can_queue=False)
            )
            shown = shown_address(link.uri)
            self.card.show_words("\n".join(shown.lines))
            self.card.show_status(self._words.refusal(shown.refusal))
        else:
            self._begin(target)
        self._place(spot)
        if target is not None:
            await self._fill(target)
        return True

    def _begin(self, target: Target) -> None:
        name = self._words.name(target)
        is_cited = is_reference(target)
        self.card.begin(name, self._words.keys("go", can_queue=is_cited))
        if is_cited:
            self.card.show_words(target.text)
            self.card.show_status(self.tr("Looking in your library"))

    async def _fill(self, target: Target) -> None:
        document = self._document
        if document is None:
            return
        if not is_reference(target):
            await self._draw(document, target)
            return
        assert target.entry is not None
        title = self._paper.title if self._paper is not None else ""
        page_number = (self._spot.page_index if self._spot else 0) + 1
        finding = await self._cited.find(
            target.entry.text, found_in=title, page_number=page_number
        )
        if self._target is not target:
            return
        self._finding = finding
        self.card.show_status(self._words.status(finding))
        is_here = finding.paper is not None and finding.is_sure
        verb = "open" if is_here else "go"
        can_queue = not (is_here and finding.is_queued)
        self.card.show_keys(self._words.keys(verb, can_queue=can_queue))
        if self._spot is not None:
            self._place(self._spot)

    async def _draw(self, document: Document, target: Target) -> None:
        ratio = self.card.devicePixelRatioF() * self.card.zoom
        try:
            image = await draw_region(
                self._loader,
                document,
                target.page_index,
                target.box,
                width_px=self.card.inner_width * ratio,
            )
        except AppError as error:
            self.card.show_status(error.message)
        else:
            if self._target is target:
                self.card.show_picture(image)
        if self._spot is not None and self._target is target:
            self._place(self._spot)

    def _on_grown(self) -> None:
        target, document = self._target, self._document
        if target is not None and document is not None and not is_reference(target):
            self._start(self._draw(document, target))

    def _on_change(self, _change: Change) -> None:
        """Say anew where a cited paper is."""
        if self.is_open and self._finding is not None and self._target is not None:
            self._start(self._fill(self._target))

    # What shows

    def _spots(self) -> Iterator[Spot]:
        """Give the spots that show, in reading order."""
        room = QtCore.QRectF(self._view.viewport().rect())
        middle = self._view.page_index
        last = self._view.n_pages
        near = range(max(0, middle - _PAGES_AROUND), min(last, middle + _PAGES_AROUND))
        for page_index in near:
            for spot in self._spots_on(page_index):
                if room.contains(self._rect(page_index, spot.quads[0]).center()):
                    yield spot

    def _spots_on(self, page_index: int) -> list[Spot]:
        content = self._texts.find(page_index)
        if content is None or self._index is None:
            return []
        lines = content.text.lines
        mentions = self._index.mentions(page_index, lines)
        return spots_of(page_index, lines, content.links, mentions)

    def _rect(self, page_index: int, quad: Quad) -> QtCore.QRectF:
        return self._view.quad_rect(page_index, quad)

    def _place(self, spot: Spot) -> None:
        """Frame the spot, and put the card under it, or over it."""
        rects = [self._rect(spot.page_index, quad) for quad in spot.quads]
        self._frames.show(rects)
        span = rects[0].united(rects[-1])
        self.card.place(span, at_left=rects[-1].left())
        self.card.show()
        self.card.raise_()
        self._view.viewport().update()

    # The pointer

    def _on_pointer_moved(self, at: QtCore.QPointF) -> None:
        if self.is_open and self._is_hovering and not self._is_near(at):
            self.close()

    def _is_near(self, at: QtCore.QPointF) -> bool:
        gap = self._look.theme.px(_NEAR)
        places = (self.card.geometry(), *self._frames.places())
        return any(
            place.adjusted(-gap, -gap, gap, gap).contains(at.toPoint())
            for place in places
        )

    def _on_rested(self, at: QtCore.QPointF) -> None:
        spot = None if self.is_open else self._spot_at(at)
        if spot is not None and QtWidgets.QApplication.activeModalWidget() is None:
            self._is_hovering = True
            self._start(self._shown(spot))

    def _spot_at(self, at: QtCore.QPointF) -> Spot | None:
        page_index = self._view.desk.page_under(*self._view.desk_point(at))
        if page_index is None:
            return None
        for spot in self._spots_on(page_index):
            if any(self._rect(page_index, quad).contains(at) for quad in spot.quads):
                return spot
        return None
