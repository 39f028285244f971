"""Every setting, declared once: the dialog, the file and the guide derive from it."""

from dataclasses import dataclass
from typing import Literal

Value = str | int | float | bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One setting; `choices` are for texts, `least` and `most` for numbers.

    `names` are what the choices are called, in their order; `unit` is a number's.
    """

    key: str
    default: Value
    title: str
    help: str
    group: Literal["Appearance", "Reading", "Sources", "Limits"]
    choices: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    unit: str = ""
    least: float | None = None
    most: float | None = None


SETTINGS: tuple[Setting, ...] = (
    Setting(
        key="appearance.theme",
        default="system",
        title="Theme",
        help="Light, dark, or as the system says.",
        group="Appearance",
        choices=("system", "light", "dark"),
        names=("As the system", "Light", "Dark"),
    ),
    Setting(
        key="appearance.text_scale",
        default=1.0,
        title="Text size",
        help="Multiplies the system's font size.",
        group="Appearance",
        unit="×",
        least=0.7,
        most=3.0,
    ),
    Setting(
        key="appearance.serif",
        default=True,
        title="Serif for reading",
        help="Set titles and abstracts in a serif face.",
        group="Appearance",
    ),
    Setting(
        key="reading.new_becomes_reading",
        default=True,
        title="Opening starts reading",
        help="A new paper becomes Reading when its PDF is opened.",
        group="Reading",
    ),
    Setting(
        key="reading.page_theme",
        default="follow",
        title="Page theme",
        help="White pages, dark pages, or as the window.",
        group="Reading",
        choices=("follow", "light", "dark"),
        names=("As the window", "Light", "Dark"),
    ),
    Setting(
        key="sources.offline",
        default=False,
        title="Work offline",
        help="Ask nothing of the network.",
        group="Sources",
    ),
    Setting(
        key="sources.arxiv.api_url",
        default="https://export.arxiv.org/api/query",
        title="arXiv look-up address",
        help="Where papers are looked up.",
        group="Sources",
    ),
    Setting(
        key="sources.arxiv.pdf_url",
        default="https://arxiv.org/pdf",
        title="arXiv PDF address",
        help="Where PDFs are fetched; a slash and the identifier are appended.",
        group="Sources",
    ),
    Setting(
        key="sources.arxiv.interval_s",
        default=3.0,
        title="Pause between arXiv requests",
        help="arXiv asks for three seconds.",
        group="Sources",
        unit="s",
        least=0.0,
        most=60.0,
    ),
    Setting(
        key="limits.pdf_size_mb",
        default=200,
        title="Largest PDF to fetch",
        help="A larger download is stopped.",
        group="Limits",
        unit="MB",
        least=1,
        most=2000,
    ),
    Setting(
        key="limits.download_s",
        default=300,
        title="Longest download",
        help="A slower download is stopped.",
        group="Limits",
        unit="s",
        least=5,
        most=3600,
    ),
    Setting(
        key="limits.page_s",
        default=20,
        title="Longest time for one page",
        help="A PDF that takes longer is stopped.",
        group="Limits",
        unit="s",
        least=1,
        most=300,
    ),
    Setting(
        key="limits.pdf_memory_mb",
        default=1500,
        title="Memory for reading a PDF",
        help="A PDF that needs more is stopped.",
        group="Limits",
        unit="MB",
        least=200,
        most=16000,
    ),
)
"""All settings, in the order of the dialog."""
