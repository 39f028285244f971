"""What a command's handler may use, wired once at the start."""

from collections.abc import Callable
from dataclasses import dataclass, field

from app.commands.desk import Desk
from app.commands.fetched import Fetches, LooksUp
from app.commands.guests import Guests
from app.pdf.client import PdfClient
from app.runtime.library_client import LibraryClient
from app.runtime.reporter import Reporter
from app.runtime.supervisor import TaskSupervisor
from app.settings.store import SettingsStore


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """The services and the front end that handlers work with.

    `fetcher` makes the fetcher at its first call, `catalogues` what looks papers up;
    `guests` are the papers that are shown and not kept.
    """

    library: LibraryClient
    jobs: TaskSupervisor
    reporter: Reporter
    settings: SettingsStore
    fetcher: Callable[[], Fetches]
    catalogues: Callable[[], LooksUp]
    pdf: PdfClient
    desk: Desk
    guests: Guests = field(default_factory=Guests)
