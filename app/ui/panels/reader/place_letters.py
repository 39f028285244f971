"""Keeping a place under a letter, and going to the places that are kept."""

from collections.abc import Callable

from PySide6 import QtCore

from app.domain.paper import PaperId
from app.ui.appearance.look import Look
from app.ui.panels.reader.key_prompt import KeyPrompt
from app.ui.panels.reader.page_view import PageView
from app.ui.panels.reader.places import LETTERS, Places


class PlaceLetters(QtCore.QObject):
    """Asks for a letter; `place_wanted` with the place that one names."""

    place_wanted = QtCore.Signal(object)

    def __init__(
        self,
        look: Look,
        view: PageView,
        places: Places,
        tell: Callable[[str], None],
    ) -> None:
        super().__init__(view)
        self._view = view
        self._places = places
        self._tell = tell
        self._paper: PaperId | None = None
        self._is_keeping = False
        self.prompt = KeyPrompt(look, view)
        self.prompt.typed.connect(self._on_typed)

    def show(self, paper: PaperId | None) -> None:
        """Turn to another paper."""
        self.prompt.end()
        self._paper = paper

    def ask_to_keep(self) -> None:
        """Ask for the letter to keep this place under."""
        if self._paper is not None and self._view.n_pages:
            self._is_keeping = True
            taken = self._taken()
            hint = self.tr("a letter")
            if taken:
                hint = self.tr("a letter; taken: {0}").format(taken)
            self.prompt.open(self.tr("Keep this place as"), hint)

    def ask_to_go(self) -> None:
        """Ask for the letter of the place to go to."""
        if self._paper is None or not self._view.n_pages:
            return
        taken = self._taken()
        if not taken:
            self._tell(self.tr("No place is kept in this paper: m and a letter do."))
            return
        self._is_keeping = False
        self.prompt.open(self.tr("Go to"), taken)

    def _taken(self) -> str:
        """Return the letters that are kept, each with its page."""
        assert self._paper is not None
        page = self.tr("{0}: p. {1}")
        kept = self._places.all_of(self._paper)
        return ", ".join(
            page.format(letter, place.page_index + 1) for letter, place in kept.items()
        )

    def _on_typed(self, text: str) -> None:
        letter = text.strip().lower()
        if self._paper is None:
            return
        place = self._places.find(self._paper, letter)
        if self._is_keeping and letter in LETTERS and letter:
            self.prompt.end()
            self._places.keep(self._paper, letter, self._view.place())
            words = self.tr("This place, page {1}, is kept as {0}.")
            self._tell(words.format(letter, self._view.page_index + 1))
        elif not self._is_keeping and place is not None:
            self.prompt.end()
            self.place_wanted.emit(place)
        else:
            self.prompt.refuse()
