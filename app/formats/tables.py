"""Lists of papers for other programs and for people: CSV, JSON, Markdown, HTML."""

import csv
import html
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from app.domain.paper import Harvest, LinkKind, Paper, TopicId
from app.domain.signal import SignalName
from app.formats import remainder
from app.formats.bibliographies import reference
from app.formats.bibliographies.reference import Reference
from app.formats.readable import readable
from app.formats.spreadsheets import columns, sheet
from app.formats.text import clean, one_line

JSON_KIND = "Octavo JSON"
JSON_VERSION = 1

_PROBE_CHARS = 4096
_OWN = re.compile(r'[\s\ufeff]*\{\s*"format"\s*:\s*"octavo"')
_WEB = re.compile(r"https?://", re.IGNORECASE)

_COUNTED = (SignalName.CITATIONS, SignalName.UPVOTES, SignalName.STARS)
_MARKDOWN = re.compile(r"[\\`*_{}\[\]<>#|~$]|\A[-+]|(?<=\A\d)[.)]")
_STYLE = """
:root { color-scheme: light dark; --ink: #1f2328; --dim: #59636e; --page: #fff;
  --line: #d8dee4; --link: #0b57b7; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e8eb; --dim: #9aa4af;
  --page: #16181c; --line: #33383f; --link: #8ab8ff; } }
body { max-width: 46rem; margin: 2rem auto; padding: 0 1rem; color: var(--ink);
  background: var(--page); font: 1rem/1.55 system-ui, sans-serif; }
ol { list-style: none; padding: 0; }
li { padding: 1rem 0; border-top: 1px solid var(--line); }
h2 { margin: 0; font-size: 1.1rem; line-height: 1.35; }
a { color: var(--link); }
p { margin: .35rem 0; overflow-wrap: anywhere; }
.by, summary { color: var(--dim); }
.long { white-space: pre-line; }
"""


def write_csv(
    papers: Iterable[Paper], *, topics: Mapping[TopicId, str] = remainder.NO_TOPICS
) -> str:
    """Write papers as a table with a heading (RFC 4180), one row each.

    A cell that a spreadsheet would take for a formula begins with an apostrophe.
    Several authors or tags are parted by '; '. What the columns cannot hold is in the
    last one, as JSON, so that `read_csv` gives the same papers.
    """
    out = io.StringIO(newline="")
    rows = csv.writer(out, lineterminator="\r\n")
    headings = (*columns.COLUMNS, columns.REST)
    rows.writerow(headings)
    for paper in papers:
        cells = [_cell(value) for value in _row(paper)]
        told = remainder.told_draft_of(paper, topics)
        wanted = replace(told, signals=paper.signals)
        read = sheet.read_row(headings, cells).draft(wanted.provenance)
        rest = remainder.rest_of(wanted, read) if read else remainder.values_of(wanted)
        rows.writerow([*cells, remainder.packed(rest) if rest else ""])
    return out.getvalue()


def write_json(
    papers: Iterable[Paper], *, topics: Mapping[TopicId, str] = remainder.NO_TOPICS
) -> str:
    """Write papers as JSON that `read_json` takes back without loss.

    The shape: `{"format": "octavo", "version": 1, "papers": [...]}`; a paper has `id`,
    `added` (ISO 8601) and the values of `remainder.values_of`.
    """
    written = [
        {
            "id": paper.id,
            "added": paper.added_at.isoformat(),
            **remainder.values_of(remainder.draft_of(paper, topics)),
        }
        for paper in papers
    ]
    whole = {"format": "octavo", "version": JSON_VERSION, "papers": written}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def is_json(text: str) -> bool:
    """Say whether text begins as `write_json` writes it."""
    return bool(_OWN.match(text[:_PROBE_CHARS]))


def read_json(text: str, *, source: str) -> Harvest:
    """Read what `write_json` wrote; what is no paper in it is skipped.

    Raises:
        InvalidInput: the text is broken, or holds no paper.
    """
    return reference.harvest(_items(text), source=source, kind=JSON_KIND)


def write_markdown(papers: Iterable[Paper]) -> str:
    """Write papers as a Markdown list: title and link, authors, venue, note."""
    return "\n".join(_markdown(paper) for paper in papers)


def write_html(papers: Iterable[Paper], *, title: str = "Reading list") -> str:
    """Write papers as one page that needs nothing else: no scripts, nothing remote.

    It is light or dark as the reader's system is.
    """
    items = "\n".join(_html(paper) for paper in papers)
    name = html.escape(one_line(title))
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        "style-src 'unsafe-inline'\">\n"
        f"<title>{name}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        f"<h1>{name}</h1>\n<ol>\n{items}\n</ol>\n</body>\n</html>\n"
    )


def cells_of(paper: Paper) -> dict[str, str]:
    """Return the cells of a paper by their columns, as they are before a CSV."""
    return dict(zip(columns.COLUMNS, _row(paper), strict=True))


def address_of(paper: Paper) -> str:
    """Return the web address that leads to a paper best, '' where there is none."""
    if arxiv := paper.identifier("arxiv"):
        return f"https://arxiv.org/abs/{arxiv}"
    if doi := paper.identifier("doi"):
        return f"https://doi.org/{doi}"
    urls = (link.url for link in paper.links if _WEB.match(link.url))
    return next(urls, "")


def _row(paper: Paper) -> list[str]:
    return [
        paper.title,
        "; ".join(author.name for author in paper.authors),
        "" if paper.year is None else str(paper.year),
        paper.venue,
        paper.kind,
        *(paper.identifier(scheme) or "" for scheme in columns.COLUMNS[5:9]),
        address_of(paper),
        paper.status.value,
        "yes" if paper.is_starred else "",
        str(paper.rating) if paper.rating else "",
        "; ".join(paper.tags),
        paper.added_at.isoformat(),
        paper.note.text if paper.note is not None else "",
        paper.abstract,
        *(_number(paper, name) for name in _COUNTED),
        max((_day(s.as_of) for s in paper.signals), default=""),
        paper.link(LinkKind.CODE),
        paper.link(LinkKind.PROJECT),
    ]


def _number(paper: Paper, name: SignalName) -> str:
    signal = paper.signal(name)
    return "" if signal is None else str(signal.number)


def _day(at: datetime | None) -> str:
    return "" if at is None else at.date().isoformat()


def _cell(text: str) -> str:
    return f"'{text}" if text.startswith(sheet.FORMULA) else text


def _items(text: str) -> Iterator[tuple[int, str, Reference | str]]:
    """Go through the papers of JSON; their lines are not told."""
    try:
        whole = json.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError):
        return
    papers = whole.get("papers") if isinstance(whole, dict) else None
    for number, values in enumerate(
        papers if isinstance(papers, list) else [], start=1
    ):
        shown = clean(json.dumps(values, ensure_ascii=False))
        is_paper = isinstance(values, dict)
        yield number, shown, Reference(rest=values) if is_paper else "not a paper"


def _byline(draft: Paper) -> str:
    """Return authors, venue and year on one line, as people read them."""
    names = ", ".join(author.name for author in draft.authors)
    place = " ".join(each for each in (draft.venue, str(draft.year or "")) if each)
    return one_line(" · ".join(each for each in (names, place) if each))


def _markdown(paper: Paper) -> str:
    title, url = _plain(one_line(readable(paper.title))), address_of(paper)
    heading = f"[{title}](<{_url(url)}>)" if url else title
    lines = [f"- {heading}"]
    if byline := _byline(paper):
        lines.append(f"  {_plain(byline)}")
    if paper.note is not None:
        lines.append("")
        lines += [f"  > {line}".rstrip() for line in paper.note.text.split("\n")]
    return "\n".join([*lines, ""])


def _plain(text: str) -> str:
    """Return text whose marks Markdown does not take for its own."""
    return _MARKDOWN.sub(lambda match: f"\\{match[0]}", text)


def _url(url: str) -> str:
    """Return an address without what would end it."""
    return re.sub(r"[<>\"\s\\]", lambda match: f"%{ord(match[0]):02X}", url)


def _html(paper: Paper) -> str:
    title, url = html.escape(one_line(readable(paper.title))), address_of(paper)
    if url:
        title = f'<a href="{html.escape(_url(url))}" rel="noreferrer">{title}</a>'
    parts = [f"<h2>{title}</h2>"]
    if byline := _byline(paper):
        parts.append(f'<p class="by">{html.escape(byline)}</p>')
    if paper.note is not None:
        parts.append(f'<p class="long">{html.escape(paper.note.text)}</p>')
    if paper.abstract:
        shown = html.escape(readable(paper.abstract))
        parts.append(
            f'<details><summary>Abstract</summary><p class="long">{shown}</p></details>'
        )
    return "<li>" + "\n".join(parts) + "</li>"
