"""The desktop file that starts the bundle."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

RESOURCES = Path(__file__).parents[3] / "resources"


@pytest.mark.parametrize(
    ("program", "line"),
    [
        ("/opt/octavo/octavo", "Exec=/opt/octavo/octavo %F"),
        ("/home/a b/octavo", 'Exec="/home/a b/octavo" %F'),
        ("/home/50%/octavo", "Exec=/home/50%%/octavo %F"),
        ("/home/$x/octavo", 'Exec="/home/\\\\$x/octavo" %F'),
    ],
)
def test_starter_names_the_program_quoted(
    script: Callable[[str], ModuleType], program: str, line: str
) -> None:
    template = "[Desktop Entry]\nExec=octavo %F\nIcon=org.octavo.Octavo\n"

    text = script("build").starter_text(template, Path(program), Path("/o/i.svg"))

    assert text == f"[Desktop Entry]\n{line}\nIcon=/o/i.svg\n"


def test_starter_lies_beside_the_bundle_and_is_valid(
    script: Callable[[str], ModuleType], tmp_path: Path
) -> None:
    starter = script("build").place_starter(tmp_path)

    text = starter.read_text("utf-8")
    assert f"Exec={tmp_path}/octavo/octavo %F\n" in text
    assert f"Icon={tmp_path}/org.octavo.Octavo.svg\n" in text
    assert (tmp_path / "org.octavo.Octavo.svg").exists()
    if validate := shutil.which("desktop-file-validate"):
        subprocess.run([validate, str(starter)], check=True)


def test_icon_of_the_desktop_is_the_icon_of_the_window() -> None:
    desktop = RESOURCES / "desktop" / "org.octavo.Octavo.svg"

    assert desktop.read_bytes() == (RESOURCES / "icons" / "octavo.svg").read_bytes()
