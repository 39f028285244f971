"""Read the library of Zotero, from a copy: its own files are never written."""

from app.library.zotero.copying import ZOTERO, find_database
from app.library.zotero.reading import read_zotero
from app.library.zotero.works import StoredPdf, Work, ZoteroLibrary

__all__ = [
    "ZOTERO",
    "StoredPdf",
    "Work",
    "ZoteroLibrary",
    "find_database",
    "read_zotero",
]
