"""The names of formats and styles, for who only needs to know what there is."""

from collections.abc import Mapping
from pathlib import PurePath
from types import MappingProxyType

BUNDLE = "zip"
"""What another Octavo takes without loss: no text, so no writer (see `bundle`)."""

SUFFIXES: Mapping[str, str] = MappingProxyType(
    {
        "bibtex": ".bib",
        "biblatex": ".biblatex.bib",
        "ris": ".ris",
        "csl-json": ".csl.json",
        "csv": ".csv",
        "octavo-json": ".octavo.json",
        "markdown": ".md",
        "html": ".html",
        BUNDLE: ".octavo.zip",
    }
)
"""What names of files in each format end in; the first have a writer in `outgoing`."""

TEXT_FORMATS = tuple(name for name in SUFFIXES if name != BUNDLE)

STYLES = ("apa", "ieee", "chicago", "mla", "nature")
"""The names of `citation_styles.STYLES`, in their order."""

_ALSO = MappingProxyType(
    {".zip": BUNDLE, ".htm": "html", ".markdown": "markdown", ".bibtex": "bibtex"}
)


def format_of(file: PurePath) -> str:
    """Return the name of the format that a file's name ends in, '' for none.

    The longest ending counts: 'a.csl.json' is CSL-JSON, 'a.zip' a bundle.
    """
    endings = {suffix: name for name, suffix in SUFFIXES.items()} | _ALSO
    fitting = [end for end in endings if file.name.lower().endswith(end)]
    return endings[max(fitting, key=len)] if fitting else ""
