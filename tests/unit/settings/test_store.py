"""Settings: what may be typed, what the file may hold, what saving leaves alone."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import InvalidInput
from app.settings.declaration import SETTINGS, Setting, Value
from app.settings.editing import with_value
from app.settings.store import SettingsStore, check, parse

KEY = "appearance.theme"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "octavo" / "settings.toml"


def loaded(file: Path, **overrides: Value) -> SettingsStore:
    store = SettingsStore(file, overrides, with_value)
    store.load()
    return store


def written(file: Path, text: str) -> Path:
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [
        ("appearance.theme", "dark", "dark"),
        ("appearance.text_scale", "2", 2.0),
        ("appearance.serif", "No", False),
        ("sources.offline", "true", True),
        ("limits.page_s", "7", 7),
        ("sources.arxiv.pdf_url", "http://127.0.0.1:1/pdf", "http://127.0.0.1:1/pdf"),
    ],
)
def test_parse_reads_what_fits(key: str, text: str, value: Value) -> None:
    read = parse(key, text)

    assert (read, type(read)) == (value, type(value))


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("appearance.theme", "pink"),
        ("appearance.text_scale", "9"),
        ("appearance.text_scale", "nan"),
        ("appearance.serif", "perhaps"),
        ("limits.page_s", "1.5"),
        ("limits.page_s", "0"),
        ("limits.page_s", ""),
        ("no.such", "1"),
    ],
)
def test_parse_refuses_what_does_not(key: str, text: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        parse(key, text)

    assert key in caught.value.message
    assert caught.value.hint


@given(st.sampled_from(SETTINGS), st.text())
def test_parse_gives_a_fitting_value_or_refuses(setting: Setting, text: str) -> None:
    try:
        value = parse(setting.key, text)
    except InvalidInput:
        return

    assert check(setting.key, value) == value


def test_every_default_fits_its_setting() -> None:
    assert [check(s.key, s.default) for s in SETTINGS] == [s.default for s in SETTINGS]


def test_no_file_gives_defaults(file: Path) -> None:
    store = loaded(file)

    assert (store[KEY], store.problems) == ("system", ())
    assert not store.is_set_by_user(KEY)


def test_override_wins_over_the_file_and_is_not_saved(file: Path) -> None:
    written(file, '[appearance]\ntheme = "dark"\n')
    store = loaded(file, **{KEY: "light"})

    store.change("appearance.serif", False)

    assert store[KEY] == "light"
    assert tomllib.loads(file.read_text("utf-8"))["appearance"] == {
        "theme": "dark",
        "serif": False,
    }


def test_unknown_key_and_wrong_value_are_told_and_the_rest_holds(file: Path) -> None:
    written(file, 'new = 1\n[appearance]\ntheme = "pink"\nserif = false\n')

    store = loaded(file)

    assert len(store.problems) == 2
    assert (store[KEY], store["appearance.serif"]) == ("system", False)


@pytest.mark.parametrize("number", ["9" * 400, "-" + "9" * 400, "0x" + "f" * 5_000])
def test_number_larger_than_any_is_told_and_the_rest_holds(
    file: Path, number: str
) -> None:
    written(file, f'[appearance]\ntext_scale = {number}\ntheme = "dark"\n')

    store = loaded(file)

    assert store.problems == (
        "The number given for the setting appearance.text_scale is too large. "
        "Give a number from 0.7 to 3.0.",
    )
    assert (store[KEY], store["appearance.text_scale"]) == ("dark", 1.0)


@pytest.mark.parametrize(
    "data",
    [
        b"[appearance\n",
        b"\xff\xfe\x00",
        b"a = " + b"[" * 5_000 + b"]" * 5_000,
        b".".join([b"a"] * 3_000) + b" = 1",
        b"a = " + b"9" * 5_000,
    ],
)
def test_file_that_cannot_be_read_is_told_and_kept(file: Path, data: bytes) -> None:
    written(file, "").write_bytes(data)
    store = loaded(file)

    with pytest.raises(InvalidInput, match="left as it is"):
        store.change(KEY, "dark")

    assert len(store.problems) == 1
    assert file.read_bytes() == data
    assert store[KEY] == "dark"


def test_value_where_a_group_should_be_is_kept(file: Path) -> None:
    written(file, "appearance = 3\n")

    with pytest.raises(InvalidInput, match="no group"):
        loaded(file).change(KEY, "dark")

    assert file.read_text("utf-8") == "appearance = 3\n"


def test_saving_keeps_comments_order_and_other_keys(file: Path) -> None:
    text = '# mine\n[sources.arxiv]\ninterval_s = 5.0 # slow\n\n[other]\nx = "y"\n'
    written(file, text)

    loaded(file).change("sources.arxiv.interval_s", 4.0)

    assert file.read_text("utf-8") == text.replace("5.0", "4.0")


def test_file_with_a_byte_order_mark_is_read_and_saved(file: Path) -> None:
    written(file, "\ufeff[appearance]\nserif = false\n")
    store = loaded(file)

    store.change(KEY, "dark")

    assert store.problems == ()
    assert loaded(file)["appearance.serif"] is False


def test_linked_file_stays_a_link(file: Path, tmp_path: Path) -> None:
    target = tmp_path / "dotfiles.toml"
    target.write_text("# kept\n", "utf-8")
    file.parent.mkdir()
    file.symlink_to(target)

    loaded(file).change(KEY, "dark")

    assert file.is_symlink()
    assert target.read_text("utf-8").startswith("# kept")


def test_folder_that_cannot_be_made_is_told_and_the_value_holds(tmp_path: Path) -> None:
    blocker = tmp_path / "file"
    blocker.write_text("", "utf-8")
    store = SettingsStore(blocker / "settings.toml", {}, lambda *_: "")
    heard: list[str] = []
    store.subscribe(heard.append)

    with pytest.raises(InvalidInput, match="until you quit"):
        store.change(KEY, "dark")

    assert (store[KEY], heard) == ("dark", [KEY])


def test_change_is_told_and_read_again(file: Path) -> None:
    store = loaded(file)
    heard: list[str] = []
    store.subscribe(heard.append)

    store.change("appearance.text_scale", 2)

    assert heard == ["appearance.text_scale"]
    assert loaded(file).number("appearance.text_scale") == 2.0
    assert [path.name for path in file.parent.iterdir()] == ["settings.toml"]


def test_change_that_does_not_fit_changes_nothing(file: Path) -> None:
    store = loaded(file)

    with pytest.raises(InvalidInput):
        store.change(KEY, "pink")

    assert store[KEY] == "system"
    assert not file.exists()
