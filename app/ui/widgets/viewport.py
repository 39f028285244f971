"""The viewport of a view that the first picture shows."""

from PySide6 import QtGui, QtWidgets


def give_viewport(view: QtWidgets.QAbstractScrollArea) -> None:
    """Give a view a viewport made here, which looks as Qt's own does.

    To hand out one that Qt made, PySide first loads every class of widget that there
    is, for it may be of any: 10 ms of a start.
    """
    viewport = QtWidgets.QWidget()
    viewport.setBackgroundRole(QtGui.QPalette.ColorRole.Base)
    viewport.setAutoFillBackground(True)
    view.setViewport(viewport)
