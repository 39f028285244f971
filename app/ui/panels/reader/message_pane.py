"""What stands in place of the pages when a PDF cannot be shown."""

from PySide6 import QtCore, QtGui, QtWidgets

from app.domain.errors import AppError, Encrypted
from app.ui.appearance.look import Look

_WIDTH = 420


class MessagePane(QtWidgets.QWidget):
    """A message with what to do: try again, open elsewhere, or a password."""

    retried = QtCore.Signal()
    opened_elsewhere = QtCore.Signal()
    password_given = QtCore.Signal(str)

    def __init__(self, look: Look, parent: QtWidgets.QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.setProperty("kind", "desk")
        self.setAttribute(QtCore.Qt.WidgetAttribute.WA_StyledBackground)
        self._icon = QtWidgets.QLabel(self)
        self.words = self._label("view-title")
        self.hint = self._label("meta")
        self.password = QtWidgets.QLineEdit(self)
        self.password.setEchoMode(QtWidgets.QLineEdit.EchoMode.Password)
        self.password.setPlaceholderText(self.tr("Password"))
        self.password.setAccessibleName(self.tr("Password"))
        self._open = self._button(self.tr("Open"), "primary")
        self._retry = self._button(self.tr("Try again"), "primary")
        self._elsewhere = self._button(self.tr("Open elsewhere"), "")
        self._lay_out()
        self._dress()
        self.password.returnPressed.connect(self._on_password)
        self._open.clicked.connect(self._on_password)
        self._retry.clicked.connect(self.retried)
        self._elsewhere.clicked.connect(self.opened_elsewhere)
        look.changed.connect(self._dress)

    def show_error(self, error: AppError, title: str, *, is_wrong: bool) -> None:
        """Tell what happened to the paper of a title, and offer what can be done.

        `is_wrong` says that a password was tried.
        """
        is_locked = isinstance(error, Encrypted)
        message, hint = error.message, error.hint
        if is_locked and is_wrong:
            message = self.tr("This is not the password of “{0}”.").format(title)
            hint = self.tr("Type it again, or open the PDF in another program.")
        elif is_locked:
            message = self.tr("“{0}” is locked with a password.").format(title)
            hint = self.tr("Type its password to read it; Octavo does not keep it.")
        self.words.setText(message)
        self.hint.setText(hint)
        self.hint.setVisible(bool(hint))
        for widget in (self.password, self._open):
            widget.setVisible(is_locked)
        self._retry.setVisible(not is_locked)
        self.password.clear()
        if is_locked:
            self.password.setFocus()

    def keyPressEvent(self, event: QtGui.QKeyEvent) -> None:
        """Take the keys out of the password at Esc, so that letters are commands."""
        if event.key() == QtCore.Qt.Key.Key_Escape and self.password.hasFocus():
            self.setFocus(QtCore.Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)

    def _on_password(self) -> None:
        if self.password.text():
            self.password_given.emit(self.password.text())

    def _label(self, kind: str) -> QtWidgets.QLabel:
        label = QtWidgets.QLabel(self)
        label.setProperty("kind", kind)
        label.setTextFormat(QtCore.Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setAlignment(QtCore.Qt.AlignmentFlag.AlignHCenter)
        return label

    def _button(self, text: str, kind: str) -> QtWidgets.QPushButton:
        button = QtWidgets.QPushButton(text, self)
        if kind:
            button.setProperty("kind", kind)
        return button

    def _lay_out(self) -> None:
        self._box = QtWidgets.QWidget(self)
        column = QtWidgets.QVBoxLayout(self._box)
        centre = QtCore.Qt.AlignmentFlag.AlignHCenter
        column.addWidget(self._icon, alignment=centre)
        column.addWidget(self.words)
        column.addWidget(self.hint)
        column.addWidget(self.password)
        row = QtWidgets.QHBoxLayout()
        row.addStretch(1)
        for button in (self._open, self._retry, self._elsewhere):
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        outer = QtWidgets.QVBoxLayout(self)
        outer.addStretch(2)
        outer.addWidget(self._box, alignment=centre)
        outer.addStretch(3)

    def _dress(self) -> None:
        px = self._look.theme.px
        self._box.setFixedWidth(px(_WIDTH))
        column = self._box.layout()
        assert column is not None
        column.setSpacing(px(12))
        self._icon.setPixmap(
            self._look.icon("warning", "warn", 28).pixmap(px(28), px(28))
        )
