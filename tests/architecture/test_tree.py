"""What the checkout as a whole keeps to."""

import subprocess
import sys
from pathlib import Path

CHECKOUT = Path(__file__).parents[2]


def test_packaging_never_shadows_the_library_of_its_name() -> None:
    assert not (CHECKOUT / "packaging" / "__init__.py").exists()


def test_pip_and_pytest_find_the_library_packaging_from_the_checkout() -> None:
    answer = subprocess.run(
        [sys.executable, "-c", "import packaging.version as it; print(it.__file__)"],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=True,
    )

    assert "site-packages" in answer.stdout


def test_locks_name_no_address() -> None:
    for name in ("requirements.lock", "tests/requirements.lock"):
        text = (CHECKOUT / name).read_text("utf-8")

        assert "--hash=sha256:" in text
        assert "://" not in text
