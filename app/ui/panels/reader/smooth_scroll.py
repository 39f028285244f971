"""Scrolling softly by a distance; at once while a key repeats, or when not soft."""

from PySide6 import QtCore, QtWidgets

_DURATION_MS = 120


class SmoothScroll(QtCore.QObject):
    """Moves one scroll bar."""

    def __init__(self, bar: QtWidgets.QScrollBar) -> None:
        super().__init__(bar)
        self._bar = bar
        self.is_soft = True
        self._animation = QtCore.QVariantAnimation(self)
        self._animation.setDuration(_DURATION_MS)
        self._animation.setEasingCurve(QtCore.QEasingCurve.Type.OutCubic)
        self._animation.valueChanged.connect(self._on_value_changed)

    @property
    def is_moving(self) -> bool:
        """Say whether a movement is under way."""
        stopped = QtCore.QAbstractAnimation.State.Stopped
        return self._animation.state() is not stopped

    def stop(self) -> None:
        """Stay where it is."""
        self._animation.stop()

    def move_by(self, distance_px: int) -> None:
        """Move by a distance, further down where positive."""
        is_repeated = self.is_moving or not self.is_soft
        begin = int(self._animation.endValue()) if self.is_moving else self._bar.value()
        self._animation.stop()
        target = begin + distance_px
        target = min(max(target, self._bar.minimum()), self._bar.maximum())
        if is_repeated:
            self._bar.setValue(target)
            return
        self._animation.setStartValue(begin)
        self._animation.setEndValue(target)
        self._animation.start()

    def _on_value_changed(self, value: int) -> None:
        self._bar.setValue(value)
