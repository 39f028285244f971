"""The topic sheet: a new topic, or the name, colour and digit of one."""

from collections.abc import Callable

from PySide6 import QtCore, QtGui, QtWidgets

from app.domain.errors import InvalidInput
from app.domain.topic import N_COLOURS, N_SLOTS, SEPARATOR, Topic, split_path
from app.ui.appearance.look import Look
from app.ui.sheets.controls import ActButton, Combo, Field
from app.ui.sheets.sheet import Sheet
from app.ui.widgets.labels import label

_WIDTH = 480


class TopicSheet(Sheet):
    """Makes a topic (`topic` None), or changes or deletes one."""

    def __init__(
        self, look: Look, *, topic: Topic | None, run: Callable[..., object]
    ) -> None:
        title = self.tr("New topic") if topic is None else self.tr("Change the topic")
        super().__init__(look, title, width_px=_WIDTH)
        self.set_title(title, topic.path if topic else "")
        self._topic, self._run = topic, run
        self._name = Field(self.tr("Name"), self)
        self._name.setPlaceholderText(self.tr("Name, or A/B for B under A"))
        self._name.setText(topic.name if topic else "")
        self._name.selectAll()
        self._problem = label(self, kind="danger", wraps=True)
        self._problem.hide()
        self._swatches: list[Swatch] = []
        self._slot = Combo(look, self.tr("Digit"), self)
        self._slot.setVisible(topic is not None)
        self.body.addWidget(self._name)
        self.body.addWidget(self._problem)
        if topic is not None:
            self.body.addLayout(self._make_swatches(topic.colour))
            self.body.addLayout(self._make_slot(topic.slot or 0))
        self.body.addSpacing(look.theme.px(8))
        self.body.addLayout(self._make_foot())
        self._name.returnPressed.connect(self._accept)

    def first_focus(self) -> QtWidgets.QWidget:
        return self._name

    def keyPressEvent(self, event: QtGui.QKeyEvent) -> None:
        """Enter saves wherever the keys are, as it says on the button."""
        if event.key() in (QtCore.Qt.Key.Key_Return, QtCore.Qt.Key.Key_Enter):
            self._accept()
            event.accept()
        else:
            super().keyPressEvent(event)

    def _make_swatches(self, colour: int) -> QtWidgets.QHBoxLayout:
        row = QtWidgets.QHBoxLayout()
        row.setSpacing(self.look.theme.px(8))
        for slot in range(1, N_COLOURS + 1):
            swatch = Swatch(self.look, slot, self)
            swatch.setChecked(slot == colour)
            self._swatches.append(swatch)
            row.addWidget(swatch)
        row.addStretch(1)
        return row

    def _make_slot(self, slot: int) -> QtWidgets.QHBoxLayout:
        self._slot.addItem(self.tr("No digit"), 0)
        for digit in range(1, N_SLOTS + 1):
            self._slot.addItem(str(digit), digit)
        self._slot.setCurrentIndex(slot)
        row = QtWidgets.QHBoxLayout()
        row.setSpacing(self.look.theme.px(12))
        words = self.tr("The digit files papers under this topic, from the list.")
        row.addWidget(self._slot)
        row.addWidget(label(self, words, kind="hint", wraps=True), 1)
        return row

    def _make_foot(self) -> QtWidgets.QHBoxLayout:
        row = QtWidgets.QHBoxLayout()
        row.setSpacing(self.look.theme.px(8))
        if self._topic is not None:
            delete = ActButton(self.look, self.tr("Delete the topic"), self)
            delete.setToolTip(self.tr("Its papers stay in the library."))
            delete.clicked.connect(self._delete)
            row.addWidget(delete)
        row.addStretch(1)
        words = self.tr("Save") if self._topic else self.tr("Add the topic")
        act = ActButton(self.look, words, self, keys="Enter", kind="primary")
        act.clicked.connect(self._accept)
        row.addWidget(act)
        return row

    def _accept(self) -> None:
        try:
            names = split_path(self._name.text())
        except InvalidInput as error:
            self._refuse(str(error))
            return
        if self._topic is None:
            self._run("topic.add", path=SEPARATOR.join(names))
        elif len(names) > 1:
            self._refuse(self.tr("A name holds no “/”."))
            return
        else:
            self._change(self._topic, names[0])
        self.dismiss()

    def _change(self, topic: Topic, name: str) -> None:
        colour = next(s.slot for s in self._swatches if s.isChecked())
        slot = int(self._slot.currentData())
        if (name, colour, slot) == (topic.name, topic.colour, topic.slot or 0):
            return
        given = {} if slot == (topic.slot or 0) else {"slot": slot}
        self._run("topic.change", topic_id=topic.id, name=name, colour=colour, **given)

    def _refuse(self, why: str) -> None:
        self._problem.setText(why)
        self._problem.show()

    def _delete(self) -> None:
        if self._topic is not None:
            self._run("topic.delete", topic_id=self._topic.id)
        self.dismiss()


class Swatch(QtWidgets.QAbstractButton):
    """One of the eight colours, with its name."""

    def __init__(self, look: Look, slot: int, parent: QtWidgets.QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.slot = slot
        self.setCheckable(True)
        self.setAutoExclusive(True)
        name = look.theme.mark(slot).name
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setFocusPolicy(QtCore.Qt.FocusPolicy.TabFocus)

    def sizeHint(self) -> QtCore.QSize:
        side = self._look.theme.px(28)
        return QtCore.QSize(side, side)

    def paintEvent(self, event: QtGui.QPaintEvent) -> None:
        theme, px = self._look.theme, self._look.theme.px
        painter = QtGui.QPainter(self)
        painter.setRenderHint(QtGui.QPainter.RenderHint.Antialiasing)
        box = QtCore.QRectF(self.rect()).adjusted(px(5), px(5), -px(5), -px(5))
        painter.setPen(QtCore.Qt.PenStyle.NoPen)
        painter.setBrush(theme.mark(self.slot).line)
        painter.drawRoundedRect(box, px(4), px(4))
        if self.isChecked() or self.hasFocus():
            width = 2 if self.isChecked() else 1
            painter.setPen(QtGui.QPen(theme.colours.accent, width))
            painter.setBrush(QtCore.Qt.BrushStyle.NoBrush)
            ring = QtCore.QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5)
            painter.drawRoundedRect(ring, px(6), px(6))
