"""Identifiers of PubMed, ISBN, OpenReview, the ACL Anthology and Nature."""

import re
from collections.abc import Iterator

from app.domain.paper import Identifier

_PMID = re.compile(
    r"(?:\bPMID\s?[:#]?\s{0,3}|pubmed\.ncbi\.nlm\.nih\.gov/|ncbi\.nlm\.nih\.gov/pubmed/)"
    r"(?P<pmid>[1-9]\d{0,8})(?![\d\w])",
    re.IGNORECASE,
)
_PMCID = re.compile(r"(?:\b|(?<=/))PMC(?P<pmcid>[1-9]\d{3,8})(?![\d\w])")
_ISBN = re.compile(
    r"(?:\bISBN(?:-?1[03])?\s?[:#]?\s{0,3}|(?:\A|(?<=\n))[ ]{0,9}(?=97[89]))"
    r"(?P<isbn>(?:\d[ \u2010-\u2013-]?){9,12}[\dX])(?![\d\w])",
    re.IGNORECASE,
)
_OPENREVIEW = re.compile(
    r"(?:openreview\.net/(?:forum|pdf|attachment|revisions|references)\?"
    r"(?:[a-z]{1,12}=[^&\s]{0,60}&){0,3}id=|\bopenreview:\s?)"
    r"(?P<openreview>[A-Za-z0-9_-]{8,16})(?![\w-])",
    re.IGNORECASE,
)
_ACL_ID = (
    r"(?:[A-Z]\d{2}-\d{4,5}|(?:19|20)\d\d\.[a-z0-9_]{2,30}-[a-z0-9_]{1,30}\.\d{1,4})"
)
_ACL = re.compile(
    rf"(?:(?:aclanthology\.org|aclweb\.org/anthology(?:/[A-Z]/[A-Z]\d\d)?)/"
    rf"|\bACL(?:\s?Anthology)?\s?:\s?"
    rf"|(?:\A|(?<=\n))[ ]{{0,9}}(?=[^\s]{{8,80}}[ ]{{0,9}}(?:\n|\Z)))"
    rf"(?P<acl>{_ACL_ID})(?:v\d)?(?:\.pdf|\.bib|\.xml|/)?(?![\w-])"
)
_NATURE = re.compile(
    r"nature\.com/articles/(?P<doi>s\d{5}-\d{3}-\d{5}-[\dx]|nature\d{4,5}|ncomms\d{3,5}"
    r"|srep\d{4,5}|sdata\d{4,9})(?![\w-])"
)
"""Source: nature.com: an article's address is its DOI behind 10.1038/."""
_FORMS = (_PMID, _PMCID, _ISBN, _OPENREVIEW, _ACL, _NATURE)
_HINT = re.compile(
    r"PMID|PMC\d|pubmed|97[89]|ISBN|openreview|ACL|\d\d-\d{4}|\d\.[a-z0-9_]{2,30}-|nature\.",
    re.IGNORECASE,
)
"""What one of the forms has in it, to look for first."""
_PLACEHOLDER = re.compile(
    r"10\.\d{4,9}/(?:.{0,40}?(?:x{3,}|n{4,}|\?{2,})|1122445(?:\.1122456)?\Z"
    r"|1234567(?:890)?(?:\.123456\d)?\Z|(?:your|insert|todo|doi)\b)",
    re.IGNORECASE,
)
"""Sources: the ACM, IEEE and MDPI templates for LaTeX."""


def registered_in(text: str) -> Iterator[tuple[Identifier, int]]:
    """Find identifiers with the places where they start, in no order.

    A number alone is none: it needs its registry's name or address before it; only an
    ISBN of 13 digits and an ACL id may open, or be, a line.
    """
    if not _HINT.search(text):
        return
    for form in _FORMS:
        for match in form.finditer(text):
            scheme = match.lastgroup or ""
            value = _value(scheme, match[scheme])
            if value:
                yield Identifier(scheme, value), match.start()


def is_placeholder(doi: str) -> bool:
    """Say whether a DOI is what a publisher's template holds, and no paper's."""
    return bool(_PLACEHOLDER.match(doi))


def isbn_of(text: str) -> str:
    """Return an ISBN as 13 digits; '' where its check digit is wrong."""
    digits = re.sub(r"[^\dX]", "", text.upper())
    if len(digits) == 10 and "X" not in digits[:9]:
        weighed = (
            weight * (10 if digit == "X" else int(digit))
            for weight, digit in zip(range(10, 0, -1), digits, strict=True)
        )
        if sum(weighed) % 11:
            return ""
        return f"978{digits[:9]}{_check_digit('978' + digits[:9])}"
    if len(digits) != 13 or "X" in digits:
        return ""
    return digits if digits[-1] == _check_digit(digits[:12]) else ""


def _check_digit(digits: str) -> str:
    total = sum(int(d) * (3 if index % 2 else 1) for index, d in enumerate(digits))
    return str(-total % 10)


def _value(scheme: str, found: str) -> str:
    match scheme:
        case "isbn":
            return isbn_of(found)
        case "pmcid":
            return f"PMC{found}"
        case "doi":
            return f"10.1038/{found.lower()}"
        case _:
            return found
