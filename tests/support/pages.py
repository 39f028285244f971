"""A listing as browsers and mail programs save it."""

import html
import json
import plistlib
from collections.abc import Sequence
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

from app.domain.paper import Harvest
from tests.support.listings import Listing, Pair

ROOT = "https://huggingface.co"


def ids_of(listing: Listing) -> list[str]:
    """Make up an arXiv id for each paper of a listing."""
    return [f"2501.{number:05}" for number in range(1, len(listing.pairs) + 1)]


def rows(listing: Listing, ids: Sequence[str], root: str = "") -> str:
    """Set the papers as a page of the hub shows them: everything is a link."""
    return "".join(
        f'<article><a href="{root}/papers/{each}"><img src="x.png"></a>'
        f'<h3><a href="{root}/papers/{each}">{html.escape(title)}</a></h3>'
        f'<a href="{root}/papers/{each}"><p>{html.escape(abstract)}</p></a>'
        f'<a href="{root}/papers/{each}"><ul><li>12 authors</li></ul></a></article>'
        for (title, abstract), each in zip(listing.pairs, ids, strict=True)
    )


def page(listing: Listing, body: str) -> str:
    """Set a page: its head and furniture around a body."""
    badge, inbox, subscribe, curator, date = listing.header
    return (
        '<!DOCTYPE html>\n<html><head><meta charset="utf-8"><title>Daily Papers</title>'
        "<style>p { color: red }</style><script>if (1 < 2) { go('<p>') }</script>"
        "</head>"
        f"<body><nav><ul><li><a href='/models'>Models</a></li></ul></nav><main>"
        f"<div>{badge}</div><p>{inbox}</p><button>{subscribe}</button>"
        f"<h1>Daily Papers</h1><h2>{curator.replace('AK', '<a>AK</a>')}</h2>"
        f"<time>{date}</time>{body}</main><footer>© Hugging Face</footer></body></html>"
    )


def paragraphs(listing: Listing) -> str:
    """Set a listing as paragraphs, without a link."""
    parts = [*listing.header, *(part for pair in listing.pairs for part in pair)]
    return "".join(f"<p>{html.escape(part)}</p>\n" for part in parts)


def props(listing: Listing, ids: Sequence[str]) -> str:
    """Set the data of a page as its attribute, beside nothing that is seen."""
    data = {"dailyPapers": records(listing.pairs, ids), "dateString": "2026-03-11"}
    value = html.escape(json.dumps(data))
    return f'<div class="x" data-target="DailyPapers" data-props="{value}"></div>'


def records(pairs: Sequence[Pair], ids: Sequence[str]) -> list[dict[str, object]]:
    """Set papers as the API answers them."""
    return [
        {
            "paper": {
                "id": each,
                "title": title,
                "summary": abstract,
                "authors": [{"name": "Ada Example"}, {"name": "Bo Sample"}],
                "publishedAt": "2025-01-02T00:00:00.000Z",
                "submittedOnDailyAt": "2026-03-06T03:55:12.777Z",
                "submittedOnDailyBy": {"fullname": "Cy Curator", "user": "cy"},
                "upvotes": 7,
                "githubRepo": "ada/example",
            }
        }
        for (title, abstract), each in zip(pairs, ids, strict=True)
    ]


def fragment(body: str) -> str:
    """Set HTML as Windows puts it on the clipboard."""
    return (
        "Version:0.9\r\nStartHTML:0000000105\r\nEndHTML:0000000999\r\n"
        "StartFragment:0000000141\r\nEndFragment:0000000960\r\n"
        f"SourceURL:{ROOT}/papers?q=a b\r\n"
        f"<html><body>\r\n<!--StartFragment-->{body}<!--EndFragment-->\r\n</body></html>"
    )


def mhtml(body: str) -> bytes:
    """Wrap a page as Chrome saves it in one file."""
    message = MIMEMultipart("related", type="text/html")
    message["From"] = "<Saved by Blink>"
    message["Snapshot-Content-Location"] = f"{ROOT}/papers"
    message["Subject"] = "=?utf-8?Q?Daily=20Papers?="
    message["Date"] = "Wed, 11 Mar 2026 10:00:00 -0000"
    message.attach(MIMEText(body, "html", "utf-8"))
    message.attach(MIMEText("a { color: blue }", "css"))
    return message.as_bytes()


def web_archive(body: str, *, is_binary: bool) -> bytes:
    """Wrap a page as Safari saves it."""
    resource = {
        "WebResourceData": body.encode("utf-16"),
        "WebResourceTextEncodingName": "UTF-16",
        "WebResourceMIMEType": "text/html",
        "WebResourceURL": f"{ROOT}/papers",
    }
    kind = plistlib.FMT_BINARY if is_binary else plistlib.FMT_XML
    return plistlib.dumps({"WebMainResource": resource}, fmt=kind)


def pairs_of(harvest: Harvest) -> tuple[Pair, ...]:
    """Return the titles and abstracts that were read."""
    return tuple((draft.title, draft.abstract) for draft in harvest.drafts)


def arxiv_ids_of(harvest: Harvest) -> list[str]:
    """Return the first identifier of each paper that was read; '' for none."""
    return [d.identifiers[0].value if d.identifiers else "" for d in harvest.drafts]
