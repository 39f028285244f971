"""Watched folders: whole new PDFs are offered once; nothing else, and nothing twice."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
import pytest_asyncio

from app.domain.edit import AddPapers
from app.domain.paper import Draft, Provenance, StoredFile
from app.runtime.feed import ChangeFeed
from app.runtime.library_client import LibraryClient
from app.runtime.watched_folder import Sight, WatchedFolder
from app.runtime.watching import FILE_NAME, SETTING, FolderWatch
from app.settings.editing import with_value
from app.settings.store import SettingsStore
from tests.support.paper_pdf import paper_pdf
from tests.support.waiting import until

PDF = paper_pdf("A Title for a Paper to Be Found", abstract="It tells at length. " * 9)
OTHER = paper_pdf("Another Title for Another Paper", abstract="It tells too. " * 9)


class Scene:
    """A library, a folder, and a watch over it that looks often."""

    def __init__(self, tmp_path: Path, library: LibraryClient) -> None:
        self.library = library
        self.folder = tmp_path / "Downloads"
        self.folder.mkdir()
        self.settings = SettingsStore(tmp_path / "settings.toml", {}, with_value)
        self.told: list[str] = []
        self.watch = self.another()

    def another(self) -> FolderWatch:
        return FolderWatch(self.library, self.settings, self.told.append, pause_s=0.02)

    def set_folders(self, *folders: Path) -> None:
        self.settings.change(SETTING, "\n".join(map(str, folders)))

    def put(self, name: str, data: bytes) -> Path:
        file = self.folder / name
        file.write_bytes(data)
        return file


@pytest_asyncio.fixture
async def scene(tmp_path: Path) -> AsyncIterator[Scene]:
    library = LibraryClient(tmp_path / "library", ChangeFeed())
    await library.open()
    made = Scene(tmp_path, library)
    running = asyncio.ensure_future(made.watch.run())
    yield made
    running.cancel()
    await asyncio.wait([running])
    await library.close()


async def keep(library: LibraryClient, file: Path) -> None:
    """Put a PDF into the library, as a paper."""
    sha256, length = library.files.add_copy(file)
    stored = StoredFile(sha256=sha256, length_bytes=length, name=file.name)
    told = Provenance(source=file.name, kind="PDF")
    draft = Draft(title="A Title", provenance=told, file=stored)
    await library.apply(AddPapers(drafts=(draft,), label="Added"))


@pytest.mark.asyncio
async def test_whole_pdf_is_found_and_half_ones_wait(scene: Scene) -> None:
    whole = scene.put("a.PDF", PDF)
    half = scene.put("half.pdf", OTHER[: len(OTHER) // 2])
    scene.put("b.pdf.crdownload", PDF)
    scene.put("c.pdf.part", PDF)
    scene.put("page.pdf", b"<html>no PDF</html>")
    scene.put("empty.pdf", b"")
    (scene.folder / "folder.pdf").mkdir()
    scene.set_folders(scene.folder)

    await until(lambda: scene.watch.found == (whole,))
    half.write_bytes(OTHER)
    await until(lambda: scene.watch.found == (whole, half))


@pytest.mark.asyncio
async def test_what_the_library_has_is_not_offered(scene: Scene) -> None:
    mine, other = scene.put("mine.pdf", PDF), scene.put("other.pdf", OTHER)
    await keep(scene.library, mine)
    scene.set_folders(scene.folder)

    await until(lambda: scene.watch.found == (other,))
    await keep(scene.library, other)
    await until(lambda: scene.watch.found == ())


@pytest.mark.asyncio
async def test_same_pdf_under_two_names_is_offered_once(scene: Scene) -> None:
    scene.put("a.pdf", PDF)
    scene.put("a (1).pdf", PDF)
    scene.set_folders(scene.folder)

    await until(lambda: bool(scene.watch.found))

    assert len(scene.watch.found) == 1


@pytest.mark.asyncio
async def test_refused_pdf_stays_refused_under_another_name(scene: Scene) -> None:
    file = scene.put("a.pdf", PDF)
    scene.set_folders(scene.folder)
    await until(lambda: bool(scene.watch.found))

    scene.watch.refuse(scene.watch.found)
    state = scene.library.folder / "watched.json"
    await until(state.exists)
    later = scene.another()
    running = asyncio.ensure_future(later.run())
    file.rename(scene.folder / "b.pdf")
    new = scene.put("c.pdf", OTHER)

    await until(lambda: later.found == scene.watch.found == (new,))
    running.cancel()
    await asyncio.wait([running])


@pytest.mark.asyncio
@pytest.mark.parametrize("text", ["{", "[" * 100_000, '{"refused": [1, null]}', "[]"])
async def test_state_that_is_damaged_refuses_nothing(scene: Scene, text: str) -> None:
    (scene.library.folder / FILE_NAME).write_text(text, "utf-8")
    later = scene.another()
    running = asyncio.ensure_future(later.run())
    file = scene.put("a.pdf", PDF)
    scene.set_folders(scene.folder)

    await until(lambda: later.found == (file,))

    assert all("put aside as watched.json.damaged" in words for words in scene.told)
    running.cancel()
    await asyncio.wait([running])


@pytest.mark.asyncio
async def test_folder_that_is_gone_is_told_once_until_it_is_back(scene: Scene) -> None:
    gone, file = scene.folder.parent / "gone", scene.put("a.pdf", PDF)
    scene.set_folders(gone, scene.folder)
    await until(lambda: scene.watch.found == (file,))
    scene.put("b.pdf", OTHER)
    await until(lambda: len(scene.watch.found) == 2)

    assert scene.told == [f"The watched folder {gone} is not there."]


@pytest.mark.asyncio
async def test_without_folders_nothing_is_offered(scene: Scene) -> None:
    scene.put("a.pdf", PDF)
    scene.set_folders(scene.folder)
    await until(lambda: bool(scene.watch.found))

    scene.set_folders()

    await until(lambda: scene.watch.found == ())


@pytest.mark.asyncio
async def test_file_that_still_changes_is_not_offered(
    scene: Scene, tmp_path: Path
) -> None:
    watch = FolderWatch(
        scene.library, scene.settings, scene.told.append, pause_s=3_600.0
    )
    running = asyncio.ensure_future(watch.run())
    offered: list[tuple[Path, ...]] = []
    watch.subscribe(lambda: offered.append(watch.found))
    scene.settings.change(SETTING, "")

    async def look(number: int) -> None:
        """Make the watch look once more: each look tells of another missing folder."""
        gone = tmp_path / f"gone {number}"
        scene.set_folders(gone, scene.folder)
        await until(lambda: any(str(gone) in line for line in told_by_slow()))

    def told_by_slow() -> list[str]:
        return [line for line in scene.told if scene.told.count(line) > 1]

    file = scene.put("a.pdf", PDF)
    await look(1)
    file.write_bytes(OTHER)
    await look(2)
    assert offered == []
    await look(3)
    await until(lambda: bool(offered))

    assert offered == [(file,)]
    running.cancel()
    await asyncio.wait([running])


@pytest.mark.asyncio
async def test_folder_that_does_not_answer_holds_up_no_other(
    scene: Scene, tmp_path: Path
) -> None:
    released, dead = threading.Event(), tmp_path / "dead"
    file = scene.put("a.pdf", PDF)

    def look_of(folder: Path) -> Callable[[], Sight]:
        def wait() -> Sight:
            released.wait()
            return Sight({})

        return wait if folder == dead else WatchedFolder(folder).look

    watch = FolderWatch(
        scene.library,
        scene.settings,
        scene.told.append,
        pause_s=0.02,
        patience_s=0.05,
        look_of=look_of,
    )
    scene.set_folders(dead, scene.folder)
    running = asyncio.ensure_future(watch.run())

    await until(lambda: watch.found == (file,))

    said = f"The watched folder {dead} does not answer."
    assert scene.told.count(said) == 1
    running.cancel()
    await asyncio.wait([running])
    released.set()


@pytest.mark.asyncio
async def test_paper_that_leaves_the_library_is_offered_again(scene: Scene) -> None:
    file = scene.put("mine.pdf", PDF)
    await keep(scene.library, file)
    other = scene.put("other.pdf", OTHER)
    scene.set_folders(scene.folder)
    await until(lambda: scene.watch.found == (other,))

    await scene.library.undo()

    await until(lambda: scene.watch.found == (file, other))
