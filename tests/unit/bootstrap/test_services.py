"""What window and terminal share: settings by `--set`, the library's place."""

from pathlib import Path

import pytest

from app.bootstrap.pdf_clients import pdf_client
from app.bootstrap.preferences import library_folder
from app.bootstrap.preferences import settings_store as made_store
from app.bootstrap.services import LateFetcher
from app.cli.arguments import parse
from app.cli.asked import Asked
from app.domain.errors import InvalidInput
from app.runtime.feed import ChangeFeed
from app.runtime.library_client import LibraryClient
from app.settings.places import default_library_folder


def test_set_wins_over_the_settings_file(tmp_path: Path) -> None:
    file = tmp_path / "s.toml"
    file.write_text('[appearance]\ntheme = "light"\nserif = false\n', "utf-8")
    asked = parse(["--settings", str(file), "--set", "appearance.theme=dark"])

    store = made_store(asked)

    assert (store["appearance.theme"], store["appearance.serif"]) == ("dark", False)


def test_change_is_saved_into_the_file_named(tmp_path: Path) -> None:
    file = tmp_path / "s.toml"

    made_store(parse(["--settings", str(file)])).change("appearance.theme", "dark")

    assert file.read_text("utf-8") == '[appearance]\ntheme = "dark"\n'


@pytest.mark.parametrize("given", ["appearance.theme", "no.such=1", "=1", ""])
def test_set_that_does_not_fit_is_refused(given: str) -> None:
    with pytest.raises(InvalidInput):
        made_store(Asked(subcommand=None, overrides=(given,)))


def test_library_is_the_option_then_the_variable_then_the_default() -> None:
    named = {"OCTAVO_LIBRARY": "/elsewhere"}

    assert library_folder(parse(["--library", "/here"]), named) == Path("/here")
    assert library_folder(parse([]), named) == Path("/elsewhere")
    assert library_folder(parse([]), {"OCTAVO_LIBRARY": ""}) == default_library_folder()


@pytest.mark.asyncio
async def test_fetcher_is_made_once_and_closed(tmp_path: Path) -> None:
    settings = made_store(parse(["--settings", str(tmp_path / "s.toml")]))
    library = LibraryClient(tmp_path / "library", ChangeFeed())
    fetcher = LateFetcher(pdf_client(settings), library, settings)
    await fetcher.close()

    assert fetcher() is fetcher()
    await fetcher.close()
    await library.close()
