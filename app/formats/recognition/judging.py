"""Which paper a PDF is, with how sure that is and why."""

import html
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from app.domain.paper import Author, Detail, Draft, Identifier
from app.formats.recognition import phrases
from app.formats.recognition.identity import Own, Places, own_identifiers
from app.formats.recognition.layout import (
    Page,
    Row,
    bare,
    body_size,
    mended,
    rows_of,
    turned_texts,
)
from app.formats.recognition.names import authors_below, names_in, stated_authors
from app.formats.recognition.title import (
    MOST_TITLE_CHARS,
    Found,
    abstract_row,
    find_title,
    is_readable,
    n_words,
)

SURE_SCORE = 0.5
"""From this score on a title is taken; below it the user is asked."""

TOLD = ("title", "author", "subject", "keywords")
"""The fields of `Stated` that a PDF's own metadata tells."""

_UNSURE = "title unsure"
_ASK = 0.4
_LEAST_TEXT_LETTERS = 40
_COVER_LETTERS = 700
_LEAST_STATED_CHARS = 12
_XMP_TITLE = re.compile(r"<dc:title>\s*<rdf:Alt>\s*<rdf:li[^>]*>([^<]{1,1000})<")
_WIDE_PAGE = 1.15
_NO_PAGE = Page(0.0, 0.0, ())


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """What a PDF says of itself; `xmp` is its XML packet, `name` its file's name."""

    title: str = ""
    author: str = ""
    subject: str = ""
    keywords: str = ""
    xmp: str = ""
    name: str = ""
    n_pages: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognition:
    """What a PDF is: the title and how sure it is (0 to 1), the rest as far as known.

    Below SURE_SCORE the title is a guess, or ''. `version` is arXiv's, '' when unknown.
    `why` says in words what was found where.
    """

    title: str = ""
    authors: tuple[str, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    version: str = ""
    score: float = 0.0
    why: str = ""

    @property
    def is_sure(self) -> bool:
        """Say whether the title may be taken without asking."""
        return bool(self.title) and self.score >= SURE_SCORE


def recognise(
    first: Page, second: Callable[[], Page | None], stated: Stated
) -> Recognition:
    """Judge a PDF from its first page; the second is asked for where that is of use."""
    rows = rows_of(first)
    n_letters = sum(row.n_letters for row in rows)
    text = " ".join(row.text for row in rows).casefold()
    is_cover = any(words in text for words in phrases.COVER)
    behind = _NO_PAGE
    if is_cover or n_letters < _COVER_LETTERS:
        behind = second() or _NO_PAGE
    behind_rows = rows_of(behind)
    own = _own(first, rows, behind, behind_rows, stated)
    if n_letters < _LEAST_TEXT_LETTERS:
        return _of_textless(behind, behind_rows, own, stated)
    page = _Sheet(first, rows, stated, own)
    seen = page.judged(is_cover=is_cover)
    if is_cover and behind_rows:
        seen = _confirmed(
            seen, _Sheet(behind, behind_rows, stated, own).judged(), bare(text)
        )
    return seen


def recognised(draft: Draft, found: Recognition) -> Draft:
    """Return a draft made of a PDF's name with what was recognised in the PDF.

    A title that is not sure is only told of, with its score, where the draft is from.
    """
    schemes = {identifier.scheme for identifier in found.identifiers}
    named = tuple(i for i in draft.identifiers if i.scheme not in schemes)
    draft = replace(
        draft,
        identifiers=(*found.identifiers, *named),
        provenance=replace(draft.provenance, badge=_badge(found)),
    )
    if found.version:
        draft = replace(draft, details=(Detail("version", found.version),))
    if not found.is_sure:
        return draft
    authors = tuple(Author(name) for name in found.authors)
    return replace(draft, title=found.title, authors=authors)


def is_unsure(draft: Draft) -> bool:
    """Say whether a draft has a PDF's name because its title was not sure."""
    return draft.provenance.badge.startswith(_UNSURE)


def _badge(found: Recognition) -> str:
    if found.is_sure:
        return ""
    guess = f", perhaps “{found.title}”" if found.title else ""
    return f"{_UNSURE}{guess}"


@dataclass(frozen=True)
class _Sheet:
    """A page with what is known of its PDF."""

    page: Page
    rows: Sequence[Row]
    stated: Stated
    own: Own

    def judged(self, *, is_cover: bool = False) -> Recognition:
        """Judge the page as the one that carries the title."""
        body = body_size(self.rows)
        found = find_title(self.rows, body, self.page.height)
        guess, score, why = self._titled(found, body, is_cover=is_cover)
        return Recognition(
            title=guess,
            authors=self._authors(found, guess),
            identifiers=self.own.identifiers,
            version=self.own.version,
            score=round(max(0.0, min(score, 0.99)), 2),
            why="; ".join((why, *self.own.why)),
        )

    def _titled(
        self, found: Found | None, body: float, *, is_cover: bool
    ) -> tuple[str, float, str]:
        stated = _stated_title(self.stated)
        agreed = self._agreed(stated, found, body)
        if found is None and not agreed:
            return "", 0.0, "no title: nothing on page 1 stands out"
        if agreed:
            score = 0.95 if self._evidence(found, is_cover=is_cover) else 0.55
            score, doubt = self._doubted(agreed, score, found)
            return agreed, score, f"title: metadata, and on page 1{doubt}"
        assert found is not None
        title = found.block.text
        score = self._score(found, is_cover=is_cover)
        score, doubt = self._doubted(title, score, found)
        if found.rival is not None and score > _ASK:
            score, doubt = _ASK, f"{doubt}; unsure: “{found.rival.text[:60]}” as well"
        large = "largest text" if found.ratio >= 1.07 else "first bold text"
        return title, score, f"title: {large} of page 1{doubt}"

    def _agreed(self, stated: str, found: Found | None, body: float) -> str:
        """Return the title in which metadata and page agree, '' where there is none."""
        key = bare(stated)
        if len(key) < 6:
            return ""
        if found is not None:
            shown = found.block.bare
            if key == shown or key == bare(found.block.text.rstrip("0123456789")):
                return stated if not stated.isupper() else found.block.text
            if shown.startswith(key) and len(key) >= 6:
                return found.block.text
            if not key.startswith(shown) and n_words(stated) < 4:
                return ""
        return stated if self._stands_large(key, body) else ""

    def _stands_large(self, key: str, body: float) -> bool:
        """Say whether rows that together are the key stand on the page as a title."""
        abstract = abstract_row(self.rows)
        for start, row in enumerate(self.rows):
            if abstract is not None and row.top > abstract.top:
                break
            if not row.bare or not key.startswith(row.bare):
                continue
            if row.size < 1.04 * body and not row.is_bold:
                continue
            text = ""
            for after in self.rows[start : start + 12]:
                if key.startswith(text + after.bare):
                    text += after.bare
                if text == key:
                    return True
        return False

    def _score(self, found: Found, *, is_cover: bool) -> float:
        n_signs = self._evidence(found, is_cover=is_cover)
        score = 0.3
        score += 0.2 if found.ratio >= 1.3 else 0.1 if found.ratio >= 1.12 else 0
        score += 0.05 if found.block.is_bold else 0
        score += 0.15 if found.has_names else 0
        score += 0.15 if found.has_abstract else 0
        score += 0.05 * min(n_signs, 4)
        if found.ratio < 1.07 and not (found.block.is_bold and found.has_names):
            score = min(score, _ASK)
        is_paper = (
            found.has_abstract
            or (found.has_names and n_signs >= 1)
            or (found.ratio >= 1.3 and n_signs >= 2)
        )
        return score if is_paper else min(score, _ASK)

    def _evidence(self, found: Found | None, *, is_cover: bool = False) -> int:
        """Count what tells a paper from other documents."""
        rows = self.rows
        signs = (
            abstract_row(rows) is not None,
            any(phrases.INTRODUCTION.match(row.text) for row in rows),
            any(phrases.KEYWORDS.match(row.text) for row in rows),
            any(phrases.HISTORY.match(row.text) for row in rows),
            any(i.scheme in ("arxiv", "doi", "pmid") for i in self.own.identifiers),
            any(phrases.THESIS.search(row.text.lower()) for row in rows[:20]),
            any(phrases.REFERENCES.match(row.text) for row in rows),
            found is not None
            and found.has_names
            and any(phrases.PLACE.search(r.text.lower()) for r in rows[:25]),
            is_cover,
        )
        return sum(signs)

    def _doubted(
        self, title: str, score: float, found: Found | None
    ) -> tuple[float, str]:
        """Lower the score for what speaks against a title, and say it."""
        doubts: list[tuple[float, str]] = []
        is_paper = abstract_row(self.rows) is not None or any(
            i.scheme == "arxiv" for i in self.own.identifiers
        )
        top = [row.text for row in self.rows]
        if not is_readable(title):
            doubts.append((0.2, "its letters do not read as words"))
        if not is_paper and any(phrases.NO_PAPER.search(text) for text in top):
            doubts.append((0.25, "it reads like a letter, a bill or a manual"))
        if self.page.width > _WIDE_PAGE * self.page.height:
            doubts.append((0.35, "the page is a slide's"))
        if n_words(title) < 2 and len(title) < 40:
            doubts.append((_ASK, "it is one word"))
        if phrases.DANGLING.search(title) or title[:1].islower():
            doubts.append((_ASK, "it seems to be cut off"))
        if phrases.BAD_TITLE.search(title):
            doubts.append((0.2, "it is a template's"))
        if _is_rightward(title):
            doubts.append((_ASK, "its letters run from right to left"))
        if len(title) >= MOST_TITLE_CHARS - 1:
            doubts.append((_ASK, "it is very long"))
        if found is not None and found.block.top > 0.55 * self.page.height:
            doubts.append((_ASK, "it stands low on the page"))
        names = (
            names_in(title) if bare(_stated_title(self.stated)) != bare(title) else ()
        )
        has_names = found is not None and found.has_names
        if names and (not has_names or (len(names) > 1 and "," in title)):
            doubts.append((_ASK, "it reads like names"))
        if found is not None and found.is_mixed and title == found.block.text:
            doubts.append((_ASK, "its last row may be names"))
        for most, why in doubts:
            if score > most or score < SURE_SCORE:
                return min(score, most), f"; unsure: {why}"
        if score < SURE_SCORE:
            return score, "; unsure: little tells that this is a paper"
        return score, ""

    def _authors(self, found: Found | None, title: str) -> tuple[str, ...]:
        if not title:
            return ()
        abstract = abstract_row(self.rows)
        end = abstract.top if abstract is not None else 0.75 * self.page.height
        head = [r for r in self.rows if r.top < end]
        stated = stated_authors(self.stated.author, "".join(r.bare for r in head))
        if found is None:
            return stated
        edge = found.block.bottom - 0.4 * found.block.size
        shown = authors_below([row for row in head if row.top > edge])
        return stated if len(stated) >= max(1, len(shown)) else shown


def _own(
    first: Page, rows: Sequence[Row], next_: Page, next_rows: Sequence[Row], s: Stated
) -> Own:
    return own_identifiers(
        Places(
            rows=rows,
            height=first.height,
            turned=turned_texts(first),
            next_rows=next_rows,
            next_height=next_.height,
            metadata=(s.title, s.subject, s.keywords),
            xmp=s.xmp,
            name=s.name,
            n_pages=s.n_pages,
            has_abstract=abstract_row(rows) is not None,
        )
    )


def _of_textless(
    behind: Page, behind_rows: Sequence[Row], own: Own, stated: Stated
) -> Recognition:
    """Judge a PDF whose first page is a picture: by the second, or by metadata."""
    title = _stated_title(stated)
    found = find_title(behind_rows, body_size(behind_rows), behind.height)
    key = bare(title)
    if found is not None and key and found.block.bare.startswith(key):
        judged = _Sheet(behind, behind_rows, stated, own).judged()
        why = judged.why.replace("page 1", "page 2")
        return Recognition(
            title=judged.title,
            authors=judged.authors,
            identifiers=own.identifiers,
            version=own.version,
            score=judged.score,
            why=f"page 1 has no text; {why}",
        )
    reason = "title: metadata alone" if title else "no title"
    return Recognition(
        title=title,
        identifiers=own.identifiers,
        version=own.version,
        score=_ASK if n_words(title) >= 3 else 0.2 if title else 0.0,
        why="; ".join((f"{reason}; unsure: page 1 has no text", *own.why)),
    )


def _confirmed(cover: Recognition, page: Recognition, text: str) -> Recognition:
    """Compare a cover sheet's title with that of the page behind it.

    `text` is the bare text of the cover.
    """
    one, other = bare(cover.title), bare(page.title)
    if one and other and (one.startswith(other) or other.startswith(one)):
        return replace(
            cover,
            authors=page.authors or cover.authors,
            score=max(cover.score, page.score, 0.9),
            why=f"{cover.why.partition('; unsure')[0]}; the same on page 2",
        )
    if len(other) >= _LEAST_STATED_CHARS and other in text:
        why = f"{page.why}; the same on the cover sheet"
        return replace(page, score=max(page.score, 0.9), why=why)
    if page.score > cover.score:
        return replace(page, score=min(page.score, _ASK))
    return replace(cover, score=min(cover.score, _ASK))


def _stated_title(stated: Stated) -> str:
    """Return the title metadata states, '' where a program made it up."""
    texts = [stated.title]
    match = _XMP_TITLE.search(stated.xmp)
    if match:
        texts.append(html.unescape(match[1]))
    for text in texts:
        title = mended(text)[:MOST_TITLE_CHARS]
        is_word = title.isascii() and " " not in title
        is_bad = phrases.BAD_TITLE.search(title) or phrases.BANNER.match(title)
        if title and not is_word and not is_bad:
            return title
    return ""


def _is_rightward(title: str) -> bool:
    letters = [c for c in title if c.isalpha()]
    n = sum("\u0590" <= c <= "\u08ff" or "\ufb1d" <= c <= "\ufefc" for c in letters)
    return 2 * n > len(letters)
