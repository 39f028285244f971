"""The settings of the catalogues: each one's switch and address."""

import re
from collections.abc import Mapping
from types import MappingProxyType

from app.settings.setting import Setting

_CATALOGUES = (
    ("huggingface", "Hugging Face", "https://huggingface.co/api/papers"),
    ("crossref", "Crossref", "https://api.crossref.org/works"),
    ("openalex", "OpenAlex", "https://api.openalex.org/works"),
    (
        "semanticscholar",
        "Semantic Scholar",
        "https://api.semanticscholar.org/graph/v1/paper",
    ),
    ("datacite", "DataCite", "https://api.datacite.org/dois"),
    ("dblp", "DBLP", "https://dblp.org/search/publ/api"),
)
"""The short name, what people call it, and the address of each."""

_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w.-]{1,253}", re.ASCII)

_GIVES: Mapping[str, str] = MappingProxyType(
    {
        "huggingface": "Upvotes, code and project page of papers on arXiv.",
        "crossref": "Published papers by DOI and title.",
        "openalex": "Published papers by DOI and title, and how often they are cited.",
        "semanticscholar": "Where preprints appeared, and how often they are cited.",
        "datacite": "Data sets, theses and software by DOI and title.",
        "dblp": "Where papers of computer science appeared, by title.",
    }
)

ENABLED: Mapping[str, str] = MappingProxyType(
    {
        "arXiv": "sources.arxiv.enabled",
        **{name: f"sources.{key}.enabled" for key, name, _ in _CATALOGUES},
    }
)
"""The switch of each catalogue, by what people call it."""

ADDRESSES = (
    "sources.arxiv.api_url",
    "sources.arxiv.pdf_url",
    *(f"sources.{key}.api_url" for key, _, _ in _CATALOGUES),
)
"""The settings that are addresses to ask."""


def usable_email(text: str) -> str:
    """Return an e-mail address as it may stand in a request, '' where it is none."""
    email = text.strip()
    return email if _EMAIL.fullmatch(email) else ""


def catalogue_settings() -> tuple[Setting, ...]:
    """Return the settings of every catalogue but arXiv's addresses."""
    settings = [
        Setting(
            key="import.complete",
            default=True,
            title="Complete imported links",
            help="Look up title and authors of papers that came as links.",
            group="Sources",
        ),
        Setting(
            key="sources.check_preprints",
            default="off",
            title="Look for published versions",
            help="Ask arXiv and the catalogues by itself, while Octavo is open, where "
            "your preprints appeared and which have a newer version.",
            group="Sources",
            choices=("off", "weekly", "monthly"),
            names=("When you ask", "Every week", "Every month"),
        ),
        Setting(
            key="sources.contact_email",
            default="",
            title="Your e-mail for catalogues",
            help="Sent to them with each question where it is given: some then answer "
            "faster.",
            group="Sources",
        ),
        Setting(
            key="sources.arxiv.enabled",
            default=True,
            title="Ask arXiv",
            help="Titles, abstracts and versions of papers on arXiv.",
            group="Sources",
        ),
    ]
    for key, name, address in _CATALOGUES:
        settings += [
            Setting(
                key=f"sources.{key}.enabled",
                default=True,
                title=f"Ask {name}",
                help=_GIVES[key],
                group="Sources",
            ),
            Setting(
                key=f"sources.{key}.api_url",
                default=address,
                title=f"{name} address",
                help=f"Where {name} is asked.",
                group="Sources",
            ),
        ]
    return tuple(settings)
