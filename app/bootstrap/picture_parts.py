"""Where small pictures of papers show: in the detail and on the cards of the list."""

from app.pdf.client import PdfClient
from app.runtime.library_client import LibraryClient
from app.runtime.supervisor import TaskSupervisor
from app.settings.places import picture_cache_folder
from app.settings.store import SettingsStore
from app.ui.appearance.look import Look
from app.ui.card_feed import CardFeed
from app.ui.panels.detail.panel import DetailPanel
from app.ui.panels.list.table import PaperTable
from app.ui.panels.list.tile_pointer import TilePointer
from app.ui.pictures.paper_pictures import PaperPictures
from app.ui.pictures.pictures_ahead import PicturesAhead
from app.ui.strip_feed import StripFeed
from app.ui.widgets.buttons import Run


def feed_pictures(
    look: Look,
    pdf: PdfClient,
    library: LibraryClient,
    jobs: TaskSupervisor,
    settings: SettingsStore,
    run: Run,
    *,
    table: PaperTable,
    detail: DetailPanel,
) -> CardFeed:
    """Make the pictures for what shows them; return the feed of the cards."""
    pictures = PaperPictures(pdf, picture_cache_folder())
    path_of = library.files.path
    StripFeed(detail, pictures, jobs, settings, path_of)
    PicturesAhead(pictures, library, jobs, settings, path_of, table)
    TilePointer(table, run)
    return CardFeed(look, table, pictures, jobs, settings, path_of)
