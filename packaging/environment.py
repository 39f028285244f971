"""Make `.venv` hold exactly what the locks name, and Octavo itself.

Run by any Python 3, standard library only. Nothing is built: the locks name wheels
alone, and the checkout is put on the path of `.venv` by a `.pth` file.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import debian

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

OLDEST_PYTHON = (3, 11)
CHECKOUT = Path(__file__).resolve().parents[1]
IS_WINDOWS = sys.platform == "win32"
# Installed by venv itself, named by no lock.
OWN_OF_VENV = {"pip", "setuptools"}
LAUNCHER = """\
#!{python}
import sys

from app.__main__ import main

sys.exit(main())
"""


class SetUpError(Exception):
    """A set-up that cannot go on, told in plain words with what to do."""


class Environment:
    """The virtual environment of one checkout, for users or with the test tools."""

    def __init__(self, checkout: Path = CHECKOUT, *, with_tests: bool = False) -> None:
        self._checkout = checkout
        self.folder = checkout / ".venv"
        self._scripts = self.folder / ("Scripts" if IS_WINDOWS else "bin")
        self.python = self._scripts / ("python.exe" if IS_WINDOWS else "python")
        self.launcher = self._scripts / ("octavo.py" if IS_WINDOWS else "octavo")
        self._run_lock = checkout / "requirements.lock"
        self._test_lock = checkout / "tests" / "requirements.lock"
        self._locks = [self._run_lock, *([self._test_lock] if with_tests else [])]
        name = "octavo-test.json" if with_tests else "octavo.json"
        self._stamp = self.folder / name

    @property
    def packages(self) -> Path:
        """Return the folder the packages are installed in."""
        if IS_WINDOWS:
            return self.folder / "Lib" / "site-packages"
        version = "python{}.{}".format(*sys.version_info[:2])
        return self.folder / "lib" / version / "site-packages"

    def is_current(self) -> bool:
        """Tell whether the last set-up was finished, for these locks, and is whole."""
        try:
            stamp = json.loads(self._stamp.read_bytes())
            present = os.listdir(self.packages)
        except (OSError, ValueError):
            return False
        return (
            isinstance(stamp, dict)
            and stamp.get("inputs") == self._inputs_digest()
            and set(stamp.get("packages", [])) <= set(present)
            and self.launcher.exists()
            and self.python.exists()
        )

    def synchronise(self) -> None:
        """Make or mend the environment; return at once when it is current.

        Raises:
            SetUpError: something is missing that cannot be installed from here.
        """
        if self.is_current():
            return
        say("Setting up Octavo in .venv (once, and after a change of its libraries).")
        with _only_one(self._checkout):
            if self.is_current():
                return
            self._stamp.unlink(missing_ok=True)
            if not self._is_usable():
                self._create()
            self._remove_strays()
            self._install()
            self._put_octavo_in()
            self._compile()
            self._write_stamp()
        say("Ready.")

    def forget(self) -> None:
        """Have the next start look again at what is missing."""
        self._stamp.unlink(missing_ok=True)

    def _compile(self) -> None:
        """Compile the program once: where Python may not, each start would."""
        subprocess.run(
            [self.python, "-m", "compileall", "-q", str(self._checkout / "app")],
            check=False,
        )

    def _inputs_digest(self) -> str:
        digest = hashlib.sha256(repr((sys.version_info[:2], self._checkout)).encode())
        for file in (*self._locks, self._checkout / "pyproject.toml", Path(__file__)):
            digest.update(file.read_bytes() + b"\0")
        return digest.hexdigest()

    def _is_usable(self) -> bool:
        """Tell whether `.venv` has a Python of our version, here, with a pip."""
        probe = "import pip, sys; print(sys.version_info[:2], sys.prefix)"
        try:
            answer = subprocess.run(
                [self.python, "-c", probe], capture_output=True, text=True, check=False
            )
        except OSError:
            return False
        expected = f"{sys.version_info[:2]} {self.folder}"
        return answer.returncode == 0 and answer.stdout.strip() == expected

    def _create(self) -> None:
        debian.need_venv(say)
        if self.folder.exists():
            say("The present .venv is not usable here: making it anew.")
        command = [sys.executable, "-m", "venv", "--clear", str(self.folder)]
        answer = subprocess.run(command, capture_output=True, text=True, check=False)
        if answer.returncode:
            raise SetUpError(
                f"Python could not make {self.folder}:\n{answer.stdout}{answer.stderr}"
            )

    def _remove_strays(self) -> None:
        """Remove what no lock names, and the traces of half-installed packages.

        A stray is removed before anything is installed, since two packages may own
        the same files (PyMuPDF and pymupdf-lite do).
        """
        named = locked_names(self._run_lock) | locked_names(self._test_lock)
        strays = []
        for trace in sorted(self.packages.glob("*.dist-info")):
            name = _normal(trace.name.split("-")[0])
            if not _is_whole(trace):
                shutil.rmtree(trace)
            elif name not in named | OWN_OF_VENV:
                strays.append(name)
        if strays:
            say(f"Removing {', '.join(strays)}.")
            self._pip("uninstall", "--yes", *strays)

    def _install(self) -> None:
        n_packages = len(set().union(*map(locked_names, self._locks)))
        say(f"Installing {n_packages} packages; the first time this takes a minute.")
        for lock in self._locks:
            self._pip(
                "install",
                "--require-hashes",
                "--no-deps",
                "--only-binary=:all:",
                "--requirement",
                str(lock),
            )

    def _pip(self, *arguments: str) -> None:
        """Run pip of `.venv`, naming each package it fetches."""
        command = [str(self.python), "-m", "pip", *arguments]
        command += ["--disable-pip-version-check", "--no-input"]
        output = []
        with subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
        ) as pip:
            assert pip.stdout is not None
            for line in pip.stdout:
                output.append(line)
                # "Processing": a wheel of a local index, by its path.
                if fetched := re.match(r"(?:Collecting|Processing) (\S+)", line):
                    say(f"  {Path(fetched[1]).name}")
        if pip.returncode:
            raise SetUpError(
                f"{''.join(output[-15:])}\n"
                "pip could not install Octavo's libraries (its last words are above). "
                "Look at the network, then start again."
            )

    def _put_octavo_in(self) -> None:
        path_file = self.packages / "octavo.pth"
        path_file.write_text(f"{self._checkout}\n", encoding="utf-8")
        text = LAUNCHER.format(python=self.python)
        self.launcher.write_text(text, encoding="utf-8")
        self.launcher.chmod(0o755)
        if IS_WINDOWS:
            starter = '@"%~dp0python.exe" "%~dp0octavo.py" %*\n'
            (self._scripts / "octavo.cmd").write_text(starter, encoding="utf-8")

    def _write_stamp(self) -> None:
        stamp = {
            "inputs": self._inputs_digest(),
            "packages": sorted(os.listdir(self.packages)),
        }
        unfinished = self._stamp.with_suffix(".part")
        unfinished.write_text(json.dumps(stamp), encoding="utf-8")
        unfinished.replace(self._stamp)


def say(line: str) -> None:
    """Tell the user one line of progress; stdout belongs to the program started."""
    print(line, file=sys.stderr, flush=True)


def need_python() -> None:
    """Stop with one line under a Python that is too old."""
    if sys.version_info < OLDEST_PYTHON:
        sys.exit(
            "Octavo needs Python {}.{} or newer; this is Python {}.{}.".format(
                *OLDEST_PYTHON, *sys.version_info[:2]
            )
        )


def locked_names(lock: Path) -> set[str]:
    """Return the names of the packages a lock pins, normalised."""
    pins = re.findall(r"^([A-Za-z0-9._-]+)==", lock.read_text("utf-8"), re.MULTILINE)
    return set(map(_normal, pins))


def _normal(name: str) -> str:
    """Return the name as packages are compared by. Source: PEP 503."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _is_whole(trace: Path) -> bool:
    """Tell whether all files that a package's RECORD lists exist."""
    try:
        record = (trace / "RECORD").read_text("utf-8").splitlines()
    except OSError:
        return False
    names = (line.rsplit(",", 2)[0].strip('"') for line in record if line)
    return all(
        (trace.parent / name).exists() for name in names if not name.endswith(".pyc")
    )


@contextmanager
def _only_one(checkout: Path) -> Iterator[None]:
    """Let one process at a time change `.venv`; the others wait."""
    with open(checkout / "packaging" / "environment.py", "rb") as file:
        if sys.platform == "win32":
            # A byte far behind the end: a locked byte cannot be read by others.
            file.seek(1 << 30)
            msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
        else:
            fcntl.flock(file, fcntl.LOCK_EX)
        # Closing the file, or the end of the process, gives the lock back.
        yield
