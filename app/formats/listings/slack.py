"""Slack's messages as JSON: the papers that they link to.

Source: slack.com/help, 'How to read Slack data exports'; the method
conversations.history of its API.
"""

import html
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime

from app.domain.errors import InvalidInput
from app.domain.paper import Draft, Harvest, Provenance, Skipped
from app.formats.addresses import MAX_SHOWN_LENGTH, identifiers_in, link_of, stub_title
from app.formats.limits import refuse_many
from app.formats.links import title_of_line
from app.formats.text import clean, one_line
from app.formats.title_lines import of_page

KIND = "Slack messages"
NO_PAPER = "its links lead to no paper that is known by its address"

_PROBE_CHARS = 65_536
_START = re.compile(r"[\s\ufeff]{0,200}(?:\[\s{0,200})?\{")
_MESSAGE = re.compile(r'"type"\s{0,9}:\s{0,9}"message"')
_STAMP = re.compile(r'"ts"\s{0,9}:\s{0,9}"\d{9,11}\.\d{6}"')
_LINK = re.compile(r"<(https?://[^<>|\s]{1,2000})(?:\|([^<>]{0,2000}))?>")
_DIGITS = re.compile(r"\d{9,11}")
_ADDRESSES = ("from_url", "original_url", "title_link")
_MAX_FIELD = 100_000
_MAX_ORIGINAL = 20_000
_MAX_TITLE = 300

_Message = Mapping[str, object]


def is_slack(text: str) -> bool:
    """Say whether text begins as messages of Slack."""
    head = text[:_PROBE_CHARS]
    is_json = _START.match(head)
    return bool(is_json and _MESSAGE.search(head) and _STAMP.search(head))


def read_slack(text: str, *, source: str) -> Harvest:
    """Read the papers that messages link to, in order, with who sent them and when.

    A message whose links lead to no paper is skipped; one without links is no part.

    Raises:
        InvalidInput: it is no JSON, or no message has a link.
    """
    try:
        value = json.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError) as error:
        raise InvalidInput(
            f"“{source}” begins as messages of Slack, but is damaged.",
            "Export or copy it again, whole.",
        ) from error
    drafts: list[Draft] = []
    skipped: list[Skipped] = []
    for message in _messages(value):
        refuse_many(len(drafts) + len(skipped) + 1, source)
        linked = _linked(message)
        found = list(_drafts(message, linked, source, len(drafts) + 1))
        drafts += found
        if linked and not found:
            where = one_line(f"{source}, message of {_day(message)} {_sender(message)}")
            shown = one_line(_text(message, "text"))[:MAX_SHOWN_LENGTH]
            skipped.append(Skipped(where=where, why=NO_PAPER, text=shown))
    if not drafts and not skipped:
        raise InvalidInput(f"No message in “{source}” has a link.")
    return Harvest(
        source=source, kind=KIND, drafts=tuple(drafts), skipped=tuple(skipped)
    )


def _messages(value: object) -> Iterator[_Message]:
    if isinstance(value, dict):
        value = value.get("messages", [value])
    for each in value if isinstance(value, list) else ():
        if isinstance(each, dict):
            yield each


def _linked(message: _Message) -> dict[str, str]:
    """Return the addresses of a message, each with its title, '' where untold."""
    found: dict[str, str] = {}
    for link in _LINK.finditer(_text(message, "text")):
        url, words = html.unescape(link[1]), html.unescape(link[2] or "")
        is_title = words and not words.startswith(("http", "www."))
        title = title_of_line(one_line(words)[:_MAX_TITLE]) if is_title else ""
        found[url] = found.get(url) or title
    shown = message.get("attachments")
    for each in shown if isinstance(shown, list) else ():
        if isinstance(each, dict):
            title = of_page(one_line(html.unescape(_text(each, "title")))[:_MAX_TITLE])
            urls = (html.unescape(_text(each, name)) for name in _ADDRESSES)
            for url in dict.fromkeys(url for url in urls if url.startswith("http")):
                found[url] = title or found.get(url, "")
    return found


def _drafts(
    message: _Message, linked: Mapping[str, str], source: str, position: int
) -> Iterator[Draft]:
    """Return the papers of a message, each once."""
    seen: set[str] = set()
    origin = Provenance(
        source=source,
        kind=KIND,
        list_date=_day(message),
        curator=_sender(message),
        original=clean(json.dumps(message, ensure_ascii=False))[:_MAX_ORIGINAL],
    )
    for url, title in linked.items():
        identifiers = identifiers_in(url)
        if not identifiers or identifiers[0].value in seen:
            continue
        seen.add(identifiers[0].value)
        yield Draft(
            title=title or stub_title(identifiers, url),
            identifiers=identifiers,
            links=(link_of(url),),
            provenance=replace(origin, position=position + len(seen) - 1),
        )


def _day(message: _Message) -> str:
    """Return the day of a message in UTC, '' where its stamp is none."""
    seconds = _DIGITS.match(_text(message, "ts"))
    if seconds is None:
        return ""
    return datetime.fromtimestamp(int(seconds[0]), UTC).date().isoformat()


def _sender(message: _Message) -> str:
    """Return who sent a message: by full name, or as Slack names the account."""
    profile = message.get("user_profile")
    told = profile if isinstance(profile, dict) else {}
    names = [_text(told, name) for name in ("real_name", "display_name")]
    names += [_text(message, name) for name in ("username", "user")]
    return next((one_line(name) for name in names if one_line(name)), "")


def _text(record: Mapping[str, object], name: str) -> str:
    value = record.get(name)
    return clean(value[:_MAX_FIELD]) if isinstance(value, str) else ""
