"""Build the one-folder bundle and its starter: `python3 packaging/build.py`.

Writes `dist/octavo/` (the program with all it needs), `dist/org.octavo.Octavo.desktop`
and the icon beside it.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from pathlib import Path

import debian
import environment

APPLICATION_ID = "org.octavo.Octavo"
DESKTOP_FOLDER = environment.CHECKOUT / "resources" / "desktop"


def main(arguments: list[str]) -> int:
    """Build into `dist/`, or the folder given; return 0 when all is there."""
    environment.need_python()
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--dist",
        type=Path,
        default=environment.CHECKOUT / "dist",
        help="the folder to build into (default: dist/)",
    )
    dist = parser.parse_args(arguments).dist.resolve()
    venv = environment.Environment(with_tests=True)
    try:
        venv.synchronise()
    except environment.SetUpError as error:
        environment.say(str(error))
        return 1
    if sys.platform.startswith("linux") and not (
        debian.need_qt_libraries(environment.say)
        and debian.need_programs(["objdump"], environment.say)
    ):
        return 1
    code = bundle(venv.python, dist)
    if code == 0 and sys.platform.startswith("linux"):
        place_starter(dist)
    return code


def bundle(python: Path, dist: Path) -> int:
    """Run PyInstaller and return its exit code; its own files go to `dist/work`."""
    work = dist / "work"
    command = [
        *(str(python), "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"),
        *("--distpath", str(dist), "--workpath", str(work)),
        str(environment.CHECKOUT / "packaging" / "octavo.spec"),
    ]
    code = subprocess.run(command, stdin=subprocess.DEVNULL, check=False).returncode
    shutil.rmtree(work, ignore_errors=True)
    return code


def place_starter(dist: Path) -> Path:
    """Write the desktop file that starts the bundle of `dist`; return its path."""
    icon = dist / f"{APPLICATION_ID}.svg"
    shutil.copyfile(DESKTOP_FOLDER / icon.name, icon)
    template = DESKTOP_FOLDER / f"{APPLICATION_ID}.desktop"
    starter = dist / template.name
    text = starter_text(template.read_text("utf-8"), dist / "octavo" / "octavo", icon)
    starter.write_text(text, encoding="utf-8")
    starter.chmod(0o755)
    return starter


def starter_text(template: str, program: Path, icon: Path) -> str:
    """Return the desktop file with this program and icon in it.

    Source: Desktop Entry Specification 1.5, "The Exec key": reserved characters are
    quoted, then the backslashes of the value are doubled, and % is doubled.
    """
    quoted = str(program)
    for character in '\\"`$':
        quoted = quoted.replace(character, f"\\{character}")
    if quoted != str(program) or any(sign in quoted for sign in " \t'<>~|&;*?#()"):
        quoted = f'"{quoted}"'
    command = quoted.replace("\\", "\\\\").replace("%", "%%")
    picture = str(icon).replace("\\", "\\\\")
    lines = {
        "Exec=octavo %F": f"Exec={command} %F",
        f"Icon={APPLICATION_ID}": f"Icon={picture}",
    }
    return "".join(f"{lines.get(line, line)}\n" for line in template.splitlines())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
