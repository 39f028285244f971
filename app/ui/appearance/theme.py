"""The colours and sizes of the window, read from the theme file."""

import json
from dataclasses import dataclass, fields
from enum import StrEnum
from pathlib import Path

from PySide6 import QtGui


class Scheme(StrEnum):
    """Light or dark."""

    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True, kw_only=True)
class Colours:
    """Every colour of one scheme, by the name of its use."""

    window: QtGui.QColor
    sidebar: QtGui.QColor
    raised: QtGui.QColor
    sunken: QtGui.QColor
    desk: QtGui.QColor
    line: QtGui.QColor
    edge: QtGui.QColor
    text: QtGui.QColor
    text2: QtGui.QColor
    text3: QtGui.QColor
    accent: QtGui.QColor
    accenthover: QtGui.QColor
    onaccent: QtGui.QColor
    accentsoft: QtGui.QColor
    accenttext: QtGui.QColor
    idle: QtGui.QColor
    hover: QtGui.QColor
    danger: QtGui.QColor
    warn: QtGui.QColor
    warnsoft: QtGui.QColor
    good: QtGui.QColor
    star: QtGui.QColor
    tip: QtGui.QColor
    ontip: QtGui.QColor
    tiplink: QtGui.QColor
    match: QtGui.QColor
    scrim: QtGui.QColor


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkColour:
    """One of the eight mark colours; `fill` lies under ink, `line` is drawn as a line.

    `fill_light`, `fill_night`, `line_light` and `line_night` are for white and night
    pages, `line` for the window.
    """

    key: int
    name: str
    meaning: str
    fill_light: QtGui.QColor
    fill_night: QtGui.QColor
    line: QtGui.QColor
    line_light: QtGui.QColor
    line_night: QtGui.QColor


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """Lengths in device-independent pixels at a 10 pt font."""

    row: int
    card: int
    card_gap: int
    section_header: int
    sidebar_row: int
    table_header: int
    toolbar: int
    reader_bar: int
    status_line: int
    field: int
    button: int
    icon: int
    icon_small: int
    sidebar: int
    sidebar_min: int
    rail: int
    detail: int
    detail_min: int
    outline: int
    marks_pane: int
    palette: int
    import_sheet: int
    keys_sheet: int
    radius_key: int
    radius_row: int
    radius_card: int
    radius_field: int
    radius_popover: int
    radius_sheet: int


_DARK_PICTURES = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """Everything a painter asks of the look; made anew when scheme or scale changes.

    `scale` multiplies the user's font; lengths go through `px`.
    """

    scheme: Scheme
    colours: Colours
    marks: tuple[MarkColour, ...]
    sizes: Sizes
    night_page: QtGui.QColor
    night_ink: QtGui.QColor
    sepia_page: QtGui.QColor
    sepia_ink: QtGui.QColor
    grey_page: QtGui.QColor
    grey_ink: QtGui.QColor
    scale: float
    base_pt: float
    ui_family: str
    reading_family: str
    mono_family: str

    @property
    def picture_opacity(self) -> float:
        """How strongly small pictures of pages are painted, 0 to 1.

        Their white is too bright for a dark look.
        """
        return _DARK_PICTURES if self.scheme is Scheme.DARK else 1.0

    def px(self, length: float) -> int:
        """Scale a length of the design grid to device-independent pixels."""
        return round(length * self.scale * self.base_pt / 10)

    def mark(self, slot: int) -> MarkColour:
        """Return the mark colour of a slot, 1 to 8; higher slots repeat."""
        return self.marks[(slot - 1) % len(self.marks)]

    def ui_font(
        self, step: float = 1.0, weight: int = 400, *, is_tabular: bool = False
    ) -> QtGui.QFont:
        """Return the interface font at a step of the scale (1.0 is body).

        Tabular is for figures that stand in columns (counts, years): it gives every
        figure one width, and in some families the hyphen too.
        """
        font = self._font(self.ui_family, step, weight)
        if is_tabular:
            font.setFeature(QtGui.QFont.Tag("tnum"), 1)
        return font

    def reading_font(self, step: float = 1.08, weight: int = 400) -> QtGui.QFont:
        """Return the reading (serif) font at a step of the scale."""
        return self._font(self.reading_family, step, weight)

    def mono_font(self) -> QtGui.QFont:
        """Return the fixed-width font."""
        return self._font(self.mono_family, 0.92, 400)

    def _font(self, family: str, step: float, weight: int) -> QtGui.QFont:
        font = QtGui.QFont(family)
        font.setPointSizeF(max(8.0, self.base_pt * self.scale * step))
        # Qt takes one weight of a variable font, and fattens it from 700 on: the axis
        # gives the true weights. Families of fixed weights know no axis.
        font.setWeight(QtGui.QFont.Weight(min(weight, 600)))
        font.setVariableAxis(QtGui.QFont.Tag("wght"), weight)
        return font


@dataclass(frozen=True, slots=True, kw_only=True)
class Families:
    """The font families in use."""

    ui: str
    reading: str
    mono: str


def load_theme(
    tokens: Path, scheme: Scheme, *, scale: float, base_pt: float, families: Families
) -> Theme:
    """Read the theme file for one scheme.

    `base_pt` is the point size of the system font, `scale` the user's text scale.
    """
    data = json.loads(tokens.read_text(encoding="utf-8"))
    colours = data["color"][scheme.value]
    size, radius = data["size"], data["radius"]
    is_dark = scheme is Scheme.DARK
    return Theme(
        scheme=scheme,
        colours=Colours(
            **{f.name: QtGui.QColor(colours[f.name]) for f in fields(Colours)}
        ),
        marks=tuple(
            MarkColour(
                key=mark["key"],
                name=mark["name"],
                meaning=mark["meaning"],
                fill_light=QtGui.QColor(mark["light"]),
                fill_night=QtGui.QColor(mark["night"]),
                line=QtGui.QColor(mark["lineDark" if is_dark else "lineLight"]),
                line_light=QtGui.QColor(mark["lineLight"]),
                line_night=QtGui.QColor(mark["lineDark"]),
            )
            for mark in data["marks"]
        ),
        sizes=Sizes(
            row=size["row"],
            card=size["card"],
            card_gap=size["cardGap"],
            section_header=size["sectionHeader"],
            sidebar_row=size["sidebarRow"],
            table_header=size["tableHeader"],
            toolbar=size["toolbar"],
            reader_bar=size["readerBar"],
            status_line=size["statusLine"],
            field=size["field"],
            button=size["button"],
            icon=size["icon"],
            icon_small=size["iconSmall"],
            sidebar=size["sidebar"],
            sidebar_min=size["sidebarMin"],
            rail=size["rail"],
            detail=size["detail"],
            detail_min=size["detailMin"],
            outline=size["outline"],
            marks_pane=size["marksPane"],
            palette=size["palette"],
            import_sheet=size["importSheet"],
            keys_sheet=size["keysSheet"],
            radius_key=radius["key"],
            radius_row=radius["row"],
            radius_card=radius["card"],
            radius_field=radius["field"],
            radius_popover=radius["popover"],
            radius_sheet=radius["sheet"],
        ),
        night_page=QtGui.QColor(data["night"]["page"]),
        night_ink=QtGui.QColor(data["night"]["ink"]),
        sepia_page=QtGui.QColor(data["night"]["sepiaPage"]),
        sepia_ink=QtGui.QColor(data["night"]["sepiaInk"]),
        grey_page=QtGui.QColor(data["night"]["greyPage"]),
        grey_ink=QtGui.QColor(data["night"]["greyInk"]),
        scale=scale,
        base_pt=base_pt,
        ui_family=families.ui,
        reading_family=families.reading,
        mono_family=families.mono,
    )
