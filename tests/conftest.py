"""What holds for every test: no network but loopback, no home, no screen.

Importing `sitecustomize` here blocks this process; the same file on PYTHONPATH blocks
the Python processes that tests start.
"""

import os
import shutil
import tempfile
from pathlib import Path

import hypothesis
import pytest

from app.bootstrap.qt import load_qt
from tests.support.offline import sitecustomize

FOLDERS_OF_HOME = {
    "HOME": ".",
    "USERPROFILE": ".",
    "APPDATA": "AppData/Roaming",
    "LOCALAPPDATA": "AppData/Local",
    "XDG_CONFIG_HOME": ".config",
    "XDG_DATA_HOME": ".local/share",
    "XDG_STATE_HOME": ".local/state",
    "XDG_CACHE_HOME": ".cache",
    "XDG_RUNTIME_DIR": ".run",
}
# Variables of the developer's that would reach into a test.
FOREIGN = ("OCTAVO_LIBRARY", "http_proxy", "https_proxy", "all_proxy", "no_proxy")
HOME = pytest.StashKey[Path]()
BEFORE = pytest.StashKey[dict[str, str]]()


load_qt()  # as the program does


def pytest_configure(config: pytest.Config) -> None:
    """Give the whole run an empty home, before any module looks for one.

    How long an example takes is no matter of these tests.
    """
    hypothesis.settings.register_profile(
        "octavo",
        deadline=None,
        suppress_health_check=[hypothesis.HealthCheck.too_slow],
    )
    hypothesis.settings.load_profile("octavo")
    config.stash[BEFORE] = dict(os.environ)
    home = config.stash[HOME] = Path(tempfile.mkdtemp(prefix="octavo-home-"))
    for name, folder in FOLDERS_OF_HOME.items():
        (home / folder).mkdir(mode=0o700, parents=True, exist_ok=True)
        os.environ[name] = str((home / folder).resolve())
    for name in FOREIGN:
        os.environ.pop(name, None)
        os.environ.pop(name.upper(), None)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    offline = str(Path(sitecustomize.__file__).parent)
    others = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = os.pathsep.join([offline, *([others] if others else [])])


def pytest_unconfigure(config: pytest.Config) -> None:
    """Remove the home of the run."""
    os.environ.clear()
    os.environ.update(config.stash[BEFORE])
    shutil.rmtree(config.stash[HOME], ignore_errors=True)
