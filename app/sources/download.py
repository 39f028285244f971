"""Fetch a PDF, and take nothing else for one."""

from pathlib import Path

from app.domain.errors import BadReply, Refused
from app.sources.addresses import parse_address
from app.sources.http import Check, HttpClient, OnAttempt, OnProgress, Saved
from app.sources.replies import TRY_AGAIN, is_web_page, page_title

_MAGIC = b"%PDF-"
_MAGIC_WITHIN_BYTES = 1024
"""How far from the start the magic may stand. Source: PDF 1.7 reference, app. H.3."""

_ENDS = (b"%%EOF", b"startxref")


async def fetch_pdf(
    http: HttpClient,
    url: str,
    target: Path,
    *,
    limit_bytes: int,
    deadline_s: float,
    on_attempt: OnAttempt | None = None,
    on_progress: OnProgress | None = None,
) -> Saved:
    """Stream a PDF into a new file, checked at its beginning and its end.

    Raises:
        Refused: something else came (a web page: its title is told).
        BadReply: nothing came, or the file ends early.
        AppError: as `HttpClient.save`.
    """
    host = parse_address(url).host
    return await http.save(
        url,
        target,
        limit_bytes=limit_bytes,
        deadline_s=deadline_s,
        on_attempt=on_attempt,
        on_progress=on_progress,
        check=Check(
            head=lambda head, kind: _check_head(host, head, kind), tail=_check_tail
        ),
    )


def _check_head(host: str, head: bytes, content_type: str) -> None:
    if _MAGIC in head[:_MAGIC_WITHIN_BYTES]:
        return
    if not head:
        raise BadReply(f"{host} sent an empty file.", TRY_AGAIN)
    if is_web_page(head, content_type):
        title = page_title(head)
        named = f", “{title}”," if title else ""
        raise Refused(
            f"{host} sent a web page{named} and not a PDF.",
            "You may have to sign in to this network. Press ⟨paper.open-page⟩ to.",
        )
    raise Refused(f"What {host} sent is no PDF.", TRY_AGAIN)


def _check_tail(tail: bytes) -> None:
    if not any(end in tail for end in _ENDS):
        raise BadReply("The PDF ends early: a part of it is missing.", TRY_AGAIN)
