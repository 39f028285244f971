"""Read the library of Zotero, from a copy: its own files are never written."""

from app.library.zotero.copying import ZOTERO, find_database
from app.library.zotero.reading import count_zotero, read_zotero
from app.library.zotero.works import StoredPdf, Work, ZoteroLibrary

__all__ = [
    "ZOTERO",
    "StoredPdf",
    "Work",
    "ZoteroLibrary",
    "count_zotero",
    "find_database",
    "read_zotero",
]
