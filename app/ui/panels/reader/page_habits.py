"""What the settings say of pages: how they scroll, how much of them is kept."""

from PySide6 import QtCore

from app.settings.store import SettingsStore
from app.ui.panels.reader.page_cache import PageCache
from app.ui.panels.reader.page_view import PageView

_SMOOTH = "reading.smooth_scroll"
_CACHE_MB = "limits.page_cache_mb"
_MB = 1024 * 1024


class PageHabits(QtCore.QObject):
    """Keeps a view and the kept pictures as the settings say."""

    def __init__(
        self, view: PageView, cache: PageCache, settings: SettingsStore
    ) -> None:
        super().__init__(view)
        self._view = view
        self._cache = cache
        self._settings = settings
        settings.subscribe(self._on_changed)
        self._take()

    def _on_changed(self, key: str) -> None:
        if key in (_SMOOTH, _CACHE_MB):
            self._take()

    def _take(self) -> None:
        self._view.set_soft(is_soft=self._settings.is_on(_SMOOTH))
        self._cache.limit_bytes = int(self._settings.number(_CACHE_MB)) * _MB
