"""The settings sheet: every declared setting, applied at once."""

from collections.abc import Callable
from functools import partial

from PySide6 import QtCore, QtGui, QtWidgets

from app.domain.errors import InvalidInput
from app.settings.declaration import SETTINGS, Setting, Value
from app.settings.store import SettingsStore, check
from app.ui.appearance.look import Look
from app.ui.sheets.controls import ActButton, Check, Combo, Field
from app.ui.sheets.folder_list import FolderList
from app.ui.sheets.sheet import MARGIN, Sheet
from app.ui.widgets.labels import hairline, label

_WIDTH, _HEIGHT = 680, 620
_CONTROL_WIDTH = 240
_WIDEST = 280
"""Pixels: with large text in a small window names need the room."""

_STEP = 0.1
_MOST_TYPED = 1e9
"""More than any setting takes."""


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
        self._resets: dict[str, ActButton] = {}
        self.body.setContentsMargins(0, 0, 0, look.theme.px(16))
        self.body.addWidget(hairline(self))
        self._page = QtWidgets.QWidget(self)
        self._scroll = QtWidgets.QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QtWidgets.QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(QtCore.Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(
            QtCore.Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        )
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

    def reset(self, key: str) -> ActButton:
        """Return the button that gives a setting its default back."""
        return self._resets[key]

    def eventFilter(self, watched: QtCore.QObject, event: QtCore.QEvent) -> bool:
        # A wheel over the page scrolls it; it changes what has the focus alone.
        is_wheel = event.type() == QtCore.QEvent.Type.Wheel
        focus = QtWidgets.QApplication.focusWidget()
        if is_wheel and watched is not focus:
            event.ignore()
            return True
        return super().eventFilter(watched, event)

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
        hint = f"{setting.help} {self._default_words(setting)}"
        control.setToolTip(setting.help)
        control.setAccessibleDescription(hint)
        control.setFocusPolicy(QtCore.Qt.FocusPolicy.StrongFocus)
        control.installEventFilter(self)
        self._controls[setting.key] = control
        words = QtWidgets.QVBoxLayout()
        words.setSpacing(px(2))
        words.addWidget(label(self._page, setting.title, wraps=True))
        words.addWidget(label(self._page, hint, kind="hint", wraps=True))
        row = QtWidgets.QHBoxLayout()
        row.setSpacing(px(16))
        row.addLayout(words, 1)
        row.addWidget(control, alignment=QtCore.Qt.AlignmentFlag.AlignTop)
        whole = QtWidgets.QVBoxLayout()
        whole.setSpacing(px(4))
        whole.addLayout(row)
        whole.addLayout(self._make_foot(setting))
        self._show_foot(setting, "")
        return whole

    def _make_foot(self, setting: Setting) -> QtWidgets.QHBoxLayout:
        """Make the line under a setting: why it was refused, and the way back."""
        problem = label(self._page, kind="danger", wraps=True)
        reset = ActButton(
            self.look, self.tr("Back to default"), self._page, kind="link"
        )
        reset.setAccessibleDescription(setting.title)
        reset.clicked.connect(partial(self._reset, setting))
        self._problems[setting.key], self._resets[setting.key] = problem, reset
        foot = QtWidgets.QHBoxLayout()
        foot.addWidget(problem, 1)
        foot.addStretch(0)
        foot.addWidget(reset)
        return foot

    def _make_control(self, setting: Setting) -> QtWidgets.QWidget:
        apply = partial(self._apply, setting)
        value = self._settings[setting.key]
        control: QtWidgets.QWidget
        if isinstance(setting.default, bool):
            control = self._make_check(setting, apply)
        elif setting.choices:
            control = self._make_combo(setting, apply)
        elif setting.is_folders:
            folders = FolderList(self.look, setting.title, self._page)
            folders.given.connect(apply)
            control = folders
        elif isinstance(setting.default, str):
            field = _SettingField(setting.title, self._page)
            field.given.connect(apply)
            control = field
        else:
            control = self._make_spin(setting, apply)
        if not isinstance(setting.default, bool):
            control.setFixedWidth(min(self.look.theme.px(_CONTROL_WIDTH), _WIDEST))
        _show_value(control, value)
        return control

    def _make_check(
        self, setting: Setting, apply: Callable[[Value], None]
    ) -> QtWidgets.QWidget:
        check = Check(self.look, setting.title, self._page)
        check.toggled.connect(apply)
        return check

    def _make_combo(
        self, setting: Setting, apply: Callable[[Value], None]
    ) -> QtWidgets.QWidget:
        combo = Combo(self.look, setting.title, self._page)
        for choice, name in zip(setting.choices, setting.names, strict=True):
            combo.addItem(name, choice)

        def on_chosen(number: int) -> None:
            apply(setting.choices[number])

        combo.currentIndexChanged.connect(on_chosen)
        return combo

    def _make_spin(
        self, setting: Setting, apply: Callable[[Value], None]
    ) -> QtWidgets.QWidget:
        # Any number may be typed: one out of bounds is refused in words.
        spin: QtWidgets.QSpinBox | QtWidgets.QDoubleSpinBox
        if isinstance(setting.default, float):
            spin = QtWidgets.QDoubleSpinBox(self._page)
            spin.setSingleStep(_STEP)
            spin.setRange(0.0, _MOST_TYPED)
        else:
            spin = QtWidgets.QSpinBox(self._page)
            spin.setRange(0, int(_MOST_TYPED))
        spin.setKeyboardTracking(False)
        spin.setSuffix(f" {setting.unit}")
        spin.valueChanged.connect(apply)
        spin.lineEdit().setTextMargins(self.look.theme.px(8), 0, 0, 0)
        spin.setAccessibleName(setting.title)
        return spin

    def _default_words(self, setting: Setting) -> str:
        default = setting.default
        if isinstance(default, bool):
            words = self.tr("on") if default else self.tr("off")
        elif setting.choices:
            words = setting.names[setting.choices.index(str(default))]
        elif isinstance(default, str):
            words = default or self.tr("none")
        else:
            words = _number(default, setting.unit)
        return self.tr("Default: {default}").format(default=words)

    def _apply(self, setting: Setting, value: Value) -> None:
        problem = self._refusal(setting, value)
        if not problem:
            try:
                self._settings.change(setting.key, value)
            except InvalidInput as error:
                problem = str(error)
        self._show_foot(setting, problem)

    def _refusal(self, setting: Setting, value: Value) -> str:
        """Return why a value does not fit, '' when it does."""
        if isinstance(value, str) and str(setting.default).startswith("http"):
            url = QtCore.QUrl(value, QtCore.QUrl.ParsingMode.StrictMode)
            if url.scheme() in ("http", "https") and url.host():
                return ""
            return self.tr("Give an address that begins with https://")
        try:
            check(setting.key, value)
        except InvalidInput as error:
            if setting.least is None or setting.most is None:
                return str(error)
            least = f"{setting.least:g}"
            most = _number(setting.most, setting.unit)
            words = self.tr("Give a number from {least} to {most}.")
            return words.format(least=least, most=most)
        return ""

    def _reset(self, setting: Setting) -> None:
        control = self._controls[setting.key]
        _show_value(control, setting.default)
        self._apply(setting, setting.default)
        control.setFocus(QtCore.Qt.FocusReason.OtherFocusReason)

    def _show_foot(self, setting: Setting, problem: str) -> None:
        line, reset = self._problems[setting.key], self._resets[setting.key]
        line.setText(problem)
        line.setVisible(bool(problem))
        is_other = self._settings[setting.key] != setting.default
        reset.setVisible(is_other or bool(problem))

    def _on_opened(self) -> None:
        self._scroll.ensureWidgetVisible(self._controls[self._first])


class _SettingField(Field):
    """A text setting: given when it is left or Enter is pressed."""

    given = QtCore.Signal(str)

    def __init__(self, name: str, parent: QtWidgets.QWidget) -> None:
        super().__init__(name, parent)
        self._kept = ""
        self.editingFinished.connect(self._on_finished)

    def show_text(self, text: str) -> None:
        """Show a text that is kept already."""
        self._kept = text
        self.setText(text)
        self.setCursorPosition(0)

    def hideEvent(self, event: QtGui.QHideEvent) -> None:
        self._on_finished()
        super().hideEvent(event)

    def _on_finished(self) -> None:
        if self.text() != self._kept:
            self._kept = self.text()
            self.given.emit(self._kept)


def _show_value(control: QtWidgets.QWidget, value: Value) -> None:
    """Show a value in its control without saying that it changed."""
    blocker = QtCore.QSignalBlocker(control)
    match control:
        case Check():
            control.setChecked(bool(value))
        case Combo():
            control.setCurrentIndex(control.findData(value))
        case _SettingField() | FolderList():
            control.show_text(str(value))
        case QtWidgets.QSpinBox():
            control.setValue(int(value))
        case QtWidgets.QDoubleSpinBox():
            control.setValue(float(value))
    blocker.unblock()


def _number(value: float, unit: str) -> str:
    return f"{value:g} {unit}".strip()
