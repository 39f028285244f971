"""Five stars that show a paper's rating and change it."""

from functools import partial

from PySide6 import QtCore, QtGui, QtWidgets

from app.commands.command import Registry
from app.domain.paper import MAX_RATING
from app.ui.appearance.look import Look
from app.ui.widgets.buttons import Run, described, tip

_STAR = 14
_WIDTH, _HEIGHT = 20, 24


class RatingStars(QtWidgets.QWidget):
    """Stars filled up to the rating; a click on one rates, and once more clears it."""

    def __init__(
        self, look: Look, run: Run, registry: Registry, parent: QtWidgets.QWidget
    ) -> None:
        super().__init__(parent)
        self._look, self._run = look, run
        self._rating = 0
        row = QtWidgets.QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._stars: list[_Star] = []
        for number in range(1, MAX_RATING + 1):
            command = registry[f"paper.rate-{number}"]
            star = _Star(look, number, self)
            star.setAccessibleName(command.title)
            star.clicked.connect(partial(self._on_clicked, command.id))
            star.hovered.connect(self._on_hovered)
            row.addWidget(star)
            self._stars.append(star)
        self._commands = [registry[f"paper.rate-{star.number}"] for star in self._stars]
        look.changed.connect(self._show_keys)
        self._show_keys()
        self.show_rating(0)

    def show_rating(self, rating: int) -> None:
        """Show a rating; 0 is none."""
        self._rating = rating
        of = self.tr("Rated %1 of %2").replace("%2", str(MAX_RATING))
        words = of.replace("%1", str(rating)) if rating else self.tr("Not rated")
        self.setAccessibleName(words)
        self._fill(rating)

    def _show_keys(self) -> None:
        for star, command in zip(self._stars, self._commands, strict=True):
            now = self._look.now(command)
            star.setAccessibleDescription(described(now))
            star.setToolTip(tip(now))

    @property
    def n_filled(self) -> int:
        """How many stars are filled now."""
        return sum(star.is_filled for star in self._stars)

    def leaveEvent(self, event: QtCore.QEvent) -> None:
        super().leaveEvent(event)
        self._fill(self._rating)

    def _on_hovered(self, number: int) -> None:
        self._fill(number)

    def _on_clicked(self, command_id: str, is_checked: bool = False) -> None:
        self._run(command_id)

    def _fill(self, n_filled: int) -> None:
        for star in self._stars:
            star.set_filled(star.number <= n_filled)


class _Star(QtWidgets.QAbstractButton):
    hovered = QtCore.Signal(int)

    def __init__(self, look: Look, number: int, parent: QtWidgets.QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.number = number
        self.is_filled = False
        # Rating has its keys; five stops more would be in the way of Tab.
        self.setFocusPolicy(QtCore.Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(
            QtWidgets.QSizePolicy.Policy.Fixed, QtWidgets.QSizePolicy.Policy.Fixed
        )
        look.changed.connect(self._on_look_changed)

    def set_filled(self, is_filled: bool) -> None:
        """Draw the star filled, or its outline."""
        self.is_filled = is_filled
        self.update()

    def sizeHint(self) -> QtCore.QSize:
        px = self._look.theme.px
        return QtCore.QSize(px(_WIDTH), px(_HEIGHT))

    def minimumSizeHint(self) -> QtCore.QSize:
        return self.sizeHint()

    def enterEvent(self, event: QtGui.QEnterEvent) -> None:
        super().enterEvent(event)
        self.hovered.emit(self.number)

    def paintEvent(self, event: QtGui.QPaintEvent) -> None:
        theme = self._look.theme
        side = theme.px(_STAR)
        place = QtCore.QRect(0, 0, side, side)
        place.moveCenter(self.rect().center())
        icon = "star-filled" if self.is_filled else "star"
        ink = theme.colours.star if self.is_filled else theme.colours.text3
        self._look.icons.paint(QtGui.QPainter(self), place, icon, ink)

    def _on_look_changed(self) -> None:
        self.updateGeometry()
        self.update()
