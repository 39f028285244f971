"""What wraps pages and lists: e-mails, .mhtml and .webarchive files."""

import email
import email.errors
import email.header
import email.message
import email.policy
import email.utils
import plistlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.parsers.expat import ExpatError

from app.domain.errors import InvalidInput
from app.formats.text import clean, one_line

_HEAD_BYTES = 65_536
_HEADER_LINE = re.compile(r"([A-Z][A-Za-z-]{1,60}):(?:[ \t]|$)|[ \t]|From \S")
_HEADER_NAMES = re.compile(
    r"from|to|b?cc|subject|date|reply-to|sender|return-path|received|message-id"
    r"|mime-version|delivered-to|content-type|content-transfer-encoding|in-reply-to"
    r"|references|list-id|list-unsubscribe|dkim-signature|x-mailer"
    r"|snapshot-content-location|content-location|authentication-results"
)
_LEAST_NAMES = 3
_NESTING = re.compile(
    rb"^content-type\s{0,9}:\s{0,9}(?:multipart|message)/", re.IGNORECASE | re.MULTILINE
)
_MOST_NESTED = 40
_MOST_PARTS = 2_000
_LONG_HEADER = re.compile(
    rb"^content-(?:type|disposition)\s{0,9}:[^\n]*(?:\n[ \t][^\n]*)*",
    re.IGNORECASE | re.MULTILINE,
)
_MAX_PARAMETERS = 10_000
"""Bytes of one header; `email` takes time quadratic to its parameters."""
_MAX_HEADER = 2_000
_WEB_ARCHIVE = re.compile(
    rb"\A\s{0,20}(?:bplist0|<\?xml[^>]{0,200}>\s{0,20}<!DOCTYPE\s+plist)"
)
_DAY = re.compile(r"\A(?:\w{3},\s*)?(\d{1,2} \w{3} \d{4})\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A text inside; `charset` is what was declared, '' for nothing."""

    data: bytes
    charset: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """What was wrapped.

    `choices` are texts that all are to be read; the parts of one tell the same, or
    belong to each other, so that the best is to be taken. `left_out` names attachments
    that are no text; `date` is the day it was sent, `sender` who sent it.
    """

    kind: str
    choices: tuple[tuple[Part, ...], ...]
    left_out: tuple[str, ...] = ()
    date: str = ""
    sender: str = ""


def is_message(data: bytes) -> bool:
    """Say whether data begins with the header lines of an e-mail or .mhtml file."""
    head = data[:_HEAD_BYTES].lstrip(b"\xef\xbb\xbf\r\n\t ").decode("latin-1")
    names: set[str] = set()
    for line in head.replace("\r\n", "\n").partition("\n\n")[0].split("\n"):
        match = _HEADER_LINE.match(line)
        if match is None:
            return False
        names.add((match[1] or "").casefold())
    return sum(bool(_HEADER_NAMES.fullmatch(name)) for name in names) >= _LEAST_NAMES


def open_message(data: bytes, *, name: str) -> Envelope:
    """Take an e-mail or .mhtml file apart.

    Raises:
        InvalidInput: it is nested too deep, or damaged.
    """
    if len(_NESTING.findall(data)) > _MOST_NESTED:
        raise InvalidInput(
            f"“{name}” is a message with too many messages inside.",
            "Save the part with the list alone.",
        )
    if any(len(each[0]) > _MAX_PARAMETERS for each in _LONG_HEADER.finditer(data)):
        raise InvalidInput(
            f"“{name}” is a damaged message: a header of it has no end.",
            "Save the list that is in it alone.",
        )
    data = data.lstrip(b"\xef\xbb\xbf\r\n\t ")
    try:
        message = email.message_from_bytes(data, policy=email.policy.compat32)
        left_out: list[str] = []
        choices = tuple(_choices(message, left_out))
        is_page = message.get_content_type() == "multipart/related" or "snapshot" in (
            str(message.get("From", "")).casefold()
        )
    except (email.errors.MessageError, ValueError, LookupError, TypeError) as error:
        raise InvalidInput(
            f"“{name}” is a damaged message.", "Save it again, whole."
        ) from error
    if is_page:
        return Envelope(kind="saved page", choices=choices)
    sender = email.utils.parseaddr(_words(message, "From"))
    sent = _DAY.match(_words(message, "Date"))
    return Envelope(
        kind="e-mail",
        choices=choices,
        left_out=tuple(left_out),
        date=sent[1] if sent else "",
        sender=one_line(sender[0] or sender[1]),
    )


def is_web_archive(data: bytes) -> bool:
    """Say whether data is a property list, as Safari saves pages."""
    return bool(_WEB_ARCHIVE.match(data[:_HEAD_BYTES]))


def open_web_archive(data: bytes, *, name: str) -> Envelope:
    """Take Safari's .webarchive file apart: the page, then its frames.

    Raises:
        InvalidInput: it is another property list, or damaged.
    """
    try:
        content = plistlib.loads(data)
    except (ValueError, TypeError, KeyError, ExpatError, RecursionError) as error:
        raise InvalidInput(
            f"“{name}” is a damaged web archive.", "Save the page again."
        ) from error
    parts = tuple(_archived(content, 0))
    if not parts:
        raise InvalidInput(
            f"“{name}” is a property list, but no saved page.", "Save the page as text."
        )
    return Envelope(kind="saved page", choices=(parts,))


def _archived(content: object, depth: int) -> Iterator[Part]:
    """Find the pages of an archive."""
    if not isinstance(content, dict) or depth > _MOST_NESTED:
        return
    resource = content.get("WebMainResource")
    if isinstance(resource, dict):
        data = resource.get("WebResourceData")
        charset = resource.get("WebResourceTextEncodingName")
        if isinstance(data, bytes):
            yield Part(data=data, charset=charset if isinstance(charset, str) else "")
    frames = content.get("WebSubframeArchives")
    for frame in frames[:_MOST_NESTED] if isinstance(frames, list) else ():
        yield from _archived(frame, depth + 1)


def _choices(
    message: email.message.Message, left_out: list[str]
) -> Iterator[tuple[Part, ...]]:
    """Find the texts of a message, those that tell the same together."""
    if message.is_multipart():
        content = message.get_payload()
        inner = content[:_MOST_PARTS] if isinstance(content, list) else []
        if len(content) > _MOST_PARTS:
            left_out.append(f"{len(content) - _MOST_PARTS:,} more parts")
        found = [
            choice
            for each in inner
            if isinstance(each, email.message.Message)
            for choice in _choices(each, left_out)
        ]
        if message.get_content_subtype() in ("alternative", "related"):
            yield tuple(part for choice in found for part in choice)
        else:
            yield from found
        return
    name = one_line(str(message.get_filename() or ""))[:_MAX_HEADER]
    payload = message.get_payload(decode=True)
    is_text = message.get_content_maintype() == "text" or name.endswith(
        (".bib", ".ris", ".json", ".nbib", ".xml", ".txt", ".html", ".csv", ".enw")
    )
    if is_text and isinstance(payload, bytes):
        if message.get_content_subtype() not in ("css", "javascript", "calendar"):
            yield (_part(message, payload, name),)
    elif name:
        left_out.append(name)


def _part(message: email.message.Message, payload: bytes, name: str) -> Part:
    charset = str(message.get_content_charset() or "")
    return Part(data=payload, charset=charset, name=name)


def _words(message: email.message.Message, name: str) -> str:
    """Return a header's words, decoded."""
    raw = str(message.get(name, ""))[:_MAX_HEADER]
    words: list[str] = []
    try:
        decoded = email.header.decode_header(raw)
    except (email.errors.HeaderParseError, ValueError):
        return one_line(raw)
    for text, charset in decoded:
        if isinstance(text, str):
            words.append(text)
            continue
        try:
            words.append(text.decode(charset or "latin-1", "replace"))
        except (LookupError, ValueError):
            words.append(text.decode("latin-1"))
    return one_line(clean(" ".join(words)))
