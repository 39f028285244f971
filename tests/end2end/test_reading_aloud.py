"""A paper is read aloud in the real program; nothing speaks once that is gone."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.column_paper import write_column_paper
from tests.support.fake_voice import FakeVoice
from tests.support.person import Person
from tests.support.program import Program
from tests.support.screen import Screen, missing, until

pytestmark = [
    pytest.mark.window,
    pytest.mark.skipif(bool(missing()), reason=f"not installed: {missing()}"),
    pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends the voice"),
]


@pytest.fixture(scope="module")
def screen() -> Iterator[Screen]:
    """One screen for the module's windows."""
    with Screen() as made:
        yield made


def test_voice_ends_with_the_window_closed_or_killed(
    tmp_path: Path, screen: Screen
) -> None:
    folder = tmp_path / "bin"
    folder.mkdir()
    voice = FakeVoice(folder)
    voice.hold()
    variables = screen.environment()
    variables["PATH"] = f"{folder}{os.pathsep}{variables['PATH']}"
    file = write_column_paper(tmp_path / "Columns.pdf")
    words = ["--set=sources.offline=true"]
    with Program(tmp_path, options=words, variables=variables) as program:
        program.tell("import", str(file))
        [paper] = program.papers()
        with program.window() as running:
            running.until_open()
            person = Person(screen, program, running)
            person.until_row()
            person.press("v")
            person.until_page()
            person.press("A")
            until(lambda: voice.has_said(1), "a sentence")
            person.press("h")
            until(lambda: program.tell("show", paper["id"])["marks"], "its mark")
            assert voice.is_speaking()
            assert person.quit() == 0
            assert running.said == ""
        until(lambda: not voice.is_speaking(), "silence")

        with program.window() as running:
            running.until_open()
            person = Person(screen, program, running)
            person.until_page()
            person.press("A")
            until(lambda: voice.has_said(2), "a sentence")
            running.kill()
            until(lambda: not voice.is_speaking(), "silence")
