"""The settings sheet: every declared setting, applied at once."""

from collections.abc import Callable
from functools import partial

from PySide6 import QtCore, QtGui, QtWidgets

from app.domain.errors import InvalidInput
from app.settings.declaration import SETTINGS, Setting, Value
from app.settings.store import SettingsStore
from app.ui.look import Look
from app.ui.sheets.controls import Check, Combo, Field
from app.ui.sheets.sheet import MARGIN, Sheet
from app.ui.widgets.labels import hairline, label

_WIDTH, _HEIGHT = 680, 620
_CONTROL_WIDTH = 240
_STEP = 0.1


class SettingsSheet(Sheet):
    """Shows the settings by group; what is refused says why below its field.

    `key` is the setting to begin with, '' for the first.
    """

    def __init__(self, look: Look, settings: SettingsStore, *, key: str = "") -> None:
        super().__init__(look, "Settings", width_px=_WIDTH, height_px=_HEIGHT)
        self.set_title(self.tr("Settings"), str(settings.file))
        self._settings = settings
        self._first = key or SETTINGS[0].key
        self._controls: dict[str, QtWidgets.QWidget] = {}
        self._problems: dict[str, QtWidgets.QLabel] = {}
        self.body.setContentsMargins(0, 0, 0, look.theme.px(16))
        self.body.addWidget(hairline(self))
        self._page = QtWidgets.QWidget(self)
        self._scroll = QtWidgets.QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QtWidgets.QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(QtCore.Qt.FocusPolicy.NoFocus)
        self._fill_page()
        self._scroll.setWidget(self._page)
        self._scroll.viewport().setAutoFillBackground(False)
        self._page.setAutoFillBackground(False)
        self.body.addWidget(self._scroll, 1)
        for problem in settings.problems:
            band = label(self, problem, kind="danger", wraps=True)
            band.setContentsMargins(look.theme.px(MARGIN), 0, look.theme.px(MARGIN), 0)
            self.body.addWidget(band)
        self.opened.connect(self._on_opened)

    def first_focus(self) -> QtWidgets.QWidget:
        return self._controls[self._first]

    def control(self, key: str) -> QtWidgets.QWidget:
        """Return the control of a setting."""
        return self._controls[key]

    def problem(self, key: str) -> str:
        """Return why a setting's last value was refused, '' when it was taken."""
        return self._problems[key].text()

    def focusNextPrevChild(self, is_next: bool) -> bool:
        moved = super().focusNextPrevChild(is_next)
        focus = self.focusWidget()
        if focus is not None and self._page.isAncestorOf(focus):
            self._scroll.ensureWidgetVisible(focus)
        return moved

    def _fill_page(self) -> None:
        px = self.look.theme.px
        column = QtWidgets.QVBoxLayout(self._page)
        column.setContentsMargins(px(MARGIN), px(16), px(MARGIN), px(8))
        column.setSpacing(px(12))
        group = ""
        for setting in SETTINGS:
            if setting.group != group:
                group = setting.group
                column.addSpacing(px(8))
                column.addWidget(label(self._page, group, kind="section"))
            column.addLayout(self._make_row(setting))
        column.addStretch(1)

    def _make_row(self, setting: Setting) -> QtWidgets.QVBoxLayout:
        px = self.look.theme.px
        control = self._make_control(setting)
        control.setToolTip(setting.help)
        control.setAccessibleDescription(setting.help)
        self._controls[setting.key] = control
        words = QtWidgets.QVBoxLayout()
        words.setSpacing(px(2))
        words.addWidget(label(self._page, setting.title))
        words.addWidget(label(self._page, setting.help, kind="hint", wraps=True))
        row = QtWidgets.QHBoxLayout()
        row.setSpacing(px(16))
        row.addLayout(words, 1)
        row.addWidget(control, alignment=QtCore.Qt.AlignmentFlag.AlignTop)
        problem = label(self._page, kind="danger", wraps=True)
        problem.hide()
        self._problems[setting.key] = problem
        whole = QtWidgets.QVBoxLayout()
        whole.setSpacing(px(4))
        whole.addLayout(row)
        whole.addWidget(problem)
        return whole

    def _make_control(self, setting: Setting) -> QtWidgets.QWidget:
        value = self._settings[setting.key]
        apply = partial(self._apply, setting.key)
        if isinstance(setting.default, bool):
            return self._make_check(setting, bool(value), apply)
        width = self.look.theme.px(_CONTROL_WIDTH)
        if setting.choices:
            combo = Combo(self.look, setting.title, self._page)
            combo.addItems(list(setting.choices))
            combo.setCurrentText(str(value))
            combo.setFixedWidth(width)
            combo.currentTextChanged.connect(apply)
            return combo
        if isinstance(setting.default, str):
            field = _SettingField(setting.title, str(value), self._page)
            field.setFixedWidth(width)
            field.given.connect(apply)
            return field
        return self._make_spin(setting, value, apply)

    def _make_check(
        self, setting: Setting, is_on: bool, apply: Callable[[bool], None]
    ) -> QtWidgets.QWidget:
        check = Check(self.look, setting.title, self._page)
        check.setChecked(is_on)
        check.toggled.connect(apply)
        return check

    def _make_spin(
        self, setting: Setting, value: Value, apply: Callable[[Value], None]
    ) -> QtWidgets.QWidget:
        spin: QtWidgets.QSpinBox | QtWidgets.QDoubleSpinBox
        if isinstance(setting.default, float):
            spin = QtWidgets.QDoubleSpinBox(self._page)
            spin.setSingleStep(_STEP)
            spin.setRange(setting.least or 0.0, setting.most or float(2**31))
            spin.setValue(float(value))
            spin.setKeyboardTracking(False)
            spin.valueChanged.connect(apply)
        else:
            spin = QtWidgets.QSpinBox(self._page)
            spin.setRange(int(setting.least or 0), int(setting.most or 2**31 - 1))
            spin.setValue(int(value))
            spin.setKeyboardTracking(False)
            spin.valueChanged.connect(apply)
        spin.lineEdit().setTextMargins(self.look.theme.px(8), 0, 0, 0)
        spin.setAccessibleName(setting.title)
        spin.setFixedWidth(self.look.theme.px(_CONTROL_WIDTH))
        return spin

    def _apply(self, key: str, value: Value) -> None:
        problem = self._problems[key]
        try:
            self._settings.change(key, value)
        except InvalidInput as error:
            problem.setText(str(error))
        else:
            problem.setText("")
        problem.setVisible(bool(problem.text()))

    def _on_opened(self) -> None:
        self._scroll.ensureWidgetVisible(self._controls[self._first])


class _SettingField(Field):
    """A text setting: given when it is left or Enter is pressed."""

    given = QtCore.Signal(str)

    def __init__(self, name: str, text: str, parent: QtWidgets.QWidget) -> None:
        super().__init__(name, parent)
        self._kept = text
        self.setText(text)
        self.setCursorPosition(0)
        self.editingFinished.connect(self._on_finished)

    def hideEvent(self, event: QtGui.QHideEvent) -> None:
        self._on_finished()
        super().hideEvent(event)

    def _on_finished(self) -> None:
        if self.text() != self._kept:
            self._kept = self.text()
            self.given.emit(self._kept)
