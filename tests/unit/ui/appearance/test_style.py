"""The dress follows the theme, and its colours can be told apart."""

import re

import pytest
from PySide6 import QtGui, QtWidgets
from pytestqt.qtbot import QtBot

from app.settings.store import SettingsStore
from app.ui.appearance.look import Look
from app.ui.appearance.style import palette, stylesheet
from app.ui.appearance.theme import Colours

pytestmark = pytest.mark.ui
ROLE = QtGui.QPalette.ColorRole
GROUP = QtGui.QPalette.ColorGroup
TEXT, INTERFACE = 4.5, 3.0
"""Least contrasts. Source: WCAG 2.2, 1.4.3 and 1.4.11."""
N_LINES = 250


def contrast(one: QtGui.QColor, other: QtGui.QColor) -> float:
    """Return the contrast of two colours. Source: WCAG 2.2, relative luminance."""

    def luminance(colour: QtGui.QColor) -> float:
        parts = (colour.redF(), colour.greenF(), colour.blueF())
        red, green, blue = (
            p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def text_pairs(c: Colours) -> list[tuple[QtGui.QColor, QtGui.QColor]]:
    grounds = (c.window, c.sidebar, c.raised, c.sunken, c.accentsoft, c.idle)
    inks = (c.text, c.text2, c.text3, c.accenttext)
    pairs = [(ink, ground) for ink in inks for ground in grounds]
    return [
        *pairs,
        (c.onaccent, c.accent),
        (c.onaccent, c.accenthover),
        (c.warn, c.warnsoft),
        (c.ontip, c.tip),
        (c.tiplink, c.tip),
        (c.text, c.match),
        (c.text, c.hover),
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_have_the_contrast_that_reading_needs(
    look: Look, settings: SettingsStore, scheme: str
) -> None:
    settings.change("appearance.theme", scheme)
    c = look.theme.colours

    assert min(contrast(ink, ground) for ink, ground in text_pairs(c)) >= TEXT
    for colour in (c.accent, c.edge, c.star):
        assert contrast(colour, c.window) >= INTERFACE


def test_palette_is_faint_where_the_window_has_no_focus(look: Look) -> None:
    made, c = palette(look.theme), look.theme.colours

    assert made.color(GROUP.Active, ROLE.Highlight) == c.accentsoft
    assert made.color(GROUP.Inactive, ROLE.Highlight) == c.idle
    assert made.color(ROLE.Base) == c.window
    assert made.color(ROLE.PlaceholderText) == c.text3


def test_stylesheet_is_short_and_holds_no_colour_but_the_theme_s(look: Look) -> None:
    sheet = stylesheet(look.theme)
    known = {getattr(look.theme.colours, name).name() for name in Colours.__slots__}

    assert set(re.findall(r"#[0-9a-f]{6}", sheet)) <= known
    assert "::item" not in re.sub(r"Q(?:Menu|MenuBar)::item", "", sheet)
    assert len(sheet.splitlines()) < N_LINES


def test_theme_change_dresses_the_application_anew(
    look: Look, settings: SettingsStore, qapp: QtWidgets.QApplication
) -> None:
    settings.change("appearance.theme", "light")
    light = qapp.styleSheet()

    settings.change("appearance.theme", "dark")

    assert qapp.styleSheet() != light
    assert qapp.palette().color(ROLE.Window) == look.theme.colours.window


def test_every_field_has_an_edge_until_it_has_the_keys(
    look: Look, qtbot: QtBot
) -> None:
    for kind in (QtWidgets.QLineEdit, QtWidgets.QPlainTextEdit):
        field = kind()
        qtbot.addWidget(field)
        field.setStyleSheet(stylesheet(look.theme))
        field.resize(200, 60)

        seen = field.grab().toImage()

        assert seen.pixelColor(100, 0).name() == look.theme.colours.edge.name()
