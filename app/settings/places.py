"""Where Octavo keeps things on this computer."""

import sys
from pathlib import Path

import platformdirs

APPLICATION_NAME = "octavo"
APPLICATION_ID = "org.octavo.Octavo"


def resources_folder() -> Path:
    """Return the folder of icons, themes and the guide.

    It lies in the bundle, in the installed package, or beside `app` in a checkout.
    """
    if bundle := getattr(sys, "_MEIPASS", None):
        return Path(bundle) / "resources"
    package = Path(__file__).resolve().parents[1]
    installed = package / "resources"
    return installed if installed.is_dir() else package.parent / "resources"


def default_library_folder() -> Path:
    """Return the library of this user, in the platform's data folder."""
    return Path(platformdirs.user_data_dir(APPLICATION_NAME, appauthor=False)) / (
        "library"
    )


def default_settings_file() -> Path:
    """Return `settings.toml` in the platform's config folder."""
    folder = platformdirs.user_config_dir(APPLICATION_NAME, appauthor=False)
    return Path(folder) / "settings.toml"


def reply_cache_folder() -> Path:
    """Return the folder of what catalogues answered, in the platform's cache folder."""
    folder = platformdirs.user_cache_dir(APPLICATION_NAME, appauthor=False)
    return Path(folder) / "replies"


def picture_cache_folder() -> Path:
    """Return the folder of small pictures of papers, in the platform's cache folder."""
    folder = platformdirs.user_cache_dir(APPLICATION_NAME, appauthor=False)
    return Path(folder) / "pictures"


def log_folder() -> Path:
    """Return the folder of log files."""
    return Path(platformdirs.user_log_dir(APPLICATION_NAME, appauthor=False))


def log_file() -> Path:
    """Return the file that bugs of ours are written to."""
    return log_folder() / "octavo.log"


def downloads_folder() -> Path:
    """Return the folder where this user's downloads go."""
    return Path(platformdirs.user_downloads_dir())
