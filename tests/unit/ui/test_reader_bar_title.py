"""The title over the pages."""

from pytestqt.qtbot import QtBot

from app.ui.panels.reader.reader_bar import ElidedLabel


def test_a_title_stays_in_the_room_that_is_painted_anew_for_another(
    qtbot: QtBot,
) -> None:
    label = ElidedLabel(None)
    qtbot.addWidget(label)
    label.setContentsMargins(8, 0, 8, 0)
    label.resize(120, 30)
    label.setText("MMMMMMMMMMMMMMMMMMMMMMMMM")
    image = label.grab().toImage()
    ground = image.pixelColor(0, 0)
    beside = [*range(8), *range(image.width() - 8, image.width())]
    inked = [
        (x, y)
        for x in beside
        for y in range(image.height())
        if image.pixelColor(x, y) != ground
    ]
    assert inked == []
