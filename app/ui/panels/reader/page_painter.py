"""Painting one page: paper, picture, marks, hits and the selection."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6 import QtCore, QtGui

from app.domain.errors import PdfError
from app.domain.mark import Mark, MarkKind, Quad
from app.ui.appearance.icons import Icons
from app.ui.appearance.theme import Theme
from app.ui.panels.reader.layout import Box
from app.ui.panels.reader.page_cache import Picture

_LINE_PART = 0.07
"""How thick an underline is, as part of the line's height."""

_SELECTION_ALPHA = 0.28
_HIT_WIDTH, _CURRENT_HIT_WIDTH = 1.5, 2.5
_CHOSEN_WIDTH = 1.5
_NOTE_SIDE = 20
_Mode = QtGui.QPainter.CompositionMode


@dataclass(frozen=True, slots=True, kw_only=True)
class PageScene:
    """What is painted of one page, but for its place."""

    picture: Picture | None
    failure: PdfError | None
    marks: Sequence[Mark]
    chosen: Mark | None
    selection: Sequence[Quad]
    hits: Sequence[Sequence[Quad]]
    current_hit: Sequence[Quad]
    is_night: bool
    paper: QtGui.QColor
    squares: Sequence[Picture] = ()


class PagePainter:
    """Paints pages in a theme."""

    def __init__(self, theme: Theme, icons: Icons) -> None:
        self._theme = theme
        self._icons = icons

    def paint(self, painter: QtGui.QPainter, box: Box, scene: PageScene) -> None:
        """Paint a page with its box in the painter's coordinates."""
        if box.turn:
            painter.setTransform(_turning(box), combine=True)
            box = box.upright
        frame = QtCore.QRectF(box.left, box.top, box.width, box.height)
        self._paint_paper(painter, frame, scene)
        if scene.failure is not None and scene.picture is None:
            self._paint_failure(painter, frame, scene.failure)
        painter.save()
        painter.setClipRect(frame, QtCore.Qt.ClipOperation.IntersectClip)
        painter.setRenderHint(QtGui.QPainter.RenderHint.Antialiasing)
        for mark in scene.marks:
            self._paint_mark(painter, box, mark, is_night=scene.is_night)
        self._paint_notes(painter, box, scene)
        if scene.chosen is not None and scene.chosen.kind is not MarkKind.PAGE_NOTE:
            accent = self._theme.colours.accent
            self._outline(painter, box, scene.chosen.quads, accent, _CHOSEN_WIDTH)
        self._paint_selection(painter, box, scene)
        for quads in scene.hits:
            self._outline(painter, box, quads, self._theme.colours.star, _HIT_WIDTH)
        self._outline(
            painter,
            box,
            scene.current_hit,
            self._theme.colours.accent,
            _CURRENT_HIT_WIDTH,
        )
        painter.restore()

    def note_rect(self, box: Box, number: int) -> QtCore.QRectF:
        """Return where the icon of a page's note lies; `number` counts its notes."""
        side = self._theme.px(_NOTE_SIDE)
        gap = self._theme.px(8)
        page = box.upright if box.turn else box
        left = page.left + page.width - side - gap
        top = page.top + gap + number * (side + gap)
        rect = QtCore.QRectF(left, top, side, side)
        return _turning(box).mapRect(rect) if box.turn else rect

    def _paint_paper(
        self, painter: QtGui.QPainter, frame: QtCore.QRectF, scene: PageScene
    ) -> None:
        theme = self._theme
        # The hairline lies outside the page, so that the page keeps its whole size.
        painter.setPen(QtGui.QPen(theme.colours.line, 1))
        painter.setBrush(QtCore.Qt.BrushStyle.NoBrush)
        painter.drawRect(frame.adjusted(-0.5, -0.5, 0.5, 0.5))
        if scene.picture is None:
            painter.fillRect(frame, scene.paper)
            return
        image = scene.picture.image
        device = painter.device()
        ratio = device.devicePixelRatioF() if device is not None else 1.0
        is_stretched = abs(image.width() - frame.width() * ratio) > 1
        painter.setRenderHint(
            QtGui.QPainter.RenderHint.SmoothPixmapTransform, is_stretched
        )
        if is_stretched:
            _draw_stretched(painter, frame, image)
            for square in scene.squares:
                _draw_square(painter, frame, square, ratio)
        else:
            # One to one, and so neither slow nor blurred.
            exact = QtCore.QRectF(
                frame.left(),
                frame.top(),
                image.width() / ratio,
                image.height() / ratio,
            )
            painter.drawImage(exact, image)

    def _paint_failure(
        self, painter: QtGui.QPainter, frame: QtCore.QRectF, failure: PdfError
    ) -> None:
        theme = self._theme
        inner = frame.adjusted(theme.px(24), theme.px(24), -theme.px(24), -theme.px(24))
        painter.setFont(theme.ui_font())
        painter.setPen(QtGui.QColor(QtCore.Qt.GlobalColor.gray))
        words = f"{failure.message}\n{failure.hint}".strip()
        flags = (
            QtCore.Qt.AlignmentFlag.AlignHCenter
            | QtCore.Qt.AlignmentFlag.AlignTop
            | QtCore.Qt.TextFlag.TextWordWrap
        )
        painter.drawText(inner, int(flags), words)

    def _paint_mark(
        self, painter: QtGui.QPainter, box: Box, mark: Mark, *, is_night: bool
    ) -> None:
        colour = self._theme.mark(mark.colour)
        if mark.kind is MarkKind.PAGE_NOTE:
            return
        if mark.kind is MarkKind.HIGHLIGHT:
            mode = _Mode.CompositionMode_Multiply
            fill = colour.fill_light
            if is_night:
                mode, fill = _Mode.CompositionMode_Lighten, colour.fill_night
            painter.setCompositionMode(mode)
            painter.fillPath(_outer(box, mark.quads), fill)
            painter.setCompositionMode(_Mode.CompositionMode_SourceOver)
            return
        line = colour.line_night if is_night else colour.line_light
        for quad in mark.quads:
            rect = scaled(box, quad)
            thick = max(1.5, rect.height() * _LINE_PART)
            is_under = mark.kind is MarkKind.UNDERLINE
            y = rect.bottom() - thick if is_under else rect.center().y() - thick / 2
            painter.fillRect(QtCore.QRectF(rect.left(), y, rect.width(), thick), line)

    def _paint_notes(self, painter: QtGui.QPainter, box: Box, scene: PageScene) -> None:
        theme = self._theme
        radius, inset = theme.px(theme.sizes.radius_key), theme.px(2)
        notes = [mark for mark in scene.marks if mark.kind is MarkKind.PAGE_NOTE]
        for number, mark in enumerate(notes):
            colour = theme.mark(mark.colour)
            rect = self.note_rect(box, number)
            is_chosen = scene.chosen is not None and scene.chosen.id == mark.id
            line = colour.line_night if scene.is_night else colour.line_light
            edge = theme.colours.accent if is_chosen else line
            painter.setPen(QtGui.QPen(edge, _CHOSEN_WIDTH))
            painter.setBrush(colour.fill_night if scene.is_night else colour.fill_light)
            painter.drawRoundedRect(rect, radius, radius)
            inner = rect.toRect().adjusted(inset, inset, -inset, -inset)
            self._icons.paint(painter, inner, "note", line)

    def _paint_selection(
        self, painter: QtGui.QPainter, box: Box, scene: PageScene
    ) -> None:
        colour = QtGui.QColor(self._theme.colours.accent)
        colour.setAlphaF(_SELECTION_ALPHA)
        painter.fillPath(_outer(box, scene.selection), colour)

    def _outline(
        self,
        painter: QtGui.QPainter,
        box: Box,
        quads: Sequence[Quad],
        colour: QtGui.QColor,
        width: float,
    ) -> None:
        painter.setPen(QtGui.QPen(colour, width))
        painter.setBrush(QtCore.Qt.BrushStyle.NoBrush)
        radius = self._theme.px(3)
        for quad in quads:
            rect = scaled(box, quad).adjusted(-1, 0, 1, 0)
            painter.drawRoundedRect(rect, radius, radius)


def scaled(box: Box, quad: Quad) -> QtCore.QRectF:
    """Return a quad of a page in the coordinates of its box."""
    if box.turn:
        return _turning(box).mapRect(scaled(box.upright, quad))
    return QtCore.QRectF(
        QtCore.QPointF(
            box.left + quad.left * box.scale, box.top + quad.top * box.scale
        ),
        QtCore.QPointF(
            box.left + quad.right * box.scale, box.top + quad.bottom * box.scale
        ),
    )


def _turning(box: Box) -> QtGui.QTransform:
    """Return what turns the upright page into its box."""
    left, top = box.turned(0.0, 0.0)
    return QtGui.QTransform().translate(left, top).rotate(90.0 * box.turn)


def _draw_stretched(
    painter: QtGui.QPainter, frame: QtCore.QRectF, image: QtGui.QImage
) -> None:
    """Draw what shows of a picture; all of a huge one would be too far to stretch."""
    device = painter.device()
    assert device is not None
    seen = QtCore.QRectF(0, 0, device.width(), device.height())
    inside, is_inverted = painter.worldTransform().inverted()
    shown = inside.mapRect(seen).intersected(frame) if is_inverted else frame
    if shown.isEmpty():
        return
    across, down = image.width() / frame.width(), image.height() / frame.height()
    source = QtCore.QRectF(
        (shown.left() - frame.left()) * across,
        (shown.top() - frame.top()) * down,
        shown.width() * across,
        shown.height() * down,
    )
    painter.drawImage(shown, image, source)


def _draw_square(
    painter: QtGui.QPainter, frame: QtCore.QRectF, square: Picture, ratio: float
) -> None:
    image = square.image
    target = QtCore.QRectF(
        frame.left() + square.left_px / ratio,
        frame.top() + square.top_px / ratio,
        image.width() / ratio,
        image.height() / ratio,
    )
    painter.setRenderHint(QtGui.QPainter.RenderHint.SmoothPixmapTransform, False)
    painter.drawImage(target, image)


def _outer(box: Box, quads: Sequence[Quad]) -> QtGui.QPainterPath:
    """Return all quads as one shape: where lines overlap, ink is laid on once."""
    path = QtGui.QPainterPath()
    path.setFillRule(QtCore.Qt.FillRule.WindingFill)
    for quad in quads:
        path.addRect(scaled(box, quad))
    return path
