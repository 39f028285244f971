"""The keys sheet: every key of a mode by what it is for."""

from PySide6 import QtCore, QtGui, QtWidgets

from app.commands.command import Mode, Registry
from app.ui.appearance.look import Look
from app.ui.keys.keys import key_name
from app.ui.sheets.keys_table import ROW, KeysTable
from app.ui.sheets.sheet import Sheet
from app.ui.widgets.labels import hairline, label

_HEIGHT = 640
_FIELD_WIDTH = 300


class KeysSheet(Sheet):
    """Lists the keys of a mode; typing filters, pressing a chord lights its row."""

    def __init__(self, look: Look, *, registry: Registry, mode: Mode) -> None:
        super().__init__(
            look,
            "Keys",
            width_px=look.theme.sizes.keys_sheet,
            height_px=_HEIGHT,
        )
        where = {
            Mode.LIST: self.tr("in the list"),
            Mode.READER: self.tr("in the reader"),
            Mode.TEXT: self.tr("in the text"),
            Mode.SELECTION: self.tr("on a selection"),
            Mode.MARK: self.tr("on a mark or a selection"),
            Mode.TRIAGE: self.tr("in triage"),
        }
        self.set_title(self.tr("Keys"), where[mode])
        self._field = _KeysField(self)
        self._field.setPlaceholderText(self.tr("Type a word or press a key"))
        self._field.setAccessibleName(self.tr("Type a word or press a key"))
        self._field.setFixedWidth(look.theme.px(_FIELD_WIDTH))
        self.header.insertWidget(1, self._field)
        self.body.addWidget(hairline(self))
        self.body.setContentsMargins(0, 0, 0, look.theme.px(16))
        self._table = KeysTable(look, registry.keyed(mode), self)
        self._scroll = QtWidgets.QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(QtCore.Qt.FocusPolicy.NoFocus)
        self._scroll.setFrameShape(QtWidgets.QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(
            QtCore.Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        )
        self._scroll.setWidget(self._table)
        self._scroll.viewport().setAutoFillBackground(False)
        self._table.setAutoFillBackground(False)
        self.body.addWidget(self._scroll, 1)
        self._absence = label(self, kind="lead", wraps=True)
        self._absence.setAlignment(QtCore.Qt.AlignmentFlag.AlignCenter)
        self._absence.hide()
        self.body.addWidget(self._absence, 1)
        self._field.textChanged.connect(self._on_typed)
        self._field.chord_pressed.connect(self._on_chord_pressed)
        self._field.scrolled.connect(self._on_scrolled)

    def first_focus(self) -> QtWidgets.QWidget:
        return self._field

    def shown(self) -> tuple[str, ...]:
        """Return the ids of the commands that pass the filter."""
        return self._table.shown()

    def lines(self) -> tuple[str, ...]:
        """Return the lines shown in words: keys, title and other keys."""
        return self._table.words()

    def lit(self) -> str:
        """Return the id of the command that the last chord lit, '' for none."""
        return self._table.lit()

    def absence(self) -> str:
        """Return what is said where nothing is found, '' where something is."""
        return "" if self._absence.isHidden() else self._absence.text()

    def _on_typed(self, typed: str) -> None:
        self._table.filter(typed)
        has_any = bool(self._table.shown())
        none = self.tr("No key is for “%1”. Ctrl+K finds what has no key.")
        self._absence.setText(none.replace("%1", typed.strip()))
        self._absence.setVisible(not has_any)
        self._scroll.setVisible(has_any)

    def _on_chord_pressed(self, chord: str) -> None:
        top = self._table.light(chord)
        if top is not None:
            self._scroll.ensureVisible(0, top)

    def _on_scrolled(self, rows: int) -> None:
        bar = self._scroll.verticalScrollBar()
        bar.setValue(bar.value() + rows * self.look.theme.px(ROW))


class _KeysField(QtWidgets.QLineEdit):
    """Takes letters as a filter, and chords as keys to look up."""

    chord_pressed = QtCore.Signal(str)
    scrolled = QtCore.Signal(int)

    def keyPressEvent(self, event: QtGui.QKeyEvent) -> None:
        keys = QtCore.Qt.Key
        steps = {
            keys.Key_Down: 1,
            keys.Key_Up: -1,
            keys.Key_PageDown: 10,
            keys.Key_PageUp: -10,
        }
        chord = _chord(event)
        if not event.modifiers() and event.key() in steps:
            self.scrolled.emit(steps[keys(event.key())])
        elif chord:
            self.chord_pressed.emit(chord)
        else:
            super().keyPressEvent(event)
            return
        event.accept()


def _chord(event: QtGui.QKeyEvent) -> str:
    """Return a chord as commands write it; '' for what belongs to a text."""
    held = event.modifiers()
    modifiers = QtCore.Qt.KeyboardModifier
    has_modifier = held & (modifiers.ControlModifier | modifiers.AltModifier)
    is_function = QtCore.Qt.Key.Key_F1 <= event.key() <= QtCore.Qt.Key.Key_F35
    return key_name(event) if has_modifier or is_function else ""
