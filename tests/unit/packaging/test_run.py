"""run.py in a small checkout of its own, with real virtual environments and pip."""

import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

PACKAGING = Path(__file__).parents[3] / "packaging"
PROGRAM = """\
import sys
import quire


def main():
    print("started", quire.PAGES, *sys.argv[1:])
    return 7
"""


def make_wheel(folder: Path, name: str) -> str:
    """Write a wheel of one module and return its line for a lock."""
    info = f"{name}-1.0.dist-info"
    files = {
        f"{name}.py": "PAGES = 8\n",
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\n"
        "Tag: py3-none-any\n",
    }
    files[f"{info}/RECORD"] = "".join(f"{file},,\n" for file in files)
    wheel = folder / f"{name}-1.0-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for file, text in files.items():
            archive.writestr(file, text)
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    return f"{name}==1.0 --hash=sha256:{digest}\n"


class SmallCheckout:
    """A checkout whose program needs one package, found without a network."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.wheels = folder / "wheels"
        for name in ("app", "wheels", "tests"):
            (folder / name).mkdir()
        shutil.copytree(PACKAGING, folder / "packaging")
        (folder / "app" / "__main__.py").write_text(PROGRAM)
        (folder / "pyproject.toml").write_text("")
        (folder / "tests" / "requirements.lock").write_text("")
        self.lock = folder / "requirements.lock"
        self.pin = make_wheel(self.wheels, "quire")
        self.lock.write_text(self.pin)

    @property
    def packages(self) -> Path:
        [folder] = (self.folder / ".venv").glob("**/site-packages")
        return folder

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Start run.py from another folder; it must come to the program."""
        answer = subprocess.run(
            [sys.executable, str(self.folder / "packaging" / "run.py"), *arguments],
            cwd=self.folder.parent,
            env={
                **os.environ,
                "PIP_NO_INDEX": "1",
                "PIP_FIND_LINKS": self.wheels.as_uri(),
            },
            capture_output=True,
            text=True,
            check=False,
        )
        assert answer.returncode == 7, answer.stderr
        return answer


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> SmallCheckout:
    """Return a checkout that was started once; every test leaves it whole."""
    checkout = SmallCheckout(tmp_path_factory.mktemp("a checkout"))
    first = checkout.run("list", "--json")
    assert first.stdout == "started 8 list --json\n"
    assert "Ready." in first.stderr
    return checkout


def test_second_start_changes_nothing(checkout: SmallCheckout) -> None:
    checkout.run()

    again = checkout.run("a b", "--set", "x=ü")

    assert again.stderr == ""
    assert again.stdout == "started 8 a b --set x=ü\n"


def test_changed_lock_is_installed_and_strays_go(checkout: SmallCheckout) -> None:
    checkout.lock.write_text(checkout.pin + make_wheel(checkout.wheels, "folio"))
    checkout.run()
    assert (checkout.packages / "folio.py").exists()

    checkout.lock.write_text(checkout.pin)
    answer = checkout.run()

    assert "Removing folio." in answer.stderr
    assert not (checkout.packages / "folio.py").exists()


def test_wheel_with_another_hash_is_refused(tmp_path: Path) -> None:
    checkout = SmallCheckout(tmp_path)
    checkout.lock.write_text("quire==1.0 --hash=sha256:" + "0" * 64 + "\n")

    with pytest.raises(AssertionError, match="HASHES"):
        checkout.run()

    checkout.lock.write_text(checkout.pin)
    assert checkout.run().stdout == "started 8\n"


def test_removed_package_is_put_back(checkout: SmallCheckout) -> None:
    (checkout.packages / "quire.py").unlink()

    assert checkout.run().stdout == "started 8\n"


def test_half_installed_package_is_mended(checkout: SmallCheckout) -> None:
    (checkout.folder / ".venv" / "octavo.json").unlink()
    (checkout.packages / "quire-1.0.dist-info" / "RECORD").unlink()
    (checkout.packages / "quire.py").write_text("PAG")

    assert checkout.run().stdout == "started 8\n"


def test_venv_without_its_python_is_made_anew(checkout: SmallCheckout) -> None:
    shutil.rmtree(checkout.folder / ".venv" / ("Scripts" if os.name == "nt" else "bin"))

    answer = checkout.run()

    assert answer.stdout == "started 8\n"
    assert "making it anew" in answer.stderr
