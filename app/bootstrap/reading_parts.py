"""The reader and what it stands on: made first where a page is the first picture."""

import asyncio

from PySide6 import QtWidgets

from app.bootstrap.first_page import FirstPage
from app.bootstrap.window_basis import Basis, wait_for_any
from app.pdf.client import PdfClient
from app.ui.main_window import MainWindow
from app.ui.panels.reader.page_cache import PageCache
from app.ui.panels.reader.panel import ReaderPanel
from app.ui.panels.reader.places import Places
from app.ui.panels.reader.readers import Readers
from app.ui.session import Session


class ReadingParts:
    """The readers in their place in the window, and who reads PDFs for them.

    `ahead` is the page that is shown before what asked for it can open it.
    """

    def __init__(self, basis: Basis, window: MainWindow, pdf: PdfClient) -> None:
        self._basis = basis
        self._window = window
        self.pdf = pdf
        self.ahead: FirstPage | None = None
        self._is_drawn = asyncio.Event()
        self._cache = PageCache(0)  # the readers set its limit
        self.places = Places(window)
        self.readers = Readers(basis.look, self._make_reader, basis.run, window)
        window.place_reader(self.readers)

    def show_ahead(self, page: FirstPage, session: Session) -> None:
        """Show a page before there is anybody to open it; `taken_over` ends that."""
        self.ahead = page
        self.readers.restore_themes(session.page_themes)
        self.readers.left.connect(self._on_left)
        self.readers.first.view.loader.page_drawn.connect(self._is_drawn.set)
        self.readers.show_ahead(
            page.paper, page.file, page.document, is_guest=page.is_guest
        )
        self._window.show_reader()

    async def drawn(self, limit_s: float, closing: asyncio.Event) -> None:
        """Wait until the page is painted, so long at most, or the window closes."""
        await wait_for_any(self._is_drawn, closing, limit_s=limit_s)
        self.readers.first.view.viewport().repaint()

    def taken_over(self) -> None:
        """Hear that the page was opened by what asked for it."""
        self.ahead = None
        self.readers.left.disconnect(self._on_left)

    def _on_left(self) -> None:
        self._basis.run("pane.close")

    def _make_reader(self, parent: QtWidgets.QWidget, name: str) -> ReaderPanel:
        basis = self._basis
        return ReaderPanel(
            basis.look,
            self.pdf,
            basis.library,
            basis.jobs,
            basis.run,
            basis.reporter,
            basis.settings,
            basis.feed,
            parent,
            cache=self._cache,
            places=self.places,
            name=name,
        )
