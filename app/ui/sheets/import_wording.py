"""Numbers and names as the import sheet writes them."""

from collections.abc import Sequence

_N_SOURCES = 30
_THIN_SPACE = "\u2009"


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
