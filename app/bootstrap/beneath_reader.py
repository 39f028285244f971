"""What the reader stands on that knows nothing of Qt; see beneath_window."""

from app.bootstrap import first_page, pdf_clients  # noqa: F401
from app.commands.fetching import versions  # noqa: F401
from app.formats import shown_address  # noqa: F401
from app.formats.mentions import cited, raised, targets  # noqa: F401
from app.formats.pages import flow, headings, sentences  # noqa: F401
