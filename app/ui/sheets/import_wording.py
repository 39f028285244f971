"""Numbers and names as the import sheet writes them."""

from collections.abc import Callable, Sequence

from app.ui.sheets.import_choices import ImportChoices

_N_SOURCES = 30
_THIN_SPACE = "\u2009"


def told(choices: ImportChoices, tr: Callable[[str], str]) -> tuple[str, str, str]:
    """Return the sheet's title, what it counts, and its act, '' for none.

    They tell what would be done as it is chosen now.
    """
    wanted, updated, filed = choices.n_wanted, choices.n_updated, choices.n_filed
    n = choices.count(None)
    title = tr("Import {papers}").format(papers=papers(n)) if n else ""
    act = tr("Import searches") if choices.plan.searches else ""
    tally = tr("Adds {n}").format(n=figure(wanted))
    if updated:
        tally += tr(", updates {n}").format(n=figure(updated))
    if filed and not (wanted or updated):
        title = act = tr("File {papers}").format(papers=papers(filed))
        tally = tr("Files {n}").format(n=figure(filed))
    elif filed:
        tally += tr(", files {n}").format(n=figure(filed))
    if wanted:
        act = tr("Import {papers}").format(papers=papers(wanted))
    elif updated:
        act = tr("Update {papers}").format(papers=papers(updated))
    return title or tr("No papers found"), tally, act


def papers(n: int) -> str:
    """Return '1 paper' or '2 papers'."""
    return "1 paper" if n == 1 else f"{figure(n)} papers"


def sources(names: Sequence[str]) -> str:
    """Return the names of several sources for a tooltip, '' for one."""
    if len(names) < 2:
        return ""
    more = len(names) - _N_SOURCES
    rest = (f"and {figure(more)} more",) if more > 0 else ()
    return "\n".join((*names[:_N_SOURCES], *rest))


def figure(n: int) -> str:
    """Return a number with thin spaces between its thousands."""
    return f"{n:,}".replace(",", _THIN_SPACE)
