"""A paper is read aloud: sentence by sentence, shown, marked, paused and ended."""

import os
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from functools import partial
from pathlib import Path

import pytest
import pytest_asyncio
from PySide6 import QtCore

from app.pdf.client import PdfClient
from app.runtime.library_client import LibraryClient
from app.runtime.reporter import Message
from app.runtime.supervisor import TaskSupervisor
from app.settings.store import SettingsStore
from app.ui.appearance.look import Look
from app.ui.panels.reader.voice import environment, find_voice, spoken_lines
from tests.support.column_paper import N_LINES, write_column_paper
from tests.support.fake_voice import FakeVoice
from tests.support.pdf_workers import CHECKOUT, WORKER
from tests.support.reader_stage import ReaderStage
from tests.support.waiting import until

pytestmark = [
    pytest.mark.ui,
    pytest.mark.skipif(sys.platform == "win32", reason="the voice is a script here"),
]


@pytest.fixture
def voice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeVoice:
    """Put a voice before the others on the path."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    return FakeVoice(folder)


@pytest_asyncio.fixture
async def stage(
    look: Look,
    library: LibraryClient,
    jobs: TaskSupervisor,
    settings: SettingsStore,
    tmp_path: Path,
) -> AsyncIterator[ReaderStage]:
    """A reader with a paper of two columns and two pages open."""
    pdf = PdfClient(WORKER, folder=CHECKOUT)
    made = ReaderStage(look, library, jobs, settings, pdf)
    await made.open(write_column_paper(tmp_path / "a.pdf", n_pages=2))
    yield made
    made.panel.leave()
    await made.settle()
    made.panel.deleteLater()
    await pdf.close()


def told(stage: ReaderStage) -> list[Message]:
    """Return a list that every message comes into."""
    messages: list[Message] = []
    stage.reporter.subscribe(messages.append)
    return messages


def sentence(side: str, first: int, page: int) -> str:
    """Return a sentence of the paper as it is to be said."""
    lines = range(first, first + 3)
    return " " + " ".join(f"{side}{n} of page {page} and some text" for n in lines)


@pytest.mark.asyncio
async def test_aloud_when_a_paper_is_read_then_goes_over_columns_and_pages(
    stage: ReaderStage, voice: FakeVoice, settings: SettingsStore
) -> None:
    messages = told(stage)
    settings.change("reading.voice_rate", 230)

    stage.do("reader.read-aloud")
    await until(lambda: not stage.panel.tools.aloud.is_on)

    expected = [
        f"{sentence(side, first, page)}."
        for page in (1, 2)
        for side in ("L", "R")
        for first in range(0, N_LINES, 3)
    ]
    said = voice.said()
    assert [line for line in said if "Heading" not in line] == expected
    assert [m.text for m in messages] == ["Read to the end."]
    assert "230" in (voice.folder / "options").read_text().split()
    assert stage.view.page_index == 1


@pytest.mark.asyncio
async def test_aloud_when_h_is_pressed_then_marks_the_sentence_that_shows(
    stage: ReaderStage, voice: FakeVoice
) -> None:
    voice.hold()
    stage.do("reader.caret")
    stage.do("caret.down")
    stage.do("reader.read-aloud")
    await until(lambda: len(voice.said()) == 1)
    rect = stage.panel.tools.aloud._rects()[0]
    painted = stage.view.viewport().grab().toImage()

    stage.do("mark.highlight")
    await until(lambda: not stage.panel.marks.is_writing)

    assert voice.said() == [f"{sentence('L', 0, 1)}."]
    corner = QtCore.QPointF(rect.left() - 1, rect.center().y()).toPoint()
    assert painted.pixelColor(corner).lightness() < 255
    quotes = [mark.quote for mark in stage.panel.marks.marks]
    assert quotes == [f"{sentence('L', 0, 1)}.".strip()]


@pytest.mark.asyncio
async def test_aloud_when_paused_then_is_silent_and_begins_the_sentence_again(
    stage: ReaderStage, voice: FakeVoice
) -> None:
    voice.hold()
    assert not stage.panel.tools.aloud.pause()
    stage.do("reader.read-aloud")
    await until(lambda: len(voice.said()) == 1)
    assert voice.is_speaking()

    stage.do("reader.pause-aloud")
    assert not voice.is_speaking()
    assert stage.panel.tools.aloud.sentence is not None
    stage.do("reader.pause-aloud")
    await until(lambda: len(voice.said()) == 2)
    assert voice.said()[0] == voice.said()[1]
    assert voice.is_speaking()

    assert stage.do("view.escape")
    assert not voice.is_speaking()
    assert not stage.do("view.escape")


@pytest.mark.asyncio
async def test_aloud_when_the_paper_is_left_or_asked_again_then_nothing_speaks(
    stage: ReaderStage, voice: FakeVoice
) -> None:
    voice.hold()
    again = partial(stage.do, "reader.read-aloud")
    ends: tuple[Callable[[], object], ...] = (again, stage.panel.leave)
    for n_said, end in enumerate(ends, start=1):
        stage.do("reader.read-aloud")
        await until(partial(voice.has_said, n_said))
        assert voice.is_speaking()
        end()
        assert not voice.is_speaking()
        assert not stage.panel.tools.aloud.is_on


@pytest.mark.asyncio
async def test_aloud_when_no_voice_is_there_then_says_what_to_install(
    stage: ReaderStage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    messages = told(stage)
    monkeypatch.setenv("PATH", str(tmp_path))

    stage.do("reader.read-aloud")

    assert [m.text for m in messages] == [
        "No voice was found. Install espeak-ng to have papers read."
    ]
    assert not stage.panel.tools.aloud.is_on


@pytest.mark.asyncio
async def test_aloud_when_no_sound_comes_out_then_stops_and_says_so(
    stage: ReaderStage, voice: FakeVoice
) -> None:
    messages = told(stage)
    (voice.folder / "error").write_text("ALSA lib\nerror: No such device")

    stage.do("reader.read-aloud")
    await until(lambda: not stage.panel.tools.aloud.is_on)

    assert len(voice.said()) == 1
    assert "(error: No such device)" in messages[0].text


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends the voice itself")
def test_voice_when_the_program_is_killed_then_ends_with_it(voice: FakeVoice) -> None:
    voice.hold()
    found = find_voice(180)
    assert found is not None
    if "--pdeathsig" not in found.command:
        pytest.skip("setpriv is not installed")
    starting = (
        "import subprocess, sys\n"
        "one = subprocess.Popen(sys.argv[1:], stdin=subprocess.PIPE)\n"
        "one.stdin.close()\n"
        "one.wait()\n"
    )
    window = subprocess.Popen(
        [sys.executable, "-c", starting, *found.command], stdout=subprocess.PIPE
    )
    with window:
        while not (voice.folder / "speaking").exists():
            assert window.poll() is None
        window.kill()
        window.communicate(timeout=20)  # its output ends once the voice has ended too


@pytest.mark.parametrize("text", ["--voices and -f", "!-!quit", "!-!" + "a b " * 900])
def test_voice_when_a_text_looks_like_a_command_then_no_line_begins_with_one(
    text: str,
) -> None:
    lines = spoken_lines(text).decode().splitlines()

    assert all(line.startswith(" ") and len(line) <= 1001 for line in lines)
    assert " ".join(line[1:] for line in lines) == text.strip()


@pytest.mark.parametrize(
    ("platform", "program", "part"),
    [
        ("win32", "powershell", "$voice.Rate = 6;"),
        ("darwin", "say", "-f -"),
        ("linux", "espeak", "--stdin"),
        ("linux", "spd-say", "-w -e -r 100"),
    ],
)
def test_voice_when_a_platform_has_its_program_then_reads_standard_input(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    platform: str,
    program: str,
    part: str,
) -> None:
    file = tmp_path / program
    file.touch(mode=0o755)
    monkeypatch.setenv("PATH", str(tmp_path))

    found = find_voice(350, platform=platform)

    assert found is not None
    assert str(file) in found.command
    assert part in " ".join(found.command)
    assert bool(found.silence) == (program == "spd-say")


def test_voice_when_bundled_then_runs_with_the_libraries_of_the_platform() -> None:
    ours = {"LD_LIBRARY_PATH": "/bundle", "LD_LIBRARY_PATH_ORIG": "/usr/own", "A": "b"}

    assert environment(ours) == {"LD_LIBRARY_PATH": "/usr/own", "A": "b"}
    assert environment({"A": "b"}) == {"A": "b"}
