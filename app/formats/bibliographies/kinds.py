"""Kinds of papers: the types of CSL, and what BibTeX, BibLaTeX and RIS call them.

Sources: the CSL 1.0.2 specification, appendix III; 'BibTeXing', section 3.1; the
biblatex manual, section 2.1; the RIS specification of Research Information Systems.
"""

from collections.abc import Mapping
from types import MappingProxyType

PHD_THESIS = "PhD thesis"
MASTERS_THESIS = "Master’s thesis"
"""What the detail 'genre' of a thesis says."""

BIBTEX_KINDS: Mapping[str, str] = MappingProxyType(
    {
        "article": "article-journal",
        "periodical": "periodical",
        "suppperiodical": "article-journal",
        "book": "book",
        "mvbook": "book",
        "collection": "book",
        "mvcollection": "book",
        "reference": "book",
        "mvreference": "book",
        "proceedings": "book",
        "mvproceedings": "book",
        "manual": "book",
        "booklet": "pamphlet",
        "incollection": "chapter",
        "inbook": "chapter",
        "bookinbook": "chapter",
        "suppbook": "chapter",
        "suppcollection": "chapter",
        "inreference": "entry-encyclopedia",
        "inproceedings": "paper-conference",
        "conference": "paper-conference",
        "thesis": "thesis",
        "phdthesis": "thesis",
        "mastersthesis": "thesis",
        "techreport": "report",
        "report": "report",
        "unpublished": "manuscript",
        "misc": "document",
        "online": "webpage",
        "electronic": "webpage",
        "www": "webpage",
        "dataset": "dataset",
        "software": "software",
        "video": "motion_picture",
        "movie": "motion_picture",
        "audio": "song",
        "music": "song",
        "image": "graphic",
        "artwork": "graphic",
        "patent": "patent",
        "standard": "standard",
        "performance": "performance",
        "legislation": "legislation",
        "jurisdiction": "legal_case",
        "letter": "personal_communication",
        "review": "review",
    }
)
"""Types of CSL by the types of BibTeX and BibLaTeX, lower case."""

_BIBTEX: Mapping[str, str] = MappingProxyType(
    {
        "article-journal": "article",
        "article-magazine": "article",
        "article-newspaper": "article",
        "paper-conference": "inproceedings",
        "book": "book",
        "chapter": "incollection",
        "entry-encyclopedia": "inreference",
        "periodical": "periodical",
        "pamphlet": "booklet",
        "report": "techreport",
        "manuscript": "unpublished",
        "article": "misc",
        "document": "misc",
        "webpage": "online",
        "dataset": "dataset",
        "software": "software",
        "motion_picture": "video",
        "song": "audio",
        "graphic": "image",
        "patent": "patent",
        "standard": "standard",
        "performance": "performance",
        "legislation": "legislation",
        "legal_case": "jurisdiction",
        "personal_communication": "letter",
        "review": "review",
    }
)

RIS_KINDS: Mapping[str, str] = MappingProxyType(
    {
        "JOUR": "article-journal",
        "EJOUR": "article-journal",
        "INPR": "article-journal",
        "ABST": "article-journal",
        "JFULL": "periodical",
        "MGZN": "article-magazine",
        "NEWS": "article-newspaper",
        "CPAPER": "paper-conference",
        "CONF": "paper-conference",
        "BOOK": "book",
        "EBOOK": "book",
        "EDBOOK": "book",
        "SER": "book",
        "CLSWK": "classic",
        "CHAP": "chapter",
        "ECHAP": "chapter",
        "ENCYC": "entry-encyclopedia",
        "DICT": "entry-dictionary",
        "THES": "thesis",
        "RPRT": "report",
        "GOVDOC": "report",
        "MANSCPT": "manuscript",
        "UNPB": "article",
        "UNPD": "article",
        "GEN": "document",
        "DATA": "dataset",
        "DBASE": "dataset",
        "COMP": "software",
        "ELEC": "webpage",
        "ICOMM": "webpage",
        "BLOG": "post-weblog",
        "MPCT": "motion_picture",
        "VIDEO": "motion_picture",
        "ADVS": "motion_picture",
        "SOUND": "song",
        "MUSIC": "musical_score",
        "MULTI": "document",
        "PAMP": "pamphlet",
        "PCOMM": "personal_communication",
        "SLIDE": "speech",
        "ART": "graphic",
        "FIGURE": "figure",
        "CHART": "figure",
        "MAP": "map",
        "PAT": "patent",
        "STAND": "standard",
        "BILL": "bill",
        "UNBILL": "bill",
        "STAT": "legislation",
        "LEGAL": "regulation",
        "CASE": "legal_case",
        "HEAR": "hearing",
        "ANCIENT": "classic",
        "AGGR": "collection",
        "GRANT": "document",
        "EQUA": "document",
        "CTLG": "book",
        "MUSICSCORE": "musical_score",
    }
)
"""Types of CSL by the reference types of RIS."""

_RIS: Mapping[str, str] = MappingProxyType(
    {kind: name for name, kind in reversed(tuple(RIS_KINDS.items()))}
)
"""The first type that means a kind is how it is written."""


def read_bibtex_type(entry_type: str) -> tuple[str, str]:
    """Return the kind, and the genre of a thesis, of an entry's type.

    A type that nobody knows is a document.
    """
    name = entry_type.lower()
    genre = {"phdthesis": PHD_THESIS, "mastersthesis": MASTERS_THESIS}.get(name, "")
    return BIBTEX_KINDS.get(name, "document"), genre


def bibtex_type(kind: str, genre: str = "") -> str:
    """Return the type of a BibTeX entry for a kind; what has none is 'misc'.

    BibTeX takes types it does not know ('dataset') for 'misc', BibLaTeX knows them.
    """
    if kind == "thesis":
        return "phdthesis" if not _is_masters(genre) else "mastersthesis"
    return _BIBTEX.get(kind, "misc")


def biblatex_type(kind: str, genre: str = "") -> str:
    """Return the type of a BibLaTeX entry for a kind."""
    if kind == "thesis" and genre not in ("", PHD_THESIS, MASTERS_THESIS):
        return "thesis"
    own = {"report": "report", "article": "online"}
    return own.get(kind) or bibtex_type(kind, genre)


def read_ris_type(reference_type: str) -> str:
    """Return the kind of a reference type of RIS; one nobody knows is a document."""
    return RIS_KINDS.get(reference_type.strip().upper(), "document")


def ris_type(kind: str) -> str:
    """Return the reference type of RIS for a kind; what has none is generic."""
    return _RIS.get(kind, "GEN")


def _is_masters(genre: str) -> bool:
    return "master" in genre.casefold() or genre.casefold().startswith(("m.", "msc"))
