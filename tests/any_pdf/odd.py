"""The odd PDFs in a folder: one of each kind, and as many spoiled ones as wanted."""

from pathlib import Path

from tests.any_pdf.odd_pages import PAGE_ODDITIES
from tests.any_pdf.odd_trees import TREE_ODDITIES
from tests.any_pdf.planted import FAILED, LOCKED, NO_PAGE, REFUSED, SHOWN
from tests.any_pdf.spoiling import spoiled

_ANY = (SHOWN, LOCKED, NO_PAGE, REFUSED, FAILED)
ODDITIES = (*PAGE_ODDITIES, *TREE_ODDITIES)
LIGHT_ODDITIES = tuple(oddity for oddity in ODDITIES if not oddity.is_heavy)


def write_odd(
    folder: Path, *, n_spoiled: int, seed: int
) -> dict[Path, tuple[str, ...]]:
    """Write all odd files and some spoiled ones; return what may come of each."""
    folder.mkdir(parents=True, exist_ok=True)
    made: dict[Path, tuple[str, ...]] = {}
    for oddity in ODDITIES:
        path = folder / f"{oddity.name}.pdf"
        path.write_bytes(oddity.make())
        made[path] = oddity.outcomes
    for name, content in spoiled(LIGHT_ODDITIES, seed, n_spoiled):
        path = folder / f"{name}.pdf"
        path.write_bytes(content)
        made[path] = _ANY
    return made
