"""What the whole window stands on that knows nothing of Qt; loaded on a thread."""

from app.bootstrap import services  # noqa: F401
from app.commands import dispatcher, table  # noqa: F401
from app.commands.keys import key_counts, keymap  # noqa: F401
from app.formats import recognised, typed  # noqa: F401
from app.formats.mentions import cited, raised, targets  # noqa: F401
from app.formats.pages import flow, headings, sentences  # noqa: F401
from app.runtime import (  # noqa: F401
    journal,
    regular_check,
    suggester,
    waking,
    watching,
)
from app.sources import addresses  # noqa: F401
