"""Which identifiers on the first pages are the paper's own, and how that is known."""

import re
import urllib.parse
from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.paper import Identifier
from app.formats.addresses import identifiers_in
from app.formats.recognition import phrases
from app.formats.recognition.layout import Row, bare

_NEW = r"\d{2}(?:0[1-9]|1[0-2])\.\d{4,5}"
_OLD = r"[a-z-]{2,10}(?:\.[A-Z]{2})?/\d{7}"
_STAMP = re.compile(
    rf"ar\s?xiv\s?:\s?(?P<id>{_NEW}|{_OLD})\s?(?:v(?P<version>\d{{1,2}}))?"
    r"(?!\d)(?P<rest>.*)",
    re.IGNORECASE,
)
_STAMP_REST = re.compile(r"\s*(?:\[[\w.-]+\]|\d{1,2}\s+[A-Z][a-z]{2}\s+\d{4}|\Z)")
_OLD_ROW = re.compile(rf"\W*(?P<id>{_OLD})(?:v(?P<version>\d{{1,2}}))?\W*\Z")
_NAME_VERSION = re.compile(rf"(?:{_NEW}|{_OLD.replace('/', '[/_]?')})v(\d{{1,2}})")
_PLACEHOLDER = re.compile(
    r"10\.1145/(?:n{3,}|x{3,}|1122445|1234567|123_?4)|/x{3,}|x{4,}|n{6,}|\.doi\Z|/doi\Z"
    r"|10\.(?:1234|12345|0000|9999)/|10\.\d{4,9}/(?:\d?x+|0+|nnn.*|tbd|insert.*)\Z",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"\A\W*(?:doi\b|https?://(?:dx\.)?doi\.org|digital object identifier|article doi"
    r"|\(?doi:)|\bdoi\s?:|\bDOI\b|doi\.org/",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"\A\s*(?:\[\d{1,3}\]|\(\d{1,3}\)\s|\d{1,3}\.\s+[A-Z])")
_PMID = re.compile(r"\bPMID:?\s?(\d{6,8})\b")
_ISBN = re.compile(
    r"\bISBN(?:-1[03])?:?\s?((?:97[89][- ]?)?\d(?:[- ]?[\dX]){8,12})", re.I
)
_XMP_DOI = re.compile(
    r"(?:prism:doi|pdfx:doi|dc:identifier|pdfx:WPS-ARTICLEDOI|crossmark:DOI)"
    r"[^<>]*?[>=]\s*[\"']?(?:<[^>]+>\s*)*(?:doi:|info:doi/)?\s*(10\.\d{4,9}/[^\s<\"']+)",
    re.IGNORECASE,
)
_MARGIN = (0.13, 0.84)
_BOOK_PAGES = 60
_COLUMN_PT = 25
_NOTE_ROWS = 8
_CITED_AS = re.compile(
    r"reference format|\bcite\b|\bcitation\b|\bdoi\s?:", re.IGNORECASE
)
_DATA = re.compile(
    r"10\.(?:5281/zenodo|6084/m9|5061/dryad|17605/osf|7910/dvn|17632|24432|5255)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """A paper's own identifiers; `why` says of each where it stood."""

    identifiers: tuple[Identifier, ...] = ()
    version: str = ""
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Where identifiers are looked for; `rows` and `height` are of one page."""

    rows: Sequence[Row]
    height: float
    turned: Sequence[str]
    next_rows: Sequence[Row]
    next_height: float
    metadata: Sequence[str]
    xmp: str
    name: str
    n_pages: int
    has_abstract: bool


def own_identifiers(places: Places) -> Own:
    """Find the identifiers of the paper itself, not those of works it names."""
    found: dict[str, tuple[Identifier, str]] = {}
    version = ""
    for look in (_arxiv, _doi, _pmid, _isbn):
        read = look(places)
        if read is not None:
            identifier, why, told = read
            found[identifier.scheme] = (identifier, why)
            version = version or told
    return Own(
        identifiers=tuple(identifier for identifier, _ in found.values()),
        version=version,
        why=tuple(why for _, why in found.values()),
    )


def _arxiv(places: Places) -> tuple[Identifier, str, str] | None:
    stamps: list[tuple[str, str]] = [(t, "side stamp") for t in places.turned]
    stamps += [
        (row.full, "stamp in the margin")
        for row in places.rows
        if _is_marginal(row, places.height)
    ]
    for text, why in stamps:
        match = _STAMP.search(text)
        if match is None and why != "side stamp":
            match = _OLD_ROW.match(text)
        if match is None:
            continue
        rest = match.groupdict().get("rest") or ""
        is_own = _STAMP_REST.match(rest) or len(text) < 40
        identifier = _first("arxiv", f"arXiv:{match['id']}")
        if is_own and identifier and not phrases.OTHERS.search(text[: match.start()]):
            version = match["version"] or ""
            return identifier, f"arXiv id: {why}", version
    return _arxiv_named(places)


def _arxiv_named(places: Places) -> tuple[Identifier, str, str] | None:
    identifier = next((i for i in _named(places.name) if i.scheme == "arxiv"), None)
    if identifier is None:
        return None
    match = _NAME_VERSION.search(places.name)
    return identifier, "arXiv id: file name", match[1] if match else ""


def _named(name: str) -> Sequence[Identifier]:
    """Return the identifiers that a file's name spells."""
    words = urllib.parse.unquote(name, errors="replace")
    match = re.search(rf"(?<!\d)({_NEW})(?!\d)", words)
    return identifiers_in(f"arXiv:{match[1]}") if match else ()


def _doi(places: Places) -> tuple[Identifier, str, str] | None:
    stated = _stated_doi(places)
    page = _dois(places.rows, places.height)
    if not page:
        page = [
            (doi, why.replace("page 1", "page 2"), weight)
            for doi, why, weight in _dois(places.next_rows, places.next_height)
            if weight > 1
        ]
    if stated is not None:
        seen = {doi.value for doi, _, _ in page}
        if stated.value in seen or not seen:
            return stated, "DOI: metadata of the file", ""
    if not page:
        return None
    best = max(weight for _, _, weight in page)
    top = [(doi, why) for doi, why, weight in page if weight == best]
    if len({doi for doi, _ in top}) > 1:
        named = [pair for pair in top if _is_in_name(pair[0].value, places.name)]
        if len({doi for doi, _ in named}) != 1:
            return None
        top = named
    return top[0][0], top[0][1], ""


def _stated_doi(places: Places) -> Identifier | None:
    texts = [match[1] for match in _XMP_DOI.finditer(places.xmp)]
    texts += [m for m in places.metadata if "10." in m]
    found = {i for text in texts if (i := _first("doi", text)) is not None}
    return found.pop() if len(found) == 1 else None


def _dois(rows: Sequence[Row], height: float) -> list[tuple[Identifier, str, int]]:
    """Return the DOIs on a page that may be its own, with how much speaks for each.

    3: labelled in the margin; 2: in the margin, or labelled where a row begins; 1:
    elsewhere.
    """
    found: list[tuple[Identifier, str, int]] = []
    is_listed = False
    for index, row in enumerate(rows):
        is_listed = is_listed or bool(phrases.REFERENCES.match(row.text))
        if "10." not in row.full:
            continue
        identifier = _first("doi", _whole(row, rows[index + 1 :]))
        if identifier is None:
            continue
        is_marginal = _is_marginal(row, height)
        before = row.full[: row.full.find("10.")]
        near = (rows[index - 1].full if index else "") + " " + before
        if is_listed and not is_marginal:
            continue
        if not is_marginal and _DATA.match(identifier.value):
            continue
        if _NUMBERED.match(row.full) or phrases.OTHERS.search(before):
            continue
        if not is_marginal and phrases.OTHERS.search(near):
            continue
        label = _LABEL.search(row.full)
        starts = label is not None and label.start() < 3
        weight = 1 + (1 if is_marginal else 0) + (1 if starts else 0)
        if label is None and not is_marginal:
            continue
        if weight == 1 and not _is_cited_as(rows[: index + 1]):
            continue
        where = "in the margin of page 1" if is_marginal else "on page 1"
        found.append((identifier, f"DOI: {where}", weight))
    return found


def _is_cited_as(rows: Sequence[Row]) -> bool:
    """Say whether the last row ends a note on how to cite the paper."""
    last = rows[-1]
    column = [row for row in rows if abs(row.left - last.left) < _COLUMN_PT]
    return any(_CITED_AS.search(row.text) for row in column[-_NOTE_ROWS:])


def _whole(row: Row, below: Sequence[Row]) -> str:
    """Return a row's text, with the row below where a DOI is broken at its end."""
    text = row.full
    if re.search(r"10\.\d{4,9}/\S*[/._-]?\Z", text) and text[-1] in "/_-" and below:
        return text + below[0].full
    return re.sub(r"(10\.\d{4,9})/ ", r"\1/", text)


def _pmid(places: Places) -> tuple[Identifier, str, str] | None:
    rows = [row.full for row in places.rows if "PMID" in row.full]
    found = {m[1] for text in rows for m in _PMID.finditer(text)}
    listed = any(phrases.REFERENCES.match(row.text) for row in places.rows)
    if len(found) != 1 or listed:
        return None
    return Identifier("pmid", found.pop()), "PMID: on page 1", ""


def _isbn(places: Places) -> tuple[Identifier, str, str] | None:
    """Find a book's ISBN; on a paper it is that of the volume it stands in."""
    if places.has_abstract or places.n_pages < _BOOK_PAGES:
        return None
    rows = [*places.rows, *places.next_rows]
    texts = [m[1] for row in rows for m in _ISBN.finditer(row.full)]
    found = dict.fromkeys(filter(None, map(isbn_of, texts)))
    if not found:
        return None
    return Identifier("isbn", next(iter(found))), "ISBN: on the first pages", ""


def isbn_of(text: str) -> str:
    """Return an ISBN's digits, as 13 of them; '' where its check digit is wrong."""
    digits = re.sub(r"[^\dX]", "", text.upper())
    if len(digits) == 10 and "X" not in digits[:9]:
        values = [10 if d == "X" else int(d) for d in digits]
        if sum((10 - i) * v for i, v in enumerate(values)) % 11:
            return ""
        digits = f"978{digits[:9]}"
        check = sum(int(d) * (3 if i % 2 else 1) for i, d in enumerate(digits))
        return f"{digits}{-check % 10}"
    if len(digits) != 13 or "X" in digits:
        return ""
    check = sum(int(d) * (3 if i % 2 else 1) for i, d in enumerate(digits))
    return "" if check % 10 else digits


def _first(scheme: str, text: str) -> Identifier | None:
    found = next((i for i in identifiers_in(text) if i.scheme == scheme), None)
    return None if found is None or _PLACEHOLDER.search(found.value) else found


def _is_in_name(value: str, name: str) -> bool:
    tail = bare(value.partition("/")[2])
    return len(tail) >= 4 and tail in bare(name)


def _is_marginal(row: Row, height: float) -> bool:
    return height > 0 and not _MARGIN[0] * height < row.top < _MARGIN[1] * height
