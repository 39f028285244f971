"""Lists of titles alone, one a line: nothing of them is joined or left out."""

from app.domain.paper import Harvest, Skipped
from app.formats import title_lines
from app.formats.addresses import MAX_SHOWN_LENGTH, has_address
from app.formats.limits import refuse_many
from app.formats.links import drafts_of_line
from app.formats.listings import furniture
from app.formats.listings.listing import LONE_TITLE
from app.formats.text import clean
