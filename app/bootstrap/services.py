"""The services that window and terminal share, built once, closed in reverse."""

import sys
from collections.abc import Callable
from pathlib import Path

from app import __version__
from app.cli.arguments import Asked
from app.commands.fetched import Fetches
from app.domain.errors import InvalidInput
from app.library import FileStore
from app.pdf.client import PdfClient
from app.settings.declaration import Value
from app.settings.places import default_library_folder, default_settings_file
from app.settings.store import SettingsStore, parse

_MEGABYTE = 1_000_000
LIBRARY_VARIABLE = "OCTAVO_LIBRARY"


def settings_store(asked: Asked) -> SettingsStore:
    """Read the settings: defaults, file, then `--set`.

    Raises:
        InvalidInput: a `--set` does not fit.
    """
    overrides: dict[str, Value] = {}
    for text in asked.overrides:
        key, equals, value = text.partition("=")
        if not equals:
            raise InvalidInput(f"--set {text} lacks a value.", "Write KEY=VALUE.")
        overrides[key] = parse(key, value)
    store = SettingsStore(asked.settings or default_settings_file(), overrides)
    store.load()
    return store


def library_folder(asked: Asked, environment: dict[str, str]) -> Path:
    """Return the library's folder: the option, the variable, else the default."""
    if asked.library is not None:
        return asked.library.absolute()
    if named := environment.get(LIBRARY_VARIABLE):
        return Path(named).absolute()
    return default_library_folder()


def pdf_client(settings: SettingsStore) -> PdfClient:
    """Build the PDF client; it starts nothing yet."""
    return PdfClient(
        worker_command(),
        folder=None if _is_frozen() else Path(__file__).resolve().parents[2],
        time_limit_s=settings.number("limits.page_s"),
        memory_limit_bytes=int(settings.number("limits.pdf_memory_mb") * _MEGABYTE),
    )


def worker_command() -> tuple[str, ...]:
    """Return the command that starts this very program as a PDF worker."""
    if _is_frozen():
        return (sys.executable, "--pdf-worker")
    return (sys.executable, "-m", "app", "--pdf-worker")


def late_fetcher(
    pdf: PdfClient, files: FileStore, settings: SettingsStore
) -> Callable[[], Fetches]:
    """Return what makes the fetcher at its first call: loading HTTP takes long."""
    made: list[Fetches] = []

    def fetcher() -> Fetches:
        if not made:
            made.append(_fetcher(pdf, files, settings))
        return made[0]

    return fetcher


def _fetcher(pdf: PdfClient, files: FileStore, settings: SettingsStore) -> Fetches:
    from app.commands.fetcher import Fetcher
    from app.sources.addresses import origin_of
    from app.sources.http import HttpClient
    from app.sources.polite import Pacer
    from app.sources.providers.arxiv import Arxiv

    addresses = ("sources.arxiv.api_url", "sources.arxiv.pdf_url")

    def allowed_local() -> frozenset[str]:
        return frozenset(
            origin_of(settings.text(key))
            for key in addresses
            if settings.is_set_by_user(key)
        )

    http = HttpClient(user_agent=f"Octavo/{__version__}", allowed_local=allowed_local)
    arxiv = Arxiv(
        http,
        Pacer(lambda: settings.number("sources.arxiv.interval_s")),
        api_url=lambda: settings.text("sources.arxiv.api_url"),
        pdf_url=lambda: settings.text("sources.arxiv.pdf_url"),
    )
    return Fetcher(arxiv=arxiv, pdf=pdf, files=files, settings=settings)


def _is_frozen() -> bool:
    return bool(getattr(sys, "frozen", False))
