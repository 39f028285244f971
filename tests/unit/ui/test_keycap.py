"""Key caps split keys as commands write them."""

import pytest

from app.ui.appearance.look import Look
from app.ui.widgets.keycap import KeyCaps, key_parts, keys_width

pytestmark = pytest.mark.ui


@pytest.mark.parametrize(
    ("keys", "parts"),
    [
        ("j", ("j",)),
        ("Ctrl+K", ("Ctrl", "K")),
        ("g i", ("g", "i")),
        ("+", ("+",)),
        ("Ctrl++", ("Ctrl", "+")),
        ("Ctrl+-", ("Ctrl", "-")),
        ("Shift+Alt+Down", ("Shift", "Alt", "Down")),
        ("Return", ("Enter",)),
        ("", ()),
    ],
)
def test_key_parts_gives_one_part_a_cap(keys: str, parts: tuple[str, ...]) -> None:
    assert key_parts(keys) == parts


def test_caps_are_as_wide_as_what_is_painted(look: Look) -> None:
    caps = KeyCaps(look, "Ctrl+K")

    assert caps.sizeHint().width() == keys_width(look.theme, "Ctrl+K")
    assert keys_width(look.theme, "Ctrl+K") > keys_width(look.theme, "K") > 0
