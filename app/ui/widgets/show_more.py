"""The button below a text that is too long to be laid out whole at once."""

from collections.abc import Callable

from PySide6 import QtCore, QtWidgets

_N_FIRST = 10_000
"""Letters shown before anything is asked: some four pages, laid out in 10 ms."""

_STEP = 10
_N_BACK = 200
"""So far back from the end of a part, the space is looked for where a word ends."""


def first_part(text: str, n_most: int = _N_FIRST) -> str:
    """Return a text, or its beginning where it is longer, cut behind a word."""
    if len(text) <= n_most:
        return text
    space = text.rfind(" ", n_most - _N_BACK, n_most)
    return text[: space if space > 0 else n_most].rstrip() + " …"


class ShowMore(QtWidgets.QPushButton):
    """Lets `show` show the beginning of a text, and ten times more at each press."""

    def __init__(
        self, show: Callable[[str], object], parent: QtWidgets.QWidget
    ) -> None:
        super().__init__(parent)
        self._show = show
        self._text = ""
        self._n_most = _N_FIRST
        self.setProperty("kind", "link")
        self.setFocusPolicy(QtCore.Qt.FocusPolicy.TabFocus)
        self.setAutoDefault(True)  # else Return would not press it
        self.setCursor(QtCore.Qt.CursorShape.PointingHandCursor)
        policy = QtWidgets.QSizePolicy.Policy
        self.setSizePolicy(policy.Maximum, policy.Fixed)
        self.clicked.connect(self._on_clicked)
        self.hide()

    def show_text(self, text: str) -> None:
        """Show a text; the same one again keeps how much of it is shown."""
        if text != self._text:
            self._text, self._n_most = text, _N_FIRST
        self._renew()

    def _on_clicked(self) -> None:
        self._n_most *= _STEP
        self._renew()

    def _renew(self) -> None:
        n = len(self._text)
        self._show(first_part(self._text, self._n_most))
        is_last = n <= self._n_most * _STEP
        words = self.tr("Show all %1 characters") if is_last else self.tr("Show more")
        self.setText(words.replace("%1", QtCore.QLocale().toString(n)))
        self.setVisible(n > self._n_most)
