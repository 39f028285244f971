"""A label on every link that shows; typing one follows, peeks at or copies the link."""

from collections.abc import Callable, Sequence
from enum import Enum

from PySide6 import QtCore, QtGui

from app.pdf.contents import PageLink
from app.ui.appearance.look import Look
from app.ui.panels.reader.hints import Target, labels, targets_of
from app.ui.panels.reader.key_prompt import KeyPrompt
from app.ui.panels.reader.page_overlay import PageOverlay
from app.ui.panels.reader.page_texts import PageTexts
from app.ui.panels.reader.page_view import PageView

_COPY = "y"
_PADDING, _STEP, _WEIGHT = 4, 0.85, 600
_TYPED_ALPHA = 0.5

LinksOf = Callable[[int], Sequence[PageLink]]
"""Gives links of a page beyond those that the PDF states."""


class Purpose(Enum):
    """What becomes of the link whose label is typed."""

    FOLLOW = 1
    PEEK = 2
    COPY = 3


class LinkHints(QtCore.QObject):
    """The labels over the pages, and what the letters typed into a prompt choose.

    `chosen` with the purpose, the page and the link.
    """

    chosen = QtCore.Signal(object, int, object)

    def __init__(
        self, look: Look, view: PageView, texts: PageTexts, overlay: PageOverlay
    ) -> None:
        super().__init__(view)
        self._look = look
        self._view = view
        self._texts = texts
        self._overlay = overlay
        self._purpose = Purpose.FOLLOW
        self._targets: dict[str, Target] = {}
        self._awaited: set[int] = set()
        self.more_links: list[LinksOf] = []
        self._prompt = KeyPrompt(look, view)
        self.field = self._prompt.field
        self._prompt.typed.connect(self._on_typed)
        self._prompt.ended.connect(self.end)
        texts.page_read.connect(self._on_page_read)
        view.moved.connect(self._on_moved)

    @property
    def labels(self) -> dict[str, Target]:
        """Return the link of each label that shows."""
        return self._targets

    def begin(self, purpose: Purpose) -> bool:
        """Label the links that show; False where none does."""
        self._purpose = purpose
        shown = self._shown_pages()
        self._awaited = {p for p in shown if self._texts.find(p) is None}
        if self._awaited:
            self._texts.want(shown)
            return True
        found = [target for page in shown for target in self._on_page(page)]
        if not found:
            return False
        found.sort(key=lambda target: self._place(target))
        self._targets = dict(zip(labels(len(found)), found, strict=True))
        self._open()
        return True

    def end(self) -> None:
        """Take the labels away."""
        self._awaited.clear()
        if not self._targets:
            return
        self._targets = {}
        self._overlay.show_paint(self._paint, is_shown=False)
        self._prompt.end()

    def _open(self) -> None:
        is_follow = self._purpose is Purpose.FOLLOW
        hint = self.tr("label") if not is_follow else self.tr("label, y first to copy")
        self._prompt.open(self.tr("Follow") if is_follow else self.tr("Peek at"), hint)
        self._overlay.show_paint(self._paint, is_shown=True)

    def _on_typed(self, text: str) -> None:
        typed = text.strip().lower()
        purpose = self._purpose
        if purpose is Purpose.FOLLOW and typed.startswith(_COPY):
            purpose, typed = Purpose.COPY, typed.removeprefix(_COPY)
        if (target := self._targets.get(typed)) is not None:
            self.end()
            self.chosen.emit(purpose, target.page_index, target.link)
        elif not any(label.startswith(typed) for label in self._targets):
            self._prompt.refuse()
        self._overlay.update()

    def _on_page_read(self, page_index: int) -> None:
        if page_index in self._awaited:
            self._awaited.discard(page_index)
            if not self._awaited:
                self.begin(self._purpose)

    def _on_moved(self) -> None:
        if self._targets:
            self.end()

    def _shown_pages(self) -> list[int]:
        top = self._view.verticalScrollBar().value()
        height = self._view.viewport().height()
        return list(self._view.desk.visible(top, top + height))

    def _on_page(self, page_index: int) -> list[Target]:
        content = self._texts.find(page_index)
        links = list(content.links) if content is not None else []
        for more in self.more_links:
            links += more(page_index)
        room = QtCore.QRectF(self._view.viewport().rect())
        return [
            target
            for target in targets_of(page_index, links)
            if self._rect(target).intersects(room)
        ]

    def _rect(self, target: Target) -> QtCore.QRectF:
        return self._view.quad_rect(target.page_index, target.boxes[0])

    def _place(self, target: Target) -> tuple[int, float, float]:
        rect = self._rect(target)
        return target.page_index, rect.top(), rect.left()

    def _paint(self, painter: QtGui.QPainter) -> None:
        theme = self._look.theme
        colours, px = theme.colours, theme.px
        painter.setFont(theme.ui_font(_STEP, _WEIGHT))
        metrics = painter.fontMetrics()
        typed = self.field.text().strip().lower()
        if self._purpose is Purpose.FOLLOW:
            typed = typed.removeprefix(_COPY)
        room = self._view.viewport().rect()
        dim = QtGui.QColor(colours.ontip)
        dim.setAlphaF(_TYPED_ALPHA)
        for label, target in self._targets.items():
            if not label.startswith(typed):
                continue
            at = self._rect(target).topLeft()
            width = metrics.horizontalAdvance(label.upper()) + 2 * px(_PADDING)
            height = metrics.height() + px(2)
            # Half beside and above the link, whose first letters stay readable.
            left = min(max(at.x() - width / 2, 0.0), room.width() - width)
            top = min(max(at.y() - height / 2, 0.0), room.height() - height)
            cap = QtCore.QRectF(left, top, width, height)
            painter.setPen(QtGui.QPen(colours.edge, 1))
            painter.setBrush(colours.tip)
            radius = px(theme.sizes.radius_key)
            painter.drawRoundedRect(cap, radius, radius)
            x = left + px(_PADDING)
            baseline = top + px(1) + metrics.ascent()
            for number, letter in enumerate(label.upper()):
                painter.setPen(dim if number < len(typed) else colours.ontip)
                painter.drawText(QtCore.QPointF(x, baseline), letter)
                x += metrics.horizontalAdvance(letter)
