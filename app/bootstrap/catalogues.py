"""The catalogues, each with its own pace, wired to their settings."""

from app.commands.lookup.catalogues import Catalogues
from app.settings.sources import ENABLED, usable_email
from app.settings.store import SettingsStore
from app.sources.asking import Asker
from app.sources.http import HttpClient
from app.sources.polite import Pacer
from app.sources.provider import Provider
from app.sources.providers.arxiv import Arxiv
from app.sources.providers.crossref import Crossref
from app.sources.providers.datacite import DataCite
from app.sources.providers.dblp import Dblp
from app.sources.providers.huggingface import HuggingFace
from app.sources.providers.openalex import OpenAlex
from app.sources.providers.semanticscholar import SemanticScholar
from app.sources.reply_cache import ReplyCache

_QUICK_S = 0.2
_SLOW_S = 1.1
"""The pauses between requests: what Semantic Scholar and DBLP ask for, and a fifth of a
second for the others, which allow more."""


def make_catalogues(
    arxiv: Arxiv, http: HttpClient, cache: ReplyCache, settings: SettingsStore
) -> Catalogues:
    """Build what looks papers up, the most trusted catalogue first."""

    def asker(pause_s: float) -> Asker:
        return Asker(http, Pacer(lambda: pause_s), cache)

    def email() -> str:
        return usable_email(settings.text("sources.contact_email"))

    crossref = Crossref(
        asker(_QUICK_S),
        api_url=lambda: settings.text("sources.crossref.api_url"),
        email=email,
    )
    huggingface = HuggingFace(
        asker(_QUICK_S), api_url=lambda: settings.text("sources.huggingface.api_url")
    )
    openalex = OpenAlex(
        asker(_QUICK_S),
        api_url=lambda: settings.text("sources.openalex.api_url"),
        email=email,
    )
    scholar = SemanticScholar(
        asker(_SLOW_S), api_url=lambda: settings.text("sources.semanticscholar.api_url")
    )
    datacite = DataCite(
        asker(_QUICK_S), api_url=lambda: settings.text("sources.datacite.api_url")
    )
    dblp = Dblp(asker(_SLOW_S), api_url=lambda: settings.text("sources.dblp.api_url"))
    providers: tuple[Provider, ...] = (
        *(arxiv, crossref, dblp, huggingface, openalex, scholar, datacite),
    )
    return Catalogues(
        providers,
        is_on=lambda name: settings.is_on(ENABLED[name]),
        is_offline=lambda: settings.is_on("sources.offline"),
        renew=cache.doubt,
    )
