"""What the detail says of a paper, in words."""

import re
from datetime import datetime
from urllib.parse import urlsplit

from PySide6 import QtCore

from app.domain.paper import Link, LinkKind, Paper, Provenance
from app.domain.signal import SignalName
from app.ui.models.paper_words import long_day

_DASH = re.compile(r"(?<=\d)\s*-+\s*(?=\w)")
_DOT = " · "
N_AUTHORS = 8
"""Authors shown before the rest is folded away."""


class DetailWords(QtCore.QObject):
    """Words the lines of the detail in the user's language."""

    def venue(self, paper: Paper) -> str:
        """Return venue and year as one, either of them missing or not."""
        year = "" if paper.year is None else str(paper.year)
        if year and year in paper.venue:
            return paper.venue
        return f"{paper.venue} {year}".strip()

    def publication(self, paper: Paper) -> str:
        """Return venue, volume, issue, pages, year and publisher, those there are."""
        volume, issue = paper.detail("volume"), paper.detail("issue")
        issue = f"({issue})" if issue else ""
        pages = _DASH.sub("–", paper.detail("page"))
        if not (volume or issue or pages):
            when = self.venue(paper)
        else:
            year = "" if paper.year is None else str(paper.year)
            place = f"{paper.venue} {volume}{issue}".strip()
            named = "" if year in paper.venue else year
            when = ", ".join(part for part in (place, pages, named) if part)
        publisher = paper.detail("publisher")
        is_new = publisher.casefold() not in when.casefold()
        return ", ".join(part for part in (when, publisher if is_new else "") if part)

    def pages(self, paper: Paper) -> str:
        """Return how long the stored file is, '' when unknown."""
        n = next((f.n_pages for f in paper.files if f.n_pages), None)
        if n is None:
            return ""
        return self.tr("1 page") if n == 1 else self._with(self.tr("%1 pages"), n)

    def numbers(self, paper: Paper) -> str:
        """Return what was counted of a paper, '' when nothing was."""
        names = {
            SignalName.CITATIONS: (self.tr("1 citation"), self.tr("%1 citations")),
            SignalName.UPVOTES: (self.tr("1 upvote"), self.tr("%1 upvotes")),
            SignalName.STARS: (
                self.tr("1 star on GitHub"),
                self.tr("%1 stars on GitHub"),
            ),
        }
        told = ((paper.signal(name), words) for name, words in names.items())
        return _DOT.join(
            one if signal.number == 1 else self._with(many, signal.number)
            for signal, (one, many) in told
            if signal is not None
        )

    def counters(self, paper: Paper) -> str:
        """Return who counted what of a paper, and when, a line each."""
        lines = []
        for signal in paper.signals:
            by = self.tr("from %1").replace("%1", signal.source)
            day = f", {long_day(signal.as_of)}" if signal.as_of else ""
            lines.append(f"{signal.name.value.capitalize()} {by}{day}")
        return "\n".join(lines)

    def identifier(self, paper: Paper) -> str:
        """Return the id that is shown as a link: arXiv's, else the DOI."""
        if arxiv := paper.identifier("arxiv"):
            return f"arXiv {arxiv}"
        doi = paper.identifier("doi")
        return f"doi {doi}" if doi else ""

    def authors(self, paper: Paper, *, is_folded: bool) -> str:
        """Return the authors' names, the first eight when folded."""
        shown = paper.authors[:N_AUTHORS] if is_folded else paper.authors
        return ", ".join(author.name for author in shown)

    def more_authors(self, paper: Paper) -> str:
        """Return the words that unfold the authors, '' when all are shown."""
        n = len(paper.authors)
        if n <= N_AUTHORS:
            return ""
        return self._with(self.tr("Show all %1 authors"), n)

    def link(self, link: Link) -> str:
        """Return what a link is, with where it leads."""
        parts = urlsplit(link.url)
        where = f"{parts.netloc}{parts.path}".rstrip("/").removeprefix("www.")
        kinds = {
            LinkKind.CODE: self.tr("Code"),
            LinkKind.PROJECT: self.tr("Project"),
            LinkKind.PAGE: self.tr("Page"),
        }
        kind = kinds.get(link.kind)
        return f"{kind}: {where}" if kind else where

    def origin(self, provenance: Provenance) -> str:
        """Return where a paper came from."""
        parts = (provenance.source, provenance.list_date)
        return ", ".join(part for part in parts if part)

    def origin_details(self, provenance: Provenance, now: datetime) -> str:
        """Return what else is known of how a paper came."""
        badge = provenance.badge
        parts = (
            provenance.kind,
            self._with(self.tr("row %1"), provenance.position)
            if provenance.position
            else "",
            self.tr("marked %1").replace("%1", badge) if badge else "",
            provenance.curator,
            self._imported(provenance.imported_at, now),
        )
        return " · ".join(part for part in parts if part)

    def _imported(self, at: datetime | None, now: datetime) -> str:
        if at is None:
            return ""
        here = at.astimezone()
        locale = QtCore.QLocale()
        if here.date() == now.astimezone().date():
            time = locale.toString(
                QtCore.QTime(here.hour, here.minute),
                QtCore.QLocale.FormatType.ShortFormat,
            )
            return self.tr("imported today %1").replace("%1", time)
        day = locale.toString(QtCore.QDate(here.year, here.month, here.day), "d MMM")
        return self.tr("imported %1").replace("%1", f"{day} {here.year}")

    def _with(self, text: str, n: int) -> str:
        return text.replace("%1", QtCore.QLocale().toString(n))
