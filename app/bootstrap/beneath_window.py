"""What the window stands on that knows nothing of Qt; loaded before Qt is.

PySide reads the whole source of each module that is loaded after it, to see whether it
uses Qt, and keeps its lines: for these that is a twentieth of a start.
"""

import asyncio  # noqa: F401
import logging.handlers  # noqa: F401
from concurrent.futures import thread  # noqa: F401

from app.bootstrap import beginning, bug_log  # noqa: F401
from app.commands import wording  # noqa: F401
from app.commands.keys import key_choice  # noqa: F401
from app.commands.window import motions  # noqa: F401
from app.domain import refreshing, versions, view_text  # noqa: F401
from app.formats import text  # noqa: F401
from app.runtime import library_client, reporter, state_file, supervisor  # noqa: F401
