"""E-mails, .mhtml and .webarchive files."""

import plistlib
from email.message import Message
from email.mime.application import MIMEApplication
from email.mime.message import MIMEMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import InvalidInput
from app.domain.paper import Harvest
from app.formats.incoming import read_bytes, read_text
from tests.support import pages

LINK = "https://arxiv.org/abs/2401.00001"
HTML = f'<html><body><a href="{LINK}">A Title of Some Length</a></body></html>'
HEAD = b"From: a@b.org\nTo: c@d.org\nSubject: x\nDate: Mon, 5 Jan 2026 10:00:00 +0100\n"


def sent(message: Message) -> Message:
    message["From"] = "=?utf-8?q?Ad=C3=A9le?= <a@b.org>"
    message["To"] = "c@d.org"
    message["Subject"] = "Papers"
    message["Date"] = "Mon, 5 Jan 2026 10:00:00 +0100"
    return message


def read(message: Message) -> Harvest:
    return read_bytes(message.as_bytes(), name="mail.eml")


def test_mail_tells_when_and_by_whom_it_was_sent() -> None:
    harvest = read(sent(MIMEText(f"Look:\n{LINK}\n{LINK[:-1]}2\n")))

    assert (harvest.kind, harvest.list_date) == ("e-mail", "5 Jan 2026")
    assert pages.arxiv_ids_of(harvest) == ["2401.00001", "2401.00002"]
    told = harvest.drafts[0].provenance
    assert (told.curator, told.list_date) == ("Adéle", "5 Jan 2026")


def test_letter_about_a_paper_gives_its_link_and_not_its_greeting() -> None:
    prose = "I read a very nice paper about lamps yesterday and thought of you. " * 3

    harvest = read(sent(MIMEText(f"Dear Ann,\n\n{prose}It is {LINK}.\n\nBest,\nBo\n")))

    [draft] = harvest.drafts
    assert pages.arxiv_ids_of(harvest) == ["2401.00001"]
    assert draft.title == "arXiv 2401.00001"


def test_pasted_mail_is_read_as_the_file() -> None:
    message = sent(MIMEText(f"Look:\n{LINK}\n"))

    assert len(read_text(message.as_string(), name="pasted text").drafts) == 1


def test_alternatives_give_the_one_that_tells_more() -> None:
    message = sent(MIMEMultipart("alternative"))
    message.attach(MIMEText("Open this mail in a browser.", "plain"))
    message.attach(MIMEText(HTML, "html", "utf-8"))

    [draft] = read(message).drafts

    assert draft.title == "A Title of Some Length"


def test_parts_of_a_mixed_mail_all_give_their_papers() -> None:
    message = sent(MIMEMultipart("mixed"))
    message.attach(MIMEText(f"{LINK}\n"))
    inner = sent(MIMEText("https://arxiv.org/abs/2401.00002\n"))
    message.attach(MIMEMessage(inner))
    image = MIMEApplication(b"\x89PNG", "octet-stream")
    image.add_header("Content-Disposition", "attachment", filename="figure.png")
    message.attach(image)

    harvest = read(message)

    assert pages.arxiv_ids_of(harvest) == ["2401.00001", "2401.00002"]
    assert [d.provenance.position for d in harvest.drafts] == [1, 2]
    assert harvest.skipped[-1].where == "mail.eml, figure.png"


def test_parts_beyond_the_most_are_told() -> None:
    parts = b"".join(b"--b\n\n%s\n" % LINK.encode() for _ in range(2_003))
    head = HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n"

    harvest = read_bytes(head + parts + b"--b--\n", name="mail.eml")

    assert harvest.skipped[-1].where == "mail.eml, 3 more parts"


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1", "gb2312", "koi8-r"])
def test_declared_charset_of_a_part_is_used(charset: str) -> None:
    words = {"gb2312": "注意", "koi8-r": "Обзор"}.get(charset, "Café")
    text = HTML.replace("Title", words)

    [draft] = read(sent(MIMEText(text, "html", charset))).drafts

    assert words in draft.title


@pytest.mark.parametrize(
    "data",
    [
        HEAD + b"\nHi there.\n",
        HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n" * 1000 + b"--b\n\nx",
        HEAD + b"Content-Type: text/plain; charset=\xff\xfe\n\n\xff",
        HEAD + b"Content-Type: text/plain; charset=rot13\n\nx",
        HEAD + b"Content-Transfer-Encoding: base64\n\n!!!!=a",
        b"bplist00" + bytes(200),
        b'<?xml version="1.0"?><!DOCTYPE plist [<!ENTITY a "b">]><plist>&a;</plist>',
        plistlib.dumps({"a": [1, 2]}),
        plistlib.dumps({"WebMainResource": {"WebResourceData": "text"}}),
        plistlib.dumps({"WebMainResource": {"WebResourceData": b"Hi."}}),
    ],
)
def test_envelope_without_papers_is_refused(data: bytes) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_bytes(data, name="thing")

    assert refused.value.hint


def test_nested_messages_are_refused_at_once() -> None:
    level = b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n'
    data = HEAD + b"".join(level % (n, n) for n in range(1000))

    with pytest.raises(InvalidInput, match="too many messages"):
        read_bytes(data, name="mail.eml")


@given(
    st.lists(
        st.sampled_from(
            (
                *(b"Content-Type: multipart/mixed; boundary=b\n", b"\n", b"\n--b\n"),
                *(b"\n--b--\n", b"Content-Type: text/html; charset=x\n", b"\xff", b"="),
                *(b"Content-Transfer-Encoding: base64\n", b"Content-Type: ;;\n"),
                *(b"Content-Transfer-Encoding: quoted-printable\n", b"=?utf-8?b?!?="),
                *(b"Content-Disposition: attachment; filename*=x''%ff\n", b"\x00"),
                *(b"Content-Type: message/rfc822\n", LINK.encode(), HTML.encode()),
            )
        ),
        max_size=20,
    )
)
def test_any_mail_gives_papers_or_a_message(parts: list[bytes]) -> None:
    try:
        told = read_bytes(HEAD + b"".join(parts), name="mail").kind
    except InvalidInput as refused:
        told = refused.message

    assert told


@given(st.binary(max_size=200))
def test_any_property_list_gives_papers_or_a_message(data: bytes) -> None:
    with pytest.raises(InvalidInput):
        read_bytes(b"bplist00" + data, name="page.webarchive")


def test_header_of_endless_parameters_is_refused() -> None:
    endless = b"Content-Type: text/plain; " + b"a*0*=x;" * 20_000

    with pytest.raises(InvalidInput, match="has no end"):
        read_bytes(HEAD + endless + b"\n\nhello\n", name="mail.eml")
