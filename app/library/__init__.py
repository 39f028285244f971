"""Where it is kept: the only SQL."""

from app.library.duplicates.twins import find_twins
from app.library.files import FOLDER as FILES_FOLDER
from app.library.files import FileStore
from app.library.library import Library
from app.library.lock import FolderLock
from app.library.reader import Reader
from app.library.schema import DATABASE
from app.library.translation import Interrupted

__all__ = [
    "DATABASE",
    "FILES_FOLDER",
    "FileStore",
    "FolderLock",
    "Interrupted",
    "Library",
    "Reader",
    "find_twins",
]
