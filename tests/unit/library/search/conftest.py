"""The ways in which a search is answered: by the size of its place."""

import pytest

from app.library.search import searching

WAYS = {
    "tiny": {},
    "read through": {"_TINY_PLACE": -1},
    "look up": {"_TINY_PLACE": -1, "_SMALL_PLACE": -1},
}


@pytest.fixture(params=WAYS)
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Search as in a tiny place, in a small one, and in a large one."""
    name = str(request.param)
    for limit, value in WAYS[name].items():
        monkeypatch.setattr(searching, limit, value)
    if name == "look up":
        monkeypatch.setattr("app.library.search.asking.MOST_FEW", -1)
    return name
