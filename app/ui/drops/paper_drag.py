"""Papers and topics on their way to a place or a topic: what a drag of ours holds."""

import os
from collections.abc import Sequence
from pathlib import Path

from PySide6 import QtCore, QtGui, QtWidgets

from app.domain.paper import PaperId, TopicId
from app.ui.appearance.theme import Theme

_WIDEST, _HEIGHT, _PADDING = 280, 34, 12


def papers_mime(
    ids: Sequence[PaperId], files: Sequence[Path] = (), text: str = ""
) -> QtCore.QMimeData:
    """Return what a drag of these papers holds; other programs take files or text."""
    mime = QtCore.QMimeData()
    mime.setData(_type(), QtCore.QByteArray("\n".join(ids).encode()))
    if files:
        mime.setUrls([QtCore.QUrl.fromLocalFile(str(file)) for file in files])
    if text:
        mime.setText(text)
    return mime


def dragged_papers(mime: QtCore.QMimeData) -> tuple[PaperId, ...]:
    """Return the papers of a drag, () when it is none of ours."""
    held = bytes(mime.data(_type()).data()).decode()
    return tuple(PaperId(paper_id) for paper_id in held.split())


def drag_picture(theme: Theme, words: str, scale: float) -> QtGui.QPixmap:
    """Return the card that hangs on the pointer; `scale` is the pixel ratio."""
    px = theme.px
    font = theme.ui_font(1.0, 500)
    metrics = QtGui.QFontMetrics(font)
    room = px(_WIDEST - 2 * _PADDING)
    shown = metrics.elidedText(words, QtCore.Qt.TextElideMode.ElideRight, room)
    size = QtCore.QSize(
        metrics.horizontalAdvance(shown) + px(2 * _PADDING), px(_HEIGHT)
    )
    picture = QtGui.QPixmap(size * scale)
    picture.setDevicePixelRatio(scale)
    picture.fill(QtCore.Qt.GlobalColor.transparent)
    painter = QtGui.QPainter(picture)
    painter.setRenderHint(QtGui.QPainter.RenderHint.Antialiasing)
    painter.setPen(QtGui.QPen(theme.colours.accent, 1))
    painter.setBrush(theme.colours.raised)
    frame = QtCore.QRectF(0.5, 0.5, size.width() - 1, size.height() - 1)
    radius = px(theme.sizes.radius_row)
    painter.drawRoundedRect(frame, radius, radius)
    painter.setFont(font)
    painter.setPen(theme.colours.text)
    inside = frame.adjusted(px(_PADDING), 0, 0, 0)
    painter.drawText(inside, QtCore.Qt.AlignmentFlag.AlignVCenter, shown)
    painter.end()
    return picture


def carry(
    source: QtWidgets.QWidget, theme: Theme, mime: QtCore.QMimeData, words: str
) -> None:
    """Drag papers until the user lets go of them; what takes them gets a copy."""
    drag = QtGui.QDrag(source)
    drag.setMimeData(mime)
    drag.setPixmap(drag_picture(theme, words, source.devicePixelRatioF()))
    away = theme.px(_PADDING)
    drag.setHotSpot(QtCore.QPoint(-away, -away))
    drag.exec(QtCore.Qt.DropAction.CopyAction)


def carry_topic(
    source: QtWidgets.QWidget, theme: Theme, topic: TopicId, words: str
) -> None:
    """Drag a topic until the user lets go of it."""
    drag = QtGui.QDrag(source)
    drag.setMimeData(topic_mime(topic))
    drag.setPixmap(drag_picture(theme, words, source.devicePixelRatioF()))
    away = theme.px(_PADDING)
    drag.setHotSpot(QtCore.QPoint(-away, -away))
    drag.exec(QtCore.Qt.DropAction.CopyAction)


def topic_mime(topic: TopicId) -> QtCore.QMimeData:
    """Return what a drag of a topic holds; other programs take nothing of it."""
    mime = QtCore.QMimeData()
    mime.setData(_type("topic"), QtCore.QByteArray(topic.encode()))
    return mime


def dragged_topic(mime: QtCore.QMimeData) -> TopicId | None:
    """Return the topic of a drag, None when it is none of ours."""
    held = bytes(mime.data(_type("topic")).data()).decode()
    return TopicId(held) if held else None


def _type(what: str = "papers") -> str:
    """Return the type of our drags, which another window with another library lacks."""
    return f"application/x-octavo-{what}-{os.getpid()}"
