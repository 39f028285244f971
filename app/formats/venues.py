"""Short names of venues, as a badge has room for them."""

import re
from collections.abc import Mapping
from types import MappingProxyType

_SHORT: Mapping[str, str] = MappingProxyType(
    {
        "learning representations": "ICLR",
        "neural information processing systems": "NeurIPS",
        "conference on machine learning": "ICML",
        "association for computational linguistics": "ACL",
        "empirical methods in natural language processing": "EMNLP",
        "north american chapter of the association": "NAACL",
        "european chapter of the association": "EACL",
        "computer vision and pattern recognition": "CVPR",
        "international conference on computer vision": "ICCV",
        "european conference on computer vision": "ECCV",
        "aaai conference on artificial intelligence": "AAAI",
        "joint conference on artificial intelligence": "IJCAI",
        "artificial intelligence and statistics": "AISTATS",
        "conference on learning theory": "COLT",
        "uncertainty in artificial intelligence": "UAI",
        "knowledge discovery and data mining": "KDD",
        "transactions on machine learning research": "TMLR",
        "journal of machine learning research": "JMLR",
        "conference on robot learning": "CoRL",
        "robotics and automation": "ICRA",
    }
)
"""Short names by what the long one has in it; what stands first counts."""

_IN_BRACKETS = re.compile(r"\(([A-Z][a-z]{0,4}[A-Z][A-Za-z]{0,6})(?: ?'?\d{2,4})?\)")
_LONGEST = 28


def short_venue(venue: str) -> str:
    """Return a venue's usual short name, else the venue cut at 28 characters."""
    if named := _IN_BRACKETS.search(venue):
        return named[1]
    folded = venue.casefold()
    fitting = (key for key in _SHORT if key in folded)
    if found := min(fitting, key=folded.index, default=""):
        return _SHORT[found]
    return venue if len(venue) <= _LONGEST else venue[: _LONGEST - 1].rstrip() + "…"


def placed_in(venue: str, year: int | None) -> str:
    """Return where and when a work appeared, briefly: 'ICLR 2026'."""
    short = short_venue(venue)
    told = "" if year is None or str(year) in short else str(year)
    return f"{short} {told}".strip()
