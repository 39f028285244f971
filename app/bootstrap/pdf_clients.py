"""The one who has PDFs read, as the settings want it."""

from app.bootstrap import own_program
from app.pdf.client import PdfClient
from app.pdf.spawning import Spawned
from app.settings.store import SettingsStore

_MEGABYTE = 1_000_000


def pdf_client(
    settings: SettingsStore, *, n_workers: int = 2, spawned: Spawned | None = None
) -> PdfClient:
    """Build a PDF client; it starts nothing yet, one worker may be `spawned`."""
    return PdfClient(
        own_program.command(own_program.PDF_WORKER),
        folder=own_program.folder(),
        time_limit_s=settings.number("limits.page_s"),
        memory_limit_bytes=int(settings.number("limits.pdf_memory_mb") * _MEGABYTE),
        n_workers=n_workers,
        spawned=spawned,
    )
