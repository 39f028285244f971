"""The question sheet: something that only the user can answer."""

from PySide6 import QtCore, QtGui, QtWidgets

from app.commands.desk import Question
from app.ui.appearance.look import Look
from app.ui.sheets.controls import ActButton
from app.ui.sheets.sheet import Sheet
from app.ui.widgets.labels import label

_WIDTH = 520


class QuestionSheet(Sheet):
    """Shows a question with a button an answer; digits answer too."""

    def __init__(self, look: Look, question: Question) -> None:
        super().__init__(look, question.title, width_px=_WIDTH, is_light=False)
        self._answer: int | None = None
        details = label(self, question.details, wraps=True)
        details.setTextInteractionFlags(
            QtCore.Qt.TextInteractionFlag.TextSelectableByMouse
        )
        self.body.addWidget(details)
        self.body.addSpacing(look.theme.px(12))
        row = QtWidgets.QHBoxLayout()
        row.setSpacing(look.theme.px(8))
        row.addStretch(1)
        self._buttons: list[ActButton] = []
        group = QtWidgets.QButtonGroup(self)
        group.idClicked.connect(self._choose)
        for number, words in enumerate(question.answers):
            button = ActButton(
                look,
                words,
                self,
                keys=str(number + 1),
                kind="" if number else "primary",
            )
            group.addButton(button, number)
            self._buttons.append(button)
            row.addWidget(button)
        self.body.addLayout(row)

    async def answered(self) -> int | None:
        """Wait for the answer; None when there is none."""
        await self.until_closed()
        return self._answer

    def first_focus(self) -> QtWidgets.QWidget:
        return self._buttons[0] if self._buttons else self

    def keyPressEvent(self, event: QtGui.QKeyEvent) -> None:
        number = event.key() - QtCore.Qt.Key.Key_1
        if 0 <= number < len(self._buttons):
            self._choose(number)
            event.accept()
        else:
            super().keyPressEvent(event)

    def _choose(self, number: int) -> None:
        self._answer = number
        self.dismiss()
