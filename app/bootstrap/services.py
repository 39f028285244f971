"""The services that window and terminal share, built once, closed in reverse."""

import contextlib
import threading
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from app import __version__
from app.bootstrap import own_program
from app.commands.fetched import Fetches, LooksUp
from app.library import FolderLock
from app.pdf.client import PdfClient
from app.runtime.library_client import LibraryClient
from app.runtime.suggester import LearnerStart
from app.settings.places import reply_cache_folder
from app.settings.sources import ADDRESSES, usable_email
from app.settings.store import SettingsStore
from app.sources.addresses import origin_of


def learner_start() -> LearnerStart:
    """Return how this very program is started as a learner."""
    return LearnerStart(own_program.command(own_program.LEARNER), own_program.folder())


class LateFetcher:
    """Makes the fetcher at its first call, from any thread: loading HTTP takes long.

    Only then does it ask where the files of the library are. What catalogues answer is
    kept in the folder `replies`, the platform's own when None.
    """

    def __init__(
        self,
        pdf: PdfClient,
        library: LibraryClient,
        settings: SettingsStore,
        replies: Path | None = None,
    ) -> None:
        self._pdf = pdf
        self._library = library
        self._settings = settings
        self._replies = replies or reply_cache_folder()
        self._making = threading.Lock()
        self._made: _Online | None = None

    def __call__(self) -> Fetches:
        return self._online().fetcher

    def catalogues(self) -> LooksUp:
        """Return what looks papers up, made with the fetcher."""
        return self._online().catalogues

    async def close(self) -> None:
        """End every request that is under way."""
        if self._made is not None:
            await self._made.close()

    def _online(self) -> "_Online":
        with self._making:
            if self._made is None:
                self._made = self._make()
        return self._made

    def _make(self) -> "_Online":
        from app.bootstrap.catalogues import make_catalogues
        from app.commands.fetching.fetcher import Fetcher
        from app.sources.http import HttpClient
        from app.sources.polite import Pacer
        from app.sources.providers.arxiv import Arxiv
        from app.sources.reply_cache import ReplyCache

        settings = self._settings
        email = usable_email(settings.text("sources.contact_email"))
        contact = f" (mailto:{email})" if email else ""
        http = HttpClient(
            user_agent=f"Octavo/{__version__}{contact}",
            allowed_local=lambda: _own_origins(settings),
        )
        cache = ReplyCache(self._replies)
        arxiv = Arxiv(
            http,
            Pacer(
                lambda: settings.number("sources.arxiv.interval_s"),
                door_of=lambda host: _door(self._replies.parent / "turns", host),
            ),
            api_url=lambda: settings.text("sources.arxiv.api_url"),
            pdf_url=lambda: settings.text("sources.arxiv.pdf_url"),
            cache=cache,
        )
        fetcher = Fetcher(
            arxiv=arxiv, pdf=self._pdf, files=self._library.files, settings=settings
        )
        catalogues = make_catalogues(arxiv, http, cache, settings)
        return _Online(fetcher, catalogues, http.close)


def _door(folder: Path, host: str) -> FolderLock:
    """Return what keeps two running Octavos from asking a host at the same time."""
    place = folder / host.replace(":", "_")
    with contextlib.suppress(OSError):  # without it each keeps its own pace
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
    return FolderLock(place)


@dataclass(frozen=True, slots=True)
class _Online:
    """What speaks HTTP, and how it ends."""

    fetcher: Fetches
    catalogues: LooksUp
    close: Callable[[], Awaitable[None]]


def _own_origins(settings: SettingsStore) -> frozenset[str]:
    """Return the origins of the addresses that the user set."""
    return frozenset(
        origin_of(settings.text(key))
        for key in ADDRESSES
        if settings.is_set_by_user(key)
    )
