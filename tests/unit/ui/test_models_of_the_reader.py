"""The models of the reader's panes keep every promise that views rely on."""

import pytest
from PySide6 import QtCore
from pytestqt.modeltest import ModelTester

from app.domain.mark import Quad
from app.pdf.contents import Figure, Hit
from app.ui.panels.reader.figures_pane import FiguresModel
from app.ui.panels.reader.hits_model import HitsModel
from app.ui.panels.reader.thumbnails_pane import PagesModel

pytestmark = pytest.mark.ui
BOX = Quad(0, 0, 9, 9)


@pytest.fixture
def parent(qapp: QtCore.QCoreApplication) -> QtCore.QObject:
    return QtCore.QObject()


def test_hits_are_a_sound_model_while_they_come(
    parent: QtCore.QObject, qtmodeltester: ModelTester
) -> None:
    model = HitsModel(parent)
    qtmodeltester.check(model)
    hits: list[Hit] = []

    for page_index in (3, 4, 4, 0, 1):
        hit = Hit(page_index=page_index, quads=(), context="a word", start=2, end=6)
        hits.append(hit)
        model.show(hits, sum(each.page_index >= 3 for each in hits))

    assert model.rowCount() == len(hits) + len({hit.page_index for hit in hits})
    model.show([], 0)
    assert model.rowCount() == 0


def test_figures_are_a_sound_model_while_they_come_and_go(
    parent: QtCore.QObject, qtmodeltester: ModelTester
) -> None:
    model = FiguresModel(parent)
    qtmodeltester.check(model)
    figure = Figure(box=BOX, caption="Figure 1: A bird")

    model.add(0, [figure, figure])
    model.add(1, [])
    model.add(2, [figure])

    spoken = model.index(2, 0).data(QtCore.Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Figure 1: A bird, page 3"
    model.clear()
    assert model.rowCount() == 0


def test_pages_are_a_sound_model_of_one_document_after_another(
    parent: QtCore.QObject, qtmodeltester: ModelTester
) -> None:
    model = PagesModel(parent)
    qtmodeltester.check(model)

    for n_pages in (3, 0, 400):
        model.show([(612.0, 792.0)] * n_pages)
        assert model.rowCount() == n_pages
