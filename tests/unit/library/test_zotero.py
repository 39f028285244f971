"""Reading Zotero's library: everything taken or told, and nothing of it touched."""

import hashlib
import json
import os
import sqlite3
import struct
import tempfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from app.domain.errors import InvalidInput
from app.domain.mark import MarkKind
from app.domain.paper import Draft, Identifier
from app.library.zotero import (
    ZOTERO,
    Work,
    ZoteroLibrary,
    count_zotero,
    find_database,
    read_zotero,
)
from tests.support import zotero
from tests.support.zotero import ZoteroFolder, key_of

KINDS = {
    "artwork": "graphic",
    "bill": "bill",
    "book": "book",
    "bookSection": "chapter",
    "case": "legal_case",
    "computerProgram": "software",
    "conferencePaper": "paper-conference",
    "dataset": "dataset",
    "encyclopediaArticle": "entry-encyclopedia",
    "journalArticle": "article-journal",
    "letter": "personal_communication",
    "newspaperArticle": "article-newspaper",
    "patent": "patent",
    "podcast": "broadcast",
    "preprint": "article",
    "presentation": "speech",
    "report": "report",
    "standard": "standard",
    "statute": "legislation",
    "thesis": "thesis",
    "webpage": "webpage",
}


def read(made: ZoteroFolder) -> ZoteroLibrary:
    return read_zotero(made.database, lambda _fraction, _words: None)


def drafts(library: ZoteroLibrary) -> Mapping[str, Draft]:
    return {work.draft.title: work.draft for work in library.works}


def works(library: ZoteroLibrary) -> Mapping[str, Work]:
    return {work.draft.title: work for work in library.works}


def told(library: ZoteroLibrary) -> list[str]:
    return [each.why for each in library.skipped]


def standing(folder: Path) -> dict[str, tuple[str, int]]:
    """Return hash and time of all files of a folder."""
    return {
        path.name: (
            hashlib.sha256(path.read_bytes()).hexdigest(),
            path.stat().st_mtime_ns,
        )
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_works_are_counted_without_what_hangs_on_them(tmp_path: Path) -> None:
    with ZoteroFolder(tmp_path) as made:
        first = made.item("book", {"title": "One"})
        made.note(first, "<p>Words</p>")
        made.stored(first, "one.pdf", b"%PDF-1.7")
        made.trash(made.item("book", {"title": "Gone"}))
        made.item("report", {"title": "Two"})

    before = standing(tmp_path)

    assert count_zotero(tmp_path / ZOTERO) == 2
    assert standing(tmp_path) == before


def test_each_kind_of_item_becomes_a_paper_of_its_kind(tmp_path: Path) -> None:
    with ZoteroFolder(tmp_path) as made:
        for item_type in KINDS:
            title = "caseName" if item_type == "case" else "title"
            made.item(item_type, {title: f"On {item_type}"})

    found = drafts(read(made))

    assert {name: found[f"On {name}"].kind for name in KINDS} == KINDS


def test_an_article_comes_with_all_that_is_told_of_it(tmp_path: Path) -> None:
    fields = {
        "title": "Tides in <i>Shallow</i> Water",
        "abstractNote": "Short and clear.",
        "date": "2021-05-00 May 2021",
        "publicationTitle": "Journal of Tides",
        "volume": "12",
        "issue": "3",
        "pages": "101–117",
        "DOI": "10.5555/TIDES.12",
        "ISSN": "1234-5678",
        "url": "https://example.org/tides",
        "accessDate": "2022-01-02 03:04:05",
        "extra": "arXiv: 2105.01234\nPMID: 12345\nCitation Key: ada21tides\nmore words",
        "callNumber": "Q-7",
    }
    creators = [
        ("author", "van Beethoven", "Ada"),
        ("author", "Tide Consortium"),
        ("editor", "Sample", "Ben"),
    ]
    with ZoteroFolder(tmp_path) as made:
        made.item("journalArticle", fields, creators=creators, tags=["sea", "Äther"])

    (work,) = read(made).works
    draft = work.draft

    assert draft.title == "Tides in Shallow Water"
    assert [author.name for author in draft.authors] == [
        "Ada van Beethoven",
        "Tide Consortium",
    ]
    assert (draft.year, draft.venue) == (2021, "Journal of Tides")
    assert set(draft.identifiers) == {
        Identifier("doi", "10.5555/tides.12"),
        Identifier("arxiv", "2105.01234"),
        Identifier("pmid", "12345"),
    }
    details = {each.name: each.value for each in draft.details}
    assert details["issued"] == "2021-05"
    assert details["page"] == "101–117"
    assert details["editor"] == "Sample, Ben"
    assert details["citation-key"] == "ada21tides"
    assert details["zotero:extra"] == "more words"
    assert details["accessed"] == "2022-01-02"
    assert details["call-number"] == "Q-7"
    assert draft.tags == ("sea", "Äther")
    assert draft.links[0].url == "https://example.org/tides"
    assert draft.provenance.list_date == "2024-03-01"
    assert draft.added_at is not None


def test_fields_of_a_type_are_read_under_their_base_field(tmp_path: Path) -> None:
    with ZoteroFolder(tmp_path) as made:
        made.item(
            "conferencePaper",
            {
                "title": "A",
                "proceedingsTitle": "Proc. of Ports",
                "conferenceName": "PORTS",
            },
        )
        made.item(
            "thesis", {"title": "B", "university": "Harbour U", "thesisType": "MSc"}
        )
        made.item("patent", {"title": "C"}, creators=[("inventor", "Example", "Eve")])

    found = drafts(read(made))

    assert found["A"].venue == "Proc. of Ports"
    assert ("event-title", "PORTS") in [(d.name, d.value) for d in found["A"].details]
    assert [(d.name, d.value) for d in found["B"].details] == [
        ("publisher", "Harbour U"),
        ("genre", "MSc"),
    ]
    assert [author.name for author in found["C"].authors] == ["Eve Example"]


def test_collections_become_topics_those_of_a_group_under_its_name(
    tmp_path: Path,
) -> None:
    with ZoteroFolder(tmp_path) as made:
        outer = made.collection("Ships")
        inner = made.collection("CI/CD", outer)
        shared = made.collection("Shared", library=zotero.GROUP)
        made.item("book", {"title": "A"}, collections=[outer, inner])
        made.item("book", {"title": "B"}, collections=[shared], library=zotero.GROUP)
        made.item("book", {"title": "C"}, library=zotero.GROUP)
        made.item("book", {"title": "D"})

    found = drafts(read(made))

    assert found["A"].topics == ("Ships", "Ships/CI-CD")
    assert found["B"].topics == (f"{zotero.GROUP_NAME}/Shared",)
    assert found["C"].topics == (zotero.GROUP_NAME,)
    assert found["D"].topics == ()


def test_collections_that_hold_each_other_or_are_in_the_trash_do_no_harm(
    tmp_path: Path,
) -> None:
    with ZoteroFolder(tmp_path) as made:
        one = made.collection("One")
        two = made.collection("Two", one)
        made.sql.execute(
            "update collections set parentCollectionID = ? where collectionID = ?",
            (two, one),
        )
        gone = made.collection("Gone")
        made.sql.execute(
            "insert into deletedCollections(collectionID) values (?)", (gone,)
        )
        made.item("book", {"title": "A"}, collections=[one, gone, 4711])

    assert drafts(read(made))["A"].topics == ("Two/One",)


def test_notes_become_one_note_in_markdown(tmp_path: Path) -> None:
    with ZoteroFolder(tmp_path) as made:
        paper = made.item("book", {"title": "A"})
        made.note(paper, "<div><p>First <strong>thought</strong></p></div>")
        made.note(paper, "<p>Second</p>")
        made.note(None, "<p>All by itself</p>")

    library = read(made)

    assert drafts(library)["A"].note == "First **thought**\n\nSecond"
    (lone,) = library.skipped
    assert lone.text == "All by itself"
    assert "belongs to no paper" in lone.why


def test_files_are_found_where_zotero_keeps_them(tmp_path: Path) -> None:
    with ZoteroFolder(tmp_path / "Zotero") as made:
        paper = made.item("book", {"title": "A"})
        stored = made.stored(paper, "tides.pdf", b"%PDF-1.7 tides")
        made.attached(paper, "/elsewhere/far.pdf", mode=2)
        made.attached(paper, "attachments:sub/near.pdf", mode=2)
        made.attached(paper, "storage:../../../escape.pdf")

    files = works(read(made))["A"].files

    assert [Path(file.path).relative_to("/") for file in files] == [
        path.relative_to("/")
        for path in (
            made.folder / "storage" / key_of(stored) / "tides.pdf",
            Path("/elsewhere/far.pdf"),
            made.folder / "sub/near.pdf",
            made.folder / "storage" / key_of(stored + 3) / "escape.pdf",
        )
    ]


@pytest.mark.parametrize("is_usual", [True, False])
def test_linked_files_are_found_below_the_folder_that_settings_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_usual: bool
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    data = tmp_path / ("Zotero" if is_usual else "elsewhere")
    for name, lines in (
        ("a.other", 'user_pref("extensions.zotero.dataDir", "/nowhere");'),
        ("b.mine", f'user_pref("extensions.zotero.dataDir", {json.dumps(str(data))});'),
    ):
        profile = tmp_path / ".zotero" / "zotero" / name
        profile.mkdir(parents=True)
        (profile / "prefs.js").write_text(
            f"// settings\n{'' if is_usual and name == 'b.mine' else lines}\n"
            f'user_pref("extensions.zotero.baseAttachmentPath", "/base/of {name}");\n'
        )
    with ZoteroFolder(data) as made:
        paper = made.item("book", {"title": "A"})
        made.attached(paper, "attachments:sub/near.pdf", mode=2)

    (file,) = works(read(made))["A"].files

    assert file.path == "/base/of b.mine/sub/near.pdf"


def test_what_is_not_taken_is_counted_by_its_kind(tmp_path: Path) -> None:
    with ZoteroFolder(tmp_path) as made:
        paper = made.item("book", {"title": "A"})
        made.attached(paper, "storage:page.html", mode=1, content_type="text/html")
        made.attached(paper, "storage:page.html", mode=1, content_type="text/html")
        made.attached(paper, None, mode=3, content_type="text/html")
        gone = made.attached(paper, "storage:gone.pdf")
        away = made.item("book", {"title": "Away"})
        noted = made.note(paper, "<p>Away too</p>")
        made.trash(gone, away, noted)
        made.item("webpage", {"title": "News"}, library=zotero.FEED)

    library = read(made)

    assert list(drafts(library)) == ["A"]
    assert told(library) == [
        "files in Zotero’s trash: 1, not taken",
        "items in Zotero’s trash: 1, not taken",
        "items of news feeds: 1, not taken",
        "links kept as attachments: 1, not taken",
        "notes in Zotero’s trash: 1, not taken",
        "saved web pages: 2, not taken",
    ]


def test_a_pdf_of_no_item_is_a_paper_by_its_name(tmp_path: Path) -> None:
    with ZoteroFolder(tmp_path) as made:
        made.stored(None, "Lanterns and Light.pdf", b"%PDF-1.7")
        made.stored(4711, "Orphan of the Sea.pdf", b"%PDF-1.7")
        nameless = made.item("journalArticle", {"volume": "3"})
        made.stored(nameless, "Told by its File.pdf", b"%PDF-1.7")

    found = works(read(made))

    assert set(found) == {
        "Lanterns and Light",
        "Orphan of the Sea",
        "Told by its File",
    }
    assert found["Lanterns and Light"].is_file_alone
    assert not found["Told by its File"].is_file_alone


def test_annotations_come_with_place_colour_words_and_time(tmp_path: Path) -> None:
    place = {"pageIndex": 2, "rects": [[10, 700, 90, 712], [10, 680, 40, 692]]}
    with ZoteroFolder(tmp_path) as made:
        paper = made.item("book", {"title": "A"})
        pdf = made.stored(paper, "a.pdf", b"%PDF-1.7")
        first = made.annotation(
            pdf,
            zotero.HIGHLIGHT,
            text="light is told",
            comment="yes",
            colour="#2ea8e5",
            position=place,
            page_label="iii",
        )
        made.tag(first, "key point")
        made.annotation(
            pdf, zotero.NOTE, comment="why?", position={"pageIndex": 0, "rects": []}
        )
        made.annotation(pdf, zotero.INK, position={"pageIndex": 0, "paths": [[1, 2]]})

    library = read(made)
    (file,) = works(library)["A"].files
    marked, note = file.annotations

    assert (marked.kind, marked.colour, marked.quote) == (
        MarkKind.HIGHLIGHT,
        5,
        "light is told",
    )
    assert (marked.comment, marked.tags) == ("yes", ("key point",))
    assert [index for index, _ in marked.places] == [2]
    assert marked.places[0][1][0].top == 712
    assert f"{marked.created_at:%Y-%m-%d %H:%M}" == "2024-04-02 08:30"
    assert (note.kind, note.comment) == (MarkKind.PAGE_NOTE, "why?")
    assert told(library) == ["drawings without words, drawn on pages: 1, not taken"]


def test_broken_rows_are_read_as_far_as_they_go(tmp_path: Path) -> None:
    with ZoteroFolder(tmp_path) as made:
        paper = made.item(
            "book",
            {"title": "A\0B", "date": 1999, "edition": b"\xff\xfe", "volume": 2.5},
            creators=[("author", None, None), ("author", "Only", None)],
        )
        made.sql.execute("insert into itemData values (?, 999, 999)", (paper,))
        made.sql.execute("insert into itemCreators values (?, 999, 999, 7)", (paper,))
        made.sql.execute("insert into itemTags values (?, 999, 0)", (paper,))
        made.sql.execute("insert into itemNotes values (998, ?, null, null)", (paper,))
        made.sql.execute("update items set dateAdded = 'never'")
        made.sql.execute(
            "insert into items(itemID, itemTypeID, libraryID, key)"
            " values (999, 999, 9, 'X')"
        )
        made.item("report", {"volume": "3"})
        pdf = made.stored(paper, "a.pdf", b"%PDF-1.7")
        made.annotation(pdf, 99, text="odd", position="{nonsense")
        made.annotation(4711, zotero.NOTE, comment="lost", position="{}")
        made.note(paper, "<p>" + "long " * 2_000_000)

    library = read(made)
    work = next(each for each in library.works if each.files)

    assert work.draft.title == "AB"
    assert work.draft.year == 1999
    assert [author.name for author in work.draft.authors] == ["Only"]
    assert len(work.draft.note) > 9_000_000
    assert work.files[0].annotations[0].comment == "odd"
    assert "annotations of no file: 1, not taken" in told(library)
    assert [each.text for each in library.skipped if "no title" in each.why] == [
        "",
        "volume: 3",
    ]


def test_nothing_of_zotero_is_written_and_nothing_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    with ZoteroFolder(tmp_path / "Zotero") as made:
        made.item("book", {"title": "A"})
    os.utime(made.database, (1_600_000_000, 1_600_000_000))
    before = standing(made.folder)

    read(made)

    assert standing(made.folder) == before
    assert list(temporary.iterdir()) == []


def test_what_a_running_zotero_has_not_checkpointed_is_read(tmp_path: Path) -> None:
    with ZoteroFolder(tmp_path) as made:
        made.item("book", {"title": "Old"})
        made.sql.commit()
        made.sql.execute("pragma journal_mode = wal")
        made.sql.execute("pragma wal_autocheckpoint = 0")
        made.sql.execute("pragma locking_mode = exclusive")
        made.item("book", {"title": "New"})
        made.sql.commit()
        made.item("book", {"title": "Not yet"})

        found = drafts(read(made))

    assert set(found) == {"Old", "New"}


def test_a_write_that_was_cut_off_is_taken_back_in_the_copy(tmp_path: Path) -> None:
    with ZoteroFolder(tmp_path / "running") as made:
        made.item("book", {"title": "Sound"})
        made.sql.commit()
        made.sql.execute("pragma cache_spill = 1")
        made.sql.execute("pragma cache_size = 1")
        for number in range(200):
            made.item("book", {"title": f"Half {number}", "extra": "x" * 3_000})
        crashed = tmp_path / "crashed"
        crashed.mkdir()
        for path in made.folder.iterdir():
            (crashed / path.name).write_bytes(path.read_bytes())
        made.sql.rollback()
    assert (crashed / "zotero.sqlite-journal").stat().st_size
    before = standing(crashed)

    library = read_zotero(crashed / "zotero.sqlite", lambda _fraction, _words: None)

    assert list(drafts(library)) == ["Sound"]
    assert standing(crashed) == before


def test_a_database_of_others_is_refused_in_plain_words(tmp_path: Path) -> None:
    other = sqlite3.connect(tmp_path / "zotero.sqlite")
    other.execute("create table books (name text)")
    other.close()

    with pytest.raises(InvalidInput, match="is no library of Zotero"):
        read_zotero(tmp_path / "zotero.sqlite", lambda _fraction, _words: None)


def test_a_library_of_an_old_zotero_is_refused_with_a_way_on(tmp_path: Path) -> None:
    with ZoteroFolder(tmp_path) as made:
        made.sql.execute(
            "alter table itemNotes rename column parentItemID to sourceItemID"
        )

    with pytest.raises(InvalidInput, match="does not know") as caught:
        read(made)

    assert "Zotero 5" in caught.value.hint


def test_a_damaged_database_is_told(tmp_path: Path) -> None:
    with ZoteroFolder(tmp_path) as made:
        for number in range(300):
            made.item("book", {"title": f"A {number}", "extra": "x" * 500})
    whole = bytearray(made.database.read_bytes())
    whole[len(whole) // 3 :] = b"\xa5" * (len(whole) - len(whole) // 3)
    made.database.write_bytes(whole)

    with pytest.raises(InvalidInput, match="is damaged"):
        read(made)


def test_the_tables_of_an_older_zotero_may_lack_annotations(tmp_path: Path) -> None:
    with ZoteroFolder(tmp_path) as made:
        made.item("book", {"title": "A"})
        for table in ("itemAnnotations", "deletedCollections", "groups", "feeds"):
            made.sql.execute(f"drop table {table}")

    assert list(drafts(read(made))) == ["A"]


def test_a_database_is_found_by_file_and_folder_and_nothing_else_is(
    tmp_path: Path,
) -> None:
    with ZoteroFolder(tmp_path / "Zotero") as made:
        pass
    backup = made.folder / "zotero.sqlite.bak"
    backup.write_bytes(made.database.read_bytes())
    (tmp_path / "list.txt").write_text("SQLite format 3\0")
    (tmp_path / "fake.sqlite").write_text("no database")

    assert find_database(made.folder) == made.database
    assert find_database(made.database) == made.database
    assert find_database(backup) == backup
    for name in ("list.txt", "fake.sqlite", "missing.sqlite", "."):
        assert find_database(tmp_path / name) is None


def test_the_reading_stops_where_it_is_told_to(tmp_path: Path) -> None:
    with ZoteroFolder(tmp_path) as made:
        for number in range(500):
            made.item("book", {"title": f"A {number}"})

    class Stop(Exception):
        pass

    def tell(fraction: float, _words: str) -> None:
        if fraction > 0.3:
            raise Stop

    with pytest.raises(Stop):
        read_zotero(made.database, tell)


def test_journal_that_names_another_file_is_refused(tmp_path: Path) -> None:
    """SQLite deletes the file that such a journal names, once it is rolled back."""
    with ZoteroFolder(tmp_path / "Zotero") as made:
        made.item("book", {"title": "A Lamp"})
    other = tmp_path / "thesis.txt"
    other.write_text("years of work")
    name = bytes(other)
    named = struct.pack(">I", 1 << 30) + name
    named += struct.pack(">II", len(name), sum(name))
    _leave_journal(made.database, named + bytes.fromhex("d9d505f920a163d7"))

    with pytest.raises(InvalidInput, match="touches other files"):
        read(made)

    assert other.read_text() == "years of work"


def _leave_journal(database: Path, ending: bytes) -> None:
    """Leave the journal of a change that was begun, with an ending of our own."""
    whole = database.read_bytes()
    journal = database.with_name(f"{database.name}-journal")
    connection = sqlite3.connect(database, isolation_level=None)
    connection.execute("pragma journal_mode = delete")
    connection.execute("pragma cache_size = 1")
    connection.execute("begin")
    rows = [("x" * 500,)] * 2_000
    connection.executemany("insert into itemDataValues (value) values (?)", rows[:1])
    connection.execute("create table filler (text)")
    connection.executemany("insert into filler values (?)", rows)
    left = journal.read_bytes()
    connection.close()
    database.write_bytes(whole)
    journal.write_bytes(left + ending)


def test_view_that_never_ends_is_no_table(tmp_path: Path) -> None:
    with ZoteroFolder(tmp_path) as made:
        made.item("book", {"title": "A Lamp"})
    connection = sqlite3.connect(made.database)
    connection.execute("drop table itemTags")
    connection.execute(
        "create view itemTags as with recursive n(itemID) as "
        "(select 1 union all select itemID + 1 from n) select itemID, 1 tagID from n"
    )
    connection.commit()
    connection.close()

    with pytest.raises(InvalidInput, match="does not know"):
        read(made)
