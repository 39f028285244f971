"""The real program as a process: a home of its own, its terminal, its window."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tests.support.screen import until

CHECKOUT = Path(__file__).parents[2]
LIMIT_S = 60.0
FROM_CHECKOUT = (sys.executable, "-m", "app")
_ADAPTED = ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a terminal command said."""

    code: int
    out: str
    err: str

    @property
    def value(self) -> Any:
        """Return the JSON value on standard output."""
        return json.loads(self.out)


class Program:
    """One user's Octavo: an empty home, a library, options for every call.

    With `names_library` off the library is not among them.
    Without the `variables` of a screen its windows are shown offscreen.
    """

    def __init__(
        self,
        home: Path,
        *,
        command: Sequence[str] = FROM_CHECKOUT,
        options: Sequence[str] = (),
        variables: dict[str, str] | None = None,
    ) -> None:
        self.home = home
        self.library: Path = home / "library"
        self.names_library = True
        self._command = tuple(command)
        self._options = tuple(options)
        # Sockets are made below TMPDIR, and their paths must be short.
        self._temporary = tempfile.TemporaryDirectory(prefix="octavo-")
        folders = {name: str(home / name.lower()) for name in _ADAPTED}
        for folder in folders.values():
            Path(folder).mkdir(parents=True, exist_ok=True)
        self.variables = {
            **(dict(os.environ) if variables is None else variables),
            **folders,
            "TMPDIR": self._temporary.name,
        }

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Remove what is beside the home."""
        self._temporary.cleanup()

    def command(self, *words: str) -> list[str]:
        """Return the command line of these words, on this library."""
        settings = str(self.home / "settings.toml")
        library = ("--library", str(self.library)) if self.names_library else ()
        quiet = "--set=import.complete=false"  # nothing is asked of the real network
        general = (*library, "--settings", settings, quiet, *self._options)
        return [*self._command, *general, *words]

    def run(self, *words: str) -> Answer:
        """Run a terminal command to its end, as it is called."""
        done = subprocess.run(
            self.command(*words),
            cwd=CHECKOUT,
            env=self.variables,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=LIMIT_S,
            check=False,
        )
        return Answer(code=done.returncode, out=done.stdout, err=done.stderr)

    def tell(self, *words: str) -> Any:
        """Run a terminal command that must succeed; return its JSON value."""
        answer = self.run(*words, "--json")
        assert answer.code == 0, answer.err
        return answer.value

    def papers(self, *query: str) -> list[dict[str, Any]]:
        """Return what `list` says."""
        listed: list[dict[str, Any]] = self.tell("list", *query)
        return listed

    @contextlib.contextmanager
    def window(self, *words: str) -> Iterator["RunningWindow"]:
        """Start the window, and end it at the end by its id if it still runs."""
        log = self.home / "window.log"
        with log.open("ab") as output:
            process = subprocess.Popen(
                self.command(*words),
                cwd=CHECKOUT,
                env=self.variables,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
            )
        running = RunningWindow(process, log, Path(self._temporary.name))
        try:
            yield running
        finally:
            if process.poll() is None:
                process.kill()
            process.wait()


class RunningWindow:
    """The window program under way; what it `said` should be nothing."""

    def __init__(
        self, process: subprocess.Popen[bytes], log: Path, sockets: Path
    ) -> None:
        self.process = process
        self._log = log
        self._sockets = sockets

    @property
    def said(self) -> str:
        """Return everything the window program has printed."""
        return self._log.read_text("utf-8", "replace")

    def until_open(self) -> None:
        """Wait until the library is open and a second start would be heard."""

        def is_open() -> bool:
            assert self.process.poll() is None, self.said
            return any(self._sockets.glob("octavo-" + "?" * 24))

        until(is_open, "the window listening for second starts")

    def until_over(self) -> int:
        """Wait for its end and return the exit code."""
        return self.process.wait(LIMIT_S)

    def terminate(self) -> int:
        """Ask it to end as a log-out does, and return the exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.until_over()

    def kill(self) -> None:
        """End it as a power cut does."""
        self.process.kill()
        self.process.wait()
