"""Install what Octavo needs of the system on Debian or Ubuntu, or say how to."""

from __future__ import annotations

import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence

# The libraries that Qt's wheels load from the system, and the package of each; where
# a package was renamed, the newer name stands first.
QT_LIBRARIES = {
    "libGL.so.1": ("libgl1",),
    "libEGL.so.1": ("libegl1",),
    "libglib-2.0.so.0": ("libglib2.0-0t64", "libglib2.0-0"),
    "libX11.so.6": ("libx11-6",),
    "libxkbcommon.so.0": ("libxkbcommon0",),
    "libfontconfig.so.1": ("libfontconfig1",),
    "libfreetype.so.6": ("libfreetype6",),
    "libdbus-1.so.3": ("libdbus-1-3",),
    "libxkbcommon-x11.so.0": ("libxkbcommon-x11-0",),
    "libxcb-cursor.so.0": ("libxcb-cursor0",),
    "libxcb-icccm.so.4": ("libxcb-icccm4",),
    "libxcb-keysyms.so.1": ("libxcb-keysyms1",),
    "libxcb-shape.so.0": ("libxcb-shape0",),
}
# The programs of the real-window tests and of the bundle, and the package of each.
TEST_PROGRAMS = {
    "Xvfb": ("xvfb",),
    "openbox": ("openbox",),
    "xdotool": ("xdotool",),
    "desktop-file-validate": ("desktop-file-utils",),
    "objdump": ("binutils",),
}


def need_venv(say: Callable[[str], None]) -> None:
    """Install the venv module where the distribution ships Python without it."""
    if importlib.util.find_spec("ensurepip") and importlib.util.find_spec("venv"):
        return
    package = "python{}.{}-venv".format(*sys.version_info[:2])
    if not _provide([(package, "python3-venv")], say):
        sys.exit(1)


def need_qt_libraries(say: Callable[[str], None]) -> bool:
    """Install the system libraries of Qt that are missing; tell whether all exist."""
    if not sys.platform.startswith("linux"):
        return True
    missing = [name for name in QT_LIBRARIES if not _can_load(name)]
    return _provide([QT_LIBRARIES[name] for name in missing], say)


def need_programs(names: Sequence[str], say: Callable[[str], None]) -> bool:
    """Install the missing ones of `TEST_PROGRAMS`; tell whether all exist."""
    missing = [name for name in names if not shutil.which(name)]
    return _provide([TEST_PROGRAMS[name] for name in missing], say)


def _can_load(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _provide(wanted: Sequence[tuple[str, ...]], say: Callable[[str], None]) -> bool:
    """Install one package of each tuple as root, else print the command to type."""
    if not wanted:
        return True
    if not shutil.which("apt-get"):
        names = " ".join(names[-1] for names in wanted)
        say(f"Missing, by the names of Debian's packages: {names}")
        return False
    is_root = os.geteuid() == 0
    if is_root:
        _apt_get("update")
    packages = [_known(names) for names in wanted]
    command = ["install", "--yes", "--no-install-recommends", *packages]
    if not is_root:
        say(f"Missing in this system. Type: sudo apt-get {' '.join(command)}")
        return False
    say(f"Installing {', '.join(packages)} with apt-get.")
    if _apt_get(*command):
        say(f"apt-get could not install them. Type: apt-get {' '.join(command)}")
        return False
    return True


def _known(names: Sequence[str]) -> str:
    """Return the first name that this release of the distribution knows."""
    for name in names:
        shown = subprocess.run(
            ["apt-cache", "show", "--no-all-versions", name],
            capture_output=True,
            check=False,
        )
        if shown.returncode == 0 and shown.stdout.strip():
            return name
    return names[-1]


def _apt_get(*arguments: str) -> int:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    return subprocess.run(
        ["apt-get", "--quiet=2", "--option=DPkg::Lock::Timeout=300", *arguments],
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        check=False,
    ).returncode
