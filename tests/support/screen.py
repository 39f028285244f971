"""A screen of its own: Xvfb with openbox, driven by xdotool, read pixel by pixel.

The server chooses its number itself and maps its picture into a file, so that looking
costs nothing and needs no program. Everything started here is ended by its own id.
"""

import contextlib
import mmap
import os
import shutil
import struct
import subprocess
import tempfile
import time
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

T = TypeVar("T")

PROGRAMS = ("Xvfb", "openbox", "xdotool")
LIMIT_S = 60.0
_BETWEEN_S = 0.02
_WIDTH, _HEIGHT = 1440, 900
_BYTES_PER_PIXEL = 4
_DRAG_STEPS = 8
_BETWEEN_KEYS_MS = "4"
_WITHOUT_FRAMES = """\
<openbox_config xmlns="http://openbox.org/3.4/rc">
  <theme><keepBorder>no</keepBorder></theme>
  <applications><application class="*"><decor>no</decor></application></applications>
</openbox_config>
"""
_XWD_COLOUR_BYTES = 12
"""Source: X11/XWDFile.h, XWDColor."""

Rgb = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of the screen, in pixels."""

    left: int
    top: int
    width: int
    height: int

    @property
    def centre(self) -> tuple[int, int]:
        """Return the point in the middle."""
        return self.left + self.width // 2, self.top + self.height // 2

    def inner(self, margin: int) -> "Box":
        """Return the box without so many pixels at each side."""
        return Box(
            self.left + margin,
            self.top + margin,
            self.width - 2 * margin,
            self.height - 2 * margin,
        )


def missing() -> str:
    """Return which programs of this module are not installed, '' when none is."""
    return ", ".join(name for name in PROGRAMS if not shutil.which(name))


def until(look: Callable[[], T | None], what: str, limit_s: float = LIMIT_S) -> T:
    """Look again and again until there is something true, and return it.

    Raises:
        TimeoutError: it did not come about; `what` says what was waited for.
    """
    deadline = time.monotonic() + limit_s
    while not (seen := look()):
        if time.monotonic() > deadline:
            raise TimeoutError(f"not within {limit_s:g} s: {what}")
        time.sleep(_BETWEEN_S)
    return seen


class Picture:
    """A part of the screen as it was; `rows` are BGRX, `width` pixels each."""

    def __init__(self, box: Box, rows: list[bytes]) -> None:
        self.box = box
        self.rows = rows

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Picture) and self.rows == other.rows

    __hash__ = None  # type: ignore[assignment]  # compared, never kept in a set

    def pixel(self, x: int, y: int) -> Rgb:
        """Return a pixel by its place on the screen."""
        row = self.rows[y - self.box.top]
        at = (x - self.box.left) * _BYTES_PER_PIXEL
        return row[at + 2], row[at + 1], row[at]

    def count(self, colour: str) -> int:
        """Count the pixels of exactly this colour, '#RRGGBB'."""
        wanted = _bgr(colour)
        return sum(len(_places(row, wanted)) for row in self.rows)

    @property
    def is_plain(self) -> bool:
        """Say whether it is of one colour."""
        first = self.rows[0]
        return first == first[:4] * self.box.width and len(set(self.rows)) == 1

    def find(self, colours: Iterable[str]) -> tuple[int, int] | None:
        """Return the uppermost place of one of these colours, None without one."""
        wanted = [_bgr(colour) for colour in colours]
        for y, row in enumerate(self.rows, start=self.box.top):
            for each in wanted:
                if places := _places(row, each):
                    return self.box.left + places[0], y
        return None

    def dark_rows(self, darkest: int = 110) -> list[int]:
        """Return the heights (of the screen) at which something dark is drawn."""
        tops = range(self.box.top, self.box.top + self.box.height)
        rows = zip(tops, self.rows, strict=True)
        return [y for y, row in rows if min(row[1::_BYTES_PER_PIXEL]) <= darkest]

    def save(self, path: Path) -> None:
        """Write a PNG file. Source: PNG (third edition), 11.2: IHDR, IDAT, IEND."""
        lines = bytearray()
        for row in self.rows:
            line = bytearray(3 * self.box.width)
            line[0::3], line[1::3], line[2::3] = row[2::4], row[1::4], row[0::4]
            lines += b"\0" + line
        size = struct.pack(">IIBBBBB", self.box.width, self.box.height, 8, 2, 0, 0, 0)
        chunks = (b"IHDR", size), (b"IDAT", zlib.compress(lines, 9)), (b"IEND", b"")
        with path.open("wb") as file:
            file.write(b"\x89PNG\r\n\x1a\n")
            for name, body in chunks:
                file.write(struct.pack(">I", len(body)) + name + body)
                file.write(struct.pack(">I", zlib.crc32(name + body)))


class Screen:
    """One X server with a window manager; use it in a `with` block."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="octavo-screen-"))
        self._processes: list[subprocess.Popen[bytes]] = []
        self.display = ""
        self.whole = Box(0, 0, _WIDTH, _HEIGHT)

    def __enter__(self) -> Self:
        try:
            self._start()
        except BaseException:
            self._end()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._end()

    def environment(self, given: Mapping[str, str] | None = None) -> dict[str, str]:
        """Return the variables that let a program show its windows here."""
        variables = dict(os.environ if given is None else given)
        variables.pop("WAYLAND_DISPLAY", None)
        return {**variables, "DISPLAY": self.display, "QT_QPA_PLATFORM": "xcb"}

    def picture(self, box: Box | None = None) -> Picture:
        """Return what is shown now, in the whole or in a box."""
        area = box or self.whole
        stride = _WIDTH * _BYTES_PER_PIXEL
        start = self._pixels_at + area.left * _BYTES_PER_PIXEL
        length = area.width * _BYTES_PER_PIXEL
        rows = []
        for y in range(area.top, area.top + area.height):
            at = start + y * stride
            rows.append(self._frame[at : at + length])
        return Picture(area, rows)

    def window(self, process_id: int) -> "Window":
        """Wait until a process shows a window and has the keys; return it."""

        def found() -> "Window | None":
            listed = self.ask("search", "--onlyvisible", "--pid", str(process_id))
            windows = (Window(self, number) for number in listed.split())
            return next((window for window in windows if window.is_active), None)

        return until(found, f"the active window of process {process_id}")

    def ask(self, *words: str) -> str:
        """Run xdotool and return what it says, whether it found something or not."""
        return subprocess.run(
            ["xdotool", *words],
            env=self.environment(),
            capture_output=True,
            text=True,
            timeout=LIMIT_S,
            check=False,
        ).stdout

    def act(self, *words: str) -> None:
        """Run xdotool, which must succeed."""
        subprocess.run(
            ["xdotool", *words],
            env=self.environment(),
            stdout=subprocess.DEVNULL,
            timeout=LIMIT_S,
            check=True,
        )

    def press(self, *keys: str) -> None:
        """Press keys one after the other, by X's names: `j`, `slash`, `ctrl+z`.

        A key that goes up and down within a millisecond is one that is held down.
        """
        self.act("key", "--delay", _BETWEEN_KEYS_MS, "--clearmodifiers", *keys)

    def write(self, text: str) -> None:
        """Type a text."""
        self.act("type", "--delay", "0", "--clearmodifiers", text)

    def drag(
        self,
        start: tuple[int, int],
        end: tuple[int, int],
        *,
        is_heard: Callable[[], bool] | None = None,
    ) -> None:
        """Press the left button, move in steps and release.

        With `is_heard` the hand trembles at the end until that says so: a drop goes to
        where its target last heard of the pointer.
        """
        (x0, y0), (x1, y1) = start, end
        self.act("mousemove", "--sync", str(x0), str(y0), "mousedown", "1")
        try:
            for step in range(1, _DRAG_STEPS + 1):
                x = x0 + (x1 - x0) * step // _DRAG_STEPS
                y = y0 + (y1 - y0) * step // _DRAG_STEPS
                self.act("mousemove", str(x), str(y))
            if is_heard is not None:
                self._tremble(end, is_heard)
        finally:
            self.act("mouseup", "1")
        self.put_pointer_away()

    def _tremble(self, at: tuple[int, int], is_heard: Callable[[], bool]) -> None:
        def has_answered() -> bool:
            self.act("mousemove", str(at[0] + 1), str(at[1]))
            self.act("mousemove", str(at[0]), str(at[1]))
            return is_heard()

        until(has_answered, "an answer to the drag")

    def turn_off(self) -> None:
        """End the X server under its windows, as a crash of it does."""
        server = self._processes[0]
        server.terminate()
        server.wait(LIMIT_S)

    def put_pointer_away(self) -> None:
        """Move the pointer, which is part of every picture, into the last corner."""
        self.act("mousemove", str(_WIDTH - 1), str(_HEIGHT - 1))

    def _start(self) -> None:
        reading, writing = os.pipe()
        with os.fdopen(reading) as told:
            try:
                self._spawn(
                    [
                        *("Xvfb", "-displayfd", str(writing), "-nolisten", "tcp"),
                        *("-screen", "0", f"{_WIDTH}x{_HEIGHT}x24", "-noreset", "-r"),
                        *("-fbdir", str(self._folder)),
                    ],
                    pass_fds=(writing,),
                )
            finally:
                os.close(writing)
            number = told.readline().strip()
        if not number:
            raise RuntimeError("Xvfb did not start")
        self.display = f":{number}"
        self._map_frame()
        rules = self._folder / "rc.xml"
        rules.write_text(_WITHOUT_FRAMES)
        self._spawn(["openbox", "--sm-disable", "--config-file", str(rules)])
        until(self._has_manager, "openbox taking the screen")
        self.put_pointer_away()

    def _spawn(self, command: list[str], pass_fds: tuple[int, ...] = ()) -> None:
        self._processes.append(
            subprocess.Popen(
                command,
                env={**os.environ, "DISPLAY": self.display},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                pass_fds=pass_fds,
            )
        )

    def _map_frame(self) -> None:
        with (self._folder / "Xvfb_screen0").open("rb") as file:
            self._frame = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        header = struct.unpack(">25I", self._frame[:100])
        # Source: X11/XWDFile.h: header size, depth, bits a pixel, bytes a line.
        # The numbers are big-endian, the pixels are not.
        header_bytes, n_colours = header[0], header[19]
        assert (header[3], header[11]) == (24, 32)
        assert header[12] == _WIDTH * _BYTES_PER_PIXEL
        self._pixels_at = header_bytes + n_colours * _XWD_COLOUR_BYTES

    def _has_manager(self) -> bool:
        return (
            bool(self.ask("getdisplaygeometry"))
            and not subprocess.run(
                ["xdotool", "get_desktop"],
                env=self.environment(),
                capture_output=True,
                check=False,
            ).returncode
        )

    def _end(self) -> None:
        for process in reversed(self._processes):
            process.terminate()
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        with contextlib.suppress(AttributeError):
            self._frame.close()
        shutil.rmtree(self._folder, ignore_errors=True)


class Window:
    """A window on the screen."""

    def __init__(self, screen: Screen, number: str) -> None:
        self._screen = screen
        self.number = number

    @property
    def title(self) -> str:
        """Return what its title bar says."""
        return self._screen.ask("getwindowname", self.number).strip()

    @property
    def is_active(self) -> bool:
        """Say whether it has the keys, by the window manager and by the server."""
        said = (
            self._screen.ask(what) for what in ("getactivewindow", "getwindowfocus")
        )
        return all(number.strip() == self.number for number in said)

    def box(self) -> Box:
        """Return where its contents are on the screen."""
        said = self._screen.ask("getwindowgeometry", "--shell", self.number)
        values = dict(line.split("=") for line in said.split())
        return Box(*(int(values[name]) for name in ("X", "Y", "WIDTH", "HEIGHT")))

    def place(self, box: Box) -> Box:
        """Move and resize it, wait until it is there, and return where it is."""
        size, place = (box.width, box.height), (box.left, box.top)
        self._screen.act("windowsize", self.number, *map(str, size))
        self._screen.act("windowmove", self.number, *map(str, place))
        until(
            lambda: (self.box().width, self.box().height) == size, f"a window of {size}"
        )
        return self.box()


def _bgr(colour: str) -> bytes:
    return bytes.fromhex(colour.removeprefix("#"))[::-1]


def _places(row: bytes, wanted: bytes) -> list[int]:
    """Return the indexes of the pixels of a BGRX row that are `wanted` (BGR)."""
    found, at = [], row.find(wanted)
    while at >= 0:
        if at % _BYTES_PER_PIXEL == 0:
            found.append(at // _BYTES_PER_PIXEL)
        at = row.find(wanted, at + 1)
    return found
