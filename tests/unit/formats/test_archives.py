"""ZIP archives that nobody may trust."""

import io
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from app.domain.errors import InvalidInput
from app.formats.archives import MAX_MEMBERS, Archive, is_archive

WORD = b"a paper\n"


def packed(fill: Callable[[zipfile.ZipFile], object]) -> io.BytesIO:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        fill(archive)
    out.seek(0)
    return out


def opened(fill: Callable[[zipfile.ZipFile], object]) -> Archive:
    return Archive(packed(fill), name="x.zip")


def test_members_are_read_and_unpacked() -> None:
    archive = opened(lambda z: z.writestr("a/b.txt", WORD * 9))
    [member] = archive.members
    out = io.BytesIO()

    archive.unpack(member, out)

    assert (member.name, member.label) == ("a/b.txt", "b.txt")
    assert archive.read(member, 3) == WORD[:3]
    assert out.getvalue() == WORD * 9
    assert archive.skipped == []


@pytest.mark.parametrize(
    "name", ["../a.pdf", "a/../../b.pdf", "/etc/passwd", "C:\\a.pdf", "a\\..\\b.pdf"]
)
def test_name_that_leads_out_is_not_read(name: str) -> None:
    archive = opened(lambda z: z.writestr(name, WORD))

    assert archive.members == ()
    assert "leads out" in archive.skipped[0].why


def test_link_is_not_followed() -> None:
    info = zipfile.ZipInfo("a.pdf")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16

    archive = opened(lambda z: z.writestr(info, "/etc/passwd"))

    assert [each.why for each in archive.skipped] == ["is a link"]


def test_name_that_comes_twice_is_told() -> None:
    def twice(archive: zipfile.ZipFile) -> None:
        archive.writestr("a.txt", b"one")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("a.txt", b"two")

    archive = opened(twice)

    assert archive.read(archive.members[0], 9) == b"one"
    assert [each.why for each in archive.skipped] == ["is in the archive twice"]


def test_bomb_is_not_unpacked() -> None:
    archive = opened(lambda z: z.writestr("a.txt", bytes(8 << 20)))

    assert archive.members == ()
    assert "bombs" in archive.skipped[0].why


@pytest.mark.parametrize("name", ["b.zip", "b.tar.gz", "B.7Z"])
def test_archive_in_an_archive_is_not_read(name: str) -> None:
    archive = opened(lambda z: z.writestr(name, WORD))

    assert "archive in an archive" in archive.skipped[0].why


def test_locked_member_is_told() -> None:
    data = bytearray(packed(lambda z: z.writestr("a.txt", WORD)).getvalue())
    data[data.index(b"PK\x01\x02") + 8] |= 1

    archive = Archive(io.BytesIO(data), name="x.zip")

    assert "password" in archive.skipped[0].why


def test_junk_of_file_managers_is_passed_over() -> None:
    def fill(archive: zipfile.ZipFile) -> None:
        for name in ("__MACOSX/._a.pdf", ".DS_Store", "d/Thumbs.db", "a.txt", "dir/"):
            archive.writestr(name, WORD)

    archive = opened(fill)

    assert [member.name for member in archive.members] == ["a.txt"]
    assert archive.skipped == []


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (packed(lambda z: None).getvalue(), "empty"),
        (packed(lambda z: z.writestr("a", WORD * 99)).getvalue()[:-30], "damaged"),
        (b"PK\x03\x04" + bytes(60), "damaged"),
        (packed(lambda z: z.writestr("mimetype", "x")).getvalue(), "office"),
    ],
    ids=["empty", "cut", "zeros", "office"],  # the bytes tell the time of day
)
def test_what_is_no_archive_of_papers_is_refused(data: bytes, why: str) -> None:
    assert is_archive(data)
    with pytest.raises(InvalidInput, match=why):
        Archive(io.BytesIO(data), name="x.zip")


def test_too_many_members_are_refused() -> None:
    def fill(archive: zipfile.ZipFile) -> None:
        for n in range(MAX_MEMBERS + 1):
            archive.writestr(zipfile.ZipInfo(str(n)), b"")

    with pytest.raises(InvalidInput, match="at most"):
        opened(fill)


def test_member_whose_bytes_are_damaged_is_told_when_read() -> None:
    data = bytearray(packed(lambda z: z.writestr("a.txt", WORD * 9)).getvalue())
    data[34 + len("a.txt")] ^= 0xFF
    archive = Archive(io.BytesIO(data), name="x.zip")

    with pytest.raises(InvalidInput, match="damaged"):
        archive.read(archive.members[0], 1000)


def test_name_of_odd_bytes_is_shown_on_one_line(tmp_path: Path) -> None:
    archive = opened(lambda z: z.writestr("a\nb\u202e\x1b.txt", WORD))

    assert "\n" not in archive.members[0].label
