"""A person at the window: hands on keys and mouse, eyes on the screen."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.support.program import CHECKOUT, Program, RunningWindow
from tests.support.screen import Box, Picture, Screen, until

PLACE = Box(0, 0, 1250, 880)
"""Where the window is put: wide enough for three panes, with room for a drag source."""

_TOKENS: dict[str, Any] = json.loads(
    (CHECKOUT / "resources" / "themes" / "tokens.json").read_text("utf-8")
)
PAPER_WHITE = "#FFFFFF"
HIGHLIGHT = str(_TOKENS["marks"][0]["light"])
SIDEBAR = str(_TOKENS["color"]["light"]["sidebar"])
TOPIC_DOTS = tuple(str(mark["lineLight"]) for mark in _TOKENS["marks"])
_SIDEBAR_PX = int(_TOKENS["size"]["sidebar"])
_TOOLBAR_PX = int(_TOKENS["size"]["toolbar"])
_CORNER_PX = 6


class Person:
    """Works in one window of the light theme, in the list first."""

    def __init__(
        self, screen: Screen, program: Program, running: RunningWindow
    ) -> None:
        running.until_open()
        self._screen = screen
        self._program = program
        self.running = running
        self.window = screen.window(running.process.pid)
        self.box = self.window.place(PLACE)
        self.press, self.write = screen.press, screen.write

    # Seeing

    @property
    def sees_sheet(self) -> bool:
        """Say whether a sheet darkens the window."""
        corner = Box(self.box.left, self.box.top, _CORNER_PX, _CORNER_PX)
        shade = self._screen.picture(corner).pixel(corner.left, corner.top)
        return max(shade) < min(bytes.fromhex(SIDEBAR[1:])) - _CORNER_PX

    @property
    def sees_page(self) -> bool:
        """Say whether the reader shows a page with something on it."""
        picture = self.page_picture()
        n_white = picture.count(PAPER_WHITE)
        return 2 * n_white > picture.box.width * picture.box.height and bool(
            picture.dark_rows()
        )

    @property
    def page_box(self) -> Box:
        """Return the part of the window where the reader has a page."""
        left, top = self.box.left + self.box.width // 12, self.box.top + 2 * _TOOLBAR_PX
        return Box(left, top, self.box.width // 2, self.box.height - 4 * _TOOLBAR_PX)

    @property
    def few_rows(self) -> bool:
        """Say whether the list has at most a few rows: it is plain below them."""
        top = self.box.top + 6 * _TOOLBAR_PX
        return self._screen.picture(Box(_SIDEBAR_PX + 20, top, 400, 300)).is_plain

    def page_picture(self) -> Picture:
        """Return what the reader shows of its page."""
        return self._screen.picture(self.page_box)

    def n_highlighted(self) -> int:
        """Count the pixels of the page in the colour of a highlight."""
        return self.page_picture().count(HIGHLIGHT)

    def until_sheet(self) -> None:
        """Wait until a sheet is open."""
        until(lambda: self.sees_sheet, "a sheet")

    def until_no_sheet(self) -> None:
        """Wait until no sheet is open."""
        until(lambda: not self.sees_sheet, "the sheet closing")

    def until_page(self) -> None:
        """Wait until the reader shows a page."""
        until(lambda: self.sees_page, "a page in the reader")

    def topic_dot(self) -> tuple[int, int]:
        """Wait for the first topic of the sidebar; return the place of its dot."""
        area = Box(self.box.left, self.box.top + 200, _SIDEBAR_PX, 400)
        return until(
            lambda: self._screen.picture(area).find(TOPIC_DOTS), "a topic's dot"
        )

    # Doing

    def drop(self, file: Path, place: tuple[int, int]) -> dict[str, Any]:
        """Drag a file here from another process; return what that one saw of it."""
        with _drag_source(self._program, file) as source:
            start = self._screen.window(source.pid).box().centre
            before = self._screen.picture(self.box)
            self._screen.drag(
                start,
                place,
                lambda: until(
                    lambda: self._screen.picture(self.box) != before,
                    "the window telling what a drop would do",
                ),
            )
            assert source.stdout is not None
            said: dict[str, Any] = json.loads(source.stdout.readline())
        return said

    def select_line(self) -> None:
        """Drag the mouse over the first line of the page."""
        rows = self.page_picture().dark_rows()
        first = [y for n, y in enumerate(rows) if y == rows[0] + n]
        middle = (first[0] + first[-1]) // 2
        left, width = self.page_box.left, self.page_box.width
        self._screen.drag((left, middle), (left + width - 1, middle))

    def quit(self) -> int:
        """Leave with Ctrl+Q; return the exit code."""
        self.press("ctrl+q")
        return self.running.until_over()


@contextmanager
def _drag_source(program: Program, file: Path) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.support.drag_source", str(file)],
        cwd=CHECKOUT,
        env=program.variables,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        assert process.stdout.readline() == "ready\n"
        yield process
        process.stdin.close()
        process.wait(10)
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()
        process.stdout.close()
