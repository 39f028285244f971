"""The dress of the window: Qt's palette and the one style sheet, made from a theme.

Widgets are shaped by class and by one property, `kind`:

* push and tool buttons: `primary`, `quiet`, `link`, `meta-link`; without a kind they
  are plain;
* labels: `view-title`, `sheet-title`, `hero`, `lead`, `section`, `meta`, `hint`,
  `danger`;
* frames and widgets: `sidebar`, `toolbar`, `status`, `raised`, `desk`, `hair` (a line),
  `warn-band`;
* line edits: `bare` (the frame is drawn by the parent);
* views: `sidebar`, `raised`, `rows` (a delegate paints the selection too);
* text edits: `reading` (no frame, the reading font is set by the widget).
"""

from PySide6 import QtGui

from app.ui.appearance.theme import Theme

_Role = QtGui.QPalette.ColorRole
_Group = QtGui.QPalette.ColorGroup


def palette(theme: Theme) -> QtGui.QPalette:
    """Return the palette of a theme; other colours come from the theme itself."""
    c = theme.colours
    made = QtGui.QPalette()
    roles = {
        _Role.Window: c.window,
        _Role.Base: c.window,
        _Role.AlternateBase: c.hover,
        _Role.Text: c.text,
        _Role.WindowText: c.text,
        _Role.HighlightedText: c.text,
        _Role.BrightText: c.danger,
        _Role.PlaceholderText: c.text3,
        _Role.Button: c.raised,
        _Role.ButtonText: c.text,
        _Role.Highlight: c.accentsoft,
        _Role.Accent: c.accent,
        _Role.Link: c.accenttext,
        _Role.LinkVisited: c.accenttext,
        _Role.ToolTipBase: c.tip,
        _Role.ToolTipText: c.ontip,
        _Role.Light: c.raised,
        _Role.Midlight: c.hover,
        _Role.Mid: c.line,
        _Role.Dark: c.edge,
        _Role.Shadow: c.edge,
    }
    for role, colour in roles.items():
        made.setColor(role, colour)
    made.setColor(_Group.Inactive, _Role.Highlight, c.idle)
    for role in (_Role.Text, _Role.WindowText, _Role.ButtonText):
        made.setColor(_Group.Disabled, role, c.text3)
    return made


def stylesheet(theme: Theme) -> str:
    """Return the application's style sheet in a theme."""
    parts = (
        _frames,
        _labels,
        _buttons,
        _links,
        _fields,
        _choices,
        _views,
        _menus,
    )
    return "\n".join(part(theme) for part in parts)


def _frames(theme: Theme) -> str:
    c, px = theme.colours, theme.px
    return f"""
QWidget[kind="sidebar"], QWidget[kind="status"] {{
    background: {c.sidebar.name()};
}}
QWidget[kind="toolbar"] {{ background: {c.window.name()}; }}
QWidget[kind="desk"] {{ background: {c.desk.name()}; }}
QAbstractScrollArea {{ border: none; }}
QFrame[kind="raised"] {{
    background: {c.raised.name()};
    border: 1px solid {c.line.name()};
    border-radius: {px(theme.sizes.radius_popover)}px;
}}
QFrame[kind="hair"] {{ background: {c.line.name()}; border: none; }}
QFrame[kind="warn-band"] {{ background: {c.warnsoft.name()}; border: none; }}
QSplitter::handle {{ background: {c.line.name()}; }}
QSplitter::handle:horizontal {{ width: 1px; }}
QSplitter::handle:vertical {{ height: 1px; }}
QToolTip {{
    background: {c.tip.name()};
    color: {c.ontip.name()};
    border: none;
    padding: {px(4)}px {px(8)}px;
}}
"""


def _labels(theme: Theme) -> str:
    c = theme.colours
    return f"""
QLabel {{ background: transparent; }}
QLabel[kind="view-title"] {{ font-size: {_pt(theme, 1.15)}; font-weight: 600; }}
QLabel[kind="sheet-title"] {{
    font-family: "{theme.reading_family}";
    font-size: {_pt(theme, 1.7)};
    font-weight: 600;
}}
QLabel[kind="hero"] {{
    font-family: "{theme.reading_family}";
    font-size: {_pt(theme, 2.1)};
    font-weight: 600;
}}
QLabel[kind="lead"] {{ color: {c.text2.name()}; font-size: {_pt(theme, 1.08)}; }}
QLabel[kind="section"] {{
    color: {c.text2.name()};
    font-size: {_pt(theme, 0.85)};
    font-weight: 600;
}}
QLabel[kind="meta"] {{ color: {c.text2.name()}; font-size: {_pt(theme, 0.92)}; }}
QLabel[kind="hint"] {{ color: {c.text3.name()}; font-size: {_pt(theme, 0.92)}; }}
QLabel[kind="danger"] {{ color: {c.danger.name()}; }}
"""


def _buttons(theme: Theme) -> str:
    c, px = theme.colours, theme.px
    radius = px(theme.sizes.radius_row)
    return f"""
QPushButton, QToolButton {{
    background: {c.raised.name()};
    color: {c.text.name()};
    border: 1px solid {c.line.name()};
    border-radius: {radius}px;
    padding: {px(6)}px {px(11)}px;
    font-weight: 500;
}}
QPushButton:hover, QToolButton:hover {{ background: {c.hover.name()}; }}
QPushButton:pressed, QToolButton:pressed,
QPushButton:checked, QToolButton:checked {{ background: {c.idle.name()}; }}
QPushButton:focus, QToolButton:focus {{ border: 1px solid {c.accent.name()}; }}
QPushButton:disabled, QToolButton:disabled {{
    background: transparent;
    color: {c.text3.name()};
}}
QPushButton::menu-indicator, QToolButton::menu-indicator {{ image: none; width: 0; }}
QPushButton[kind="primary"], QToolButton[kind="primary"] {{
    background: {c.accent.name()};
    color: {c.onaccent.name()};
    border-color: {c.accent.name()};
}}
QPushButton[kind="primary"]:hover, QPushButton[kind="primary"]:pressed,
QToolButton[kind="primary"]:hover, QToolButton[kind="primary"]:pressed {{
    background: {c.accenthover.name()};
    border-color: {c.accenthover.name()};
}}
QPushButton[kind="primary"]:focus {{ border: 2px solid {c.text.name()}; }}
QPushButton[kind="primary"]:disabled {{
    background: transparent;
    color: {c.text3.name()};
    border-color: {c.line.name()};
}}
QPushButton[kind="quiet"], QToolButton[kind="quiet"], QToolButton[kind="chip"] {{
    background: transparent;
    border-color: transparent;
}}
QPushButton[kind="quiet"]:hover, QToolButton[kind="quiet"]:hover,
QToolButton[kind="chip"]:hover {{ background: {c.idle.name()}; }}
QToolButton[kind="quiet"] {{ padding: {px(5)}px; }}
QToolButton[kind="chip"] {{ padding: 0; color: {c.text2.name()}; }}
QToolButton[kind="chip"]:checked {{
    background: {c.accentsoft.name()};
    color: {c.accenttext.name()};
}}
QPushButton[kind="quiet"]:focus, QToolButton[kind="quiet"]:focus,
QToolButton[kind="chip"]:focus {{ border-color: {c.accent.name()}; }}
"""


def _links(theme: Theme) -> str:
    c, px = theme.colours, theme.px
    return f"""
QPushButton[kind="link"] {{
    background: transparent;
    border-color: transparent;
    color: {c.accenttext.name()};
    padding: {px(2)}px;
    text-align: left;
}}
QPushButton[kind="meta-link"], QPushButton[kind="meta-link"]:focus {{
    background: transparent;
    border: none;
    color: {c.accenttext.name()};
    font-size: {_pt(theme, 0.92)};
    padding: 0;
}}
QPushButton[kind="link"]:hover, QPushButton[kind="meta-link"]:hover,
QPushButton[kind="meta-link"]:focus {{ text-decoration: underline; }}
QPushButton[kind="link"]:focus {{ border-color: {c.accent.name()}; }}
"""


def _fields(theme: Theme) -> str:
    c, px = theme.colours, theme.px
    radius = px(theme.sizes.radius_field)
    return f"""
QLineEdit, QPlainTextEdit, QTextEdit {{
    background: {c.sunken.name()};
    color: {c.text.name()};
    border: 1px solid {c.edge.name()};
    border-radius: {radius}px;
    padding: {px(5)}px {px(9)}px;
    selection-background-color: {c.accentsoft.name()};
    selection-color: {c.text.name()};
}}
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus {{
    border: 2px solid {c.accent.name()};
    padding: {px(5) - 1}px {px(9) - 1}px;
}}
QLineEdit[kind="bare"], QLineEdit[kind="bare"]:focus,
QTextEdit[kind="reading"], QTextEdit[kind="reading"]:focus,
QPlainTextEdit[kind="bare"], QPlainTextEdit[kind="bare"]:focus {{
    background: transparent;
    border: none;
    border-radius: 0;
    padding: 0;
}}
"""


def _choices(theme: Theme) -> str:
    c, px = theme.colours, theme.px
    radius = px(theme.sizes.radius_field)
    return f"""
QComboBox, QAbstractSpinBox {{
    background: {c.raised.name()};
    color: {c.text.name()};
    border: 1px solid {c.edge.name()};
    border-radius: {radius}px;
    padding: {px(5)}px {px(9)}px;
    selection-background-color: {c.accentsoft.name()};
    selection-color: {c.text.name()};
}}
QComboBox:focus, QAbstractSpinBox:focus {{
    border: 2px solid {c.accent.name()};
    padding: {px(5) - 1}px {px(9) - 1}px;
}}
QComboBox QLineEdit, QComboBox QLineEdit:focus,
QAbstractSpinBox QLineEdit, QAbstractSpinBox QLineEdit:focus {{
    background: transparent;
    border: none;
    padding: 0;
}}
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{
    border: none;
    width: 0;
}}
QComboBox::drop-down {{ border: none; width: {px(26)}px; }}
QComboBox::down-arrow {{ image: none; }}
QComboBox QAbstractItemView {{
    background: {c.raised.name()};
    border: 1px solid {c.line.name()};
    padding: {px(4)}px;
}}
"""


def _views(theme: Theme) -> str:
    c, px = theme.colours, theme.px
    return f"""
QAbstractItemView {{ outline: none; }}
QAbstractItemView[kind="rows"] {{ selection-background-color: transparent; }}
QAbstractItemView[kind="sidebar"] {{ background: {c.sidebar.name()}; }}
QAbstractItemView[kind="raised"] {{ background: {c.raised.name()}; }}
QScrollBar {{ background: transparent; border: none; margin: 0; }}
QScrollBar:vertical {{ width: {px(8)}px; }}
QScrollBar:horizontal {{ height: {px(8)}px; }}
QScrollBar::handle {{
    background: {_veil(c.text3, 0.45)};
    border-radius: {px(8) // 2 - 1}px;
    margin: 1px;
}}
QScrollBar::handle:vertical {{ min-height: {px(28)}px; }}
QScrollBar::handle:horizontal {{ min-width: {px(28)}px; }}
QScrollBar::handle:hover, QScrollBar::handle:pressed {{
    background: {c.text3.name()};
}}
QScrollBar::add-line, QScrollBar::sub-line,
QScrollBar::add-page, QScrollBar::sub-page {{
    background: transparent;
    border: none;
    width: 0;
    height: 0;
}}
QTabBar::tab {{
    background: transparent;
    color: {c.text2.name()};
    padding: {px(6)}px {px(10)}px;
    border: none;
    border-bottom: 2px solid transparent;
}}
QTabBar::tear {{ width: 0; border: none; }}
QTabBar::scroller {{ width: {px(28)}px; }}
QTabBar QToolButton[kind="quiet"] {{ padding: 0; }}
QTabBar::tab:selected {{ color: {c.text.name()}; border-color: {c.accent.name()}; }}
QTabBar::tab:focus {{ color: {c.accenttext.name()}; }}
"""


def _menus(theme: Theme) -> str:
    c, px = theme.colours, theme.px
    return f"""
QMenu {{
    background: {c.raised.name()};
    color: {c.text.name()};
    border: 1px solid {c.line.name()};
    padding: {px(4)}px;
}}
QMenu::item {{
    padding: {px(5)}px {px(24)}px {px(5)}px {px(10)}px;
    border-radius: {px(theme.sizes.radius_key)}px;
}}
QMenu::item:selected {{ background: {c.accentsoft.name()}; }}
QMenu::item:disabled {{ color: {c.text3.name()}; }}
QMenu::icon {{ padding-left: {px(8)}px; }}
QMenu::separator {{
    height: 1px;
    background: {c.line.name()};
    margin: {px(4)}px {px(8)}px;
}}
"""


def _pt(theme: Theme, step: float) -> str:
    return f"{max(8.0, theme.base_pt * theme.scale * step):.2f}pt"


def _veil(colour: QtGui.QColor, alpha: float) -> str:
    red, green, blue = colour.red(), colour.green(), colour.blue()
    return f"rgba({red}, {green}, {blue}, {round(alpha * 255)})"
