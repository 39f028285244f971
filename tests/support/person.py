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
CURRENT_ROW = str(_TOKENS["color"]["light"]["accentsoft"])
SIDEBAR = str(_TOKENS["color"]["light"]["sidebar"])
_SCRIM = str(_TOKENS["color"]["light"]["scrim"])
_SCRIM_ALPHA = float(_TOKENS["scrimAlpha"]["light"])
_DIMMED = tuple(
    round(ground * (1 - _SCRIM_ALPHA) + scrim * _SCRIM_ALPHA)
    for ground, scrim in zip(
        bytes.fromhex(SIDEBAR[1:]), bytes.fromhex(_SCRIM[1:]), strict=True
    )
)
TOPIC_DOTS = tuple(str(mark["lineLight"]) for mark in _TOKENS["marks"])
_SIDEBAR_PX = int(_TOKENS["size"]["sidebar"])
_TOOLBAR_PX = int(_TOKENS["size"]["toolbar"])
_CORNER_PX = 6
_CARD_AWAY_PX = 18
_DOT_PX = 8
_LINE_PX = 80
"""More than a swatch of the mark bar is wide."""
_STILL_LOOKS = 25
_CARET_PX = 24


class Person:
    """Works in one window of the light theme, in the list first."""

    def __init__(
        self,
        screen: Screen,
        program: Program,
        running: RunningWindow,
        place: Box = PLACE,
    ) -> None:
        self._screen = screen
        self._program = program
        self.running = running
        self.window = screen.window(running.process.pid)
        self.box = self.window.place(place)
        self.press, self.write = screen.press, screen.write

    # Seeing

    @property
    def sees_sheet(self) -> bool:
        """Say whether a sheet darkens the window with its list."""
        x, y = self.box.left + _CORNER_PX, self.box.top + _CORNER_PX
        seen = self._screen.picture(Box(x, y, 1, 1)).pixel(x, y)
        return all(abs(s - d) <= 2 for s, d in zip(seen, _DIMMED, strict=True))

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

    @property
    def sees_highlight(self) -> bool:
        """Say whether a line of the page has the first colour of a highlight."""
        rows = self.page_picture().rows
        area = Box(self.page_box.left, 0, self.page_box.width, 1)
        return any(Picture(area, [row]).count(HIGHLIGHT) >= _LINE_PX for row in rows)

    def until_row(self) -> None:
        """Wait until the list has a current row, on which keys act."""
        area = Box(_SIDEBAR_PX, self.box.top + _TOOLBAR_PX, 400, self.box.height // 2)
        until(
            lambda: self._screen.picture(area).count(CURRENT_ROW) > area.width,
            "a current row",
        )

    def until_still(self, *, has_caret: bool = False) -> None:
        """Wait until nothing in the window has changed for a moment.

        With `has_caret` one may go on blinking.
        """
        most = _CARET_PX if has_caret else 0
        before = self._screen.picture(self.box)
        n_same = 0

        def is_still() -> bool:
            nonlocal before, n_same
            now = self._screen.picture(self.box)
            pairs = zip(before.rows, now.rows, strict=True)
            is_same = now == before or sum(a != b for a, b in pairs) <= most
            n_same, before = (n_same + 1 if is_same else 0), now
            return n_same >= _STILL_LOOKS

        until(is_still, "the window coming to rest")

    def until_sheet(self) -> None:
        """Wait until a sheet is open, in the window that has the keys."""
        until(lambda: self.sees_sheet, "a sheet")
        until(lambda: self.window.is_active, "the window having the keys")

    def until_no_sheet(self) -> None:
        """Wait until no sheet is open."""
        until(lambda: not self.sees_sheet, "the sheet closing")

    def until_page(self) -> None:
        """Wait until the reader shows a page."""
        until(lambda: self.sees_page, "a page in the reader")

    def topic_dot(self) -> tuple[int, int]:
        """Wait for the first topic of the sidebar; return the middle of its dot."""
        area = Box(self.box.left, self.box.top + 200, _SIDEBAR_PX, 400)
        x, y = until(
            lambda: self._screen.picture(area).find(TOPIC_DOTS), "a topic's dot"
        )
        return x + _DOT_PX // 2, y + _DOT_PX // 2

    # Doing

    def drop(self, file: Path, place: tuple[int, int]) -> dict[str, Any]:
        """Drag a file here from another process; return what that one saw of it."""
        with _drag_source(self._program, file) as source:
            start = self._screen.window(source.pid).box().centre
            self._screen.drag(start, place, is_heard=lambda: self._sees_card(place))
            assert source.stdout is not None
            said: dict[str, Any] = json.loads(source.stdout.readline())
        return said

    def _sees_card(self, place: tuple[int, int]) -> bool:
        """Say whether the window tells, beside this place, what a drop would do."""
        left, top = place[0] + _CARD_AWAY_PX, place[1] + _CARD_AWAY_PX
        card = self._screen.picture(Box(left + 8, top + 8, 12, 6))
        return card.count(PAPER_WHITE) == 12 * 6

    def select_lines(self, area: Box, first: int = 0, last: int = 0) -> None:
        """Drag the mouse over lines of a part of the page, counted from 0."""
        rows = self._screen.picture(area).dark_rows()
        tops = [y for y in rows if y - 1 not in rows]
        bottoms = [y for y in rows if y + 1 not in rows]
        middles = [(top + end) // 2 for top, end in zip(tops, bottoms, strict=True)]
        start = (area.left, middles[first])
        self._screen.drag(start, (area.left + area.width - 1, middles[last]))

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
